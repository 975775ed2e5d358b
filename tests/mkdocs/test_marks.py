"""How generated text is marked on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

MODEL = "gpt-4.1-mini-2025-04-14"
CSS = "assets/aidoc.css"


def _badges(built: Built, path: str = "") -> list[str]:
    element = built.object(path) if path else built.soup()
    return [badge.get_text() for badge in element.select(".aidoc-badge")]


def _labels(built: Built) -> int:
    return len(built.soup().select(".doc-label-ai-generated, .doc-label-ai-completed"))


@pytest.mark.parametrize(
    ("mark", "badges", "labels"), [("badge", 6, 0), ("label", 0, 6), ("both", 6, 6), ("none", 0, 0)]
)
def test_each_way_of_marking(project: Project, mark: str, badges: int, labels: int) -> None:
    """A badge below the text, a label beside the heading, both or none; the style sheet comes with them."""
    built = project.build(aidoc={"mark": mark})
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert (len(_badges(built)), _labels(built)) == (badges, labels)
    assert (CSS in built.files()) is (mark != "none")
    assert (CSS in built.html()) is (mark != "none")


def test_a_badge_says_who_and_when(project: Project) -> None:
    """Model, date, whether a person has read it; for a completed docstring also what was added."""
    built = project.build()
    date = next(entry["date"] for entry in built.report["objects"] if entry["date"])
    assert _badges(built, "small.weather.forecast") == [f"Generated · {MODEL} · {date} · not reviewed"]
    assert _badges(built, "small.weather.read") == [f"Completed (encoding, returns) · {MODEL} · {date} · not reviewed"]
    assert _badges(built, "small.weather.complete") == []


def test_a_class_and_its_merged_constructor_carry_one_badge(project: Project) -> None:
    """Both are filled and shown as one text: one badge, not two."""
    project.write({"docs/index.md": "::: small.weather.Gauge\n    options:\n      members: []\n"})
    project.options["merge_init_into_class"] = True
    built = project.build()
    assert sorted(built.filled()) == ["small.weather.Gauge", "small.weather.Gauge.__init__"]
    assert len(_badges(built)) == 1
    assert "level float" in built.text()


def test_a_merged_constructor_below_a_persons_words_carries_its_own(project: Project) -> None:
    """Where the class needs no mark, the filled constructor has one."""
    project.edit("src/small/weather.py", "class Gauge:\n", 'class Gauge:\n    """A gauge, by a person."""\n\n')
    project.write({"docs/index.md": "::: small.weather.Gauge\n    options:\n      members: []\n"})
    project.options["merge_init_into_class"] = True
    built = project.build()
    assert sorted(built.filled()) == ["small.weather.Gauge.__init__"]
    assert len(_badges(built)) == 1


def test_an_object_shown_twice_is_asked_for_once_and_marked_in_both_places(project: Project) -> None:
    """One answer, one mark each place."""
    project.write({"docs/index.md": "::: small.forecast\n", "docs/z.md": "::: small.weather.forecast\n"})
    built = project.build()
    assert built.asked == ["small.weather.forecast"]
    assert len(built.soup().select(".aidoc-badge")) == len(built.soup("z.html").select(".aidoc-badge")) == 1


def test_without_a_filled_object_there_is_no_style_sheet(project: Project) -> None:
    """A site of people's words alone gets no file of ours."""
    project.write({"docs/index.md": "::: small.weather.complete\n"})
    built = project.build()
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert CSS not in built.files()
    assert CSS not in built.html()


def test_the_style_sheet_of_the_site_stays_in_front(project: Project) -> None:
    """The author's own style sheets come before ours and are linked as ever, on every rebuild once."""
    project.write({"docs/own.css": "p { color: red }"})
    for _ in range(2):
        built = project.build(extra_css=["own.css"])
        sheets = [link["href"] for link in built.soup().select('link[rel="stylesheet"]')]
        assert sheets.count(CSS) == 1
        assert sheets.count("own.css") == 1


@pytest.mark.parametrize("offline", [False, True])
def test_what_is_filled_late_gets_style_sheet_and_appendix_too(project: Project, *, offline: bool) -> None:
    """Where macros decide what is shown, and nothing is known before pages are read, nothing else differs."""
    project.before.append("macros")
    project.write({"docs/index.md": "{% if true %}\n::: small.weather.forecast\n{% endif %}\n"})
    built = project.build()
    if offline:
        built = project.build(aidoc={"offline": True})
    assert (built.error, built.logged) == (None, [])
    assert len(_badges(built)) == 1
    assert CSS in built.files()
    assert CSS in built.html()
    assert "Documentation coverage" in built.html()
    assert "small.weather.forecast function all" in built.text("aidoc.html")
