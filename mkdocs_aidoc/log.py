"""What a build says, on MkDocs' own logger; every line carries the build's id, as every request does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.plugins import PrefixedLogger

from aidoc_core.asking.prompt import Plan
from aidoc_core.build.coverage import coverage
from aidoc_core.build.report import contradictions_line

if TYPE_CHECKING:
    from aidoc_core.asking.counters import Sent
    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Verdict

# Children of this logger count for `--strict`.
_LOGGER = logging.getLogger("mkdocs.plugins.aidoc")
_LEVELS = {"warning": logging.WARNING, "error": logging.ERROR, "ignore": logging.DEBUG}


class BuildLog:
    """The log of one build.

    Args:
        session: The build.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._log = PrefixedLogger(f"aidoc [{session.build}]", _LOGGER)
        session.watch = self.watch

    def warning(self, message: str) -> None:
        """Say that something is wrong."""
        self._log.warning("%s", message)

    def watch(self, event: Plan | Sent) -> None:
        """Say what is going to be asked; with `--verbose` also every request."""
        self._log.log(logging.INFO if isinstance(event, Plan) else logging.DEBUG, "%s", event)

    def problems(self) -> None:
        """Say every new problem, once."""
        for problem in self._session.new_problems():
            self._log.warning("%s", problem)

    def verdict(self, verdict: Verdict) -> None:
        """Say every object that is without an answer, at the level of `on_miss`."""
        for problem in verdict.problems:
            self._log.log(_LEVELS[verdict.level], "%s", problem)

    def contradictions(self, page: str) -> None:
        """Say that people's docstrings contradict the code, where they do; no fault of the build, so no warning.

        Args:
            page: Where they are listed.
        """
        if line := contradictions_line(len(self._session.contradictions), page):
            self._log.info("%s", line)

    def outcomes(self) -> None:
        """Say what became of the objects, and what it cost."""
        session = self._session
        if not session.ledger:
            self._log.info("no Python objects on these pages")
            return
        before, after = coverage(session.ledger)
        counts = ", ".join(f"{number} {name}" for name, number in session.ledger.outcomes().items() if number)
        self._log.info("%d objects on these pages: %s", after.total, counts)
        self._log.info(
            "documented: %d before (%.0f %%), %d now (%.0f %%)",
            before.documented,
            100 * before.share,
            after.documented,
            100 * after.share,
        )
        if redacted := session.ledger.redacted():
            self._log.info("%s", redacted)
        counters, usage = session.counters, session.counters.usage
        if counters.requests:
            self._log.info(
                "requests: %d, %d input tokens (%d cached), %d output tokens, %s, %.1f s",
                counters.requests,
                usage.input_tokens,
                usage.cached_input_tokens,
                usage.output_tokens,
                "cost unknown" if usage.cost_usd is None else f"${usage.cost_usd:.4f}",
                counters.seconds,
            )
