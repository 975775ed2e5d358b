"""Whether a text points at a bare name as at code, or only has it: as a key, a column, a state, a name in a format."""

from __future__ import annotations

import difflib
import re
import sys
from itertools import islice
from typing import TYPE_CHECKING

import griffe

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target

_POINTS = regex(
    r"\b(?:also|see|is|are|with|to|by|from|via|through|internally|than|instead\s+of|like|unlike|know|prefer|compare|against"
    r"|(?:argument|parameter|keyword)s?|(?:wrap|call|invok|us|delegat|subclass|inherit|implement|replac|import|extend|overrid)(?:s|e|es|ed|ing)?)"
    r"\s+(?:the\s+|an?\s+|its\s+|this\s+|that\s+)?[`(]*\Z",
    re.IGNORECASE,
)
"""Right in front of what callers can look up: "delegates to `dump_all`", "see also `dump_all`"."""
_OF_CLASS = regex(r"\b(?:of|as|in|for|return(?:s|ed)?|yield(?:s|ed)?)\s+(?:an?\s+)?[`(]*\Z", re.IGNORECASE)
_IN_CALL = regex(r"\bin\s+[`(]*\Z", re.IGNORECASE)
"""Where something happens: "it ends in `dump_all()`"."""
_NOUN = regex(
    r"[`)]*\s+(?:function|method|class|instance|object|helper|decorator|property|constructor|exception|error|module|mixin"
    r"|coroutine|generator|routine|argument|parameter|keyword)(?:e?s)?\b"
    r"|[`)]*\s+(?:does|returns|raises|calls|makes|gives|handles|creates|takes|is\s+(?:called|used|consulted|asked|run))\b",
    re.IGNORECASE,
)
_GONE = regex(
    r"\s+(?:argument|parameter|keyword)s?\s+(?:was|were|has\s+been|have\s+been|is\s+no\s+longer)\b", re.IGNORECASE
)
"""What is told of other days: "the `strict` argument was removed"."""
_WITH = regex(r"\bwith\s+[`(]*\Z", re.IGNORECASE)
_QUANTITY = regex(r"[`)]*\s+(?:of|=|equal\s+to|set\s+to|as|being)\s", re.IGNORECASE)
"""What a quantity is called that has a value: "a layer with `fan_in` of zero"."""
_ATTRIBUTE = regex(r"[`)]*\s+attribute\b(?!\s+of\b)", re.IGNORECASE)
_MANUAL = regex(r"\w+\(\d\w?\)")
"""A page of a manual: "see `ncurses(3)`"."""
_NEAR = 60
_FEW = 5
_LETTERS, _OTHER_LENGTH = 3, 5
_ALIKE = 0.86


def is_pointed_at(name: str, quote: str, text: str, where: str, subject: Target) -> bool:
    """Whether a text names something as code that is there, or misspells a name of the package.

    Args:
        name: The name.
        quote: As it stands in the text.
        text: The text.
        where: The part of the answer that the text is.
        subject: The object that it is about.
    """
    if quote.startswith(":") or _MANUAL.fullmatch(quote):
        return not _MANUAL.fullmatch(quote)
    if is_of_protocol(name, text):
        return _is_misspelt(name, subject)
    return (not is_handed_over(name, where, subject) and _is_pointed_at(name, quote, text, subject)) or _is_misspelt(
        name, subject
    )


_OF_PROTOCOLS = (
    r"(?:commands?|verbs?|requests?|responses?|repl(?:y|ies)|answers?|messages?|packets?|frames?|headers?|chunks?|segments?|sections?"
    r"|blocks?|fields?|records?|columns?|keywords?|statements?|clauses?|quer(?:y|ies)|instructions?|opcodes?|registers?|pragmas?"
    r"|directives?|tags?|markers?|tokens?|signals?|events?|stat(?:e|us|es|uses)|codes?|capabilit(?:y|ies)|extensions?|protocols?|servers?"
    r"|clients?|peers?|sockets?|databases?|dialects?|[A-Z]{2,6}\d{0,2}(?:['\u2019]s)?)"
)
_PROTOCOL_BEFORE = regex(
    rf"\b{_OF_PROTOCOLS}(?:\s+(?:is|are|of|called|named|with|in|may\s+be|answers?|repl(?:y|ies)|says?|sends?|responds?|returns?))?"
    r"(?:\s+(?:with|by))?\s+(?:an?\s+|the\s+)?`{0,2}\Z|\b[A-Z]{2,6}\s+(?:function|operator|constant|option|bit|flag)s?\s+`{0,2}\Z"
)
_PROTOCOL_BEHIND = regex(
    rf"`{{0,2}}(?:,?\s+(?:and|or|,)\s+`[A-Z][\w ]*`{{1,2}}){{0,3}}(?:\s+(?:is|are)\s+an?)?"
    rf"(?:\s+(?:bits?|options?|flags?|entr(?:y|ies)|functions?))?,?\s+(?:of\s+|in\s+|on\s+|which\s+)?(?:the\s+)?(?:\w+\s+)?{_OF_PROTOCOLS}\b"
)


def is_of_protocol(name: str, text: str) -> bool:
    """Whether a name in capitals is said to be one of a protocol, a file format or another language.

    Commands, keywords and states of these are written like constants: "the `AUTH_LOGIN` command", "SQL's
    `GROUP_CONCAT`", "the server answers with `AUTH_REQUIRED`".

    Args:
        name: The name.
        text: The text that has it.
    """
    if not name.isupper():
        return False
    for match in islice(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text), _FEW):
        before = text[max(0, match.start() - _NEAR) : match.start()].rpartition(". ")[2]
        behind = text[match.end() : match.end() + _NEAR].partition(". ")[0]
        if _PROTOCOL_BEFORE.search(before) or _PROTOCOL_BEHIND.match(behind):
            return True
    return False


def is_handed_over(name: str, where: str, subject: Target) -> bool:
    """Whether a name is a class in the text of a value, which may be any library's: an estimator, a splitter.

    Args:
        name: The name.
        where: The part of the answer that has it.
        subject: The object that it is about.
    """
    is_class = name[:1].isupper() and not name.isupper()
    return is_class and where.partition(" ")[0] in _VALUES and _uses_libraries(subject)


def _is_pointed_at(name: str, quote: str, text: str, subject: Target) -> bool:
    is_class = name[:1].isupper() and not name.isupper()
    for match in islice(re.finditer(re.escape(quote), text), _FEW):
        before, behind = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
        if _GONE.match(behind.lstrip("`)")) or (_WITH.search(before) and _QUANTITY.match(behind)):
            continue
        if _POINTS.search(before) or _NOUN.match(behind):
            return True
        if _ATTRIBUTE.match(behind) and _has_no_such_member(name, subject):
            return True
        if (is_class and _OF_CLASS.search(before)) or (quote.endswith("()") and _IN_CALL.search(before)):
            return True
    return False


_VALUES = frozenset({"parameter", "attribute", "returns", "yields"})


def _uses_libraries(subject: Target) -> bool:
    """Whether the module takes anything from a package that is neither its own nor Python's."""
    if subject.context is None:
        return False
    own = {subject.context.package.name, *sys.stdlib_module_names}
    members = subject.context.module.members.values()
    return any(isinstance(one, griffe.Alias) and one.target_path.partition(".")[0] not in own for one in members)


def _has_no_such_member(name: str, subject: Target) -> bool:
    """Whether the class that a text is about, or in, shows all of its members, and has none of a name."""
    context = subject.context
    if context is None:
        return False
    owner = context.obj if isinstance(context.obj, griffe.Class) else context.owner
    return owner is not None and context.package.member(owner, name) is None


def _is_misspelt(name: str, subject: Target) -> bool:
    """Whether the package has a name that is nearly the same."""
    if subject.context is None:
        return False
    alike = subject.context.package.names_like(name[:_LETTERS], len(name), _OTHER_LENGTH)
    return bool(difflib.get_close_matches(name, alike, n=1, cutoff=_ALIKE))
