"""The core's problems as Sphinx' warnings: `type="aidoc"`, the kind as subtype, so `suppress_warnings` just works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from aidoc_core.build.coverage import coverage
from aidoc_core.build.report import contradictions_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Level, Verdict
    from aidoc_core.problems import Problem

_log = logging.getLogger(__name__)
_LEVELS: dict[Level, str] = {"warning": "WARNING", "error": "ERROR", "ignore": "DEBUG"}


def warn(problems: Iterable[Problem]) -> None:
    """Say each problem once, with its place."""
    _say(problems, "warning")


def say_verdict(verdict: Verdict) -> None:
    """Say what is without an answer, as loud as `on_miss` has it."""
    _say(verdict.problems, verdict.level)


def say_failure(failure: str) -> None:
    """Say why the build fails; nobody can suppress that."""
    _log.error("aidoc: %s", failure)


def _say(problems: Iterable[Problem], level: Level) -> None:
    for problem in dict.fromkeys(problems):
        _log.log(_LEVELS[level], problem.message, type="aidoc", subtype=problem.kind, location=problem.where or None)


def say_contradictions(number: int, page: str) -> None:
    """Say that people's docstrings contradict the code, where they do; no fault of the build, so no warning."""
    if line := contradictions_line(number, page):
        _log.info("aidoc: %s", line)


def say_outcomes(session: Session) -> None:
    """One or two lines on what the batch did."""
    if not session.ledger:
        return
    before, after = coverage(session.ledger)
    counts = ", ".join(f"{number} {name}" for name, number in session.ledger.outcomes().items() if number)
    _log.info(
        "aidoc: %d objects: %s; documented: %d before, %d now", after.total, counts, before.documented, after.documented
    )
    if redacted := session.ledger.redacted():
        _log.info("aidoc: %s", redacted)
    counters = session.counters
    if counters.requests:
        cost = counters.usage.cost_usd
        _log.info(
            "aidoc: %d requests, %d input tokens (%d cached), %d output tokens, %s, %.1f s",
            counters.requests,
            counters.usage.input_tokens,
            counters.usage.cached_input_tokens,
            counters.usage.output_tokens,
            "cost unknown" if cost is None else f"${cost:.4f}",
            counters.seconds,
        )
