"""What aidoc shows inside of other directives, roles and parts of a page is what it shows outside of them."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CODE = '''\
"""Knots, said by a person."""


class Bend:
    """A bend, said by a person."""

    def tie(self, rope: "Nowhere") -> "Gone":
        return rope


def hitch(rope):
    return rope


def splice(rope):
    return rope
'''
CONF = """\
import sys
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "myst_parser", "house", "sphinx_aidoc"]
myst_enable_extensions = ["substitution", "colon_fence", "deflist"]
"""
HOUSE = '''\
"""An extension whose text holds blocks."""
from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class Card(nodes.General, nodes.TextElement):
    """A card."""


class CardDirective(SphinxDirective):
    has_content = True

    def run(self):
        return [Card("", "", *self.parse_content_to_nodes())]


def visit(translator, node):
    translator.body.append('<div class="card">')


def depart(translator, node):
    translator.body.append("</div>")


def setup(app):
    app.add_directive("card", CardDirective)
    app.add_node(Card, html=(visit, depart))
'''
INSIDE = {
    "versionadded": ".. versionadded:: 2.0\n\n   It is new.\n\n{block}",
    "versionchanged": ".. versionchanged:: 2.0\n\n{block}",
    "deprecated": ".. deprecated:: 2.0\n\n{block}",
    "admonition": ".. admonition:: A title\n\n{block}",
    "container": ".. container:: wide\n\n{block}",
    "only": ".. only:: html\n\n{block}",
    "topic": ".. topic:: A title\n\n{block}",
    "figure": ".. figure:: rope.png\n\n   A caption.\n\n{block}",
    "list": "-  An item\n\n{block}",
    "definition": "term\n   Means:\n\n{block}",
    "glossary": ".. glossary::\n\n   {name}\n      Means:\n\n{deep}",
    "table": ".. list-table::\n\n   * - one\n\n{deeper}",
    "card": ".. card::\n\n{block}",
    "nested": ".. card::\n\n   .. versionadded:: 2.0\n\n{deep}",
}
BLOCKS = {
    "object": ".. autofunction:: knots.hitch",
    "rows": ".. autosummary::\n\n   knots.splice",
    "members": ".. autoclass:: knots.Bend\n   :members:",
    "report": ".. aidoc-report::",
}
MARKDOWN = {
    name: f"---\nmyst:\n  substitutions:\n    block: |\n      ```{{eval-rst}}\n{indent(BLOCKS[name], ' ' * 6)}\n      ```\n---\n\n"
    f"# {name.title()}\n\n{text}\n"
    for name, text in {
        "object": "See {{ block }}.",
        "rows": "*See {{ block }}*.",
        "report": "> See {{ block }}.",
    }.items()
}


def _pages(place: str) -> dict[str, str]:
    """A page a block, each with the block in some place."""
    pages = {}
    for name, block in BLOCKS.items():
        deep = {"block": 3, "deep": 6, "deeper": 7}
        text = INSIDE[place].format(name=name, **{part: indent(block, " " * depth) for part, depth in deep.items()})
        pages[name] = f"{name.title()}\n{'=' * len(name)}\n\n{text}\n"
    return pages


def _project(tmp_path: Path, azure: LocalAzure, pages: dict[str, str], suffix: str = ".rst") -> Project:
    index = "Knots\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in pages)
    files = {f"docs/{name}{suffix}": text for name, text in pages.items()}
    files |= {"docs/conf.py": CONF, "docs/index.rst": index, "src/knots.py": CODE, "src/house.py": HOUSE}
    files["docs/rope.svg"] = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    return Project(
        tmp_path, files={name: text.replace("rope.png", "rope.svg") for name, text in files.items()}, azure=azure.url
    )


@pytest.mark.parametrize("place", INSIDE)
def test_every_page_has_what_it_needs(tmp_path: Path, azure: LocalAzure, place: str) -> None:
    """Badges and labels have their style sheet, rows their labels, a report its script; no warning is new."""
    built = _project(tmp_path, azure, _pages(place)).build("html", nitpicky="1")
    assert (built.error, built.warnings) == ("", [])
    soups = {name: BeautifulSoup(built.text(name, ".html"), "html.parser") for name in ("index", *BLOCKS)}
    sheets = {name for name, soup in soups.items() if soup.select("link[href*='aidoc.css']")}
    assert sheets == {*BLOCKS}
    assert {name for name, soup in soups.items() if soup.select("script[src*='aidoc.js']")} == {"report"}
    assert len(soups["object"].select(".aidoc-badge")) == 1
    assert len(soups["members"].select(".aidoc-badge")) == 1
    assert len(soups["rows"].select("tr .aidoc-label")) == 1
    assert len(soups["report"].select(".aidoc-figures")) == 1


@pytest.mark.parametrize("place", ["versionadded", "card", "nested", "container"])
def test_so_has_a_site_of_a_single_page(tmp_path: Path, azure: LocalAzure, place: str) -> None:
    """With one document that stands for all."""
    built = _project(tmp_path, azure, _pages(place)).build("singlehtml", nitpicky="1")
    assert (built.error, built.warnings) == ("", [])
    soup = BeautifulSoup(built.text("index", ".html"), "html.parser")
    assert soup.select("link[href*='aidoc.css']")
    assert soup.select("script[src*='aidoc.js']")
    assert len(soup.select(".aidoc-figures")) == 1
    assert len(soup.select(".aidoc-badge")) == 2
    assert len(soup.select("tr .aidoc-label")) == 1


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_blocks_in_running_text(tmp_path: Path, azure: LocalAzure, builder: str) -> None:
    """MyST puts what a substitution stands for into the paragraph around it, or into its emphasis."""
    built = _project(tmp_path, azure, MARKDOWN, ".md").build(builder)
    assert (built.error, built.warnings) == ("", [])
    shown = {"object": ".aidoc-badge", "rows": "tr .aidoc-label", "report": ".aidoc-figures"}
    for name, found in shown.items():
        soup = BeautifulSoup(built.text(name if builder == "html" else "index", ".html"), "html.parser")
        assert soup.select("link[href*='aidoc.css']")
        assert len(soup.select(found)) == 1
        assert bool(soup.select("script[src*='aidoc.js']")) is (name == "report" or builder == "singlehtml")


BY_HAND = (
    "By hand\n=======\n\n.. py:class:: Bend\n   :no-index:\n\n   .. py:method:: tie(rope: Nowhere)\n      :no-index:\n"
)


@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex"])
def test_what_a_person_describes_in_another_document_is_warned_of(
    tmp_path: Path, azure: LocalAzure, builder: str
) -> None:
    """Also where one document stands for all: the same method appears for a generated text in one of them alone."""
    pages = {"made": f"Made\n====\n\n{BLOCKS['members']}\n", "hand": f".. py:currentmodule:: knots\n\n{BY_HAND}"}
    project = _project(tmp_path, azure, pages)
    plain = project.build(builder, nitpicky="1", aidoc_enabled="0")
    built = project.build(builder, nitpicky="1", fresh=True)
    assert len(plain.warnings) == 1
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert "tie" in {path.rpartition(".")[2] for path in built.filled()}
