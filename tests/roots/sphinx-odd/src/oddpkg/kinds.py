"""Every kind of object, with and without a docstring."""

from __future__ import annotations

import functools
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from enum import Enum
from math import sin
from typing import Generic, NamedTuple, NewType, Protocol, TypedDict, TypeVar, overload

import notinstalled

T = TypeVar("T")
UserId = NewType("UserId", int)

#: A person's comment on a constant.
LIMIT = 10
UNSAID = 11


class OddError(Exception):
    """Raised by a person's code."""


class Color(Enum):
    RED = 1
    #: A person's comment on a member.
    GREEN = 2


@dataclass
class Point:
    x: int
    y: int = 0
    """A person's words on a field."""
    tags: list[str] = field(default_factory=list)


class Pair(NamedTuple):
    first: int
    second: int


class Shape(Protocol):
    sides: int

    def area(self) -> float: ...


class Options(TypedDict):
    verbose: bool


class Slotted:
    __slots__ = ("one", "two")

    def __init__(self, one, two):
        self.one = one
        self.two = two


class Base:
    """A documented base."""

    def documented(self):
        """A person's words, inherited."""
        return 1

    def undocumented(self):
        return 2

    @property
    def size(self):
        """A person's words on a size."""
        return 3


class Child(Base):
    def documented(self):
        return 4

    def undocumented(self):
        return 5

    @property
    def size(self):
        return 6


class Worker(threading.Thread):
    def run(self):
        raise OddError

    def extra(self, seconds: float) -> bool:
        return seconds > 0


class Mapping(dict):
    def get(self, key, default=None):
        return default


class FromMock(notinstalled.Thing):
    def method(self, what):
        return what


class Described:
    """A person's words on a class.

    Args:
        one: A person's words on a parameter.
    """

    def __init__(self, one, two):
        self.one = one
        self.two = two


class InitOnly:
    def __init__(self, one):
        """A person's words on making one.

        Args:
            one: Told by a person.
        """


class Holder(Generic[T]):
    shared: int = 1

    def __init__(self, item: T, *, deep: bool = False) -> None:
        if deep:
            raise OddError
        self.item = item

    class Inner:
        def nested(self, path):
            return path

        class Innermost:
            value: int = 3

    def method(self, first, second=2):
        return first

    def partly(self, first, second):
        """A person's words on half of it.

        Args:
            first: Told by a person.
        """
        return second

    @classmethod
    def make(cls, item):
        return cls(item)

    @staticmethod
    def static(item):
        return item

    @property
    def prop(self):
        return 1

    @functools.cached_property
    def lazy(self):
        return 1

    async def fetch(self, url):
        return url

    async def stream(self) -> AsyncIterator[int]:
        yield 1

    def __len__(self):
        return 0

    def _private(self):
        return None


@overload
def twice(value: int) -> int: ...
@overload
def twice(value: str) -> str: ...
def twice(value):
    return value * 2


def count(stop: int) -> Iterator[int]:
    yield from range(stop)


@functools.lru_cache
def cached(key):
    return key


@functools.wraps(count)
def wrapped(*args, **kwargs):
    return count(*args, **kwargs)


bound = functools.partial(twice, 3)
alias = count


def documented(one, two):
    """A person's words on a function."""
    raise OddError


def complete(one):
    """Do what a person says.

    Args:
        one: Told by a person.

    Returns:
        Told by a person.
    """
    return sin(one)


# aidoc: skip
def left_alone(value):
    return value
