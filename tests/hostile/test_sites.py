"""Every hostile answer through real MkDocs and real Sphinx, by every route, and through a browser.

`python -m benchmarks hostile` builds every case by every route; here cases take the routes in turn.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.azure import LocalAzure
from tests.hostile.browser import canary, visit, why_not
from tests.hostile.corpus import Case, cases, twins
from tests.hostile.effects import effects, missing, shown
from tests.hostile.project import PACKAGE, Built, Project
from tests.hostile.reader import cleaned
from tests.hostile.sites import build_mkdocs, build_sphinx
from tests.hostile.unescaped import unescaped
from tests.laws import few

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOOLS = ("mkdocs", "napoleon", "numpydoc")
# One of each way to act, for the proof that all this would be noticed.
ACTING = {
    "mkdocs": (
        "block-heading html-details-ontoggle html-iframe-srcdoc html-img-beacon html-script html-style inline-attr-list "
        "link-html-javascript link-image link-inline-javascript mkdocstrings-html snippet-single"
    ),
    "napoleon": (
        "download figure image include-file index literalinclude py-function raw-html-script "
        "target-javascript title-underline"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """A site of hostile answers and its twin.

    Attributes:
        cases: The cases of the site.
        hostile: The site.
        twin: The twin.
        elsewhere: The address that stands for any other host.
        hits: What was asked for there.
    """

    cases: list[Case]
    hostile: Built
    twin: Built
    elsewhere: str
    hits: list[str]


def build(tool: str, root: Path, found: list[Case], code: Path | None = None, *, turn: int | None = 0) -> Built:
    """Build a site of some cases."""
    project = Project(root=root, cases=found)
    project.write_package()
    with LocalAzure() as azure:
        if tool == "mkdocs":
            return build_mkdocs(project, azure, turn=turn, code=code)
        also = "numpydoc" if tool == "numpydoc" else "sphinx.ext.napoleon"
        return build_sphinx(project, azure, also=also, turn=turn, code=code)


@contextmanager
def both(tool: str, root: Path, *, every: int) -> Iterator[Sites]:
    """One in so many cases of the corpus built with one tool, and its twin."""
    with canary() as (elsewhere, hits):
        found = cases(elsewhere)[::every]
        turn = TOOLS.index(tool)
        hostile = build(tool, root / "hostile", found, turn=turn)
        twin = build(tool, root / "twin", twins(found), turn=turn)
        yield Sites(cases=found, hostile=hostile, twin=twin, elsewhere=elsewhere, hits=hits)


def test_the_corpus_is_large() -> None:
    """There are at least 200 cases for each tool, and no two of one name."""
    names = [case.identifier for case in cases()]
    assert len(names) == len(set(names))
    for directory in ("markdown", "rest"):
        assert sum(name.startswith((directory, "answers")) for name in names) >= 200


@pytest.mark.parametrize("tool", few(["mkdocs", "napoleon"], every=2))
def test_a_sample_of_hostile_answers_is_text(tool: str, tmp_path: Path) -> None:
    """One in forty of the hostile answers through a strict build: its pages have nothing of them but words."""
    with both(tool, tmp_path, every=40) as sites:
        _nothing_breaks_the_build(sites)
        _everything_is_text(sites)
        _the_counts_add_up(sites)


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_hostile_answers_are_text(tool: str, tmp_path: Path) -> None:
    """Every hostile answer through a strict build, and the pages through a browser: nothing comes of it but words.

    One test, because the sites take long to build; numpydoc, which differs in little, builds a part. Without a browser it is skipped when all else has been asserted.
    """
    with both(tool, tmp_path, every=8 if tool == "numpydoc" else 1) as sites:
        _nothing_breaks_the_build(sites)
        _everything_is_text(sites)
        _the_counts_add_up(sites)
        if why_not():
            pytest.skip(f"all but the browser passed: {why_not()}")
        _nothing_happens_in_the_browser(sites)


def _nothing_breaks_the_build(sites: Sites) -> None:
    """A strict build succeeds and warns of nothing, whatever was answered."""
    assert (sites.hostile.code, sites.hostile.warnings) == (0, []), sites.hostile.log[-2000:]
    assert (sites.twin.code, sites.twin.warnings) == (0, []), sites.twin.log[-2000:]


def _everything_is_text(sites: Sites) -> None:
    """A site of hostile answers has nothing that its twin has not, but words; and the words are all there."""
    assert effects(sites.hostile.site, sites.twin.site, sites.cases, elsewhere=sites.elsewhere) == []
    assert missing(sites.hostile.site, sites.cases) == []


def _the_counts_add_up(sites: Sites) -> None:
    """Every object has an outcome, those that came to nothing included, and each route was taken."""
    report = sites.hostile.report
    outcomes = report["outcomes"]
    assert sum(outcomes.values()) == len(report["objects"])
    assert min(outcomes[route] for route in ("generated", "reviewed", "cached")) >= len(sites.cases) // 2
    failed = [entry["path"] for entry in report["objects"] if entry["outcome"] == "failed"]
    said = {
        f"{PACKAGE}.{case.page}.{name}"
        for case in sites.cases
        for name, answer in case.answers().items()
        if any(cleaned(text).strip() for text in shown(name, answer))
    }
    assert said.intersection(failed) == set()


def _nothing_happens_in_the_browser(sites: Sites) -> None:
    """Chromium opens every page, touches everything on it and searches: nothing runs, pops up or leaves the site."""
    seen, plain = visit(sites.hostile.site), visit(sites.twin.site, most=3)
    assert seen.pages > len({case.page for case in sites.cases})
    assert seen.requests > seen.pages
    assert seen.effects == []
    assert seen.beyond(plain) == []
    assert sites.hits == []


@pytest.mark.slow
@pytest.mark.parametrize("tool", ACTING)
def test_without_escaping_it_would_be_noticed(tool: str, tmp_path: Path) -> None:
    """With the escapers taken out of a copy of aidoc, each kind of case is found to act, and the browser sees it."""
    wanted = {f"{'markdown' if tool == 'mkdocs' else 'rest'}/{name}" for name in ACTING[tool].split()}
    with canary() as (elsewhere, hits):
        found = [replace(case, page=case.identifier) for case in cases(elsewhere) if case.name in wanted]
        assert len(found) == len(wanted)
        code = unescaped(tmp_path / "code")
        hostile = build(tool, tmp_path / "hostile", found, code, turn=None)
        twin = build(tool, tmp_path / "twin", twins(found), turn=None)
        said = effects(hostile.site, twin.site, found, elsewhere=elsewhere)
        assert [case.name for case in found if not any(case.identifier in one for one in said)] == []
        assert [one for one in said if "holds the secret" in one]
        if why_not():
            pytest.skip(why_not())
        seen = visit(hostile.site)
        assert seen.dialogs
        assert [one for one in seen.outside if elsewhere in one]
        assert hits
        assert seen.beyond(visit(twin.site, most=3))
