"""Laws of completing for autodoc: a person's lines and what docutils makes of them stay; the answer's fields are added.

The lines go through napoleon or numpydoc first, with the options that change what they write.
"""

from __future__ import annotations

import contextlib
import os
import re
import warnings
from collections import Counter

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from hypothesis import assume, given, settings
from numpydoc.docscrape_sphinx import get_doc_object
from sphinx.ext.napoleon import Config, GoogleDocstring, NumpyDocstring
from sphinx.util.docstrings import prepare_docstring

from aidoc_core.render.rest import prose
from sphinx_aidoc.placing import fields, place, text_lines
from tests.texts import ANSWERS, DOCSTRINGS, MARK, WHOLE_ANSWERS

EXAMPLES = int(os.environ.get("AIDOC_EXAMPLES", "40"))
"""Of each set-up; docutils takes its time."""
TAIL = ["..", "    !! processed by numpydoc !!"]


def _google(lines: list[str], **options) -> list[str]:
    return GoogleDocstring(lines, Config(**options), what="class").lines()


def _numpy(lines: list[str], **options) -> list[str]:
    return NumpyDocstring(lines, Config(**options), what="class").lines()


def _numpydoc(lines: list[str]) -> list[str]:
    def f(*args, **kwargs):
        """Its own text is not asked for."""

    made = get_doc_object(f, what="function", doc="\n".join(lines), config={"show_class_members": False})
    return [*str(made).split("\n"), *TAIL]


STYLES = {
    "plain": list,
    "napoleon, google": _google,
    "napoleon, both": lambda lines: _google(_numpy(lines)),
    "napoleon, numpy": _numpy,
    "napoleon, a group of parameters": lambda lines: _google(lines, napoleon_use_param=False),
    "napoleon, no rtype, ivar": lambda lines: _google(lines, napoleon_use_rtype=False, napoleon_use_ivar=True),
    "napoleon, numpy, a group, ivar": lambda lines: _numpy(lines, napoleon_use_param=False, napoleon_use_ivar=True),
    "napoleon, keywords, admonitions": lambda lines: _google(
        lines, napoleon_use_keyword=False, napoleon_use_admonition_for_notes=True, napoleon_custom_sections=["Odd"]
    ),
    "numpydoc": _numpydoc,
}


class _Described(Directive):
    """Stands for Sphinx' own directives, which docutils does not know."""

    has_content = True
    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = True
    option_spec = {"no-index": directives.flag, "force": directives.flag, "type": directives.unchanged}  # noqa: RUF012

    def run(self):
        made = nodes.container(names=[f"attribute {self.arguments[0]}"])
        self.state.nested_parse(self.content, self.content_offset, made)
        return [made]


@pytest.fixture(autouse=True, scope="module")
def _sphinx_directives():
    names = ("attribute", "py:data", "py:attribute")
    for name in names:
        directives.register_directive(name, _Described)
    yield
    for name in names:
        del directives._directives[name]


def _tree(lines: list[str]) -> nodes.document:
    """What docutils makes of lines, its complaints left out."""
    options = {
        "report_level": 5, "halt_level": 6, "_disable_config": True, "docinfo_xform": False, "doctitle_xform": False,
        "file_insertion_enabled": False, "raw_enabled": False, "smart_quotes": False, "warning_stream": False,
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = publish_doctree("\n".join(lines) + "\n", settings_overrides=options)
    for message in list(tree.findall(nodes.system_message)):
        message.parent.remove(message)
    return tree


def _shape(tree: nodes.Node) -> str:
    """A tree as text; numbers of identifiers, which count through, left out."""
    return re.sub(r' (?:ids|refid|backrefs|names|dupnames|refids|refname)="[^"]*"', "", tree.pformat())


def _ours(node: nodes.Node, names: set[str]) -> bool:
    """Whether a node is an entry that an answer made: a name of its own, and a marked text."""
    if MARK not in node.astext():
        return False
    if isinstance(node, nodes.field):
        return node.children[0].astext().replace("\x00", "\\") in names
    if isinstance(node, nodes.container):
        return node["names"][0] in names
    if isinstance(node, nodes.definition_list_item):
        return node.children[0].astext() in names
    return False


def _taken_apart(tree: nodes.document, names: set[str]) -> list[str]:
    """Remove what the answer made, and tell the names of its entries."""
    found = []
    for node in list(tree.findall(lambda one: _ours(one, names))):
        if node.parent is None or any(_ours(above, names) for above in _above(node)):
            continue
        kind = node["names"][0] if isinstance(node, nodes.container) else node.children[0].astext()
        found.append(kind)
        _remove(node)
    # In a group of napoleon's, an entry is a list item or a paragraph, and what follows it.
    entry = re.compile(rf"^(\S+) --\s+{MARK}|^(\S+) --$")
    for node in list(tree.findall(lambda one: isinstance(one, nodes.list_item | nodes.paragraph))):
        if node in node.parent.children and (match := entry.match(node.astext())) and (match[1] or match[2]) in names:
            if isinstance(node, nodes.list_item) or not isinstance(node.parent, nodes.list_item):
                found.append(match[1] or match[2])
                _remove(node)
    for node in list(tree.findall(nodes.Text)):
        if MARK in node.astext():
            block = next(above for above in _above(node) if isinstance(above, nodes.paragraph))
            if block in block.parent.children:
                _remove(block)
    for node in list(tree.findall(nodes.paragraph)):
        if node.astext() == "\u200b":  # what parts two blocks, and shows nothing
            _remove(node)
    return found


def _above(node: nodes.Node):
    while node.parent is not None:
        node = node.parent
        yield node


def _remove(node: nodes.Node) -> None:
    """Remove a node, and what held nothing else."""
    parent = node.parent
    parent.remove(node)
    if not parent.children and not isinstance(parent, nodes.document | nodes.field_body | nodes.field):
        _remove(parent)


def _lines(human: str, style: str) -> list[str]:
    lines = prepare_docstring(human)
    assume(any(line.strip() for line in lines))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return STYLES[style](lines)
        except Exception:  # the processor's own trouble, without us as well
            assume(False)
    raise AssertionError


def _wanted(answer) -> Counter[str]:
    found = [f"param {item.name}" for item in answer.parameters if prose(item.description)]
    found += [f"attribute {item.name}" for item in answer.attributes if prose(item.description)]
    found += [f"raises {item.name}" for item in answer.raises if prose(item.description)]
    found += ["returns"] * bool(prose(answer.returns)) + ["Yields"] * bool(prose(answer.yields))
    return Counter(found)


def _names(answer) -> set[str]:
    stars = [item.name for item in answer.parameters]
    return (
        {f"param {name}" for name in stars}
        | {f"{word} {item.name}" for item in answer.attributes for word in ("ivar", "cvar", "var", "attribute")}
        | {f"raises {item.name}" for item in answer.raises}
        | {item.name for item in (*answer.parameters, *answer.attributes, *answer.raises)}
        | {"returns", "Yields"}
    )


def _as_wanted(found: list[str], answer) -> Counter[str]:
    """Names as they were found, by what they name: in a group an entry is called by its name alone."""
    kinds = {"ivar": "attribute", "cvar": "attribute", "var": "attribute"}
    named = Counter()
    left = _wanted(answer)
    for name in sorted(found, key=lambda one: " " not in one):
        word, _, rest = name.partition(" ")
        full = f"{kinds.get(word, word)} {rest}" if rest else name
        if not rest and full not in ("returns", "Yields"):
            full = next((one for one in left if one.partition(" ")[2] == name and named[one] < left[one]), name)
        named[full] += 1
    return named


def _reference(name: str) -> str:
    return name.replace("_", "\\_")


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
@given(human=DOCSTRINGS, answer=ANSWERS)
def test_a_persons_lines_and_tree_stay_and_exactly_the_answer_is_added(style, human, answer):
    """Byte for byte, in order; docutils reads in them what it read before; beside them the answer's fields."""
    lines = _lines(human, style)
    placed = place(lines, [], fields(answer, _reference), [])
    rest = iter(placed)
    assert all(any(line == out for out in rest) for line in lines if line.strip())
    with contextlib.suppress(RecursionError):
        alone, together = _tree(lines), _tree(placed)
        found = _taken_apart(together, _names(answer))
        assert _shape(together) == _shape(alone)
        assert _as_wanted(found, answer) == _wanted(answer)


@settings(max_examples=2 * EXAMPLES, deadline=None, derandomize=True, database=None)
@given(answer=WHOLE_ANSWERS)
def test_without_a_text_the_answer_is_all_there_is(answer):
    """Summary, description and fields, none of them empty."""
    tree = _tree(place([], text_lines(answer), fields(answer, _reference), []))
    found = _taken_apart(tree, _names(answer))
    assert _as_wanted(found, answer) == _wanted(answer)
    assert tree.astext().strip() == ""


@settings(max_examples=2 * EXAMPLES, deadline=None, derandomize=True, database=None)
@given(human=DOCSTRINGS, answer=WHOLE_ANSWERS)
def test_a_class_without_a_text_and_its_constructor_with_one(human, answer):
    """A generated text above a person's does not run into it."""
    lines = _lines(human, "plain")
    placed = place(lines, text_lines(answer), fields(answer, _reference), [])
    alone, together = _tree(lines), _tree(placed)
    _taken_apart(together, _names(answer))
    assert _shape(together) == _shape(alone)
