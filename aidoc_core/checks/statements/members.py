"""Reads how callers are said to get at a method: on the class, without parentheses, or without `await`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_IT = r"(?:it|this|(?:the|this)\s+(?:method|function|call|result))"
_OF_CLASS = (
    regex(
        r"@(?:class|static)method\b|\bthis\s+(?:class|static)method\b"
        r"|^\W*(?:as|being)\s+an?\s+(?:class|static)[ ]?method\b"
    ),
    regex(r"\bno\s+instance\s+(?:of\s+\w+\s+)?(?:is|has\s+to\s+be)\s+(?:needed|required|necessary|created)\b"),
    regex(r"\b(?:not|n't)\s+(?:need|require)\s+an\s+instance\b"),
    regex(
        r"\b(?:called|callable|call\s+it|used|invoked|works|works?\s+\w+)\s+(?:\w+\s+){0,4}?without\s+(?:\w+\s+)?an?\s+instance\b"
    ),
    regex(r"\b(?:called|callable|invoked|call\s+it)\s+(?:directly\s+)?on\s+the\s+class\b"),
    regex(r"^\W*(?:it\s+is\s+|this\s+is\s+|is\s+)?an?\s+altern(?:ative|ate)\s+constructor\b"),
    regex(r"\bclass\s+(?:is\s+passed\s+)?as\s+(?:its|the)\s+first\s+argument\b"),
    regex(rf"(?:\b{_IT}\s+is|^\W*being)\s+static\b(?=\W*$|\s*[,;:.])"),
    regex(r"\bmethod\s+(?:is\s+bound|belongs)\s+to\s+the\s+class\b"),
)
_PROPERTY = (
    regex(
        r"^\W*(?:this|the)\s+(?:read-only\s+|computed\s+|cached\s+)?(?:property|attribute)\s+(?:is|has|can|cannot|gives|holds|returns)\b(?!\s+that)"
    ),
    regex(r"\b(?:to|of)\s+(?:this|the)\s+property\b(?!\s+of\b)"),
    regex(
        r"\b(?:access(?:ed)?|read|us(?:e|ed)|looked\s+up)\s+(?:it\s+|this\s+)?(?:as|like)\s+an\s+(?:ordinary\s+|plain\s+|normal\s+)?attribute\b"
    ),
    regex(r"\bwithout\s+(?:any\s+)?parentheses\b|\bno\s+parentheses\b"),
    regex(
        r"\b(?:access|read|use)\s+(?:it|this(?:\s+attribute|\s+property)?)\s+(?:rather\s+than|instead\s+of|without)\s+calling\s+it\b"
    ),
)
_BLOCKS = (
    regex(r"\b(?:no|without\s+the|without)\s+need\s+(?:to|for\s+an?|for)\s+await\b|\bno\s+await\s+(?:is\s+)?(?:needed|required|necessary)\b"),
    regex(r"\b(?:not|n't)\s+(?:need\s+to\s+|have\s+to\s+|to\s+)?be\s+awaited\b"),
    regex(r"(?:^\W*|,\s|\bis\s)(?:not\s+an?|no)\s+(?:coroutine|awaitable)\b"),
    regex(r"\b(?:no\s+event\s+loop\s+(?:is|has\s+to\s+be)\s+(?:needed|required|necessary|running)|(?:works|runs|called)\s+without\s+an?\s+(?:running\s+)?event\s+loop)\b"),
    regex(r"(?:^\W*|\b(?:it|this|(?:the|this)\s+(?:call|method|function))\s+)blocks\s+(?:until|the\s+(?:calling\s+|current\s+)?thread|the\s+event\s+loop)\b|\bcalling\s+thread\s+is\s+blocked\b"),
    regex(r"(?:^\W*|\bis\s+)(?:an?\s+|the\s+)?(?:blocking|synchronous)(?=\W*$|\s*:|\s+(?:call|function|method|variant|version|operation|counterpart)\b)"),
    regex(r"\b(?:execution|evaluation)\s+is\s+(?:blocking|synchronous)\b|\bthe\s+synchronous\s+interface\b|\bruns\s+synchronously\b"),
    regex(r"\b(?:called|usable|used)\s+from\s+(?:\w+\s+)?synchronous\s+code\b"),
)  # fmt: skip
_READ = {"class or static method": _OF_CLASS, "property": _PROPERTY, "no coroutine": _BLOCKS}
_DENIED = regex(
    r"\b(?:not|never|cannot|unlike|than|if|when|unless|whether|or|no|neither|otherwise|may|instead)\b|n't\b|\bnon-"
)


def read_members(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`class or static method`, `property` and `no coroutine`."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    text = sentence.lower.replace("`", "")
    for value, patterns in _READ.items():
        for pattern in patterns:
            match = pattern.search(text)
            if match is not None and not _DENIED.search(text[: match.start()].rpartition(":")[2]):
                yield "is", "", value
                break


MEMBERS = Reader(
    signs=("class", "static", "instance", "constructor", "property", "attribute", "parenthes", "calling", "await",
           "corout", "event loop", "block", "synchron"),
    read=read_members,
)  # fmt: skip
