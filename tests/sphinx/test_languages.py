"""The option `language` in Sphinx: titles are those of Sphinx' own `language`."""

from __future__ import annotations

from tests.azure import Fault, every
from tests.languages import LANGUAGES, translate
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE


def test_a_manual_in_german(tmp_path, azure):
    """Text by the model, titles by Sphinx; nothing is asked twice."""
    azure.faults = [Fault(every(1), "alter", alter=translate("German"))]
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    built = project.build(aidoc_language="German", language="de")
    assert (built.error, built.warnings) == ("", [])
    assert set(built.outcomes()) == {"generated"}
    assert len(azure.requests) == 1
    text = built.text("one")
    summary, parameter, result, _ = LANGUAGES["German"]
    assert [said for said in (summary, f"{parameter}", f"Rückgabe: {result}", "Parameter:") if said not in text] == []
