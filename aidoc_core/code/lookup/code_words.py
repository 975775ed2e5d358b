"""The words of source text, without parsing it: fast enough for a whole package, and for Cython."""

from __future__ import annotations

import re

from aidoc_core.patterns import regex

# Code as a stream: long strings (docstrings, mostly) and comments are passed over, other strings are looked into.
_STREAM = regex(
    r"'''(?:[^\\]|\\.)*?'''"
    r'|"""(?:[^\\]|\\.)*?"""'
    r"|#[^\n]*"
    # One that is not closed ends with its line, as looking for its end again and again would take the square of a text.
    r"""|"((?:[^"\\\n]|\\.)*+)"?|'((?:[^'\\\n]|\\.)*+)'?"""
    r"|([^\W\d]\w*)",
    re.DOTALL,
)
_WORD = regex(r"[^\W\d]\w*")


def texts_of(text: str) -> set[str]:
    """Words that Python source has as whole short strings, and nowhere as names: flags, keys, columns."""
    texts: set[str] = set()
    names: set[str] = set()
    for double, single, word in _STREAM.findall(text):
        (names if word else texts).add(word or double or single)
    return texts - names


def words_of(text: str) -> set[str]:
    """Every identifier in Python source, those inside short strings included."""
    found: set[str] = set()
    for double, single, word in _STREAM.findall(text):
        if word:
            found.add(word)
        elif string := double or single:
            found.update(_WORD.findall(string))
    return found
