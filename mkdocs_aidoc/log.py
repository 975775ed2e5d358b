"""What a build says, on MkDocs' own logger."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.plugins import PrefixedLogger

from aidoc_core.build import messages

if TYPE_CHECKING:
    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.sent import Sent
    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Verdict
    from aidoc_core.problems import Problem

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
        self._told: set[Problem] = set()
        self._counted = -1
        self._log = PrefixedLogger("aidoc", _LOGGER)
        session.watch = self.watch

    def warning(self, message: str) -> None:
        """Say that something is wrong."""
        self._log.warning("%s", message)

    def watch(self, event: Plan | Sent) -> None:
        """Say what is requested; with `--verbose` also every request when it is over."""
        from aidoc_core.asking.plan import Plan  # noqa: PLC0415 - it has been imported, where there is an event

        if isinstance(event, Plan):
            self._log.info("%s", messages.plan_line(event))
        else:
            self._log.debug("%s", messages.sent_line(event))

    def problems(self) -> None:
        """Say every new problem, once."""
        for problem in self._session.new_problems():
            self._log.warning("%s", problem)

    def verdict(self, verdict: Verdict) -> None:
        """Say every object that is without an answer, at the level of `on_miss`."""
        new = [problem for problem in verdict.problems if problem not in self._told]  # in no language before
        self._told.update(new)
        for problem in new:
            self._log.log(_LEVELS[verdict.level], "%s", problem)

    def contradictions(self, where: str) -> None:
        """Say that people's docstrings contradict the code, where they do; no fault of the build, so no warning.

        Args:
            where: What lists them.
        """
        if line := messages.contradictions_line(self._session.results.contradicted, where):
            self._log.info("%s", line)

    def note(self, line: str) -> None:
        """Say what is no fault, if there is anything to say."""
        if line:
            self._log.info("%s", line)

    def batch(self) -> None:
        """Say what became of the objects, and what it cost; nothing where another language has brought no more."""
        if self._session.remembered is not None:
            for line in self._session.remembered.lines:
                self._log.info("%s", line)
            return
        if self._session.is_idle or len(self._session.ledger) == self._counted:
            return
        self._counted = len(self._session.ledger)
        for line in messages.batch_lines(self._session):
            self._log.info("%s", line)
