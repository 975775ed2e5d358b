"""The handlers of other extensions, and of the project, that see a docstring between two of aidoc's own.

What they make of it belongs to the site: words that one gives to an object for want of a docstring are people's words,
and where one rewrites all docstrings, that is no fault of aidoc.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ADD_TYPES = ("sphinx_autodoc_typehints",)
"""They add fields alone, whatever a docstring says, and take their time."""
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
    def names(self) -> str:
        """What they are called, as people find them; Sphinx' own leave words as they are."""
        own = [one for one in self.handlers if not _module(one).startswith(("sphinx.", *_ADD_TYPES))]
        return ", ".join(dict.fromkeys(map(_name, own or self.handlers)))

    def put_through(self, lines: list[str]) -> list[str]:
        """What they make of a docstring.

        Args:
            lines: The docstring; it stays as it is.
        """
        made = list(lines)
        for handler in self.handlers:
            handler(*self.event, made)
        return made

    def words_for_none(self) -> list[str]:
        """The docstring that they give to an object which has none; empty if they add the same to every docstring."""
        handlers = [one for one in self.handlers if not _module(one).startswith(_ADD_TYPES)]
        if not handlers:
            return []
        try:
            made = self.put_through([])
            always = Counter(self.put_through([_PROBE, ""])) if has_words(made) else Counter()
        except Exception:  # noqa: BLE001 - Sphinx has called it once, and tells
            return []
        return made if any(number > always[line] for line, number in Counter(made).items() if has_words([line])) else []


def has_words(lines: Sequence[str]) -> bool:
    """Whether any line has words, and is no field, directive or part of one."""
    return any(line.strip() and not line.lstrip().startswith((":", "..")) for line in lines)


def _name(handler: Callable[..., Any]) -> str:
    name = getattr(handler, "__qualname__", type(handler).__qualname__)
    return f"{_module(handler)}.{name}".removeprefix(".")


def _module(handler: Callable[..., Any]) -> str:
    """Where a handler was written; what stands in conf.py does not say."""
    return str(getattr(handler, "__module__", None) or "")
