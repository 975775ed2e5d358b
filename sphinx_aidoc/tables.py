"""The mark in tables of summaries: a label behind each summary that is generated.

autosummary, automodapi and sphinx-autoapi all make such a table: a row an object, its first words in the last column.
No badge fits in there; so it is a label, whichever mark is chosen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.ext.autosummary import autosummary_table

from sphinx_aidoc.badge import LabelNode
from sphinx_aidoc.doctree import outside_signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.build.ledger import Record


def first_label(record: Record | None) -> str:
    """The label of an object whose first words are generated; empty where there are none, or a person's."""
    mark = None if record is None else record.mark()
    return "" if mark is None or "summary" not in mark.added else replace(mark, human=False).label


def label_rows(doctree: nodes.document, labels: Mapping[str, str]) -> None:
    """Put labels into the tables of a document.

    Args:
        doctree: The document.
        labels: By the names under which objects are shown.
    """
    for name, row in named_rows(doctree) if labels else ():
        label = labels.get(name, "") or labels.get(_bare(name), "")
        words = next(row[-1].findall(nodes.paragraph), None)
        if label and words is not None and words.children:
            words += [nodes.Text(" "), LabelNode("", label=label)]


def named_rows(doctree: nodes.document) -> Iterator[tuple[str, nodes.row]]:
    """The rows of all such tables, each with the name under which it shows an object."""
    for table in [node for node in outside_signatures(doctree) if isinstance(node, autosummary_table)]:
        for row in table.findall(nodes.row):
            reference = next(row.findall(addnodes.pending_xref), None)
            if reference is not None:
                yield reference["reftarget"], row


def _bare(name: str) -> str:
    """A name without what a generic class is given in it, as `Box[int]`: autodoc shows the class itself there."""
    return name.partition("[")[0] if name.endswith("]") else name
