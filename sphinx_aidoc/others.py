"""The handlers of other extensions, and of the project, that see a docstring between two of aidoc's own.

What they make of it belongs to the site: words that one gives to an object for want of a docstring are people's words,
and where one rewrites all docstrings, that is no fault of aidoc.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sphinx.util.logging import suppress_logging

from aidoc_core.render.loss import words_of
from sphinx_aidoc.hearing import hearing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.events import EventManager

_ADD_TYPES = ("sphinx_autodoc_typehints",)
"""They add fields alone, whatever a docstring says, and take their time."""
_READ_STYLES = ("sphinx.ext.napoleon", "sphinx.ext.autodoc.typehints", "numpydoc", *_ADD_TYPES)
"""They turn a style of docstrings into reST, or add types; what they leave out is no word of a person."""
_AIDOC = "sphinx_aidoc.processing"
_PROBE = "Some words that stand in a docstring."


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Some handlers, and the event that they are called for.

    Attributes:
        handlers: The handlers, in their order.
        event: What they are called with, but for the lines.
    """

    handlers: Sequence[Callable[..., Any]]
    event: tuple[Any, ...]

    @property
    def meddle(self) -> bool:
        """Whether any may do something else than read styles of docstrings, or add types."""
        return not all(_module(one).startswith(_READ_STYLES) for one in self.handlers)

    @property
    def foreign(self) -> bool:
        """Whether any is not one of Sphinx' own, which have nothing to say of generated text."""
        return any(map(is_foreign, self.handlers))

    @property
    def names(self) -> str:
        """What they are called, as people find them; Sphinx' own leave words as they are."""
        own = [one for one in self.handlers if not _module(one).startswith(("sphinx.", *_ADD_TYPES))]
        return ", ".join(dict.fromkeys(map(_name, own or self.handlers)))

    def put_through(self, lines: list[str]) -> list[str]:
        """What they make of a docstring; what they log is not heard: it is told when Sphinx calls them.

        Args:
            lines: The docstring; it stays as it is.
        """
        made = list(lines)
        with suppress_logging() if self.handlers else nullcontext():
            for handler in self.handlers:
                handler(*self.event, made)
        return made

    def warn(self, lines: Sequence[str], suppressed: Sequence[str]) -> bool:
        """Whether they log a warning that the site would hear when they see a docstring.

        Args:
            lines: The docstring.
            suppressed: The warnings that the site suppresses.
        """
        made = list(lines)
        with hearing(suppressed) as heard, suppress(Exception):  # one that fails tells it by itself
            for handler in self.handlers:
                handler(*self.event, made)
        return heard.warns

    def words_for_none(self) -> list[str]:
        """The docstring that they give to an object which has none; empty if they add the same to every docstring."""
        if not self.meddle:
            return []
        try:
            made = self.put_through([])
            always = Counter(self.put_through([_PROBE, ""])) if has_words(made) else Counter()
        except Exception:  # noqa: BLE001 - Sphinx has called it once, and tells
            return []
        return made if any(number > always[line] for line, number in Counter(made).items() if has_words([line])) else []

    def says(self) -> str:
        """A digest of what they make of no docstring and of any; empty where they read styles and add types alone.

        What became of a docstring rests on this, too: another answer, and nobody knows what would become of it.
        """
        if not self.meddle:
            return ""
        made: list[object] = []
        for lines in ([], [_PROBE, ""]):
            try:
                made.append(self.put_through(lines))
            except Exception as error:  # noqa: BLE001 - as above
                made.append(type(error).__qualname__)
        return hashlib.blake2b(repr(made).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def refusal(self, said: Sequence[str], human: Sequence[str], *, by_people: bool) -> str:
        """Why nothing is added for the sake of them; empty where they let it be.

        Args:
            said: The docstring, as it stands in the code.
            human: What they make of it.
            by_people: Whether a person's words stand there.
        """
        if by_people:
            cut = self.cut(said)
            return f"{cut} changes it" if cut else ""
        return f"{self.names} gives it words" if has_words(human) and self.words_for_none() else ""

    def around(self) -> Around | None:
        """What they put around every docstring, such as a container; `None` if they put it into nothing."""
        if not self.meddle:
            return None
        try:
            made = self.put_through([_PROBE, ""])
        except Exception:  # noqa: BLE001 - as above
            return None
        places = [number for number, line in enumerate(made) if line.strip() == _PROBE]
        if len(places) != 1 or made[places[0]] == _PROBE:
            return None
        line = made[place := places[0]]
        return Around(before=made[:place], indent=line[: -len(line.lstrip())], after=made[place + 1 :])

    def cut(self, lines: Sequence[str]) -> str:
        """Who of them takes out of a docstring what a person says there; empty if nobody does.

        Args:
            lines: The docstring, as it stands in the code.
        """
        if not self.meddle:
            return ""
        made = list(lines)
        try:
            for handler in self.handlers:
                before = list(made)
                with suppress_logging():
                    handler(*self.event, made)
                if not _module(handler).startswith(_READ_STYLES) and _lacks(made, before):
                    return _name(handler)
        except Exception:  # noqa: BLE001 - as above
            return ""
        return ""


def between(events: EventManager, event: tuple[Any, ...] = ()) -> tuple[Others, Others]:
    """The handlers that see a docstring before aidoc adds to it, and those that see it afterwards.

    Args:
        events: Sphinx' events.
        event: What they are called with, but for the lines.
    """
    listeners = sorted(events.listeners["autodoc-process-docstring"], key=attrgetter("priority"))
    handlers = [listener.handler for listener in listeners]
    own = [place for place, one in enumerate(handlers) if _module(one) == _AIDOC]
    first, second, third = own
    return tuple(  # type: ignore[return-value] # two of them
        Others(handlers=handlers[one + 1 : other], event=event) for one, other in ((first, second), (second, third))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a docstring.

    Attributes:
        before: The lines before it.
        indent: What stands before each of its lines.
        after: The lines after it.
    """

    before: list[str]
    indent: str
    after: list[str]

    def put(self, lines: Sequence[str]) -> list[str]:
        """Put a docstring into it."""
        return [*self.before, *(f"{self.indent}{line}" if line.strip() else "" for line in lines), "", *self.after]


def _lacks(made: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a line is gone, or most of it: not what a title or a mere word of markup becomes."""
    left = Counter(words_of(made))
    for line in before:
        words = Counter(words_of([line]))
        if words.total() > 1 and not line.lstrip().startswith(":meta ") and not line.rstrip().endswith(":"):
            if (words - left).total() * 2 > words.total():
                return True
            left -= words
    return False


def has_words(lines: Sequence[str]) -> bool:
    """Whether any line has words, and is no field, directive or part of one."""
    return any(line.strip() and not line.lstrip().startswith((":", "..")) for line in lines)


def _name(handler: Callable[..., Any]) -> str:
    name = getattr(handler, "__qualname__", type(handler).__qualname__).partition(".<locals>")[0]
    return f"{_module(handler)}.{name}".removeprefix(".")


def is_foreign(handler: Callable[..., Any]) -> bool:
    """Whether a handler is not one of Sphinx' own, which fail on nothing, and show what stands in the code.

    Args:
        handler: The handler.
    """
    return not _module(handler).startswith("sphinx.")


def _module(handler: Callable[..., Any]) -> str:
    """Where a handler was written; what stands in conf.py does not say."""
    return str(getattr(handler, "__module__", None) or "")
