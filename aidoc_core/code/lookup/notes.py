"""What was asked of a package while something was worked out: the questions alone, for whoever wants to ask again.

A note is a kind of question and a name. `Questions` gives the answers; `Package` notes what it is asked. What an object
of Griffe's tree leads to by itself (members, bases, what its module imports) is one question: what the module and
all that it reaches are like from outside.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    import griffe

Kind: TypeAlias = Literal[
    "outline",  # what a module is like from outside, without the bodies of functions
    "reach",  # the same of all modules that one reaches by its imports
    "along",  # the same of all modules that a dotted path leads through
    "text",  # the whole source of a module
    "code",  # the source of one object
    "piece",  # the same with all else in the text of its module that reading it looks at
    "flow",  # what a function runs and raises
    "sets",  # what names code in a class sets, and whether a metaclass may
    "speaks",  # whether the source of some functions has one of some signs
    "says",  # the same of the text of a module
    "contains",  # whether the text of a module has one of some texts in it
    "word",
    "mention",
    "raised",
    "named",
    "methods",
    "alike",
    "disk",
    "open",
    "unread",
    "outside",
    "all",  # anything: nothing that was worked out with it can be kept
]
Note: TypeAlias = tuple[Kind, str]
_Key = TypeVar("_Key", bound="Hashable")
_Value = TypeVar("_Value")

OF_CODE = frozenset({"flow", "sets", "speaks"})
"""Questions about functions and classes whose answers say first what the source of these was."""


def functions_in(name: str) -> list[str]:
    """The paths of the functions that a question of `OF_CODE` is about."""
    return name.rpartition("\n")[2].split(" ")


class Notes:
    """The notes of one package, each thread's by itself."""

    def __init__(self) -> None:
        self._threads = threading.local()

    @contextmanager
    def gathered(self) -> Iterator[set[Note]]:
        """What is noted in the `with` block; it counts for what is around it, too."""
        open_: list[set[Note]] = self._threads.__dict__.setdefault("open", [])
        notes: set[Note] = set()
        open_.append(notes)
        try:
            yield notes
        finally:
            open_.pop()
            if open_:
                open_[-1].update(notes)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is noted in the `with` block counts for nobody: it is asked for again each time."""
        open_: list[set[Note]] = self._threads.__dict__.setdefault("open", [])
        before, open_[:] = open_[:], []
        try:
            yield
        finally:
            open_[:] = before

    def add(self, *notes: Note) -> None:
        """Note questions, if anybody wants to know."""
        if open_ := self._threads.__dict__.get("open"):
            open_[-1].update(notes)

    def remembered(
        self, table: dict[_Key, tuple[_Value, frozenset[Note]]], key: _Key, find: Callable[[], _Value]
    ) -> _Value:
        """What a table has under a key, or what is found now; each time with the notes of finding it."""
        known = table.get(key)
        if known is not None:
            self.add(*known[1])
            return known[0]
        with self.gathered() as notes:
            found = find()
        table[key] = found, frozenset(notes)
        return found


class Asked(AbstractSet[str]):
    """A set of words that notes which of them are asked for.

    Args:
        words: Gives the set; not asked for before the first question.
        kind: The kind of question.
        notes: Where they are noted.
    """

    def __init__(self, words: Callable[[], AbstractSet[str]], kind: Kind, notes: Notes) -> None:
        self._words = words
        self._kind = kind
        self._notes = notes

    def __contains__(self, word: object) -> bool:
        self._notes.add((self._kind, str(word)))
        return word in self._words()

    def __iter__(self) -> Iterator[str]:
        self._notes.add(("all", ""))
        return iter(self._words())

    def __len__(self) -> int:
        self._notes.add(("all", ""))
        return len(self._words())

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        return frozenset(it)


class Named(Mapping[str, "list[griffe.Object]"]):
    """Objects by their names, which notes the names that are asked for.

    Args:
        objects: Gives the table; not asked for before the first question.
        notes: Where they are noted.
    """

    def __init__(self, objects: Callable[[], Mapping[str, list[griffe.Object]]], notes: Notes) -> None:
        self._objects = objects
        self._notes = notes

    def __getitem__(self, name: str) -> list[griffe.Object]:
        self._notes.add(("named", name))
        found = self._objects()[name]
        for obj in found:
            self._notes.add(reached(obj))
        return found

    def __iter__(self) -> Iterator[str]:
        self._notes.add(("all", ""))
        return iter(self._objects())

    def __len__(self) -> int:
        self._notes.add(("all", ""))
        return len(self._objects())


def reached(obj: griffe.Object) -> Note:
    """The note that an object was handed out: whoever has it may look at all that it leads to."""
    return ("outline", obj.path) if obj.is_module else ("reach", obj.module.path)
