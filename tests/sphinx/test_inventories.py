"""Names that intersphinx knows may stand in answers."""

import pytest
from mkdocstrings import Inventory

from tests.azure import Fault
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE


@pytest.mark.parametrize("listed", [True, False])
def test_intersphinx_tells_what_is_documented_elsewhere(tmp_path, azure, listed):
    """A name of another package is fine if an inventory has it, and a warning in the report if nothing does."""
    inventory = Inventory(project="elsewhere", version="1")
    inventory.register(name="elsewhere.Thing", domain="py", role="class", uri="thing.html#elsewhere.Thing")
    file = tmp_path / "elsewhere.inv"
    file.write_bytes(inventory.format_sphinx())

    def refer(answers, asked):
        for answer in answers:
            answer["details"] = "Understands what an `elsewhere.Thing` needs."
        return answers

    azure.faults = [Fault(lambda _: True, "alter", alter=refer)]
    mapping = {"elsewhere": ("https://elsewhere.example/", str(file))} if listed else {}
    project = Project(tmp_path / "project", files=PACKAGE, azure=azure.url)
    built = project.build("html", extensions=["sphinx_aidoc", "sphinx.ext.intersphinx"], intersphinx_mapping=mapping)
    assert built.warnings == []
    rules = {finding["rule"] for row in built.report["objects"] for finding in row["findings"]}
    assert ("AD403" in rules) is not listed
