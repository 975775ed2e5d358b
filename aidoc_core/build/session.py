"""One build, from the core's side: what is open while it lasts, and what an adapter may ask for.

An adapter opens a session, hands it the objects that its pages show, attaches the records it gets back, logs the
problems, and closes it.
"""

from __future__ import annotations

import sys
import time
import uuid
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.answers import WritableStore
from aidoc_core.asking.counters import Counters, Retry
from aidoc_core.asking.online import Asker
from aidoc_core.asking.prompt import Plan
from aidoc_core.build.costs import read_paid
from aidoc_core.build.errand import Course
from aidoc_core.build.figures import spent
from aidoc_core.build.fill import Filler
from aidoc_core.build.journal import open_journal
from aidoc_core.build.kept import Kept
from aidoc_core.build.ledger import Ledger, Record
from aidoc_core.build.openers import Openers
from aidoc_core.build.places import Places
from aidoc_core.build.progress import progress
from aidoc_core.build.provenance import OtherModels, sum_up
from aidoc_core.build.resources import Resources
from aidoc_core.build.stages import Stages
from aidoc_core.build.verdict import Verdict, verdict
from aidoc_core.checks import check_human
from aidoc_core.code.collect import Collector
from aidoc_core.errors import ConfigError
from aidoc_core.model import Learnt, connect
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import TextIO

    from aidoc_core.answers import Entry
    from aidoc_core.asking.counters import Sent
    from aidoc_core.asking.prompt import Ask, Bundle
    from aidoc_core.build.costs import Paid
    from aidoc_core.build.errand import Errand
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.model import Client
    from aidoc_core.render.loss import Loss
    from aidoc_core.settings import Settings


class Session:
    """A build in progress.

    Args:
        settings: The options.
        root: The directory of the configuration file; other directories are relative to it.
        tool: The doc tool's name, for the report.
        environment: Where keys come from; `os.environ` if not given.
        open_client: Opens the model client, for tests and other servers; the real one if not given.
        stream: Where a progress bar may be drawn; standard error if not given.
        openers: How the stores are opened, for tests; the real ones if not given.
        errand: What a command wants of this build.

    Attributes:
        in_navigation: Tells whether a page of the navigation shows an object; `None` where the adapter does not know.
        watch: Told of what is going to be asked, and of every request when it is over.
        for_review: Whether pages show only what a person has approved.
        course: How far what a command wants is; `None` for a build like any other.
    """

    def __init__(  # noqa: PLR0913 - keyword-only; tests pass fakes in
        self,
        settings: Settings,
        *,
        root: Path,
        tool: str,
        environment: Mapping[str, str] | None = None,
        open_client: Callable[[], Client] | None = None,
        stream: TextIO | None = None,
        openers: Openers | None = None,
        errand: Errand | None = None,
    ) -> None:
        self.for_review = settings.require_review
        self.settings = settings = settings if errand is None else errand.options(settings)
        self.root = root
        self.tool = tool
        self.build = uuid.uuid4().hex[:12]
        self.started = time.time()
        self.stages = Stages()
        self.counters = Counters()
        self.ledger = Ledger()
        self.collector = Collector(root)
        self.problems: list[Problem] = []
        self.in_navigation: Callable[[str], bool] | None = None
        self.watch: Callable[[Sent | Plan], None] = lambda _: None
        self._journal = open_journal(settings, root, self.build)
        self._stream = stream or sys.stderr
        openers = openers or (errand.openers if errand is not None else Openers())
        self.course = Course(errand=errand, root=root) if errand is not None else None
        self._seen = 0
        self._told: set[Problem] = set()
        self._named = False
        asks = settings.may_request
        learnt = Learnt()
        opener = open_client or (lambda: connect(settings, build=self.build, environment=environment, learnt=learnt))
        self._resources = Resources()
        with self._resources.closed_on_error():
            self._reviewed = self._resources.open("the reviewed files", lambda: openers.reviewed(settings, root))
            self._cache = self._resources.open("the cache", lambda: openers.cache(settings, root, self.problems))
            self._kept = Kept(settings=settings, reviewed=self._reviewed, cache=self._cache, requests=asks)
            if self.course is not None:
                self._kept.again, self._kept.hinted = self.course.again, self.course.hinted
            filler = Filler(
                settings=settings,
                kept=self._kept,
                store=self._cache if isinstance(self._cache, WritableStore) else None,
                ledger=self.ledger,
                asker=Asker(opener, settings, self.counters, started=time.monotonic(), watch=self._watch)
                if asks
                else None,
                build=self.build,
            )
            self._filler = self._resources.open("what was claimed", lambda: filler)

    def fill(self, objects: Iterable[ApiObject], *, on_demand: bool = False) -> list[Record]:
        """Fill objects in one concurrent batch.

        Args:
            objects: What pages show. Objects of an earlier call are not asked again.
            on_demand: Whether the scan of the pages had missed them; they are counted.

        Returns:
            The record of each object.

        Raises:
            ConfigError: Something has to be asked and the settings do not say how; nothing was sent.
        """
        objects = list(objects)
        new = {obj.path: obj for obj in objects if obj.path not in self.ledger}
        with self.stages.measure("look up"):
            asks = self._filler.look_up(new.values())
        if self.course is not None:
            asks = self._chosen(asks, self.course)
        if asks:
            with self.stages.measure("ask"), self._progress(len(asks)) as advance:
                self._filler.advance = advance
                self._ask(asks)
        if on_demand:
            self.ledger.on_demand.update(new)
        return [self.ledger[obj.path] for obj in objects]

    def _progress(self, total: int) -> AbstractContextManager[Callable[[int], None]]:
        before = replace(self.counters)  # which goes on counting
        return progress(
            "aidoc: requesting",
            total if self._filler.asker else 0,
            self._stream,
            spent=lambda: spent((self.counters - before).billed()),
        )

    def _chosen(self, asks: list[Ask], course: Course) -> list[Ask]:
        """What of some questions is to be sent for a command; the others are put off."""
        wanted = [course.first(ask) for ask in asks if course.wants(ask.obj)]
        course.asks += wanted
        if course.errand.sends and not course.interrupted:
            paths = {ask.obj.path for ask in wanted}
            self._filler.put_off([ask for ask in asks if ask.obj.path not in paths])
            return wanted
        if self.settings.offline:
            return asks  # nothing is sent, and the ledger says why
        self._filler.put_off(asks)
        return []

    def bundles(self, asks: list[Ask]) -> list[Bundle]:
        """The requests in which some objects would be asked for."""
        return self._filler.bundles(asks)

    def look_up(self, objects: Iterable[ApiObject]) -> list[Record | None]:
        """What is known of objects without asking: from their source, the reviewed files and the cache.

        Args:
            objects: Objects of pages that are not to be made anew unless their text has changed.

        Returns:
            The record of each object; `None` where it would have to be asked for, which `fill` may still do.
        """
        objects = list(objects)
        with self.stages.measure("look up"):
            self._filler.look_up({obj.path: obj for obj in objects if obj.path not in self.ledger}.values())
        return [self.ledger.get(obj.path) for obj in objects]

    def _ask(self, asks: list[Ask]) -> None:
        try:
            self._send(asks)
        except KeyboardInterrupt:
            if self.course is None:
                raise
            self.course.interrupted = True  # what was answered is on disk; the command tells it
        asker = self._filler.asker
        if asker is not None and asker.stopped:
            self._tell_once("model", f"Stopped sending requests: {asker.stopped}.")
        if asker is not None and asker.left_out:
            option = "budget_usd" if asker.left_out == "budget" else "deadline"
            self._tell_once("budget", f"'{option}' was reached; the rest will be requested in the next build.")

    def _send(self, asks: list[Ask]) -> None:
        try:
            self._filler.ask(asks)
        except* ConfigError as group:
            raise group.exceptions[0] from None

    def _tell_once(self, kind: str, message: str) -> None:
        problem = Problem(kind=kind, message=message)  # type: ignore[arg-type]
        if problem not in self.problems:
            self.problems.append(problem)

    def _watch(self, event: Sent | Plan | Retry) -> None:
        if self._journal is not None:
            self._journal.sent(event)
        if isinstance(event, Retry):
            return  # its failure has been told
        if isinstance(event, Plan) and not self._named:
            event, self._named = replace(event, build=self.build), True
        self.watch(event)

    @cached_property
    def places(self) -> Places:
        """Where objects stand."""
        return Places(self.root, self.course.errand.search if self.course is not None else ())

    def measure(self, stage: str) -> AbstractContextManager[None]:
        """Add the time inside the `with` block to a stage of the build."""
        return self.stages.measure(stage)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Add what an adapter found on its way, to be told with the rest."""
        self.problems += problems

    def leave_out(self, path: str, loss: Loss) -> None:
        """Do not show an object's answer after all: it would not leave a person's words as they are.

        Args:
            path: The object.
            loss: What would be wrong.
        """
        record = self.ledger[path]
        self.problems.append(loss.problem(path, str(record.obj.location)))
        self.ledger.add(record.left_out())

    def new_problems(self) -> list[Problem]:
        """Problems since the last call, those of the stores and of new records included; each is told once."""
        for store in (self._reviewed, self._cache, self._kept):
            self.problems += store.problems
            store.problems.clear()
        if self._journal is not None and self._journal.broken:
            self._tell_once("model", f"{self._journal.broken}. Correct the option, or the permissions.")
        # Files that are closed over a fork are read again, and what is wrong with them is found again.
        new = [problem for problem in dict.fromkeys(self.problems[self._seen :]) if problem not in self._told]
        self._seen = len(self.problems)
        self._told.update(new)
        if self._journal is not None:
            for problem in new:
                self._journal.problem(problem)
        return new

    def verdict(self, *, looked_at: Container[str] | None = None) -> Verdict:
        """What the build comes to so far; to be asked for when all is shown.

        Args:
            looked_at: Paths of the objects that this build has looked at, if not at all of them.
        """
        asker = self._filler.asker
        stopped = asker is not None and bool(asker.stopped)
        return verdict(self.ledger, self.settings, stopped=stopped, looked_at=looked_at)

    def use_inventory(self, known: Callable[[str], bool]) -> None:
        """Let answers refer to what is documented elsewhere.

        Args:
            known: Tells whether a dotted path is in an inventory of the site.
        """
        self._kept.known = known

    def newer(self, records: Iterable[Record]) -> list[Entry]:
        """The new texts for objects whose code has changed since a person approved what is still shown."""
        found = (self._kept.newer.get(record.obj.path) for record in records)
        return [entry for entry in found if entry is not None]

    @property
    def stale(self) -> Container[str]:
        """Paths of the objects whose code has changed since people approved their text."""
        return self._kept.stale

    def paid(self) -> Paid:
        """What is known of what texts cost, in this build and before; nothing stays open for it."""
        try:
            return read_paid(self.ledger, self.settings, self._cache, self.counters)
        finally:
            self._cache.close()

    def findings(self, record: Record) -> list[Finding]:
        """What the code says against a kept answer, as it stood before that was taken out."""
        return self._kept.conflicts.get(record.obj.path, [])

    @cached_property
    def contradictions(self) -> list[tuple[ApiObject, Finding]]:
        """What in people's own docstrings the code contradicts; worked out when first asked for, when all is shown."""
        with self.stages.measure("check people's docstrings"):
            levels = self.settings.checks
            return [(record.obj, f) for record in self.ledger for f in check_human(record.obj, levels=levels)]

    def record(self, path: str) -> Record | None:
        """What became of an object so far, `None` if this build has not looked at it."""
        return self.ledger.get(path)

    def take_over(
        self, records: Iterable[Record], *, on_demand: Iterable[str] = (), spent: Counters | None = None
    ) -> None:
        """Enter what another process or an earlier build has found out; what this build knows itself stays.

        Args:
            records: What became of objects there.
            on_demand: Paths of objects that the scan had missed.
            spent: What was billed there, in this build.
        """
        for record in records:
            if record.obj.path not in self.ledger:
                self.ledger.add(record)
        self.ledger.on_demand.update(on_demand)
        if spent is not None:
            self.counters = self.counters + spent

    @cached_property
    def other_models(self) -> OtherModels | None:
        """What of the answers comes from another deployment or model than the settings name; `None` for nothing.

        Worked out when first asked for, when everything is looked up: it reads the price table.
        """
        entries = self._kept.other_models.values()
        return sum_up(entries, self.settings) if entries and not self.settings.offline else None

    def release(self) -> None:
        """Close files and connections until they are needed again: nothing may stay open over a fork."""
        self.problems += self._resources.close()

    def close(self) -> None:
        """Close files and connections; the session must not be used afterwards."""
        self.release()
        if self._journal is not None:
            for record in self.ledger:
                if record.lacks_answer:
                    self._journal.lacking(record)
            counters = self.counters
            self._journal.end(
                outcomes=self.ledger.outcomes(),
                requests=counters.requests,
                throttled=counters.throttled,
                seconds=round(counters.seconds, 3),
                **counters.billed(),
            )
