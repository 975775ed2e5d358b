"""What everything about one module rests on: questions with their answers, by what has to change for another answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.code.lookup.notes import functions_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aidoc_core.code.lookup.notes import Note
    from aidoc_core.code.lookup.questions import Questions

    _Asked = Sequence[tuple[Note, Any]]
    """Questions with their answers."""

_SEEN_FROM_OUTSIDE = frozenset({"outline", "named", "methods", "alike"})
"""Questions whose answers are the same for as long as all modules look the same from outside."""
_OF_MODULES = frozenset({"open", "says", "contains"})
_IN_TEXT = frozenset({"code", "piece", "flow", "sets", "speaks"}) | _OF_MODULES
"""Questions that only the text of modules answers: of objects, or of the module itself."""


class Rests(NamedTuple):
    """What everything about a module rests on.

    Attributes:
        texts: The modules whose texts count.
        around: The modules of which only some of the text counts, and more: all that such an object is in.
        code: The questions about that.
        seen: Those about what is seen of modules from outside.
        others: All others.
    """

    texts: frozenset[str]
    around: frozenset[str]
    code: _Asked
    seen: _Asked
    others: _Asked

    def of_all(self) -> Rests:
        """What of this counts for other modules, too: the rest takes some ten kilobytes an object."""
        return Rests(texts=frozenset(), around=frozenset(), code=(), seen=(), others=self.others)


def rests_of(asked: Iterable[tuple[Note, Any]]) -> Rests:
    """What a module rests on.

    Args:
        asked: All questions that anything about it rests on, with their answers.
    """
    by_kind: dict[str, dict[Note, Any]] = {}
    for note, answer in asked:
        kind = note[0]
        by_kind.setdefault("seen" if kind in _SEEN_FROM_OUTSIDE else kind, {})[note] = answer
    texts, looked = by_kind.pop("text", {}), by_kind.pop("seen", {})
    code = {note: answer for kind in _IN_TEXT for note, answer in by_kind.pop(kind, {}).items()}
    return Rests(
        texts=frozenset(name for _, name in texts),
        around=frozenset(path for note in code for path in _around(note)),
        code=list(code.items()),
        seen=list(looked.items()),
        others=[one for some in by_kind.values() for one in some.items()],
    )


def hold(questions: Questions, asked: Iterable[tuple[Note, Any]]) -> bool:
    """Whether all answers are still the same."""
    return all(questions.holds(note, answer) for note, answer in asked)


def _around(note: Note) -> Iterator[str]:
    """The paths that what a question is about is in."""
    kind, name = note
    if kind in _OF_MODULES:
        yield name.rpartition("\n")[2]
        return
    for path in functions_in(name):
        while path := path.rpartition(".")[0]:
            yield path
