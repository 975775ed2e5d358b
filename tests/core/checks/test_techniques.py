"""Algorithms, sums, libraries and orders that sentences name, where no code that runs has what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import Severity, check
from aidoc_core.code.packages import read_package
from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

CODE = """
import hashlib
import re

import numpy as np


class Store:
    def names(self, rows):
        found = []
        for row in rows:
            found.append(row.name)
        return found

    def by_name(self, rows):
        return sorted(rows, key=lambda row: row.name)

    def kept(self):
        return list(self.rows)

    def listed(self, client):
        return client.fetch_all()

    def route(self, graph, start, goal):
        todo, seen = [start], {start}
        while todo:
            node = todo.pop(0)
            if node == goal:
                return node
            todo += [other for other in graph[node] if other not in seen]
            seen.update(graph[node])
        return None

    def position(self, rows, wanted):
        low, high = 0, len(rows)
        while low < high:
            at = (low + high) // 2
            if rows[at] < wanted:
                low = at + 1
            else:
                high = at
        return low

    def total(self, text):
        total = 0
        for letter in text:
            total = total * 31 + ord(letter)
        return total
"""
OTHERS = '''
import hashlib


def signature(text):
    """The SHA-256 sum."""
    return hashlib.sha256(text.encode()).hexdigest()
'''


@pytest.fixture
def store(tmp_path: Path) -> dict[str, ApiObject]:
    return read_store(tmp_path, CODE.replace("import hashlib\nimport re\n\nimport numpy as np\n", ""))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("names", "The names are returned in alphabetical order."),
        ("names", "The names are sorted alphabetically."),
        ("names", "Returns a sorted list of names."),
        ("names", "Results come in descending order."),
        ("route", "Uses Dijkstra's algorithm."),
        ("route", "The path is found with the A* algorithm."),
        ("route", "Implements the Floyd-Warshall algorithm."),
        ("route", "It runs the Kosaraju algorithm."),
        ("total", "The total is found by bisection."),
        ("total", "The sum is computed by gradient descent."),
        ("total", "A CRC32 checksum is used."),
        ("total", "Returns the SHA-256 hash of the text."),
        ("total", "The text is split with a regular expression."),
        ("total", "Uses NumPy for speed."),
        ("total", "The Levenshtein distance is computed."),
    ],
)
def test_a_technique_of_which_the_code_has_nothing_is_told(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert "AD907" in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "text", "severity"),
    [
        ("names", "The names are sorted alphabetically.", Severity.DROP),
        ("total", "The Wagner-Fischer algorithm is used.", Severity.WARN),
        ("total", "Returns the SHA-256 hash of the text.", Severity.WARN),
        ("total", "Uses NumPy for speed.", Severity.WARN),
    ],
)
def test_a_technique_is_only_warned_of(store: dict[str, ApiObject], name: str, text: str, severity: Severity) -> None:
    """Code may do it by another name, or have a dependency do it: a token signed as "HS256" is signed by HMAC."""
    said = {"summary": "Go through the store.", "description": text}
    assert {one.severity for one in check(said, store[name]) if one.rule == "AD907"} == {severity}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("by_name", "The rows are returned in alphabetical order."),
        ("listed", "The rows are returned in alphabetical order."),
        ("kept", "The rows are returned in alphabetical order."),
        ("names", "The rows must be sorted in ascending order."),
        ("names", "The names are not returned in alphabetical order."),
        ("names", "The names come in the order of the rows."),
        ("route", "The path is found by a breadth-first search."),
        ("route", "Unlike Dijkstra's algorithm, it knows no lengths."),
        ("position", "The position is found by bisection."),
        ("position", "Uses a binary search."),
        ("total", "It does not use bisection."),
        ("total", "The total can be stored for a later binary search."),
        ("total", "Prepares a text for gradient descent."),
        ("total", "If the text comes from a regular expression, so be it."),
        ("total", "Uses the given text as it is."),
        ("total", "This is a simple algorithm."),
    ],
)
def test_what_code_may_do_is_left_alone(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert found(store, name, text) == set()


def test_a_word_of_the_authors_anywhere_is_enough(tmp_path: Path) -> None:
    plain = read_store(tmp_path, CODE)
    assert found(plain, "total", "Uses NumPy for speed.") == set()
    (tmp_path / "shop" / "others.py").write_text(OTHERS, encoding="utf-8")
    (tmp_path / "other").mkdir()
    alone = read_store(tmp_path / "other", CODE.replace("import hashlib\n", ""))
    assert "AD907" in found(alone, "total", "Returns the SHA-256 hash of the text.")


PLACES = """
import os


def named(name):
    return os.path.join("rows", name)


def kept(name, rows):
    with open(os.path.join("rows", name), "w") as out:
        out.write(str(rows))
"""
CALLS = """
from shop.places import kept, named


class Store:
    def label(self, name, rows):
        return named(name), rows, self.unknown(rows)

    def keep(self, name, rows):
        kept(name, rows)
        return self.unknown(rows)
"""


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("label", "The rows are also written to disk.", {"AD907"}),
        ("label", "Results are saved to a file for later use.", {"AD907"}),
        ("keep", "The rows are also written to disk.", set()),
    ],
)
def test_code_that_has_paths_alone_writes_no_file(tmp_path: Path, name: str, text: str, rules: set[str]) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "places.py").write_text(PLACES, encoding="utf-8")
    (tmp_path / "shop" / "__init__.py").write_text(CALLS, encoding="utf-8")
    store = {obj.path.removeprefix("shop.Store."): obj for obj in read_package("shop", [tmp_path])}
    assert found(store, name, text) == rules
