"""What aidoc costs a Sphinx build for which nothing or little has changed, against the twin with the same texts.

The twin has them in the source. Beside builds in which nothing has changed, those after an edit: of one page, by a
comment, and of the body of one function of a module.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.scale.site import edit
from benchmarks.twins import Ratios, figures, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.twins import Site

SECONDS = 480.0
"""No pair of builds is begun after these, shared by the cases, once the sites are there."""
PACKAGES = ("click==8.1.8", "httpx==0.28.1")
MODULES = {"click": "click.globals", "httpx": "httpx._auth"}
"""The module of each package that is edited, or its page: neither the largest nor one of the smallest."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build each site and its twin by turns, when all is built already."""
    rows = dict(_rows(_chosen(quick=quick), 1 if quick else 7))
    found = figures(rows)
    for name, row in rows.items():
        found["cases"][name]["extra_cpu_ms"] = row.extra_ms
    return found


def _chosen(*, quick: bool) -> Sequence[str]:
    return PACKAGES[: 1 if quick else None]


def _rows(packages: Sequence[str], rounds: int) -> Iterator[tuple[str, Ratios]]:
    seconds = SECONDS / len(packages) / 3
    for requirement in packages:
        name = requirement.partition("==")[0]
        sites = pair(requirement, "sphinx")
        page = Path("docs", f"{MODULES[name]}.rst")
        pages = [site.directory / page for site in sites]
        modules = [site.paths[0] / f"{MODULES[name].replace('.', '/')}.py" for site in sites]
        yield name, _measure(sites, (), note, rounds, seconds)
        yield f"{name}, page edited", _measure(sites, pages, note, rounds, seconds)
        yield f"{name}, module edited", _measure(sites, modules, edit, rounds, seconds)


def note(file: Path) -> None:
    """Change a page by a line that nobody sees."""
    with file.open("a", encoding="utf-8") as page:
        page.write("\n.. Edited.\n")


def _measure(
    sites: tuple[Site, Site], files: Sequence[Path], change: Callable[[Path], None], rounds: int, seconds: float
) -> Ratios:
    row = Ratios()
    before = {file: file.read_bytes() for file in files}
    end = time.monotonic() + seconds
    try:
        for turn in range(-2, rounds):  # the first two build what there is, and settle
            if turn > 0 and time.monotonic() > end:
                break
            for file in before:
                change(file)
            ours, plain = (site.build() for site in sites)
            row.add(ours, plain, counts=turn >= 0)
    finally:
        for file, text in before.items():
            file.write_bytes(text)
    return row


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
