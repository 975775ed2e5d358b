"""The answers that a package gives to questions that were noted, as plain data.

They are compared with those that it gave in an earlier build: where all are the same, so is what was worked out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aidoc_core.code.lookup.digests import digest
from aidoc_core.code.lookup.notes import OF_CODE, functions_in
from aidoc_core.code.lookup.pieces import Pieces
from aidoc_core.code.lookup.speech import Signs, contains, says, speaks
from aidoc_core.code.outside import is_as_seen, outside, seen_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aidoc_core.code.lookup.notes import Note
    from aidoc_core.code.lookup.package import Package

_MOST_TOLD = 4
"""Paths and names of which an answer is told as it is."""


class Questions:
    """Answers the questions that one package may be asked, each once.

    Args:
        package: The package.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._outlines = package.outlines
        self._answers: dict[Note, Any] = {}
        self._unchanged: dict[Note, bool] = {}
        self._sources: dict[str, str] = {}
        known, pieces = package.vocabulary, Pieces(self._outlines)
        self._kinds: dict[str, Callable[[str], Any]] = {
            "outline": self._outlines.outline,
            "text": self._outlines.text,
            "code": pieces.code,
            "piece": pieces.digest,
            "flow": lambda name: [self._codes(name), self._flow(name)],
            "sets": lambda name: [self._codes(name), self._sets(name)],
            "speaks": lambda name: [self._codes(name), self._speaks(name)],
            "says": self._says,
            "contains": self._contains,
            "word": lambda name: name in known.words,
            "mention": lambda name: name in known.mentions,
            "raised": lambda name: name in known.raised,
            "named": lambda name: _told([obj.path for obj in package.all_by_name.get(name, ())]),
            "methods": self._methods,
            "alike": self._alike,
            "disk": self._disk,
            "open": self._open,
            "unread": lambda name: package.on_disk.is_unread(name, package.directory),
            "outside": lambda name: [outside(name, package.directory), seen_of(name, package.directory)],
        }

    def answer(self, note: Note) -> Any:
        """The answer to a question; `None`, which is never the same again, where there is none."""
        if note not in self._answers:
            kind, name = note
            self._answers[note] = self._kinds[kind](name) if kind in self._kinds else None
        return self._answers[note]

    def holds(self, note: Note, answer: Any) -> bool:
        """Whether the answer to a question is still the same."""
        if answer is None:
            return False
        if note[0] == "outside":  # without parsing what nobody has changed
            if note not in self._unchanged:
                self._unchanged[note] = is_as_seen(note[1], self._package.directory, answer[1])
            return self._unchanged[note]
        if note[0] in OF_CODE and self._codes(note[1]) == answer[0]:
            return True  # likewise
        return bool(self.answer(note)[1:] == answer[1:] if note[0] in OF_CODE else self.answer(note) == answer)

    def renewed(self, note: Note, answer: Any) -> Any:
        """An answer that holds, with what it is told by without parsing as that is now."""
        return self.answer(note) if note[0] in OF_CODE and self._codes(note[1]) != answer[0] else answer

    def written_out(self, notes: Iterable[Note]) -> Iterator[Note]:
        """Questions that can be asked again without walking: those of each module in place of those of a way."""
        for kind, name in notes:
            if kind == "reach":
                yield from (("outline", path) for path in self._outlines.reach(name))
            elif kind == "along":
                yield from (("outline", path) for path in self._outlines.along(name))
            else:
                yield kind, name

    def _codes(self, name: str) -> str:
        """Stands for the source of the functions that a question is about."""
        if name not in self._sources:
            codes = [self.answer(("code", path)) for path in functions_in(name)]
            self._sources[name] = str(codes[0]) if len(codes) == 1 else digest(codes)
        return self._sources[name]

    def _flow(self, path: str) -> str:
        obj = self._outlines.find(path)
        flow = None if obj is None else self._package.read_flow(obj)
        return "" if flow is None else flow.digest

    def _sets(self, path: str) -> list[Any]:
        obj = self._outlines.find(path)
        unknown, names = (True, frozenset[str]()) if obj is None else self._package.read_sets(obj)
        return [unknown, sorted(names)]

    def _speaks(self, name: str) -> bool:
        signs, _, _ = name.rpartition("\n")
        lines = (line for path in functions_in(name) for line in self._outlines.lines(path) or ())
        return speaks("\n".join(lines), Signs.from_text(signs))

    def _says(self, name: str) -> bool:
        signs, _, path = name.rpartition("\n")
        return says(self._lines(path), Signs.from_text(signs))

    def _contains(self, name: str) -> bool:
        parts, _, path = name.rpartition("\n")
        return contains(self._lines(path), json.loads(parts))

    def _lines(self, path: str) -> list[str]:
        module = self._outlines.module(path)
        return [] if module is None else self._package.lines_of(module)

    def _methods(self, name: str) -> list[str] | str:
        named, _, most = name.partition(" ")
        return _told([obj.path for obj in self._package.all_methods(named, int(most))])

    def _alike(self, name: str) -> list[str] | str:
        start, length, within = name.rsplit(" ", 2)
        return _told(self._package.all_names_like(start, int(length), int(within)))

    def _disk(self, path: str) -> bool:
        module, _, name = path.rpartition(".")
        found = self._outlines.module(module)
        return found is not None and self._package.on_disk.lies_beside(found, name)

    def _open(self, path: str) -> bool | None:
        found = self._outlines.module(path)
        return None if found is None else self._package.is_open(found)


def _told(found: list[str]) -> list[str] | str:
    """What objects there are, or what stands for that: of a common name there are as many as a package has classes."""
    return found if len(found) <= _MOST_TOLD else digest(found)
