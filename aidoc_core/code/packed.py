"""Data that lies packed, a module at a time, for as long as nobody asks for it; and values with such parts.

A build holds each object from when it is read until its report is written, and looks at the text of it a few times. The
texts of one module have so much in common that together they take a fifth of their room. What is packed is a value
like any other: it is equal to what it was, and whoever asks for a part of it gets that part.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

_LEVEL = 1
"""Of packing: higher ones take twice the time, and save a tenth."""


class Packable:
    """A frozen value with slots, of which some parts may be packed.

    Attributes:
        packs: The names of these parts.
    """

    __slots__ = ("_pack", "_place")

    packs: ClassVar[tuple[str, ...]] = ()

    _pack: Pack
    _place: int

    def plain(self) -> tuple[Any, ...]:
        """These parts as `marshal` writes them: tuples and texts."""
        return tuple(getattr(self, name) for name in self.packs)

    @classmethod
    def made(cls, name: str, plain: Any) -> Any:
        """A part of what `plain` gave of it."""
        del name
        return plain

    if not TYPE_CHECKING:  # or every attribute would be one

        def __getattr__(self, name: str) -> Any:
            """A part that is packed: Python asks here for what is in no slot."""
            if name not in self.packs:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            return self.made(name, self._pack.rows()[self._place][self.packs.index(name)])


class Pack:
    """Plain data in packed form: what `marshal` writes.

    Args:
        rows: The data.
    """

    __slots__ = ("_packed",)

    def __init__(self, rows: list[Any]) -> None:
        self._packed = zlib.compress(marshal.dumps(rows), _LEVEL)

    def rows(self) -> list[Any]:
        """The data; not to be changed. What was asked for last is at hand."""
        return _rows(self._packed)


@lru_cache(maxsize=8)
def _rows(packed: bytes) -> list[Any]:
    found: list[Any] = marshal.loads(zlib.decompress(packed))  # noqa: S302 - written by this process, read from nowhere
    return found


_Value = TypeVar("_Value", bound="Hashable")


@lru_cache(maxsize=4096)
def _shared(value: _Value) -> _Value:
    return value


def shared(value: _Value) -> _Value:
    """A small frozen value, or the equal one that there was before: most objects have the same few of a kind."""
    found: _Value = _shared(value)
    return found


class PackedNames(Collection[str]):
    """Names in their order, packed.

    Args:
        names: They.
    """

    __slots__ = ("_pack", "_size")

    def __init__(self, names: Iterable[str]) -> None:
        found = list(names)
        self._pack, self._size = Pack(found), len(found)

    def __contains__(self, name: object) -> bool:
        return name in _names(self._pack)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pack.rows())

    def __len__(self) -> int:
        return self._size


@lru_cache(maxsize=1)
def _names(pack: Pack) -> frozenset[str]:
    return frozenset(pack.rows())


class PackedTable(Mapping[str, Any]):
    """A table whose values are plain data, each packed by itself."""

    def __init__(self) -> None:
        self._packs: dict[str, Pack] = {}

    def __setitem__(self, name: str, value: Any) -> None:
        """Enter a value."""
        self._packs[name] = Pack([value])

    def __getitem__(self, name: str) -> Any:
        return self._packs[name].rows()[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packs)

    def __len__(self) -> int:
        return len(self._packs)


def pack(values: Iterable[Packable]) -> None:
    """Pack some values together: neighbours, as those of one module.

    Args:
        values: The values; what is packed already stays as it is.
    """
    new = list({id(value): value for value in values if not is_packed(value)}.values())
    if not new:
        return
    try:
        packed = Pack([value.plain() for value in new])
    except ValueError:  # a text of a kind of its own, as an extension may have put in: they stay as they are
        return
    for place, value in enumerate(new):
        object.__setattr__(value, "_pack", packed)
        object.__setattr__(value, "_place", place)
        for name in value.packs:
            object.__delattr__(value, name)


def is_packed(value: Packable) -> bool:
    """Whether a value is packed."""
    return hasattr(value, "_place")
