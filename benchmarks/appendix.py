"""What the appendix weighs: bytes, seconds to write and convert it, and in Chromium its height and time to first paint.

The report is made up, in the shape of report.json: modules of 25 objects, of which three in four are not hand-written.
What is measured is the page itself: the outline, Markdown as MkDocs converts it, and a browser that opens the result.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import markdown

from aidoc_core.build.appendix import appendix, further_pages
from aidoc_core.render import outline_markdown
from aidoc_core.render.pieces import Addresses
from aidoc_core.render.script import SCRIPT
from aidoc_core.render.stylesheet import REPORT

SIZES = (170, 2_000, 20_000)
"""Objects on a site: of the example, of a large package, of the largest."""
_IN_A_MODULE = 25
_WIDE, _HIGH = 1280, 800
_TEMPLATE = "<!doctype html><meta charset=utf-8><style>{style}</style><main>{page}</main><script>{script}</script>"
_ADDRESSES = Addresses(
    docs=lambda path: f"../reference/#{path}",
    source=lambda place: f"https://github.com/me/project/blob/main/src/{place.place.replace(':', '#L')}",
    page=lambda name: f"{name}/",
)
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def run(*, quick: bool = False) -> dict[str, Any]:
    """Make the page of each size, and open it."""
    return {"objects": {str(size): _measure(size) for size in (SIZES[:2] if quick else SIZES)}}


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [
        "objects   pages   first kB   largest kB   all kB   write s   convert s   height px   paint ms   largest ms"
    ]
    for size, row in figures["objects"].items():
        lines.append(
            f"{size:>7}   {row['pages']:>5}   {row['first_kb']:>8,}   {row['largest_kb']:>10,}   {row['all_kb']:>6,}   "
            f"{row['write_s']:>7.2f}   {row['convert_s']:>9.2f}   {row['height_px'] or '-':>9}   "
            f"{row['first_paint_ms'] or '-':>8}   {row['largest_paint_ms'] or '-':>10}"
        )
    return "\n".join(lines)


def _measure(size: int) -> dict[str, Any]:
    data = _report(size)
    started = time.process_time()
    outlines = [appendix(data), *further_pages(data).values()]
    sources = [outline_markdown.page(outline, _ADDRESSES) for outline in outlines]
    written = time.process_time()
    pages = [markdown.markdown(source, extensions=["tables", "toc", "attr_list", "md_in_html"]) for source in sources]
    converted = time.process_time()
    weights = [len(page.encode()) for page in pages]
    height, paint = _opened(_page(pages[0]))
    largest = _opened(_page(max(pages, key=len)))[1] if len(pages) > 1 else paint
    return {
        "pages": len(pages),
        "first_kb": round(weights[0] / 1000),
        "largest_kb": round(max(weights) / 1000),
        "all_kb": round(sum(weights) / 1000),
        "write_s": round(written - started, 3),
        "convert_s": round(converted - written, 3),
        "height_px": height,
        "first_paint_ms": paint,
        "largest_paint_ms": largest,
    }


def _page(content: str) -> str:
    return _TEMPLATE.format(style=REPORT, page=content, script=SCRIPT)


def _opened(html: str) -> tuple[int | None, int | None]:
    """Height in pixels and milliseconds to the first paint; `None` where there is no browser."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    if not chromium:
        return None, None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        file = Path(directory, "page.html")
        file.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": _WIDE, "height": _HIGH})
        page.goto(file.as_uri(), wait_until="load")
        height = int(page.evaluate("() => document.scrollingElement.scrollHeight"))
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
        paint = round(page.evaluate(_PAINT))
        browser.close()
    return height, paint


def _report(size: int) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    modules: list[dict[str, Any]] = []
    for start in range(0, size, _IN_A_MODULE):
        module = f"package.part{start // 1000}.module{start // _IN_A_MODULE}"
        count = min(_IN_A_MODULE, size - start)
        authors = {"people": 0, "approved": 0, "model": 0, "nobody": 0}
        for number in range(count):
            author = ("people", "approved", "model", "nobody")[number % 4]
            authors[author] += 1
            rows.append(_row(f"{module}.SomeClass.some_function_{number}", author))
        before = {"documented": authors["people"], "complete": authors["people"], "total": count}
        after = {**before, "documented": count - authors["nobody"], "complete": count - authors["nobody"]}
        modules.append({"path": module, "before": before, "after": after, "authors": authors, "cost": None})
    whole = {
        when: {name: sum(row[when][name] for row in modules) for name in ("documented", "complete", "total")}
        for when in ("before", "after")
    }
    by = {
        author: sum(row["authors"][author] for row in modules) for author in ("people", "approved", "model", "nobody")
    }
    outcomes = {
        "human": by["people"], "reviewed": by["approved"], "cached": by["model"], "generated": 0, "failed": 0,
        "missed": by["nobody"], "skipped": 0,
    }  # fmt: skip
    usage = {
        "requests": 0, "input_tokens": 0, "cached_input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0,
        "saved_usd": 1.25,
    }  # fmt: skip
    return {
        "coverage": whole, "authors": by, "outcomes": outcomes, "usage": usage, "modules": modules, "objects": rows,
        "prices": {"source": "genai-prices", "version": "0"}, "withheld": {"literals": 0, "objects": 0},
        "models": ["gpt-4.1-mini-2025-04-14"], "contradictions": [], "costs": None, "hosts": [], "findings": [],
        "approval": {"approved": by["approved"], "texts": by["approved"] + by["model"] + by["nobody"], "stale": 0},
        "next": {"counts": {}, "first": []}, "complexity": {"source": "", "note": "", "bands": []},
        "history": {"file": "", "builds": [], "unreadable": []},
    }  # fmt: skip


def _row(path: str, author: str) -> dict[str, Any]:
    outcome = {"people": "human", "approved": "reviewed", "model": "cached", "nobody": "missed"}[author]
    filled = author in ("approved", "model")
    return {
        "path": path, "kind": "function", "author": author, "outcome": outcome,
        "reason": "" if filled else "offline", "gaps": ["parameter value", "returns"],
        "state": "accepted" if author == "approved" else "", "model": "gpt-4.1-mini-2025-04-14" if filled else "",
        "date": "2026-11-26" if filled else "", "source": "package/part/module.py:120", "findings": [],
    }  # fmt: skip
