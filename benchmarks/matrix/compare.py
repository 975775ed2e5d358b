"""What aidoc changes on a set-up's site beside filling it: words, signatures, files, warnings, exit codes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from benchmarks.words.compare import BY_PYTHON, Found, compare_pages
from benchmarks.words.page import Page
from benchmarks.words.site import Built, compare, write_marked
from tests.azure import LocalAzure
from tests.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bs4 import Tag

    from benchmarks.matrix.setup import Setup
    from benchmarks.matrix.site import Outcome, Site

FIGURES = ("lost", "doubled", "changed", "signatures_wrong", "objects_more", "objects_less", "warnings_added",
           "unmarked", "files_more", "files_less", "exit_code")  # fmt: skip
_OWN = re.compile(r"(^|/)aidoc\b")
"""The appendix, in each language, and the style sheet."""
_PAGES = {"html", "dirhtml", "singlehtml"}
_TEXTS = {".txt": "\n\n", ".1": "\n\n", ".pot": "\n\n", ".texi": "\n", ".tex": "\n", ".xml": "\n", ".pseudoxml": "\n",
          ".md": "\n\n", ".qmd": "\n\n", ".json": "\n"}  # fmt: skip
"""What ends a paragraph, by the ending of the file's name."""
_OBJECTS = ".doc-object, dl.py"
_MARKS = ".aidoc-badge, .aidoc-label, [class*=doc-label-ai-]"
_HTML = {".fjson", ".xhtml"}
_PHRASE = re.compile(r"\w+(?: \w+){2,}")
"""Three words or more with no sign between them; in markup too, these are people's."""
_FILLED = ("reviewed", "cached", "generated")


def measure(site: Site) -> tuple[dict[str, int], list[str]]:
    """Build a site without and with aidoc; gives its figures, and what is wrong.

    Args:
        site: The site.

    Raises:
        RuntimeError: It cannot be built without aidoc.
    """
    plain = site.build("plain")
    if plain.code:
        raise RuntimeError(plain.output[-1500:])
    with LocalAzure(answer=write_marked) as azure:
        filled = site.build("filled", azure)
        asked = sum(len(request.objects) for request in azure.requests)
    found = difference(site.setup, plain, filled, site.code)
    outcomes = filled.report.get("outcomes", {})
    filled_in = sum(outcomes.get(name, 0) for name in _FILLED)
    counts = {"asked": asked, "filled": filled_in, "on_demand": filled.report.get("on_demand", 0)}
    shown = {"shown": sum(_marked(file) for file in filled.pages.rglob("*") if file.is_file())}
    return {**counts, **shown, **dict.fromkeys(FIGURES, 0), **found.figures}, found.offenders


def difference(setup: Setup, plain: Outcome, filled: Outcome, code: Sequence[str]) -> Found:
    """What differs between two builds beside generated text.

    Args:
        setup: What was built.
        plain: The build without aidoc.
        filled: The one with it.
        code: The directories of the code that the site shows.
    """
    found = _pages(plain, filled, code) if setup.builder in _PAGES else _texts(plain, filled)
    for name in sorted(filled.files - plain.files):
        if not _OWN.search(name):
            found.add("files_more", name)
    for name in sorted(plain.files - filled.files):
        found.add("files_less", name)
    for file in sorted(filled.pages.rglob("*.html")):
        for name in unmarked(file.read_text(encoding="utf-8")):
            found.add("unmarked", f"{file.relative_to(filled.pages)}: {name}")
    if filled.code:
        found.add("exit_code", filled.output[-1500:])
    return found


def unmarked(html: str) -> list[str]:
    """Generated texts of a page without a mark, by their beginnings; tables of summaries carry none in MkDocs.

    Args:
        html: The page.
    """
    found = []
    for shown in BeautifulSoup(html, "html.parser").select(_OBJECTS):
        own = [one for one in shown.select(f"p, {_MARKS}") if one.find_parent(_is_object) is shown]
        texts = [one for one in own if MARK in one.get_text() and one.find_parent(["td", "li"]) is None]
        if texts and not any(one in shown.select(_MARKS) for one in own):
            found.append(" ".join(texts[0].get_text().split())[:80])
    return found


def _is_object(tag: Tag) -> bool:
    classes = tag.get("class") or ()
    return "doc-object" in classes or (tag.name == "dl" and "py" in classes)


def _pages(plain: Outcome, filled: Outcome, code: Sequence[str]) -> Found:
    before = Built(pages=plain.pages, problems=plain.problems)
    after = Built(pages=filled.pages, problems=filled.problems, report=filled.report)
    return compare(before, after, code)


def _texts(plain: Outcome, filled: Outcome) -> Found:
    """The words of each document of a builder that writes no pages of HTML."""
    found = Found()
    for name in sorted(plain.files):
        before, after = plain.pages / name, filled.pages / name
        if before.suffix in (*_TEXTS, *_HTML) and not name.startswith(("genindex", "py-modindex")) and after.is_file():
            one = Found()
            if before.suffix in _HTML:
                one += compare_pages(Page(_html(before)), Page(_html(after)))
            else:
                _compare_phrases(_paragraphs(before), _paragraphs(after), one)
            one.offenders = [f"{name}: {line}" for line in one.offenders]
            found += one
    for problem, number in (filled.problems - plain.problems).items():
        found.add("warnings_added", f"{problem[:400]}{f' ({number} times)' if number > 1 else ''}")
    return found


def _html(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return str(json.loads(text).get("body", "")) if file.suffix == ".fjson" else text


def _compare_phrases(before: list[str], after: list[str], found: Found) -> None:
    """Find each phrase again, in order: lists and tables are laid out anew when generated entries join them."""
    words, place = " \n ".join(after), 0
    for phrase in (one for paragraph in before for one in _PHRASE.findall(BY_PYTHON.sub("", paragraph))):
        found.figures["paragraphs"] += 1
        at = words.find(phrase, place)
        if at >= 0:
            place = at + len(phrase)
        else:
            found.add("changed" if phrase in words else "lost", phrase[:160])


def _paragraphs(file: Path) -> list[str]:
    """The words and signs of each, one space between them."""
    parts = file.read_text(encoding="utf-8").split(_TEXTS[file.suffix])
    return [" ".join(re.findall(r"\w+|[^\w\s]", part)) for part in parts]


def _marked(file: Path) -> bool:
    """Whether generated text stands in a file that people read."""
    if file.suffix not in {".html", *_HTML, *_TEXTS} or "aidoc" in file.parts[-2:]:
        return False
    text = file.read_text(encoding="utf-8", errors="replace")
    return MARK in text or json.dumps(MARK)[1:-1] in text
