"""What is added to a docstring, written for Markdown and ready to be attached: plain text, which a build remembers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from aidoc_core.code.packed import Packable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item: TypeAlias = "tuple[str, str]"
"""A name, empty where an entry has none, and its text."""
Write: TypeAlias = "Callable[..., Added]"
"""Writes as `aidoc_core.render.writing.write` does, or has it from an earlier build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Packable):
    """What is added to the docstring of one object. Its texts may be packed until a page shows them.

    Attributes:
        worded: Whether a person's prose stands there, so that no summary and description are added.
        text: Summary and description.
        parts: Entries of sections, each below its title as Google's style has it.
        example: An example, as an interactive session.
        marks: HTML for the end.
    """

    packs: ClassVar[tuple[str, ...]] = ("text", "parts", "example")

    worded: bool = False
    text: str = ""
    parts: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    example: str = ""
    marks: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to show beside a person's words."""
        return bool(self.text or self.parts or self.example)

    def to_list(self) -> list[Any]:
        """As plain data."""
        return [self.worded, self.text, self.parts, self.example, self.marks]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Added:
        """The inverse of `to_list`."""
        worded, text, parts, example, marks = data
        return cls(worded=worded, text=text, parts=parts, example=example, marks=marks)
