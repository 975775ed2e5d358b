"""Reads how sentences say that arguments are passed: by position, by keyword, several at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSED = r"(?:passed|given|supplied|specified|provided)(?:\s+in)?"
_MAY = r"(?:can|may|could|must|should|has\s+to|have\s+to|needs\s+to)"
_BY_KEYWORD = r"(?:by\s+(?:keyword|name)|as\s+(?:an?\s+)?keyword(?:\s+(?:arguments?|parameters?))?)"
_BY_POSITION = (
    r"(?:by\s+position|positionally|as\s+(?:(?:an?\s+)?positional|the\s+\w+\s+positional)\s+(?:arguments?|parameters?))"
)
_ENDS = r"(?=\W*$|\s*[;.)])"
_SUBJECT = (
    r"(?:^\W{0,6}(?:the\s+|this\s+)?(?:(?:argument|parameter)\s+)?`{1,2}(?P<name>[A-Za-z_]\w*)`{1,2}\s+"
    r"|^\W{0,6}(?P<all>(?:all|both|every)\s+(?:of\s+(?:the|its)\s+)?(?:arguments?|parameters?))\s+)"
)
_OWN = r"(?:(?:^|[;,.(])\W{0,6}(?:(?:it|this|which|and)\s+)?)"
_WAYS = (
    rf"(?:(?:(?:is|are)\s+(?:an?\s+)?)?(?P<only>keyword|positional)[- ]only(?:\s+(?:arguments?|parameters?))?{_ENDS}"
    rf"|(?P<may>{_MAY})\s+(?:also\s+)?(?P<just>only\s+)?be\s+(?P<solely>only\s+)?{_PASSED}\s+(?:only\s+)?"
    rf"(?:(?P<keyword>{_BY_KEYWORD})|{_BY_POSITION}){_ENDS})"
)
_OF_NAMED = regex(rf"{_SUBJECT}{_WAYS}", re.IGNORECASE | re.MULTILINE)
_OF_ENTRY = regex(rf"{_OWN}(?:an?\s+)?{_WAYS}", re.IGNORECASE | re.MULTILINE)
_OBLIGED = frozenset({"must", "has", "have", "needs"})
_AS_ONE = r"as\s+(?:one|a\s+single|an?)\s+(?:list|tuple|sequence|iterable|set)\b"
_TOGETHER = regex(
    r"^\W*(?:the\s+)?`{0,2}\*?(?P<name>[A-Za-z_]\w*)`{0,2}\s+"
    rf"(?:(?:is|are)|(?:must|has\s+to|have\s+to|should|can|may)\s+be)\s+{_PASSED}\s+{_AS_ONE}{_ENDS}",
    re.IGNORECASE,
)
_TOGETHER_HERE = regex(rf"{_OWN}(?:(?:is|are)\s+)?{_PASSED}\s+{_AS_ONE}{_ENDS}", re.IGNORECASE | re.MULTILINE)
_ONE = regex(
    r"^\W*(?:(?:it|this|the\s+(?:function|method))\s+)?(?:takes|accepts)\s+(?:exactly|only|just)\s+"
    r"(?:one|a\s+single)\s+(?:positional\s+)?(?P<name>\w+)\W*$",
    re.IGNORECASE,
)
_ANY_NUMBER = regex(
    r"^\W*(?:(?:it|this|the\s+(?:function|method))\s+)?(?:takes|accepts)\s+(?:any|an\s+arbitrary|a\s+variable)\s+"
    r"(?:number|count)\s+of\s+(?:positional\s+)?(?:arguments|parameters)\W*$",
    re.IGNORECASE,
)


def read_parameter_kinds(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """How a parameter is passed: `keyword`, `keyword only`, `position`, `position only`, `together`; `one`, `any`.

    The subject is the parameter; `*` for all of them.
    """
    text = sentence.text
    if sentence.entry:
        name = sentence.entry.lstrip("*")
        if (match := _OF_ENTRY.search(text)) is not None:
            yield "passing", name, _way(match)
        if _TOGETHER_HERE.search(text):
            yield "passing", name, "together"
        return
    if sentence.where not in ("summary", "description"):
        return
    if (match := _OF_NAMED.search(text)) is not None:
        yield "passing", match["name"] or "*", _way(match)
    if (match := _TOGETHER.search(text)) is not None:
        yield "passing", match["name"].lower() if "`" not in text else match["name"], "together"
    if (match := _ONE.search(text)) is not None:
        yield "passing", match["name"].lower(), "one"
    if _ANY_NUMBER.search(text):
        yield "passing", "*", "any"


def _way(match: re.Match[str]) -> str:
    if match["only"]:
        return "keyword only" if match["only"].lower() == "keyword" else "position only"
    way = "keyword" if match["keyword"] else "position"
    obliged = match["may"].split()[0].lower() in _OBLIGED or match["just"] or match["solely"]
    return f"{way} only" if obliged else way


PARAMETER_KINDS = Reader(
    signs=("keyword", "position", "passed", "given", "supplied", "takes", "accepts"), read=read_parameter_kinds
)
