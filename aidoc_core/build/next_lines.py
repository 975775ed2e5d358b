"""The first steps of a report in a few lines, the same on a page, in a terminal and in Markdown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from aidoc_core.build.ledger import LACKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.build.next_steps import Need

    Data = Mapping[str, Any]

NEED_NAMES: dict[Need, str] = {
    "stale": "changed since they were approved",
    "unreviewed": "not approved",
    "failed": "without a usable answer",
    "missing": "without an answer yet",
    "contradicted": "contradicted by the code",
    "undocumented": "complex and undocumented",
}
"""Each need in a reader's words, most important first."""

SHOWN = 5
"""Lines at most."""
_REASONS = 3
"""So many reasons of several objects are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Steps of which one thing is to be said.

    Attributes:
        steps: What is named.
        words: What is to be said.
        more: How many others of their module need the same.
    """

    steps: tuple[Data, ...]
    words: str
    more: int = 0

    @property
    def module(self) -> str:
        """The module of all of them; empty where a report does not tell."""
        return str(self.steps[0].get("module", ""))

    @property
    def rest(self) -> str:
        """What is not named, e.g. `6 more in events`; the name of the module's own is enough beside a whole path."""
        return f"{self.more:,} more in {self.module.rpartition('.')[2]}" if self.more else ""


def lines(report: Data) -> list[Line]:
    """The lines, none of which says what another says: together of one module and need.

    Args:
        report: The report of a build.
    """
    said = _Said(report)
    groups: dict[tuple[str, str], list[tuple[str, Data]]] = {}
    for step in report["next"]["first"]:
        # A report of an earlier release names no module: each step is a line of its own.
        group = groups.setdefault((step["needs"], step.get("module") or step["path"]), [])
        group.append((said.words(step), step))
    named = -(-SHOWN // max(min(len(groups), SHOWN), 1))
    return [line for group in groups.values() for line in _lines(group, named)][:SHOWN]


def _lines(group: Sequence[tuple[str, Data]], named: int) -> Iterator[Line]:
    shown = group[:named]
    by_words = [(words, [step for _, step in found]) for words, found in groupby(shown, key=lambda one: one[0])]
    for place, (words, steps) in enumerate(by_words, start=1):
        more = max(steps[0].get("alike", 1) - len(shown), 0) if place == len(by_words) else 0
        yield Line(steps=tuple(steps), words=words, more=more)


def common_reasons(report: Data) -> list[tuple[str, int]]:
    """Why several objects have no text, and how many: the most common reasons. What is said of these is said once.

    Args:
        report: The report of a build.
    """
    return _counted(report).most_common(_REASONS)


def _counted(report: Data) -> Counter[str]:
    lacking = Counter(row["reason"] for row in report["objects"] if row["outcome"] in LACKING)
    return Counter({reason: number for reason, number in lacking.items() if reason and number > 1})


class _Said:
    """What is said of each step."""

    def __init__(self, report: Data) -> None:
        self._common = _counted(report)
        # What is wrong; what to do about it stands with the contradictions.
        self._wrong = {row["path"]: row["message"] for row in report["contradictions"]}

    def words(self, step: Data) -> str:
        """What a reader is told."""
        need: Need = step["needs"]
        if step["words"] in self._common:
            return NEED_NAMES[need]
        if need == "contradicted":
            return str(self._wrong.get(step["path"], step["words"]))
        return f"{NEED_NAMES[need]}: {step['words']}" if need == "failed" else str(step["words"])
