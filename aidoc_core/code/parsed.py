"""The modules that were parsed last. A syntax tree takes twenty times the room of its source: not all of them stay."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aidoc_core.code.files import stamp_of
from aidoc_core.code.steady import is_steady

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.code.files import Stamp
    from aidoc_core.code.source import SourceFile

ROOM = 3_000_000
"""Characters of source: the trees of all but very large packages stay, and those of any take some 80 MB.

Where objects are asked and answers judged, that is done in the order in which they come, and each looks into callees
and types all over the package: with room for an eighth of its modules, most of the time goes into parsing the others
again.
"""
ROOM_TO_READ = 375_000
"""The same while pages are looked through: that goes module by module, and what it keeps is made among the trees."""


class _Parsed(NamedTuple):
    """A module that is parsed: its size in characters, and the stamp that its file had before it was read."""

    source: SourceFile
    size: int
    stamp: Stamp


@dataclass(slots=True)
class ParsedFiles:
    """Keeps parsed modules, and lets those go that nobody has asked for in the longest time.

    Attributes:
        room: Characters of source that are kept parsed; the last module stays, however long it is.
        taken: Characters that are.
        read: How many modules were parsed, those that are gone included.
    """

    room: int = ROOM
    taken: int = field(default=0, init=False)
    read: int = field(default=0, init=False)
    _files: OrderedDict[Path, _Parsed] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._files)

    def get(self, path: Path, read: Callable[[], SourceFile]) -> SourceFile:
        """A module.

        Args:
            path: Its file.
            read: Reads and parses it, where it is not kept.
        """
        if path in self._files:
            self._files.move_to_end(path)
            return self._files[path].source
        stamp, present = stamp_of(path), time.time_ns()
        file = read()
        self.read += 1
        size = sum(map(len, file.lines))
        self._files[path] = _Parsed(file, size, stamp if is_steady(stamp, present) else None)
        self.taken += size
        while self.taken > self.room and len(self._files) > 1:
            _, gone = self._files.popitem(last=False)
            self.taken -= gone.size
        return file

    def widen(self) -> None:
        """Make room for what goes all over a package."""
        self.room = max(self.room, ROOM)

    def narrow(self) -> None:
        """Make room for one module alone, where what goes on goes through them one by one."""
        self.room = 0

    def go_on(self) -> None:
        """Go on with the next build of the same process: modules stay whose files nobody can have changed since."""
        self.read = 0
        for path, known in list(self._files.items()):
            if known.stamp is None or stamp_of(path) != known.stamp:
                del self._files[path]
                self.taken -= known.size

    def clear(self) -> None:
        """Let all of them go."""
        self._files.clear()
        self.taken = 0
