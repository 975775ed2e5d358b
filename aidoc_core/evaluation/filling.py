"""Filling what was hidden, by the same way as a build: the same requests, checks, repairs, pace and store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aidoc_core.build import planning
from aidoc_core.build.errand import Errand
from aidoc_core.build.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path
    from typing import TextIO

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.evaluation.configuration import Configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What one configuration made of the objects.

    Attributes:
        records: What became of each object, by path.
        billed: What this run was billed, as plain data; what was kept before is not among it.
        problems: What went wrong, in words.
        interrupted: Whether somebody has interrupted the requests.
    """

    records: Mapping[str, Record]
    billed: dict[str, Any]
    problems: tuple[str, ...] = ()
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Where objects are filled.

    Attributes:
        directory: Where answers are kept, one directory in it for each configuration.
        root: The directory of the project's configuration.
        environment: Where keys come from; `os.environ` if not given.
        stream: Where a progress bar may be drawn; standard error if not given.
    """

    directory: Path
    root: Path
    environment: Mapping[str, str] | None = None
    stream: TextIO | None = None

    def fill(self, one: Configuration, objects: Sequence[ApiObject], *, left: Decimal | None) -> Filled:
        """Request what is not kept yet.

        Args:
            one: The configuration.
            objects: The objects, without their docstrings.
            left: US dollars that may be spent; `None` for no limit.
        """
        session = self._session(one, left, errand=None)
        interrupted = False
        try:
            try:
                session.fill(objects)
            except KeyboardInterrupt:
                interrupted = True
            records = {record.obj.path: record for record in session.ledger}
            problems = tuple(str(problem) for problem in session.new_problems())
        finally:
            session.close()
        billed = {"requests": session.counters.requests, **session.counters.billed()}
        return Filled(records=records, billed=billed, problems=problems, interrupted=interrupted)

    def plan(self, one: Configuration, objects: Sequence[ApiObject]) -> dict[str, Any]:
        """What would be requested and what it would cost; nothing is sent.

        Args:
            one: The configuration.
            objects: The objects, without their docstrings.
        """
        session = self._session(one, None, errand=Errand(kind="plan"))
        try:
            session.fill(objects)
            course = session.course
            told = planning.plan(session, course.asks if course is not None else [])
        finally:
            session.close()
        return {**told, "problems": [str(problem) for problem in session.new_problems()]}

    def _session(self, one: Configuration, left: Decimal | None, *, errand: Errand | None) -> Session:
        place = self.directory / one.directory
        settings = replace(
            one.settings,
            cache_dir=str(place / "cache"),
            reviewed_dir=str(place / "reviewed"),  # there is none: people's texts would be no answers
            require_review=False,
            enrich=True,
            log_file="",
            budget_usd=None if left is None else float(left),
        )
        return Session(
            settings, root=self.root, tool="eval", environment=self.environment, stream=self.stream, errand=errand
        )
