from dataclasses import dataclass
from typing import overload


def moor(ship, berth=1):
    if berth < 1:
        raise ValueError(berth)
    return f"{ship} at {berth}"


def charge(length, width, depth, days, crew, cargo, *, rate=1.0, discount=0.0, currency="EUR"):
    """Work out what a stay costs.

    Args:
        length (float): The length of the ship in metres.
    """
    return length * width * depth * days * crew * cargo * rate * (1 - discount), currency


def leave(ship: str, tide: float) -> bool:
    """Tell whether a ship may leave.

    Args:
        ship: Its name.
    """
    return bool(ship) and tide > 0


@overload
def sound(depth: int) -> int: ...
@overload
def sound(depth: float) -> float: ...
def sound(depth):
    return depth


class Ship:
    """A ship, in a person's words."""

    def __init__(self, name: str, length: float = 12.0) -> None:
        self.name = name
        self._length = length

    def sail(self, to: str) -> str:
        return to

    def paint(self, colour: str) -> None:
        """Give the hull another colour.

        Args:
            colour: Its name.
        """
        self.colour = colour

    @property
    def length(self) -> float:
        return self._length

    @length.setter
    def length(self, value: float) -> None:
        self._length = value


class Ferry(Ship):
    def __init__(self, name: str, seats: int) -> None:
        super().__init__(name)
        self.seats = seats

    def board(self, people: int) -> int:
        return min(people, self.seats)


@dataclass
class Cargo:
    weight: float
    label: str = ""
