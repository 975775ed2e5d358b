"""A person's list of attributes on a MkDocs site: completed where it stands, nothing told twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

LISTS = {
    "google": "Attributes:\n        size: In metres.",
    "numpy": "Attributes\n    ----------\n    size : int\n        In metres.",
    "sphinx": ":ivar size: In metres.",
}
CODE = '''\
class Box:
    """A box.

    {}
    """

    size: int = 1
    colour: str = "red"
    told: int = 1
    """By its own text."""
'''


def _write(project: Project, text: str) -> None:
    project.write({"src/small/box.py": CODE.format(text), "docs/index.md": "::: small.box.Box\n"})


def _rows(built: Built) -> dict[str, str]:
    """Names and descriptions of the table of attributes in the docstring of the class."""
    box = built.object("small.box.Box")
    return {
        row.find("td").get_text(strip=True): row.find_all("td")[-1].get_text(" ", strip=True)
        for row in box.select("table tbody tr")
    }


@pytest.mark.parametrize("style", LISTS)
def test_a_list_is_completed_in_its_own_table(project: Project, style: str) -> None:
    """One table: the person's row, then what was missing; the field has no docstring of its own beside it."""
    _write(project, LISTS[style])
    project.options |= {"docstring_style": style, "docstring_section_style": "table"}
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    rows = _rows(built)
    assert list(rows) == ["size", "colour"]
    assert rows["size"] == "In metres."
    assert rows["colour"]
    assert len(built.soup().select(".doc-section-title")) == 1
    assert "Completed (colour)" in built.text()
    assert built.soup().find(id="small.box.Box.colour") is None  # hidden, as the field that the person lists
    assert built.outcomes == {"small.box.Box": "generated", "small.box.Box.told": "human"}
    assert built.asked == ["small.box.Box"]
    assert project.build().requests == []
    assert project.build(aidoc={"offline": True}).logged == []


def test_a_field_that_is_shown_anyway_is_counted_once(project: Project) -> None:
    """With `show_if_no_docstring` the field appears, without a text: its class tells what it is."""
    _write(project, LISTS["google"])
    project.options |= {"show_if_no_docstring": True}
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    outcomes = built.outcomes
    assert outcomes["small.box.Box.colour"] == "skipped"
    assert built.object("small.box.Box.colour").select(".aidoc-badge") == []
    coverage = built.report["coverage"]
    assert (coverage["before"]["documented"], coverage["after"]["documented"], coverage["after"]["total"]) == (3, 4, 4)
    assert sum(built.report["outcomes"].values()) == 4


def test_a_list_in_another_style_than_the_site_gets_a_section_beside_it(project: Project) -> None:
    """The site's parser sees no list there: the person's text stays, what was missing stands in a table."""
    _write(project, LISTS["numpy"])
    project.options |= {"docstring_style": "google", "docstring_section_style": "table"}
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    assert list(_rows(built)) == ["colour"]
    assert "size : int In metres." in built.text()


@pytest.mark.parametrize("text", ["", LISTS["google"]])
def test_attributes_of_a_reviewed_file_are_shown(project: Project, text: str) -> None:
    """What a person wrote into a reviewed file is shown, whether the docstring has a list or no text at all."""
    _write(project, text)
    if not text:
        project.edit("src/small/box.py", '    """A box.\n\n    \n    """\n\n', "")
    project.options["docstring_section_style"] = "table"
    box = {"state": "accepted", "attributes": {"colour": "Of the lid.", "told": "As said."}}
    box |= {} if text else {"summary": "A box for small things."}
    colour = {"Box.colour": {"state": "rejected"}}
    answers = {"Box": box, **({} if text else colour)}
    project.write({"aidoc-reviewed/small.box.yml": yaml.safe_dump({"module": "small.box", "answers": answers})})
    built = project.build(aidoc={"offline": True, "on_miss": "ignore"})
    assert (built.error, built.logged) == (None, [])
    wanted = {"colour": "Of the lid.", "told": "As said."}
    assert _rows(built) == ({"size": "In metres."} if text else {}) | wanted
