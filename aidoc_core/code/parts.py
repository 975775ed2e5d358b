"""The parts of a docstring, and so of an answer: one table that everything that spells them loops over.

A new part takes a row here, its field in `Gaps` and `Answer`, and a renderer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SectionKind = Literal["parameter", "returns", "yields", "raises", "attribute", "example"]
"""What the model may call a section; the schema of its answers lists these words in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a docstring.

    Attributes:
        field: What holds it: in `Answer`, `Claims`, `Gaps` and `Documented`, and in every file.
        word: What findings, gaps and the model call it, or one entry of it.
        title: The heading above it, which Google's and NumPy's styles share; empty for prose.
        named: Whether it holds named entries; else it is one text.
        key: What the name of an entry is called in a mapping from elsewhere.
        marked: How the mark on a page tells that it was added.
        asked_with: The part that it is asked for with, where it is never missing on its own.
        code: Whether its text is code, not prose.
    """

    field: str
    word: Literal[SectionKind, "summary", "description"]
    title: str = ""
    named: bool = False
    key: str = "name"
    marked: str
    asked_with: str = ""
    code: bool = False

    @property
    def section(self) -> bool:
        """Whether it has a heading: it is a section on the wire too."""
        return bool(self.title)

    @property
    def gap(self) -> str:
        """The field of `Gaps` that asks for it."""
        return self.asked_with or self.field

    def where(self, name: str = "") -> str:
        """How findings and gaps name it, or one entry of it: `returns`, `parameter url`."""
        return f"{self.word} {name}" if self.named else self.word


PARTS: tuple[Part, ...] = (
    Part(field="summary", word="summary", marked="summary"),
    Part(field="description", word="description", marked="summary", asked_with="summary"),
    Part(field="parameters", word="parameter", title="Parameters", named=True, marked="{}"),
    Part(field="returns", word="returns", title="Returns", marked="returns"),
    Part(field="yields", word="yields", title="Yields", marked="yields"),
    Part(field="raises", word="raises", title="Raises", named=True, key="type", marked="raises {}"),
    Part(field="attributes", word="attribute", title="Attributes", named=True, marked="{}"),
    Part(field="example", word="example", title="Examples", marked="example", asked_with="summary", code=True),
)
"""Every part, in the order in which files hold them."""

SECTIONS = tuple(part for part in PARTS if part.section)
"""Those that have a heading."""

DESCRIBED = tuple(part for part in SECTIONS if not part.asked_with)
"""Sections that describe what the code has: each may be missing on its own."""
