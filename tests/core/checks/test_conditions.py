"""Conditions of exceptions against the comparisons that guard them."""

import pytest

from aidoc_core.checks import check

CODE = '''
import math


class Lost(Exception):
    """Lost."""


def limit(count, name=None, share=0.5, label=""):
    if count > 10:
        raise ValueError("too many")
    if name is None and share < 0:
        raise Lost("no name")
    return count, label


def derived(count, step):
    total = count * step
    if total > 10:
        raise ValueError("too many")
    return total


def anew(count):
    count = abs(count)
    if count > 10:
        raise ValueError("too many")
    return count


def rooted(count):
    if count > 10:
        raise ValueError("too many")
    return math.sqrt(count)


def helped(count):
    if count > 10:
        raise ValueError("too many")
    return helper(count)


def helper(count):
    if count < 0:
        raise ValueError("too few")
    return count


def caught(count):
    try:
        return helper(count)
    except ValueError:
        if count > 10:
            raise ValueError("too many") from None
        raise


def sized(items, mode):
    if len(items) == 0 or mode not in ("a", "b"):
        raise ValueError("nothing")
    return items
'''


def rules(visit, name, text, exception="ValueError"):
    answer = {"summary": "Do it at last.", "raises": [{"type": exception, "description": text}]}
    return [found.rule for found in check(answer, visit(CODE)[name]) if found.rule == "AD304"]


@pytest.mark.parametrize(
    ("name", "text", "exception"),
    [
        ("limit", "If `count` is negative.", "ValueError"),
        ("limit", "When count is less than 5.", "ValueError"),
        ("limit", "If `count` is zero or something else is wrong.", "ValueError"),
        ("limit", "If `count` is `None`.", "ValueError"),
        ("limit", "If `label` is missing.", "ValueError"),
        ("limit", "If `name` is not None.", "Lost"),
        ("limit", "If `share` is positive.", "Lost"),
        ("limit", "If `share` is at least 1.", "Lost"),
    ],
)
def test_a_condition_that_the_code_excludes_is_seen(visit, name, text, exception):
    """By the numbers on both sides of each comparison, and by the parameters that are tested."""
    assert rules(visit, name, text, exception) == ["AD304"]


@pytest.mark.parametrize(
    ("name", "text", "exception"),
    [
        ("limit", "If `count` is greater than 10.", "ValueError"),
        ("limit", "If `count` is positive.", "ValueError"),
        ("limit", "If `count` exceeds 10.", "ValueError"),
        ("limit", "If `count` is too large.", "ValueError"),
        ("limit", "If there are too many.", "ValueError"),
        ("limit", "If `name` is None.", "Lost"),
        ("limit", "If `share` is negative and `name` is not given.", "Lost"),
        ("derived", "If `count` is negative.", "ValueError"),
        ("anew", "If `count` is negative.", "ValueError"),
        ("rooted", "If `count` is negative.", "ValueError"),
        ("helped", "If `count` is negative.", "ValueError"),
        ("caught", "If `count` is negative.", "ValueError"),
        ("sized", "If `items` is empty.", "ValueError"),
        ("sized", "If `mode` is not one of the two.", "ValueError"),
        ("sized", "If `mode` is empty.", "ValueError"),
        ("limit", "If `count` is negative.", "TypeError"),
    ],
)
def test_what_the_code_allows_or_cannot_tell_is_left_alone(visit, name, text, exception):
    """Locals, new values, libraries, callees and handlers: something else may raise it."""
    assert rules(visit, name, text, exception) == []


def test_sentences_are_judged_like_entries(visit):
    """The description may say it, too."""
    answer = {"summary": "Do it at last.", "description": "Raises `ValueError` if `count` is negative. Nice."}
    found = [one for one in check(answer, visit(CODE)["limit"]) if one.rule == "AD304"]
    assert [one.quote for one in found] == ["Raises `ValueError` if `count` is negative."]


RANGES = """
def take(share, count: int, level=3):
    if share < 0 or share > 1:
        raise ValueError("share")
    if not 1 <= count <= 10:
        raise ValueError("count")
    level = level + 2
    if level < 3:
        raise ValueError("level")
    return share, count, level
"""


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("share", "Must be between 0 and 100.", True),
        ("share", "Must be greater than 1.", True),
        ("share", "Has to be negative.", True),
        ("count", "Must be between 1 and 90.", True),
        ("count", "Must be at least 11.", True),
        ("share", "Must be between 0 and 1.", False),
        ("count", "Must be between 0 and 11.", False),
        ("count", "Must be positive.", False),
        ("count", "Must be at most 10.", False),
        ("level", "Must be negative.", False),
    ],
)
def test_a_range_that_the_code_refuses_is_seen(visit, name, text, wrong):
    """By a value well inside of it, for which the body raises."""
    answer = {"summary": "Do it at last.", "parameters": [{"name": name, "description": f"How far it goes. {text}"}]}
    found = [one.rule for one in check(answer, visit(RANGES)["take"]) if "valid value" in one.message]
    assert found == (["AD905"] if wrong else [])
