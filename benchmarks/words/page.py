"""One page of a site, taken apart: its blocks of text, what it shows of which object, and what was generated.

Generated texts hold `MARK`, which no person's text does; the marks of aidoc go by the classes that docs/marks.md
promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString

from tests.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_MARKS = (
    ".aidoc-badge, .aidoc-label, [class*=doc-label-ai-], [class*=doc-label-written-], [class*=doc-label-completed-]"
)
_BLOCKS = frozenset((
    "p", "li", "dd", "dt", "td", "th", "tr", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section",
    "details", "summary", "blockquote", "figcaption", "caption", "ul", "ol", "dl",
))  # fmt: skip
_OBJECTS = ".doc-object, dl.py"
_UNSTABLE = re.compile(r"[\u200b\u2060]| at 0x[0-9a-f]+")
_ANCHORED = ".doc-heading[id], .doc-contents > a[id], dt.sig[id], span.target[id], [id^=module-]"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: a paragraph, an item, a cell, a heading, and of what holds others its own words.

    Attributes:
        text: Its words, one space between them.
        generated: Whether generated text is in it, or in its row.
    """

    text: str
    generated: bool = False

    @property
    def words(self) -> list[str]:
        """The same, apart."""
        return self.text.split()


@dataclass(slots=True)
class _Open:
    parts: list[str] = field(default_factory=list)
    generated: bool = False


class Page:
    """A page.

    Args:
        html: The whole page.
    """

    def __init__(self, html: str) -> None:
        soup = BeautifulSoup(html, "html.parser")
        for needless in soup.select(f"{_MARKS}, .headerlink, script, style, nav, .md-nav, .md-source-file"):
            needless.decompose()
        self.main: Tag = soup.find("article") or soup.find(role="main") or soup.body or soup

    @classmethod
    def read(cls, file: Path) -> Page:
        """The page in a file."""
        return cls(file.read_text(encoding="utf-8"))

    @cached_property
    def anchors(self) -> set[str]:
        """Names of objects that can be linked to."""
        return {str(found["id"]).removeprefix("module-") for found in self.main.select(_ANCHORED)}

    def without(self, names: Collection[str]) -> None:
        """Take out objects, with all that is in them.

        Args:
            names: Their anchors.
        """
        for shown in self.main.select(_OBJECTS):
            own = [anchor for anchor in _own_anchors(shown) if anchor]
            if own and not shown.decomposed and all(anchor in names for anchor in own):
                shown.decompose()

    def texts(self, names: Collection[str]) -> dict[str, str]:
        """What objects show below their headings, without the objects in them, by their anchors.

        Args:
            names: Their anchors.
        """
        found: dict[str, str] = {}
        for shown in self.main.select(_OBJECTS):
            anchors = [anchor for anchor in _own_anchors(shown) if anchor in names]
            inside = [part for part in shown.find_all(["p", "td", "li", "dd"]) if part.find_parent(_is_object) is shown]
            for anchor in anchors:
                found.setdefault(anchor, _plain(" ".join(part.get_text() for part in inside)))
        return found

    @property
    def blocks(self) -> list[Block]:
        """All blocks that have words, in order."""
        return [block for block in _blocks(self.main) if block.text]

    @property
    def signatures(self) -> dict[str, str]:
        """What is shown of each object in its heading and signature, by its anchor."""
        found: dict[str, str] = {}
        for shown in self.main.select(_OBJECTS):
            anchors = [anchor for anchor in _own_anchors(shown) if anchor]
            if anchors:
                found.setdefault(anchors[0], _signature(shown))
        return found

    @property
    def described(self) -> list[tuple[str, str, str]]:
        """Generated entries for parameters: the anchor of the object, its signature, the parameter."""
        found = []
        for entry in self.main.select("tr, li, dd > p, .doc-section-item"):
            if MARK not in entry.get_text() or entry.find(["li", "tr"]) or not _section(entry).startswith("param"):
                continue
            name = entry.find(["strong", "b", "code"])
            owner = entry.find_parent(_is_object)
            if name is not None and owner is not None:
                anchor = next(filter(None, _own_anchors(owner)), "")
                found.append((anchor, _signature(owner), name.get_text().strip().lstrip("*")))
        return found

    @property
    def entries(self) -> list[tuple[str, str, str]]:
        """Every entry of a section with names: the anchor of the object, the section, the name."""
        found = []
        for entry in self.main.select("tr.doc-section-item, li.doc-section-item, dl.field-list > dd > ul > li"):
            name, owner = entry.find(["strong", "b", "code"]), entry.find_parent(_is_object)
            if name is not None and owner is not None:
                anchor = next(filter(None, _own_anchors(owner)), "")
                found.append((anchor, _section(entry), name.get_text().strip()))
        return found


def _is_object(tag: Tag) -> bool:
    classes = list(tag.get("class") or ())
    return "doc-object" in classes or (tag.name == "dl" and "py" in classes)


def _own_anchors(shown: Tag) -> list[str]:
    """Anchors of an object's heading or signatures, not of what is in it."""
    if shown.name == "dl":
        return [str(dt.get("id", "")) for dt in shown.find_all("dt", class_="sig", recursive=False)]
    return [str(head.get("id", "")) for head in shown.find_all(class_="doc-heading", recursive=False)]


def _signature(shown: Tag) -> str:
    if shown.name == "dl":
        heads = shown.find_all("dt", class_="sig", recursive=False)
    else:
        heads = shown.find_all(class_=["doc-heading", "doc-signature"], recursive=False)
    return _plain(" ".join(head.get_text() for head in heads))


def _plain(text: str) -> str:
    """One space between words; what parts words and shows nothing, and addresses in memory, left out."""
    return " ".join(_UNSTABLE.sub("", text).split())


def _section(entry: Tag) -> str:
    """The title of the section that an entry is in, in small letters."""
    if (above := entry.find_parent("dd")) is not None and (above.parent.get("class") or [""])[0] == "field-list":  # type: ignore[union-attr]
        title = above.find_previous_sibling("dt")
        return title.get_text().strip().lower() if title is not None else ""
    title = entry.find_previous(class_="doc-section-title")
    return title.get_text().strip().lower() if title is not None else ""


def _blocks(element: Tag) -> Iterator[Block]:
    opened = _Open(generated=element.name == "tr" and MARK in element.get_text())
    yield from _walk(element, opened)
    yield _closed(opened)


def _walk(element: Tag, opened: _Open) -> Iterator[Block]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.name in _BLOCKS:
                yield _closed(opened)
                inner = _Open(generated=opened.generated or (child.name == "tr" and MARK in child.get_text()))
                yield from _walk(child, inner)
                yield _closed(inner)
            else:
                yield from _walk(child, opened)
        elif type(child) in (NavigableString, CData):
            opened.parts.append(str(child))


def _closed(opened: _Open) -> Block:
    text = _plain("".join(opened.parts))
    opened.parts.clear()
    return Block(text, opened.generated or MARK in text)
