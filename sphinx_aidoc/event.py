"""One docstring that autodoc is about to show, as its event tells of it, and the same when it is filled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aidoc_core.render.loss import Loss, contradicted, first_loss
from sphinx_aidoc.badge import MARKED
from sphinx_aidoc.field_lists import field_lists
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.others import has_words
from sphinx_aidoc.signatures import shown_parameters
from sphinx_aidoc.signed import names_of_overloads, written_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import griffe

    from aidoc_core.build.ledger import Record
    from sphinx_aidoc.others import Others

_CONTAINERS = ("module", "class", "exception")
_SIGNED = ("class", "exception", "function", "method")
_AUTODOC = frozenset({*_CONTAINERS, "attribute", "data", "decorator", "function", "method", "property"})
"""autodoc's own words for objects; the documenters of other extensions have words of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One `autodoc-process-docstring`.

    Attributes:
        what: autodoc's word for the kind of object.
        name: The object's name where it is shown.
        live: The object itself, imported.
        options: Which members are shown with it; `None` where it has none.
        given: The options of the directive, as autodoc gives them.
        undocumented: Whether members without words are shown, too.
        row: Whether a table shows its first words alone.
        obj: The object in the source, as far as its text is to be filled.
        by_people: Whether a person's text stands there.
        said: That text, before any handler of others has seen it.
        uncalled: Whether no handler would see it without aidoc: autodoc asks none for a mere value without words.
        revealed: Whether autodoc shows it for aidoc's text alone.
        alias: Of a class under another name: what autodoc shows of it. Without a mark there would be no event, so what
            others add to it is not to be seen.
        signatures: What stands behind its name on the page, once for each signature; `None` where that is not known.
    """

    what: str
    name: str
    live: Any = None
    options: MemberOptions | None = None
    given: Any = None
    undocumented: bool = False
    row: bool = False
    obj: griffe.Object | None = None
    by_people: bool = False
    said: tuple[str, ...] = ()
    uncalled: bool = False
    revealed: bool = False
    alias: tuple[str, ...] | None = None
    signatures: tuple[str, ...] | None = None

    @property
    def foreign(self) -> bool:
        """Whether a documenter of another extension shows it."""
        return self.what not in _AUTODOC

    @classmethod
    def of(  # noqa: PLR0913 - autodoc's own, and what is known beside them
        cls,
        what: str,
        name: str,
        live: Any,
        options: Any,
        *,
        row: bool,
        signatures: tuple[str, ...] | None,
    ) -> Event:
        """An event from autodoc's own arguments."""
        given = MemberOptions.from_event(options)
        members = given if what in _CONTAINERS else None
        return cls(
            what=what,
            name=name.replace("::", "."),
            live=live,
            options=members,
            given=options,
            undocumented=given.undocumented,
            row=row,
            signatures=signatures,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A docstring with generated text in it, for the handlers that come after ours.

    Attributes:
        name: The object, as autodoc names it.
        human: The lines of the person.
        lines: All lines.
        leave_out: Called where they cannot be shown, with a `Loss`, and the reason where it is no fault of aidoc.
    """

    name: str
    human: list[str]
    lines: list[str]
    leave_out: Callable[..., None]

    def loss(self, shown: list[str]) -> Loss | None:
        """What is gone of the person's words, or the mark; what other handlers add is theirs."""
        marks = [line for line in self.lines if line.startswith(MARKED)]
        there = {line.strip() for line in shown}
        if not all(mark.strip() in there for mark in marks) or self._runs_on(shown):
            return Loss(what="unmarked", word="")
        loss = first_loss(self.human, shown, ())
        return loss if loss is not None and loss.what == "lost" else None

    def _runs_on(self, shown: list[str]) -> bool:
        """Whether generated markup is text now, since the empty line is gone that parts it from a paragraph."""
        starts = {line.strip() for before, line in pairwise(["", *self.lines]) if not before.strip()}
        starts = {line for line in starts if line.startswith(".. ")} - {line.strip() for line in self.human}
        if any(line.strip() in starts and before.strip() for before, line in pairwise(["", *shown])):
            return True
        own = _fields(self.lines) - _fields(self.human)
        return bool(own) and not own <= _fields(shown, own)

    def refusal(self, shown: list[str], others: Others) -> tuple[str, Loss | None, list[str]]:
        """Why it is not shown for the sake of the handlers that come after ours; an empty reason where it is.

        Args:
            shown: What they have made of it.
            others: The handlers.

        Returns:
            The reason, what would be wrong, and what is shown without aidoc.
        """
        if not has_words(self.human) and (words := others.words_for_none()):
            return f"{others.names} gives it words", Loss(what="lost"), words
        if self.loss(shown) is None:
            return "", None, shown
        human = others.put_through(self.human)
        loss = replace(self, human=human).loss(shown)
        return ("", None, shown) if loss is None else (f"{others.names} changes it", loss, human)


def contradiction(
    event: Event, record: Record | None, init: Record | None, handled: Mapping[str, Mapping[str, str]]
) -> Loss | None:
    """A described parameter that the signature of a function or class, as autodoc shows it, lacks.

    Args:
        event: What autodoc is about to show.
        record: What became of it.
        init: What became of a constructor that is described with it.
        handled: The parameters that handlers leave in signatures, by path (`Declared.handled`).
    """
    if event.signatures is not None:
        return None  # nothing else is described
    described = init if event.what in ("class", "exception") else record
    if described is None or described.entry is None or event.what not in _SIGNED:
        return None
    if event.obj is not None and event.obj.docstring and written_names(event.obj.name, event.obj.docstring.value):
        return None  # the reader sees that one
    shown: Collection[str] | None = None if event.obj is None else handled.get(event.obj.path)
    shown = shown_parameters(event.live) if shown is None else shown
    if shown is None:
        return None
    if event.obj is not None:  # autodoc shows overloads as the code has them, whatever handlers make of the object
        shown = {*shown, *names_of_overloads(event.obj)}
    read = {parameter.name for parameter in described.obj.parameters}  # what the code never had is for the checks
    return contradicted((item.name for item in described.entry.answer.parameters if item.name in read), shown)


def _fields(lines: list[str], sought: Collection[str] = ()) -> set[str]:
    """The names of the fields in some lines; those that are sought may be indented."""
    starts = tuple(f":{name}:" for name in sought)
    indents = {line[: len(line) - len(line.lstrip())] for line in lines if starts and line.lstrip().startswith(starts)}
    found: set[str] = set()
    for indent in {"", *indents}:
        lists = field_lists([line.removeprefix(indent) for line in lines])
        found |= {field.name for fields in lists for field in fields}
    return found
