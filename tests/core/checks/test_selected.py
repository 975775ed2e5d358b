"""The first of several things, or all of them, against the loop that looks for them; lists of what is returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import Severity, check
from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

CODE = """
class Store:
    def every(self, rows, wanted):
        return [row for row in rows if row.name == wanted]

    def filled(self, rows, wanted):
        found = []
        for row in rows:
            if row.name == wanted:
                found.append(row)
        return found

    def one(self, rows, wanted):
        for row in rows:
            if row.name == wanted:
                return row
        return None

    def few(self, rows, wanted):
        found = []
        for row in rows:
            if row.name == wanted:
                found.append(row)
                break
        return found

    def heads(self, rows):
        return [row[0] for row in rows if row]

    def halves(self, text):
        name, value = text.split("=")
        return name, value
"""


@pytest.fixture
def store(tmp_path: Path) -> dict[str, ApiObject]:
    return read_store(tmp_path, CODE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("every", "Returns the first match."),
        ("every", "It returns the first row that matches."),
        ("filled", "Returns the first row with the name."),
        ("one", "Returns all rows with the name."),
        ("one", "Returns all matching rows."),
    ],
)
def test_first_and_all_are_told_apart(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert "AD114" in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("every", "Returns all rows with the name."),
        ("every", "Returns the first rows that match."),
        ("every", "The first row is compared like all others."),
        ("one", "Returns the first match."),
        ("few", "Returns the first match."),
        ("heads", "Returns the first element of each row."),
        ("heads", "Returns the first element that a row has."),
        ("filled", "Go through all rows with the name."),
    ],
)
def test_what_the_loop_gives_is_left_alone(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert found(store, name, text) == set()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The value and the name.", {"AD207"}),
        ("A tuple with the name, the value and the rest.", {"AD207"}),
        ("You get 3 values back.", {"AD207"}),
        ("The name and the value.", set()),
        ("You get two values back.", set()),
    ],
)
def test_what_a_tuple_has_is_compared_in_a_text_on_it_alone(
    store: dict[str, ApiObject], text: str, rules: set[str]
) -> None:
    said = {"summary": "Go through the store.", "returns": text}
    assert {f.rule for f in check(said, store["halves"]) if f.quote in text and f.severity is Severity.DROP} == rules
