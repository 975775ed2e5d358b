"""Figures in words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.build.badges import badges
from aidoc_core.build.coverage import Coverage
from aidoc_core.build.figures import percent, percent_of_one, shares
from aidoc_core.build.overview import AUTHOR_NAMES, legend
from aidoc_core.render.pieces import Text


def test_shares_of_a_whole() -> None:
    """Each is rounded down by itself: 84 and 202 of 286 are 29.4 and 70.6 per cent."""
    assert shares([84, 202, 0]) == ["84 (29%)", "202 (70%)", "0 (0%)"]
    assert shares([1, 1_999]) == ["1 (1%)", "1,999 (99%)"]
    assert shares([1, 1, 1]) == ["1 (33%)", "1 (33%)", "1 (33%)"]
    assert shares([0, 0]) == ["—", "—"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
def test_a_share_is_that_of_the_figure_alone(numbers: list[int]) -> None:
    """Nothing has 0%, and only that has; 100% is all; a share does not hang on how the rest is divided."""
    told = [int(match[1]) for one in shares(numbers) if (match := re.search(r"\((\d+)%\)$", one))]
    assert [f"{part}%" for part in told] == [percent(number, sum(numbers)) for number in numbers]
    assert [part == 0 for part in told] == [number == 0 for number in numbers]
    assert [part == 100 for part in told] == [number == sum(numbers) for number in numbers]


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_figure_is_the_same_wherever_it_is_told(part: int, more: int) -> None:
    """In the list of the page, on the badge, as a share of one."""
    whole = part + more
    authors = {**dict.fromkeys(AUTHOR_NAMES, 0), "people": part, "nobody": more}
    coverage = Coverage(total=whole, documented=part, complete=part)
    told = percent(part, whole)
    (items,) = legend(authors)
    first = next(text for line in items.lines for text in line if isinstance(text, Text))
    assert f"({told})" in first.text
    found = badges({"coverage": {"after": coverage.to_dict()}, "authors": authors})
    assert {found["documented"].message, found["hand-written"].message} == {told}
    assert percent_of_one(part / whole) == told
