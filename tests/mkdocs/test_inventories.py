"""Names that a site's inventories have may stand in answers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from mkdocstrings import Inventory

from tests.azure import Fault

if TYPE_CHECKING:
    from tests.azure import LocalAzure
    from tests.mkdocs.project import Project

FIRST = '''
"""By hand: the first."""


class Thing:
    """By hand: a thing."""

    def go(self):
        """By hand: go."""
'''
LATER = '''
"""By hand: the later."""

from pair.first import Thing


class Special(Thing):
    """By hand: a special one."""

    def stay(self):
        return Thing()
'''


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


def test_looking_ahead_adds_no_entry(project: Project) -> None:
    """A page lists no other name of an object that only a later page is about to follow."""
    project.write(
        {
            "src/pair/__init__.py": '"""By hand: a pair."""\n',
            "src/pair/first.py": FIRST,
            "src/pair/later.py": LATER,
            "docs/index.md": "# First\n\n::: pair.first\n",
            "docs/later.md": "# Later\n\n::: pair.later\n",
        }
    )
    project.mkdocstrings["enable_inventory"] = True
    entries = []
    for plugin in (False, True):
        built = project.build(plugin=plugin)
        assert (built.error, built.logged) == (None, [])
        inventory = Inventory.parse_sphinx(BytesIO((built.site / "objects.inv").read_bytes()), domain_filter=("py",))
        entries.append({(item.name, item.uri) for item in inventory.values()})
    assert "pair.later.Special" in {name for name, _ in entries[0]}
    assert {name for name, _ in entries[1] - entries[0]} == {"pair.later.Special.stay"}
    assert entries[0] <= entries[1]
