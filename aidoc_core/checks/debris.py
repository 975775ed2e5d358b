"""Sentences that are none: what was to be filled in, keys that were struck, a beginning without an end."""

from __future__ import annotations

import re

from aidoc_core.patterns import regex

_LEFT_OPEN = regex(
    r"""^\W*(?:
        (?:todo|fixme|tbd|tbc|tba|xxx|wip|n/?a|none|null|nil|nan|undefined|empty|blank|placeholder|untitled
          |sample\s+text
          |coming\s+soon|not\s+(?:yet\s+)?(?:documented|available|implemented\s+yet|applicable)|no\s+(?:description
            |documentation|summary|docstring)
          (?:\s+(?:available|provided|yet|given))?|to\s+be\s+(?:done|added|written|determined|documented|defined
            |completed|announced|filled\s+in|continued)
          |under\s+construction|work\s+in\s+progress|same\s+as\s+above|see\s+above|ditto|etc)
        | (?:(?:your|some|insert|add|enter|write|put|replace|more|example|dummy|the)\s+)?(?:\w+\s+)?(?:text
          |description|summary|documentation|docstring|content)
          \s+(?:goes\s+)?(?:here|to\s+come|to\s+follow|pending|missing)
        | (?:insert|add|enter|write|put|type)\s+(?:your\s+|a\s+|the\s+|some\s+|proper\s+)?(?:\w+\s+)?(?:text
          |description|summary|documentation|docstring|details|content)(?:\s+(?:here|below))?
        | \{{1,3}\s{0,3}[\w.\s-]{1,40}\}{1,3} | \[(?:insert|add|your|description|summary|todo|tbd|text
          |placeholder)[^\]\n]{0,60}\]
        | <(?:description|summary|text|insert|your|todo|details|placeholder|docstring)[^>\n]{0,60}>
          | %\(?\w{0,20}\)?s | \$\{\w{1,40}\}
        | (?:lorem\s+ipsum|dolor\s+sit|consectetur\s+adipiscing|sed\s+do\s+eiusmod)\b.{0,400}
        )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BROKEN = regex(
    r"^\W*(?:this|the|a|an|it|its)\s*(?:(?:function|method|class|value|parameter|argument|object|module|helper"
    r"|property)\s*)?"
    r"(?:(?:is|was|are|can\s+be|will\s+be|which\s+is)\s*)?(?:(?:used|able|meant|designed|intended|here"
    r"|supposed)\s*)?(?:(?:to|for|by|in|with|that|which|as|of|and|then)\s*)?\W*$",
    re.IGNORECASE,
)
"""A subject, and nothing said of it."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "abcdefghijklmnopqrstuvwxyz")
_STRUCK = 5
_LETTER = 2
"""Characters of one letter with its full stop."""
_WORD = regex(r"[^\W\d_]+")
_FILLERS = frozenset(
    [
        "foo",
        "bar",
        "baz",
        "qux",
        "quux",
        "test",
        "testing",
        "asdf",
        "blah",
        "bla",
        "xxx",
        "yyy",
        "zzz",
        "lorem",
        "ipsum",
        "foobar",
        "hello",
        "world",
        "aaa",
        "abc",
    ]
)


_LISTED = ("[", "(", "{")
"""How a value begins that has the same words again and again: `[Item1, Item2, ...]`."""


_QUOTES = ('"', "'")
_REST = regex(r"\w{0,3}[)\]}]\W{0,3}")


def debris(sentence: str, *, entry: bool = False) -> str:  # noqa: PLR0911 - a sign a line
    """What makes of a sentence no sentence; empty for any other.

    Args:
        sentence: One sentence.
        entry: Whether it describes a parameter or a result, which may be a noun alone.
    """
    bare = sentence.strip()
    if not bare or bare.startswith(("..", ">>>", "-", "*", "+", "|", "=", "`", ":")):
        return ""
    if _REST.fullmatch(bare):
        return ""  # the end of a sentence that has a full stop in it: "(r < 3 Ang. A)."
    if entry and bare.strip(" .`") == "None":
        return ""  # what is returned; more on it follows
    if _LEFT_OPEN.match(bare) or (_BROKEN.match(bare) and not entry and len(bare) > _LETTER):
        return bare
    if bare[0] in _QUOTES:
        return ""  # a value
    words = [word.lower() for word in _WORD.findall(bare)]
    if not words:
        return bare if sum(char.isdigit() for char in bare) >= _STRUCK and bare.strip(".!? ").isalnum() else ""
    if len(words) > 1 and bare[0] not in _LISTED and (len(set(words)) == 1 or _FILLERS.issuperset(words)):
        return bare
    if len(words) == 1 and len(words[0]) == 1:
        return ""  # what a list or a formula has: "A."
    if len(words) == 1 and "`" not in bare:
        word = words[0]
        struck = len(word) >= _STRUCK and any(word in row or word in row[::-1] for row in _ROWS)
        return bare if struck or (len(word) >= _STRUCK and len(set(word)) <= 2) or word in _FILLERS else ""  # noqa: PLR2004 - "xyxyxy"
    return ""
