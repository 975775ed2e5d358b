"""Names that a site's inventories have may stand in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocstrings import Inventory

from tests.azure import Fault

if TYPE_CHECKING:
    from tests.azure import LocalAzure
    from tests.mkdocs.project import Project


@pytest.mark.parametrize("listed", [True, False])
def test_inventories_tell_what_is_documented_elsewhere(project: Project, azure: LocalAzure, listed: bool) -> None:
    """A name of another package is fine if an inventory has it, and a warning in the report if nothing does."""
    inventory = Inventory(project="elsewhere", version="1")
    inventory.register(name="elsewhere.Thing", domain="py", role="class", uri="thing.html#elsewhere.Thing")
    project.write({"objects.inv": inventory.format_sphinx()})

    def refer(answers, asked):
        for answer in answers:
            answer["details"] = "Understands what an `elsewhere.Thing` needs."
        return answers

    azure.faults = [Fault(lambda _: True, "alter", alter=refer)]
    if listed:
        project.handler["inventories"] = [(project.root / "objects.inv").as_uri()]
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    rules = {finding["rule"] for row in built.report["objects"] for finding in row["findings"]}
    assert ("AD403" in rules) is not listed
