"""A sentence as tokens: words without their endings, and signs for what is code, a value or a type.

Training and reading share this module: a change here needs new weights.
"""

from __future__ import annotations

import re
from functools import lru_cache

from aidoc_core.patterns import regex

_PART = regex(
    r"``[^`\n]*``|`[^`\n]*`|\w{3,5}://\S+|www\.\S+|(?<!\w)--[a-z][\w-]+|\"[^\"\n]{0,80}\"|\d+(?:\.\d+)*"
    r"|[A-Za-z_](?:[\w.]*\w)?(?:\(\))?|[;:,!?()=]"
)
_CONTRACTED = regex(r"(?<!ca)n['\u2019]t\b|(?<=can)['\u2019]t\b")
_TYPES = frozenset(
    """
    int integer float str string bytes bool boolean list dict dictionary tuple set frozenset bytearray complex iterable
    sequence mapping
    """.split()  # noqa: SIM905 - a plain list of words
)
_SEVERAL_TYPES = frozenset(
    "integers floats strings lists dictionaries dicts tuples sets booleans mappings".split()  # noqa: SIM905
)
_KEYWORDS = frozenset(
    """
    async await yield with property self for del return raise try except super next iter lambda asyncio cls classmethod
    staticmethod contextmanager print logging warnings functools lru_cache def abstractmethod cached logger logging
    cached_property notimplementederror
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words of code that tell of a claim by themselves."""
_CONSTANTS = {"None": "<none>", "True": "<true>", "False": "<false>"}
_EXCEPTION = regex(r"[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Iteration|Timeout|Failure)$")
_CAPITALS = regex(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+$|[A-Z]{4,}$")
_CODE_WORD = regex(r"[A-Za-z_]\w*")
_NAME = regex(r"[A-Za-z_][\w.]*$")
_GIVEN = regex(r"\w+\s*=(?!=)\s*(.*)$", re.DOTALL)
_VALUE = regex(r"-?\d[\d._e-]*$")
_ARTICLES = frozenset({"a", "an", "the"})
_ENDINGS = (
    "ization", "ations", "ation", "ingly", "edly", "ings", "ing", "ied", "ies", "ers", "er", "ed", "es", "ly", "s",
    "e",
)  # fmt: skip
_SHORT, _ROOT = 4, 3


def tokens(sentence: str, name: str = "") -> list[str]:
    """The tokens of a sentence, articles left out.

    Args:
        sentence: The sentence, as it is written.
        name: The name of the object that it is about.
    """
    found: list[str] = []
    for part in _PART.findall(_CONTRACTED.sub(" not", sentence)):
        if part[0] == "`":
            code = part.strip("`").strip()
            found += ("<self>",) if name and code.removesuffix("()") == name else _of_code(code)
        else:
            found += _of_word(part)
    return found


@lru_cache(maxsize=4_096)
def _of_code(code: str) -> tuple[str, ...]:
    """The tokens of a code span."""
    bare = code.removesuffix("()")
    if sign := _sign_of(bare):
        return (sign,)
    if (given := _GIVEN.match(code)) is not None:
        return ("<name>", "=", _CONSTANTS.get(given[1].strip(), "<value>"))
    if _NAME.match(bare):
        return (bare.lower(),) if bare.lower() in _KEYWORDS else ("<name>",)
    known = [word.lower() for word in _CODE_WORD.findall(code) if word.lower() in _KEYWORDS]
    return ("<code>", *known)


def _sign_of(bare: str) -> str:  # noqa: PLR0911 - a sort a line
    """What stands for a value, a type or a name of a known sort; empty if it is none."""
    if bare in _CONSTANTS:
        return _CONSTANTS[bare]
    if _EXCEPTION.match(bare):
        return "<exception>"
    if bare.lower() in _TYPES:
        return "<type>"
    if _VALUE.match(bare):
        return "<number>"
    if bare.startswith("--"):
        return "<flag>"
    if bare[:1] in ("'", '"'):
        return "<text>"
    return "<capitals>" if _CAPITALS.match(bare) else ""


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> tuple[str, ...]:  # noqa: PLR0911 - a sort a line
    """The tokens of what stands outside of code spans."""
    lower = word.lower()
    if lower in _ARTICLES:
        return ()
    if "://" in word or lower.startswith("www."):
        return ("<address>",)
    if word[0].isdigit():
        return ("<version>",) if "." in word else ("<number>",)
    if lower == "cannot":
        return "can", "not"
    if word[0] in '"-_' or word[0].isalpha():
        sign = _sign_of(word.removesuffix("()"))
        if sign:
            return (sign,)
    if lower in _SEVERAL_TYPES:
        return ("<types>",)
    if "_" in word or "." in word or word.endswith("()"):
        return ("<name>",)
    return (_root(lower),)


def _root(word: str) -> str:
    """A word without its endings."""
    if len(word) <= _SHORT:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            root = word[: -len(ending)]
            if len(root) > _ROOT and root[-1] == root[-2] and root[-1] not in "sl":
                root = root[:-1]
            return f"{root}y" if ending in ("ied", "ies") else root.rstrip("e") if len(root) > _SHORT else root
    return word
