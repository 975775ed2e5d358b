"""What other packages describe: models, typed arguments, deprecated functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Required, TypedDict, Unpack

from annotated_doc import Doc
from pydantic import BaseModel, Field
from typing_extensions import deprecated


class Berth(BaseModel):
    """A place at the quay."""

    number: int
    name: str = Field(default="", description="What the crews call it.")
    depth: float = 8.5


class Mooring(TypedDict, total=False):
    """How a ship is tied up."""

    lines: Required[int]
    bow_first: bool


@dataclass
class Buoy:
    """A buoy."""

    colour: str
    light: bool = field(default=False)


class Keeper:
    """Keeps a quay."""

    def open(self, number: int) -> bool:
        """Open a berth.

        Args:
            number: The berth.

        Returns:
            Whether it was closed before.
        """
        return number > 0


class Night(Keeper):
    """Keeps it at night."""

    def open(self, number: int) -> bool:
        return super().open(number)


def moor(ship: Annotated[str, Doc("The name of the ship.")], berth: int, **how: Unpack[Mooring]) -> Berth:
    """Tie a ship up."""
    if berth < 1:
        raise ValueError(berth)
    return Berth(number=berth, name=ship)


@deprecated("Use `moor`.")
def tie(ship: str) -> None:
    moor(ship, 1, lines=2)
