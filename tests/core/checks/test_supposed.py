"""What the condition of an exception supposes of the things that the tests before a `raise` ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import Severity, check
from tests.core.checks.store import read_store

if TYPE_CHECKING:
    from pathlib import Path

CODE = '''
SIDES = ("left", "right")


class Full(Exception):
    """Full."""


def checked(width):
    if width < 0:
        raise ValueError("negative")
    return width


def label(width):
    if width is None:
        raise ValueError("no width")
    return str(width)


class Store:
    def newest(self):
        if len(self._parcels) == 0:
            raise ValueError("nothing is stored")
        return self._parcels[-1]

    def find(self, key):
        if key not in self.rows:
            raise KeyError(f"{key} is not stored")
        return self.rows[key]

    def add(self, key, row):
        if key in self.rows:
            raise KeyError(f"{key} is stored")
        self.rows[key] = row

    def turn(self, side):
        if side not in SIDES:
            raise ValueError(f"unknown side {side}")
        return side

    def join(self, ours, theirs):
        ours = list(ours)
        if len(ours) != len(theirs):
            raise ValueError("different lengths")
        return [*ours, *theirs]

    def weigh(self, count):
        if not isinstance(count, int):
            raise TypeError("no integer")
        return count

    def share(self, ratio):
        if not 0.0 <= ratio <= 1.0:
            raise ValueError("no share")
        return int(ratio * 7)

    def dash(self, length, gap):
        if not (isinstance(length, (int, float)) and length >= 0):
            raise ValueError("length")
        if not (isinstance(gap, (int, float)) and gap >= 0):
            raise ValueError("gap")
        self._write(length, gap)

    def _write(self, length, gap):
        self.text = f"{length} {gap}"
        return self._flush()

    def _flush(self):
        if self.closed:
            raise ValueError("closed")

    def invert(self):
        det = self.a * self.d - self.b * self.c
        if det == 0:
            raise ValueError("not invertible")
        return 1 / det

    def colour(self, parts):
        if not all(0 <= part <= 255 for part in parts):
            raise ValueError("no colour")
        return parts

    def marked(self, text):
        if not text.startswith("#"):
            raise ValueError("no mark")
        return text

    def wide(self, width):
        if width > 10:
            raise ValueError("too wide")
        return checked(width)

    def tall(self, height):
        if height > 10:
            raise ValueError("too tall")
        return label(height)

    def total(self, count, price):
        amount = count * price
        if amount > 10:
            raise ValueError("too much")
        return amount

    def anew(self, count):
        count = self.counts[count]
        if count > 10:
            raise ValueError("too many")
        return count

    def kept(self, width):
        self.width = width
        if self.mode == 3:
            raise ValueError("mode")
        return self._look()

    def _look(self):
        if self.width < 0:
            raise ValueError("negative")

    def close(self):
        faults = [one for one in self.plugins if not one.stop()]
        if self.skipped_plugins:
            return
        if faults:
            raise RuntimeError("not all were closed")

    def texts(self, value):
        if isinstance(value, str):
            return value
        if isinstance(value, bytes):
            return value.decode()
        raise TypeError("no text")

    def either(self, width, height):
        if width < 0 or height is None:
            raise ValueError("no size")
        return width
'''
FALSE = (
    ("newest", "Raises `ValueError` as soon as the store has more than one parcel."),
    ("newest", "A ValueError comes up for three parcels or more."),
    ("find", "Fails with `KeyError` when the key has been recorded already."),
    ("find", "A `KeyError` is raised if `key` already exists."),
    ("add", "A `KeyError` is raised if `key` is unknown."),
    ("turn", 'Choosing `"left"` as the side raises a `ValueError`.'),
    ("join", "It is an error (`ValueError`) if there are as many of ours as of theirs."),
    ("join", "Raises `ValueError` if `ours` and `theirs` have the same length."),
    ("weigh", "An integer for `count` is turned down with `TypeError`."),
    ("weigh", "If the count is given as an int (rather than as a float), a TypeError is the consequence."),
    ("share", "A `ratio` of exactly 1.0 is out of range and raises `ValueError`."),
    ("share", "A ratio between zero and one ends with a ValueError."),
    ("share", "At `ratio=0.0` or `ratio=1.0` a `ValueError` is raised."),
    ("dash", "Raises `ValueError` if `length` is zero."),
    ("invert", "Raises `ValueError` if the determinant is negative."),
    ("colour", "Raises ValueError if all parts lie between 0 and 255."),
    ("marked", "A leading `#` is not allowed and causes a `ValueError`."),
    ("wide", "Raises `ValueError` if `width` is 5."),
    ("either", "Raises `ValueError` if `width` is positive or `height` is `None`."),
)
TRUE = (
    ("newest", "Raises `ValueError` if there are no parcels."),
    ("newest", "`ValueError` is raised for fewer than one parcel."),
    ("find", "Fails with `KeyError` when the key is not recorded."),
    ("find", "A `KeyError` is raised if `key` is unknown."),
    ("add", "A `KeyError` is raised if `key` already exists."),
    ("turn", 'Choosing `"up"` as the side raises a `ValueError`.'),
    ("turn", "Raises `ValueError` if the side specified in the header is not supported."),
    ("join", "Raises `ValueError` unless `ours` and `theirs` have the same length."),
    ("join", "Raises `ValueError` if the lengths of ours and theirs differ."),
    ("weigh", "Anything but an integer leads to a `TypeError`."),
    ("weigh", "Raises `TypeError` if `count` is a string."),
    ("share", "A `ratio` of 2 raises `ValueError`."),
    ("share", "A ratio of one half is no reason for a `ValueError`."),
    ("dash", "Raises `ValueError` if `length` is negative."),
    ("dash", "Raises `ValueError` if the store is closed."),
    ("invert", "Raises `ValueError` if the determinant is zero."),
    ("colour", "A part above 255 makes it raise `ValueError`."),
    ("marked", "Raises `ValueError` without a leading `#`."),
    ("wide", "Raises `ValueError` if `width` is negative."),
    ("wide", "Raises `ValueError` if `width` is greater than 10."),
    ("tall", "Raises `ValueError` if `height` is `None`."),
    ("total", "Raises `ValueError` if `count` is negative."),
    ("anew", "Raises `ValueError` if `count` is negative."),
    ("kept", "Raises `ValueError` if `width` is negative."),
    ("texts", "Raises `TypeError` if the value is neither text nor bytes."),
    ("close", "Raises `RuntimeError` if one or more plugins failed to close."),
    ("either", "Raises `ValueError` if `width` is negative or `height` is `None`."),
)


def rules(store, name: str, text: str) -> set[str]:
    said = {"summary": "Do it at last.", "description": text}
    return {one.rule for one in check(said, store[name]) if one.severity is not Severity.WARN and one.rule == "AD304"}


@pytest.fixture
def store(tmp_path: Path):
    return read_store(tmp_path, CODE)


@pytest.mark.parametrize(("name", "text"), FALSE)
def test_what_reaches_no_raise_is_seen(store, name: str, text: str) -> None:
    """Counts, facts, types, numbers, literals, and values that what is called does not refuse either."""
    assert rules(store, name, text) == {"AD304"}


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_what_may_reach_one_is_left_alone(store, name: str, text: str) -> None:
    """Also in what is called, through an attribute, by another value, or for a formula."""
    assert rules(store, name, text) == set()


@pytest.mark.parametrize(
    ("name", "exception", "text", "wrong"),
    [
        ("newest", "ValueError", "If the store has more than one parcel.", True),
        ("newest", "ValueError", "If there are no parcels.", False),
        ("weigh", "TypeError", "If `count` is an integer.", True),
        ("weigh", "TypeError", "If `count` is no integer.", False),
        ("find", "KeyError", "If the key is recorded already.", True),
    ],
)
def test_entries_are_judged_alike(store, name: str, exception: str, text: str, wrong: bool) -> None:
    """The text of an entry has no exception in it."""
    said = {"summary": "Do it at last.", "raises": [{"type": exception, "description": text}]}
    assert ("AD304" in {one.rule for one in check(said, store[name]) if one.severity is not Severity.WARN}) is wrong
