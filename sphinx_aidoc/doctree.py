"""Walks over a document that was read, in the order in which docutils walks, in a fraction of its time.

A block may stand in any text: `versionadded` is a text that holds blocks, and MyST puts what a substitution stands for
into the middle of a paragraph. Signatures alone hold none: no parser reads a document into them. Most nodes are theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes


def whole(root: nodes.Element) -> Iterator[nodes.Node]:
    """A node and all that it holds.

    Args:
        root: The node. Nothing may be put in or taken out meanwhile.
    """
    return _walk(root, ())


def outside_signatures(root: nodes.Element) -> Iterator[nodes.Node]:
    """A node and all that it holds but what stands in signatures, likewise.

    Args:
        root: The node, likewise.
    """
    return _walk(root, addnodes.desc_signature)


def _walk(root: nodes.Element, passed: type | tuple[()]) -> Iterator[nodes.Node]:
    """A node and all that it holds; of what is of some kind, itself alone."""
    waiting: list[nodes.Node] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if node.children and not isinstance(node, passed):
            waiting.extend(node.children[::-1])
