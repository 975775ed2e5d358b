"""What earlier builds have worked out, for one that goes on from there. Nothing is opened before it is needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.answers.memo import Memos
    from aidoc_core.build.readings import Readings
    from aidoc_core.build.resources import Resources
    from aidoc_core.build.texts import Texts
    from aidoc_core.code.parsed import ParsedFiles

MANY = 5_000
"""Objects; to pack the texts of fewer saves some ten megabytes, and costs a first build two hundredths of its time."""


class Memory:
    """The memory of one build.

    Args:
        cache: The cache directory.
        root: Locations are told relative to this directory.
        resources: What closes it.

    Attributes:
        held: What the last build of this process holds of it; an adapter whose process builds a site again and again
            hands it on.
        goes_on: Whether this process builds the site again.
        objects: How many objects this build holds by now.
    """

    def __init__(self, cache: Path, root: Path, resources: Resources) -> None:
        self._cache = cache
        self._root = root
        self._resources = resources
        self.held: dict[str, Any] = {}
        self.goes_on = False
        self.objects = 0

    def hold(self, held: dict[str, Any]) -> None:
        """Go on with what the last build of this process holds; the code that it has read is let go.

        Args:
            held: That; this build leaves there what it holds.
        """
        self.held, self.goes_on = held, True
        _forget_gone(held)
        if held:
            from aidoc_core.build.readings import let_go  # noqa: PLC0415 - as in `memos`
            from aidoc_core.code.outside import look_again  # noqa: PLC0415 - likewise

            let_go(held)
            look_again()

    @property
    def packs(self) -> bool:
        """Whether texts are packed until they are needed: those of many objects, where no other build follows."""
        return self.objects > MANY and not self.goes_on

    def table(self, name: str) -> dict[str, Any] | None:
        """What is held of each object for the next build of this process; `None` if it builds the site once.

        Args:
            name: What it holds.
        """
        return self.held.setdefault(name, {}) if self.goes_on else None

    @cached_property
    def memos(self) -> Memos:
        """What is kept in files."""
        from aidoc_core.answers.memo import memos_beside  # noqa: PLC0415 - what shows nothing needs none

        return memos_beside(self._cache, self.held)

    @cached_property
    def readings(self) -> Readings:
        """What was read of objects."""
        from aidoc_core.build.readings import Readings  # noqa: PLC0415 - as in `memos`

        return self._resources.open("the memo of what was read", lambda: Readings(self.memos, self._root))

    @cached_property
    def texts(self) -> Texts:
        """What was written of answers, for adapters that write Markdown."""
        from aidoc_core.build.texts import Texts  # noqa: PLC0415 - as in `memos`

        return self._resources.open("the memo of texts", lambda: Texts(self.memos))

    @cached_property
    def parsed(self) -> ParsedFiles:
        """Modules that are parsed; those of the last build of this process whose files are as they were."""
        from aidoc_core.code.parsed import ROOM_TO_READ, ParsedFiles  # noqa: PLC0415 - as in `memos`

        if not self.goes_on:
            return ParsedFiles(ROOM_TO_READ)
        found: ParsedFiles = self.held.setdefault("parsed", ParsedFiles())
        found.go_on()
        return found

    def rest(self) -> None:
        """Let memos of what was read go, where many are open and this process builds no other site."""
        if "readings" in vars(self) and not self.goes_on:
            self.readings.rest()

    def settle(self, *, told: bool = False) -> None:
        """Keep what was read and written, and let it go: what pages show is, and this process builds no other site.

        Args:
            told: Whether the report is made, too.
        """
        if "readings" in vars(self):
            self.readings.let_go(told=told)
        if "parsed" in vars(self):
            self.parsed.narrow()
        if "texts" in vars(self):
            self.texts.let_go()


_BY_PATH = ("attached", "marked", "records")
"""What is held for each object, by its path."""


def _forget_gone(held: dict[str, Any]) -> None:
    """Forget what is held for objects that the last build no longer had."""
    tallies = held.get("tallies", {}).values()
    if len(held.get("records", ())) <= sum(len(tally.records) for tally in tallies):
        return
    there = {record.obj.path for tally in tallies for record in tally.records}
    for name in _BY_PATH:
        table = held.get(name, {})
        for path in [path for path in table if there and path not in there]:
            del table[path]
