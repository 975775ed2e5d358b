"""The net: what would not leave a person's words as they are is shown as without aidoc, told once, the rest filled."""

from __future__ import annotations

import pytest

from tests.mkdocs.project import Built, Project

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


HOOK = """
def on_page_markdown(markdown, page, config, files):
    members = config.plugins["mkdocstrings"].handlers.get_handler("python")._modules_collection["small.faulty"].members
    {does}
"""
STRAY = """

class Case:
    def lift(self, a):
        return a


def left(a):
    return a
"""


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("members['left'].docstring = members['bare'].docstring", "small.faulty.left would appear"),
        ("members['Case'].members['lift'].docstring = members['bare'].docstring", "small.faulty.Case would appear"),
        (
            "members['bare'].docstring.human = members['other'].docstring.human; members['bare'].docstring.__class__ = type"
            "('Falsy', (type(members['bare'].docstring),), {'__bool__': lambda self: self._unfilled})",
            "small.faulty.bare would disappear",
        ),
    ],
    ids=["function", "class", "disappears"],
)
def test_the_set_of_objects_is_that_of_the_site_without_aidoc(project: Project, does: str, told: str) -> None:
    """What only another's mistake would show or hide stays as it is, with its anchor, and is told once."""
    project.write({"src/small/faulty.py": SOURCE + STRAY, "docs/index.md": "# Page\n\n::: small.faulty\n"})
    project.write({"hooks.py": HOOK.format(does=does)})
    plain = project.build(plugin=False)
    anchors = _anchors(plain)
    exclude = {"exclude": ["small.faulty.left", "small.faulty.Case*"]}
    filled = project.build(aidoc=exclude, hooks=["hooks.py"])
    assert filled.error is None
    name = told.split(maxsplit=1)[0]
    line = {"left": 33, "Case": 28, "bare": 24}[name.rpartition(".")[2]]
    assert [one for one in filled.logged if one not in plain.logged] == [
        f"WARNING aidoc: src/small/faulty.py:{line}: {told}, and is left as it is. "
        "This is a fault of aidoc, please report it."
    ]
    assert _anchors(filled) - anchors == {"small.faulty.bare"}
    assert anchors <= _anchors(filled)


def _anchors(built: Built) -> set[str]:
    return {str(one["id"]) for one in built.soup().select("[id^=small]")}


@pytest.mark.parametrize("reveal", [True, False])
def test_what_reveal_lets_appear_is_no_fault(project: Project, *, reveal: bool) -> None:
    """Classes appear with what was filled in them, at any depth; without the option nothing does."""
    project.write({"src/small/faulty.py": SOURCE + STRAY, "docs/index.md": "# Page\n\n::: small.faulty\n"})
    filled = project.build(aidoc={"reveal": reveal, "exclude": ["small.faulty.Case"]})
    assert (filled.error, [one for one in filled.logged if "aidoc" in one]) == (None, [])
    anchors = {one.removeprefix("small.faulty") for one in _anchors(filled)}
    assert ({".Case", ".Case.lift", ".left", ".bare"} <= anchors) == reveal
    assert not ({".Case", ".left"} & anchors) or reveal
