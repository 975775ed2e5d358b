"""Trains the weights by which sentences are recognised (`aidoc_core.checks.recognition`).

    python -m benchmarks.checks.learning                     # writes the weights of the package
    python -m benchmarks.checks.learning --without blind3 --to weights.json.gz

It needs scikit-learn, which the package does not: `pip install scikit-learn==1.9.1`. The same data give the same bytes.
For each claim a linear support vector machine is fitted twice: first with all features, then with those that
weighed most. What a score has to reach is set by people's sentences of packages that the fit has not seen: so many of
a thousand may be taken for the claim, more where the code then decides it surely.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.checks.recognition import weights as recognition
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import FILE, Weights, features, packed
from benchmarks.checks.taught import of_people, wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.checks.taught import Example

RATES = {
    "class or static method": 3,
    "context manager": 3,
    "coroutine, claimed": 3,
    "coroutine, denied": 6,
    "default None": 6,
    "default off": 6,
    "default on": 6,
    "generator, claimed": 3,
    "generator, denied": 6,
    "leaves its argument alone": 6,
    "never raises": 3,
    "property": 3,
    "required": 6,
    "returns a copy": 3,
    "says nothing is returned": 6,
    "says something is returned": 6,
    "type of a parameter": 6,
}
"""The claims, and how many of a thousand sentences of people may be taken for each beyond those that are known."""
OPPOSITE = {
    "generator, claimed": "generator, denied",
    "coroutine, claimed": "coroutine, denied",
    "default on": "default off",
    "required": "optional",
    "says nothing is returned": "says something is returned",
    "changes its argument": "leaves its argument alone",
}
_OPPOSITES = OPPOSITE | {other: claim for claim, other in OPPOSITE.items()}
FEATURES = 900
"""Features that are kept of each claim."""
UNIT, LEAST = 0.02, 2
"""What a step of a kept number is worth, and how many steps are worth keeping."""
SOFTNESS, LOWEST, FIFTH = 0.3, -0.9, 5
MARGIN = 0.1
"""How far beyond that a score has to lie: people's sentences are of more sorts than those of a few packages."""


def train(examples: Sequence[Example], rates: dict[str, int] = RATES, most: int = FEATURES) -> Weights:
    """The weights for some examples.

    Args:
        examples: Wordings and sentences of people.
        rates: The claims, each with how many of a thousand sentences of people may be taken for it.
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
    apart = np.array([_is_apart(one.package) for one in examples])
    starts: list[float] = []
    kept: dict[str, list[int]] = {}
    for place, (claim, rate) in enumerate(sorted(rates.items())):
        is_so = np.array([claim in one.claims for one in examples])
        weight = np.array([_weight(one, claim) for one in examples])

        def fitted(which: Any, columns: Any, is_so: Any = is_so, weight: Any = weight) -> Any:
            model = LinearSVC(C=SOFTNESS, random_state=1)
            return model.fit(matrix[which][:, columns], is_so[which], sample_weight=weight[which])

        seen = ~apart
        first = fitted(seen, np.arange(matrix.shape[1])).coef_[0]
        columns = np.sort(np.argsort(-np.abs(first), kind="stable")[:most])
        scores = fitted(seen, columns).decision_function(matrix[apart][:, columns])
        others = np.sort(scores[~is_so[apart]])[::-1]
        least = max(float(others[rate * len(others) // 1_000]) if len(others) else 0.0, LOWEST)
        model = fitted(np.ones(len(human), dtype=bool), columns)
        starts.append(round(float(model.intercept_[0]) - least - MARGIN, 3))
        for column, value in zip(columns, model.coef_[0], strict=True):
            if abs(steps := round(float(value) / UNIT)) >= LEAST:
                kept.setdefault(str(names[column]), []).extend((place, steps))
    return Weights(claims=sorted(rates), starts=starts, unit=UNIT, features=kept)


def _is_apart(package: str) -> bool:
    """Whether the sentences of a package only tell what a score has to reach."""
    return bool(package) and int(hashlib.sha256(package.encode()).hexdigest(), 16) % FIFTH == 0


def _weight(one: Example, claim: str) -> float:
    """How much an example counts for a claim: most where it speaks of the same and does not claim it."""
    if one.package:
        return 0.5
    if claim in one.claims:
        return 2.0
    if one.denied == claim:
        return 4.0
    return 3.0 if _OPPOSITES.get(claim) in one.claims else 1.0


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--without", default="", help="a bank of claims that is left out, to be judged by")
    parser.add_argument("--to", type=Path, default=Path(recognition.__file__).parent / FILE)
    chosen = parser.parse_args()
    examples = [*wordings(chosen.without), *of_people()]
    kept = train(examples)
    written: bytes = packed(kept)
    chosen.to.write_bytes(written)
    print(f"{len(examples)} examples, {len(kept.features)} features, {len(written)} bytes: {chosen.to}")


if __name__ == "__main__":
    main()
