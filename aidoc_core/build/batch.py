"""What a build looked up in vain is requested in one batch; what comes of it is told to whoever watches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers import WritableStore
from aidoc_core.asking.plan import Plan
from aidoc_core.asking.sent import Retry
from aidoc_core.build.figures import spent
from aidoc_core.build.fill import Filler
from aidoc_core.build.progress import progress
from aidoc_core.errors import ConfigError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from aidoc_core.answers import AnswerStore
    from aidoc_core.asking.online import Asker
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.asking.sent import Sent
    from aidoc_core.build.errand import Course
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.opened import Opened
    from aidoc_core.build.run import Run
    from aidoc_core.model import Client
    from aidoc_core.problems import ProblemKind


class Batch:
    """Requests for one build.

    Args:
        run: The build.
        opened: Where it looks up.
        open_client: Opens the model client; the real one if not given.
        environment: Where keys come from; `os.environ` if not given.

    Attributes:
        filler: Fills objects.
    """

    def __init__(
        self,
        run: Run,
        opened: Opened,
        open_client: Callable[[], Client] | None,
        environment: Mapping[str, str] | None,
    ) -> None:
        self._run = run
        self._directory = opened.directory
        self._named = False
        cache = opened.cache
        self.filler = Filler(
            settings=run.settings,
            kept=opened.kept,
            store=cache if isinstance(cache, WritableStore) else None,
            ledger=run.ledger,
            asker=self._asker(open_client, environment) if run.settings.may_request else None,
            build=run.build,
            is_late=lambda: _is_late(cache),
        )

    @property
    def stopped(self) -> bool:
        """Whether no further request is sent."""
        return self.filler.asker is not None and bool(self.filler.asker.stopped)

    def _asker(self, open_client: Callable[[], Client] | None, environment: Mapping[str, str] | None) -> Asker:
        from aidoc_core.asking.online import Asker  # noqa: PLC0415 - an offline build imports nothing that sends
        from aidoc_core.model import Learnt, connect  # noqa: PLC0415

        run, learnt = self._run, Learnt()
        settings, build = run.settings, run.build
        opener = open_client or (lambda: connect(settings, build=build, environment=environment, learnt=learnt))
        return Asker(opener, settings, run.counters, started=run.began, watch=self._watch)

    def ask(self, asks: list[Ask], unread: Callable[[], list[Record]] = list) -> None:
        """Request what is left, as far as it is wanted, and enter all of it into the ledger.

        Args:
            asks: What is left.
            unread: The records, by then, of answers that are to be read once more.

        Raises:
            ConfigError: Something has to be asked and the settings do not say how; nothing was sent.
        """
        if (course := self._run.course) is not None:
            asks = self._chosen(asks, course)
        if asks:
            with self._run.stages.measure("ask"), self._progress("aidoc: requesting", len(asks)) as advance:
                self.filler.advance = advance
                self._interruptible(lambda: self.filler.ask(asks), course)
        if records := self._to_read(unread(), course):
            with self._run.stages.measure("ask"), self._progress("aidoc: reading again", len(records)) as advance:
                from aidoc_core.build.second_reading import SecondReading  # noqa: PLC0415 - where it is wanted

                self._interruptible(lambda: SecondReading(self.filler, advance).read(records), course)
        elif not asks:
            return
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
        if self._run.settings.offline:
            return asks  # nothing is sent, and the ledger says why
        self.filler.put_off(asks)
        return []

    def _to_read(self, records: list[Record], course: Course | None) -> list[Record]:
        """What of some answers is read now: a command that sends nothing has none read, nor others than it wants."""
        if self.filler.asker is None:
            return []
        if course is None:
            return records
        wanted = [record for record in records if course.wants(record.obj)]
        return wanted if course.errand.sends and not course.interrupted else []

    def _interruptible(self, send: Callable[[], None], course: Course | None) -> None:
        try:
            _ungrouped(send)
        except KeyboardInterrupt:
            if course is None:
                raise
            course.interrupted = True  # what was answered is on disk; the command tells it

    def _progress(self, title: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        run, before = self._run, replace(self._run.counters)  # which goes on counting
        return progress(
            title,
            total if self.filler.asker else 0,
            run.stream,
            spent=lambda: spent((run.counters - before).billed()),
        )

    def _tell_once(self, kind: ProblemKind, message: str) -> None:
        problem = Problem(kind=kind, message=message)
        if problem not in self._run.problems:
            self._run.problems.append(problem)

    def _watch(self, event: Sent | Plan | Retry) -> None:
        if self._run.journal is not None:
            self._run.journal.sent(event)
        if isinstance(event, Retry):
            return  # its failure has been told
        if isinstance(event, Plan) and not self._named:
            event, self._named = replace(event, build=self._run.build), True
        self._run.watch(event)


def _ungrouped(send: Callable[[], None]) -> None:
    try:
        send()
    except* ConfigError as group:
        raise group.exceptions[0] from None


def _is_late(cache: AnswerStore) -> bool:
    """Whether a cache is not written to before the first answer: until then nothing is claimed in it."""
    from aidoc_core.answers.late import LateAnswers  # noqa: PLC0415 - where something is requested

    return isinstance(cache, LateAnswers) and cache.waits
