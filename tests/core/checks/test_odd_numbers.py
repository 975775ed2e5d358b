"""Numbers in any form that somebody may write: no rule fails, none is read as a part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import check
from aidoc_core.checks.numerals import without_separators
from aidoc_core.code.packages import read_package

SHOP = '''
"""Orders of a shop."""

import asyncio


def order(count: int = 3, weight: float = 1.5, limit: int = 5000):
    if count > 5000:
        raise ValueError("count must be at most 5000")
    return count * weight


async def wait(seconds: float = 2.0):
    if seconds < 0:
        raise ValueError("seconds must not be negative")
    await asyncio.sleep(seconds)


class Box:
    size: int = 10

    def fit(self, *names: str, most: int = 65536, **options):
        yield from names
'''
NUMBERS = (
    "5,000", "1_000", "5,", "1e6", "1e999", "-5", "+3", "2**16", "2^16", "10k", "10 %", "10%", "1/2", "0x1F", "1.2.3", "1.",
    ".5", "½", "²", "٣", "∞", "NaN", "1,2,3", "1,23", "1_2", "9" * 400, "9" * 5000, "1" + "_1" * 400, "1" + ",111" * 400,
    "µs", "5 µs", "10 KiB", "3 Kb", "[0, 1)", "(0,1]", "[1,500]", "5–10", "ten million", "10 million",
)  # fmt: skip
FRAMES = (
    "At most {}.", "Must be between {} and {}.", "Between {} and {}.", "Defaults to {}.", "The default is `{}`.", "In {}.",
    "Must be greater than {}.", "Raises `ValueError` if `count` is less than {}.", "If `count` is {}.", "New in version {}.",
    "If `count` exceeds {}.", "Returns {}.", "`{}` is used.", "See `{}.{}`.", "Up to {} items are kept.", "{} or more.",
    "A `count` of {} or fewer is refused with a `ValueError`.", "{}", "Within [{}, {}].", "A multiple of {}.",
)  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    root = tmp_path_factory.mktemp("shop")
    (root / "shop.py").write_text(SHOP, encoding="utf-8")
    return {obj.path.removeprefix("shop."): obj for obj in read_package("shop", [root])}


def answer(text):
    names = ("count", "weight", "limit", "seconds", "names", "most", "options", "size")
    return {
        "summary": "Work on it.",
        "description": text,
        "parameters": [{"name": name, "description": text} for name in names],
        "returns": text,
        "raises": [{"type": "ValueError", "description": text}],
    }


@given(frame=st.sampled_from(FRAMES), first=st.sampled_from(NUMBERS), second=st.sampled_from(NUMBERS))
def test_no_rule_fails(shop, frame, first, second):
    text = frame.replace("{}", first, 1).replace("{}", second)
    for obj in shop.values():
        assert isinstance(check(answer(text), obj), list)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("At most 5,000.", "At most 5000."),
        ("1_000_000 rows", "1000000 rows"),
        ("Of 1,234.5 on.", "Of 1234.5 on."),
        ("[1,500]", "[1,500]"),
        ("1, 2, 3", "1, 2, 3"),
        ("1,23 and 1_2", "1,23 and 1_2"),
        ("`row_1_000`", "`row_1_000`"),
        ("1.2.3", "1.2.3"),
        ("no number", "no number"),
    ],
)
def test_separators_of_thousands(text, plain):
    """They are no part of a number; what only looks like one stays."""
    assert without_separators(text) == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At most 5,000.", False),
        ("At most 5_000.", False),
        ("At most 7,000.", True),
        ("At most 10 million.", False),
        ("At most 2**40.", False),
    ],
)
def test_a_number_is_read_whole(shop, text, found):
    """`5` of `5,000` is no limit, nor is `10` of "10 million"."""
    said = {"summary": "Order things.", "parameters": [{"name": "count", "description": text}]}
    assert any(one.rule == "AD905" for one in check(said, shop["order"])) is found
