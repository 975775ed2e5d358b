"""Functions of all sorts."""

import functools
from typing import Any, TypeVar, overload

from zoo._hidden import Revealed

T = TypeVar("T")
LIMIT: int = 3


def plain(first, second=2, /, third=3, *rest, only, **more):
    return first, second, third, rest, only, more


async def later(delay: float) -> float:
    return delay


def count(upto: int):
    yield from range(upto)


@overload
def either(value: int) -> int: ...
@overload
def either(value: str) -> str: ...
def either(value: Any) -> Any:
    return value


@functools.lru_cache(maxsize=None)
def cached(key: str) -> str:
    if not key:
        raise KeyError(key)
    return key


def partly(one: int, two: int) -> int:
    """Add up.

    Args:
        one: The first number.
    """
    return one + two


def numpy_style(one: int, two: int) -> int:
    """Add up in NumPy style.

    Parameters
    ----------
    one
        The first number.
    """
    return one + two


def whole(one: int) -> int:
    """Give one back.

    Args:
        one: The number.

    Returns:
        The number.
    """
    return one


def _private(one):
    return one


def skipped(one):  # aidoc: skip
    return one
