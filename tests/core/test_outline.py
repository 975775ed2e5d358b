"""An outline as Markdown: what stands in it is shown to the letter under any set of extensions, and does nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest
from bs4 import BeautifulSoup

from aidoc_core.render import picture
from aidoc_core.render.held import joined
from aidoc_core.render.outline import Facets, Fold, Heading, Items, Map, Outline, Paragraph, Table, Tile
from aidoc_core.render.outline_markdown import divided, page
from aidoc_core.render.pieces import (
    Addresses,
    Bar,
    Code,
    Entry,
    ObjectName,
    PageName,
    Place,
    Share,
    Strong,
    Swatch,
    Text,
    text,
)
from tests.core.test_render_markdown import CORPUS, EXTENSION_SETS, converter, secret
from tests.hostile.reader import cleaned
from tests.laws import few

__all__ = ["secret"]  # a fixture

TAGS = {"h1", "h2", "p", "ul", "li", "div", "table", "thead", "tbody", "tr", "th", "td", "strong", "code", "a"}
DRAWN = {"desc", "foreignObject", "details", "summary", "svg", "rect", "line", "text", "title"}
# Long ones cost minutes here: Python-Markdown copies a paragraph for each reference in it.
HOSTILE = {name: words for name, words in CORPUS.items() if len(words) < 1000}
ADDRESS = "../a_b/#pkg.f"


def everywhere(words: str) -> Outline:
    """The same words in every place that there is."""
    pieces = (Text(words), Strong(words), Code(words), ObjectName(words), Entry(words, words), PageName(words, words))
    table = Table(headings=(words, words), rows=((pieces, text(words)), (text(words), ())), style="aidoc-x")
    return Outline(
        title=words,
        blocks=(Heading(words), Paragraph(pieces), Items((pieces, text(words))), table, Paragraph(text(words))),
    )


def drawn(words: str) -> Outline:
    """The same words in every place of pictures and of what folds."""
    bar = Bar((Share(words, words, 3), Share("b", words, 2, striped=True), Share("c", "c", 0)))
    place = Place(words, words, f"{words}:1")
    facets = (Facets(state=words, kind=words, model=words, finding=words),)
    table = Table(rows=(((Text(words), place), (bar, Swatch(words, striped=True))),), facets=facets)
    inner = (Heading(words), Paragraph(text(words)), Items((text(words),), style=words), table)
    tiles = (Tile(name=words, anchor=words, bar=bar), Tile(name="x", bar=bar))
    blocks = (Fold(anchor=words, line=(Text(words), bar), blocks=inner), Map(title=words, words=words, tiles=tiles))
    return Outline(title="T", blocks=blocks)


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("extensions", few(EXTENSION_SETS, every=5))
def test_words_are_characters_in_every_place(extensions: str) -> None:
    """Of hostile words nothing but themselves is on the page: no other tag, address or attribute, and no word less."""
    for name, words in HOSTILE.items():
        addresses = Addresses(docs=lambda _: ADDRESS, entry=lambda _: ADDRESS, page=lambda _: ADDRESS)
        source = page(everywhere(words), addresses)
        converted = converter(extensions).reset().convert(source)
        fragment = html5lib.parseFragment(converted, namespaceHTMLElements=False)
        elements = [element for element in fragment.iter() if element.tag != "DOCUMENT_FRAGMENT"]
        assert {str(element.tag) for element in elements} <= TAGS, name
        attributes = {(key, value) for element in elements for key, value in element.attrib.items() if key != "id"}
        assert attributes <= {("href", ADDRESS), ("class", "aidoc-table aidoc-x")}, name
        assert [element.get("href") for element in elements if element.tag == "a"] == [ADDRESS] * 9, name
        # Title, heading, paragraph, items, head, two rows, paragraph.
        wanted = squeezed(cleaned(words)) * (1 + 1 + 6 + 7 + 2 + 7 + 1 + 1)
        assert squeezed("".join(fragment.itertext())) == wanted, name


@pytest.mark.parametrize("extensions", few(EXTENSION_SETS, every=5))
def test_words_in_pictures_are_characters(extensions: str) -> None:
    """In names, titles, anchors and classes of pictures, too, hostile words make no other tag and no attribute."""
    names = {"class", "id", "href", "role", "aria-label", "aria-hidden", "focusable", "width", "height"}
    names |= {f"data-{name}" for name in ("state", "kind", "model", "finding")}
    names |= {"x", "y", "x1", "x2", "y1", "y2", "stroke-width"}
    for name, words in HOSTILE.items():
        converted = converter(extensions).reset().convert(page(drawn(words)))
        fragment = html5lib.parseFragment(converted, namespaceHTMLElements=False)
        elements = [element for element in fragment.iter() if element.tag != "DOCUMENT_FRAGMENT"]
        assert {str(element.tag).rpartition("}")[2] for element in elements} <= TAGS | DRAWN | {"h3", "span"}, name
        assert {str(key).rpartition("}")[2] for element in elements for key in element.attrib} <= names, name
        links = [element for element in elements if str(element.tag).endswith("}a") or element.tag == "a"]
        assert all(link.get("href", "").startswith("#") for link in links), name
        # The line, heading, paragraph, item, cell; of the map's first area its title and its name, where it has one.
        shown = squeezed("".join(fragment.itertext()))
        assert shown.count(squeezed(cleaned(words))) >= 6, name


def test_a_picture_is_as_wide_as_its_place() -> None:
    """Parts of a bar are shares of the page's width, one behind the other; what is nothing is not drawn."""
    shown = picture.bar(Bar((Share("a", "old", 1), Share("b", "new", 3, striped=True), Share("c", "none", 0))))
    assert '<rect class="aidoc-part-a" x="0%" width="25%" height="100%"><title>1 old</title></rect>' in shown
    assert '<rect class="aidoc-part-b" x="25%" width="75%" height="100%"><title>3 new</title></rect>' in shown
    assert '<line class="aidoc-stripes aidoc-stripes-b" x1="25%" x2="100%"' in shown
    assert 'aria-label="1 old, 3 new"' in shown
    assert "none" not in shown
    assert "style=" not in shown  # a strict content security policy takes no style but the sheet's
    beside = picture.bar(Bar((Share("a", "old", 1), Share("b", "new", 3)), told=True))
    assert 'aria-hidden="true"' in beside  # words beside it tell the same
    assert "old" not in beside


def test_the_largest_areas_have_their_names_on_narrow_screens_too() -> None:
    """As much of a name as has room there: the end of its path, or its beginning with a mark."""
    names = ("package.an_astonishingly_long_module", "package.engines.default", "b", "c", "d", "e")
    sizes = (40, 30, 12, 9, 6, 3)
    tiles = tuple(Tile(name=name, bar=Bar((Share("a", "old", size),))) for name, size in zip(names, sizes, strict=True))
    shown = picture.treemap(Map(title="Map", words="All", tiles=tiles), lambda _: "")
    assert re.findall(r"<text(?: class=.aidoc-(\w+).)?.*?>(.*?)</text>", shown)[:5] == [
        ("wide", "package.an_astonishingly_long_module"),
        ("narrow", "an_astonishingly…"),
        ("wide", "package.engines.default"),
        ("narrow", "default"),
        ("", "b"),
    ]


def test_what_folds_opens_without_a_script() -> None:
    """Closed at first; the anchor stands inside, so that a link to it opens the part."""
    fold = Fold(anchor="a-b", line=(Code("a.b"),), blocks=(Table(rows=((text("x"),),)),))
    shown = converter("plain").reset().convert(page(Outline(title="T", blocks=(fold,))))
    details = BeautifulSoup(shown, "html.parser").details
    assert details is not None
    assert details.attrs == {}
    assert details.summary is not None
    assert details.summary.get_text() == "a.b"
    assert details.select_one("#a-b td") is not None


def test_what_stands_side_by_side_keeps_its_spaces() -> None:
    """A space at the edge of a piece is part of the sentence."""
    outline = Outline(title="T", blocks=(Paragraph((Text("See "), ObjectName("a.b"), Text(" and "), Strong("c"))),))
    shown = converter("plain").reset().convert(page(outline))
    assert shown == "<h1>T</h1>\n<p>See <code>a&#46;b</code> and <strong>c</strong></p>"


def test_an_object_without_an_address_is_a_name() -> None:
    """No link that leads nowhere."""
    outline = Outline(title="T", blocks=(Table(rows=(((ObjectName("a"),), (ObjectName("b"),)),)),))
    source = page(outline, Addresses(docs={"a": "x/#a", "b": ""}.__getitem__))
    assert '<td><a href="x/#a"><code>a</code></a></td><td><code>b</code></td>' in source
    assert "<thead>" not in source


@pytest.mark.parametrize("extensions", EXTENSION_SETS)
def test_html_that_is_put_in_afterwards(extensions):
    """A page whose HTML a converter has never seen is the page that it makes of all of it, and that HTML is as it was.

    pymdownx.striphtml, given all of it, takes coordinates out of pictures.
    """
    for outline in (drawn("a b"), everywhere("a b"), Outline(title="t", blocks=())):
        text, held = divided(outline, Addresses(docs=lambda _: ADDRESS))
        assert joined(text, held) == page(outline, Addresses(docs=lambda _: ADDRESS))
        assert bool(held) == bool(outline.blocks)
        assert not any(html in text for html in held.values())
        whole = converter(extensions).reset().convert(joined(text, held))
        made = joined(converter(extensions).reset().convert(text), held)
        assert made == whole or extensions in ("pymdownx", "everything")
        assert all(html in made for html in held.values())


def test_a_place_that_is_gone():
    """Where a converter has left a place out, or put it behind another one, there is no page."""
    some = drawn("x")
    text, held = divided(replace(some, blocks=(*some.blocks, Heading("Next"), *some.blocks)))
    first, second = held
    assert joined(text.replace(first, ""), held) == joined(text.replace(second, "").replace(first, second), held) == ""
