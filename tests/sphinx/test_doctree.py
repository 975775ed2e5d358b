"""Walks over a document: they find what docutils' own walk finds, in the same order."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.ext.autosummary import autosummary_table

from sphinx_aidoc.appendix import ReportNode
from sphinx_aidoc.badge import LabelNode, MarkNode, is_styled
from sphinx_aidoc.doctree import outside_signatures, whole


def _holding() -> list[type[nodes.Element]]:
    """All kinds of nodes of docutils and Sphinx that can be made without anything and hold others."""
    found = []
    named = [*vars(nodes).values(), *vars(addnodes).values()]
    for kind in dict.fromkeys(one for one in named if isinstance(one, type)):
        if issubclass(kind, nodes.Element):
            try:
                kind()
            except TypeError:  # made by a parser, which gives it what it is for
                continue
            found.append(kind)
    return found


class OwnText(nodes.General, nodes.TextElement):
    """Text of an extension, which may put blocks into it."""


HOLDING = [*_holding(), OwnText, autosummary_table]
leaves = st.one_of(
    st.text("ab ", min_size=1, max_size=3).map(nodes.Text),
    st.sampled_from([MarkNode, LabelNode, ReportNode]).map(lambda kind: kind()),
)


def _held(kind: type[nodes.Element], held: list[nodes.Node]) -> nodes.Element:
    made = kind()
    made.extend(held)
    return made


def _document(node: nodes.Node) -> nodes.document:
    made = new_document("")
    made += node
    return made


documents = st.recursive(
    leaves,
    lambda inner: st.builds(_held, st.sampled_from(HOLDING), st.lists(inner, max_size=3)),
    max_leaves=20,
).map(_document)


def _in_signature(node: nodes.Node) -> bool:
    at = node.parent
    while at is not None and not isinstance(at, addnodes.desc_signature):
        at = at.parent
    return at is not None


def test_there_is_no_kind_of_text_that_is_not_tried() -> None:
    """Blocks stand in some of them: what a directive such as `versionadded` holds is parsed as a document is."""
    assert {addnodes.versionmodified, nodes.paragraph, nodes.term, nodes.caption, nodes.reference} <= set(HOLDING)
    assert {nodes.container, addnodes.only, nodes.entry, nodes.footnote, addnodes.desc_signature} <= set(HOLDING)


@given(documents)
def test_each_walk_finds_what_docutils_finds(root: nodes.document) -> None:
    """All of it, in order; but what is inside of signatures, where that is passed over."""
    every = list(root.findall())
    assert list(map(id, whole(root))) == list(map(id, every))
    assert list(map(id, outside_signatures(root))) == [id(node) for node in every if not _in_signature(node)]


@given(documents)
def test_a_page_with_any_mark_is_styled(root: nodes.document) -> None:
    """Wherever somebody else has put it, be it running text or a signature."""
    assert is_styled(root) is any(True for _ in root.findall(lambda node: isinstance(node, MarkNode | LabelNode)))
