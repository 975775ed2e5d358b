"""What hostile answers did to a site, found by holding it against a twin of which nothing hostile was said.

Whatever a page has beyond what its twin has is an effect: a tag, an attribute, an address, an anchor, a heading, a
script, a file, an entry of a search index or an inventory. The text itself must be there, as characters.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from aidoc_core.answers.answer import LONGEST
from aidoc_core.answers.prose import plain as as_prose
from tests.hostile.corpus import names
from tests.hostile.project import PACKAGE, SECRET
from tests.hostile.reader import cleaned, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.answers.answer import Answer
    from tests.hostile.corpus import Case

_ADDRESSES = {"href", "src", "action", "data", "formaction", "poster", "srcset", "xlink:href", "background", "cite"}
_ACTING = {"script", "style", "iframe", "template", "object", "embed"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "title"}
# Allowed in any text: what the escapers write, and what highlights the code of an example.
_TAGS = {"p", "ul", "ol", "li", "code", "span", "pre", "div"}
_TYPOGRAPHIC = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "", "\u2014": ""})


@dataclass(slots=True)
class Page:
    """What a page is made of, apart from its words."""

    tags: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str]] = field(default_factory=set)
    addresses: set[tuple[str, str]] = field(default_factory=set)
    anchors: Counter[str] = field(default_factory=Counter)
    headings: Counter[str] = field(default_factory=Counter)
    acting: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    words: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Reads a page; words go to the object whose anchor came last."""

    def __init__(self, objects: Mapping[str, str]) -> None:
        super().__init__()
        self.page = Page()
        self._objects = objects
        self._words: dict[str, list[str]] = {}
        self._current = ""
        self._open: list[tuple[str, list[str]]] = []
        self._drawn = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page = self.page
        page.tags.add(tag)
        # Attributes of the mark that hold words: names of what was added, and of a model.
        mark = tag == "p" and (dict(attrs).get("class") or "").startswith("aidoc-badge ")
        # And those that the script of the appendix filters rows by.
        row = tag == "tr" and "data-state" in dict(attrs)
        for name, value in attrs:
            if row and name == "data-finding":
                continue
            page.attributes.add((tag, name))
            if name in _ADDRESSES:
                page.addresses.add((name, value or ""))
            if name == "id":
                page.anchors[value or ""] += 1
                self._current = self._objects.get(value or "", self._current)
            elif (mark and name in ("title", "data-model")) or (row and name == "data-model"):
                continue
            elif name.startswith("on") or name == "style" or "pwned" in (value or "") or "evil" in (value or ""):
                page.addresses.add((name, value or ""))
        self._drawn = tag == "svg" or (self._drawn and tag != "p")
        if tag in _ACTING | _HEADINGS and not self._drawn:  # the title of a picture heads nothing
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        self._drawn = self._drawn and tag != "svg"
        if self._open and self._open[-1][0] == tag:
            _, words = self._open.pop()
            (self.page.acting if tag in _ACTING else self.page.headings)["".join(words).strip()] += 1

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][1].append(data)
        self._words.setdefault(self._current, []).append(data)

    def handle_comment(self, data: str) -> None:
        self.page.comments[data] += 1

    def handle_decl(self, decl: str) -> None:
        self.page.comments[decl] += 1

    unknown_decl = handle_pi = handle_comment

    def close(self) -> None:
        super().close()
        self.page.words = {name: "".join(words) for name, words in self._words.items()}


def effects(site: Path, twin: Path, cases: Sequence[Case], *, elsewhere: str) -> list[str]:
    """What the texts of some cases did to a site.

    Args:
        site: The built site.
        twin: The site of the same pages with at least one case on each, and nothing hostile said.
        cases: The cases of the site.
        elsewhere: The address that stands for any other host.

    Returns:
        A line for each effect; empty for a site where everything is text.
    """
    plain = _Plain(cases)
    found = list(_files(site, twin, plain))
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    found += [f"{path.name}: holds the secret" for path in files if SECRET.encode() in path.read_bytes()]
    for path in sorted(site.rglob("*.html")):
        other = twin / path.relative_to(site)
        if other.is_file():
            found += _beyond(path, other, plain, site, elsewhere)
    found += _names(site, twin, plain)
    return found


def missing(site: Path, cases: Sequence[Case]) -> list[str]:
    """Texts that are not on their page as a reader should see them, once for each field.

    Args:
        site: The built site.
        cases: The cases.
    """
    plain = _Plain(cases)
    pages = {path.name: path for path in site.rglob("part_*.html") if "_modules" not in path.parts}
    found = []
    words: dict[str, str] = {}
    for path in pages.values():
        read = _read(path, plain).words
        words |= {name: skeleton(text.translate(_TYPOGRAPHIC)) for name, text in read.items()}
    for case in cases:
        for name, answer in case.answers().items():
            there = words.get(f"{PACKAGE}.{case.page}.{name}", "")
            wanted = Counter(cleaned(text.strip()[:LONGEST]) for text in shown(name, answer))
            for text, count in wanted.items():
                # A model's roles and formulas come as code spans, a person's as they are.
                as_written, plainly = (skeleton(one.translate(_TYPOGRAPHIC)) for one in (text, as_prose(text)))
                seen = max(there.count(as_written), there.count(plainly))
                if as_written and seen < count:
                    found.append(f"{name}: {as_written[:60]!r} is shown {seen} times, not {count}")
    return found


def shown(name: str, answer: Answer) -> Iterator[str]:
    """The texts of an answer that belong on the page: sections that were asked for, under names of Python."""
    kind = name.partition("_")[0]
    if kind != "flow":
        yield answer.summary
        yield answer.description
    if kind == "Holder":
        return
    for item in answer.parameters:
        bare = item.name.lstrip("*")
        if bare.isidentifier() and item.name not in ("self", "cls") and (kind, bare) != ("flow", "value"):
            yield item.description
    yield answer.yields if kind == "flow" else answer.returns
    yield from (item.description for item in answer.raises if item.name.rpartition(".")[2].isidentifier())


def words(site: Path, objects: Iterable[str]) -> dict[str, str]:
    """What the pages of a site say of each object, white space made one."""
    plain = _Plain(())
    plain.objects = {path: path for path in objects}
    said: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        if "_modules" not in path.parts:
            said |= {name: " ".join(text.split()) for name, text in _read(path, plain).words.items() if name}
    return said


class _Plain:
    """Names of cases taken out, so that two sites with other cases on the same pages can be compared."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.objects = {
            f"{PACKAGE}.{case.page}.{name}": f"{PACKAGE}.{case.page}.{name}" for case in cases for name in names(case)
        }
        longest = sorted((re.escape(case.identifier) for case in cases), key=len, reverse=True)
        self._case = re.compile(rf"(run|flow|Holder)_(?:{'|'.join(longest)})(?![A-Za-z0-9_])", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._case.sub(r"\1_case", text)


def _read(path: Path, plain: _Plain) -> Page:
    reader = _Reader(plain.objects)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader.page


def _beyond(path: Path, other: Path, plain: _Plain, site: Path, elsewhere: str) -> Iterator[str]:
    """What a page has that its twin has not."""
    here, there = _read(path, plain), _read(other, plain)
    name = path.relative_to(site)
    yield from (f"{name}: <{tag}>" for tag in sorted(here.tags - there.tags - _TAGS))
    for tag, attribute in sorted(here.attributes - there.attributes):
        if attribute != "class" or tag not in _TAGS:
            yield f"{name}: <{tag} {attribute}>"
    known = {plain(value) for _, value in there.addresses}
    for attribute, value in sorted(here.addresses):
        if plain(value) not in known and not _inside(value, path, site):
            yield f"{name}: {attribute}={value[:80]!r}"
        if elsewhere in value:
            yield f"{name}: {attribute} leads to {value[:80]!r}"
    for what in ("headings", "acting", "comments"):
        more = {plain(text) for text in getattr(here, what)} - {plain(text) for text in getattr(there, what)}
        yield from (f"{name}: {what}: {text[:80]!r}" for text in sorted(more))
    anchors = {plain(anchor) for anchor in here.anchors} - {plain(anchor) for anchor in there.anchors}
    yield from (f"{name}: anchor {anchor[:80]!r}" for anchor in sorted(anchors))
    yield from (f"{name}: anchor {a!r} twice" for a, n in here.anchors.items() if n > 1 and there.anchors[a] < n)


def _inside(value: str, page: Path, site: Path) -> bool:
    """Whether an address leads to a page of the site that is there."""
    address = urlsplit(value)
    if address.scheme or address.netloc or not (address.path or address.fragment):
        return False
    target = (page.parent / unquote(address.path)).resolve() if address.path else page
    if not target.is_relative_to(site.resolve()) or not target.is_file() or target.suffix != ".html":
        return False
    return not address.fragment or f'id="{unquote(address.fragment)}"' in target.read_text(encoding="utf-8")


def _files(site: Path, twin: Path, plain: _Plain) -> Iterator[str]:
    here, there = ({str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()} for root in (site, twin))
    yield from (f"a file more: {name}" for name in sorted({plain(n) for n in here} - {plain(n) for n in there}))


def _names(site: Path, twin: Path, plain: _Plain) -> Iterator[str]:
    """Entries of search indexes, inventories and the general index that the twin has not."""
    for what, read in (("search index", _search), ("inventory", _inventory)):
        here, there = ({plain(entry) for entry in read(root)} for root in (site, twin))
        yield from (f"{what}: {entry[:80]!r}" for entry in sorted(here - there))


def _search(site: Path) -> Iterator[str]:
    """Where the search index leads to, and under which titles; not the words."""
    material, sphinx = site / "search" / "search_index.json", site / "searchindex.js"
    if material.is_file():
        for document in json.loads(material.read_text(encoding="utf-8"))["docs"]:
            yield f"{document['location']} {document['title']}"
    if sphinx.is_file():
        text = sphinx.read_text(encoding="utf-8")
        data = json.loads(text[text.index("(") + 1 : text.rindex(")")])
        for key in ("alltitles", "docnames", "filenames", "indexentries", "objects", "titles"):
            yield from (f"{key} {leaf}" for leaf in _leaves(data[key]))


def _leaves(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    elif isinstance(data, str):
        yield data


def _inventory(site: Path) -> Iterable[str]:
    file = site / "objects.inv"
    if not file.is_file():
        return []
    data = file.read_bytes()
    for _ in range(4):
        data = data.partition(b"\n")[2]
    return [" ".join(row.split(" ")[:2]) for row in zlib.decompress(data).decode().splitlines()]
