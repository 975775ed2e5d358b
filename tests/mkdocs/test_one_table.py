"""Parameters that are added stand in the person's own table, where the signature has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mkdocs.test_extensions import UNPACKED, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bs4 import Tag

    from tests.mkdocs.project import Built, Project

GOOGLE = '''\
"""Valves."""


class Valve:
    """A valve, by a person.

    Args:
        size: By a person: how wide.
        rate: By a person: how fast.

    Attributes:
        size: By a person: the width.
    """

    def __init__(self, size: int, depth: int, rate: int = 3) -> None:
        if not size:
            raise ValueError(size)
        self.size = size
'''
NUMPY = '''\
"""Valves."""


class Valve:
    """A valve, by a person.

    Parameters
    ----------
    size
        By a person: how wide.
    rate
        By a person: how fast.

    Attributes
    ----------
    size
        By a person: the width.
    """

    def __init__(self, size: int, depth: int, rate: int = 3) -> None:
        if not size:
            raise ValueError(size)
        self.size = size
'''
TWICE = GOOGLE.replace(
    "= 3) -> None:\n",
    '= 3) -> None:\n        """Make one, by a person.\n\n        Args:\n            size: By a person, again.\n        """\n',
)


def tables(element: Tag, title: str = "Parameters") -> list[list[str]]:
    """The names in each table below a title, row by row."""
    heads = [one for one in element.select(".doc-section-title, th") if one.get_text(strip=True).rstrip(":") == title]
    found = [one if one.name == "table" else one.find_next("table") for one in heads]
    return [[row.find("code").get_text() for row in table.select("tbody tr")] for table in found]


def builds(project: Project, logged: Sequence[str] = ()) -> Iterator[Built]:
    """A build, and the same from what it has left."""
    for offline in (False, True):
        built = project.build(aidoc={"offline": offline})
        assert (built.error, built.logged, built.changed) == (None, list(logged), [])
        assert bool(built.requests) is not offline
        yield built


@pytest.mark.parametrize(("style", "source"), [("google", GOOGLE), ("numpy", NUMPY)])
@pytest.mark.parametrize("heading", [True, False])
def test_a_merged_constructor_completes_the_table_of_its_class(
    project: Project, style: str, source: str, *, heading: bool
) -> None:
    """One table, its rows in the order of the signature; what else is added to the constructor stands below, marked once."""
    show(project, "valves", source, [])
    project.options |= {"docstring_style": style, "merge_init_into_class": True, "separate_signature": heading}
    for built in builds(project):
        found = built.object("small.valves.Valve")
        assert tables(found) == [["size", "depth", "rate"]]
        assert [[one.partition(".")[2] or one for one in rows] for rows in tables(found, "Raises")] == [["ValueError"]]
        assert len(found.select(".aidoc-badge")) == 1
        words = found.get_text(" ")
        assert words.count("By a person: how fast.") == 1
        assert words.index("By a person: how wide.") < words.index("By a person: how fast.")


def test_a_constructor_that_is_shown_apart_keeps_its_table(project: Project) -> None:
    """Where any page shows it by itself, its rows stand there; the class has those of the person."""
    show(project, "valves", GOOGLE, [])
    project.options |= {"merge_init_into_class": True}
    apart = (
        "# Z\n\n::: small.valves.Valve\n    options:\n      merge_init_into_class: false\n      members: [__init__]\n"
    )
    project.write({"docs/z.md": apart})
    for built in builds(project):
        assert tables(built.object("small.valves.Valve.__init__", "z.html")) == [["depth"]]
        assert tables(built.object("small.valves.Valve"))[0] == ["size", "rate"]


def test_two_tables_of_a_person_stay_two(project: Project) -> None:
    """Where the constructor has one of its own, that is completed."""
    show(project, "valves", TWICE, [])
    project.options |= {"merge_init_into_class": True}
    for built in builds(project):
        assert tables(built.object("small.valves.Valve")) == [["size", "rate"], ["size", "depth"]]


def test_an_edit_while_the_site_is_served(project: Project) -> None:
    """Builds of one process: the row comes and goes with the parameter."""
    show(project, "valves", GOOGLE, [])
    project.options |= {"merge_init_into_class": True}
    assert tables(project.build().object("small.valves.Valve")) == [["size", "depth", "rate"]]
    project.edit("src/small/valves.py", "depth: int, ", "")
    assert tables(project.build().object("small.valves.Valve")) == [["size", "rate"]]
    project.edit("src/small/valves.py", "rate: int", "depth: int, more: int, rate: int")
    assert tables(project.build().object("small.valves.Valve")) == [["size", "depth", "more", "rate"]]


def test_rows_of_an_extension(project: Project) -> None:
    """Keys of a mapping come after what the signature has before them."""
    show(project, "keys", UNPACKED, ["unpack_typeddict"])
    for built in builds(project):
        assert tables(built.object("small.keys.paint")) == [["name", "width", "bare"]]
        assert tables(built.object("small.keys.draw")) == [["name", "width", "bare"]]


PARTIAL = '''\
"""Valves."""


def turn(valve: int, by: int, *, fast: bool = False, **more: int) -> None:
    """Turn it, by a person.

    Args:
        fast: By a person.
        key: By a person, a key of the rest.
        valve: By a person.
    """
'''


def test_rows_of_a_person_stay_in_their_order(project: Project) -> None:
    """What is added comes before the first that the signature has later; a name that it lacks moves nothing."""
    show(project, "valves", PARTIAL, [])
    for built in builds(project, project.build(plugin=False).logged):
        assert tables(built.object("small.valves.turn")) == [["by", "fast", "key", "valve", "**more"]]
