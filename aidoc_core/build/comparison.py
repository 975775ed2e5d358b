"""What has changed from one report to another, or since a build that the history remembers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aidoc_core.build.commit import Commit
from aidoc_core.build.history import point_of
from aidoc_core.build.ledger import FILLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

_SHORTEST = 4
"""Letters of a commit that tell it from a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What has changed.

    Attributes:
        before: The figures of then, as a line of the history has them.
        after: The figures of now.
        new: Objects whose text is new: filled in now, and not then or with other words.
        stale: Objects whose approved text has become stale.
        lacking: Objects that have no text now, and had one or were not there then.
        gone: Paths of objects that are no more.
        contradictions: What in hand-written docstrings the code contradicts now, and did not then.
    """

    before: Data
    after: Data
    new: Rows = ()
    stale: Rows = ()
    lacking: Rows = ()
    gone: Sequence[str] = ()
    contradictions: Rows = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "before": dict(self.before),
            "after": dict(self.after),
            "new": [row["path"] for row in self.new],
            "stale": [row["path"] for row in self.stale],
            "lacking": [row["path"] for row in self.lacking],
            "gone": list(self.gone),
            "contradictions": [dict(row) for row in self.contradictions],
        }


def compare(base: Data, report: Data) -> Comparison:
    """Compare two reports.

    Args:
        base: The earlier one.
        report: The later one.
    """
    then = {row["path"]: row for row in base["objects"]}
    known = {_statement(row) for row in base["contradictions"]}
    rows = report["objects"]
    return Comparison(
        before=_figures(base),
        after=_figures(report),
        new=[row for row in rows if row["outcome"] in FILLED and _is_new(row, then.get(row["path"]))],
        stale=[row for row in rows if row["stale"] and not then.get(row["path"], {}).get("stale")],
        lacking=[
            row
            for row in rows
            if row["author"] == "nobody" and then.get(row["path"], {"author": ""})["author"] != "nobody"
        ],
        gone=sorted(then.keys() - {row["path"] for row in rows}),
        contradictions=[row for row in report["contradictions"] if _statement(row) not in known],
    )


def alone(report: Data) -> Comparison:
    """What a report tells of its own build: the texts that it requested, what is stale and what is contradicted."""
    rows = report["objects"]
    return Comparison(
        before={},
        after=_figures(report),
        new=[row for row in rows if row["outcome"] == "generated"],
        stale=[row for row in rows if row["stale"]],
        contradictions=report["contradictions"],
    )


def since(report: Data, when: str) -> Comparison | None:
    """What has changed since an earlier build; `None` if the history remembers none of that time.

    Args:
        report: The report, with the history in it.
        when: The beginning of a commit, or a day (ISO 8601): the last build of that day or before it.
    """
    builds = report["history"]["builds"]
    found = [point for point in builds if len(when) >= _SHORTEST and point["commit"].startswith(when)]
    if not found and when.count("-") == 2:  # noqa: PLR2004 - a day
        found = [point for point in builds if point["date"] <= when]
    return Comparison(before=found[-1], after=_figures(report)) if found else None


def _figures(report: Data) -> Data:
    build = report["build"]
    return point_of(report, Commit(id=build["commit"], date=build["started"][:10]))


def _is_new(row: Data, then: Data | None) -> bool:
    """A text with the same first sentence for the same question is the same text; in older reports, any text is."""
    if then is None or then["outcome"] not in FILLED:
        return True
    if not then["summary"] and then["kept_usd"] is None:  # a report that does not tell texts
        return bool(row["fingerprint"] != then["fingerprint"])
    return bool(row["summary"] != then["summary"] or row["fingerprint"] != then["fingerprint"])


def _statement(row: Data) -> tuple[str, ...]:
    """A contradiction without its line, which moves with every edit above it."""
    return row["path"], row["rule"], row["message"], row["where"]
