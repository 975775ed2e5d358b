"""What became of each object. Every selected object has exactly one record, so that the counts add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal, get_args

from aidoc_core.answers.redacted import Redacted, RedactedCount
from aidoc_core.answers.usage import Usage
from aidoc_core.build.told_findings import is_unrepaired
from aidoc_core.code.gaps import Gaps, find_gaps
from aidoc_core.code.objects import NOT_SAID
from aidoc_core.render.mark import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aidoc_core.answers import Entry
    from aidoc_core.code.objects import ApiObject, Said
    from aidoc_core.render.mark import Mark
    from aidoc_core.settings import Settings

Outcome = Literal["human", "reviewed", "cached", "generated", "failed", "missed", "skipped"]
"""`human`: nothing to fill. `reviewed`, `cached`, `generated`: filled, from where. `failed`: asked, and rejected or
lost. `missed`: not asked (offline, budget, deadline). `skipped`: left alone by an option or the source."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
FAULT = "a fault of aidoc"
FILLED = frozenset({"reviewed", "cached", "generated"})
LACKING = frozenset({"failed", "missed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What became of one object.

    Attributes:
        obj: The object.
        gaps: What its docstring lacked, as far as it was to be filled.
        fingerprint: The identity of the question; empty where nothing was to be asked.
        outcome: What became of it.
        reason: Why it failed, was missed or skipped.
        entry: The answer that is shown.
        said: What people say in the code that is shown, whatever became of the object.
        usage: What this build was billed for it.
        repeated: What of that was billed after the first request about it: repairs, halves of a bundle.
        redacted: The literals that were not sent for it, in this build or when its answer was asked for.
        remembered: Whether its failure is kept, so that no build requests it again unasked.
    """

    obj: ApiObject
    outcome: Outcome
    gaps: Gaps = Gaps()
    fingerprint: str = ""
    reason: str = ""
    entry: Entry | None = None
    said: Said = NOT_SAID
    usage: Usage = Usage()
    repeated: Usage = Usage()
    redacted: tuple[Redacted, ...] = ()
    remembered: bool = False

    @property
    def lacks_answer(self) -> bool:
        """Whether it was to be filled, and is not."""
        return self.outcome in LACKING

    @property
    def filled(self) -> bool:
        """Whether an answer is shown."""
        return self.outcome in FILLED

    @property
    def unread(self) -> frozenset[str]:
        """The values of `second_reading` by which a build would have its answer read, or heed what a reading found.

        Not of what a person has decided on.
        """
        entry = self.entry
        if entry is None or entry.state not in ("answered", "failed"):
            return frozenset()
        if not entry.read:
            return frozenset({"warn", "repair"} if self.filled else ())
        return frozenset({"repair"} if any(map(is_unrepaired, entry.findings)) else ())

    def is_unread(self, settings: Settings) -> bool:
        """Whether a build with these options has its answer read, or heeds what a reading found in it."""
        return settings.reads_again and settings.second_reading in self.unread

    def waits(self, settings: Settings) -> bool:
        """Whether a build with these options would request anything of it: an answer, or a second reading."""
        return (self.lacks_answer and settings.may_request) or self.is_unread(settings)

    @property
    def shown(self) -> bool:
        """Whether there is anything to show beside docstrings: an answer, or people's words in the code."""
        return self.filled or bool(self.said)

    def mark(self, *, beside: bool = False) -> Mark | None:
        """The mark on its answer; `None` where none is shown.

        A text is completed where a person says anything in the same place, in a docstring, in code or otherwise.

        Args:
            beside: Whether a person's words are shown with it that belong to another object.
        """
        if not self.filled or self.entry is None:
            return None
        mark = mark_of(self.entry, self.gaps)
        return replace(mark, human=mark.human or self.obj.beside or bool(self.said) or beside)

    def left_out(self, reason: str = FAULT) -> Record:
        """The record when its answer is not shown after all: it would not leave a person's words as they are.

        Args:
            reason: Why, where it is no fault of aidoc.
        """
        return replace(self, outcome="skipped", reason=reason, entry=None)

    @property
    def documented_before(self) -> bool:
        """Whether a person had written anything."""
        return self.obj.documented.summary or self.obj.set_by_code

    @property
    def attributes(self) -> set[str]:
        """Paths of the fields that the answer describes in a list of attributes."""
        answer = self.entry.answer if self.filled and self.entry is not None else None
        return set() if answer is None else {f"{self.obj.path}.{item.name}" for item in answer.attributes}

    @property
    def complete_after(self) -> bool:
        """Whether nothing is missing now: every parameter, result and exception is described."""
        gaps = find_gaps(self.obj)  # all of them: some may not have been asked for
        if not gaps and self.outcome == "human":
            return True
        if not self.filled or self.entry is None:
            return False
        required = tuple(p.name for p in self.obj.parameters if p.required and p.name in gaps.parameters)
        needed = replace(gaps, summary=False, parameters=required)
        return set(needed.names()) <= {part.where(name) for part, name, _ in self.entry.answer.texts()}


@dataclass(slots=True)
class Ledger:
    """The records of one build, one for each object.

    Attributes:
        on_demand: Paths that the scan of the pages had missed.
        changes: How often a record was entered, so that whoever has counted knows if it still holds.
        last: The records of the last build of this process: one that is the same is entered as the value that it was.
            `None` in a process that builds the site once.
        kept: The modules of objects without records, by path: an earlier build has counted them.
    """

    _records: dict[str, Record] = field(default_factory=dict)
    _modules: dict[str, list[str]] = field(default_factory=dict, repr=False)
    on_demand: set[str] = field(default_factory=set)
    changes: int = 0
    last: dict[str, Record] | None = None
    kept: dict[str, str] = field(default_factory=dict, repr=False)
    _sorted: dict[str, tuple[Record, ...]] = field(default_factory=dict, repr=False)

    def add(self, record: Record) -> None:
        """Enter a record; a later one for the same object takes its place."""
        path = record.obj.path
        if self.last is not None:
            known = self.last.get(path)
            if known is not record and known is not None and known.obj is record.obj and known == record:
                record = known
            self.last[path] = record
        module, before = record.obj.module, self._records.get(path)
        if before is not None and before.obj.module != module:
            self.drop([path])
            before = None
        if before is None:
            self._modules.setdefault(module, []).append(path)
        self._records[path] = record
        self._sorted.pop(module, None)
        self.changes += 1

    def carry(self, module: str, records: tuple[Record, ...], by_path: Mapping[str, Record]) -> None:
        """Enter all records of a module, as the last build of this process has had them.

        Args:
            module: The path of the module.
            records: They, as `by_module` gave them then.
            by_path: The same, by the paths of their objects.
        """
        if module in self._modules:
            for record in records:
                self.add(record)
            return
        self._records.update(by_path)
        self._modules[module] = list(by_path)
        self._sorted[module] = records
        self.changes += 1

    def keep(self, modules: Mapping[str, Iterable[str]]) -> None:
        """Go by what an earlier build has counted of some modules; none of their objects has a record.

        Args:
            modules: The paths of the objects of each.
        """
        for module, paths in modules.items():
            self.kept.update(dict.fromkeys(paths, module))
        self.changes += 1

    def forget_kept(self) -> None:
        """Have objects looked up after all of which there are no records."""
        self.kept.clear()
        self.changes += 1

    def clear(self) -> None:
        """Let all of it go, and have objects looked up anew that somebody asks for."""
        for entered in (self._records, self._modules, self._sorted, self.on_demand, self.kept):
            entered.clear()
        self.changes += 1

    def take_over(self, records: Iterable[Record], *, on_demand: Iterable[str] = ()) -> None:
        """Enter what another process or an earlier build has found out; what is entered already stays.

        Args:
            records: What became of objects there.
            on_demand: Paths of objects that the scan had missed.
        """
        for record in records:
            if record.obj.path not in self._records:
                self.add(record)
        self.on_demand.update(on_demand)

    def drop(self, paths: Iterable[str]) -> None:
        """Take records out again: of objects that were looked up, and that nothing shows after all."""
        for path in paths:
            module = self._records.pop(path).obj.module
            self._modules[module].remove(path)
            self._sorted.pop(module, None)
            self.changes += 1

    def __contains__(self, path: str) -> bool:
        return path in self._records or path in self.kept

    def __getitem__(self, path: str) -> Record:
        return self._records[path]

    def get(self, path: str) -> Record | None:
        """The record of an object, `None` if there is none."""
        return self._records.get(path)

    def module_of(self, path: str) -> str | None:
        """The module of an object that is entered, or that an earlier build has counted."""
        record = self._records.get(path)
        return self.kept.get(path) if record is None else record.obj.module

    def __len__(self) -> int:
        return len(self._records) + len(self.kept)

    @property
    def paths(self) -> Iterator[str]:
        """The paths of all objects, also of those without records."""
        return chain(self._records, self.kept)

    def __iter__(self) -> Iterator[Record]:
        """Records in the order of modules and paths."""
        return chain.from_iterable(records for _, records in self.by_module())

    def by_module(self) -> Iterator[tuple[str, tuple[Record, ...]]]:
        """The records of each module in the order of paths; the same tuple for as long as it has the same."""
        for module in sorted(self._modules):
            if module not in self._sorted:
                self._sorted[module] = tuple(self._records[path] for path in sorted(self._modules[module]))
            if records := self._sorted[module]:
                yield module, records

    def redacted(self) -> RedactedCount:
        """What was redacted from the model."""
        return RedactedCount.of(record.redacted for record in self)

    def outcomes(self) -> dict[Outcome, int]:
        """How many objects had each outcome; the numbers add up to the objects selected."""
        counted = Counter(record.outcome for record in self._records.values())
        return {outcome: counted[outcome] for outcome in OUTCOMES}
