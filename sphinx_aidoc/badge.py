"""The mark on generated text, in every builder: a paragraph of its own, and a label beside the signature.

Both are nodes without text until a page is written: so the search index, descriptions made of the document's text
(sphinxext-opengraph) and translations have nothing of them. The class `no-search` does that from Sphinx 8.2 on only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_aidoc.doctree import outside_signatures, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from aidoc_core.render.mark import Mark


class MarkNode(nodes.General, nodes.Element):
    """The mark below a text; its attribute `mark` tells what."""


class LabelNode(nodes.Inline, nodes.Element):
    """The label behind a signature; its attribute `label` is what it reads."""


MARKED = ".. aidoc-badge:: "
_REMEMBERED = (nodes.paragraph, nodes.doctest_block, nodes.literal_block, nodes.block_quote, nodes.table)
"""After which docutils knows where a text is from; with a language, a literal block is of a directive."""


def mark_lines(mark: Mark | None, option: str) -> list[str]:
    """The lines that stand below generated text.

    Args:
        mark: What there is to tell, if anything.
        option: The option `mark`.
    """
    if option == "none" or mark is None:
        return []
    return [f"{MARKED}{option} {mark.to_json()}"]


class BadgeDirective(SphinxDirective):
    """`.. aidoc-badge::` with the option `mark` and a mark as JSON; written by aidoc itself.

    All in one line: docutils makes two machines of many states to read one option of a directive.
    """

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """A mark that is placed once the object around it is known."""
        from aidoc_core.render.mark import Mark  # noqa: PLC0415 - where anything is marked

        option, _, told = self.arguments[0].partition(" ")
        try:
            mark = Mark.from_json(told)
        except (ValueError, TypeError, AttributeError) as error:
            raise self.error("aidoc writes this directive itself; it cannot be written by hand.") from error
        return [MarkNode("", mark=mark, option=option)]


def place_marks(app: Sphinx, domain: str, objtype: str, content: nodes.Element) -> None:
    """Of the marks on one object's text make one, and put the label into its signature if that is wanted."""
    del app, domain, objtype
    own = list(_own_marks(content))
    if not own:
        return
    from aidoc_core.render.mark import join  # noqa: PLC0415 - as above

    _keep_source(content, own[0])
    last = own[-1]
    last["mark"] = join(node["mark"] for node in own)
    for node in own[:-1]:
        node.parent.remove(node)
    signature = next(content.parent.findall(addnodes.desc_signature), None) if content.parent is not None else None
    if signature is None or last["option"] == "badge":
        return  # without a signature, as in a module, the badge stands for the label
    signature += [nodes.Text(" "), LabelNode("", label=last["mark"].label)]
    if last["option"] == "label":
        last.parent.remove(last)


def _keep_source(content: nodes.Element, mark: MarkNode) -> None:
    """Have messages on fields name the docstring, if they do without aidoc.

    docutils forgets where a text is from when it ends in a directive or a list, and a mark is a directive.
    """
    place = mark.parent.index(mark)
    before, after = mark.parent[:place], mark.parent[place:]
    ends = all(isinstance(node, MarkNode) for node in after)  # members are directives, too
    written = bool(before) and isinstance(before[-1], _REMEMBERED) and "language" not in before[-1]
    if ends and written and content.source is None:
        content.source = mark.source


def _own_marks(node: nodes.Element) -> Iterator[MarkNode]:
    """The marks in what is said of an object, without those of what is described in there: no text has one in it."""
    for child in node.children:
        if isinstance(child, MarkNode):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement | addnodes.desc_content):
            yield from _own_marks(child)


def spell_marks(app: Sphinx, doctree: nodes.document, *, for_models: bool) -> None:
    """Plain words for every builder that is not HTML: they know no nodes of ours.

    Args:
        app: The application.
        doctree: The document, without its marks afterwards.
        for_models: Whether what sphinx-llm has built as Markdown has marks, too.
    """
    if app.builder.format == "html":
        return
    if app.builder.format == "markdown" and not for_models:
        for node in [*doctree.findall(MarkNode), *doctree.findall(LabelNode)]:
            node.parent.remove(node)
    for node in list(doctree.findall(MarkNode)):
        words = node["mark"].text
        paragraph = nodes.paragraph(classes=["aidoc-badge"], translatable=False)
        paragraph += nodes.emphasis(words, words)
        node.replace_self(paragraph)
    for label in list(doctree.findall(LabelNode)):
        label.replace_self(nodes.inline("", label["label"], classes=["aidoc-label"]))


def is_styled(doctree: nodes.document) -> bool:
    """Whether a page carries a mark."""
    return any(isinstance(node, MarkNode | LabelNode) for node in whole(doctree))


def is_report(doctree: nodes.document) -> bool:
    """Whether a page carries the appendix."""
    compounds = (node for node in outside_signatures(doctree) if isinstance(node, nodes.compound))
    return any("aidoc-report" in compound["classes"] for compound in compounds)


def visit_mark(translator: Any, node: MarkNode) -> None:
    """Write the paragraph in HTML."""
    translator.body.append(f"{node['mark'].html}\n")
    raise nodes.SkipNode


def visit_label(translator: Any, node: LabelNode) -> None:
    """Write the label in HTML."""
    label = node["label"]
    translator.body.append(f'<span class="aidoc-label aidoc-label-{label}">{label}</span>')
    raise nodes.SkipNode
