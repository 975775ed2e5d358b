"""Names of code that are short for words of a sentence: `lat` for latitude, `idx` for index, `lr` for learning rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = regex(r"[a-z]+")
_SHORT, _LONG = 3, 5
"""Letters of a name that may be short for a word; two may be the first ones of two words."""
_VOWELS = frozenset("aeiou")


def is_short_for(name: str, word: str) -> bool:
    """Whether a name is the beginning of a longer word, or has its consonants, in order and from the first on.

    Args:
        name: The name in lower case: `var`, `cfg`.
        word: The word in lower case.
    """
    if not _SHORT <= len(name) <= _LONG or len(word) <= len(name) + 1 or name[0] != word[0]:
        return False
    return word.startswith(name) or (_VOWELS.isdisjoint(name[1:]) and _is_within(name, word))


def _is_within(name: str, word: str) -> bool:
    """Whether the letters of a name stand in a word in this order."""
    letters = iter(word)
    return all(letter in letters for letter in name)


def spelt_out(names: Sequence[str], text: str) -> str:
    """A text with each name in place of the one word, or words, that it is short for.

    Nothing is put in place of what two names may be short for, nor for a name that the text has, or that is short for
    two things in it.

    Args:
        names: Names in lower case.
        text: A text in lower case.
    """
    found = list(_WORD.finditer(text))
    words = [match[0] for match in found]
    there = frozenset(words)
    meant = {name: list(_places(name, words)) for name in names if name.isalpha() and name not in there}
    of: dict[tuple[int, int], list[str]] = {}
    for name, places in meant.items():
        for place in places:
            of.setdefault(place, []).append(name)
    clear = {name for name, places in meant.items() if len({tuple(words[start:end]) for start, end in places}) == 1}
    for (start, end), one in sorted(of.items(), reverse=True):
        if len(one) == 1 and one[0] in clear:
            text = f"{text[: found[start].start()]}{one[0]}{text[found[end - 1].end() :]}"
    return text


def _places(name: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words stand that a name is short for, or whose first letters it has."""
    many = len(name)
    for at, word in enumerate(words):
        if is_short_for(name, word):
            yield at, at + 1
        elif 1 < many <= _LONG and "".join(one[0] for one in words[at : at + many]) == name:
            yield at, at + many
