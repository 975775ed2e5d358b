"""How generated text reads on a MkDocs site: stars, lists and code in every section, summaries, nothing empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

LISTED = "The `value`, one of:\n\n- `a`, the first\n- `b`, the second\n\nOr none."
SHOWN = "<li><code>a</code>, the first</li><li><code>b</code>, the second</li>"
CODE = '''\
def act(a: int, *args: str, **kwargs: float) -> dict:
    raise ValueError


def act_of_a_person(a: int, *args: str, **kwargs: float) -> dict:
    """Act.

    Args:
        args: Without stars.
    """
    raise ValueError
'''
SECTIONS: dict[str, Any] = {
    "parameters": {"a": LISTED, "*args": "More of `it`.", "**kwargs": "Options."},
    "returns": LISTED,
    "raises": {"ValueError": LISTED},
}


def _build(project: Project, answers: dict[str, dict[str, Any]], **options: Any) -> Built:
    reviewed = {name: {"state": "edited", **answer} for name, answer in answers.items()}
    project.write({
        "src/small/acts.py": CODE,
        "docs/index.md": "::: small.acts\n",
        "aidoc-reviewed/small.acts.yml": yaml.safe_dump({"module": "small.acts", "answers": reviewed}),
    })  # fmt: skip
    project.options |= options
    built = project.build(aidoc={"offline": True, "on_miss": "ignore", "mark": "none"})
    assert (built.error, built.logged) == (None, [])
    return built


@pytest.mark.parametrize("style", ["table", "list", "spacy"])
def test_lists_and_code_survive_in_every_section(project: Project, style: str) -> None:
    """A list in a parameter, a result and an exception is a list, in whichever way sections are shown."""
    built = _build(project, {"act": {"summary": "Act on it.", **SECTIONS}}, docstring_section_style=style)
    act = str(built.object("small.acts.act")).replace("\n", "")
    assert act.count(SHOWN) == 3
    assert act.count("<p>Or none.</p>") == 3
    assert "| " not in built.object("small.acts.act").get_text()


@pytest.mark.parametrize("style", ["table", "list", "spacy"])
def test_stars_are_spelt_and_types_stand_once(project: Project, style: str) -> None:
    """Variadics carry their stars, beside a person's as beside ours; the annotation is the type, said once."""
    plain = {"parameters": {"a": "A number.", "*args": "More.", "kwargs": "Options."}, "returns": "All of it."}
    answers = {"act": {"summary": "Act on it.", **plain}, "act_of_a_person": {**plain, "parameters": {
        "a": "A number.", "kwargs": "Options."}}}  # fmt: skip
    built = _build(project, answers, docstring_section_style=style, show_signature=False)
    for name, first in (("act", ["a", "*args", "**kwargs"]), ("act_of_a_person", ["a", "args", "**kwargs"])):
        obj = built.object(f"small.acts.{name}")
        shown = [code.get_text(strip=True) for code in obj.select("code")]
        assert [text for text in shown if text.strip("*") in ("a", "args", "kwargs")] == first
        assert [shown.count(of) for of in ("int", "float", "dict")] == [1, 1, 1]


def test_what_says_nothing_is_not_shown(project: Project) -> None:
    """No row, section or badge for a text that holds nothing to see."""
    empty = {"parameters": {"a": "\u200b", "*args": " "}, "returns": "\xad", "raises": {"ValueError": "\u2060"}}
    answers = {"act": {"summary": "Act on it.", **empty}, "act_of_a_person": empty}
    built = _build(project, answers, show_if_no_docstring=True)
    assert built.object("small.acts.act").select(".doc-section-title") == []
    person = built.object("small.acts.act_of_a_person")
    assert [title.get_text(strip=True) for title in person.select(".doc-section-title")] == ["Parameters:"]


def test_the_first_line_in_a_summary(project: Project) -> None:
    """The line of a summary is the summary of the answer: code spans, and no character reference to be seen."""
    answers = {"act": {"summary": "Act on `it`: *so*, 100 % & more.", "description": "Further.\n\n- one"}}
    built = _build(project, answers, summary=True)
    (line,) = [
        row for row in built.soup().select(".doc-summary, .doc-section, ul li, tr") if "Act on" in row.get_text()
    ][:1]
    assert "Act on it: *so*, 100 % & more." in " ".join(line.get_text().split())
    assert "Further" not in line.get_text()
    assert "<code>it</code>" in str(line)
