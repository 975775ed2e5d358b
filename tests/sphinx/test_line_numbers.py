"""What Sphinx says of people's docstrings names the same lines with aidoc as without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_aidoc.line_numbers import LineNumbers
from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CODE = '''\
"""Said by hand: *the module."""


def rest(a: int, b: int) -> int:
    """Add, said by hand.

    :param a: The first.

    See :func:`nowhere`, and *this.

    Unknown |one| here.
    """
    return a


def google(a: int, b: int) -> int:
    """Add, said by hand.

    Args:
        a: The *first.

    See *this.

    See :class:`Nothing`.
    """
    return a


def numpy(a: int, b: int) -> int:
    """Add, said by hand.

    Parameters
    ----------
    a : int
        The *first.

    Notes
    -----
    See :class:`Nothing` and *that.
    """
    return a


class Both:
    """A class, said by hand.

    See *this.
    """

    def __init__(self, a: int, b: int) -> None:
        """Begin, said by hand.

        :param a: The first.

        See *that, and :meth:`nowhere`.
        """

    def turn(self, a: int) -> int:
        """Turn *it."""
        return a
'''
SITES: dict[str, tuple[list[str], dict[str, Any]]] = {
    "plain": ([], {}),
    "napoleon": (["sphinx.ext.napoleon"], {}),
    "grouped": (["sphinx.ext.napoleon"], {"napoleon_use_param": False, "napoleon_use_rtype": False}),
    "both": ([], {"autoclass_content": "both"}),
    "init": ([], {"autoclass_content": "init"}),
    "older": (["sphinx.ext.napoleon"], {"autodoc_use_legacy_class_based": True, "autoclass_content": "both"}),
    "typehints": (["sphinx.ext.napoleon", "sphinx_autodoc_typehints"], {}),
}


def _built(tmp_path: Path, azure: LocalAzure, kind: str, readers: int) -> tuple[list[str], list[str]]:
    extensions, conf = SITES[kind]
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = {[*extensions, 'sphinx_aidoc']}\n"
    page = "Top\n===\n\n.. automodule:: said\n   :members:\n   :undoc-members:\n"
    files = {
        "docs/conf.py": top,
        "docs/index.rst": page,
        "docs/other.rst": ":orphan:\n\nOther\n=====\n",
        "src/said.py": CODE,
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build(aidoc_enabled="0", nitpicky=True, readers=readers, **conf)
    filled = project.build(aidoc_enabled="1", fresh=True, nitpicky=True, readers=readers, **conf)
    assert {"said.rest", "said.google", "said.Both.turn"} <= set(filled.filled())
    return plain.warnings, filled.warnings


@pytest.mark.parametrize("kind", SITES)
def test_warnings_keep_their_lines(tmp_path: Path, azure: LocalAzure, kind: str) -> None:
    """Of docutils, and of references that are not found."""
    plain, filled = _built(tmp_path, azure, kind, readers=1)
    assert len(plain) > 5
    assert sorted(filled) == sorted(plain)


def test_readers_keep_them(tmp_path: Path, azure: LocalAzure) -> None:
    """With `-j`, too."""
    plain, filled = _built(tmp_path, azure, "napoleon", readers=2)
    assert sorted(filled) == sorted(plain)


LINES = st.lists(st.sampled_from(["", "a", "b", ":param a: x"]), max_size=8)


@given(human=LINES, added=LINES, at=st.integers(0, 8), after=LINES)
def test_each_line_is_that_of_the_person(human: list[str], added: list[str], at: int, after: list[str]) -> None:
    """Wherever lines are added, numbers stay in order, and lines with the same text have their own."""
    numbers = LineNumbers()
    shown = [*human[:at], *(f"{line}!" for line in added), *human[at:]]
    numbers.add("one", shown, human)
    numbers.add("one", after)
    place = "file.py:docstring of one"
    found = [numbers._line(place, number + 1) - 1 for number in range(len(shown))]
    assert found == sorted(found)
    assert [line for line, number in zip(shown, found, strict=True) if human and not line.endswith("!")] == human
    assert [number for line, number in zip(shown, found, strict=True) if not line.endswith("!")] == list(
        range(len(human))
    )


AROUND = """

def around(app, what, name, obj, options, lines):
    lines[:0] = ["Before, by the house.", ""]
    lines += ["", "After, by the house.", ""]


def setup(app):
    app.connect("autodoc-process-docstring", around, priority={})
"""


@pytest.mark.parametrize("priority", [1, 500, 900])
def test_a_handler_that_adds_at_both_ends(tmp_path: Path, azure: LocalAzure, priority: int) -> None:
    """Lines are those of the page without aidoc; a value without words gets none of what the handler adds."""
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = ['sphinx.ext.autodoc', 'sphinx_aidoc']\n"
    page = "Top\n===\n\n.. automodule:: said\n   :members:\n   :undoc-members:\n"
    code = f"{CODE}\n\nclass Room:\n    size: int = 1\n"
    files = {"docs/conf.py": top + AROUND.format(priority), "docs/index.rst": page, "src/said.py": code}
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build(aidoc_enabled="0", nitpicky=True)
    filled = project.build(fresh=True, nitpicky=True)
    assert len(plain.warnings) > 5
    assert sorted(filled.warnings) == sorted(plain.warnings)
    assert "said.Room.size" in filled.filled()
    assert filled.text().count("Before, by the house.") == plain.text().count("Before, by the house.")


ENDS = {
    "field": "",
    "paragraph": "Ends in words.",
    "two": "Ends in words.\n\nAnd more words\nin two lines.",
    "doctest": ">>> knock()\n1",
    "code": "Like this::\n\n    knock()",
    "bullets": "* One.\n* Two.",
    "wrapped": "* One\n  of two lines.",
    "numbers": "1. One.\n2. Two.",
    "definition": "term\n    What it means.",
    "quote": "Words.\n\n    Quoted.",
    "note": ".. note:: Words.",
    "comment": ".. nothing",
    "substitution": "Words.\n\n.. |x| replace:: y",
    "table": "= =\na b\n= =\n1 2\n= =",
    "grid": "+---+\n| a |\n+---+",
    "lines": "| One.\n| Two.",
    "option": "-a  An option.",
    "fields": ":raises Nix3: Never.",
    "rubric": ".. rubric:: End",
    "dash": "Words - and\n-- more words.",
    "role": ":class:`Nowhere` begins it.",
    "footnote": "See [1]_.\n\n.. [1] Words.",
    "rule": "Words.\n\n----\n\nMore.",
    "target": "A link_.\n\n.. _link: https://example.com",
}


def _ending(name: str, text: str, fields: str) -> str:
    lines = ["Said by hand.", "", *fields.splitlines(), "", *text.splitlines()]
    body = "\n".join(f"        {line}" if line else "" for line in lines).strip()
    return f'    def {name}(self, a, b):\n        r"""{body}\n        """\n        return a\n'


@pytest.mark.parametrize("hints", ["signature", "description"])
def test_references_in_fields_keep_their_place(tmp_path: Path, azure: LocalAzure, hints: str) -> None:
    """Sphinx tells them at the docstring or at the document, as it ends; generated text behind it changes nothing."""
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = ['sphinx_aidoc']\n"
    page = "Top\n===\n\n.. automodule:: said\n   :members:\n"
    ends = [_ending(name, text, ":param Nix a: One.\n:rtype: Nix2") for name, text in ENDS.items()]
    classes = [
        f'class C{name}:\n    """Said by hand.\n\n    :param Nix4 a: One.\n\n    Ends in words.\n    """\n\n'
        f"    def __init__(self, a, b): ...\n\n    def more(self, c):\n{doc}        return c\n"
        for name, doc in {"bare": "", "full": '        """By hand."""\n'}.items()
    ]
    code = '"""By hand."""\n\n\nclass All:\n    """All of them."""\n\n' + "\n".join([*ends, "", *classes])
    project = Project(
        tmp_path, files={"docs/conf.py": top, "docs/index.rst": page, "src/said.py": code}, azure=azure.url
    )
    plain = project.build(aidoc_enabled="0", nitpicky=True, autodoc_typehints=hints)
    filled = project.build(fresh=True, nitpicky=True, autodoc_typehints=hints)
    assert {"said.All.paragraph", "said.Cbare.more"} <= set(filled.filled())
    assert any(":docstring of said.All.paragraph::" in line for line in plain.warnings)
    assert sorted(filled.warnings) == sorted(plain.warnings)


LISTED = '''\
"""By hand."""


class Full:
    """Said by hand.

    Attributes
    ----------
    size : int
        By hand: the size.
    width

    See Also
    --------
    nowhere : By hand.

    Notes
    -----
    See *this.

    .. py:function:: twice
    """

    size: int = 1
    width: int = 2
    more: float = 3.0

    def __init__(self, a, b): ...

    def turn(self, by):
        return by

    def stop(self):
        """Stop, by hand."""

    def twice(self):
        """By hand.

        .. py:function:: twice
        """


class Half(Full):
    """Said by hand."""

    def stop(self):
        """Stop :class:`this`, by hand."""
'''


@pytest.mark.parametrize("shown", ["   :undoc-members:\n", ""])
def test_tables_of_numpydoc_keep_their_lines(tmp_path: Path, azure: LocalAzure, shown: str) -> None:
    """Whoever tells something of them: autosummary, the Python domain, or who looks for references."""
    top = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = ['numpydoc', 'sphinx_aidoc']\n"
    page = f"Top\n===\n\n.. automodule:: said\n   :members:\n{shown}"
    project = Project(
        tmp_path, files={"docs/conf.py": top, "docs/index.rst": page, "src/said.py": LISTED}, azure=azure.url
    )
    plain = project.build(aidoc_enabled="0", nitpicky=True)
    filled = project.build(fresh=True, nitpicky=True)
    assert "said.Full" in filled.filled()
    assert any("stub file not found" in line for line in plain.warnings)
    assert any("duplicate object" in line for line in plain.warnings)
    assert [one for one in sorted(filled.warnings) if one not in plain.warnings] == []
