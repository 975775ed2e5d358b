"""Treemaps: areas as large as their sizes, side by side, and as near to squares as a row allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.render.treemap import lay_out
from tests.laws import law

SIZES = st.lists(st.integers(0, 5000), max_size=60)


@law(200)
@given(sizes=SIZES)
def test_areas_fill_the_whole_without_overlapping(sizes: list[int]) -> None:
    """Each area has its share, lies within the whole, and covers nothing of another."""
    areas = lay_out(sizes, 1000, 320)
    assert len(areas) == len(sizes)
    whole = sum(sizes)
    for size, area in zip(sizes, areas, strict=True):
        assert area.width * area.height == pytest.approx(size * 320_000 / whole if whole else 0, abs=0.01)
        assert -0.01 <= area.x <= area.x + area.width <= 1000.01
        assert -0.01 <= area.y <= area.y + area.height <= 320.01
    some = [area for area in areas if area.width * area.height > 0.01]
    for place, one in enumerate(some):
        for other in some[place + 1 :]:
            beside = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            below = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert min(beside, below) < 0.01


def test_areas_are_as_near_to_squares_as_the_example_of_the_paper() -> None:
    """Sizes 6, 6, 4, 3, 2, 2, 1 in 6 by 4: the layout of figure 5 of Bruls, Huizing and van Wijk."""
    areas = lay_out([6, 6, 4, 3, 2, 2, 1], 6, 4)
    found = [(round(a.x, 2), round(a.y, 2), round(a.width, 2), round(a.height, 2)) for a in areas]
    assert found == [
        (0, 0, 3, 2), (0, 2, 3, 2), (3, 0, 1.71, 2.33), (4.71, 0, 1.29, 2.33),
        (3, 2.33, 1.2, 1.67), (4.2, 2.33, 1.2, 1.67), (5.4, 2.33, 0.6, 1.67),
    ]  # fmt: skip
