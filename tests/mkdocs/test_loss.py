"""The net: what would not leave a person's words as they are is shown as without aidoc, told once, the rest filled."""

from __future__ import annotations

import pytest

from tests.mkdocs.project import Project

SOURCE = '''
"""By hand: a module."""


def partial(a, b, c=0):
    """By hand: the first of all.

    Args:
        a: By hand: the a.
        b: By hand: the b.
    """
    return a, b, c


def other(a, b):
    """By hand: another.

    Args:
        a: By hand: its a.
    """
    return a, b


def bare(a):
    return a
'''
EXTENSION = '''
import copy
import griffe


class Section(griffe.DocstringSectionParameters):
    """Its items do not survive that others join them."""

    def __copy__(self):
        return Section([])

    @property
    def value(self):
        return self._items

    @value.setter
    def value(self, items):
        self._items = items if not items or len(items) < 3 else {kept}


class Hostile(griffe.Extension):
    def on_function_instance(self, *, func, **kwargs):
        if func.name == "partial":
            sections = func.docstring.parsed
            sections[1] = Section(sections[1].value)
'''


@pytest.mark.parametrize("mark", ["badge", "both"])
@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("items[1:]", "'a' in its hand-written part would be lost or moved"),
        ("[items[0], *items]", "'By' would be shown twice"),
        ("items[::-1]", "'b' in its hand-written part would be lost or moved"),
    ],
    ids=["dropped", "doubled", "turned round"],
)
def test_a_section_that_cannot_be_joined_is_left_as_it_is(project: Project, kept: str, told: str, mark: str) -> None:
    """The object is what it is without aidoc, one warning asks to report it, and the others are filled."""
    project.write(
        {
            "src/small/faulty.py": SOURCE,
            "docs/index.md": "# Page\n\n::: small.faulty\n\n::: small.faulty.other\n",
            "hostile.py": EXTENSION.format(kept=kept),
        }
    )
    project.extensions = ["hostile.py"]
    project.options |= {"show_if_no_docstring": True}
    plain, filled = project.build(plugin=False), project.build(aidoc={"mark": mark})
    name = "small.faulty.partial"
    assert (plain.error, filled.error, filled.changed) == (None, None, [])
    assert filled.object(name) == plain.object(name)
    assert [line for line in filled.logged if line not in plain.logged] == [
        f"WARNING aidoc: src/small/faulty.py:5: The answer for {name} is not shown: {told}. "
        "This is a fault of aidoc, please report it."
    ]
    assert filled.outcomes[name] == "skipped"
    assert {"small.faulty.other", "small.faulty.bare"} <= filled.filled()
    again = project.build(aidoc={"mark": mark})
    assert again.asked == []
    assert again.object(name) == plain.object(name)
