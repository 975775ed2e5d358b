"""What a warm build costs of large packages: sqlalchemy, and a made-up one of at least 20,000 objects.

As in `warm`, CPU time against the twin with the same texts in the source, by turns, unchanged and after an edit of one
function. Pages of sqlalchemy are rendered. Those of the made-up package are not, on either side, as rendering alone
takes longer than all that is measured; so what aidoc adds weighs more there than in the build of a site.

It ends within ten minutes, once the sites are made. Pairs are kept: another run of the same code goes on from there.
The first pair of each site settles, and does not count.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.scale import copies_for
from benchmarks.scale.made_up import TOP
from benchmarks.scale.site import TOP_DIRECTORY, site_of, source_of
from benchmarks.sites import make_site
from benchmarks.twins import Ratios, Site, figures, pair, write_texts
from benchmarks.warm import edited, with_statement
from benchmarks.words.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    Rows = Mapping[str, tuple[dict[str, Any], list[str]]]

SECONDS = 560.0
PAIRS = 3
"""Of each case, at most, beside one that settles."""
OBJECTS = 20_000
_SQLALCHEMY = "sqlalchemy==2.1.9"
_MEMOS = ".aidoc/cache/memo"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Large:
    """A package of which a site and its twin are built.

    Attributes:
        name: The name of its case.
        sites: Makes the site and its twin, once.
        module: The module that is edited; others import it.
        build: Builds one of them and gives the CPU seconds.
    """

    name: str
    sites: Callable[[], tuple[Site, Site]]
    module: str
    build: Callable[[Site], float]


def _made_up() -> tuple[Site, Site]:
    place = site_of(copies_for(OBJECTS), lambda: True)
    assert place is not None
    twin = place.with_name(f"twin-of-{place.name}")
    source, ready = twin / "source", twin / "ready"
    site = Site(tool="mkdocs", directory=place, paths=(source_of(place),))
    if not ready.is_file():
        shutil.rmtree(twin, ignore_errors=True)
        twin.mkdir()
        write_texts(site, source, TOP)
        make_site(twin / "site", source, TOP, aidoc=None)
        ready.touch()
    return site, Site(tool="mkdocs", directory=twin / "site", paths=(source,))


_PACKAGES = (
    _Large(
        name="mkdocs sqlalchemy",
        sites=lambda: pair(_SQLALCHEMY, "mkdocs"),
        module="sqlalchemy/engine/url.py",
        build=lambda site: site.build(),
    ),
    _Large(
        name="sphinx sqlalchemy",
        sites=lambda: pair(_SQLALCHEMY, "sphinx"),
        module="sqlalchemy/engine/url.py",
        build=lambda site: site.build("-E", "-a"),
    ),
    _Large(
        name="mkdocs made up, not rendered",
        sites=_made_up,
        module=f"{TOP}/part_000/click/globals.py",
        build=lambda site: site.pass_through(),
    ),
)


def run(*, quick: bool = False, part: str = "1/1") -> dict[str, Any]:
    """Build each site and its twin by turns, unchanged and edited, as long as there is time.

    Args:
        quick: The made-up package alone, one pair.
        part: `K/N`: the K-th of N parts of the packages alone.
    """
    number, parts = map(int, part.split("/"))
    packages = _PACKAGES[-1:] if quick else _PACKAGES[number - 1 :: parts]
    for one in packages:
        one.sites()
    end = time.monotonic() + SECONDS
    kept = Kept(TOP_DIRECTORY.with_name("large"))
    for turn in range(2 if quick else PAIRS + 1):
        for one, edit in ((one, edit) for one in packages for edit in (False, True)[: 1 + (turn > 0)]):
            began, name, known = time.monotonic(), f"{_name(one, edit=edit)} {turn}", kept.read()
            if name not in known and began + expected_seconds(one.name, known) < end:
                ours, plain = _build(one, edit=edit)
                seconds = round(time.monotonic() - began, 1)
                kept.add(name, {"ours": ours, "plain": plain, "seconds": seconds}, [])
    return sums([_name(one, edit=edit) for one in packages for edit in (False, True)], kept.read())


def expected_seconds(site: str, kept: Rows) -> float:
    """How long the next pair of a site may take by the clock: as long as any did, of its own if there was one.

    Args:
        site: The name of its cases.
        kept: The pairs that were measured.
    """
    own = [row["seconds"] for name, (row, _) in kept.items() if name.startswith(site)]
    return max(own or [row["seconds"] for row, _ in kept.values()], default=0.0)


def _name(one: _Large, *, edit: bool) -> str:
    return f"{one.name}, edited" if edit else one.name


def _build(one: _Large, *, edit: bool) -> tuple[float, float]:
    """Build the site and its twin, and give the CPU seconds of each; what is remembered is then as it was."""
    sites = one.sites()
    if not edit:
        return one.build(sites[0]), one.build(sites[1])
    files = [site.paths[0] / one.module for site in sites]
    number = time.time_ns()  # another one each time, or the memo of an earlier edit would be found
    texts = {file: with_statement(file.read_text(encoding="utf-8"), f"edited = {number}") for file in files}
    with edited(texts), put_back(sites[0].root / _MEMOS):
        return one.build(sites[0]), one.build(sites[1])


@contextmanager
def put_back(memos: Path) -> Iterator[None]:
    """Have a directory be what it was when the `with` block ends.

    Args:
        memos: The directory.
    """
    aside = memos.with_name("memos-before-the-edit")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(memos, aside)
    try:
        yield
    finally:
        shutil.rmtree(memos)
        aside.rename(memos)


def sums(cases: Sequence[str], kept: Rows) -> dict[str, Any]:
    """The figures of some cases.

    Args:
        cases: Their names.
        kept: The pairs that were measured, each under the name of its case and its number; 0 is one that settles.
    """
    rows = {case: Ratios() for case in cases}
    for name, (row, _) in kept.items():
        case, _, turn = name.rpartition(" ")
        if case in rows:
            rows[case].add(row["ours"], row["plain"], counts=turn != "0")
    found = figures(rows)
    for case, ratios in rows.items():
        found["cases"][case]["extra_ms"] = ratios.extra_ms
    return found


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in found["cases"].items())
