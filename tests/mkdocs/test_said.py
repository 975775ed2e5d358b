"""People's words in code on a MkDocs site: shown as theirs, free of charge, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

CODE = '''\
"""A boiler."""

from dataclasses import dataclass, field
from typing import Annotated

import typer
from pydantic import BaseModel, Field
from typing_extensions import Doc


class Boiler(BaseModel):
    """Heats water."""

    pressure: float = Field(1.2, description="By hand: pressure in `bar`, see [gauge][boiler.Valve].")
    name: Annotated[str, Field(description="By hand: the label.")] = ""
    hidden: str = Field("", description="By hand: hidden.")  # aidoc: skip
    age: int = 0


@dataclass
class Valve:
    """Opens and closes."""

    width: float = field(default=1.0, metadata={"doc": "By hand: width.\\n\\n- first *point*\\n- second"})


def heat(
    degrees: float,
    seconds: Annotated[int, Doc("By hand: how long.")],
    loud: bool = typer.Option(False, help="By hand: with a whistle."),
) -> Annotated[bool, Doc("By hand: whether it is hot.")]:
    return seconds > 0


def cool(seconds: Annotated[int, Doc("By hand: how long to wait.")], degrees: float = 1) -> None:
    """Cool down.

    Args:
        degrees: By how much.
    """
'''
WORDS = [
    "By hand: pressure in bar, see gauge.",
    "By hand: the label.",
    "By hand: width.",
    "By hand: how long.",
    "By hand: with a whistle.",
    "By hand: whether it is hot.",
    "By hand: how long to wait.",
]
HUMAN = [
    *("boiler", "boiler.Boiler", "boiler.Boiler.name", "boiler.Boiler.pressure"),
    *("boiler.Valve", "boiler.Valve.width", "boiler.cool"),
]


@pytest.fixture
def boiler(project: Project) -> Project:
    """A site that shows a module whose people say much, and little of it in docstrings."""
    project.write({"src/boiler.py": CODE, "docs/index.md": "# Boiler\n\n::: boiler\n"})
    project.options |= {"docstring_section_style": "list"}
    return project


def _count(built: Built) -> list[int]:
    """How often each stands on the page, values in headings and annotations left out."""
    soup = built.soup()
    for code in soup.select(".doc-heading, li.doc-section-item > code, nav"):
        code.decompose()
    text = " ".join(soup.get_text().split()).replace(" ,", ",")
    return [text.count(words) for words in WORDS]


def test_they_are_shown_as_what_they_are(boiler: Project) -> None:
    """Each once, as the site's Markdown, without a mark; only what nobody says is asked for."""
    built = boiler.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert _count(built) == [1] * len(WORDS)
    assert built.asked == ["boiler.Boiler.age", "boiler.heat"]
    assert sorted(path for path, outcome in built.outcomes.items() if outcome == "human") == HUMAN
    pressure = built.object("boiler.Boiler.pressure")
    assert [code.text for code in pressure.select("p code")] == ["bar"]
    assert pressure.find("a", href="#boiler.Valve") is not None
    assert len(built.object("boiler.Valve.width").select("li em")) == 1
    assert [one.select(".aidoc-badge") for one in (pressure, built.object("boiler.cool"))] == [[], []]
    assert "By hand: hidden." not in built.text()
    assert built.report["coverage"]["before"]["documented"] == len(HUMAN)


def test_parts_of_one_docstring(boiler: Project) -> None:
    """Parameters stand in the order of the signature, whoever describes them; the mark tells what was added."""
    heat = boiler.build().object("boiler.heat")
    rows = [row.get_text(" ", strip=True) for row in heat.select("li.doc-section-item")]
    assert [row.split()[0] for row in rows[:3]] == ["degrees", "seconds", "loud"]
    assert "By hand" not in rows[0]
    badge = heat.select_one(".aidoc-badge")
    assert badge is not None
    assert badge.get_text().startswith("Completed (summary, degrees)")


def test_nothing_is_needed_to_show_them(boiler: Project) -> None:
    """Offline, with an empty cache, or where only reviewed answers are shown, people's words are there all the same."""
    for options in ({"offline": True, "on_miss": "ignore"}, {"require_review": True, "on_miss": "ignore"}):
        built = boiler.build(aidoc=options)
        assert (built.error, built.logged, built.requests) == (None, [], [])
        assert _count(built) == [1] * len(WORDS)
        assert built.soup().select(".aidoc-badge") == []
        assert built.outcomes["boiler.heat"] == "missed"


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"show_descriptions": False}, []),
        ({"exclude": ["boiler.Boiler.*", "boiler.heat"]}, [2, 6]),
        ({"kinds": ["field"]}, [0, 1, 2]),
        ({"enrich": False}, [0, 1, 2, 3, 4, 5]),
        ({"reveal": False}, [6]),
        ({"enabled": False}, []),
    ],
)
def test_options_decide_where(boiler: Project, options: dict[str, object], left: list[int]) -> None:
    """They appear where we may fill; and nowhere is anything asked that somebody has said."""
    boiler.options |= {"show_if_no_docstring": False}
    built = boiler.build(aidoc=options)
    assert (built.error, built.logged) == (None, [])
    assert [place for place, count in enumerate(_count(built)) if count] == left
    assert not {"boiler.Boiler.pressure", "boiler.Boiler.name", "boiler.Valve.width", "boiler.cool"} & set(built.asked)


def test_extensions_that_show_them_already(boiler: Project) -> None:
    """griffe-pydantic and griffe-typingdoc put them on the page: nothing is doubled, and nothing more is asked."""
    boiler.extensions = ["griffe_pydantic", "griffe_typingdoc"]
    built = boiler.build()
    assert (built.error, built.logged) == (None, [])
    assert _count(built) == [1] * len(WORDS)
    assert built.asked == ["boiler.Boiler.age", "boiler.heat"]


ELSEWHERE = '''\
"""A shed, described beside its definitions."""

from typing import overload


class Note:
    """Holds words."""

    def __init__(self, text: str | None) -> None:
        """Take the words.

        Args:
            text: The words.
        """
        self.__doc__ = text


class Shed:
    """Keeps tools.

    .. attribute:: door

       By hand: it sticks.

    Methods:
        sweep(broom): By hand: sweeps the floor.

    """

    door = 1
    window = Note("By hand: faces south.")
    roof = Note(None)

    @property
    def size(self) -> int:
        return 1

    @size.setter
    def size(self, value: int) -> None:
        """By hand: in paces."""

    def sweep(self, broom: str) -> None:
        print(broom)

    def lock(self) -> None:
        """By hand: turn the key.

        Twice.
        """

    close = lock

    def _hook(self) -> None:
        """By hand: hook it."""

    clasp = _hook

    def _key(self) -> int:
        return 1

    key = property(_key, None, None, "By hand: under the mat.")


@overload
def lend(tool: str) -> str:
    """By hand: lend one tool."""
@overload
def lend(tool: list[str]) -> list[str]:
    """By hand: lend several."""
def lend(tool):
    return tool
'''


def test_words_that_stand_beside_a_definition(project: Project) -> None:
    """What a setter, an overload, another name, a descriptor or the docstring of the class says is not asked for."""
    project.write({"src/shed.py": ELSEWHERE, "docs/index.md": "# Shed\n\n::: shed\n"})
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert built.asked == ["shed.Shed.roof", "shed.lend"]
    sent = {one.path: one.only for request in built.requests for one in request.objects}
    assert sent == {"shed.Shed.roof": None, "shed.lend": ("parameter tool", "returns")}
    told = {"Shed.window": "faces south", "Shed.size": "in paces", "Shed.key": "under the mat"}
    told |= {"Shed.clasp": "hook it", "lend": "lend one tool"}
    for name, words in told.items():
        assert f"By hand: {words}." in built.object(f"shed.{name}").get_text()
    assert "By hand: lend several." in built.object("shed.lend").get_text()
    text = built.text()
    for words in ("it sticks", "sweeps the floor", "turn the key"):
        assert text.count(f"By hand: {words}.") == 1
    assert not {"shed.Shed.door", "shed.Shed.sweep"} & built.outcomes.keys()  # no more on the page than without aidoc


OVERLOADS = '''\
"""A shed."""

from typing import overload


@overload
def lend(tool: int) -> int:
    """By hand: lend one tool.

    Parameters
    ----------
    tool
        By hand: its number.

    Raises
    ------
    ValueError
        By hand: if it is worn.
    """
@overload
def lend(tool: str, days: int) -> str:
    """
    :param days: By hand: at most 7.
    """
def lend(tool, days=None, hidden=3):
    if not tool:
        raise ValueError
    return tool


class Box:
    """Keeps nails."""

    @overload
    def __init__(self, size: int) -> None:
        """By hand: make it.

        Args:
            size: By hand: in paces.
        """
    @overload
    def __init__(self, size: str, wide: int) -> None: ...
    def __init__(self, size, wide):
        self.size = size


@overload
def told(a: int) -> int:
    """By hand: not shown.

    :param a: By hand: not this.
    :param b: By hand: but this.
    """
@overload
def told(a: str, b: int) -> str: ...
def told(a: int, b=1):
    """By hand: words.

    Args:
        a: By hand: a number.
    """
    return a
'''


def test_what_overloads_describe(project: Project) -> None:
    """Parts that docstrings of overloads describe are a person's words, below their first paragraph, in any style."""
    project.write({"src/shed.py": OVERLOADS, "docs/index.md": "# Shed\n\n::: shed\n"})
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    sent = {one.path: one.only for request in built.requests for one in request.objects}
    assert sent == {
        "shed.lend": ("parameter hidden", "returns"), "shed.Box.__init__": ("parameter wide",), "shed.told": ("returns",),
    }  # fmt: skip
    told = [
        "lend one tool.",
        "its number.",
        "at most 7.",
        "if it is worn.",
        "make it.",
        "in paces.",
        "words.",
        "but this.",
    ]
    text = built.text()
    assert [text.count(f"By hand: {one}") for one in told] == [1] * len(told)
    assert "By hand: not" not in text


def test_an_overload_described_later_costs_nothing(project: Project) -> None:
    """What an answer says of a part that an overload describes by now gives way; the rest of the answer stays."""
    later = '\n\n    Parameters\n    ----------\n    tool\n        By hand: its number.\n    """\n'
    before = OVERLOADS.replace(
        OVERLOADS[OVERLOADS.index("\n\n    Parameters") : OVERLOADS.index("@overload\ndef lend(tool: str")], '"""\n'
    )
    project.write({"src/shed.py": before, "docs/index.md": "# Shed\n\n::: shed.lend\n"})
    first = project.build()
    assert {one.path: one.only for request in first.requests for one in request.objects} == {
        "shed.lend": ("parameter tool", "parameter hidden", "returns", "raises ValueError")
    }
    project.write({"src/shed.py": before.replace('lend one tool."""\n', f"lend one tool.{later}")})
    again = project.build()
    assert (again.error, again.logged, again.asked) == (None, [], [])
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in again.soup().select("table tr")]
    text = again.text()
    assert text.count("By hand: its number.") == 1
    assert text.count("By hand: at most 7.") == 1
    assert text.count("Completed (hidden, returns, raises ValueError)") == 1
    assert len([row for row in rows if row and row[0].startswith("tool")]) == 1


TUPLES = '''\
"""Pkg."""

from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y")
Spot = NamedTuple("Spot", [("z", int)])


class Line(NamedTuple):
    start: int
    end: int = 3
'''


def test_fields_of_named_tuples(project: Project) -> None:
    """As in Sphinx: what a class declares is a field like any other; nothing is asked of what a call makes."""
    project.options |= {"show_if_no_docstring": True}
    project.write({"src/small/tuples.py": TUPLES, "docs/index.md": "# Page\n\n::: small.tuples\n"})
    built = project.build()
    asked = sorted(one.path for request in built.requests for one in request.objects)
    assert asked == ["small.tuples.Line", "small.tuples.Line.end", "small.tuples.Line.start"]
