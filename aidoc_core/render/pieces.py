"""What stands in a line of a report: words, names that lead somewhere, small pictures; and where names lead.

Knows no markup, as `aidoc_core.render.outline`, whose blocks hold these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable


def _nowhere(_: object) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where readers find what a page names; each address is relative to the page, and empty for nowhere.

    Attributes:
        docs: The documentation of an object, by its path.
        source: The line of the source that a place names.
        entry: The reviewed file of a module, by the module's path.
        page: A page of the report, by its name; the first one has none.
    """

    docs: Callable[[str], str] = _nowhere
    source: Callable[[Place], str] = _nowhere
    entry: Callable[[str], str] = _nowhere
    page: Callable[[str], str] = _nowhere


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Characters that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A name, as code."""

    text: str


@dataclass(frozen=True, slots=True)
class ObjectName:
    """The dotted path of an object, as code that leads to its documentation where that has an address.

    Attributes:
        path: The whole path.
        shown: What readers see of it, where the place on the page says the rest; all of it if empty.
    """

    path: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object is defined; leads to its source where that has an address.

    Attributes:
        path: The object.
        module: The module that it is in.
        place: Its file and line, e.g. `src/pkg/mod.py:12`.
    """

    path: str
    module: str
    place: str

    @property
    def shown(self) -> str:
        """What readers see of it: the directories are those of the module."""
        return self.place.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word that leads to the reviewed file of a module, where that has an address.

    Attributes:
        module: The module.
        shown: The word.
    """

    module: str
    shown: str


@dataclass(frozen=True, slots=True)
class PageName:
    """A name that leads to a page of the report.

    Attributes:
        page: The page; the first one has no name.
        shown: What readers see.
        anchor: Where on the page; its top if empty.
    """

    page: str
    shown: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Web:
    """A word that leads to a page elsewhere.

    Attributes:
        address: The page; empty for nowhere.
        shown: The word.
    """

    address: str
    shown: str


@dataclass(frozen=True, slots=True)
class Share:
    """One of the parts that make up a whole.

    Attributes:
        style: How it is drawn: the end of its class, `aidoc-part-` before it.
        name: What it is called.
        number: How many of the whole.
        striped: Whether stripes tell it from the others where colours do not.
    """

    style: str
    name: str
    number: int
    striped: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole and its parts, drawn as a bar; in words where nothing can be drawn.

    Attributes:
        shares: The parts, in order; those of nothing are left out.
        told: Whether the words beside it tell the same: then it is nothing to readers who see no picture.
    """

    shares: tuple[Share, ...]
    told: bool = False

    @property
    def words(self) -> str:
        """The same as a sentence, e.g. `3 hand-written, 1 generated`."""
        return ", ".join(f"{one.number:,} {one.name}" for one in self.shares if one.number) or "nothing"


@dataclass(frozen=True, slots=True)
class Swatch:
    """How a part of a bar is drawn, beside its name; nothing where nothing can be drawn."""

    style: str
    striped: bool = False


Inline: TypeAlias = Text | Strong | Code | ObjectName | Place | Entry | PageName | Web | Bar | Swatch

Line: TypeAlias = tuple[Inline, ...]
"""What stands in a paragraph, a list item or a cell: pieces, one after the other."""


def text(words: str) -> Line:
    """A line of plain characters."""
    return (Text(words),)
