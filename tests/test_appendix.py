"""The appendix of one package in both doc tools: the same headings, sentences and rows, made from one outline."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup, Tag

from aidoc_core.build.appendix import appendix
from aidoc_core.build.messages import TITLE
from aidoc_core.render.outline import Fold, Heading, Items, Map, Paragraph, Table
from aidoc_core.render.pieces import Bar, Entry, ObjectName, PageName, Place, Swatch, Web
from tests.mkdocs.project import Project as MkDocsProject
from tests.sphinx.project import Project as SphinxProject

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.render.outline import Block
    from aidoc_core.render.pieces import Inline, Line
    from tests.azure import LocalAzure

CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent / "src"))
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
exclude_patterns = ["docs", "site"]
html_theme = "alabaster"
"""
RST = """\
Weather
=======

.. automodule:: small.weather
   :members:
   :undoc-members:
"""
MORE = '''
def stale(kept):
    """Act on it.

    :param gone: No longer there.
    :param kept: Still there.
    """

def secret(user, password="PASSWORD"):
    return user
'''.replace("PASSWORD", "hunter" + "2")


def said(line: Line) -> str:
    return " ".join("".join(map(_said, line)).split())


def _said(piece: Inline) -> str:
    match piece:
        case ObjectName(path, shown):
            return shown or path
        case Place() | Entry() | PageName() | Web():
            return piece.shown
        case Bar() | Swatch():
            return ""  # a picture
        case _:
            return piece.text


def parts(blocks: tuple[Block, ...]) -> list[object]:
    """What an outline says, block by block."""
    found: list[object] = []
    for block in blocks:
        match block:
            case Heading(words):
                found.append(f"# {words}")
            case Paragraph(line):
                found.append(said(line))
            case Items(lines):
                found.append([said(line) for line in lines])
            case Table(headings=headings, rows=rows):
                found.append([*([headings] if headings else []), *(tuple(map(said, row)) for row in rows)])
            case Fold(line=line, blocks=inner):
                found += [f"> {said(line)}", *parts(inner)]
            case Map():
                pass
    return found


def read(html: str) -> list[object]:
    """What a page says, block by block, from its title or first paragraph on."""
    main = BeautifulSoup(html, "html.parser").select_one('[role="main"]')
    assert main is not None
    for picture in main.find_all("svg"):
        picture.decompose()
    found: list[object] = []
    for element in main.find_all(["h2", "p", "ul", "table", "summary"]):
        if element.find_parent(["table", "ul", "nav"]):
            continue
        if element.name == "table":
            found.append([tuple(_words(cell) for cell in row.find_all(["th", "td"])) for row in element.find_all("tr")])
        elif element.name == "ul":
            found.append([_words(item) for item in element.find_all("li")])
        else:
            heading = element.name == "h2" or "rubric" in element.get_attribute_list("class")
            found.append(f"{'# ' * heading}{'> ' * (element.name == 'summary')}{_words(element)}")
    return found


def _words(element: Tag) -> str:
    return " ".join(element.get_text().replace("¶", "").split())


def numbers(words: str) -> list[int]:
    """All numbers of some words."""
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)]


def check_figures(html: str, report: dict[str, Any]) -> None:
    """What a reader reads off a page is what its report says, and that is what its objects add up to."""
    page = BeautifulSoup(html, "html.parser")
    objects, covers = report["objects"], [report["coverage"][when] for when in ("before", "after")]
    documented, complete, approved, paid = (item.get_text() for item in page.select(".aidoc-figures li"))
    for words, name in ((documented, "documented"), (complete, "complete")):
        before, after = (cover[name] for cover in covers)
        shares = [100 * part // len(objects) for part in (before, after)]
        assert numbers(words) == [*dict.fromkeys(shares), *dict.fromkeys((before, after)), len(objects)]
    assert numbers(approved)[:2] == [report["approval"]["approved"], report["approval"]["texts"]]
    assert paid.startswith("$0 ")
    assert report["usage"]["requests"] == 0
    legend = [numbers(item.get_text()) for item in page.select(".aidoc-legend li")]
    authors = [sum(row["author"] == author for row in objects) for author in ("people", "approved", "model", "nobody")]
    assert authors == list(report["authors"].values())
    in_part = covers[0]["documented"] - authors[0]
    assert [counted[0] for counted in legend] == [*authors, *([in_part] if in_part else [])]
    outcomes = [
        numbers(row.find_all("td")[1].get_text())
        for table in page.find_all("table")
        if [cell.get_text() for cell in table.find_all("th")][:2] == ["Outcome", "Objects"]
        for row in table.select("tbody tr")
    ]
    assert outcomes == [[number] for number in report["outcomes"].values() if number] + [[len(objects)]]
    assert Counter(row["outcome"] for row in objects) == +Counter(report["outcomes"])
    rows = page.select(".aidoc-objects tbody tr")
    assert Counter(str(row["data-kind"]) for row in rows) == Counter(row["kind"] for row in objects)
    assert sum(bool(row.get("data-model")) for row in rows) == sum(bool(row["model"]) for row in objects)
    assert len(rows) == len(objects) == covers[1]["total"]


def links(html: str) -> dict[str, bool]:
    """The objects in tables, and whether they lead somewhere."""
    soup = BeautifulSoup(html, "html.parser")
    return {code.get_text(): code.find_parent("a") is not None for code in soup.select("table code")}


@pytest.mark.parametrize("filled", [True, False])
def test_both_tools_say_the_same(
    tmp_path: Path, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch, *, filled: bool
) -> None:
    """Headings, sentences, rows and links, from the same cache offline; and each page is what its report says."""
    for name, value in (("AZURE_OPENAI_API_KEY", "test-key"), ("NO_MKDOCS_2_WARNING", "1")):
        monkeypatch.setenv(name, value)
    # One directory for both configurations, so that both have the same cache and the same places in the code.
    mkdocs = MkDocsProject(tmp_path / "docs", azure)
    mkdocs.copy_root("small")
    with (mkdocs.root / "src/small/weather.py").open("a", encoding="utf-8") as file:
        file.write(MORE)
    mkdocs.write({"docs/index.md": "# Weather\n\n::: small.weather\n"})
    mkdocs.options["show_if_no_docstring"] = True
    # Sphinx shows attributes that a constructor sets only if they have a comment; here they have none.
    mkdocs.options["filters"] = ["!^_[^_]", "!^(level|name)$"]
    if filled:
        assert mkdocs.build(aidoc={"include": ["*.weather", "*.forecast", "*.secret"]}).error is None
    offline = {"offline": True, "on_miss": "ignore"}
    site = mkdocs.build(aidoc=offline, nav=[{"A": "index.md"}, {"B": "aidoc.md"}])
    assert (site.error, site.logged) == (None, [])
    sphinx = SphinxProject(tmp_path, files={"docs/conf.py": CONF, "docs/index.rst": RST})
    book = sphinx.build("html", aidoc_on_miss="ignore", aidoc_report_page="aidoc")
    assert (book.error, book.warnings) == ("", [])

    page, chapter = site.html("aidoc.html"), (book.out / "aidoc.html").read_text(encoding="utf-8")
    outline = appendix(site.report)
    assert read(page) == parts(outline.blocks)
    assert read(chapter) == parts(outline.blocks)
    assert links(page) == links(chapter)
    assert [block.text for block in outline.blocks if isinstance(block, Heading)] == [
        *("Who wrote it", "What needs a person next", "By module", "Outcomes", "Complexity and coverage", "Cost"),
        *(*(("Privacy", "Models") if filled else ()), "Documentation that contradicts the code"),
    ]
    drawn = [[str(picture) for picture in BeautifulSoup(html, "html.parser").select("svg")] for html in (page, chapter)]
    assert drawn[0] == drawn[1]
    check_figures(page, site.report)
    check_figures(chapter, book.report)
    for html in (page, chapter):
        assert BeautifulSoup(html, "html.parser").h1.get_text().startswith(TITLE)
