"""One build, from the core's side: what is open while it lasts, and what an adapter may ask for.

An adapter opens a session, hands it the objects that its pages show, attaches the records it gets back, logs the
problems, and closes it.
"""

from __future__ import annotations

import sys
import time
import uuid
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.asking.counters import Counters
from aidoc_core.build.growth import growth
from aidoc_core.build.memory import Memory
from aidoc_core.build.notices import Notices
from aidoc_core.build.resources import Resources
from aidoc_core.build.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path
    from typing import TextIO

    from aidoc_core.answers import AnswerStore, Entry
    from aidoc_core.asking.counters import Sent
    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.prompt import Ask, Bundle
    from aidoc_core.build.batch import Batch
    from aidoc_core.build.commit import Commit
    from aidoc_core.build.costs import Paid
    from aidoc_core.build.errand import Errand
    from aidoc_core.build.journal import Journal
    from aidoc_core.build.kept import Kept
    from aidoc_core.build.ledger import Ledger, Record
    from aidoc_core.build.opened import Opened
    from aidoc_core.build.openers import Openers
    from aidoc_core.build.places import Places
    from aidoc_core.build.provenance import OtherModels
    from aidoc_core.build.remembered import Remembered
    from aidoc_core.build.tally import Tallies
    from aidoc_core.build.verdict import Verdict
    from aidoc_core.build.verdicts import Verdicts
    from aidoc_core.checks import Finding
    from aidoc_core.code.collect import Collector
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.model import Client
    from aidoc_core.problems import Problem
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
        journal: The log of requests; `None` if the options name none.
        stream: Where a progress bar may be drawn.
        remembered: What an earlier build of the same site came to; `None` for a build that looks for itself.
        looked_for: Which of the names that inventories of the site were asked for they have.
        memory: What earlier builds have worked out.
        names_read: The names in the code of objects that are carried over from an earlier build, by path.
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
        self.began = time.monotonic()
        self.stages = Stages()
        self.counters = Counters()
        self.remembered: Remembered | None = None
        self.looked_for: dict[str, bool] = {}
        self.names_read: Mapping[str, Sequence[str]] = {}
        self._look: Callable[[], None] = lambda: None
        self.problems: list[Problem] = []
        self.in_navigation: Callable[[str], bool] | None = None
        self.watch: Callable[[Sent | Plan], None] = lambda _: None
        self.journal = _journal(settings, root, self.build)
        self.stream = stream or sys.stderr
        self.course = errand.course(root) if errand is not None else None
        self._openers = openers or (errand.openers if errand is not None else None)
        self._client = (open_client, environment)
        self._resources = Resources()
        self.memory = Memory(settings.where(settings.cache_dir, root), root, self._resources)
        self._inventory: Callable[[str], bool] = lambda _: False
        self._notices = Notices(self.problems)
        self._tallied: tuple[int, Tallies] | None = None
        self._judged: tuple[object, Verdict] | None = None

    @cached_property
    def _ledger(self) -> Ledger:
        from aidoc_core.build.ledger import Ledger  # noqa: PLC0415 - for the first object

        return Ledger(last=self.memory.table("records"))

    @property
    def ledger(self) -> Ledger:
        """What became of each object. A build that goes by what is remembered looks for itself from here on."""
        if self.remembered is not None:
            self.remembered = None
            self._look()
        return self._ledger

    @property
    def is_idle(self) -> bool:
        """Whether no object was looked at so far, so that there is nothing to count."""
        return self.remembered is None and not vars(self).get("_ledger")

    @property
    def tallies(self) -> Tallies:
        """What the records come to, module by module."""
        changes = self.ledger.changes
        if self._tallied is None or self._tallied[0] != changes:
            from aidoc_core.build.tally import Tallies  # noqa: PLC0415 - all is shown by then

            self._tallied = changes, Tallies(self.ledger.by_module(), self.memory.table("tallies"))
        return self._tallied[1]

    def take_up(self, remembered: Remembered, look: Callable[[], None]) -> None:
        """Go by what an earlier build came to, for as long as nobody asks for more.

        Args:
            remembered: That.
            look: Fills what is shown, once somebody does.
        """
        self.remembered, self._look = remembered, look
        self.tell(remembered.problems)

    @cached_property
    def commit(self) -> Commit:
        """The commit of the documented code."""
        from aidoc_core.build.commit import commit_of  # noqa: PLC0415 - all is shown by then

        return commit_of(self.root)

    @cached_property
    def collector(self) -> Collector:
        """Reads objects."""
        from aidoc_core.code.collect import Collector  # noqa: PLC0415 - what has nothing to read needs no Griffe

        return Collector(self.root)

    @cached_property
    def _opened(self) -> Opened:
        """What is looked up in: opened, and imported, for the first object."""
        from aidoc_core.build.opened import open_all  # noqa: PLC0415
        from aidoc_core.build.openers import Openers  # noqa: PLC0415

        return open_all(
            self.settings,
            self.root,
            resources=self._resources,
            openers=self._openers or Openers(),
            problems=self.problems,
            known=self._knows,
            course=self.course,
            memos=self.memory.memos,
            questions=self.memory.table("questions"),
        )

    @cached_property
    def _batch(self) -> Batch:
        """What requests: made, and imported, for the first object that has to be requested."""
        from aidoc_core.build.batch import Batch  # noqa: PLC0415

        batch = Batch(self, self._opened, *self._client)
        self._resources.open("what was claimed", lambda: batch.filler)
        return batch

    def open(self) -> None:
        """Open what is looked up in at once: what is wrong with it is told whatever becomes of the build."""
        _ = self._opened

    @property
    def _used(self) -> Opened | None:
        """Where objects were looked up; `None` if none were."""
        return self._opened if "_opened" in vars(self) else None

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
        if not new:
            return [self.ledger[obj.path] for obj in objects]
        with self.measure("look up"):
            asks = self._opened.look_up(new.values(), self.ledger)
        if asks:
            self._batch.ask(asks)
        if on_demand:
            self.ledger.on_demand.update(new)
        found = [self.ledger[obj.path] for obj in objects]
        self.memory.objects = max(self.memory.objects, len(self.ledger))
        if self.memory.packs:
            from aidoc_core.build.packed_records import pack_records  # noqa: PLC0415 - where there are many

            pack_records(found)
        return found

    def look_ahead(self, objects: Iterable[ApiObject]) -> None:
        """Work out what looking objects up will need of the code around them, which has just been parsed to read them.

        Args:
            objects: What pages show; the rest of them may be read later.
        """
        with self.measure("look up"):
            self._opened.kept.look_ahead(obj for obj in objects if obj.path not in self.ledger)

    def rest(self, objects: Collection[ApiObject]) -> None:
        """Let what was looked at ahead take less room until it is needed, in a process that builds the site once.

        Args:
            objects: Objects of one module, about.
        """
        if objects and not self.memory.goes_on:
            self.memory.objects += len(objects)
            with self.measure("look up"):
                self.memory.rest()
                self.verdicts.rest()
                if self.memory.packs:
                    self._opened.kept.pack(objects)

    @property
    def keeps(self) -> bool:
        """Whether what was to be requested could be kept; also where nothing was."""
        return "_batch" not in vars(self) or self._batch.filler.keeps

    def bundles(self, asks: list[Ask]) -> list[Bundle]:
        """The requests in which some objects would be asked for."""
        return self._batch.filler.bundles(asks)

    def look_up(self, objects: Iterable[ApiObject]) -> list[Record | None]:
        """What is known of objects without asking: from their source, the reviewed files and the cache.

        Args:
            objects: Objects of pages that are not to be made anew unless their text has changed.

        Returns:
            The record of each object; `None` where it would have to be asked for, which `fill` may still do.
        """
        objects = list(objects)
        with self.measure("look up"):
            self._opened.look_up({obj.path: obj for obj in objects}.values(), self.ledger)
        return [self.ledger.get(obj.path) for obj in objects]

    @cached_property
    def places(self) -> Places:
        """Where objects stand."""
        from aidoc_core.build.places import Places  # noqa: PLC0415 - for the report

        return Places(self.root, self.course.errand.search if self.course is not None else ())

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time inside the `with` block to a stage of the build, in which what is made stays."""
        with self.stages.measure(stage), growth():
            yield

    def tell(self, problems: Iterable[Problem]) -> None:
        """Add what an adapter found on its way, to be told with the rest."""
        self.problems += problems

    def leave_out(self, path: str, loss: Loss, reason: str = "") -> None:
        """Do not show an object's answer after all: it would not leave a person's words as they are.

        Args:
            path: The object.
            loss: What would be wrong.
            reason: Who is at work there; where nobody is, it is told as a fault of aidoc.
        """
        record = self.ledger[path]
        if not reason:
            self.problems.append(loss.problem(path, str(record.obj.location)))
        self.ledger.add(record.left_out(reason) if reason else record.left_out())

    def new_problems(self) -> list[Problem]:
        """Problems since the last call, those of the stores and of new records included; each is told once."""
        for store in self._stores():
            self.problems += store.problems
            store.problems.clear()
        return self._notices.new(self.journal)

    def _stores(self) -> Iterable[AnswerStore | Kept]:
        used = self._used
        return () if used is None else (used.reviewed, used.cache, used.kept)

    def verdict(self, *, looked_at: Container[str] | None = None, remedy: str = "Build once online") -> Verdict:
        """What the build comes to so far; to be asked for when all is shown.

        Args:
            looked_at: Paths of the objects that this build has looked at, if not at all of them.
            remedy: What brings an answer that the cache does not have.
        """
        if self.remembered is not None:
            return self.remembered.verdict
        from aidoc_core.build.verdict import judge, verdict  # noqa: PLC0415 - all is shown by then

        if self.is_idle:
            return verdict((), self.settings)

        stopped = "_batch" in vars(self) and self._batch.stopped
        rests_on = (self.ledger.changes, stopped, remedy)
        if looked_at is not None or self._judged is None or self._judged[0] != rests_on:
            lacking, approved = self.tallies.lacking, self.tallies.approval(self.settings.review_floor)
            found = judge(lacking, approved, self.settings, stopped=stopped, looked_at=looked_at, remedy=remedy)
            if looked_at is not None:
                return found
            self._judged = rests_on, found
        return self._judged[1]

    def use_inventory(self, known: Callable[[str], bool]) -> None:
        """Let answers refer to what is documented elsewhere.

        Args:
            known: Tells whether a dotted path is in an inventory of the site.
        """
        self._inventory = known

    def _knows(self, name: str) -> bool:
        return self.looked_for.setdefault(name, self._inventory(name))

    def newer(self, records: Iterable[Record]) -> list[Entry]:
        """The new texts for objects whose code has changed since a person approved what is still shown."""
        found = (self._opened.kept.newer.get(record.obj.path) for record in records)
        return [entry for entry in found if entry is not None]

    @property
    def stale(self) -> AbstractSet[str]:
        """Paths of the objects whose code has changed since people approved their text."""
        return self._used.kept.stale if self._used is not None else frozenset()

    def paid(self) -> Paid:
        """What is known of what texts cost, in this build and before; nothing stays open for it."""
        from aidoc_core.build.costs import read_kept, read_paid  # noqa: PLC0415 - all is shown by then

        if not self.ledger:
            return read_paid(self.tallies, self.settings, None, self.counters)
        cache = self._opened.cache
        try:
            kept = read_kept(cache, self.settings, self.root, self.memory.table("kept"))
            return read_paid(self.tallies, self.settings, kept, self.counters)
        finally:
            cache.close()

    def findings(self, record: Record) -> list[Finding]:
        """What the code says against a kept answer, as it stood before that was taken out."""
        return self._used.kept.conflicts.get(record.obj.path, []) if self._used is not None else []

    @property
    def verdicts(self) -> Verdicts:
        """What the checks say."""
        return self._opened.verdicts

    @cached_property
    def contradictions(self) -> list[tuple[ApiObject, Finding]]:
        """What in people's own docstrings the code contradicts; worked out when first asked for, when all is shown."""
        with self.stages.measure("check people's docstrings"):
            if self.is_idle or not any(record.obj.human for record in self.ledger):
                return []
            verdicts = self.verdicts
            return [told for tally in self.tallies.modules for told in verdicts.contradictions_in(tally)]

    @property
    def contradicted(self) -> int:
        """How many contradictions people's docstrings hold."""
        return len(self.contradictions) if self.remembered is None else self.remembered.contradicted

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

    def carry(self, modules: Mapping[str, tuple[Record, ...]]) -> None:
        """Enter what the last build of this process has found out of modules that are as they were.

        Args:
            modules: The records of each, as the ledger gave them then.
        """
        for module, records in modules.items():
            self.ledger.carry(module, records)
        self._opened.carry(self.memory.held[_LEFT], modules.keys(), self.ledger)

    def leave(self) -> None:
        """Leave what looking up has come to for the next build of this process."""
        self.memory.held[_LEFT] = self._opened.leave()

    @cached_property
    def other_models(self) -> OtherModels | None:
        """What of the answers comes from another deployment or model than the settings name; `None` for nothing.

        Worked out when first asked for, when everything is looked up: it reads the price table.
        """
        entries = self._used.kept.other_models.values() if self._used is not None else ()
        from aidoc_core.build.provenance import sum_up  # noqa: PLC0415 - the price table

        return sum_up(entries, self.settings) if entries and not self.settings.offline else None

    def settle(self, *, told: bool = False) -> None:
        """Let go what only looking needs; for a process that builds the site once.

        Args:
            told: Whether the report is made, so that no verdict is asked for any more; else what pages show is filled.
        """
        self.memory.settle()
        if self._used is not None:
            self._used.settle()
            self._used.verdicts.settle()
        if told:
            if self._tallied is not None:
                self._tallied[1].settle()
            if self._used is not None:
                self._used.verdicts.let_go()

    def release(self) -> None:
        """Close files and connections until they are needed again: nothing may stay open over a fork."""
        self.problems += self._resources.close()

    def close(self) -> None:
        """Close files and connections; the session must not be used afterwards."""
        self.release()
        if self.journal is not None:
            self.journal.close(self.ledger, self.counters)


_LEFT = "left"
"""Under what name a process holds what looking up came to."""


def _journal(settings: Settings, root: Path, build: str) -> Journal | None:
    if not settings.log_file:
        return None
    from aidoc_core.build.journal import open_journal  # noqa: PLC0415 - where there is a log

    return open_journal(settings, root, build)
