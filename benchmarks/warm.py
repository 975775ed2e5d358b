"""What aidoc costs a warm offline build: CPU time against the same site with the same texts in the source.

Cases `edited` build each time after an edit of one function, in the site and its twin; cases `anew` remember nothing of
what earlier builds have worked out, as after a change of everything. An edit is taken back before another case builds:
sites of the same package share its source.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.twins import Ratios, figures, pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.twins import Kept, Tool

SECONDS = 480.0
"""No pair of builds is begun after these, once the sites are there."""
Before = Literal["", "edited", "anew"]
CASES: tuple[tuple[Tool, str, Kept, int, Before], ...] = (
    ("mkdocs", "click==8.1.8", "cache", 1, ""),
    ("mkdocs", "httpx==0.28.1", "cache", 1, ""),
    ("mkdocs", "click==8.1.8", "cache", 1, "edited"),
    ("mkdocs", "httpx==0.28.1", "cache", 1, "edited"),
    ("mkdocs", "click==8.1.8", "cache", 1, "anew"),
    ("mkdocs", "httpx==0.28.1", "cache", 1, "anew"),
    ("mkdocs", "click==8.1.8", "reviewed", 1, ""),
    ("sphinx", "click==8.1.8", "cache", 1, ""),
    ("sphinx", "click==8.1.8", "cache", 2, ""),
    ("sphinx", "httpx==0.28.1", "cache", 1, ""),
)
"""Tool, package, where the texts are, Sphinx' `-j`, and what happens before each build."""
_EDITED = {"click": "click/globals.py", "httpx": "httpx/_exceptions.py"}
"""The modules that are edited: others of the package import them. Each ends in the body of a function."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build sites and their twins by turns, all cases in each round, as long as there is time."""
    rounds = 1 if quick else 7
    cases = CASES[: 6 if quick else None]
    for requirement, tool, kept in dict.fromkeys((case[1], case[0], case[2]) for case in cases):
        pair(requirement, tool, kept)
    end = time.monotonic() + SECONDS
    rows: dict[str, Ratios] = {_name(*case): Ratios() for case in cases}
    for turn in range(rounds + 1):
        for case in cases:
            if time.monotonic() < end:
                rows[_name(*case)].add(*_build(*case), counts=turn > 0)  # the first brings what is read into memory
    return figures(rows)


def _name(tool: Tool, requirement: str, kept: Kept, jobs: int, before: Before) -> str:
    name = f"{tool} {requirement.partition('==')[0]}"
    return name + " reviewed" * (kept == "reviewed") + f" -j{jobs}" * (jobs > 1) + f" {before}" * bool(before)


def _build(tool: Tool, requirement: str, kept: Kept, jobs: int, before: Before) -> tuple[float, float]:
    """Build the site and its twin, and give the CPU seconds of each."""
    sites = pair(requirement, tool, kept)
    options = ("-E", "-a", "-j", str(jobs)) if tool == "sphinx" else ()
    files = [site.paths[0] / _EDITED[requirement.partition("==")[0]] for site in sites] if before == "edited" else []
    if before == "anew":
        shutil.rmtree(sites[0].root / ".aidoc/cache/memo", ignore_errors=True)
    with edited(files):
        ours, plain = (site.build(*options) for site in sites)
    return ours, plain


@contextmanager
def edited(files: Sequence[Path]) -> Iterator[None]:
    """Have the bodies of the last functions of files edited inside the `with` block; they are then what they were."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    try:
        for file, text in texts.items():
            # Another number each time, or the memo of an earlier edit would be found.
            file.write_text(f"{text.rstrip()}\n    edited = {time.time_ns()}\n", encoding="utf-8")
        yield
    finally:
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
