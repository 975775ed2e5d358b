"""The marks in a Sphinx project: once per object, out of the search, and nothing of the project's own replaced."""

from __future__ import annotations

import difflib
import json
import shutil

import pytest
from bs4 import BeautifulSoup

from aidoc_core.render.mark import Mark
from tests.sphinx.project import ROOTS, Project

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
project = "Harbour"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon", "sphinx_aidoc"]
html_theme = "basic"
"""
PAGE = """\
Harbour
=======

.. autosummary::

   harbour.ships.moor
   harbour.ships.charge

.. automodule:: harbour.ships
   :members:
"""


@pytest.fixture
def harbour(tmp_path, azure):
    """The package `harbour`, with an object of each sort that is marked, and its reviewed files."""
    files = {"docs/conf.py": CONF, "docs/index.rst": PAGE}
    project = Project(tmp_path / "project", files=files, azure=azure.url)
    shutil.copytree(ROOTS / "harbour" / "harbour", project.directory / "src" / "harbour")
    shutil.copytree(ROOTS / "harbour" / "aidoc-reviewed", project.directory / "docs" / "aidoc-reviewed")
    return project


def _soup(built, document="index"):
    return BeautifulSoup((built.out / f"{document}.html").read_text(encoding="utf-8"), "html.parser")


def _description(soup, name):
    signature = soup.find(id=f"harbour.ships.{name}")
    assert signature is not None, name
    return signature.find_parent("dl")


def _own(soup, name, selector):
    """What stands in an object's description, but not in those of its members."""
    description = _description(soup, name)
    return [found for found in description.select(selector) if found.find_parent("dl", class_="py") is description]


def _written(marks):
    return [mark.get_text().partition(" · ")[0] for mark in marks]


def _search_index(built):
    text = (built.out / "searchindex.js").read_text(encoding="utf-8")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def _pages(index, name):
    """The pages on which a search finds each word."""
    found: dict[str, set[str]] = {}
    for terms in (index["terms"], index["titleterms"]):
        for word, numbers in terms.items():
            pages = {index["docnames"][n] for n in ([numbers] if isinstance(numbers, int) else numbers)}
            found.setdefault(word, set()).update(pages)
    return {word for word, pages in found.items() if name in pages}


def test_each_kind_of_object_is_marked_once(harbour):
    """Overloads, a property with a setter, fields, a class with its constructor: one badge and one label each."""
    built = harbour.build("html", aidoc_mark="both")
    assert built.warnings == []
    soup = _soup(built)
    expected = {
        "moor": (["Generated"], ["ai-generated-reviewed"]),
        "Ship.sail": (["Written in review"], ["written-in-review"]),
        "charge": (["Completed (width, depth, days and 6 more)"], ["ai-completed"]),
        "leave": (["Completed (tide, returns)"], ["ai-completed-reviewed"]),
        "sound": (["Generated"], ["ai-generated"]),
        "Ship.length": (["Generated"], ["ai-generated"]),
        "Ship": (["Completed (name, length)"], ["ai-completed"]),
        "Ferry": (["Generated"], ["ai-generated"]),
        "Cargo.weight": (["Generated"], ["ai-generated"]),
        "Ship.paint": ([], []),
    }
    for name, (words, labels) in expected.items():
        assert _written(_own(soup, name, ".aidoc-badge")) == words, name
        assert [label.get_text() for label in _own(soup, name, ".aidoc-label")] == labels, name
    charge = _own(soup, "charge", ".aidoc-badge")[0]
    assert "Added: width, depth, days, crew, cargo, rate, discount, currency, returns." in charge["title"]
    assert (charge["data-aidoc"], charge["data-review"]) == ("completed", "none")
    assert soup.select("table .aidoc-badge, nav .aidoc-label") == []
    assert [label.get_text() for label in soup.select("table .aidoc-label")] == ["ai-generated-reviewed"]
    plain = _soup(harbour.build("html", aidoc_mark="none"))
    for page in (soup, plain):
        page.addresses = [one["id"] for one in page.select("[id]")] + [a["href"] for a in page.select("a[href*='#']")]
    assert soup.addresses == plain.addresses


BUOY = '''
class {name}:
    """{of_class}"""

    def __init__(self, colour: str, depth: float) -> None:
        {of_init}
        self.colour = colour + str(depth)
'''
OF_CLASS = "A buoy.\n\n    Args:\n        colour: Its colour.\n    "
OF_INIT = '"""Lay a buoy.\n\n        Args:\n            colour: Its colour.\n        """'
# A class and its constructor, in a person's words or not; and the mark with each value of `autoclass_content`.
BUOYS = {
    "ByClass": ("A buoy.", "", dict.fromkeys(("class", "both", "init"), "Completed (colour, depth)")),
    "ByNobody": ("", "", dict.fromkeys(("class", "both", "init"), "Generated")),
    "ByInit": ("", OF_INIT, {"class": "Generated", "both": "Completed (summary, depth)"}),
    "ByBoth": (OF_CLASS, OF_INIT, {"init": "Completed (depth)"}),
}


@pytest.mark.parametrize("content", ["class", "both", "init"])
def test_a_class_and_its_constructor_carry_one_mark(harbour, content):
    """Whichever docstrings autodoc shows of a class: one mark at most, which names what was added to a person's text."""
    text = "".join(BUOY.format(name=name, of_class=c, of_init=i) for name, (c, i, _) in BUOYS.items())
    harbour.write("src/harbour/buoys.py", text.replace('    """"""\n\n', ""))
    directives = "".join(f".. autoclass:: harbour.buoys.{name}\n\n" for name in BUOYS)
    harbour.write("docs/index.rst", f"Buoys\n=====\n\n{directives}")
    built = harbour.build("html", aidoc_mark="both", autoclass_content=content)
    assert built.warnings == []
    soup = _soup(built)
    for name, (_, _, words) in BUOYS.items():
        description = soup.find(id=f"harbour.buoys.{name}").find_parent("dl")
        marks = _written(description.select(".aidoc-badge"))
        assert len(marks) == len(description.select(".aidoc-label")) <= 1, name
        if content in words:
            assert marks == [words[content]], name
        assert not marks or marks == ["Generated"] or "depth" in marks[0], name


def test_a_module_has_no_signature_for_a_label(harbour):
    """With `mark: label` its text carries a badge instead; everything else has its label alone."""
    soup = _soup(harbour.build("html", aidoc_mark="label"))
    assert _written(soup.select(".aidoc-badge")) == ["Generated"]
    assert soup.select_one(".aidoc-badge").find_parent("dl") is None
    assert len(soup.select("dl .aidoc-label")) == 12


def test_marks_of_several_texts_on_one_object_become_one(harbour):
    """Autodoc shows the docstrings of a class and of its constructor one after the other, each with what was added."""
    ours = [Mark(human=True, added=(name,), models=(model,), dates=("2026-11-21",)) for name, model in ("am", "bn")]
    badges = "".join(f"   .. aidoc-badge:: both {mark.to_json()}\n\n" for mark in ours)
    harbour.write("docs/index.rst", f"Two\n===\n\n.. py:class:: Two\n\n   Text.\n\n{badges}")
    built = harbour.build("html")
    assert [line.partition("[")[2] for line in built.warnings] == ["aidoc.idle]"]  # the marks are written by hand here
    marks = [mark.get_text() for mark in _soup(built).select(".aidoc-badge")]
    assert marks == ["Completed (a, b) · m · n · 2026-11-21 · not reviewed"]
    assert [label.get_text() for label in _soup(built).select(".aidoc-label")] == ["ai-completed"]


def test_an_object_on_two_pages_is_marked_on_each(harbour):
    """Shown twice, marked twice; inherited members and names imported elsewhere too, once each."""
    harbour.write(
        "docs/two.rst",
        ":orphan:\n\nTwo\n===\n\n.. automodule:: harbour\n   :members:\n   :inherited-members:\n   :no-index:\n",
    )
    built = harbour.build("html", aidoc_mark="both")
    assert built.warnings == []
    two = _soup(built, "two")
    names = [one.get_text() for one in two.select("dt .sig-name.descname")]
    assert names.count("sail") == 2  # Ship's own, and inherited by Ferry
    assert {"moor", "Ferry", "board"} <= set(names)
    for description in two.select("dl.py"):
        own = [m for m in description.select(".aidoc-badge") if m.find_parent("dl", class_="py") is description]
        name = description.select_one(".descname").get_text()
        assert len(own) == (name != "paint"), name


def test_marks_and_appendix_are_not_in_the_search_index(harbour):
    """No word of badges and labels leads to a page, and no word at all to the appendix."""
    built = harbour.build("html", aidoc_mark="both", aidoc_report_page="coverage")
    assert built.warnings == []
    index = _search_index(built)
    words = _pages(index, "index")
    assert {"harbour", "ship", "berth"} <= words
    assert not {"generat", "generated", "gpt", "review", "reviewed", "mini", "ai"} & words
    assert _pages(index, "coverage") == set()
    assert "16 API objects" in built.text("coverage", ".html")


def test_marks_are_no_description(harbour):
    """What sphinxext-opengraph makes of a page's text holds text only."""
    harbour.write("docs/index.rst", "Ships\n=====\n\n.. automodule:: harbour.ships\n\nAnd so on.\n")
    harbour.edit("docs/conf.py", '"sphinx_aidoc"]', '"sphinx_aidoc", "sphinxext.opengraph"]')
    built = harbour.build("html", ogp_description_length="500", ogp_site_url="https://example.org/")
    assert built.warnings == []
    soup = _soup(built)
    description = soup.select_one('meta[property="og:description"]')["content"]
    summary = soup.select_one(".aidoc-badge").find_previous("p").get_text()
    assert description == f"{summary} And so on."


def test_the_projects_style_sheets_have_the_last_word(harbour):
    """Ours comes after the theme's and before the project's own, only where there is something to style."""
    harbour.write("docs/_static/own.css", "p { color: red }")
    harbour.write("docs/plain.rst", ":orphan:\n\nPlain\n=====\n\nWords.\n")
    built = harbour.build("html", html_static_path="_static", html_css_files="own.css")
    assert built.warnings == []
    sheets = [link["href"].partition("?")[0] for link in _soup(built).select('link[rel="stylesheet"]')]
    assert sheets == ["_static/pygments.css", "_static/basic.css", "_static/aidoc.css", "_static/own.css"]
    assert "aidoc" not in (built.out / "plain.html").read_text(encoding="utf-8")


def test_a_static_file_with_the_name_of_our_style_sheet_stays(harbour):
    """The project's file is copied as it is, without a warning; ours takes another name."""
    harbour.write("docs/_static/aidoc.css", "p { color: red }")
    built = harbour.build("html", html_static_path="_static", html_css_files="aidoc.css")
    assert built.warnings == []
    assert (built.out / "_static/aidoc.css").read_text(encoding="utf-8") == "p { color: red }"
    sheets = [link["href"].partition("?")[0] for link in _soup(built).select('link[rel="stylesheet"]')]
    assert sheets[-2:] == ["_static/aidoc-marks.css", "_static/aidoc.css"]


def _lines(built, document="index"):
    return [
        " ".join(line.split()) for line in (built.out / f"{document}.html").read_text(encoding="utf-8").splitlines()
    ]


def test_the_projects_templates_are_used(harbour):
    """Page and autosummary templates of the project's own render as ever; marks and one style sheet are added."""
    harbour.write(
        "docs/_templates/layout.html", '{% extends "!layout.html" %}{% block footer %}<b>mine</b>{% endblock %}'
    )
    harbour.write(
        "docs/_templates/autosummary/base.rst",
        "{{ fullname | escape | underline }}\n\nMine too.\n\n.. autofunction:: {{ fullname }}\n",
    )
    harbour.write(
        "docs/index.rst",
        "Harbour\n=======\n\n.. autosummary::\n   :toctree: made\n\n   harbour.ships.moor\n   harbour.ships.sound\n",
    )
    conf = {"templates_path": "_templates"}
    plain = _lines(harbour.build("html", aidoc_mark="none", **conf), "made/harbour.ships.moor")
    built = harbour.build("html", aidoc_mark="badge", **conf)
    assert built.warnings == []
    page = _lines(built, "made/harbour.ships.moor")
    assert "<p>Mine too.</p>" in page
    assert any("<b>mine</b>" in line for line in page)
    changed = [line for line in difflib.ndiff(plain, page) if line.startswith(("+ ", "- "))]
    assert [line[:2] for line in changed if line[2:]] in (["+ ", "+ "], ["+ ", "- ", "+ "])
    assert sum("aidoc.css" in line for line in changed) == 1
    assert sum('class="aidoc-badge' in line for line in changed) == 1


def test_without_marks_a_page_gains_nothing_but_text(harbour):
    """`mark: none`: no style sheet, class or label; all that was on the page stands there still, in its order."""
    harbour.write("docs/index.rst", PAGE + "   :undoc-members:\n")
    plain = harbour.build("html", aidoc_enabled="0")
    before = _soup(plain).find(role="main").get_text(" ").split()
    built = harbour.build("html", aidoc_mark="none", aidoc_report="0")
    assert built.warnings == []
    html = (built.out / "index.html").read_text(encoding="utf-8")
    assert "aidoc" not in html
    assert "ai-generated" not in html
    assert not (built.out / "_static/aidoc.css").exists()
    words = iter(_soup(built).find(role="main").get_text(" ").split())
    assert [word for word in before if word not in words] == []  # `in` moves on: also the order is kept


def test_the_directive_is_not_for_people(harbour):
    """Written by hand it is an error with its place, and nothing breaks."""
    harbour.write("docs/index.rst", "Harbour\n=======\n\n.. aidoc-badge:: Mine\n")
    built = harbour.build("html")
    assert [line.partition("docs/")[2] for line in built.warnings][:1] == [
        "index.rst:4: ERROR: aidoc writes this directive itself; it cannot be written by hand. [docutils]"
    ]
    assert built.error == ""


MARKDOWN = """\
from sphinx.builders.text import TextBuilder


class Builder(TextBuilder):
    name = "llms-markdown"
    format = "markdown"


def setup(app):
    app.add_builder(Builder)
    return {"parallel_read_safe": True}
"""


@pytest.mark.parametrize("marks", [True, False])
def test_what_sphinx_llm_builds(harbour, marks):
    """A builder of Markdown, as sphinx-llm has one, writes generated text, and marks if wanted."""
    (harbour.directory / "src" / "markdown_builder.py").write_text(MARKDOWN, encoding="utf-8")
    extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_aidoc", "markdown_builder"]
    page = PAGE.replace(PAGE[PAGE.index(".. autosummary") : PAGE.index(".. automodule")], "")
    (harbour.directory / "docs" / "index.rst").write_text(page, encoding="utf-8")
    built = harbour.build("llms-markdown", extensions=extensions, aidoc_llms_txt_marks=marks, aidoc_mark="both")
    assert built.warnings == []
    text = built.text("index", ".txt")
    assert "charge" in text
    assert ("reviewed" in text, "ai-generated" in text) == (marks, marks)
