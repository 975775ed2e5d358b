"""What a sentence states about the object of an answer, as a value, and what reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from aidoc_core.checks.clauses import Clause, clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal[
    "gives",
    "raises",
    "parameter",
    "optional",
    "required",
    "switch",
    "default",
    "is",
    "type",
    "passing",
    "order",
    "changes",
    "unit",
    "limit",
    "range",
]
"""`gives`: what a call gives back, nothing included; `switch`: a default in words; `default`: the value where
nothing is passed; `is`: what sort of thing it is;
`passing`: how an argument is passed, by position, by keyword or several at once;
`order`: of a returned tuple; `changes`: what becomes of an argument; `limit`: a number that a value may not pass;
`range`: the values that are valid, as `>0` or `1..10`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a sentence states.

    Attributes:
        kind: What sort of statement.
        subject: Whom it is about, where that is not the object itself: the parameter; `named` where something is only
            spoken of.
        value: What is stated: the exception, the sort of thing, `nothing` or `something` that is given back.
        where: The part of the answer that the sentence stands in.
        sentence: The sentence, as it is written.
    """

    kind: Kind
    subject: str = ""
    value: str = ""
    where: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence and its place; taken apart once, for all readers.

    Attributes:
        text: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
        parameters: The names of its parameters.
    """

    text: str
    where: str
    name: str
    parameters: frozenset[str] = frozenset()

    @property
    def entry(self) -> str:
        """The parameter that it describes; empty elsewhere."""
        return self.where.partition(" ")[2] if self.where.startswith("parameter ") else ""

    @cached_property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses."""
        return clauses(self.text, self.name)


Read: TypeAlias = "Callable[[Sentence], Iterator[tuple[Kind, str, str]]]"
"""Gives kind, subject and value of each statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reads statements of some kinds.

    Attributes:
        signs: Words, or parts of them, without one of which a sentence in lower case states nothing of these kinds.
            They are looked for first, since most sentences have none.
        read: Reads a sentence that has one.
    """

    signs: tuple[str, ...]
    read: Read
