"""Random texts in Sphinx's own environment: its roles, directives, domains and transforms, and where fields go.

The oracle is the tree that comes out of the reading: no message at any level, no node but the ones allowed, and the
text to the letter.
"""

from __future__ import annotations

import io
import logging
import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from hypothesis import given
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.testing.restructuredtext import parse
from sphinx.util.docutils import docutils_namespace, patch_docutils

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.render.rest import line, prose, reference
from sphinx_aidoc.placing import fields, place, text_lines
from tests.hostile.corpus import texts
from tests.hostile.random_texts import NAMES, TEXTS
from tests.hostile.reader import cleaned, shown, skeleton, visible
from tests.laws import few, law

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.hypothesis
BLOCKS = {"paragraph", "bullet_list", "enumerated_list", "list_item", "literal", "#text"}
CONF = """
extensions = [*("sphinx.ext." + name for name in (
    "autodoc autosummary autosectionlabel doctest extlinks graphviz ifconfig intersphinx mathjax napoleon todo"
).split()), "sphinx_aidoc"]
nitpicky = True
numfig = True
aidoc_offline = True
"""
# Where an answer goes: nowhere yet, a person's fields, napoleon's one field for all, numpydoc's, numpydoc's tail.
PLACES = {
    "nothing": [],
    "text": ["Say something.", ""],
    "fields": ["Say something.", "", ":param a: One.", ":returns: Two."],
    "bullets": ["Say something.", "", ":Parameters: * **a** -- One.", "             * **b** -- Two."],
    "one": ["Say something.", "", ":Parameters: **a** -- One."],
    "numpydoc": ["Say something.", "", ":Parameters:", "", "    **a**", "        One.", ""],
    "tail": [
        "Say something.",
        "",
        ":Parameters:",
        "",
        "    **a**",
        "        One.",
        "",
        "",
        "..",
        "    !! processed by numpydoc !!",
    ],
}


class Environment:
    """Sphinx, ready to read a text as a document, and everything that it has said."""

    def __init__(self, app: Sphinx, said: io.StringIO) -> None:
        self._app = app
        self._said = said

    def read(self, source: str) -> nodes.document:
        """Read a text with all of Sphinx's own transforms; nothing may be said of it at any level."""
        self._said.seek(0)
        self._said.truncate()
        tree: nodes.document = parse(self._app, source)
        assert self._said.getvalue() == "", source
        return tree

    def described(self, lines: list[str]) -> nodes.document:
        """Read lines as the docstring of a function."""
        return self.read("\n".join([".. py:function:: f(a, b)", "   :no-index:", "", *(f"   {one}" for one in lines)]))


@pytest.fixture(scope="module")
def sphinx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """One application for all texts."""
    root: Path = tmp_path_factory.mktemp("sphinx")
    (root / "conf.py").write_text(CONF, encoding="utf-8")
    (root / "index.rst").write_text("Index\n=====\n", encoding="utf-8")
    (root.parent / "secret.txt").write_text("secret", encoding="utf-8")
    said = io.StringIO()
    before = dict(os.environ)
    with patch_docutils(root), docutils_namespace():
        app = Sphinx(root, root, root / "out", root / "trees", "html", status=said, warning=said)
        logging.getLogger("sphinx").setLevel(logging.INFO)  # nobody reads what it says to debug each text
        app.env.settings["report_level"] = 1
        yield Environment(app, said)
    logging.getLogger("sphinx").setLevel(logging.DEBUG)
    os.environ.clear()
    os.environ.update(before)


def tags(tree: nodes.Node) -> set[str]:
    """The names of all nodes of a tree."""
    return {node.tagname for node in tree.findall() if isinstance(node, nodes.Element | nodes.Text)}


def test_prose_is_text(sphinx: Environment) -> None:
    """Any text becomes paragraphs, lists and literals, without a message, and with every character that it had."""

    @law(250)
    @given(TEXTS)
    def holds(text: str) -> None:
        tree = sphinx.read(prose(text))
        assert tags(tree) <= BLOCKS | {"document"}
        assert skeleton(tree.astext()) == skeleton(cleaned(text))

    holds()


def test_a_line_is_exact(sphinx: Environment) -> None:
    """A one-line field becomes one paragraph, with the text to the letter."""

    @law(250)
    @given(TEXTS)
    def holds(text: str) -> None:
        tree = sphinx.read(line(text))
        assert tags(tree) <= {"document", "paragraph", "literal", "#text"}
        assert shown(tree.astext()) == visible(text)

    holds()


@pytest.mark.parametrize("where", few(PLACES, every=3))
def test_fields_stay_fields(sphinx: Environment, where: str) -> None:
    """Wherever an answer goes, the same fields come out as with a word in place of each text, and the text is there."""
    shapes: dict[tuple[str, ...], Counter[str]] = {}

    @law(60)
    @given(TEXTS, TEXTS, NAMES, NAMES)
    def holds(first: str, second: str, parameter: str, error: str) -> None:
        hostile = _answer(first, second, parameter, error)
        tree = sphinx.described(_lines(where, hostile))
        assert tags(tree) <= BLOCKS | _SHAPES
        simple = sphinx.described(
            _lines(where, _answer("word" if prose(first) else "", "word" if prose(second) else "", parameter, error))
        )
        assert _shape(tree) == _shape(simple)
        shapes[parameter, error] = _shape(simple)
        there = skeleton(tree.astext())
        assert there.count(skeleton(cleaned(first))) >= 1
        assert there.count(skeleton(cleaned(second))) >= 1

    holds()
    assert shapes


_SHAPES = {
    *("document", "index", "desc", "desc_signature", "desc_content", "field_list", "field", "field_name", "field_body"),
    *("desc_addname", "desc_name", "desc_parameterlist", "desc_parameter", "desc_sig_name", "strong", "emphasis"),
    *("pending_xref", "literal_strong", "comment", "definition_list", "definition_list_item", "term", "definition"),
    *("block_quote", "literal_emphasis"),
}


def _answer(first: str, second: str, parameter: str, error: str) -> Answer:
    return Answer(
        parameters=(Described(name=parameter, description=first), Described(name=f"*{parameter}", description=second)),
        returns=second,
        yields=first,
        raises=(Described(name=error, description=first),),
    )


def _lines(where: str, answer: Answer) -> list[str]:
    return place(PLACES[where], text_lines(answer), fields(answer, reference), [])


def _shape(tree: nodes.document) -> Counter[str]:
    """The names of fields and what is pointed to; not what stands in them."""
    found = Counter(node.astext() for node in tree.findall(nodes.field_name))
    found.update(f"-> {node['reftarget']}" for node in tree.findall(addnodes.pending_xref))
    found.update(f"** {node.astext()}" for node in tree.findall(nodes.strong))
    return found


@pytest.mark.parametrize("directory", few(["rest", "markdown"], every=2))
def test_the_corpus_is_text(sphinx: Environment, directory: str) -> None:
    """Every text of the corpus in a person's fields, once for each."""
    for text in texts(directory).values():
        tree = sphinx.described(_lines("numpydoc", _answer(text, text, "value", "Error_")))
        assert tags(tree) <= BLOCKS | _SHAPES
        assert skeleton(tree.astext()).count(skeleton(cleaned(text))) >= 5
