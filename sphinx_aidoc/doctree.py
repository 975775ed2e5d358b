"""Parts of a document that was read: to look at them alone takes a fraction of a walk over all its nodes.

Most nodes are the pieces of signatures and of running text. What is a block stands in none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks(root: nodes.Element) -> Iterator[nodes.Node]:
    """A node and all blocks that it holds, those that are further out first.

    Args:
        root: The node. Nothing may be put in or taken out meanwhile.
    """
    return _outside(root, nodes.TextElement)


def outside_signatures(root: nodes.Element) -> Iterator[nodes.Node]:
    """A node and all that it holds but what stands in signatures, likewise.

    Args:
        root: The node, likewise.
    """
    return _outside(root, addnodes.desc_signature)


def _outside(root: nodes.Element, kind: type) -> Iterator[nodes.Node]:
    """A node and all that it holds; of what is of some kind, itself alone."""
    level: list[nodes.Node] = [root]
    while level:
        yield from level
        level = [child for node in level if not isinstance(node, kind) for child in node.children]
