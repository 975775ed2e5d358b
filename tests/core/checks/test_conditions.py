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


ASSUMED = """
import copy
from pathlib import Path


def save(data, output_path="out", *, exist_ok=False, mode="fast", sample_rate=1, points=None, boxes=None, images=None):
    shadow = copy.deepcopy(data)
    if not isinstance(shadow, (dict, list)):
        msg = f"Type of `data` ({type(data)}) must be in (dict, list)."
        raise TypeError(msg)
    path = Path(output_path)
    if path.exists() and not exist_ok:
        msg = "File already exists."
        raise FileExistsError(msg)
    if sample_rate != 16000 and sample_rate != 8000:
        raise ValueError("rate")
    if images and not able():
        raise RuntimeError("cannot see")
    return path


def infer(model, points=None, boxes=None):
    if points is None and boxes is None:
        msg = "At least one of both must be passed."
        raise ValueError(msg)
    return model(points, boxes)


def shape_of(axes, shape):
    if axes in ("YXS", "YXC"):
        return shape
    msg = f"Unsupported axes `{axes}`."
    raise ValueError(msg)


def build(model=None, *, mode="default"):
    if model is None:
        raise ValueError("`model` must not be None.")
    if mode == "disable":
        return model
    return compiled(model, mode=mode)


def load(path):
    path = Path(path)
    if path.suffix not in (".npy", ".png"):
        raise TypeError("cannot")
    return path


def agree(n, colors):
    n_colors = len(colors)
    if n_colors == n:
        return True
    raise ValueError(f"Number of colors: {n_colors} does not match channels: {n}.")


def each(items, name=None):
    if items is None:
        raise ValueError("nothing")
    for item in items:
        if item < 0:
            raise ValueError("negative")
    return name


def able():
    return False
"""


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("save", "Raises `TypeError` if `data` is a list.", True),
        ("save", "Raises `TypeError` if `data` is a string.", False),
        ("save", "Raises `FileExistsError` if the output file does not exist.", True),
        ("save", "Raises `FileExistsError` if the output file already exists.", False),
        ("save", "Raises `FileExistsError` if the file exists and `exist_ok` is `True`.", True),
        ("save", "Raises `FileExistsError` if the file exists and `exist_ok` is `False`.", False),
        ("save", "Raises `ValueError` if the sample rate is 16000.", True),
        ("save", "Raises `ValueError` if the sample rate is 44100.", False),
        ("save", "Raises `RuntimeError` if no images are given.", True),
        ("save", "Raises `RuntimeError` if images are given.", False),
        ("infer", "Raises `ValueError` if both `points` and `boxes` are given.", True),
        ("infer", "A `ValueError` is raised unless both `points` and `boxes` are given.", True),
        ("infer", "Raises `ValueError` if neither `points` nor `boxes` is given.", False),
        ("shape_of", 'A `ValueError` is raised if `axes` is `"YXS"`.', True),
        ("shape_of", 'A `ValueError` is raised if `axes` is `"XY"`.', False),
        ("build", 'Raises `ValueError` if `mode` is `"disable"`.', True),
        ("build", 'Raises `ValueError` if `mode` is `"odd"`.', False),
        ("load", "A `TypeError` is raised for files with the extension `.png`.", True),
        ("load", "A `TypeError` is raised for files with another extension than `.png`.", False),
        ("load", "A `TypeError` is raised for files with the extension `.txt`.", False),
        ("agree", "Raises `ValueError` if the number of colors equals the number of channels.", True),
        ("agree", "Raises `ValueError` if the number of colors differs from the number of channels.", False),
        ("each", "Raises `ValueError` if `items` is a list.", False),
        ("each", "Raises `ValueError` if `items` is `None`.", False),
        ("each", "Raises `ValueError` if `name` is not given.", True),
    ],
)
def test_what_a_condition_assumes_is_tried_on_every_path(visit, name: str, text: str, wrong: bool) -> None:
    """Values, types, flags, pairs and predicates, through locals, branches that ended before, and calls."""
    answer = {"summary": "Do it at last.", "description": text}
    found = [one.rule for one in check(answer, visit(ASSUMED)[name]) if one.quote == text]
    assert found == (["AD304"] if wrong else [])
