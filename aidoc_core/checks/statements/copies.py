"""Reads whether a call is said to give a copy, or a new object, instead of the object that it is called on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import has
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW = re.compile(
    r"\b(?:an?|each|another|the|new|returned|deep|shallow|modified|independent)\s+(?:(?:deep|shallow|modified|changed|updated|fresh|new"
    r"|independent|separate|full|real)\s+)*(?P<copy>copy)\b(?!-)"
    r"|\b(?:new|fresh|freshly\s+\w+|another|separate|different)\s+(?:\w+\s+)?(?:instance|object)\b(?!s)"
    r"|\bindependent\s+of\b"
)
_CONDITIONAL = frozenset(
    "if when whenever unless until may might could can would wrap use pass whether otherwise optionally".split()  # noqa: SIM905
)
_OF_CALL = frozenset({"return", "result", "returned", "returns", "given", "gives", "give", "comes", "gets", "get"})
_BEGINS = re.compile(r"^\W*(?:an?|another)\s")
_PART = re.compile(r"[;:]|,\s(?:so|and)\s")
_WORD = re.compile(r"[\w']+")
_GIVES_IT = re.compile(r"\breturns?\s+it\b")
_COMES = re.compile(r"\bwhat\s+(?:comes\s+back|is\s+returned)\b|\bcomes\s+back\b")


def read_copies(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`new`, of `self`, where a sentence says that what is given back is another object."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    text = sentence.lower.replace("`", "")
    for part in _PART.split(text)[:8]:
        match = _NEW.search(part)
        if match is None:
            continue
        before = _WORD.findall(part[: match.start()])
        behind = _WORD.findall(part[match.end() :])[:3]
        words = [*before, *behind]
        if _CONDITIONAL & set(_WORD.findall(text)) or has([*before, *behind], "NOT") or "than" in words:
            continue
        begins = sentence.where == "returns" and _BEGINS.match(part) is not None
        last = before[-3:]
        given = bool(_OF_CALL & set(last)) or bool({"result", "returned"} & set(before))
        passive = behind[:2] in (["is", "returned"], ["is", "given"], ["comes", "back"], ["and", "returns"])
        made = bool({"creates", "create", "builds", "makes"} & set(last)) and _GIVES_IT.search(text)
        if begins or given or passive or made or _COMES.search(part):
            yield "changes", "self", "new"
            return


COPIES = Reader(signs=("copy", "instance", "object", "independent"), read=read_copies)
