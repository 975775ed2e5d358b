"""How generated text is marked on the page."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.render.labels import LABELS

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

MODEL = "gpt-4.1-mini-2025-04-14"
CSS = "assets/aidoc.css"


def _badges(built: Built, path: str = "") -> list[str]:
    element = built.object(path) if path else built.soup()
    return [badge.get_text() for badge in element.select(".aidoc-badge")]


def _label_words(built: Built) -> list[str]:
    return [label.get_text() for label in built.soup().select(".doc-label") if label.get_text() in LABELS]


@pytest.mark.parametrize(
    ("mark", "badges", "labels"), [("badge", 6, 0), ("label", 0, 6), ("both", 6, 6), ("none", 0, 0)]
)
def test_each_way_of_marking(project: Project, mark: str, badges: int, labels: int) -> None:
    """A badge below the text, a label beside the heading, both or none; the style sheet comes with them."""
    built = project.build(aidoc={"mark": mark})
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert (len(_badges(built)), len(_label_words(built))) == (badges, labels)
    assert (CSS in built.files()) is (mark != "none")
    assert (CSS in built.html()) is (mark != "none")


def test_a_badge_says_who_and_when(project: Project) -> None:
    """Model, date, whether a person has read it; for a completed docstring also what was added."""
    built = project.build()
    date = next(entry["date"] for entry in built.report["objects"] if entry["date"])
    assert _badges(built, "small.weather.forecast") == [f"Generated · {MODEL} · {date} · not reviewed"]
    assert _badges(built, "small.weather.read") == [f"Completed (encoding, returns) · {MODEL} · {date} · not reviewed"]
    assert _badges(built, "small.weather.complete") == []


GAUGE = "docs/index.md", "::: small.weather.Gauge\n    options:\n      members: []\n"
MINE = 'class Gauge:\n    """A gauge, by a person."""\n\n'


def _written(built: Built) -> list[str]:
    """The words of each badge, without model and date."""
    return [badge.partition(" · ")[0] for badge in _badges(built)]


def test_a_class_and_its_merged_constructor_carry_one_badge(project: Project) -> None:
    """Both are filled and shown as one text: one summary, and one badge below all of it."""
    project.write(dict([GAUGE]))
    project.options["merge_init_into_class"] = True
    built = project.build(aidoc={"mark": "both"})
    assert sorted(built.filled()) == ["small.weather.Gauge", "small.weather.Gauge.__init__"]
    assert _written(built) == ["Generated"]
    assert _label_words(built) == ["ai-generated"]
    badge = built.soup().select_one(".aidoc-badge")
    assert badge is not None
    assert "level float" in built.text()
    assert badge.find_next_sibling("table") is None
    assert badge.find_previous("table") is not None
    assert len(built.soup().select(".doc-contents > p:not(.aidoc-badge)")) <= 3  # summary, description, "Parameters:"


def test_a_merged_constructor_completes_a_persons_words(project: Project) -> None:
    """The class is a person's, its parameters are not: the mark says so, and no second summary is shown."""
    project.edit("src/small/weather.py", "class Gauge:\n", MINE)
    project.write(dict([GAUGE]))
    project.options["merge_init_into_class"] = True
    built = project.build(aidoc={"mark": "both"})
    assert sorted(built.filled()) == ["small.weather.Gauge.__init__"]
    assert _written(built) == ["Completed (name, level)"]
    assert _label_words(built) == ["ai-completed"]
    text = built.text()
    assert "A gauge, by a person. Parameters:" in text


def test_a_merged_constructor_keeps_its_summary_where_its_class_has_none(project: Project) -> None:
    """With classes left alone, the constructor's text is all there is."""
    project.write(dict([GAUGE]))
    project.options["merge_init_into_class"] = True
    built = project.build(aidoc={"kinds": ["function"]})
    assert sorted(built.filled()) == ["small.weather.Gauge.__init__"]
    assert _written(built) == ["Generated"]
    assert len(built.soup().select(".doc-contents > p:not(.aidoc-badge)")) >= 2


def test_a_constructor_shown_apart_has_a_badge_of_its_own(project: Project) -> None:
    """Where one page merges it and another does not, class and constructor each carry theirs."""
    merged = GAUGE[1] + "      merge_init_into_class: true\n"
    apart = "::: small.weather.Gauge\n    options:\n      filters: []\n      members: [__init__]\n"
    project.write({"docs/index.md": merged, "docs/z.md": apart})
    built = project.build()
    assert built.error is None
    assert [badge.get_text().partition(" · ")[0] for badge in built.soup("z.html").select(".aidoc-badge")] == [
        "Generated", "Generated",
    ]  # fmt: skip
    assert "__init__" in built.text("z.html")
    assert built.object("small.weather.Gauge.__init__", "z.html").select(".doc-contents > p:not(.aidoc-badge)")


def test_an_inherited_constructor_is_marked_wherever_it_is_merged(project: Project) -> None:
    """A person's class that shows its base's filled constructor says so, as the base does."""
    project.write(
        {
            "src/small/more.py": (
                'class Base:\n    """Base, by a person."""\n\n    def __init__(self, size: int) -> None:\n'
                '        self._size = size\n\n\nclass Child(Base):\n    """Child, by a person."""\n'
            ),
            "docs/index.md": "::: small.more\n",
        }
    )
    project.options |= {"merge_init_into_class": True, "inherited_members": True}
    built = project.build(aidoc={"mark": "both"})
    assert (built.error, built.logged) == (None, [])
    for name in ("Base", "Child"):
        found = built.object(f"small.more.{name}")
        assert [badge.get_text()[:16] for badge in found.select(".aidoc-badge")] == ["Completed (size)"]
        assert [label.get_text() for label in found.select("[class*=doc-label-ai-]")] == ["ai-completed"]


def test_each_kind_of_object_is_marked_once(harbour: Project) -> None:
    """Overloads, a property with a setter, fields, a re-exported name: one badge and one label each, on each page."""
    harbour.write({"docs/index.md": "::: harbour.ships\n", "docs/z.md": "::: harbour\n"})
    harbour.options |= {"merge_init_into_class": True, "summary": True, "inherited_members": True}
    built = harbour.build(aidoc={"mark": "both"})
    assert (built.error, built.changed) == (None, [])
    once = ["Generated"]
    expected = {
        "harbour.ships.sound": once, "harbour.ships.Ship.length": once, "harbour.ships.Cargo.weight": once,
        "harbour.ships.moor": once, "harbour.ships.Ship.sail": ["Written in review"],
        "harbour.ships.charge": ["Completed (width, depth, days and 6 more)"],
        "harbour.ships.leave": ["Completed (tide, returns)"], "harbour.ships.Ship.paint": [],
        "harbour.Ferry.board": once, "harbour.moor": once,
    }  # fmt: skip
    for path, words in expected.items():
        found = built.object(path, "z.html" if path.count(".") < 2 or ".Ferry" in path else "index.html")
        assert [badge.get_text().partition(" · ")[0] for badge in found.select(".aidoc-badge")] == words, path
        assert len(found.select("h1 .doc-label, h2 .doc-label, h3 .doc-label, h4 .doc-label")) >= len(words)
    assert built.soup().select("table .aidoc-badge, table .doc-label") == []
    charge = built.object("harbour.ships.charge").select_one(".aidoc-badge")
    assert charge is not None
    assert "Added: width, depth, days, crew, cargo, rate, discount, currency, returns." in charge["title"]
    assert (charge["data-aidoc"], charge["data-review"]) == ("completed", "none")


def test_a_label_stays_out_of_contents_addresses_and_inventory(harbour: Project) -> None:
    """Only the heading shows it: no anchor, no entry of the contents and no name in objects.inv knows of it."""

    def frame(built: Built) -> tuple[bytes, list[Any]]:
        soup = built.soup()
        links = [(link["href"], link.get_text()) for link in soup.select("a[href*='#']")]
        return built.files()["objects.inv"], [element["id"] for element in soup.select("[id]")] + links

    plain = frame(harbour.build(aidoc={"mark": "none"}))
    labelled = harbour.build(aidoc={"mark": "both"})
    assert len(_label_words(labelled)) > 10
    assert frame(labelled) == plain


@pytest.mark.parametrize("options", [{"show_root_heading": False}, {"show_labels": False}])
def test_a_label_without_a_place_gives_way_to_a_badge(project: Project, options: dict[str, Any]) -> None:
    """No generated text stands unmarked for want of a heading or of labels."""
    project.write({"docs/index.md": "::: small.weather.forecast\n"})
    project.options |= options
    built = project.build(aidoc={"mark": "label"})
    assert (_written(built), _label_words(built)) == (["Generated"], [])


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


def test_the_style_sheets_of_the_site_have_the_last_word(project: Project) -> None:
    """Ours comes after the theme's and before the author's own, on every rebuild once."""
    project.write({"docs/own.css": "p { color: red }"})
    for _ in range(2):
        built = project.build(extra_css=["own.css"])
        sheets = [str(link["href"]) for link in built.soup().select('link[rel="stylesheet"]')]
        assert sheets[-2:] == [CSS, "own.css"]
        assert sheets.count(CSS) == 1


def test_a_file_of_the_authors_with_the_name_of_our_style_sheet_stays(project: Project) -> None:
    """It is served as it is; ours takes another name."""
    project.write({f"docs/{CSS}": "p { color: red }"})
    built = project.build(extra_css=[CSS])
    assert (built.error, built.logged) == (None, [])
    assert built.html(CSS) == "p { color: red }"
    sheets = [str(link["href"]) for link in built.soup().select('link[rel="stylesheet"]')]
    assert sheets[-2:] == ["assets/aidoc-marks.css", CSS]
    assert ".aidoc-badge" in built.html(sheets[-2])


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_the_authors_templates_and_theme_overrides_are_used(project: Project) -> None:
    """Own templates of mkdocstrings and of the theme render the page; ours only adds to what they show."""
    project.write(
        {
            "templates/python/mkdocs/labels.html.jinja": (
                "{% for label in labels|sort %}<b class='doc-label-{{ label }}'>{{ label }}</b>{% endfor %}"
            ),
            "templates/python/mkdocs/function.html.jinja": (
                "{% extends '_base/function.html.jinja' %}\n{% block contents scoped %}<s>mine</s>{{ super() }}{% endblock %}"
            ),
            "overrides/main.html": "{% extends 'base.html' %}\n{% block footer %}<footer>mine too</footer>{% endblock %}",
        }
    )
    project.mkdocstrings["custom_templates"] = "templates"
    theme = {"name": "mkdocs", "custom_dir": "overrides"}
    before = _lines(project.build(aidoc={"mark": "none"}, theme=theme).html())
    built = project.build(aidoc={"mark": "both"}, theme=theme)
    assert (built.error, built.logged, built.changed) == (None, [], [])
    page = _lines(built.html())
    assert len(built.soup().select("s")) == "\n".join(before).count("<s>mine</s>") == 5
    assert "mine too" in built.html()
    assert [label.get_text() for label in built.soup().select("b[class^=doc-label-ai-]")].count("ai-generated") == 5
    added = [line for line in difflib.ndiff(before, page) if line.startswith(("+ ", "- "))]
    assert sum(line.count('class="aidoc-badge') for line in page) == 6
    assert len([line for line in added if CSS in line]) == 1


def test_without_marks_a_page_gains_nothing_but_text(project: Project) -> None:
    """`mark: none`: no style sheet, class or label; what was on the page stands there unchanged, in its order."""
    plain = project.build(plugin=False)
    before, files = _lines(plain.html()), set(plain.files())
    built = project.build(aidoc={"mark": "none", "report": False})
    assert "aidoc" not in built.html()
    assert "ai-" not in re.sub("ai-(?=[0-9])", "", built.html())
    assert set(built.files()) == files
    lost = [line[2:] for line in difflib.ndiff(before, _lines(built.html())) if line.startswith("- ")]
    assert lost == []


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
    assert "forecast weather.py:4 function all" in built.text("aidoc.html")


READS = """\
from pathlib import Path


def on_page_content(html, *, page, config, files):
    if page.file.src_uri == "index.md":
        Path(config.docs_dir, "..", "read.txt").write_text(html, encoding="utf-8")
"""


@pytest.mark.parametrize("marks", [True, False])
def test_what_mkdocs_llmstxt_reads(project: Project, *, marks: bool) -> None:
    """A plugin that reads pages as mkdocs-llmstxt does gets generated text, and marks if wanted; pages have them."""
    project.write("read.py", READS)
    built = project.build(aidoc={"mark": "both", "llms_txt_marks": marks}, hooks=["read.py"])
    assert (built.error, built.logged) == (None, [])
    read = (project.root / "read.txt").read_text(encoding="utf-8")
    assert "Attend to the forecast" in read
    assert ("not reviewed" in read, "ai-generated" in read) == (marks, marks)
    assert (len(_badges(built)), len(_label_words(built))) == (6, 6)
