"""What a build comes to: which objects lack an answer, how loud that is said, and whether the build fails.

The one place of this rule. An adapter logs the problems at the level given, writes everything it writes in any other
build, and last of all fails if there is a `failure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aidoc_core.build.figures import count
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from aidoc_core.build.approval import Approval
    from aidoc_core.build.ledger import Record
    from aidoc_core.settings import Settings

Level = Literal["ignore", "warning", "error"]
"""How loud a problem is said; `ignore`: only where somebody debugs."""

_LEVELS: dict[str, Level] = {"warn": "warning", "error": "error", "ignore": "ignore"}
_TOLD_ONCE = frozenset({"budget", "deadline"})
"""Why objects are left for the next build; the session tells it once for all of them."""
_WHY = {
    "offline": "not in the cache. {remedy}, or write the docstring.",
    "kept by a newer release": "a newer release of aidoc wrote its answer. Upgrade aidoc.",
    "its reviewed file cannot be read": "its reviewed file cannot be read. Correct the file.",
    "waits for review": "no reviewed answer. Accept one in the reviewed files, or write the docstring.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a build comes to.

    Attributes:
        problems: One for each object without an answer, with its place in the code. Where the asking stopped for a
            reason that all objects share, that reason has been told once and the objects are not listed again.
        level: How loud to say them, by the option `on_miss`.
        lacking: How many objects have no answer, those that are not listed included.
        failure: Why the build fails, one sentence for the user; empty where it does not.
    """

    problems: tuple[Problem, ...] = ()
    level: Level = "warning"
    lacking: int = 0
    failure: str = ""


def verdict(
    records: Iterable[Record],
    settings: Settings,
    *,
    stopped: bool = False,
    looked_at: Container[str] | None = None,
    remedy: str = "Build once online",
) -> Verdict:
    """Judge a build by its records.

    Args:
        records: What became of each object.
        settings: The options `on_miss` and `review_floor`.
        stopped: Whether the asking stopped for a reason that has been told.
        looked_at: Paths of the objects that this build has looked at, where it keeps the pages of others as they are;
            of those it tells nothing, unless it fails for them too. `None`: all of them.
        remedy: What brings an answer that the cache does not have.
    """
    records = list(records)
    if not records:
        return Verdict(level=_LEVELS[settings.on_miss])
    from aidoc_core.build.approval import approval  # noqa: PLC0415 - where there is anything to approve

    lacking = sorted((r for r in records if r.lacks_answer), key=lambda r: (r.obj.module, r.obj.path))
    approved = approval(records, settings.review_floor)
    return judge(lacking, approved, settings, stopped=stopped, looked_at=looked_at, remedy=remedy)


def judge(  # noqa: PLR0913 - keyword-only after what every judgement needs
    lacking: Sequence[Record],
    approved: Approval,
    settings: Settings,
    *,
    stopped: bool = False,
    looked_at: Container[str] | None = None,
    remedy: str = "Build once online",
) -> Verdict:
    """Judge a build by what was counted of its records.

    Args:
        lacking: The records without an answer, in the order of modules and paths.
        approved: How much people have approved.
        settings: As `verdict` takes them.
        stopped: Likewise.
        looked_at: Likewise.
        remedy: Likewise.
    """
    fails = bool(lacking) and settings.on_miss == "error"
    told = [r for r in lacking if r.outcome == "failed" or not (stopped or r.reason in _TOLD_ONCE)]
    if looked_at is not None and not fails:
        told = [record for record in told if record.obj.path in looked_at]
    have = "has" if len(lacking) == 1 else "have"
    failures = [f"{count(len(lacking), 'object')} {have} no answer (on_miss: error)."] if fails else []
    failures += filter(None, [approved.failure])
    return Verdict(
        problems=tuple(_problem(record, remedy) for record in told),
        level=_LEVELS[settings.on_miss],
        lacking=len(lacking),
        failure=" ".join(failures),
    )


def _problem(record: Record, remedy: str) -> Problem:
    path, where = record.obj.path, str(record.obj.location)
    if record.outcome == "failed":
        again = " with 'retry_failed: true'" if record.remembered else ""
        what_to_do = f"Write the docstring, or build again{again}."
        message = f"{path}: no usable answer ({record.reason}). {what_to_do}"
        return Problem(kind="failed", message=message, where=where)
    why = _WHY[record.reason].format(remedy=remedy) if record.reason in _WHY else f"not requested ({record.reason})."
    return Problem(kind="miss", message=f"{path}: {why}", where=where)
