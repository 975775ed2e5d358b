"""What is remembered of modules, one memo each, with the questions that it rests on and their answers.

A memo is found under all that no question covers: versions, options, places. What it holds counts for as long as all
questions that were asked to work it out have the answers that they had. So an edit of one module costs what it was made
in, and what really looked at what changed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aidoc_core.build import module_looks
from aidoc_core.code.installed import reader_state
from aidoc_core.code.lookup.notes import OF_CODE
from aidoc_core.code.lookup.questions import Questions
from aidoc_core.code.packed import Pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.answers.memo import Memos
    from aidoc_core.code.lookup import Package
    from aidoc_core.code.lookup.notes import Note

MOST_OPEN = 256
"""Memos of modules that are in memory, where they can go: each takes some 2 KB an object."""


@dataclass(slots=True)
class Written:
    """A memo as it is kept.

    Attributes:
        state: What it is kept under.
        found: What is remembered, as plain data, each with the places of its own questions in the table.
        asked: The table of questions and answers.
        common: The places of the questions that all of it rests on.
        live: What was made of the plain data.
    """

    state: str
    found: dict[str, tuple[Any, tuple[int, ...]]] = field(default_factory=dict)
    asked: list[tuple[Note, Any]] = field(default_factory=list)
    common: frozenset[int] = frozenset()
    live: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "asked": [[*note, answer] for note, answer in self.asked],
            "common": sorted(self.common),
            "found": {key: [value, list(rests_on)] for key, (value, rests_on) in self.found.items()},
        }

    @classmethod
    def from_dict(cls, state: str, data: dict[str, Any]) -> Written:
        """The inverse of `to_dict`."""
        asked = [((kind, name), answer) for kind, name, answer in data.get("asked", ())]
        found = {key: (value, tuple(rests_on)) for key, (value, rests_on) in data.get("found", {}).items()}
        return cls(state=state, found=found, asked=asked, common=frozenset(data.get("common", ())))


class ModuleMemo:
    """What is remembered of one module, in one build.

    Args:
        written: What an earlier build has kept.
        questions: Answers the questions.
        module: The path of the module.

    Attributes:
        written: The memo.
        new: Whether there is something new in it.
        whole: Whether all that was worked out is in it.
    """

    def __init__(self, written: Written, questions: Questions, module: str) -> None:
        self._questions = questions
        self._module = module
        asked = written.asked
        gone = {place for place, (note, answer) in enumerate(asked) if not questions.holds(note, answer)}
        if gone:
            whole = gone.isdisjoint(written.common)
            found = {key: one for key, one in written.found.items() if whole and gone.isdisjoint(one[1])}
            live = {key: one for key, one in written.live.items() if key in found}
            written = Written(state=written.state, found=found, asked=asked, common=written.common, live=live)
        self.written = written
        self.new = self._renew(gone)
        self.whole = True
        self._same: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._places: dict[Note, int] = {note: place for place, (note, _) in enumerate(asked) if place not in gone}
        self._begun = False

    def _renew(self, gone: set[int]) -> bool:
        """Have answers that hold although code has changed say so at once the next time; whether there are any."""
        renewed = False
        for place, (note, answer) in enumerate(self.written.asked):
            if note[0] in OF_CODE and place not in gone:
                self.written.asked[place] = note, self._questions.renewed(note, answer)
                renewed |= self.written.asked[place][1] is not answer
        return renewed

    def find(self, key: str) -> Any:
        """What is remembered under a key; `None` for nothing."""
        found = self.written.found.get(key)
        return None if found is None else found[0]

    def put(self, key: str, value: Any, notes: Iterable[Note] = ()) -> None:
        """Remember something, unless it rests on what nobody can ask for again.

        Args:
            key: What it is found under.
            value: It, as plain data.
            notes: The questions that were asked to work it out, beside what the module itself leads to.
        """
        if not self._begun:
            self._begun = True
            self.written.common = frozenset(self._rests_on([("reach", self._module)]))
        rests_on = tuple(sorted(frozenset(self._rests_on(notes)) - self.written.common))
        if -1 not in rests_on and -1 not in self.written.common:
            self.written.found[key] = value, self._same.setdefault(rests_on, rests_on)
            self.new = True
        else:
            self.whole = False

    def _rests_on(self, notes: Iterable[Note]) -> Iterator[int]:
        for note in self._questions.written_out(notes):
            if note not in self._places:
                answer = self._questions.answer(note)
                self._places[note] = -1 if answer is None else len(self.written.asked)
                if answer is not None:
                    self.written.asked.append((note, answer))
            yield self._places[note]

    def modules(self) -> Iterator[str]:
        """The modules whose sources are what it rests on."""
        yield self._module
        yield from (name for (kind, name), _ in self.written.asked if kind in ("outline", "text"))

    def packed(self) -> Written:
        """The memo without the questions that nothing rests on any more."""
        written = self.written
        used = sorted(written.common.union(*(rests_on for _, rests_on in written.found.values())))
        if len(used) < len(written.asked):
            now = {old: place for place, old in enumerate(used)}
            found = {key: (one, tuple(now[old] for old in on)) for key, (one, on) in written.found.items()}
            asked = [written.asked[old] for old in used]
            common = frozenset(now[old] for old in written.common)
            written = Written(state=written.state, found=found, asked=asked, common=common, live=written.live)
        return written


class ModuleMemos:
    """The memos of one kind, in one build.

    Args:
        memos: Where they are kept from build to build.
        kind: What they hold.
        under: What all of them rest on beside code.
    """

    def __init__(self, memos: Memos, kind: str, under: str) -> None:
        self._memos = memos
        self._kind = kind
        self._under = under
        self._packages: dict[int, _PackageMemos] = {}
        self._asked: dict[tuple[str, str], Pack | None] = {}

    def of(self, package: Package, module: str) -> ModuleMemo | None:
        """What is remembered of a module of a package; `None` where nothing of it can be kept."""
        if not self._memos.keeps:
            return None
        known = self._packages.get(id(package))
        if known is None:  # the memos hold the package, so the number is not given twice
            known = self._packages[id(package)] = _PackageMemos(package, self._memos, self._kind, self._under)
        return known.of(module)

    def asked(self, package: Package, module: str) -> list[tuple[Note, Any]] | None:
        """The questions that what is remembered of a module rests on, with their answers.

        Args:
            package: The package.
            module: A module of it.

        Returns:
            None where not all that was worked out is remembered.
        """
        key = package.name, module
        known = self._packages.get(id(package))
        if key in self._asked and (known is None or not known.is_open(module)):
            return self._with_earlier(key, [])
        return self._with_earlier(key, _asked(self.of(package, module)))

    def _with_earlier(
        self, key: tuple[str, str], asked: list[tuple[Note, Any]] | None
    ) -> list[tuple[Note, Any]] | None:
        """Questions of a memo, with those that were asked before it was let go; `None` where nobody knows all."""
        if key not in self._asked:
            return asked
        earlier = self._asked[key]
        if earlier is None or asked is None:
            return None
        before: dict[Note, Any] = {(kind, name): answer for kind, name, answer in earlier.rows()}
        return list({**before, **dict(asked)}.items())

    def close(self) -> None:
        """Keep what is new, unless sources have changed while they were read."""
        new = (one for package in self._packages.values() for one in package.new())
        self._memos.write_all((f"{self._kind} {name}", one.state, one.to_dict()) for name, one in new)
        for package in self._packages.values():
            package.keep_looks()

    def rest(self, most: int = MOST_OPEN) -> bool:
        """Let all memos go where more than some are open; to be called when nobody is about to use one.

        Args:
            most: How many may stay.

        Returns:
            Whether they went.
        """
        if sum(package.opened for package in self._packages.values()) <= most:
            return False
        self.let_go()
        return True

    def let_go(self) -> None:
        """Keep what is new, and nothing of it in memory: what is asked for again is read again."""
        self.close()
        for package in self._packages.values():
            for module, memo in package.memos():
                key = package.package.name, module
                asked = self._with_earlier(key, _asked(memo))
                self._asked[key] = None if asked is None else Pack([(*note, answer) for note, answer in asked])
            package.let_go()
        self._packages.clear()

    def forget(self) -> None:
        """Let the questions go as well: nobody asks any more what modules rest on."""
        self.let_go()
        self._asked.clear()


def _asked(memo: ModuleMemo | None) -> list[tuple[Note, Any]] | None:
    """The questions that a memo rests on; `None` where not all that was worked out is in it."""
    return memo.packed().asked if memo is not None and memo.whole else None


class _PackageMemos:
    """The memos of the modules of one package.

    Attributes:
        package: The package.
    """

    def __init__(self, package: Package, memos: Memos, kind: str, under: str) -> None:
        self.package = package
        self._memos = memos
        self._kind = kind
        self._questions = Questions(package)
        self._outlines = outlines = package.outlines
        self._state = repr((reader_state(), under, sys.path, str(package.directory), outlines.packages))
        self._opened: dict[str, ModuleMemo | None] = {}
        self._looked_at = 0
        self._name = f"{kind} {package.name}"
        self._held: dict[str, Written] = memos.held.setdefault(self._name, {})
        module_looks.recall(memos, package)

    def of(self, module: str) -> ModuleMemo | None:
        if module not in self._opened:
            try:
                self._opened[module] = self._open(module)
            except (OSError, ValueError, RecursionError):  # a file is gone, or nested too deeply
                self._opened[module] = None
        return self._opened[module]

    def is_open(self, module: str) -> bool:
        """Whether what is remembered of a module is in memory."""
        return module in self._opened

    def memos(self) -> Iterable[tuple[str, ModuleMemo | None]]:
        """What is in memory, by module; `None` for one of which nothing can be kept."""
        return self._opened.items()

    @property
    def opened(self) -> int:
        """How many modules there is a memo of in memory."""
        return len(self._opened)

    def keep_looks(self) -> None:
        """Keep what modules look like, if any was looked at since that was kept."""
        if self._looked_at != self.opened:
            self._looked_at = self.opened
            module_looks.keep(self._memos, self.package)

    def let_go(self) -> None:
        """Leave nothing for the builds to come of this process."""
        self._memos.held.pop(self._name, None)
        module_looks.let_go(self._memos, self.package)

    def _open(self, module: str) -> ModuleMemo | None:
        if self._outlines.outline(module) is None:
            return None
        written = self._held.get(module)
        if written is None or written.state != self._state:
            written = Written.from_dict(self._state, self._memos.read(f"{self._kind} {module}", self._state))
        return ModuleMemo(written, self._questions, module)

    def new(self) -> Iterator[tuple[str, Written]]:
        """The memos in which there is something new, unless sources have changed since they were read."""
        changed: dict[str, bool] = {}
        for module, memo in self._opened.items():
            if memo is None:
                continue
            if memo.new:
                memo.new = False
                if any(self._has_changed(one, changed) for one in memo.modules()):
                    self._held.pop(module, None)
                    continue
                written = self._held[module] = memo.packed()
                yield module, written
            else:
                self._held[module] = memo.written

    def _has_changed(self, module: str, changed: dict[str, bool]) -> bool:
        if module not in changed:
            try:
                changed[module] = not self._outlines.is_as_read(module)
            except (OSError, ValueError, RecursionError):
                changed[module] = True
        return changed[module]
