"""One build, from the core's side: what is open while it lasts, and what an adapter may ask for.

An adapter opens a session, hands it the objects that its pages show, attaches the records it gets back, logs the
problems, and closes it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.build.notices import Notices
from aidoc_core.build.results import Results
from aidoc_core.build.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Mapping
    from pathlib import Path
    from typing import TextIO

    from aidoc_core.answers import AnswerStore
    from aidoc_core.asking.prompt import Ask, Bundle
    from aidoc_core.build.batch import Batch
    from aidoc_core.build.changed_texts import ChangedTexts
    from aidoc_core.build.errand import Errand
    from aidoc_core.build.kept_tally import KeptTally
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.openers import Openers
    from aidoc_core.build.places import Places
    from aidoc_core.build.remembered import Remembered
    from aidoc_core.build.verdict import Verdict
    from aidoc_core.code.collect import Collector
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.model import Client
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings


class Session(Run):
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
        results: What it comes to, for when all is shown.
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
        super().__init__(settings, root=root, tool=tool, stream=stream, openers=openers, errand=errand)
        self.results = Results(self)
        self._client = (open_client, environment)
        self._notices = Notices(self.problems)
        self._judged: tuple[object, Verdict] | None = None
        self._read: set[str] = set()  # what was read, or could not be, in this build

    @cached_property
    def collector(self) -> Collector:
        """Reads objects."""
        from aidoc_core.code.collect import Collector  # noqa: PLC0415 - what has nothing to read needs no Griffe

        return Collector(self.root)

    @cached_property
    def _batch(self) -> Batch:
        """What requests: made, and imported, for the first object that has to be requested."""
        from aidoc_core.build.batch import Batch  # noqa: PLC0415

        batch = Batch(self, self.opened, *self._client)
        self._resources.open("what was claimed", lambda: batch.filler)
        return batch

    def open(self) -> None:
        """Open what is looked up in at once: what is wrong with it is told whatever becomes of the build."""
        _ = self.opened

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
        once = [obj.path for obj in objects if self.settings.reads_again and obj.path not in self._read]
        if not new and not self._unread(once):
            return [self.ledger[obj.path] for obj in objects]
        with self.measure("look up"):
            asks = self.opened.look_up(new.values(), self.ledger)
        if asks or self._unread(once):
            self._read.update(once)
            self.memory.parsed.widen()
            self._batch.ask(asks, lambda: self._unread(once))
        if on_demand:
            self.ledger.on_demand.update(new)
        found = [self.ledger[obj.path] for obj in objects]
        self.memory.objects = max(self.memory.objects, len(self.ledger))
        if self.memory.packs:
            from aidoc_core.build.packed_records import pack_records  # noqa: PLC0415 - where there are many

            pack_records(found)
        return found

    def _unread(self, paths: Iterable[str]) -> list[Record]:
        """The records of some objects whose answers may be read a second time."""
        return [
            record
            for path in paths
            if (record := self.ledger.get(path)) is not None and record.is_unread(self.settings)
        ]

    def look_ahead(self, objects: Iterable[ApiObject]) -> None:
        """Work out what looking objects up will need of the code around them, which has just been parsed to read them.

        Args:
            objects: What pages show; the rest of them may be read later.
        """
        with self.measure("look up"):
            self.opened.kept.look_ahead(obj for obj in objects if obj.path not in self.ledger)

    def rest(self, objects: Collection[ApiObject]) -> None:
        """Let what was looked at ahead take less room until it is needed, in a process that builds the site once.

        Args:
            objects: Objects of one module, about.
        """
        if objects and not self.memory.goes_on:
            self.memory.objects += len(objects)
            with self.measure("look up"):
                self.memory.rest()
                self.opened.rest()
                if self.memory.packs:
                    self.opened.kept.pack(objects)

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
            self.opened.look_up({obj.path: obj for obj in objects}.values(), self.ledger)
        return [self.ledger.get(obj.path) for obj in objects]

    @cached_property
    def places(self) -> Places:
        """Where objects stand."""
        from aidoc_core.build.places import Places  # noqa: PLC0415 - for the report

        return Places(self.root, self.course.errand.search if self.course is not None else ())

    def new_problems(self) -> list[Problem]:
        """Problems since the last call, those of the stores and of new records included; each is told once."""
        for store in self._stores():
            self.problems += store.problems
            store.problems.clear()
        return self._notices.new(self.journal)

    def _stores(self) -> Iterable[AnswerStore | ChangedTexts]:
        used = self.used
        return () if used is None else (used.reviewed, used.cache, used.kept.changed)

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
            lacking, approved = self.results.tallies.lacking, self.results.tallies.approval(self.settings.review_floor)
            found = judge(lacking, approved, self.settings, stopped=stopped, looked_at=looked_at, remedy=remedy)
            if looked_at is not None:
                return found
            self._judged = rests_on, found
        return self._judged[1]

    def carry(self, modules: Mapping[str, tuple[tuple[Record, ...], Mapping[str, Record]]]) -> None:
        """Enter what the last build of this process has found out of modules that are as they were.

        Args:
            modules: The records of each, as the ledger gave them then, and the same by the paths of their objects.
        """
        for module, (records, by_path) in modules.items():
            self.ledger.carry(module, records, by_path)
        self.opened.carry(self.memory.held[_LEFT], modules.keys(), self.ledger)

    def keep(self, tallies: Mapping[str, KeptTally]) -> None:
        """Go by what an earlier build has counted of modules that nothing has touched since.

        Args:
            tallies: The tally of each.
        """
        self.results.kept = dict(tallies)
        self.ledger.keep({module: tally.data["paths"] for module, tally in tallies.items()})
        self.memory.objects = max(self.memory.objects, len(self.ledger))

    def forget_kept(self) -> None:
        """Look up all objects after all."""
        self.results.kept = {}
        self.ledger.forget_kept()

    def leave(self) -> None:
        """Leave what looking up has come to for the next build of this process."""
        self.memory.held[_LEFT] = self.opened.leave()

    def settle(self, *, told: bool = False) -> None:
        """Let go what only looking needs; for a process that builds the site once.

        Args:
            told: Whether the report is made, so that no verdict is asked for any more; else what pages show is filled.
        """
        self.memory.settle(told=told)
        if self.used is not None:
            self.used.settle()
        if told:
            self.results.settle()
            if self.used is not None:
                self.used.verdicts.let_go()

    def conclude(self, came_to: Remembered, look: Callable[[], None]) -> None:
        """Go by what this build has come to from here on, and let all go that told it; for when all is shown.

        Args:
            came_to: That.
            look: Fills what is shown once more, once somebody asks for more.
        """
        self.ledger.clear()
        self._judged = None
        self.results.conclude()
        if self.used is not None:
            self.used.conclude()
        self.take_up(came_to, look)

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
