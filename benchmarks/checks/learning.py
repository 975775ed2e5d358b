"""Trains the weights by which sentences are recognised (`aidoc_core.checks.recognition`).

    python -m benchmarks.checks.learning                     # writes the weights of the package
    python -m benchmarks.checks.learning --without blind3 --to weights.json.gz

    python -m benchmarks.checks.learning --only abstract     # one claim anew, all others as they are
    python -m benchmarks.checks.learning --judge             # how each bank fares that is left out: `left_out.py`

It needs SciPy, which the package does not: `pip install scipy==1.17.1`. The same data give the same bytes.
For each claim a linear support vector machine is fitted twice: first with all features, then with those that
weighed most. What a score has to reach is set by sentences that the fit has not seen: people's of some packages, and
those near to a claim, each with what the guard (`aidoc_core.checks.recognition.clear`) takes off its score. How far
beyond that it has to lie stands in `marks.json`, for each claim: `marking.py` derives it.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.checks.recognition import weights as recognition
from aidoc_core.checks.recognition.claimed import guarded
from aidoc_core.checks.recognition.clear import OF_MANNER, OF_THE_WORLD, is_clear
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import FILE, Weights, evenly, features, packed
from aidoc_core.checks.statements.recognised import read_recognised
from aidoc_core.checks.statements.statement import Sentence
from benchmarks.checks import marks
from benchmarks.checks.borne_out import of_own_words
from benchmarks.checks.mined import mined
from benchmarks.checks.near import fold
from benchmarks.checks.taught import near, of_people, wordings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.checks.example import Example
    from benchmarks.checks.marks import Mark

CLAIMS = (
    "URL and standard",
    "abstract",
    "caches",
    "changes its argument",
    "class or static method",
    "command-line flag",
    "context manager",
    "coroutine, claimed",
    "coroutine, denied",
    "decorator",
    "default None",
    "default off",
    "default on",
    "environment variable",
    "generator, claimed",
    "generator, denied",
    "hedge",
    "invented parameter",
    "is random",
    "leaves its argument alone",
    "logs",
    "marketing",
    "never raises",
    "optional",
    "order of a tuple",
    "other trash",
    "prompt leak",
    "property",
    "required",
    "returns a copy",
    "says nothing is returned",
    "says something is returned",
    "security",
    "talk about the excerpt",
    "thread safety",
    "type of a parameter",
    "type of a result",
    "uses the network",
    "version",
    "writes a file",
)
"""What is recognised."""
OF_PEOPLE, OF_NEAR = 0.0005, 0.03
"""The share of people's sentences, and of those near to a claim, newly taken for a claim at most."""
OPPOSITE = {
    "generator, claimed": "generator, denied",
    "coroutine, claimed": "coroutine, denied",
    "default on": "default off",
    "required": "optional",
    "says nothing is returned": "says something is returned",
    "changes its argument": "leaves its argument alone",
}
_OPPOSITES = OPPOSITE | {other: claim for claim, other in OPPOSITE.items()}
FEATURES = 2_500
"""Features that are kept of each claim."""
UNIT, LEAST = 0.02, 2
"""What a step of a kept number is worth, and how many steps are worth keeping."""
SOFTNESS, ROUNDS, OFTEN = 0.05, 30, 4
"""What an error costs, how long is looked for the best weights, and in how many sentences a feature has to stand."""
TOLD, TAKEN_BACK, LEFT_OPEN = 4.0, 1.0, 0.05
"""What a sentence counts for a claim of which somebody has told whether it makes it; the same, where the guard takes it
back anyhow, so that words need not be learnt as its contrary; and where nobody knows."""
LOWEST, FIFTH = -0.9, 5


def train(
    examples: Sequence[Example],
    claims: Sequence[str] = CLAIMS,
    most: int = FEATURES,
    of_claims: Mapping[str, Mark] | None = None,
) -> Weights:
    """The weights for some examples.

    Args:
        examples: Wordings and sentences of people.
        claims: What is to be recognised.
        most: How many features are kept of each claim.
        of_claims: By claim, its marks; 0 is the threshold itself if there are none.
    """
    import numpy as np  # noqa: PLC0415 - only training needs it

    claims = sorted(claims)
    matrix, names = _matrix(examples)
    made = np.array([[claim in one.claims for claim in claims] for one in examples])
    counts = np.array([[_weight(one, claim) for claim in claims] for one in examples])
    apart = np.array([_is_apart(one) for one in examples])
    seen = np.flatnonzero(~apart)
    every = np.ones((matrix.shape[1] + 1, len(claims)))
    first = fitted(matrix[seen], made[seen], counts[seen], every)
    kept = np.zeros_like(every)
    kept[-1] = 1
    for place in range(len(claims)):
        kept[np.argsort(-np.abs(first[:-1, place]), kind="stable")[:most], place] = 1
    second = fitted(matrix[seen], made[seen], counts[seen], kept, first * kept)
    scores = matrix[np.flatnonzero(apart)] @ second[:-1] + second[-1]
    those = [one for one in examples if _is_apart(one)]
    least = [_least(claim, those, scores[:, place]) for place, claim in enumerate(claims)]
    last = fitted(matrix, made, counts, kept, second)
    steps = np.rint(last[:-1] / UNIT).astype(int)
    features = {
        str(names[row]): [
            number for at in np.flatnonzero(abs(steps[row]) >= LEAST) for number in (int(at), int(steps[row, at]))
        ]
        for row in np.flatnonzero((abs(steps) >= LEAST).any(axis=1))
    }
    starts = [
        round(round(float(start) - score, 3) - (of_claims[claim].margin if of_claims else 0), 3)
        for claim, start, score in zip(claims, last[-1], least, strict=True)
    ]
    seconds = [of_claims[claim].least for claim in claims] if of_claims else []
    return Weights(claims=claims, starts=starts, unit=UNIT, features=features, least=seconds)


def _matrix(examples: Sequence[Example]) -> tuple[Any, list[str]]:
    """A row for each example and a column for each feature that some have, with the features."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    rows = [sorted(set(features(tokens(one.text, one.name), one.where))) for one in examples]
    often = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in often.items() if count >= OFTEN)
    at = {feature: place for place, feature in enumerate(names)}
    columns = [[at[feature] for feature in row if feature in at] for row in rows]
    values = np.concatenate([np.full(len(line), evenly(len(row))) for row, line in zip(rows, columns, strict=True)])
    starts = np.cumsum([0, *map(len, columns)])
    shape = (len(rows), len(names))
    return csr_matrix((values.astype(np.float32), np.concatenate(columns).astype(int), starts), shape=shape), names


def fitted(matrix: Any, made: Any, counts: Any, kept: Any, begun: Any = None) -> Any:
    """Linear machines with a squared hinge for all claims at once, by L-BFGS.

    Args:
        matrix: A row for each example.
        made: By example and claim, whether it is made.
        counts: By example and claim, how much it counts.
        kept: By feature and claim, 1 or 0; the last row is that of the starts.
        begun: What to begin with.

    Returns:
        A weight for each feature and claim, and a start for each claim in the last row.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import minimize  # noqa: PLC0415

    signs = np.where(made, 1, -1).astype(np.float32)
    costs, turned = (SOFTNESS * counts).astype(np.float32), matrix.T.tocsr()

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(kept.shape)
        short = np.maximum(1 - signs * (matrix @ weights[:-1].astype(np.float32) + weights[-1].astype(np.float32)), 0)
        pull = -2 * costs * signs * short
        slope = weights + kept * np.vstack([turned @ pull, pull.sum(axis=0)[None]])
        return 0.5 * float(flat @ flat) + float((costs * short**2).sum(dtype=float)), slope.ravel()

    start = np.zeros_like(kept) if begun is None else begun
    limits = {"maxiter": ROUNDS, "maxcor": 8, "ftol": 1e-5}
    return minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=limits).x.reshape(kept.shape)


def _least(claim: str, those: Sequence[Example], scores: Any) -> float:
    """The score that no more than a share of some sentences exceed, people's and those near to the claim."""
    groups = (
        ([bool(one.package) for one in those], OF_PEOPLE),
        ([one.is_near or one.denied == claim for one in those], OF_NEAR),
    )
    least = LOWEST
    for among, share in groups:
        allowed = int(share * sum(among))
        near = (at for at, one in enumerate(those) if among[at] and scores[at] > least and is_alarm(claim, one))
        alarms = sorted((guarded(claim, float(scores[at]), those[at].text.lower()) for at in near), reverse=True)
        least = max([least, *alarms[allowed : allowed + 1]])
    return least


def is_alarm(claim: str, one: Example) -> bool:
    """Whether it would be an error to hold a claim against a sentence.

    Args:
        claim: The claim.
        one: The sentence.
    """
    return claim not in one.claims and not _is_open(one, claim) and _comes_to(claim, one)


def _is_apart(one: Example) -> bool:
    """Whether a sentence only tells what a score has to reach."""
    if one.package:
        return fifth(one.package) == 0
    return (one.is_near or bool(one.denied)) and fold(one.text) == 1


def fifth(package: str) -> int:
    """Which fifth a package belongs to, by hash.

    Args:
        package: Its requirement.
    """
    return int(hashlib.sha256(package.encode()).hexdigest(), 16) % FIFTH


def _comes_to(claim: str, one: Example) -> bool:
    """Whether anything is stated where a sentence is taken to make a claim: of an argument, it has to name one."""
    if claim in OF_MANNER | OF_THE_WORLD:
        return True
    where = f"{one.where} x" if one.where in ("parameter", "attribute") else one.where
    return any(read_recognised(Sentence(text=one.text, where=where, name=one.name), (claim,)))


def _is_open(one: Example, claim: str) -> bool:
    """Whether the code bears a claim out, so that nobody knows whether the sentence makes it."""
    if claim in one.judged:
        return False
    return claim in one.borne_out or (bool(one.package) and claim in of_own_words(one.text))


def _weight(one: Example, claim: str) -> float:
    """How much an example counts for a claim: most where it speaks of the same and does not claim it."""
    if one.package and claim not in one.judged:
        return LEFT_OPEN if _is_open(one, claim) else 0.5
    if one.denied == claim and not is_clear(claim, one.text.lower()):
        return TAKEN_BACK
    if claim in one.judged or claim in one.claims or one.denied == claim:
        return TOLD
    if one.is_near:
        return 0.3 if claim in one.borne_out else 6.0
    if claim in one.borne_out:
        return LEFT_OPEN
    return 3.0 if _OPPOSITES.get(claim) in one.claims else 1.0


def joined(known: Weights, new: Weights) -> Weights:
    """Weights with the claims of others put in, or in the place of their own; all other claims stay as they are.

    Args:
        known: Weights.
        new: Others, of the same unit.
    """
    of = dict.fromkeys(known.claims, known) | dict.fromkeys(new.claims, new)
    claims = sorted(of)
    steps: dict[str, dict[int, int]] = {}
    for one in (known, new):
        places = {at: claims.index(claim) for at, claim in enumerate(one.claims) if of[claim] is one}
        for feature, numbers in one.features.items():
            for at, taken in zip(numbers[::2], numbers[1::2], strict=True):
                if at in places:
                    steps.setdefault(feature, {})[places[at]] = taken
    return Weights(
        claims=claims,
        starts=[of[claim].starts[of[claim].claims.index(claim)] for claim in claims],
        unit=known.unit,
        features={name: [n for pair in sorted(taken.items()) for n in pair] for name, taken in sorted(steps.items())},
        least=[of[claim].least[of[claim].claims.index(claim)] for claim in claims],
    )


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--without", default="", help="a bank of claims that is left out, to be judged by")
    parser.add_argument("--to", type=Path, default=Path(recognition.__file__).parent / FILE)
    parser.add_argument("--only", default="", help="a claim that is trained alone, while all others stay as they are")
    parser.add_argument("--judge", action="store_true", help="only tell how each of some banks fares that is left out")
    chosen = parser.parse_args()
    if chosen.judge:
        from benchmarks.checks.left_out import judge  # noqa: PLC0415 - it trains by this module

        judge()
        return
    people = list(of_people())
    known = frozenset(one.package for one in people)
    examples = [*wordings(chosen.without), *mined(known), *(one for one in near() if fold(one.text)), *people]
    kept = train(examples, [chosen.only] if chosen.only else CLAIMS, of_claims=marks.read())
    kept = joined(recognition.weights(), kept) if chosen.only else kept
    written: bytes = packed(kept)
    chosen.to.write_bytes(written)
    print(f"{len(examples)} examples, {len(kept.features)} features, {len(written)} bytes: {chosen.to}")


if __name__ == "__main__":
    main()
