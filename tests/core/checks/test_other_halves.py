"""What a text says of code beside the body: a property's setter, a callee that keeps results, words of the instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import check
from aidoc_core.code.gaps import whole_docstring
from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject

CODE = """
class Store:
    _sum = None

    def _add_up(self):
        if self._sum is not None:
            return
        rows = [1, 2]
        self._sum = sum(rows)

    def total(self):
        self._add_up()
        return self._sum

    def _fresh(self):
        return sum([1, 2])

    def anew(self):
        return self._fresh()

    def lazily(self):
        if self._sum is None:
            self._sum = 3
        return self._sum

    @property
    def unit(self):
        return self._unit

    @unit.setter
    def unit(self, value):
        if value not in ("m", "s"):
            raise ValueError(value)
        self._unit = value

    @property
    def shelf(self):
        return self._shelf

    @shelf.deleter
    def shelf(self):
        del self._shelf

    @property
    def place(self):
        return "here"

    def sort_rows(self, rows):
        rows.sort()
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ApiObject]:
    """The objects of the store."""
    return read_store(tmp_path_factory.mktemp("store"), CODE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unit", "An unknown unit raises a `ValueError`."),
        ("unit", "Setting anything else ends in a `KeyError`."),
        ("shelf", "Deleting it twice raises an `AttributeError`."),
        ("total", "The sum is worked out once and kept."),
        ("total", "Later calls return the cached sum."),
        ("lazily", "The result is cached."),
        ("sort_rows", "The list is changed in place."),
    ],
)
def test_what_stands_beside_the_body_is_right(store: dict[str, ApiObject], name: str, text: str) -> None:
    """Another half of the property, or what the body calls, has what the sentence says."""
    assert found(store, name, text) == set()


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("place", "An unknown place raises a `ValueError`.", "AD303"),
        ("unit", "Setting another one raises an `UnitMissingError`.", "AD303"),
        ("anew", "The result is cached, so later calls are fast.", "AD907"),
    ],
)
def test_what_stands_nowhere_is_still_found(store: dict[str, ApiObject], name: str, text: str, rule: str) -> None:
    """Without the other half, or with an exception that no code has."""
    assert rule in found(store, name, text)


@pytest.mark.parametrize(
    "text",
    [
        "Nodes are sorted first, so that the order of what is returned is stable.",
        "The list is changed in place.",
        "Nothing is copied: `rows` is changed in place.",
        "An empty value does no harm.",
        "Edge cases and side effects: none; the list itself is sorted.",
    ],
)
def test_words_that_instructions_have_for_docstrings_are_no_echo(store: dict[str, ApiObject], text: str) -> None:
    """What the model is told to describe, in the words of any docstring."""
    assert "AD509" not in echoes(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "One sentence that says what it does or stands for, to someone who uses it.",
        "Plain prose with code spans for names; no other markup, no headings, no links.",
        "Never a word about the code shown here or its marks.",
    ],
)
def test_instructions_themselves_are(store: dict[str, ApiObject], text: str) -> None:
    """Words about texts, and whole sentences of the instructions."""
    assert "AD509" in echoes(store, text)


def echoes(store: dict[str, ApiObject], text: str) -> set[str]:
    """The rules that find something in a description, where it is known what the model was told."""
    obj = store["sort_rows"]
    said = {"summary": "Sort the rows.", "description": text}
    return {one.rule for one in check(said, obj, question=told(Ask(obj=obj, gaps=whole_docstring(obj))))}
