"""The mark on generated text, in every builder: a paragraph of its own, and a label beside the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from aidoc_core.render.mark import LABEL, mark_text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from aidoc_core.answers import Entry
    from aidoc_core.gaps import Gaps

STYLESHEET = """\
.aidoc-badge { font-size: 0.75em; opacity: 0.75; margin: 0.3em 0 1em; }
.aidoc-badge em::before { content: "\\2726\\00a0"; font-style: normal; }
.aidoc-label {
  border: 1px dashed currentColor; border-radius: 0.3em; font-size: 0.7em; margin-left: 0.7em; opacity: 0.75;
  padding: 0 0.4em;
}
table.aidoc-table { margin-left: 0; margin-right: auto; }
"""
"""Works in light and dark themes: it takes the colour of the text."""


def badge_lines(entry: Entry, gaps: Gaps, mark: str) -> list[str]:
    """The lines that stand below generated text.

    Args:
        entry: The answer that is shown.
        gaps: What it fills.
        mark: The option `mark`.
    """
    if mark == "none":
        return []
    words = " ".join(mark_text(entry, gaps).split())
    return [f".. aidoc-badge:: {words}", f"   :mark: {mark}"]


class BadgeDirective(SphinxDirective):
    """`.. aidoc-badge::` with the words of the mark; written by aidoc itself."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"mark": directives.unchanged}

    def run(self) -> list[Node]:
        """One paragraph, kept out of the search index and of translations."""
        mark = self.options.get("mark", "badge")
        words = self.arguments[0] if mark in ("badge", "both") else ""
        paragraph = nodes.paragraph(classes=["aidoc-badge", "no-search"], translatable=False)
        paragraph["aidoc-label"] = mark in ("label", "both")
        if words:
            paragraph += nodes.emphasis(words, words)
        return [paragraph]


def label_signatures(app: Sphinx, domain: str, objtype: str, content: nodes.Element) -> None:
    """Put the label into the signature of an object whose text carries a mark that asks for it."""
    del app, domain, objtype
    for child in list(content.children):
        if not (isinstance(child, nodes.paragraph) and child.get("aidoc-label")):
            continue
        description = content.parent
        for signature in description.children if description is not None else ():
            if isinstance(signature, addnodes.desc_signature):
                signature.append(nodes.inline("", f" {LABEL}", classes=["aidoc-label"]))
        if not child.children:
            content.remove(child)
