"""A site that static-i18n builds once for each language: one build to us, and one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.mkdocs.project import Project

LANGUAGES = [
    {"locale": "en", "default": True, "name": "English", "build": True},
    {"locale": "de", "name": "Deutsch", "build": True},
]


def test_one_report_for_all_languages(project: Project) -> None:
    """What was paid stands in the report, and each language has the page, with links into itself."""
    project.before.insert(0, {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}})
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    assert "generated" in built.outcomes.values()
    assert "cached" not in built.outcomes.values()
    assert built.report["usage"]["requests"] == len(built.requests)
    assert 'href="index.html#small.weather.forecast"' in built.html("aidoc.html")
    assert 'href="index.html#small.weather.forecast"' in built.html("de/aidoc.html")
