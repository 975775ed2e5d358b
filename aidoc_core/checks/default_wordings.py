"""Defaults that sentences state, in the words that people use for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.passages import sentences, without_code
from aidoc_core.code.nodes import value_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import ast

# A number is none of "UTF-8", "HTTP/1.1" and "16-bit".
_VALUE = (
    r"(?P<value>``?[^`]+``?|\"[^\"]*\"|'[^']*'|(?:True|False|None|true|false)\b"
    r"|(?<!\w)(?<!\w[-/])(?<!\d\.)[-+]?+(?:(?<![\d,])\d{1,3}+(?:,\d{3}(?!\d)){1,6}+|(?<!\d)\d[\d_]{0,60}+(?:\.\d{1,60}+)?+|\.\d{1,60}+)(?:[eE][-+]?\d{1,20}+)?+(?![\w%]|\.\w|-[A-Za-z])"
    r"|(?:\[\]|\{\}|\(\)))"
)

_FEW = (
    r"(?:\s+(?:it['\u2019]s|is|are|to|of|as|being|value|values|it|this|will|be|set|at|the|a|an|on|uses?|equals?|with|just)\b"
    r"|\s*[:=(]|,)*\s*"
)

_NO_NOUN = r"(?!\s+(?!(?:value|if|when|unless|and|here|which|since|because|as|in|on|but|or)\b)[a-z])"

_THE_DEFAULT = rf"the\s+default{_NO_NOUN}"
"""Not the default formatting, nor the default for another thing."""

_CUES = (
    rf"(?<![\"'`])\bdefaults?(?:ed|ing)?\b(?![\"'`]){_FEW}{_VALUE}",
    rf"\bby\s+default,?\s+(?:``?\w+``?|it|this)\s+(?:is|equals)\s+{_VALUE}",
    rf"\bwithout\s+an\s+explicit\s+(?:``?\w+``?|value|one),?\s+(?:a\s+value\s+of\s+)?{_VALUE}\s+is\s+(?:used|assumed|taken)\b",
    rf"\bdefault\s+\w+\s+(?:is|being|of)\s+{_VALUE}",
    rf"{_VALUE}\)?\s*(?:,\s*|\(\s*|is\s+|as\s+|being\s+|are\s+)*(?:by\s+default|{_THE_DEFAULT}|default\b(?!\s*(?:[:=]|is\b|to\b|of\b|value\b)){_NO_NOUN}|unless|(?:when|if)\s+omitted)",
    (
        r"\b(?:omitted|unset|absent|missing|unspecified|left\s+(?:out|off|blank|alone|empty)|skipped|"
        r"not\s+(?:given|set|passed|specified|provided|supplied|present|stated))\b"
        r"[,;:]?\s*+(?:then\s++)?"
        r"(?:it\s+(?:is|becomes|will\s+be)|this\s+is|the\s+(?:default|value)(?:\s+\w+)?\s+is|uses?|becomes)?\s*+"
        rf"{_VALUE}(?!\s+(?:values?|entries|items|keys|data|columns|rows)\b)"
    ),
    rf"\b(?:falls?\s+back|falling\s+back|reverts?|initiali[sz]ed|preset|starts?\s+out)\b{_FEW}{_VALUE}",
    (
        rf"{_VALUE}\s+(?:is|will\s+be|gets?|are)\s+(?:used|assumed|taken|applied|chosen|the\s+fallback)\b"
        r"(?>[^.]{0,300}?\b(?:if|when|unless|where)\b)[^.]{0,300}\b(?:not|no|nothing|omitted|absent|missing|left|unset|unspecified)\b"
    ),
    rf"\b(?:without\s+(?:it|one|this|a\s+value)|otherwise)\b,?{_FEW}{_VALUE}",
)

_CUE = regex(
    r"default|unless|omitted|unset|absent|missing|unspecified|left|skipped|not\s|fall|revert|initiali|preset|starts?\s|fallback"
    r"|used|assumed|taken|applied|chosen|otherwise|without",
    re.IGNORECASE,
)
"""A word that all cues have one of: most sentences have none."""

_STATED = tuple(regex(cue, re.IGNORECASE) for cue in _CUES)


_NEAR = 400
"""Characters before a value that are looked through: texts without ends of sentences may state a thousand."""


def _near(end: int) -> int:
    return max(0, end - _NEAR)


def stated(text: str) -> list[tuple[str, str]]:
    """Values stated as a default, each with its sentence."""
    found = []
    for sentence in sentences(without_code(text)):
        if sentence.startswith("..") or _CUE.search(sentence) is None or is_wished(sentence):
            continue  # `.. versionchanged::` tells of other days
        if _OF_SOME.search(sentence) or (_ONLY_OTHERWISE.search(sentence) and not _OF_PASSING.search(sentence)):
            continue  # "For numeric arrays, the default is"; "if it has three rows, (10, 3), otherwise (10, 5)"
        for cue in _STATED:
            found += [
                (bare(match["value"]), sentence)
                for match in cue.finditer(sentence)
                if not any(
                    _DENIED.search(sentence, _near(match.start(group)), match.start(group)) for group in (0, "value")
                )
                and not (
                    match["value"].strip("`") in _SWITCHED
                    and _TELLS_WHAT_FOR.match(sentence, match.end("value"))
                    and _BY_DEFAULT.search(sentence, _near(match.start("value")), match.start("value"))
                )
                and not (match["value"] == "None" and sentence.startswith("None by default"))
            ]
    return found


def is_spelt(wanted: str, text: str) -> bool:
    """Whether a text has another text, however it is spelt: "UTF-8" of `utf8`, "TLS 1.2" of `tls1.2`.

    Args:
        wanted: A value that is text.
        text: The text.
    """
    bare = "".join(_PART.findall(wanted.lower()))
    if len(bare) <= 2 and not (len(bare) > 1 and any(char.isdigit() for char in bare)):  # noqa: PLR2004 - shorter texts stand in words
        return False
    parts = _PART.findall(text.lower())
    for at in range(len(parts)):
        joined = ""
        for part in parts[at:]:
            joined += part
            if joined == bare:
                return True
            if not bare.startswith(joined):
                break
    return False


_PART = regex(r"[^\W_]+")


def is_wished(sentence: str) -> bool:
    """Whether a sentence tells which default its author would like, and not which one there is.

    Args:
        sentence: The sentence.
    """
    return _WISHED.search(sentence) is not None


_WISHED = regex(
    r"\b(?:would|should|could|might|ought\s+to)\s+(?:\w+\s+){0,2}?default\b"
    r"|\b(?:would|should|could|might|ought\s+to|were)\s+(?:be\s+)?(?:\S+\s+){0,3}?(?:by\s+|the\s+)default\b"
    r"|\b(?:may|might|will|could|should)\s+(?:\w+\s+)?(?:become|change)\b|\bideally\b|\bideal\s+world\b"
    r"|\b(?:better|nicer|saner|wiser)\s+(?:as\s+)?(?:an?\s+|the\s+)?default\b",
    re.IGNORECASE,
)


_OF_SOME = regex(
    r"^\W*for\s+[\w -]{3,60}\s(?:arrays?|types?|data|files?|values?|inputs?|models?|strings?|objects?),?\s",
    re.IGNORECASE,
)

_ONLY_OTHERWISE = regex(r"^(?![^\n]*\bdefault).*?\botherwise\b", re.IGNORECASE | re.DOTALL)
_OF_PASSING = regex(
    r"\b(?:given|giv(?:e|ing)|set|pass\w*|specif\w+|provid\w+|suppl\w+|omit\w*|absent|missing|unset|left|leav\w+|without|used)\b",
    re.IGNORECASE,
)
"""What "otherwise" is the contrary of, where it tells of a default."""

_DENIED = regex(r"(?:\b(?:not|never|rarely)|n['\u2019]t)\s+(?:(?:be|set|to|always|simply|just|a|the)\s+){0,3}`{0,2}\Z")
"""In front of a value that is said to be none: "`force` is not `None` by default"."""

_BY_DEFAULT = regex(r"\bby\s+default[,;:]?\s+`{0,2}\Z", re.IGNORECASE)

_SWITCHED = frozenset({"True", "False", "None"})

_TELLS_WHAT_FOR = regex(
    r"\s+(?:to|for|leaves?|means|disables?|enables?|turns?|switches|keeps|makes|allows|lets|forces|skips|removes)\b"
)
"""Behind a value: "Off by default, `True` to turn it on" states what the value is for."""


_GROUPED = regex(r"[-+]?\d{1,3}(?:,\d{3})+")
"""A number as English writes it: "100,000"."""


def bare(value: str) -> str:
    """A value as Python writes it, without what stands around it in a text."""
    value = value.strip()
    inner = value.strip("`").strip()
    if _GROUPED.fullmatch(inner):
        return inner.replace(",", "")
    return {"true": "True", "false": "False"}.get(inner, inner)


def is_otherwise(wanted: object, sentence: str) -> bool:
    """Whether another value holds under a condition, and the default else: "true if `x` is set, false otherwise"."""
    match = _OTHERWISE.search(sentence) if isinstance(wanted, bool | int | float) else None
    return match is not None and str(wanted).lower() == (match[1] or match[2]).lower()


_OTHERWISE = regex(
    r"\bif\b[^.;]{1,200}[,;]\s*(?:and\s+|else\s+)?`{0,2}([\w.-]{1,20})`{0,2}\s+(?:otherwise|if\s+not|else)\b"
    r"|\bif\b[^.;]{1,200}[,;]\s*(?:otherwise|else)\s+`{0,2}([\w.-]{1,20})",
    re.IGNORECASE,
)

UNITS = (1, 10, 60, 100, 1_000, 1_024, 3_600, 60_000, 86_400, 1_000_000, 1_048_576)
"""How many of one unit another is: seconds are told of 10,000 milliseconds, MiB of bytes."""


def is_in_unit(stated: ast.expr | None, wanted: object, behind: str) -> bool:
    """Whether a number is the default in another unit, which the text behind it names: "64 kB" of 65,536 bytes."""
    said = value_of(stated) if stated is not None and UNIT.match(behind) else None
    if isinstance(said, bool) or not isinstance(said, int | float):
        return False
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return False
    more, less = sorted((abs(said), abs(wanted)), reverse=True)
    return any(more == less * unit for unit in UNITS if unit > 1)


UNIT = regex(
    r"`{0,2}\s{0,3}(?:[kMG]i?[bB]?|[kmgt]i?b|kilo\w+|mega\w+|giga\w+|milli\w*|micro\w*|ms|us|s|sec\w*|min\w*|h"
    r"|hours?|days?)\b"
)
"""A unit of time or of bytes, behind a number: numbers are compared in each of them."""
