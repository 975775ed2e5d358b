import functools
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import partialmethod
from typing import NamedTuple, Protocol, TypedDict, overload

import somewhere_else
from depot.errors import DepotError, FullError, LabelError


class Size(Enum):
    SMALL = 1
    LARGE = 2


@dataclass
class Parcel:
    weight: float
    label: str = ""


class Slot(NamedTuple):
    shelf: int
    place: int


class Options(TypedDict):
    depth: int


class Carrier(Protocol):
    def carry(self, parcel: Parcel) -> bool: ...

    def count(self): ...


def renamed(old, new):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            if old in kwargs:
                kwargs[new] = kwargs.pop(old)
            return function(*args, **kwargs)

        return wrapper

    return decorate


class Depot:
    city = "Basel"

    def __init__(self, shelves: int, *, name: str | None = None) -> None:
        self.shelves = shelves
        self.name = name or "main depot"
        self._parcels: list[Parcel] = []

    def store(self, parcel: Parcel, shelf: int = 3, fragile: bool = False) -> int:
        if len(self._parcels) >= self.shelves:
            raise FullError(parcel)
        self._check(parcel.label)
        self._parcels.append(parcel)
        return shelf

    def _check(self, label: str) -> None:
        if not label:
            raise LabelError(label)

    def clear(self) -> None:
        self._parcels = []

    def drop_last(self):
        self._parcels.pop()

    def walk(self, heavy: bool = False) -> Iterator[Parcel]:
        for parcel in self._parcels:
            if parcel.weight > 10 or not heavy:
                yield parcel

    def parcels(self) -> Iterator[Parcel]:
        return self.walk()

    async def fetch(self, label: str) -> Parcel:
        self._check(label)
        return self._parcels[0]

    async def stream(self) -> AsyncIterator[Parcel]:
        for parcel in self._parcels:
            yield parcel

    @contextmanager
    def locked(self, timeout: float = 2.5):
        yield self

    @property
    def load(self) -> float:
        return sum(parcel.weight for parcel in self._parcels)

    @load.setter
    def load(self, tonnes: float) -> None:
        raise DepotError(tonnes)

    @classmethod
    def opened(cls, shelves: int) -> "Depot":
        return cls(shelves)

    @staticmethod
    def volume(width: int, height: int) -> int:
        return width * height

    @overload
    def find(self, key: int) -> Slot: ...

    @overload
    def find(self, key: str, exact: bool) -> Slot: ...

    def find(self, key, exact=True):
        return Slot(1, 2)

    @renamed("depth", "level")
    def stack(self, level: int) -> int:
        return level

    def configure(self, **kwargs) -> None:
        self.name = kwargs.pop("title", "")
        if "colour" in kwargs:
            self.city = kwargs["colour"]

    def restock(self, **kwargs) -> int:
        return self.store(**kwargs)

    def export(self, target: str, **kwargs) -> None:
        somewhere_else.write(target, **kwargs)

    def remember(self, **kwargs) -> None:
        self.options = kwargs

    def sort(self, key: str = "weight", limit: int | None = None) -> list[Parcel]:
        if limit is None:
            limit = 99
        return sorted(self._parcels, key=lambda parcel: getattr(parcel, key))[:limit]

    def reread(self, path: str) -> str:
        try:
            return os.readlink(path)
        except OSError:
            raise
        except KeyError as error:
            failure = LabelError(path)
            raise failure from error

    sort_small = partialmethod(sort, limit=5)


class CityDepot(Depot):
    def open_gate(self, side: str) -> None:
        self.gate = side
