"""What a text is worth, in figures: of one object, on average, and one configuration against another."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

from aidoc_core.checks import RULES, guesses, promises, releases, unsupported
from aidoc_core.checks.human import read_human
from aidoc_core.checks.rule import Rule
from aidoc_core.checks.words import content
from aidoc_core.code.gaps import find_gaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aidoc_core.answers.answer import Answer
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.evaluation.agreement import Agreement

UNSUPPORTED = frozenset(
    value.id
    for chapter in (unsupported, releases, promises, guesses)
    for value in vars(chapter).values()
    if isinstance(value, Rule)
)
"""Rules on what nothing in the package speaks of."""
CONTRADICTED = frozenset(rule.id for rule in RULES if rule.sort == "contradiction") - UNSUPPORTED
"""Rules on what the code says otherwise."""
_SURE = 1.96
"""Standard errors that the mean of a large sample is off by in one case of twenty."""
_FEW = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306)
"""The same for two values, three and so on; from there on a series is right to three digits."""

PARTS = ("summary", "parameters", "results", "raises")
"""Parts of docstrings that are compared with the person's."""
_PART = {"returns": "results", "yields": "results", "parameter": "parameters", "raises": "raises", "summary": "summary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one object's text.

    Attributes:
        filled: Whether there is a text at all.
        complete: The share of what its signature and body have that is described.
        contradicted: Claims that the code contradicts, in the answer as it came; a build does not show them.
        unsupported: Claims of which nothing in the package speaks, likewise.
        agreement: By part, how much the text agrees with the person's, from 0 to 1; what only one of them has is 0
            where the person has it, and does not count where the model has.
        told: The share of what the person says, by words, that the text says too.
        beyond: Words that say something which neither the name nor the signature says.
        words: All words.
        usd: What it was billed; `None` where nobody knows.
    """

    filled: bool
    complete: float
    contradicted: int
    unsupported: int
    agreement: Mapping[str, float]
    told: float
    beyond: int
    words: int
    usd: float | None = 0.0

    def figures(self) -> dict[str, float]:
        """The figures that means are taken of, by their names in the report."""
        return {
            "filled": float(self.filled),
            "complete": self.complete,
            "contradicted": float(self.contradicted),
            "unsupported": float(self.unsupported),
            "told": self.told,
            "beyond": float(self.beyond),
            "words": float(self.words),
            **{f"agreement {part}": value for part, value in self.agreement.items()},
            **({"agreement": fmean(self.agreement.values())} if self.agreement else {}),
        }


def texts_of(answer: Answer) -> dict[str, str]:
    """The texts of an answer by their place, examples left out: `parameter url`."""
    return {part.where(name): text for part, name, text in answer.texts() if not part.code}


def persons_texts(obj: ApiObject) -> dict[str, str]:
    """The texts of a hand-written docstring, as those of an answer; names without stars are those of the signature."""
    said = read_human(obj.human)
    stars = {parameter.name.lstrip("*"): parameter.name for parameter in obj.parameters}
    texts = {"summary": said["summary"], "description": said["description"]}
    for one in said["parameters"]:
        texts[f"parameter {stars.get(one['name'].lstrip('*'), one['name'])}"] = one["description"]
    for kind in ("returns", "yields"):
        texts[kind] = said.get(kind, {}).get("description", "")
    for one in said["raises"]:
        texts[f"raises {one['type'].rpartition('.')[2]}"] = one["description"]
    return {where: " ".join(text.split()) for where, text in texts.items() if text and text.strip()}


def score(  # noqa: PLR0913 - keyword-only after what everything is about
    obj: ApiObject,
    texts: Mapping[str, str],
    person: Mapping[str, str],
    *,
    rules: Iterable[str],
    agreement: Agreement,
    usd: float | None = 0.0,
) -> Score:
    """Measure a text.

    Args:
        obj: The object without its docstring.
        texts: The text, by place.
        person: What the person wrote, by place.
        rules: The rules that had something to say against the text, one for each time.
        agreement: How much two texts agree.
        usd: What it was billed.
    """
    rules = list(rules)
    needed = find_gaps(obj).names()
    whole, own = content(" ".join(texts.values())), content(" ".join(person.values()))
    said = " ".join((obj.path.replace(".", " "), obj.signature, obj.header))
    return Score(
        filled=bool(texts),
        complete=sum(name in texts for name in needed) / len(needed) if needed else 1.0,
        contradicted=sum(rule in CONTRADICTED for rule in rules),
        unsupported=sum(rule in UNSUPPORTED for rule in rules),
        agreement=_agreement(texts, person, agreement),
        told=len(whole & own) / len(own) if own else 1.0,
        beyond=len(whole - content(said)),
        words=sum(len(text.split()) for text in texts.values()),
        usd=usd,
    )


def _agreement(texts: Mapping[str, str], person: Mapping[str, str], agreement: Agreement) -> dict[str, float]:
    places = [where for where in person if where.partition(" ")[0] in _PART]
    pairs = [(person[where], texts.get(where, "")) for where in places]
    found: dict[str, list[float]] = {}
    for where, pair, value in zip(places, pairs, agreement.between(pairs), strict=True):
        found.setdefault(_PART[where.partition(" ")[0]], []).append(value if pair[1] else 0.0)
    return {part: fmean(values) for part, values in found.items()}


def means(scores: Sequence[Score]) -> dict[str, Any]:
    """The averages of some objects, with what they were billed.

    Args:
        scores: The figures of each object.
    """
    names = dict.fromkeys(name for one in scores for name in one.figures())
    table: dict[str, Any] = {}
    for name in names:
        values = [figures[name] for one in scores if name in (figures := one.figures())]
        table[name] = fmean(values)
    costs = [one.usd for one in scores if one.usd is not None]
    known = len(costs) == len(scores)
    table["usd"] = sum(costs) if known else None
    table["usd_per_100"] = 100 * sum(costs) / len(scores) if known and scores else None
    return table


def differences(first: Sequence[Score], second: Sequence[Score]) -> dict[str, dict[str, float | None]]:
    """How the second configuration differs from the first, object by object: mean, and what it may be off by.

    One object does not tell what its mean may be off by.

    Args:
        first: The figures of the first, in an order.
        second: Those of the second, in the same order.
    """
    found: dict[str, list[float]] = {}
    for one, other in zip(first, second, strict=True):
        before, after = one.figures(), other.figures()
        for name in before.keys() & after.keys():
            found.setdefault(name, []).append(after[name] - before[name])
    return {
        name: {
            "mean": fmean(values),
            "plus_minus": _sure(len(values)) * stdev(values) / sqrt(len(values)) if len(values) > 1 else None,
        }
        for name, values in sorted(found.items())
    }


def _sure(size: int) -> float:
    """Standard errors that the mean of a sample of this size is off by in one case of twenty: Student's t."""
    free = size - 1
    if free <= len(_FEW):
        return _FEW[free - 1]
    z = _SURE
    return z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
