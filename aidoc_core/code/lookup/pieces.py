"""The pieces of sources: the lines that reading one object looks at, so that edits elsewhere leave it as it was.

What else reading looks at can be seen from outside, and is in outlines. A piece tells its file, but no line of it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import file_of, files_of
from aidoc_core.code.lookup.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.code.lookup.outlines import Outlines


class Pieces:
    """The pieces of the modules of one load.

    Args:
        outlines: What its modules are like.
    """

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self._lines: dict[str, list[str] | None] = {}
        self._ends: dict[str, list[int]] = {}

    def digest(self, path: str) -> str:
        """A digest of the piece of an object.

        That of its whole module, where its lines cannot be told from others; empty where there is no such object.

        Args:
            path: The path of the object.
        """
        obj = self._outlines.find(path)
        if obj is None:
            return ""
        module = obj if obj.is_module else obj.module
        lines = self._lines_of(module)
        found = None if lines is None else list(self._parts(obj, lines))
        if found is None or None in found:
            return self._outlines.text(module.path)
        return digest(str(file_of(module)), found)

    def code(self, path: str) -> str:
        """A digest of the source of one object, its lines as they stand; empty where there is none.

        That of its whole module, where its lines cannot be told from others.

        Args:
            path: The path of the object.
        """
        found = self._outlines.code(path)
        obj = self._outlines.find(path) if found else None
        return found if obj is None or self._lines_of(obj.module) is not None else self._outlines.text(obj.module.path)

    def _lines_of(self, module: griffe.Object) -> list[str] | None:
        """The lines of a module; `None` where Griffe's are not those of Python, or a stub tells of its objects, too."""
        if module.path not in self._lines:
            self._lines[module.path] = self._read(module)
        return self._lines[module.path]

    @staticmethod
    def _read(module: griffe.Object) -> list[str] | None:
        file = files_of(module)
        if isinstance(file, list) or file.suffix != ".py" or file.with_suffix(".pyi").exists():
            return None
        lines = _lines_in(module.lines_collection, file)
        try:
            text = source_text(file)
        except (OSError, ValueError, SyntaxError):
            return None
        # Griffe's end at form feeds and the like, too.
        return lines if text.removesuffix("\n").split("\n") == lines else None

    def _parts(self, obj: griffe.Object, lines: list[str]) -> Iterator[list[str] | None]:
        """The lines of an object and the heads of what is around it; `None` where nobody knows them.

        Of a module, those of all that it holds, but of classes their heads alone.
        """
        if obj.is_module:
            head = takewhile(lambda line: not line.strip() or line.startswith("#"), lines)
            yield None if any("skip" in line for line in head) else []  # it is marked, or its first definition is
            for member in _members(obj):
                yield self._cut(member, _head(member) if member.is_class else member.endlineno, lines)
            return
        yield self._cut(obj, obj.endlineno, lines)
        if obj.is_class and not all(_is_in(obj, member) for member in _members(obj)):
            yield None
        around: Any = obj.parent
        while around is not None and not around.is_module:
            yield self._cut(around, _head(around), lines)
            around = around.parent

    def _cut(self, obj: griffe.Object, end: int | None, lines: list[str]) -> list[str] | None:
        """From the comments and decorators of an object to a line."""
        if obj.lineno is None or end is None or obj.parent is None:
            return None
        start = obj.lineno - 1
        if "property" in obj.labels:  # whose decorators are above the first of its lines, as Griffe counts them
            ends = self._ends_in(obj.parent)
            place = bisect_left(ends, obj.lineno)
            start = ends[place - 1] if place else (obj.parent.lineno or 1) - 1
        while start > 0 and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        return lines[start:end]

    def _ends_in(self, owner: griffe.Object) -> list[int]:
        """The last lines of what a module or class holds, in order."""
        path = owner.path
        if path not in self._ends:
            self._ends[path] = sorted(one.endlineno for one in _members(owner) if one.endlineno is not None)
        return self._ends[path]


def _lines_in(collection: griffe.LinesCollection, file: Path) -> list[str]:
    try:
        return collection[file]
    except KeyError:  # made at run time
        return []


def _members(owner: griffe.Object) -> Iterator[Any]:
    """What stands in the source of a module or class, submodules aside."""
    for member in owner.members.values():
        if type(member) is not griffe.Alias and not isinstance(member, griffe.Module):
            yield member


def _head(owner: griffe.Object) -> int | None:
    """The last line that the head of a class may have: that of the first of its members."""
    inside = (one.lineno for one in _members(owner) if _is_in(owner, one))
    return min(inside, default=owner.endlineno)


def _is_in(owner: griffe.Object, member: Any) -> bool:
    """Whether the lines of a member are among those of its owner."""
    first, last = owner.lineno, owner.endlineno
    return None not in (first, last, member.lineno) and first <= member.lineno <= last
