"""What aidoc costs a warm offline build: CPU time against the same site with the same texts in the source."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from benchmarks.twins import Ratios, figures, pair

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.twins import Kept, Tool

SECONDS = 480.0
"""No pair of builds is begun after these, once the sites are there."""
CASES: tuple[tuple[Tool, str, Kept, int], ...] = (
    ("mkdocs", "click==8.1.8", "cache", 1),
    ("mkdocs", "httpx==0.28.1", "cache", 1),
    ("mkdocs", "click==8.1.8", "reviewed", 1),
    ("sphinx", "click==8.1.8", "cache", 1),
    ("sphinx", "click==8.1.8", "cache", 2),
    ("sphinx", "httpx==0.28.1", "cache", 1),
)
"""Tool, package, where the texts are, and Sphinx' `-j`."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build sites and their twins by turns, all cases in each round, as long as there is time."""
    rounds = 1 if quick else 7
    cases = {_name(*case): _case(*case) for case in CASES[: 2 if quick else None]}
    end = time.monotonic() + SECONDS
    rows: dict[str, Ratios] = {name: Ratios() for name in cases}
    for turn in range(rounds + 1):
        for name, (ours, plain) in cases.items():
            if time.monotonic() < end:
                rows[name].add(ours(), plain(), counts=turn > 0)  # the first one brings what is read into memory
    return figures(rows)


def _name(tool: Tool, requirement: str, kept: Kept, jobs: int) -> str:
    name = f"{tool} {requirement.partition('==')[0]}"
    return name + " reviewed" * (kept == "reviewed") + f" -j{jobs}" * (jobs > 1)


def _case(tool: Tool, requirement: str, kept: Kept, jobs: int) -> tuple[Callable[[], float], Callable[[], float]]:
    ours, plain = pair(requirement, tool, kept)
    options = ("-E", "-a", "-j", str(jobs)) if tool == "sphinx" else ()
    return (lambda: ours.build(*options)), (lambda: plain.build(*options))


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
