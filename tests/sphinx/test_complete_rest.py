"""Laws of completing for autodoc: a person's lines and what docutils makes of them stay; the answer's fields are added.

The lines go through napoleon or numpydoc first, with the options that change what they write.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from hypothesis import assume, example, given
from numpydoc.docscrape_sphinx import get_doc_object
from sphinx.ext.napoleon import Config, GoogleDocstring, NumpyDocstring
from sphinx.util.docstrings import prepare_docstring

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.render.loss import first_loss
from sphinx_aidoc.placing import Fields, fields, place, text_lines
from tests.keeping import field_names, named_fields, shape, taken_apart, tree_of, wanted_fields
from tests.laws import law
from tests.texts import ANSWERS, DOCSTRINGS, MARK, WHOLE_ANSWERS

EXAMPLES = 40
"""Of each set-up; docutils takes its time."""
TAIL = ["..", "    !! processed by numpydoc !!"]


def _google(lines: list[str], **options) -> list[str]:
    settings: Any = Config(**options)
    return GoogleDocstring(lines, settings, what="class").lines()


def _numpy(lines: list[str], **options) -> list[str]:
    settings: Any = Config(**options)
    return NumpyDocstring(lines, settings, what="class").lines()


def _numpydoc(lines: list[str]) -> list[str]:
    def f(*args, **kwargs):
        """Its own text is not asked for."""

    made = get_doc_object(f, what="function", doc="\n".join(lines), config={"show_class_members": False})
    return [*str(made).split("\n"), *TAIL]


SOME = Answer(parameters=(Described(name="b", description=f"{MARK} it"),), returns=f"{MARK} that")
STYLES: dict[str, Callable[[list[str]], list[str]]] = {
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
        del vars(directives)["_directives"][name]


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


def _reference(name: str) -> str:
    return name.replace("_", "\\_")


@pytest.mark.parametrize("style", STYLES)
@law(EXAMPLES)
@given(human=DOCSTRINGS, answer=ANSWERS)
@example(human="Do it.\n\nUsage::", answer=SOME)
@example(human="Do it.\n\nUsage::\n\n:param a: A.\n:param c: C.", answer=SOME)
@example(human="Do it.\n\n:param a: A.\nGlued to it.", answer=SOME)
@example(human="\n\n Args:\n\n     a: A.", answer=Answer(raises=(Described(name="a", description=""),)))
def test_a_persons_lines_and_tree_stay_and_exactly_the_answer_is_added(style, human, answer):
    """Byte for byte, in order; docutils reads in them what it read before; beside them the answer's fields."""
    lines = _lines(human, style)
    # numpydoc's closing comment, behind `::`, is shown as code; with something between it is a comment again.
    written = [line for line in lines if line.strip() and line not in TAIL]
    assume(style != "numpydoc" or not written or not written[-1].endswith("::"))
    added = fields(answer, _reference)
    placed = place(lines, [], added, [])
    rest = iter(placed)
    assert all(any(line == out for out in rest) for line in lines if line.strip())
    assert first_loss(lines, placed, added.texts, markup=added.markup) is None
    with contextlib.suppress(RecursionError):
        alone, together = tree_of(lines), tree_of(placed)
        found = taken_apart(together, field_names(answer))
        assert shape(together) == shape(alone)
        assert named_fields(found, answer) == wanted_fields(answer)


@law(2 * EXAMPLES)
@given(answer=WHOLE_ANSWERS)
def test_without_a_text_the_answer_is_all_there_is(answer):
    """Summary, description and fields, none of them empty."""
    tree = tree_of(place([], text_lines(answer), fields(answer, _reference), []))
    found = taken_apart(tree, field_names(answer))
    assert named_fields(found, answer) == wanted_fields(answer)
    assert tree.astext().strip() == ""


@law(2 * EXAMPLES)
@given(human=DOCSTRINGS, answer=WHOLE_ANSWERS)
@example(human="- a list", answer=Answer(summary=f"{MARK} Do.", description=f"- {MARK} one"))
@example(human="1. a list", answer=Answer(summary=f"{MARK} Do.", description=f"1. {MARK} one"))
def test_a_class_without_a_text_and_its_constructor_with_one(human, answer):
    """A generated text above a person's does not run into it."""
    lines = _lines(human, "plain")
    placed = place(lines, text_lines(answer), fields(answer, _reference), [])
    alone, together = tree_of(lines), tree_of(placed)
    parts = tree_of(place(lines, text_lines(answer), Fields(), [])).findall(nodes.Element)
    for found in (part for part in parts if isinstance(part, nodes.Sequential)):
        assert len({MARK in item.astext() for item in found.children if isinstance(item, nodes.list_item)}) < 2
    taken_apart(together, field_names(answer))
    assert shape(together) == shape(alone)
