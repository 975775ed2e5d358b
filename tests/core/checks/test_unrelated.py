"""Exceptions that are said to be raised because of a parameter that has no part in them, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import check
from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

CODE = """
READY = False


def prepare(kind):
    global READY
    READY = bool(kind)


def refuse(kind):
    if kind not in ("a", "b"):
        raise ValueError(kind)


class Store:
    def scale(self, width, kind, count=0):
        if width < 0:
            raise ValueError("the width is negative")
        return [width] * count, kind

    def refused(self, width, kind):
        if width < 0:
            raise ValueError("the width is negative")
        refuse(kind)
        return width

    def derived(self, width, kind):
        size = width
        if kind == "half":
            size = width / 2
        if size > 10:
            raise ValueError("too large")
        return size

    def prepared(self, width, kind):
        prepare(kind)
        if READY:
            raise ValueError("not ready")
        return width

    def kept(self, width, kind):
        self.kind = kind
        if self.kind and width:
            raise ValueError("both")
        return width

    def handled(self, key, strict):
        try:
            return self.rows[key]
        except KeyError:
            if strict:
                raise ValueError(key)
        return None

    def caught(self, key):
        try:
            if not key:
                raise ValueError(key)
        except ValueError:
            return None
        return key

    def both(self, key: dict[str, int]) -> tuple[int, str]:
        left: list[int] = self.left
        return left, key

    def looked_up(self, key) -> int:
        return self.rows[key]

    def read(self, path):
        with open(path) as file:
            text = file.read()
            if not text:
                raise ValueError("empty")
        return text
"""


@pytest.fixture
def store(tmp_path: Path) -> dict[str, ApiObject]:
    return read_store(tmp_path, CODE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scale", "Raises `ValueError` if `kind` is unknown."),
        ("scale", "A `ValueError` is raised if `count` is too small for the shelf."),
        ("scale", "Raises `ValueError` unless `kind` is one that the store has."),
    ],
)
def test_a_parameter_without_a_part_is_refused(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert found(store, name, text) == {"AD304"}


def test_so_is_an_entry(store: dict[str, ApiObject]) -> None:
    entries = [{"type": "ValueError", "description": "If `kind` is unknown."}]
    said = {"summary": "Go through the store.", "raises": entries}
    assert "AD304" in {one.rule for one in check(said, store["scale"])}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scale", "Raises `ValueError` if `width` is negative."),
        ("scale", "Raises `ValueError` if `width` does not fit to `count`."),
        ("scale", "Raises `ValueError` if one of the arguments, such as `kind`, is wrong."),
        ("refused", "Raises `ValueError` if `kind` is unknown."),
        ("derived", "Raises `ValueError` if `kind` makes it too large."),
        ("derived", "Raises `ValueError` if `kind` and `width` do not fit."),
        ("prepared", "Raises `ValueError` if `kind` is unknown."),
        ("kept", "Raises `ValueError` if `kind` is unknown."),
    ],
)
def test_a_parameter_that_may_have_a_part_is_left_alone(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert found(store, name, text) == set()


@pytest.mark.parametrize(
    ("name", "rules"), [("handled", {"AD303"}), ("read", {"AD303"}), ("scale", {"AD303"}), ("caught", set())]
)
def test_never_raises_is_asked_of_every_path(store: dict[str, ApiObject], name: str, rules: set[str]) -> None:
    assert found(store, name, "Never raises an exception.") == rules


def test_annotations_look_nothing_up(store: dict[str, ApiObject]) -> None:
    text = "Raises `KeyError` if the store is empty."
    assert found(store, "both", text) == {"AD303"}
    assert found(store, "looked_up", text) == set()


def test_a_parameter_in_plain_words_is_meant(store: dict[str, ApiObject]) -> None:
    assert found(store, "scale", "A `ValueError` is raised if the kind is unknown.") == {"AD304"}
    assert found(store, "scale", "A `ValueError` is raised if the width is negative.") == set()
