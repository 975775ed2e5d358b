"""What aidoc changes on a set-up's site beside filling it: words, signatures, files, warnings, exit codes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from benchmarks.words.compare import BY_PYTHON, Found, compare_pages
from benchmarks.words.page import Page
from benchmarks.words.site import Built, compare, write_marked
from tests.azure import LocalAzure
from tests.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.matrix.setup import Setup
    from benchmarks.matrix.site import Outcome, Site

FIGURES = ("lost", "doubled", "changed", "signatures_wrong", "objects_more", "objects_less", "warnings_added",
           "files_more", "files_less", "exit_code")  # fmt: skip
_OWN = re.compile(r"(^|/)aidoc\b")
"""The appendix, in each language, and the style sheet."""
_PAGES = {"html", "dirhtml", "singlehtml"}
_TEXTS = {".txt": "\n\n", ".1": "\n\n", ".pot": "\n\n", ".texi": "\n", ".tex": "\n", ".xml": "\n", ".pseudoxml": "\n",
          ".md": "\n\n", ".qmd": "\n\n", ".json": "\n"}  # fmt: skip
"""What ends a paragraph, by the ending of the file's name."""
_HTML = {".fjson", ".xhtml"}
_PHRASE = re.compile(r"\w+(?: \w+){2,}")
"""Three words or more with no sign between them; in markup too, these are people's."""
_FILLED = ("reviewed", "cached", "generated")


def measure(site: Site) -> tuple[dict[str, int], list[str], str]:
    """Build a site without and with aidoc; gives its figures, what is wrong, and what the build with aidoc printed.

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
    counts = {"asked": asked, "filled": sum(outcomes.get(name, 0) for name in _FILLED)}
    shown = {"shown": sum(_marked(file) for file in filled.pages.rglob("*") if file.is_file())}
    return {**counts, **shown, **dict.fromkeys(FIGURES, 0), **found.figures}, found.offenders, filled.output


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
    if filled.code:
        found.add("exit_code", filled.output[-1500:])
    return found


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
