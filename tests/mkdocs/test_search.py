"""What is out of the search: marks and the appendix, whichever search a site has."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.mkdocs.project import Serving

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

TITLE = "Documentation coverage"
OURS = ("Generated", "not reviewed", "gpt-4", "ai-generated", "ai-completed", TITLE)


def _entries(built: Built) -> list[dict[str, Any]]:
    docs: list[dict[str, Any]] = json.loads(built.html("search/search_index.json"))["docs"]
    return docs


def _assert_searchable(built: Built) -> None:
    """The index has people's and generated text, and nothing of ours; the pages have it all."""
    assert (built.error, built.logged) == (None, [])
    index = built.html("search/search_index.json")
    assert "Read a file in full" in index
    assert "Attend to the forecast" in index
    assert [word for word in OURS if word in index] == []
    assert not any(entry["location"].startswith("aidoc.html") for entry in _entries(built))
    assert len(built.soup().select(".aidoc-badge")) == 6
    assert "<!--aidoc" not in built.html()
    assert "8 API objects" in built.text("aidoc.html")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", {"name": "material", "font": False}])
def test_marks_and_appendix_are_not_found(project: Project, theme: Any) -> None:
    """With the built-in search and with Material's own, badges, labels and the appendix are in no entry."""
    built = project.build(theme=theme, aidoc={"mark": "both"})
    _assert_searchable(built)
    assert len(built.soup().select("[class*=doc-label-ai-]")) == 6


def test_the_rest_of_the_index_is_untouched(project: Project) -> None:
    """Entries are the same as those of a site without marks: places, titles and texts."""
    without = _entries(project.build(aidoc={"mark": "none"}))
    assert _entries(project.build(aidoc={"mark": "both"})) == without
    assert {entry["location"] for entry in without} >= {"index.html", "index.html#small.weather.forecast"}


@pytest.mark.parametrize("indexing", ["sections", "titles"])
def test_whatever_is_indexed(project: Project, indexing: str) -> None:
    """The built-in search's own options do not bring the appendix back."""
    project.before = [{"search": {"indexing": indexing}}]
    built = project.build()
    assert built.error is None
    assert not any(TITLE in entry["title"] or "aidoc" in entry["location"] for entry in _entries(built))


@pytest.mark.skipif(not shutil.which("node"), reason="no node to build the index beforehand")
def test_an_index_built_beforehand(project: Project) -> None:
    """What node builds at once has the same entries, none of them missing behind a result."""
    project.before = [{"search": {"prebuild_index": True}}]
    built = project.build()
    _assert_searchable(built)
    index = json.loads(built.html("search/search_index.json"))
    found = {reference.partition("/")[2] for reference, _ in index["index"]["fieldVectors"]}
    assert found <= {entry["location"] for entry in index["docs"]}


def test_every_rebuild_of_serve(project: Project) -> None:
    """The second build has no more in its index than the first."""
    project.configure()
    serving = Serving(project)
    for _ in range(2):
        built = serving.rebuild()
        assert built.error is None
        _assert_searchable(built)


def test_a_site_without_search(project: Project) -> None:
    """Nothing depends on there being a search."""
    project.before = []
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    assert len(built.soup().select(".aidoc-badge")) == 6


def test_what_other_plugins_do_to_a_page_meanwhile_stays(project: Project) -> None:
    """A plugin that rewrites the page while marks are out neither loses its work nor ours."""
    project.write(
        {
            "hook.py": (
                "def on_page_context(context, page, config, nav):\n"
                "    assert 'aidoc-badge' not in page.content\n"
                "    page.content += '<p id=\"mine\">mine</p>'\n"
            )
        }
    )
    built = project.build(hooks=["hook.py"])
    assert (built.error, built.logged) == (None, [])
    assert built.soup().find(id="mine") is not None
    assert len(built.soup().select(".aidoc-badge")) == 6
