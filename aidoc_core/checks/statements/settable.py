"""Reads whether a property is said to be read-only, settable or called, and what is said to be no context manager."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_IT = r"(?:(?:it|this|(?:this|the)\s+(?:property|attribute))\s+)"
_THIS = r"(?:(?:it|this|(?:this|the)\s+(?:function|method|call))\s+)"
_ENDS = r"(?=\W*$|\s*[;.,])"
_READ_ONLY = regex(
    rf"^\W*(?:{_IT}is\s+)?(?:an?\s+|always\s+)?read-?\s?only(?:\s+(?:property|attribute))?{_ENDS}"
    rf"|^\W*{_IT}?(?:cannot|can\s+not|can['\u2019]t|must\s+not)\s+be\s+(?:set|assigned(?:\s+to)?){_ENDS}"
    rf"|^\W*(?:there\s+is|{_IT}has)\s+no\s+setter{_ENDS}|^\W*{_IT}is\s+not\s+(?:settable|writ(?:e)?able|assignable){_ENDS}",
    re.IGNORECASE,
)
_SETTABLE = regex(
    rf"^\W*{_IT}?can\s+(?:also\s+)?be\s+(?:set|assigned(?:\s+to)?|written(?:\s+to)?)(?:\s+(?:directly|at\s+any\s+time))?{_ENDS}"
    rf"|^\W*{_IT}(?:has\s+a\s+setter|is\s+(?:settable|writ(?:e)?able|assignable)){_ENDS}"
    rf"|^\W*assign\s+to\s+(?:it|this\s+property|the\s+property)\b",
    re.IGNORECASE,
)
_CALLED = regex(
    r"^\W*(?:call|invoke)\s+(?:it|this\s+(?:property|method|function))\s+with(?:out)?\s+(?:any\s+)?(?:arguments?|parameters?)\b"
    rf"|^\W*{_IT}(?:must|has\s+to|needs\s+to)\s+be\s+(?:called|invoked){_ENDS}",
    re.IGNORECASE,
)
_NO_MANAGER = regex(
    rf"^\W*{_THIS}?(?:cannot|can\s+not|can['\u2019]t|must\s+not)\s+be\s+used\s+(?:(?:in|with)\s+an?\s+"
    rf"(?P<sort>`{{0,2}}async\s+|async\w+\s+|plain\s+|synchronous\s+|ordinary\s+|normal\s+)?`{{0,2}}with`{{0,2}}\s+"
    rf"(?:statement|block)|as\s+an?\s+(?P<kind>async\w*\s+|plain\s+|synchronous\s+)?context\s+manager){_ENDS}"
    rf"|^\W*{_THIS}(?:is\s+(?:no|not\s+an?)\s+(?P<like>async\w*\s+|plain\s+|synchronous\s+)?context\s+manager){_ENDS}",
    re.IGNORECASE,
)
_LIMITED = regex(
    r"\b(?:if|when|while|until|unless|once|before|after|may|might|during|yet|twice|again|but)\b"
    r"|(?<!read-)(?<!read )\bonly\b",
    re.IGNORECASE,
)


def read_settable(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`read-only`, `settable`, `called`; `no context manager`, with its sort as subject where one is told."""
    if sentence.where not in ("summary", "description", "returns") or _LIMITED.search(sentence.text):
        return
    for value, pattern in (("read-only", _READ_ONLY), ("settable", _SETTABLE), ("called", _CALLED)):
        if pattern.search(sentence.text):
            yield "is", "", value
    if (match := _NO_MANAGER.search(sentence.text)) is not None:
        sort = (match["sort"] or match["kind"] or match["like"] or "").strip(" `").lower()
        statement = "with" in match[0].lower() and "context" not in match[0].lower()
        yield "is", sort or ("with" if statement else ""), "no context manager"


SETTABLE = Reader(
    signs=("read-only", "readonly", "read only", "set", "assign", "writ", "call", "invoke", "with", "manager"),
    read=read_settable,
)
