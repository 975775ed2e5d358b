"""Sentences of which all words say what a pattern read: they touch the text, and are no warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import Severity, check
from tests.core.checks.store import read_store

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
class Store:
    def names(self, rows, size=10):
        return [row.name for row in rows][:size]

    def total(self, rows):
        return sum(rows)

    def add(self, row):
        self.rows.append(row)
        return self
"""


@pytest.mark.parametrize(
    ("name", "parameter", "text", "rule"),
    [
        ("names", "rows", "This object is changed by the call.", "AD208"),
        ("add", "", "The object itself stays as it is; a new one is returned.", "AD208"),
    ],
)
def test_a_second_sign_removes_the_sentence(tmp_path: Path, name: str, parameter: str, text: str, rule: str) -> None:
    store = read_store(tmp_path, CODE)
    entries = [{"name": parameter, "description": text}] if parameter else []
    said = {"summary": "Go through the store.", "description": "" if parameter else text, "parameters": entries}
    assert rule in {f.rule for f in check(said, store[name]) if f.severity is Severity.DROP and f.quote == text}
