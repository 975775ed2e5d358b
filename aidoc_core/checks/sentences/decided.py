"""Statements of an answer handed to what decides them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from aidoc_core.checks.elsewhere import is_about_something_else
from aidoc_core.checks.rule import Complaint
from aidoc_core.checks.sentences.claims import claims_of
from aidoc_core.checks.statements import Kind, Statement, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

Decide: TypeAlias = "Callable[[Statement, Target], tuple[str, str] | None]"
"""What is wrong with a statement, and the hint; `None` if the code says nothing against it."""


Show: TypeAlias = "Callable[[Statement, Target], bool]"
"""Whether something beside the pattern that read a statement shows that the sentence makes it."""


def decided(
    said: Claims, subject: Target, kind: Kind, decide: Decide, shown: Show = lambda *_: False
) -> Iterator[Complaint]:
    """A complaint for every sentence with a wrong statement of a kind.

    Args:
        said: The answer.
        subject: The object.
        kind: The kind of statements.
        decide: What is wrong with one.
        shown: Whether there is a second sign of one, beside the recognised words.
    """
    told: set[tuple[str, str]] = set()  # a sentence goes once, however much of it is wrong
    for one in stated(said, subject, kind):
        if (one.where, one.sentence) in told or is_about_something_else(one, said, subject):
            continue
        if (wrong := decide(one, subject)) is not None:
            message, hint = wrong
            told.add((one.where, one.sentence))
            yield Complaint(
                message=message,
                hint=hint,
                where=one.where,
                quote=one.sentence,
                cut="sentence",
                claims=claims_of(one),
                shown=shown(one, subject),
            )


def stated(said: Claims, subject: Target, kind: Kind) -> list[Statement]:
    """The statements of a kind; sentences are read once for all rules."""
    if "statements" not in subject.memory:
        table: dict[Kind, list[Statement]] = {}
        parameters = frozenset(one.name.lstrip("*") for one in subject.obj.parameters)
        for one in statements(said, subject.obj.name, parameters):
            table.setdefault(one.kind, []).append(one)
        subject.memory["statements"] = table
    found: dict[Kind, list[Statement]] = subject.memory["statements"]
    return found.get(kind, [])
