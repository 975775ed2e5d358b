"""Walks over a part of a document: they find what a walk over all of it finds there."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes

from sphinx_aidoc.doctree import blocks, outside_signatures

texts = st.text("ab ", min_size=1, max_size=3).map(nodes.Text)
inlines = st.recursive(
    texts,
    lambda inner: st.builds(
        lambda kind, held: kind("", "", *held),
        st.sampled_from([nodes.emphasis, nodes.literal, addnodes.desc_name]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
written = st.builds(
    lambda kind, held: kind("", "", *held),
    st.sampled_from([nodes.paragraph, nodes.term, addnodes.desc_signature]),
    st.lists(inlines, max_size=3),
)
documents = st.recursive(
    written,
    lambda inner: st.builds(
        lambda kind, held: kind("", *held),
        st.sampled_from([nodes.compound, nodes.section, addnodes.desc, addnodes.desc_content]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


def _above(node: nodes.Node, kind: type) -> bool:
    at = node.parent
    while at is not None and not isinstance(at, kind):
        at = at.parent
    return at is not None


@given(documents)
def test_each_walk_gives_what_stands_in_nothing_that_it_passes_over(root: nodes.Element) -> None:
    """Each node once, what holds it before it; all but what is inside of signatures, or of any running text."""
    for walk, kind in ((blocks, nodes.TextElement), (outside_signatures, addnodes.desc_signature)):
        found = list(walk(root))
        assert {id(node) for node in found} == {id(node) for node in root.findall() if not _above(node, kind)}
        assert len({id(node) for node in found}) == len(found)
        places = {id(node): place for place, node in enumerate(found)}
        assert all(places[id(node.parent)] < places[id(node)] for node in found if node is not root)
