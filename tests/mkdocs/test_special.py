"""Special methods and attributes: rows where a page shows them, filled like other methods, never let appear."""

from __future__ import annotations

import pytest

from tests.mkdocs.project import Project

CODE = '''\
"""Jars."""
__all__ = ["Jar"]
__version__ = "1"


class Jar:
    """A jar."""

    __slots__ = ("_jam",)

    def __init__(self, jam: list):
        """Fill it.

        Args:
            jam: The jam.
        """
        self._jam = jam

    def __len__(self):
        """Count the spoons."""

    def __getitem__(self, spoon):
        return self._jam[spoon]

    def __eq__(self, other):
        return self._jam == other

    @property
    def __doc__(self):
        return "A jar of jam."

    @property
    def __name__(self):
        """What is on the label."""
        return "jam"

    def _hidden(self):
        return 1
'''
UNDOCUMENTED = {"pots.Jar.__getitem__": "generated", "pots.Jar.__eq__": "generated"}
ATTRIBUTES = dict.fromkeys(
    ("pots.__all__", "pots.__version__", "pots.Jar.__slots__", "pots.Jar.__doc__"), "skipped special attribute"
)
PLAIN = {
    "pots": "human",
    "pots.Jar": "human",
    "pots.Jar.__init__": "human",
    "pots.Jar.__len__": "human",
    "pots.Jar.__name__": "human",
}
CASES = {
    "hidden": ({}, PLAIN),
    "shown": ({"show_if_no_docstring": True}, PLAIN | UNDOCUMENTED | ATTRIBUTES),
    "no filter": (
        {"show_if_no_docstring": True, "filters": []},
        PLAIN
        | UNDOCUMENTED
        | ATTRIBUTES
        | {"pots.Jar._jam": "skipped kinds: data is not listed", "pots.Jar._hidden": "skipped private"},
    ),
    "filtered": (
        {"show_if_no_docstring": True, "filters": ["!^_"]},
        {"pots": "human", "pots.Jar": "human"},
    ),
    "by name": ({"members": ["Jar"], "filters": []}, PLAIN),
}


def _rows(built) -> dict[str, str]:
    return {row["path"]: " ".join(filter(None, (row["outcome"], row["reason"]))) for row in built.report["objects"]}


def _project(tmp_path, azure, *pages: str) -> Project:
    project = Project(tmp_path, azure)
    project.write({"src/pots.py": CODE, **{f"docs/{number or 'index'}.md": page for number, page in enumerate(pages)}})
    return project


@pytest.mark.parametrize(("options", "rows"), CASES.values(), ids=CASES)
def test_what_a_page_shows_is_a_row(tmp_path, azure, options, rows):
    """With a docstring or without; what the page hides is none, requests nothing and stays hidden."""
    project = _project(tmp_path, azure, "# P\n\n::: pots\n")
    project.handler = {"options": options}
    built = project.build()
    assert built.error is None
    assert built.logged == []
    assert _rows(built) == rows
    identifiers = {one["id"] for one in built.soup().select("[id^=pots]")}
    plain = project.build(plugin=False)
    assert {one["id"] for one in plain.soup().select("[id^=pots]")} == identifiers
    assert identifiers == rows.keys()


def test_they_can_be_left_alone(tmp_path, azure):
    """By an option, all of them; by a pattern, some. They stay rows."""
    project = _project(tmp_path, azure, "# P\n\n::: pots\n    options:\n      show_if_no_docstring: true\n")
    built = project.build(aidoc={"special": False})
    assert built.requests == []
    assert _rows(built) == PLAIN | ATTRIBUTES | dict.fromkeys(UNDOCUMENTED, "skipped special: false")
    built = project.build(aidoc={"exclude": ["*.__eq__"]})
    assert built.asked == ["pots.Jar.__getitem__"]
    assert _rows(built)["pots.Jar.__eq__"] == "skipped exclude"
    assert built.logged == []


@pytest.mark.parametrize("reveal", [True, False])
def test_a_page_that_hides_them_beside_one_that_shows_them(tmp_path, azure, reveal):
    """The text is on the one page, and the other shows what it shows without aidoc."""
    shown = "# P\n\n::: pots\n    options:\n      show_if_no_docstring: true\n"
    project = _project(tmp_path, azure, shown, "# Q\n\n::: pots.Jar\n")
    built = project.build(aidoc={"reveal": reveal})
    assert built.error is None
    assert built.logged == []
    assert built.asked == sorted(UNDOCUMENTED)
    assert built.object("pots.Jar.__getitem__").get_text().count("Generated ·") == 1
    assert [one["id"] for one in built.soup("1.html").select("[id^=pots]")] == [
        "pots.Jar",
        "pots.Jar.__name__",
        "pots.Jar.__init__",
        "pots.Jar.__len__",
    ]


def test_with_reveal_off_a_page_that_hides_beside_one_that_shows(tmp_path, azure):
    """What the one page shows without words is filled there, stays hidden on the other, and is no fault."""
    project = Project(tmp_path, azure)
    shown = "# P\n\n::: pots\n    options:\n      show_if_no_docstring: true\n"
    code = '"""Pots."""\n\n\ndef lift(pot):\n    return pot\n\n\ndef stir():\n    """Stir."""\n'
    project.write({"src/pots.py": code, "docs/index.md": shown, "docs/1.md": "# Q\n\n::: pots\n"})
    built = project.build(aidoc={"reveal": False})
    assert built.logged == []
    assert built.asked == ["pots.lift"]
    assert built.object("pots.lift").get_text().count("Generated ·") == 1
    assert [one["id"] for one in built.soup("1.html").select("[id^=pots]")] == ["pots", "pots.stir"]
