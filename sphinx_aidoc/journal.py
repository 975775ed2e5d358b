"""What became of each docstring while documents were read, to be told again where everything is as it was.

autodoc asks three times for each docstring: before all other handlers, after those of people's markup, and last of all.
What came in and what went out is noted each time, under the object and what its docstring was. Where the same comes in
again, the same goes out; where anything else comes in, nothing is known.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from aidoc_core.patterns import regex
from sphinx_aidoc.members import MemberOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_CONTAINERS = ("module", "class", "exception")
SPOILT = ""
"""The key that tells of a document of which nothing can be told again."""
_MEMBERS = "members"
"""The key of what was decided on members, in order."""
_ADDRESS = regex(r"\b0x[0-9a-f]+\b")
"""Where an object stands in memory: another place in each build."""


@dataclass(slots=True)
class Told:
    """What became of one docstring.

    Attributes:
        stripped: The lines that other handlers were given.
        human: Those that they made of them.
        filled: The lines with generated text.
        seen: What later handlers made of those.
        shown: What is shown.
        label: The label of the object in tables.
        person: The lines of a person's among those that are shown; `None` where nothing was added.
        early: What the handlers before say of docstrings that are not this one (`Others.says`).
        late: What those after say.
    """

    stripped: list[str]
    human: list[str]
    filled: list[str]
    seen: list[str]
    shown: list[str]
    label: str | None = None
    person: list[str] | None = None
    early: str = ""
    late: str = ""

    def to_list(self) -> list[Any]:
        """As plain data: lines that are those before are left out."""
        texts = (self.stripped, self.human, self.filled, self.seen, self.shown)
        told = [self.label, self.person, self.early, self.late]
        return [*told, *(None if n and one == texts[n - 1] else one for n, one in enumerate(texts))]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Told:
        """The inverse of `to_list`."""
        label, person, early, late, *texts = data
        for place, one in enumerate(texts):
            if one is None:
                texts[place] = texts[place - 1]
        stripped, human, filled, seen, shown = texts
        return cls(stripped, human, filled, seen, shown, label, person, early, late)


class Journal:
    """The journal of one build.

    Args:
        kept: Where it is written: for each document, by the key of each docstring.
    """

    def __init__(self, kept: dict[str, dict[str, Any]]) -> None:
        self._kept = kept
        self._document = self._key = ""
        self._told: Told | None = None

    def decide(self, document: str, asked: tuple[Any, ...], plain: str, *, skips: bool | None) -> None:
        """Note what was decided on a member.

        Args:
            document: The document that is read.
            asked: Its kind and name, and whether it would be left out.
            plain: Its full name, if it is one without words that is shown without aidoc, too.
            skips: What was decided.
        """
        self._kept.setdefault(document, {}).setdefault(_MEMBERS, []).append([*asked, skips, plain])

    def strip(self, document: str, key: str, lines: Sequence[str]) -> None:
        """Note what the first handler has made of a docstring.

        Args:
            document: The document that is read.
            key: What tells the docstring (`key_of`).
            lines: The lines.
        """
        self._document, self._key = document, key
        self._told = Told([*lines], [], [], [], [])

    def fill(self, human: list[str], lines: Sequence[str], label: str | None, says: Callable[[], str]) -> None:
        """Note what the second has been given and made of it.

        Args:
            human: What it has been given.
            lines: What it has made of it.
            label: The label of the object.
            says: Gives what other handlers say of docstrings that are not this one.
        """
        told = self._told
        if told is not None:
            told.human, told.filled, told.label = human, [*lines], label
            told.early = says() if told.filled != human else ""

    def check(self, seen: list[str], lines: Sequence[str], person: list[str] | None, says: Callable[[], str]) -> None:
        """Note what the last has been given and made of it.

        Args:
            seen: What it has been given.
            lines: What it has made of it.
            person: The lines of a person's among them; `None` where nothing was added.
            says: As above.
        """
        told, self._told = self._told, None
        if told is None:
            return
        told.seen, told.shown, told.person = seen, [*lines], person
        told.late = says() if person is not None else ""
        written = told.to_list()
        found = self._kept.setdefault(self._document, {}).setdefault(self._key, written)
        if found != written:
            self.spoil(self._document)

    def spoil(self, document: str) -> None:
        """Take in that a document cannot be told again."""
        self._kept.setdefault(document, {})[SPOILT] = []


class Retold:
    """A journal that is told again.

    Args:
        kept: What an earlier build has noted of one document.
    """

    def __init__(self, kept: Mapping[str, Any]) -> None:
        self._kept = kept
        self._told: Told | None = None
        self._members = iter(kept.get(_MEMBERS, ()))
        self._left = kept.keys() - {_MEMBERS}

    def decide(self, asked: tuple[Any, ...]) -> tuple[bool | None, str] | None:
        """What was decided on a member, and the name to be noted; `None` where another one was asked for."""
        found = next(self._members, None)
        return (found[-2], found[-1]) if found is not None and found[:-2] == [*asked] else None

    @property
    def ended(self) -> bool:
        """Whether all has been told: what is left, the document does not show any more."""
        return not self._left and next(self._members, None) is None

    @property
    def human(self) -> list[str]:
        """What other handlers have made of the docstring that is under way."""
        return [] if self._told is None else self._told.human

    def strip(self, key: str) -> list[str] | None:
        """What other handlers are given of a docstring; `None` where nothing is known of it."""
        found = self._kept.get(key)
        self._left.discard(key)
        self._told = None if found is None else Told.from_list(found)
        return None if self._told is None else self._told.stripped

    def fill(self, human: Sequence[str], says: Callable[[], str]) -> Told | None:
        """What became of the docstring then; `None` where other handlers have made something else of it.

        Args:
            human: What they have made of it.
            says: Gives what they say of docstrings that are not this one.
        """
        told = self._told
        if told is None or told.human != [*human]:
            return None
        return told if told.filled == told.human or told.early == says() else None

    def check(self, seen: Sequence[str], says: Callable[[], str]) -> Told | None:
        """The same when all is shown, likewise."""
        told, self._told = self._told, None
        if told is None or told.seen != [*seen]:
            return None
        return told if told.person is None or told.late == says() else None


def key_of(  # noqa: PLR0913 - autodoc's own, and what is known beside them
    what: str, name: str, options: Any, lines: Sequence[str], *, row: bool, signatures: Sequence[str] | None
) -> str:
    """What tells one docstring of a document from all others.

    Args:
        what: autodoc's word for the kind of object.
        name: Its name, as autodoc gives it.
        options: autodoc's options.
        lines: The docstring before anything was done to it.
        row: Whether a table shows its first words alone.
        signatures: What stands behind its name on the page, where that is known.
    """
    wanted = [_sorted(one) for one in astuple(MemberOptions.from_event(options))] if what in _CONTAINERS else ()
    shown = None if signatures is None else [_ADDRESS.sub("", one) for one in signatures]
    told = repr((what, name, wanted, row, [*lines], shown))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _sorted(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
