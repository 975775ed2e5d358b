"""The option `language`: checks about English words leave other languages alone; titles are the site's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.azure import Fault, every
from tests.languages import LANGUAGES, translate

if TYPE_CHECKING:
    from tests.mkdocs.project import Project


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_in_another_language(project: Project, language: str) -> None:
    """Every object is answered at once, nothing is asked twice, and the page shows it under the site's titles."""
    project.azure.faults = [Fault(every(1), "alter", alter=translate(language))]
    built = project.build(aidoc={"language": language})
    assert (built.error, built.logged) == (None, [])
    assert set(built.outcomes.values()) == {"generated", "human"}
    assert [row["findings"] for row in built.report["objects"] if row["findings"]] == []
    assert len(built.requests) == 1
    assert f"Write in {language}." in str(built.requests[0].body)
    forecast = built.object("small.weather.forecast")
    text = forecast.get_text(" ", strip=True)
    summary, parameter, result, error = LANGUAGES[language]
    assert [said for said in (summary, parameter, result, error) if said not in text] == []
    titles = [title.get_text(strip=True) for title in forecast.select(".doc-section-title")]
    assert titles == ["Parameters:", "Returns:", "Raises:"]
    again = project.build(aidoc={"language": language, "offline": True})
    assert (again.error, again.logged) == (None, [])
    assert "generated" not in again.outcomes.values()


def test_in_english_the_same_texts_are_asked_about(project: Project) -> None:
    """The control: without the option, a text in another language is held against English words."""
    project.azure.faults = [Fault(every(1), "alter", alter=translate("Italian"))]
    built = project.build(aidoc={"on_miss": "ignore"})
    assert len(built.requests) > 1
    assert any(one["severity"] == "repair" for row in built.report["objects"] for one in row["findings"])
