"""What a build looked up in vain is requested in one batch; what comes of it is told to whoever watches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TextIO

from aidoc_core.answers import WritableStore
from aidoc_core.asking.counters import Retry
from aidoc_core.asking.plan import Plan
from aidoc_core.build.figures import spent
from aidoc_core.build.fill import Filler
from aidoc_core.build.progress import progress
from aidoc_core.errors import ConfigError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from aidoc_core.answers import AnswerStore
    from aidoc_core.asking.counters import Counters, Sent
    from aidoc_core.asking.online import Asker
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.errand import Course
    from aidoc_core.build.journal import Journal
    from aidoc_core.build.ledger import Ledger
    from aidoc_core.build.opened import Opened
    from aidoc_core.build.stages import Stages
    from aidoc_core.model import Client
    from aidoc_core.problems import ProblemKind
    from aidoc_core.settings import Settings


class Building(Protocol):
    """What requests are sent for: the session of a build."""

    settings: Settings
    counters: Counters
    stages: Stages
    problems: list[Problem]
    journal: Journal | None
    stream: TextIO
    course: Course | None
    watch: Callable[[Sent | Plan], None]
    build: str
    began: float

    @property
    def ledger(self) -> Ledger:
        """What became of each object."""
        ...


class Batch:
    """Requests for one session.

    Args:
        session: The session.
        opened: Where it looks up.
        open_client: Opens the model client; the real one if not given.
        environment: Where keys come from; `os.environ` if not given.

    Attributes:
        filler: Fills objects.
    """

    def __init__(
        self,
        session: Building,
        opened: Opened,
        open_client: Callable[[], Client] | None,
        environment: Mapping[str, str] | None,
    ) -> None:
        self._session = session
        self._directory = opened.directory
        self._named = False
        cache = opened.cache
        self.filler = Filler(
            settings=session.settings,
            kept=opened.kept,
            store=cache if isinstance(cache, WritableStore) else None,
            ledger=session.ledger,
            asker=self._asker(open_client, environment) if session.settings.may_request else None,
            build=session.build,
            is_late=lambda: _is_late(cache),
        )

    @property
    def stopped(self) -> bool:
        """Whether no further request is sent."""
        return self.filler.asker is not None and bool(self.filler.asker.stopped)

    def _asker(self, open_client: Callable[[], Client] | None, environment: Mapping[str, str] | None) -> Asker:
        from aidoc_core.asking.online import Asker  # noqa: PLC0415 - an offline build imports nothing that sends
        from aidoc_core.model import Learnt, connect  # noqa: PLC0415

        session, learnt = self._session, Learnt()
        settings, build = session.settings, session.build
        opener = open_client or (lambda: connect(settings, build=build, environment=environment, learnt=learnt))
        return Asker(opener, settings, session.counters, started=session.began, watch=self._watch)

    def ask(self, asks: list[Ask]) -> None:
        """Request what is left, as far as it is wanted, and enter all of it into the ledger.

        Raises:
            ConfigError: Something has to be asked and the settings do not say how; nothing was sent.
        """
        if (course := self._session.course) is not None:
            asks = self._chosen(asks, course)
        if not asks:
            return
        with self._session.stages.measure("ask"), self._progress(len(asks)) as advance:
            self.filler.advance = advance
            self._ask(asks, course)
        asker = self.filler.asker
        if asker is not None and self.filler.keeps:
            from aidoc_core.answers.unanswered import Unanswered  # noqa: PLC0415 - where something was requested

            Unanswered(self._directory).remember(answered=self.filler.has_kept)
        if asker is not None and asker.stopped:
            self._tell_once("model", f"Stopped sending requests: {asker.stopped}.")
        if asker is not None and asker.left_out:
            option = "budget_usd" if asker.left_out == "budget" else "deadline"
            self._tell_once("budget", f"'{option}' was reached; the rest will be requested in the next build.")

    def _chosen(self, asks: list[Ask], course: Course) -> list[Ask]:
        """What of some questions is to be sent for a command; the others are put off."""
        wanted = [course.first(ask) for ask in asks if course.wants(ask.obj)]
        course.asks += wanted
        if course.errand.sends and not course.interrupted:
            paths = {ask.obj.path for ask in wanted}
            self.filler.put_off([ask for ask in asks if ask.obj.path not in paths])
            return wanted
        if self._session.settings.offline:
            return asks  # nothing is sent, and the ledger says why
        self.filler.put_off(asks)
        return []

    def _ask(self, asks: list[Ask], course: Course | None) -> None:
        try:
            self._send(asks)
        except KeyboardInterrupt:
            if course is None:
                raise
            course.interrupted = True  # what was answered is on disk; the command tells it

    def _send(self, asks: list[Ask]) -> None:
        try:
            self.filler.ask(asks)
        except* ConfigError as group:
            raise group.exceptions[0] from None

    def _progress(self, total: int) -> AbstractContextManager[Callable[[int], None]]:
        session, before = self._session, replace(self._session.counters)  # which goes on counting
        return progress(
            "aidoc: requesting",
            total if self.filler.asker else 0,
            session.stream,
            spent=lambda: spent((session.counters - before).billed()),
        )

    def _tell_once(self, kind: ProblemKind, message: str) -> None:
        problem = Problem(kind=kind, message=message)
        if problem not in self._session.problems:
            self._session.problems.append(problem)

    def _watch(self, event: Sent | Plan | Retry) -> None:
        if self._session.journal is not None:
            self._session.journal.sent(event)
        if isinstance(event, Retry):
            return  # its failure has been told
        if isinstance(event, Plan) and not self._named:
            event, self._named = replace(event, build=self._session.build), True
        self._session.watch(event)


def _is_late(cache: AnswerStore) -> bool:
    """Whether a cache is not written to before the first answer: until then nothing is claimed in it."""
    from aidoc_core.answers.late import LateAnswers  # noqa: PLC0415 - where something is requested

    return isinstance(cache, LateAnswers) and cache.waits
