"""Figures in words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.build.figures import shares


def test_shares_of_a_whole() -> None:
    """Rounded so that they add up: 84 and 202 of 286 are 29.4 and 70.6 per cent."""
    assert shares([84, 202, 0]) == ["84 (29%)", "202 (71%)", "0 (0%)"]
    assert shares([1, 1_999]) == ["1 (1%)", "1,999 (99%)"]
    assert shares([1, 1, 1]) == ["1 (34%)", "1 (33%)", "1 (33%)"]
    assert shares([0, 0]) == ["—", "—"]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
def test_shares_add_up(numbers: list[int]) -> None:
    """To a hundred; nothing has 0%, and only that has."""
    told = [int(match[1]) for one in shares(numbers) if (match := re.search(r"\((\d+)%\)$", one))]
    assert sum(told) == 100
    assert [part == 0 for part in told] == [number == 0 for number in numbers]
