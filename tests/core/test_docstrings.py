"""People's docstrings in every style and in none: what they describe is not asked for, and one style is judged."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

import griffe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.code.docstrings import decided, described_names, read_docstring
from aidoc_core.code.field_lists import names_in
from tests.laws import law

if TYPE_CHECKING:
    from aidoc_core.code.objects import Documented

CLASS = griffe.Class("Shop")


def read(text: str) -> Documented:
    return read_docstring(text, CLASS)


RAISES = {
    ":raises ValueError: If odd.": {"ValueError"},
    ":raise ValueError: If odd.": {"ValueError"},
    ":except ValueError: If odd.": {"ValueError"},
    ":exception ValueError: If odd.": {"ValueError"},
    ":raises ~errors.NotFound: If not there.": {"NotFound"},
    ":raises !errors.NotFound: If not there.": {"NotFound"},
    ":raises :class:`errors.NotFound`: If not there.": {"NotFound"},
    ":raises :py:exc:`~errors.NotFound`: If not there.": {"NotFound"},
    ":raises `NotFound`: If not there.": {"NotFound"},
    ":raises ValueError, KeyError: If odd.": {"ValueError", "KeyError"},
    ":raises ValueError or KeyError: If odd.": {"ValueError", "KeyError"},
    ":raises ValueError | KeyError: If odd.": {"ValueError", "KeyError"},
    ":raises (ValueError, KeyError): If odd.": {"ValueError", "KeyError"},
    ":raises: `.NotFound` -- if not there.": {"NotFound"},
    ":raises: ``IOError`` -- if not there.": {"IOError"},
    ":raises: ``IOError``, `.NotFound` -- if not there.": {"IOError", "NotFound"},
    ":raises: `.NotFound` --\n    if not there.": {"NotFound"},
    ":raises:\n    `.NotFound` -- if not there.": {"NotFound"},
    ":raises:\n    `.NotFound` -- if it is\n    gone": {"NotFound"},
    ":raises: `.NotFound` -- if it is\n    gone": {"NotFound"},
    ":raises:\n    - `.NotFound` -- if not there.\n    - KeyError: if odd.": {"NotFound", "KeyError"},
    ":raises: NotFound in case of doubt.": {"NotFound"},
    ":raises: ValueError if odd.": {"ValueError"},
    ":raises: :exc:`ValueError`: if odd.": {"ValueError"},
    ":raises: If it is odd, :exc:`ValueError` is raised.": {"ValueError"},
    ":Raises:\n    ValueError\n        If odd.\n    KeyError\n        If even.": {"ValueError", "KeyError"},
    ":Exceptions:\n    - `ValueError`: If odd.": {"ValueError"},
    "@raise ValueError: If odd.": {"ValueError"},
    "@raises errors.NotFound: If not there.": {"NotFound"},
    "@exception ValueError: If odd.": {"ValueError"},
    "@raise L{NotFound}: If not there.": {"NotFound"},
    "Raises:\n    ValueError, KeyError: If odd.": {"ValueError", "KeyError"},
    "Raises:\n    :class:`errors.NotFound`: If not there.": {"NotFound"},
    "Raises:\n    - ValueError: If odd.\n    - KeyError: If even.": {"ValueError", "KeyError"},
    "Raises:\n    ValueError if odd.": {"ValueError"},
    "Raises\n------\nValueError, KeyError\n    If odd.": {"ValueError", "KeyError"},
    "Raises\n------\n:class:`NotFound`\n    If not there.": {"NotFound"},
    "**Raises**\n\n- `ValueError`: If odd.": {"ValueError"},
    "## Raises\n\n| Error | When |\n|---|---|\n| `ValueError` | odd |": {"ValueError", "Error"},
}
PARAMETERS = {
    ":param x: An x.": {"x"},
    ":param str x: An x.": {"x"},
    ":param str | None x: An x.": {"x"},
    ":param dict[str, int] x: An x.": {"x"},
    ":param Callable[[int], str] x: An x.": {"x"},
    r":param \*args: All.": {"args"},
    r":param \*\*kwargs: All.": {"kwargs"},
    ":param *args: All.": {"args"},
    ":param x, y: Both.": {"x", "y"},
    ":arg x: An x.": {"x"},
    ":argument x: An x.": {"x"},
    ":key x: An x.": {"x"},
    ":keyword x: An x.": {"x"},
    ":parameter x: An x.": {"x"},
    ":param x:\n    An x.\n:param y:\n\n    A y.": {"x", "y"},
    ":Parameters:\n    - `x`: An x.\n    - `y` (int): A y.": {"x", "y"},
    ":Parameters:\n    x : int\n        An x.\n    y\n        A y.": {"x", "y"},
    ":Parameters: * **x** (*int*) -- An x.\n             * **y** -- A y.": {"x", "y"},
    ":Keyword Arguments:\n    * *x* (``int``) -- An x.": {"x"},
    "@param x: An x.": {"x"},
    "@param x: An x.\n    It is odd: yes.\n@param y: A y.": {"x", "y"},
    "@keyword x: An x.": {"x"},
    "@arg x: An x.": {"x"},
    "@kwarg x: An x.": {"x"},
    "@param *args: All.": {"args"},
    "Args:\n    x: An x.\n    y (int): A y.": {"x", "y"},
    "Args:\n    x, y: Both.": {"x", "y"},
    "Args:\n    **kwargs: All.": {"kwargs"},
    "Args:\n    - x: An x.\n    - `y` (int): A y.": {"x", "y"},
    "Args:\n    * **x** - An x.\n    * **y** - A y.": {"x", "y"},
    "Args:\n    x - An x.\n    y - A y.": {"x", "y"},
    "Parameters\n----------\nx, y : int\n    Both.": {"x", "y"},
    "Parameters\n----------\nx: int\n    An x.": {"x"},
    "Parameters\n----------\n*args, **kwargs\n    All.": {"args", "kwargs"},
    "Parameters\n----------\n`x` : int\n    An x.": {"x"},
    "**Args:**\n\n- `x`: An x.\n- **y**: A y.": {"x", "y"},
    "### Parameters\n\n* x -- An x.\n* y -- A y.": {"x", "y"},
    "# Arguments\n    x: An x.\n    y: A y.": {"x", "y"},
    "Parameters\n==========\n\nx : int\n    An x.": {"x"},
    "## Arguments\n\n| Name | What |\n| --- | --- |\n| `x` | An x. |\n| y | A y. |": {"x", "y", "Name"},
}
RESULTS = {
    ":returns: A thing.": (True, False),
    ":return: A thing.": (True, False),
    ":Returns: A thing.": (True, False),
    ":returns dict: A thing.": (True, False),
    ":returns:\n    A thing.": (True, False),
    ":yields: Things.": (False, True),
    "@return: A thing.": (True, False),
    "@returns: A thing.": (True, False),
    ":rtype: int": (False, False),
    "@rtype: int": (False, False),
    "**Returns:**\n\nA thing.": (True, False),
    "### Yields\n\nThings.": (False, True),
    "## Returns\n\n## Notes\n\nSome.": (False, False),
    "It returns: nothing.": (False, False),
    "Mail to me@return: it comes back.": (False, False),
}


@pytest.mark.parametrize("text", RAISES)
def test_exceptions_that_somebody_has_described(text: str) -> None:
    """Behind the field's word, in its text, in lists, with roles: what is named is described."""
    assert read(f"Do.\n\n{text}").raises == RAISES[text]


@pytest.mark.parametrize("text", PARAMETERS)
def test_parameters_that_somebody_has_described(text: str) -> None:
    """In fields with types, in lists of all kinds, below headings that no style has."""
    assert read(f"Do.\n\n{text}").parameters == PARAMETERS[text]
    assert described_names(f"Do.\n\n{text}") == PARAMETERS[text]


@pytest.mark.parametrize("text", RESULTS)
def test_results_that_somebody_has_described(text: str) -> None:
    """A type alone describes nothing, nor does prose that looks like a field."""
    documented = read(f"Do.\n\n{text}")
    assert (documented.returns, documented.yields) == RESULTS[text]


@pytest.mark.parametrize(
    "text", [":ivar int x: An x.", "@ivar x: An x.", "@cvar x: An x.", "@var x: An x.", ":Variables:\n    - `x`: An x."]
)
def test_attributes_that_somebody_has_described(text: str) -> None:
    """Fields of a class, in either kind of field list."""
    assert read(f"Shop.\n\n{text}").attributes == {"x"}
    assert described_names(f"Shop.\n\n{text}") == {"x"}


EPYTEXT = """Do it.

@param x: An x, which
    is odd.
@type x: C{int}
@note: Careful.
@return: A thing.
@raise KeyError: If odd.
"""


def test_epytext_is_a_style() -> None:
    """Its fields are entries with text and type, and what is left is prose."""
    reading = decided(EPYTEXT)
    assert reading.style == "epytext"
    assert reading.prose == "Do it.\n\n@note: Careful."
    assert [(entry.field, entry.names, entry.text, entry.type) for entry in reading.entries] == [
        ("parameters", ("x",), "An x, which\nis odd.", "C{int}"),
        ("returns", (), "A thing.", ""),
        ("raises", ("KeyError",), "If odd.", ""),
    ]


def test_one_style_a_docstring() -> None:
    """What another style makes of the same lines is described, but said by nobody."""
    text = "Do it.\n\nArgs:\n    x: An x.\n    y: A y.\n\n:param z: In another style.\n"
    assert [entry.names for entry in decided(text).entries] == [("x",), ("y",)]
    assert read(text).parameters == {"x", "y", "z"}


def test_what_stands_inside_an_entry_is_nested() -> None:
    """A list of options below a parameter describes no parameters of the function."""
    text = ":param options: Any of\n\n    :param size: How large.\n\n:param x: An x.\n"
    assert [(entry.names, entry.nested) for entry in decided(text).entries] == [
        (("options",), False),
        (("size",), True),
        (("x",), False),
    ]


NAMES = st.lists(
    st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(
        lambda name: not keyword.iskeyword(name) and name not in ("or", "and")
    ),
    min_size=1,
    max_size=5,
    unique=True,
)
FORMS = [
    ("", ":param {}: Text."), ("", ":param str {}: Text."), ("", "@param {}: Text."), ("", ":keyword {}: Text."),
    ("Args:", "    {}: Text."), ("Args:", "    {} (int): Text."), ("Args:", "    - `{}`: Text."),
    ("**Arguments**\n", "- **{}** -- Text."), ("Parameters\n----------", "{} : int\n    Text."),
    (":Parameters:", "    - `{}`: Text."), ("## Parameters\n", "| `{}` | Text. |"),
]  # fmt: skip


@law(500)
@given(names=NAMES, form=st.sampled_from(FORMS))
def test_every_form_describes_what_it_names(names: list[str], form: tuple[str, str]) -> None:
    """Whatever the names and the form of the list, each name is described and no other."""
    heading, entry = form
    text = "\n".join(["Do.", "", heading, *(entry.format(name) for name in names)]).strip()
    assert read(text).parameters == set(names)


@law(500)
@given(st.text(alphabet="ab_.,:`*~!|@-#()[]{}<> \n\\érwx1", max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text is too odd, and names are names."""
    read(text)
    for entry in decided(text).entries:
        assert all(part.isidentifier() for name in entry.names for part in name.split("."))
    assert all(part.isidentifier() for name in names_in(text) for part in name.split("."))


def test_entries_that_stand_alone_on_their_lines() -> None:
    """Google style as jsonschema has it: an empty line below the heading, and below each name."""
    text = (
        "Find a class.\n\nArguments:\n\n    schema (dict or bool):\n\n        The schema.\n\n    default:\n\n"
        "        What is given back.\n\n        Note:\n            Not always.\n\n    raises:\n\n        An error.\n\n"
        "Raises:\n\n    KeyError:\n\n        If there is none.\n\nNotes:\n\n    None.\n"
    )
    read = read_docstring(text, griffe.Function("f"))
    assert read.parameters >= {"schema", "default", "raises"}
    assert "KeyError" in read.raises
    assert not read.returns


@pytest.mark.parametrize(
    "text",
    [
        "Do it.\n\nArgs:\n    x (\ud800): One.",
        "Do it.\n\nParameters\n----------\nx : \ud800\n    One.",
        "Do it.\n\nReturns:\n    \ud800: One.",
        "Do it.\n\nReturns\n-------\n\ud800\n    One.",
    ],
)
def test_half_a_character_in_a_type(text: str) -> None:
    """A style whose types cannot be parsed is not read; the docstring counts all the same."""
    assert read(text).summary
    assert decided(text).prose.startswith("Do it.")


def test_half_a_character_in_a_type_of_a_field() -> None:
    """The styles that Griffe does not read are read all the same."""
    assert decided(":param \ud800 x: One.").entries[0].names == ("x",)
