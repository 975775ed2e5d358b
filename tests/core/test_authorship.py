"""Who wrote what pages say: every object has one author, and those that have one are the documented ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.authorship import authors, filled_fields
from aidoc_core.build.report import report_data
from tests.core.test_session import ASKED, build, objects

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject
    from tests.azure import LocalAzure

__all__ = ["objects"]  # a fixture


def test_people_and_nobody(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Without a filled text, whoever has a docstring has it from people."""
    session = build(tmp_path, objects, offline=True)
    found = authors(session.ledger, filled_fields(session.ledger))
    assert {path for path, author in found.items() if author == "people"} == {"pkg", "pkg.f"}
    assert set(found.values()) == {"people", "nobody"}


@pytest.mark.parametrize("state", ["proposed", "accepted", "edited"])
def test_what_was_filled_in_is_the_models_until_people_approve_it(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure, state: Any
) -> None:
    """A text from a reviewed file is approved once a person has accepted or written it."""
    records = [
        replace(record, outcome="reviewed", entry=replace(record.entry, state=state)) if record.entry else record
        for record in build(tmp_path, objects, azure).ledger
    ]
    who = "model" if state == "proposed" else "approved"
    assert {path for path, author in authors(records, filled_fields(records)).items() if author == who} == set(ASKED)


def test_the_report_adds_up(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """All have an author, modules sum to the whole, and those without a text are those that are not documented."""
    data = report_data(build(tmp_path, objects, azure))
    after = data["coverage"]["after"]
    assert {row["path"] for row in data["objects"] if row["author"] == "model"} == set(ASKED)
    assert data["authors"] == {"people": 1, "approved": 0, "model": 5, "nobody": 2}
    assert sum(data["authors"].values()) == after["total"]
    assert data["authors"]["nobody"] == after["total"] - after["documented"]
    assert {who: sum(row["authors"][who] for row in data["modules"]) for who in data["authors"]} == data["authors"]
