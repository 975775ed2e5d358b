import enum
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, NamedTuple, TypedDict


class Shape(ABC):
    sides: ClassVar[int] = 0

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def area(self) -> float: ...

    @classmethod
    def named(cls, name: str):
        return cls(name)

    @staticmethod
    def unit() -> str:
        return "m"

    @property
    def label(self) -> str:
        return self.name

    @label.setter
    def label(self, value: str) -> None:
        self.name = value

    def __len__(self) -> int:
        return 0

    def _inner(self) -> None:
        pass


class Circle(Shape):
    """A circle."""

    class Centre:
        x: float = 0.0

        def move(self, x: float) -> None:
            self.x = x

    def __init__(self, radius: float) -> None:
        """Make a circle.

        Args:
            radius: How large it is.
        """
        super().__init__("circle")
        self.radius = radius

    def area(self) -> float:
        return 3.14 * self.radius**2

    @cached_property
    def girth(self) -> float:
        return 6.28 * self.radius


class Dot(Circle):
    pass


class Bare:
    def method(self):
        return 1


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Pair(NamedTuple):
    left: int
    right: int = 0


class Options(TypedDict, total=False):
    wide: bool


class _Secret:
    def tell(self):
        return 1
