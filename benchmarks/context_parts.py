"""What each part of the context costs, in tokens: packages as published, with and without the part.

What is asked for is what a first build asks for: docstrings that people have written are there, and tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.asking.prompt import Ask, make_bundles, system_message
from aidoc_core.asking.reference import PARTS
from aidoc_core.code.gaps import wanted_gaps, why_not
from aidoc_core.code.packages import read_package
from aidoc_core.settings import Settings
from benchmarks.packages import count_tokens, package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

PACKAGES = {"click==8.1.8": "click", "httpx==0.28.1": "httpx", "attrs==25.3.0": "attr"}


def part_rows() -> dict[str, dict[str, Any]]:
    """For each package, the tokens of all requests, and how many of them each part of the context takes."""
    return {name: _measure(package(name), top) for name, top in PACKAGES.items()}


def _measure(source: Path, top: str) -> dict[str, Any]:
    objects = [obj for obj in read_package(top, [source], root=source) if not why_not(obj, Settings())]
    whole = _tokens(objects, Settings())
    bare = _tokens(objects, Settings(context=False))
    parts = {part: whole["tokens"] - _tokens(objects, Settings(without=frozenset({part})))["tokens"] for part in PARTS}
    return {**whole, "code": bare["tokens"], "context": whole["tokens"] - bare["tokens"], "parts": parts}


def _tokens(objects: list[ApiObject], settings: Settings) -> dict[str, int]:
    asks = [Ask(obj=obj, gaps=gaps, settings=settings) for obj in objects if (gaps := wanted_gaps(obj, settings))]
    bundles = make_bundles(asks, limit=settings.bundle)
    return {
        "objects": len(asks),
        "requests": len(bundles),
        "instructions": len(bundles) * count_tokens(system_message(settings)),
        "tokens": sum(count_tokens(bundle.message) for bundle in bundles),
    }


def parts_table(figures: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The figures as Markdown; nothing of nothing."""
    if not figures:
        return
    yield f"\n| input tokens | {' | '.join(figures)} |"
    yield f"|---|{'---|' * len(figures)}"
    for name in ("objects", "requests", "instructions", "code", "context"):
        yield f"| {name} | {' | '.join(f'{one[name]:,}' for one in figures.values())} |"
    for part in PARTS:
        cells = (f"{one['parts'][part]:,} ({100 * one['parts'][part] / one['code']:.1f} %)" for one in figures.values())
        yield f"| - {part} | {' | '.join(cells)} |"
