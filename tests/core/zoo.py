"""One module with every kind of object that Python APIs have; `test_collect` says what each is read as."""

ZOO = '''
"""A zoo."""

from __future__ import annotations

import abc
import collections.abc
import contextlib
import dataclasses
import enum
import functools
import logging
import typing
from typing import Generic, NamedTuple, ParamSpec, Protocol, TypedDict, TypeVar, overload

T = TypeVar("T")
P = ParamSpec("P")
logger = logging.getLogger(__name__)
UserId = typing.NewType("UserId", int)
__version__ = "1"
__all__ = ["plain"]

LIMIT: int = 3
"""Documented behind."""
#: Documented above.
DEPTH = 4
SIZE = 5  #: Documented on the line.
BARE = 6
one = two = 7
left, right = 1, 2
alias = LIMIT
Pair: typing.TypeAlias = tuple[int, int]


def plain(): ...


def parameters(a, /, b: int, c="x", *args: str, d, e: float = 1.0, **kwargs: object) -> bool:
    return True


async def fetch(url: str) -> bytes:
    raise OSError(url)


def count(to: int) -> collections.abc.Iterator[int]:
    yield to


async def ticks():
    yield 1


def untyped(x):
    if x:
        return 1
    raise KeyError(x) from None


def procedure(x) -> None:
    return None


def never() -> typing.NoReturn:
    raise SystemExit


def iterator(x) -> collections.abc.Iterator[int]:
    return iter([x])


@contextlib.contextmanager
def opened(path):
    yield path


@functools.lru_cache(maxsize=None)
@functools.wraps(plain)
def decorated(_hidden, shown):
    return shown


@overload
def choose(x: int) -> int: ...
@overload
def choose(x: str) -> str: ...
def choose(x):
    return x


def outer():
    def inner():
        return 1
    inner()


class Base(abc.ABC):
    """Documented."""

    plain_attribute = 1
    annotated: int
    constant: typing.ClassVar[str] = "x"

    def __init__(self, size: int, *, name: str = "") -> None:
        def local(): ...
        self.size = size
        self.name: str = name
        #: Documented above.
        self.depth: int = 0
        self._hidden: int = 0

    def __len__(self) -> int:
        return 1

    def method(self, x):
        return x

    def odd_self(this, x): ...

    @staticmethod
    def static(x): ...

    @classmethod
    def make(cls, x) -> Base:
        return cls(x)

    @abc.abstractmethod
    def todo(self, x) -> int:
        raise NotImplementedError

    @property
    def width(self) -> int:
        return 1

    @width.setter
    def width(self, value: int) -> None: ...

    @property
    def height(self):
        """Documented."""
        return 1

    @functools.cached_property
    def area(self) -> int:
        return 1

    class Inner:
        deep: int = 1

        def method(self): ...

    def _private(self): ...


@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int = 0
    """Documented behind."""
    tags: list[str] = dataclasses.field(default_factory=list)


class Row(NamedTuple):
    id: int
    name: str = ""


class Options(TypedDict, total=False):
    verbose: bool


class Colour(enum.Enum):
    RED = 1
    #: Documented above.
    GREEN = enum.auto()


class Shape(Protocol):
    def draw(self) -> None: ...


class Box(Generic[T]):
    def get(self) -> T:
        return typing.cast(T, None)


class Fault(ValueError): ...


class Described:
    """Documented.

    Args:
        size: How large.

    Attributes:
        weight: How heavy.

    Raises:
        ValueError: If it is too large.
    """

    weight: int
    height: int

    def __init__(self, size, colour):
        raise ValueError
'''
