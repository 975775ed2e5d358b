"""Trains the weights by which sentences are recognised (`aidoc_core.checks.recognition`).

    python -m benchmarks.checks.learning                     # writes the weights of the package
    python -m benchmarks.checks.learning --without blind3 --to weights.json.gz

It needs scikit-learn, which the package does not: `pip install scikit-learn==1.9.1`. The same data give the same bytes.
For each claim a linear support vector machine is fitted twice: first with all features, then with those that
weighed most. What a score has to reach is set by sentences that the fit has not seen and that no guard
(`aidoc_core.checks.recognition.clear`) takes back: people's of some packages, and those near to a claim.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.checks.recognition import weights as recognition
from aidoc_core.checks.recognition.clear import OF_MANNER, OF_THE_WORLD, is_clear
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import FILE, Weights, features, packed
from aidoc_core.checks.statements.recognised import read_recognised
from aidoc_core.checks.statements.statement import Sentence
from benchmarks.checks.borne_out import of_own_words
from benchmarks.checks.near import fold
from benchmarks.checks.taught import near, of_people, wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.checks.taught import Example

CLAIMS = (
    "URL and standard",
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
OF_PEOPLE, OF_NEAR = 0.0005, 0.01
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
SOFTNESS, LOWEST, FIFTH = 0.3, -0.9, 5
MARGIN = 0.1
"""How far beyond that a score has to lie: people's sentences are of more sorts than those of a few packages."""


def train(examples: Sequence[Example], claims: Sequence[str] = CLAIMS, most: int = FEATURES) -> Weights:
    """The weights for some examples.

    Args:
        examples: Wordings and sentences of people.
        claims: What is to be recognised.
        most: How many features are kept of each claim.
    """
    import numpy as np  # noqa: PLC0415 - only training needs these
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    rows = [sorted(set(features(tokens(one.text, one.name), one.where))) for one in examples]
    vectors = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=2, dtype=np.float32)
    matrix, names = vectors.fit_transform(rows), None
    names = vectors.get_feature_names_out()
    human = np.array([bool(one.package) for one in examples])
    apart = np.array([_is_apart(one) for one in examples])
    is_near = np.array([one.is_near for one in examples])
    lower = [one.text.lower() for one in examples]
    those_apart = [one for one in examples if _is_apart(one)]
    starts: list[float] = []
    kept: dict[str, list[int]] = {}
    for place, claim in enumerate(sorted(claims)):
        is_so = np.array([claim in one.claims for one in examples])
        weight = np.array([_weight(one, claim) for one in examples])

        def fitted(which: Any, columns: Any, is_so: Any = is_so, weight: Any = weight) -> Any:
            model = LinearSVC(C=SOFTNESS, random_state=1)
            return model.fit(matrix[which][:, columns], is_so[which], sample_weight=weight[which])

        seen = ~apart
        first = fitted(seen, np.arange(matrix.shape[1])).coef_[0]
        columns = np.sort(np.argsort(-np.abs(first), kind="stable")[:most])
        scores = fitted(seen, columns).decision_function(matrix[apart][:, columns])
        clear = np.array([is_clear(claim, lower[at]) for at in np.flatnonzero(apart)], dtype=bool)
        is_open = np.array([_is_open(one, claim) or not _comes_to(claim, one) for one in those_apart])
        counts = clear & ~is_so[apart] & ~is_open
        is_close = is_near[apart] | np.array([one.denied == claim for one in examples])[apart]
        least = max(
            LOWEST,
            _reached(scores, counts, human[apart], OF_PEOPLE),
            _reached(scores, counts, is_close, OF_NEAR),
        )
        model = fitted(np.ones(len(human), dtype=bool), columns)
        starts.append(round(float(model.intercept_[0]) - least - MARGIN, 3))
        for column, value in zip(columns, model.coef_[0], strict=True):
            if abs(steps := round(float(value) / UNIT)) >= LEAST:
                kept.setdefault(str(names[column]), []).extend((place, steps))
    return Weights(claims=sorted(claims), starts=starts, unit=UNIT, features=kept)


def _reached(scores: Any, counts: Any, among: Any, share: float) -> float:
    """The score that no more than a share of some sentences exceed, of those that count."""
    allowed = int(share * among.sum())
    found = sorted(scores[counts & among], reverse=True)
    return float(found[allowed]) if len(found) > allowed else LOWEST


def _is_apart(one: Example) -> bool:
    """Whether a sentence only tells what a score has to reach."""
    if one.package:
        return int(hashlib.sha256(one.package.encode()).hexdigest(), 16) % FIFTH == 0
    return (one.is_near or bool(one.denied)) and fold(one.text) == 1


def _comes_to(claim: str, one: Example) -> bool:
    """Whether anything is stated where a sentence is taken to make a claim: of an argument, it has to name one."""
    if claim in OF_MANNER | OF_THE_WORLD:
        return True
    where = f"{one.where} x" if one.where in ("parameter", "attribute") else one.where
    return any(read_recognised(Sentence(text=one.text, where=where, name=one.name), (claim,)))


def _is_open(one: Example, claim: str) -> bool:
    """Whether the code bears a claim out, so that nobody knows whether the sentence makes it."""
    return claim in one.borne_out or (bool(one.package) and claim in of_own_words(one.text))


def _weight(one: Example, claim: str) -> float:
    """How much an example counts for a claim: most where it speaks of the same and does not claim it."""
    if one.package:
        return 0.05 if _is_open(one, claim) else 0.5
    if one.is_near and claim not in one.claims:
        return 0.3 if claim in one.borne_out else 6.0
    if claim in one.claims:
        return 4.0
    if one.denied == claim:
        return 4.0
    return 3.0 if _OPPOSITES.get(claim) in one.claims else 1.0


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--without", default="", help="a bank of claims that is left out, to be judged by")
    parser.add_argument("--to", type=Path, default=Path(recognition.__file__).parent / FILE)
    chosen = parser.parse_args()
    examples = [*wordings(chosen.without), *(one for one in near() if fold(one.text)), *of_people()]
    kept = train(examples)
    written: bytes = packed(kept)
    chosen.to.write_bytes(written)
    print(f"{len(examples)} examples, {len(kept.features)} features, {len(written)} bytes: {chosen.to}")


if __name__ == "__main__":
    main()
