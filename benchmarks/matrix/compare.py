"""What aidoc changes on a set-up's site beside filling it: words, signatures, files, warnings, exit codes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from benchmarks.words.compare import Found, compare_blocks, compare_pages
from benchmarks.words.page import Block, Page
from benchmarks.words.site import Built, compare, write_marked
from tests.azure import LocalAzure
from tests.texts import MARK

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.matrix.site import Outcome, Site

FIGURES = ("lost", "doubled", "changed", "signatures_wrong", "objects_more", "objects_less", "warnings_added",
           "files_more", "files_less", "exit_code")  # fmt: skip
_OWN = re.compile(r"(^|/)aidoc\b")
"""The appendix, in each language, and the style sheet."""
_PAGES = {"html", "dirhtml", "singlehtml"}
_TEXTS = {".txt": "\n\n", ".1": "\n\n", ".pot": "\n\n", ".texi": "\n", ".tex": "\n", ".xml": "\n", ".pseudoxml": "\n"}
"""What ends a paragraph, by the ending of the file's name."""
_HTML = {".fjson", ".xhtml"}
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
    found = _pages(site, plain, filled) if site.setup.builder in _PAGES else _texts(plain, filled)
    for name in sorted(filled.files - plain.files):
        if not _OWN.search(name):
            found.add("files_more", name)
    for name in sorted(plain.files - filled.files):
        found.add("files_less", name)
    if filled.code:
        found.add("exit_code", filled.output[-1500:])
    outcomes = filled.report.get("outcomes", {})
    counts = {"asked": asked, "filled": sum(outcomes.get(name, 0) for name in _FILLED)}
    shown = {"shown": sum(_marked(file) for file in filled.pages.rglob("*") if file.is_file())}
    return {**counts, **shown, **found.figures}, found.offenders, filled.output


def _pages(site: Site, plain: Outcome, filled: Outcome) -> Found:
    before = Built(pages=plain.pages, problems=plain.problems)
    after = Built(pages=filled.pages, problems=filled.problems, report=filled.report)
    return compare(before, after, site.code)


def _texts(plain: Outcome, filled: Outcome) -> Found:
    """The words of each document of a builder that writes no pages of HTML."""
    found = Found()
    for name in sorted(plain.files):
        before, after = plain.pages / name, filled.pages / name
        if before.suffix in (*_TEXTS, *_HTML) and not name.startswith("genindex") and after.is_file():
            one = Found()
            if before.suffix in _HTML:
                one += compare_pages(Page(_html(before)), Page(_html(after)))
            else:
                compare_blocks(_blocks(before), _blocks(after), one)
            one.offenders = [f"{name}: {line}" for line in one.offenders]
            found += one
    for problem, number in (filled.problems - plain.problems).items():
        found.add("warnings_added", f"{problem[:400]}{f' ({number} times)' if number > 1 else ''}")
    return found


def _html(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return str(json.loads(text).get("body", "")) if file.suffix == ".fjson" else text


def _blocks(file: Path) -> list[Block]:
    """The paragraphs of a text, or the lines of markup."""
    text = re.sub(r"^#.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    parts = (" ".join(part.split()) for part in text.split(_TEXTS[file.suffix]))
    return [Block(part, MARK in part) for part in parts if part]


def _marked(file: Path) -> bool:
    """Whether generated text stands in a file that people read."""
    if file.suffix not in {".html", *_HTML, *_TEXTS} or "aidoc" in file.parts[-2:]:
        return False
    text = file.read_text(encoding="utf-8", errors="replace")
    return MARK in text or json.dumps(MARK)[1:-1] in text
