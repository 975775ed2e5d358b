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


REELS = '''"""Reels."""


class Reel:
    def join(self, other: "Reel") -> "Reel":
        return other


def wind(reel: Reel) -> Reel:
    return reel.join(Reel())
'''


def test_references_to_what_only_we_reveal_lead_into_their_language(project: Project) -> None:
    """Signatures link to a class without docstring; no language warns that another one has it as well."""
    project.write({"src/reels.py": REELS, "docs/index.md": "# Reels\n\n::: reels\n"})
    project.options |= {"show_signature_annotations": True, "separate_signature": True, "signature_crossrefs": True}
    project.before.insert(0, {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}})
    built = project.build(strict=True)
    assert (built.error, built.logged) == (None, [])
    for page in ("index.html", "de/index.html"):
        links = {str(link["href"]) for link in built.object("reels.wind", page).select(".doc-signature a")}
        assert links == {"#reels.Reel"}
