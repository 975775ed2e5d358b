"""A site that static-i18n builds once for each language: one build to us, and one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.azure import LocalAzure
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


@pytest.mark.parametrize("minified", [False, True])
def test_the_appendix_of_each_language_is_of_the_whole_site(
    project: Project, azure: LocalAzure, *, minified: bool
) -> None:
    """What only another language shows is listed too, with a link into that one; all else links into the own one."""
    project.write(
        {"docs/more.de.md": "# Mehr\n\n::: small.inner\n", "docs/only.en.md": "# Only\n\n::: small.outside\n"}
    )
    project.write({"src/small/outside.py": "def reach(far):\n    return far\n"})
    project.write({"src/small/inner.py": "def hold(fast):\n    return fast\n"})
    project.before.insert(
        0, {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES, "fallback_to_default": False}}
    )
    project.write({"docs/index.de.md": "# Wetter\n\n::: small.weather\n"})
    hooks = []
    if minified:
        project.write({"hooks.py": MINIFY})
        hooks = ["hooks.py"]
    built = project.build(hooks=hooks)
    assert (built.error, built.logged) == (None, [])
    # What each language alone has filled is in the sum.
    assert {"small.weather.forecast", "small.inner.hold", "small.outside.reach"} <= built.filled()
    assert built.report["usage"]["requests"] == len(built.requests)
    rows = built.report["objects"]
    assert sum(built.report["outcomes"].values()) == len(rows) == len({row["path"] for row in rows})
    billed = azure.billed_usage(built.requests)
    assert sum(row["tokens"]["input"] for row in rows) == built.report["usage"]["input_tokens"] == billed.prompt_tokens
    assert sum(row["tokens"]["output"] for row in rows) == billed.completion_tokens
    assert built.report["coverage"]["after"]["total"] == len(rows)
    found = {}
    for page in ("aidoc.html", "de/aidoc.html"):
        assert "data-aidoc-report" not in built.html(page)
        rows = [str(link["href"]) for link in built.soup(page).select(".aidoc-objects a[href*='#small.']")]
        found[page] = {href.partition("#")[2]: href for href in rows}
        assert len(rows) == len(found[page])
        assert built.filled() <= found[page].keys() <= built.outcomes.keys()
    assert found["aidoc.html"].keys() == found["de/aidoc.html"].keys()
    assert found["aidoc.html"]["small.weather.forecast"] == "index.html#small.weather.forecast"
    assert found["de/aidoc.html"]["small.weather.forecast"] == "index.html#small.weather.forecast"
    assert found["aidoc.html"]["small.inner.hold"] == "de/more.html#small.inner.hold"
    assert found["de/aidoc.html"]["small.inner.hold"] == "more.html#small.inner.hold"
    assert found["de/aidoc.html"]["small.outside.reach"] == "../only.html#small.outside.reach"


MINIFY = """
import re


def on_post_page(output, page, config):
    output = re.sub(r"<!--.*?-->", "", output, flags=re.DOTALL)
    return re.sub(r'="([\\\\w-]+)"', r"=\\\\1", re.sub(r"\\\\s+", " ", output))
"""
