"""A person's stale words in Sphinx: reported with their place, in every style and every build."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.mkdocs.test_stale import CODE, STALE
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

LINES = {"google": 5, "numpy": 6, "rest": 4}
LINE = 'aidoc: 1 statement in hand-written docstrings contradicts the code; see "pkg" (index.html)'


def _text(built, page="index"):
    html = (built.out / f"{page}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser").get_text(" ").replace("\u2019", "'").replace("\u2018", "'")


@pytest.mark.parametrize("style", STALE)
def test_a_parameter_that_is_gone_is_reported_and_stays(tmp_path, azure, style):
    """In report and appendix with file and line, one line in the log, no warning; the same after a partial build."""
    project = Project(tmp_path, files=PACKAGE | {"src/pkg/one.py": CODE.format(STALE[style])}, azure=azure.url)
    place = f"pkg/one.py:{LINES[style]}"
    built = project.build("html")
    assert (built.error, built.warnings) == ("", [])
    first = built.report["contradictions"]
    assert [(row["path"], row["source"], row["rule"]) for row in first] == [("pkg.one.act", place, "AD101")]
    assert LINE in built.status
    assert "No longer there." in _text(built, "one")
    assert "'gone' that cannot be passed" in _text(built)
    assert place.rpartition("/")[2] in _text(built)  # the directories are those of the module
    project.edit("docs/two.rst", "two\n===", "two\n===\n\nChanged.")
    again = project.build("html")
    assert again.read == ["two"]
    assert again.report["contradictions"] == first
    assert LINE in again.status
    assert "'gone' that cannot be passed" in _text(again)
