"""What aidoc costs a warm offline build: CPU time against the same site with the same texts in the source.

Cases `edited` build each time after an edit of one function, in the site and its twin; cases `anew` remember nothing of
what earlier builds have worked out, as after a change of everything.
"""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.scale.site import edit
from benchmarks.twins import Ratios, figures, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.twins import Kept, Site, Tool

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
"""The modules that are edited: others of the package import them."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build sites and their twins by turns, all cases in each round, as long as there is time."""
    rounds = 1 if quick else 7
    with ExitStack() as stack:
        cases = {_name(*case): stack.enter_context(_case(*case)) for case in CASES[: 6 if quick else None]}
        end = time.monotonic() + SECONDS
        rows: dict[str, Ratios] = {name: Ratios() for name in cases}
        for turn in range(rounds + 1):
            for name, (ours, plain) in cases.items():
                if time.monotonic() < end:
                    rows[name].add(ours(), plain(), counts=turn > 0)  # the first brings what is read into memory
    return figures(rows)


def _name(tool: Tool, requirement: str, kept: Kept, jobs: int, before: Before) -> str:
    name = f"{tool} {requirement.partition('==')[0]}"
    return name + " reviewed" * (kept == "reviewed") + f" -j{jobs}" * (jobs > 1) + f" {before}" * bool(before)


@contextmanager
def _case(
    tool: Tool, requirement: str, kept: Kept, jobs: int, before: Before
) -> Iterator[tuple[Callable[[], float], Callable[[], float]]]:
    """The two builds of a case; sources are then what they were."""
    sites = pair(requirement, tool, kept)
    options = ("-E", "-a", "-j", str(jobs)) if tool == "sphinx" else ()
    files = [site.paths[0] / _EDITED[requirement.partition("==")[0]] for site in sites] if before == "edited" else []
    texts = [file.read_bytes() for file in files]

    def build(site: Site, file: Path | None) -> float:
        if file is not None:
            edit(file)
        if before == "anew":
            shutil.rmtree(site.root / ".aidoc/cache/memo", ignore_errors=True)
        return site.build(*options)

    ours, plain = ((site, files[place] if files else None) for place, site in enumerate(sites))
    try:
        yield (lambda: build(*ours)), (lambda: build(*plain))
    finally:
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text)


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
