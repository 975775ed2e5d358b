from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import cos, pi
from typing import TypeAlias

from tidemark.errors import EmptySeries

#: Finds a value, given where values are known, the values, and where one is wanted.
Interpolator: TypeAlias = Callable[[Sequence[float], Sequence[float], float], float]


def _bracket(xs: Sequence[float], x: float) -> tuple[int, float]:
    if len(xs) < 2:
        raise EmptySeries("interpolation needs two points or more")
    left = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
    share = (x - xs[left]) / (xs[left + 1] - xs[left])
    return left, min(max(share, 0.0), 1.0)


def nearest(xs: Sequence[float], ys: Sequence[float], x: float, /) -> float:
    left, share = _bracket(xs, x)
    return ys[left + (share >= 0.5)]


def linear(xs: Sequence[float], ys: Sequence[float], x: float, /) -> float:
    """Interpolate along a straight line between the two neighbours.

    Args:
        xs: Where values are known, in ascending order, two or more.
        ys: The known values, one for each of `xs`.
        x: Where a value is wanted. Outside of `xs` the end value is held.

    Returns:
        The interpolated value.
    """
    left, share = _bracket(xs, x)
    return ys[left] + share * (ys[left + 1] - ys[left])


def cosine(xs: Sequence[float], ys: Sequence[float], x: float, /) -> float:
    left, share = _bracket(xs, x)
    smooth = (1 - cos(share * pi)) / 2
    return ys[left] + smooth * (ys[left + 1] - ys[left])
