"""What the code that a function can reach speaks of: its module, the functions that it runs, those that override it.

Whoever wants to know whether code has a word of something asks here. Words are taken out of identifiers, texts and
comments alike, since a word of the author's is enough to leave a sentence about it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.surroundings import around
from aidoc_core.code.lookup.callees import callees
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_LETTERS = regex(r"[^\W\d_]+")
_PARTS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")
_REFERENCE = regex(r"(?<![\w'\"])(?:https?|ftp)://[^\s'\"]{1,400}")
"""An address that a text refers to: one in quotes, right behind them, may be where code sends something."""
_STEPS = 2
"""How far calls are followed: what a call's call does is still the function's doing."""
_MOST = 40
"""Functions that are looked into."""
_OVERRIDES = 8


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


def has_sign(subject: Target, signs: Signs, *, here: bool = False) -> bool:
    """Whether the code in reach of an object has one of some signs; `here` asks its own module alone."""
    texts = texts_in_reach(subject)
    return signs.among(_path_words(subject)) or any(_has(text, signs) for text in (texts[:1] if here else texts))


def has_word(subject: Target, root: str) -> bool:
    """Whether the code in reach has a word that begins with a stem."""
    return has_sign(subject, _beginning(root))


@lru_cache(maxsize=512)
def _beginning(root: str) -> Signs:
    return Signs(begins=(root,))


def texts_in_reach(subject: Target) -> list[str]:
    """The module whole, in lower case or as written, and the code of the functions that the object's body runs."""
    if "in reach" not in subject.memory:
        context = subject.context
        if context is None:
            subject.memory["in reach"] = [f"{subject.obj.source} {subject.obj.header} {subject.obj.human}"]
        else:
            own = _without_licence(context.package.file(context.obj).lines) or around(subject)
            texts = [own, "\n".join(_elsewhere(subject, context))]
            subject.memory["in reach"] = [_REFERENCE.sub(" ", text) if "://" in text else text for text in texts]
    found: list[str] = subject.memory["in reach"]
    return found


def _without_licence(lines: list[str]) -> str:
    """A module without the comment in front of it: licences speak of writing, warranties and servers."""
    start = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    return "\n".join(lines[start:])


def _elsewhere(subject: Target, context: CodeContext) -> Iterator[str]:
    """Functions outside of the object's module that it runs, or that are run in its place."""
    level: list[griffe.Object] = [context.obj]
    if subject.is_stub and context.obj.parent is not None and context.obj.parent.is_class:
        level += context.package.methods(context.obj.name, most=_OVERRIDES)
    seen = {one.path: one for one in level}
    for step in range(_STEPS):
        following: list[griffe.Object] = []
        for function in level:
            body = context.package.body(function) if len(seen) < _MOST else None
            if body is not None:
                following += callees(context.package, function, body, guess=not step)
        level = [one for one in {one.path: one for one in following}.values() if one.path not in seen]
        seen.update({one.path: one for one in level})
    own = context.module.path
    for _, one in sorted(seen.items()):
        if one.module.path != own and isinstance(one.module, griffe.Module):
            yield "\n".join(context.package.code(one))


def _path_words(subject: Target) -> frozenset[str]:
    return words_of(subject.obj.path)


@lru_cache(maxsize=2_048)
def _has(text: str, signs: Signs) -> bool:
    return signs.among(words_of(text)) or (bool(signs.phrases) and any(one in text.lower() for one in signs.phrases))


@lru_cache(maxsize=256)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, identifiers whole and taken apart."""
    found: set[str] = set()
    for word in set(_LETTERS.findall(text)):
        found.add(word.lower())
        if not word.islower() and not word.isupper():
            found.update(part.lower() for part in _PARTS.findall(word))
    return frozenset(found)
