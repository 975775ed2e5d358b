"""What code speaks of: words out of identifiers, texts and comments alike, and signs that are looked for among them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import griffe

    from aidoc_core.code.lookup.sources import Sources

_LETTERS = regex(r"[^\W\d_]+")
_PARTS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")
_REFERENCE = regex(r"(?<![\w'\"])(?:https?|ftp)://[^\s'\"]{1,400}")
"""An address that a text refers to: one in quotes, right behind them, may be where code sends something."""


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """Words by which code shows that it may do something. Each is itself alone: it is looked up by what it is.

    Attributes:
        begins: Beginnings of words.
        whole: Whole words.
        within: Parts of words.
        phrases: Parts of the text.
    """

    begins: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    within: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Signs:
        """Signs from a list: `rand` begins a word, `=log` is one, `*file` is in one, `+command_line` in the text."""
        words = text.split()
        return cls(
            phrases=tuple(word[1:].replace("_", " ") for word in words if word[0] == "+"),
            begins=tuple(word for word in words if word[0] not in "=*+"),
            whole=frozenset(word[1:] for word in words if word[0] == "="),
            within=tuple(word[1:] for word in words if word[0] == "*"),
        )

    def to_text(self) -> str:
        """As text, for `from_text`."""
        return json.dumps([self.begins, sorted(self.whole), self.within, self.phrases], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Signs:
        """The inverse of `to_text`."""
        begins, whole, within, phrases = json.loads(text)
        return cls(begins=tuple(begins), whole=frozenset(whole), within=tuple(within), phrases=tuple(phrases))

    def among(self, words: Iterable[str]) -> bool:
        """Whether one of some words is such a sign."""
        return any(self.fit(word) for word in words)

    def fit(self, word: str) -> bool:
        """Whether a word is such a sign."""
        return (
            word in self.whole
            or (bool(self.begins) and word.startswith(self.begins))
            or any(part in word for part in self.within)
        )


class Speech:
    """The code of some functions of a package, as text. It is noted which signs are looked for, not what is read.

    Args:
        package: The package.
        functions: The functions.
    """

    def __init__(self, package: Sources, functions: Sequence[griffe.Object]) -> None:
        self._package = package
        self._functions = functions

    @property
    def text(self) -> str:
        """All of it; who looks into it by themselves rests on every letter."""
        for one in self._functions:
            self._package.code(one)
        return self._text

    def has(self, signs: Signs) -> bool:
        """Whether it has one of some signs."""
        paths = [one.path for one in self._functions if self._package.note_found(one)]
        if paths:
            self._package.notes.add(("speaks", f"{_written(signs)}\n{' '.join(paths)}"))
        return speaks(self._text, signs)

    @cached_property
    def _text(self) -> str:
        package = self._package
        return "\n".join("\n".join(package.code_of(one)) for one in self._functions)


class ModuleSpeech:
    """The text of one module. It is noted what is looked for, not what is read.

    Args:
        package: The package.
        module: The module.
    """

    def __init__(self, package: Sources, module: griffe.Object) -> None:
        self._package = package
        self._module = module
        self._lines = package.lines_of(module)  # type: ignore[arg-type] # whose lines there are is a module

    def __bool__(self) -> bool:
        """Whether it has any lines."""
        return bool(self._lines)

    def has(self, signs: Signs) -> bool:
        """Whether it has one of some signs, the comment in front of it aside."""
        self._package.notes.add(("says", f"{_written(signs)}\n{self._package.path_of(self._module)}"))
        return says(self._lines, signs)

    def contains(self, parts: tuple[str, ...]) -> bool:
        """Whether it has one of some texts in lower case, anywhere."""
        self._package.notes.add(("contains", f"{json.dumps(parts)}\n{self._package.path_of(self._module)}"))
        return contains(self._lines, parts)


def says(lines: Sequence[str], signs: Signs) -> bool:
    """Whether a module has one of some signs.

    Licences, in the comment in front of it, speak of writing, warranties and servers: they do not count.
    """
    start = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    return speaks("\n".join(lines[start:]), signs)


def contains(lines: Sequence[str], parts: Iterable[str]) -> bool:
    """Whether a module has one of some texts in lower case."""
    text = "\n".join(lines).lower()
    return any(part in text for part in parts)


@lru_cache(maxsize=512)
def _written(signs: Signs) -> str:
    return signs.to_text()


@lru_cache(maxsize=64)  # whole modules
def speaks(text: str, signs: Signs) -> bool:
    """Whether a text has one of some signs; the addresses that it refers to are none of it."""
    text = without_references(text)
    return signs.among(words_of(text)) or (bool(signs.phrases) and any(one in text.lower() for one in signs.phrases))


def without_references(text: str) -> str:
    """A text without the addresses that it refers to."""
    return _REFERENCE.sub(" ", text) if "://" in text else text


@lru_cache(maxsize=256)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, identifiers whole and taken apart."""
    found: set[str] = set()
    for word in set(_LETTERS.findall(text)):
        found.add(word.lower())
        if not word.islower() and not word.isupper():
            found.update(part.lower() for part in _PARTS.findall(word))
    return frozenset(found)
