"""The corpus of hostile answers through real MkDocs and Sphinx, by every route, with and without the escapers.

`effects` and `broken_builds` are what comes of it; `effects_without_escaper` says how many cases act when the escapers
are taken out of a copy of aidoc, so that a reader sees that the corpus bites.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.azure import LocalAzure
from tests.hostile.browser import canary, visit, why_not
from tests.hostile.corpus import Case, cases, twins
from tests.hostile.effects import effects, missing
from tests.hostile.project import ROUTES, Built, Project
from tests.hostile.sites import build_mkdocs, build_sphinx
from tests.hostile.unescaped import unescaped

if TYPE_CHECKING:
    from collections.abc import Sequence

TOOLS = ("mkdocs", "napoleon", "numpydoc")
_ONE_IN = 8
_MOST_REPEATS = 40


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build every case by every route and in every style; `quick` takes one in eight, by one route.

    Args:
        quick: Smaller input, same figures.
    """
    rows: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as directory, canary() as (elsewhere, hits):
        root = Path(directory)
        found = cases(elsewhere)[:: _ONE_IN if quick else 1]
        seen: dict[str, Any] = {}
        for tool in TOOLS:
            for turn in range(1 if quick else len(ROUTES)):
                rows[f"{tool}, {ROUTES[turn]} first"] = _measure(tool, root / f"{tool}-{turn}", found, turn, elsewhere)
            if not why_not():
                seen[tool] = _browse(root / f"{tool}-0" / "hostile", root / f"{tool}-0" / "twin", tool, hits)
        without = {tool: _without(tool, root / f"raw-{tool}", found, elsewhere) for tool in TOOLS[:2]}
    return {
        "cases": len(found),
        "effects": sum(len(row["effects"]) for row in rows.values()),
        "broken_builds": sum(row["broken"] for row in rows.values()),
        "effects_without_escaper": without,
        "browser": {"skipped": why_not()} if why_not() else seen,
        "builds": rows,
    }


def _measure(tool: str, root: Path, found: Sequence[Case], turn: int, elsewhere: str) -> dict[str, Any]:
    built = _build(tool, root / "hostile", found, turn)
    twin = _build(tool, root / "twin", twins(found), turn)
    said = effects(built.site, twin.site, found, elsewhere=elsewhere) + missing(built.site, found)
    return {"effects": said, "warnings": built.warnings, "broken": int(bool(built.code or built.warnings))}


def _build(tool: str, root: Path, found: Sequence[Case], turn: int | None, code: Path | None = None) -> Built:
    project = Project(root=root, cases=found)
    project.write_package()
    with LocalAzure() as azure:
        if tool == "mkdocs":
            return build_mkdocs(project, azure, "site", turn=turn, code=code)
        also = "numpydoc" if tool == "numpydoc" else "sphinx.ext.napoleon"
        return build_sphinx(project, azure, "site", also=also, turn=turn, code=code)


def _browse(root: Path, twin: Path, tool: str, hits: list[str]) -> dict[str, Any]:
    seen = visit(root / "site" / "site")
    beyond = seen.beyond(visit(twin / "site" / "site", most=3))
    return {
        "pages": seen.pages,
        "requests_in_site": seen.requests,
        "requests_outside": len(seen.outside) + len(hits),
        "dialogs": len(seen.dialogs),
        "scripts": len(seen.ran),
        "elements_that_could_act": len(beyond),
        "tool": tool,
    }


def _without(tool: str, root: Path, found: Sequence[Case], elsewhere: str) -> int:
    """How many cases act without escapers: each on a page of its own; one that stops the build is taken out."""
    directory = {"mkdocs": "markdown", "napoleon": "rest"}[tool]
    left = [replace(case, page=case.identifier) for case in found if case.name.startswith((directory, "answers"))]
    code = unescaped(root / "code")
    twin = _build(tool, root / "twin", [case.twin() for case in left], None)
    stopped: set[str] = set()
    for number in range(_MOST_REPEATS):
        built = _build(tool, root / f"raw-{number}", left, None, code)
        if len(list(built.site.rglob("*.html"))) >= len(left):
            lines = [*effects(built.site, twin.site, left, elsewhere=elsewhere), *built.warnings]
            return len(stopped) + sum(any(_names(case, line) for line in lines) for case in left)
        said = reversed(built.log.splitlines())
        guilty = next((case for line in said for case in left if _names(case, line)), None)
        if guilty is None:
            raise RuntimeError(f"a build without escapers stopped, and does not say where:\n{built.log[-2000:]}")
        stopped.add(guilty.identifier)
        left = [case for case in left if case is not guilty]
    raise RuntimeError(f"builds without escapers were stopped by {_MOST_REPEATS} cases: {sorted(stopped)}")


def _names(case: Case, line: str) -> bool:
    """Whether a line is about the page of a case."""
    return re.search(rf"(?<![a-z0-9_]){case.identifier}(?![a-z0-9_])", line) is not None


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [
        f"{figures['cases']} cases: {figures['effects']} effects, {figures['broken_builds']} broken builds",
        *(f"{name}: {len(row['effects'])} effects, {len(row['warnings'])} warnings"
          for name, row in figures["builds"].items()),
        *(f"{tool} without escapers: {number} cases act"
          for tool, number in figures["effects_without_escaper"].items()),
    ]  # fmt: skip
    if "skipped" in figures["browser"]:
        return "\n".join([*lines, f"browser: skipped, {figures['browser']['skipped']}"])
    return "\n".join([*lines, *(f"browser, {tool}: {row}" for tool, row in figures["browser"].items())])
