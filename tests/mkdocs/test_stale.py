"""A person's stale words: reported with their place, in every style, shown as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.mkdocs.project import Project

STALE = {
    "google": "Args:\n        gone: No longer there.\n        kept: Still there.",
    "numpy": "Parameters\n    ----------\n    gone : int\n        No longer there.\n    kept\n        Still there.",
    "rest": ":param gone: No longer there.\n    :param kept: Still there.",
}
LINES = {"google": 5, "numpy": 6, "rest": 4}
CODE = 'def act(kept):\n    """Act on it.\n\n    {}\n    """\n'


@pytest.mark.parametrize("style", STALE)
@pytest.mark.parametrize("site", ["google", "sphinx"])
def test_a_parameter_that_is_gone_is_reported_and_stays(
    project: Project, caplog: pytest.LogCaptureFixture, style: str, site: str
) -> None:
    """In report and appendix with file and line, one line in the log, and no fault of a strict build."""
    project.write({"src/small/stale.py": CODE.format(STALE[style]), "docs/index.md": "::: small.stale.act\n"})
    project.options["docstring_style"] = site
    with caplog.at_level("INFO"):
        built = project.build()
    assert (built.error, built.changed) == (None, [])
    assert [line for line in built.logged if "aidoc" in line] == []
    (found,) = built.report["contradictions"]
    place = f"src/small/stale.py:{LINES[style]}"
    assert (found["path"], found["source"], found["rule"]) == ("small.stale.act", place, "AD101")
    assert "No longer there." in built.text()
    appendix = built.text("aidoc.html")
    assert f"small.stale.act {place.rpartition('/')[2]}" in appendix  # the directories are those of the module
    assert "'gone' that cannot be passed" in appendix
    said = [record.getMessage() for record in caplog.records if "contradict" in record.getMessage()]
    assert [line.removeprefix("aidoc: ") for line in said] == [
        '1 statement in hand-written docstrings contradicts the code; see "Documentation coverage" (aidoc.html)'
    ]
    assert all(record.levelname == "INFO" for record in caplog.records if "contradict" in record.getMessage())


def test_without_a_page_the_log_names_the_report(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    """Several statements are one line."""
    code = CODE.format(STALE["google"]) + CODE.format(STALE["rest"]).replace("act", "other")
    project.write({"src/small/stale.py": code, "docs/index.md": "::: small.stale\n"})
    with caplog.at_level("INFO"):
        project.build(aidoc={"report_page": ""})
    said = [
        record.getMessage().removeprefix("aidoc: ") for record in caplog.records if "contradict" in record.getMessage()
    ]
    assert said == ["2 statements in hand-written docstrings contradict the code; see aidoc/report.json"]
