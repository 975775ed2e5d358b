"""What aidoc costs a warm offline build: CPU time against the same site with the same texts in the source.

Each time, cases `edited` build after an edit of one function, in the site and its twin; cases `remarked` after a
comment is added at the head of every module, so that all bytes and places are others and nothing else is; cases
`changed` after an edit of one function of every module. Cases `anew` remember nothing of what earlier builds have
worked out. An edit is taken back before another case builds: sites of the same package share its source. What the build
before an edit remembers is that of the package as it was, not of another edit.
"""

from __future__ import annotations

import ast
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.twins import Ratios, figures, pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.twins import Kept, Site, Tool

SECONDS = 480.0
"""No pair of builds is begun after these, once the sites are there."""
Before = Literal["", "edited", "remarked", "changed", "anew"]
CASES: tuple[tuple[Tool, str, Kept, int, Before], ...] = (
    ("mkdocs", "click==8.1.8", "cache", 1, ""),
    ("mkdocs", "httpx==0.28.1", "cache", 1, ""),
    ("mkdocs", "click==8.1.8", "cache", 1, "edited"),
    ("mkdocs", "httpx==0.28.1", "cache", 1, "edited"),
    ("mkdocs", "click==8.1.8", "cache", 1, "remarked"),
    ("mkdocs", "httpx==0.28.1", "cache", 1, "remarked"),
    ("mkdocs", "click==8.1.8", "cache", 1, "changed"),
    ("mkdocs", "httpx==0.28.1", "cache", 1, "changed"),
    ("mkdocs", "click==8.1.8", "cache", 1, "anew"),
    ("mkdocs", "httpx==0.28.1", "cache", 1, "anew"),
    ("mkdocs", "click==8.1.8", "reviewed", 1, ""),
    ("sphinx", "click==8.1.8", "cache", 1, ""),
    ("sphinx", "click==8.1.8", "cache", 2, ""),
    ("sphinx", "httpx==0.28.1", "cache", 1, ""),
)
"""Tool, package, where the texts are, Sphinx' `-j`, and what happens before each build."""
_MEMOS = ".aidoc/cache/memo"
_ASIDE = ".aidoc/memos-before-edits"
_EDITED = {"click": "click/globals.py", "httpx": "httpx/_exceptions.py"}
"""The modules that are edited: others of the package import them. Each ends in the body of a function."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build sites and their twins by turns, all cases in each round, as long as there is time."""
    rounds = 1 if quick else 7
    cases = CASES[: 10 if quick else None]
    for requirement, tool, kept in dict.fromkeys((case[1], case[0], case[2]) for case in cases):
        site, _ = pair(requirement, tool, kept)
        shutil.rmtree(site.root / _ASIDE, ignore_errors=True)  # of another release, perhaps
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
    name = requirement.partition("==")[0]
    if before:
        _remember(sites[0], before)
    with edited(edits([site.paths[0] / name for site in sites], before)):
        ours, plain = (site.build(*options) for site in sites)
    return ours, plain


def _remember(site: Site, before: Before) -> None:
    """Have a site remember what a build of it remembers that has seen no edit; nothing for cases `anew`."""
    memos, aside = site.root / _MEMOS, site.root / _ASIDE
    if before != "anew" and not aside.is_dir():
        site.build()
        shutil.copytree(memos, aside)
    shutil.rmtree(memos, ignore_errors=True)
    if before != "anew":
        shutil.copytree(aside, memos)


def edits(packages: Sequence[Path], before: Before) -> dict[Path, str]:
    """The texts of the files that are edited before a build.

    Args:
        packages: The directories of a package and of its twin.
        before: What happens before the build.
    """
    number = time.time_ns()  # another one each time, or the memo of an earlier edit would be found
    if before == "edited":
        return {
            file: f"{_text(file).rstrip()}\n    edited = {number}\n"
            for package in packages
            for file in [package.parent / _EDITED[package.name]]
        }
    modules = [file for package in packages for file in sorted(package.rglob("*.py"))]
    if before == "remarked":
        return {file: f"# Edited: {number}.\n{_text(file)}" for file in modules}
    return {file: with_statement(_text(file), f"edited = {number}") for file in modules} if before == "changed" else {}


def with_statement(code: str, statement: str) -> str:
    """A module with a statement at the end of its last function; the same where no function has lines of its own.

    Args:
        code: The module.
        statement: The statement.
    """
    found = [
        one
        for one in ast.walk(ast.parse(code))
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.body[0].lineno > one.lineno
    ]
    if not found:
        return code
    last = max(found, key=lambda one: one.lineno).body[-1]
    lines = code.splitlines(keepends=True)
    end = last.end_lineno or last.lineno
    # Behind the lines of the last statement: one more, set in as that is.
    return "".join(
        (*lines[: end - 1], lines[end - 1].rstrip("\n"), f"\n{' ' * last.col_offset}{statement}\n", *lines[end:])
    )


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@contextmanager
def edited(texts: Mapping[Path, str]) -> Iterator[None]:
    """Have files hold other texts inside the `with` block; they are then what they were.

    Args:
        texts: The texts, by file.
    """
    before = {file: _text(file) for file in texts}
    try:
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
        yield
    finally:
        for file, text in before.items():
            file.write_text(text, encoding="utf-8")


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
