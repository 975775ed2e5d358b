"""An outline as Markdown: what stands in it is shown to the letter under any set of extensions, and does nothing."""

from __future__ import annotations

import html5lib
import pytest

from aidoc_core.render.outline import (
    Code,
    Heading,
    Items,
    ObjectName,
    Outline,
    Paragraph,
    Strong,
    Table,
    Text,
    text,
)
from aidoc_core.render.outline_markdown import page
from tests.core.test_render_markdown import CORPUS, EXTENSION_SETS, converter, secret
from tests.hostile.reader import cleaned
from tests.laws import few

__all__ = ["secret"]  # a fixture

TAGS = {"h1", "h2", "p", "ul", "li", "div", "table", "thead", "tbody", "tr", "th", "td", "strong", "code", "a"}
# Long ones cost minutes here: Python-Markdown copies a paragraph for each reference in it.
HOSTILE = {name: words for name, words in CORPUS.items() if len(words) < 1000}
ADDRESS = "../a_b/#pkg.f"


def everywhere(words: str) -> Outline:
    """The same words in every place that there is."""
    pieces = (Text(words), Strong(words), Code(words), ObjectName(words))
    table = Table(headings=(words, words), rows=((pieces, text(words)), (text(words), ())), style="aidoc-x")
    return Outline(
        title=words,
        blocks=(Heading(words), Paragraph(pieces), Items((pieces, text(words))), table, Paragraph(text(words))),
    )


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("extensions", few(EXTENSION_SETS, every=5))
def test_words_are_characters_in_every_place(extensions: str) -> None:
    """Of hostile words nothing but themselves is on the page: no other tag, address or attribute, and no word less."""
    for name, words in HOSTILE.items():
        source = page(everywhere(words), link=lambda _: ADDRESS)
        converted = converter(extensions).reset().convert(source)
        fragment = html5lib.parseFragment(converted, namespaceHTMLElements=False)
        elements = [element for element in fragment.iter() if element.tag != "DOCUMENT_FRAGMENT"]
        assert {str(element.tag) for element in elements} <= TAGS, name
        attributes = {(key, value) for element in elements for key, value in element.attrib.items() if key != "id"}
        assert attributes <= {("href", ADDRESS), ("class", "aidoc-table aidoc-x")}, name
        assert [element.get("href") for element in elements if element.tag == "a"] == [ADDRESS] * 3, name
        # Title, heading, paragraph, items, head, two rows, paragraph.
        wanted = squeezed(cleaned(words)) * (1 + 1 + 4 + 5 + 2 + 5 + 1 + 1)
        assert squeezed("".join(fragment.itertext())) == wanted, name


def test_what_stands_side_by_side_keeps_its_spaces() -> None:
    """A space at the edge of a piece is part of the sentence."""
    outline = Outline(title="T", blocks=(Paragraph((Text("See "), ObjectName("a.b"), Text(" and "), Strong("c"))),))
    shown = converter("plain").reset().convert(page(outline))
    assert shown == "<h1>T</h1>\n<p>See <code>a&#46;b</code> and <strong>c</strong></p>"


def test_an_object_without_an_address_is_a_name() -> None:
    """No link that leads nowhere."""
    outline = Outline(title="T", blocks=(Table(rows=(((ObjectName("a"),), (ObjectName("b"),)),)),))
    source = page(outline, link={"a": "x/#a", "b": ""}.__getitem__)
    assert '<td><a href="x/#a"><code>a</code></a></td><td><code>b</code></td>' in source
    assert "<thead>" not in source
