"""What a build of a whole site came to, as the next one takes it up in which nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from aidoc_core.build.verdict import Verdict
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from aidoc_core.render.added import Added


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a build came to.

    Attributes:
        added: What was added to docstrings, by the path of the object.
        labels: The labels of objects, by path.
        shown: Paths of the objects of which anything may be shown that stands in no docstring.
        filled: Paths of those that were filled in.
        places: Where objects may be documented, as the adapter tells.
        problems: What was told on the way.
        lines: What was said of the batch.
        verdict: What all came to.
        contradicted: How many contradictions people's docstrings hold.
        report: The report, without what changes from run to run.
        pages: The pages of the report as the adapter has drawn them.
    """

    added: Mapping[str, Added]
    labels: Mapping[str, str]
    shown: Collection[str]
    filled: Collection[str]
    places: Mapping[str, Any]
    problems: tuple[Problem, ...]
    lines: Sequence[str]
    verdict: Verdict
    contradicted: int
    report: Mapping[str, Any]
    pages: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> Remembered:
        """What of it is told when all is shown: no texts, places and pages any more."""
        from aidoc_core.code.packed import PackedNames  # noqa: PLC0415 - for large sites

        shown, filled = PackedNames(self.shown), PackedNames(self.filled)
        return replace(self, added={}, labels={}, places={}, pages={}, shown=shown, filled=filled)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        found = self.to_divide()
        return {**found, "added": dict(found["added"])}

    def to_divide(self) -> dict[str, Any]:
        """The same, but what was added is written object by object, when it is asked for."""
        verdict = self.verdict
        return {
            "added": _Plain(self.added),
            "labels": self.labels,
            "shown": sorted(self.shown),
            "filled": self.filled,
            "places": self.places,
            "problems": [_plain(one) for one in self.problems],
            "lines": self.lines,
            "verdict": [[_plain(one) for one in verdict.problems], verdict.level, verdict.lacking, verdict.failure],
            "contradicted": self.contradicted,
            "report": self.report,
            "pages": self.pages,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Remembered:
        """The inverse of `to_dict`."""
        problems, level, lacking, failure = data["verdict"]
        verdict = Verdict(problems=tuple(map(_problem, problems)), level=level, lacking=lacking, failure=failure)
        added = _added(data["added"]) if data["added"] else {}
        shown, told = frozenset(data["shown"]), tuple(map(_problem, data["problems"]))
        return cls(**{**data, "added": added, "verdict": verdict, "shown": shown, "problems": told})


class _Plain(Mapping[str, Any]):
    """What was added to docstrings, as plain data."""

    def __init__(self, added: Mapping[str, Added]) -> None:
        self._added = added

    def __getitem__(self, path: str) -> list[Any]:
        return self._added[path].to_list()

    def __iter__(self) -> Iterator[str]:
        return iter(self._added)

    def __len__(self) -> int:
        return len(self._added)


def _added(data: Mapping[str, Any]) -> dict[str, Added]:
    from aidoc_core.render.added import Added  # noqa: PLC0415 - where anything is

    return {path: Added.from_list(one) for path, one in data.items()}


def _plain(problem: Problem) -> list[str]:
    return [problem.kind, problem.message, problem.where]


def _problem(data: Sequence[Any]) -> Problem:
    kind, message, where = data
    return Problem(kind=kind, message=message, where=where)
