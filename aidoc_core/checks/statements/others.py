"""Reads whether what a method gives back is said to be another object, and whether something is read and not called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW = regex(
    r"\b(?:new|separate|fresh|second|different|another|distinct|independent|modified|changed|altered)\s+(?:\w+\s+)?"
    r"(?:objects?|instances?|copy|clone|one|duplicate)\b|\b(?:built|created|made|constructed|put\s+together)\s+(?:anew|afresh|from\s+scratch)\b"
    r"|\btwo\s+(?:\w+\s+)?(?:objects|instances)\b|\bnothing\s+in\s+common\b|\bshares?\s+nothing\b"
    r"|\b(?:works?|operates?|acts?|starts?|applied|set|made|performed|done|happens?)\s+(?:\w+\s+){0,3}?(?:on|from|to)\s+(?:a|an|that)\s+(?:\w+\s+)?(?:copy|clone|duplicate)\b"
    r"|\b(?:is|gets|are)\s+(?:first\s+)?(?:copied|cloned|duplicated)\b|\b(?:deep|shallow|full)\s+copy\b"
)
_RESULT = regex(
    r"\breturn|\bresult|\boutcome|\bback\b|\bhand|\bgets?\b|\bholds?\b|\bgiv|\bcreat|\bmak|\bcomes?\b|\bwork|\boperat|\bcopied"
    r"|\bcloned|\bcopy\b|\bobtain|\breceiv"
)
_KEPT = regex(
    r"\b(?:original|receiver|object\s+(?:that|which|on\s+which)\s+(?:the|it|this)\s+(?:method|is|was)?\s*(?:is\s+)?called\s+on|old\s+one|instance\s+itself"
    r"|object\s+itself|`?self`?|object\s+it\s+(?:is\s+called\s+on|came\s+from)|one\s+(?:that\s+)?it\s+(?:is\s+called\s+on|came\s+from))\b"
    r"[^.;]{0,40}?\b(?:does\s+not\s+(?:carry|change|see|show)|stays?|remains?|keeps?|is\s+(?:not|never)\s+(?:changed|modified|touched|altered|affected)"
    r"|is\s+left|unchanged|untouched|unaffected|as\s+it\s+was)\b"
    r"|\b(?:this\s+one|the\s+\w+\s+itself|the\s+\w+\s+(?:that\s+)?it\s+is\s+called\s+on)\s+(?:(?:is|does|was)\s+not\s+change|stays?\s+as|remains?\s+(?:as|unchanged)|keeps?\b)"
    r"|\b(?:not|never)\s+(?:change|modify|alter|touch|affect)\w*\s+(?:the\s+\w+\s+(?:itself|it\s+is\s+called\s+on)|this\s+one)"
    r"|\bchanges\s+to\s+the\s+returned\s+\w+\s+do\s+not\s+affect\b"
    r"|\b(?:without|no)\s+(?:any\s+)?effect\s+on\s+(?:the\s+)?(?:\w+\s+itself\b|(?:original|object|instance|receiver|`?self`?|one|it)\b)"
    r"|\b(?:nothing|no\s+attribute)\s+(?:is\s+)?(?:\w+\s+)?(?:changed|changes|set|modified)\s+(?:on|in|of)\s+(?:the\s+(?:object|original|instance)\b|`self`)"
)
_MAYBE = regex(
    r"\b(?:if|when|whenever|unless|may|might|could|should|must|whether|optionally|or|wants?|beforehand|ha(?:s|ve)\s+to|use\s+`\w+`)(?!\w)"
)
_DENIED = regex(r"\b(?:no|not|never|without|nor|neither|instead\s+of|rather\s+than|than)\s+(?:\w+\s+){0,4}$")
_SUBSCRIBED = regex(
    r"`\w+\s+is\s+\w+`\s+(?:does\s+not\s+hold|is\s+(?:false|`?False`?|never\s+true|not\s+true))", re.IGNORECASE
)

_READ = regex(
    r"\b(?:without|no)\s+(?:the\s+|any\s+)?parenthes[ei]s\b|\bparenthes[ei]s\s+(?:are|is)\s+(?:not|un|super|never)\w*"
    r"|\bleav\w+\s+(?:the\s+)?parenthes[ei]s\s+(?:away|out|off)\b|\bno\s+call\s+(?:is\s+)?(?:necessary|needed|required)\b"
    r"|\b(?:accessed|read|used|available|exposed|behaves|looks|works|acts|reads|access\s+it|read\s+it|use\s+it|treat\s+it)\s+"
    r"(?:\w+\s+){0,4}?(?:like|as)\s+(?:an?|any|other|the\s+other)\s+(?:\w+\s+){0,2}?attributes?\b"
    r"|\b(?:is|belongs\s+to|one\s+of|as|like|being)\s+(?:\w+\s+){0,3}?(?:read-only|cached|computed|lazy|plain|ordinary)\s+"
    r"(?:propert(?:y|ies)|attributes?)\b|\b(?:read|looked\s+up|accessed|retrieved)\s+(?:\w+\s+)?(?:as|like)\s+an?\s+attribute\b"
    r"|\bas\s+(?:befits|is\s+usual\s+for|with\s+all|for\s+(?:any|every|all))\s+(?:a\s+|any\s+)?propert(?:y|ies)\b"
    r"|\b(?:is|as|being)\s+(?:defined|implemented|exposed|declared|decorated|provided|written)\s+(?:as|with)\s+(?:an?\s+)?`?@?property\b"
    r"|\b(?:this|the)\s+(?:read-only\s+)?(?:attribute|property)\s+(?:is\s+(?:read-only|computed|evaluated|accessed|read)|has\s+no\s+setter|cannot\s+be\s+(?:set|assigned))"
    r"|\b(?:time|whenever|when)\s+(?:that\s+)?the\s+(?:attribute|property)\s+is\s+(?:accessed|read)\b|\b(?:reading|accessing)\s+this\s+(?:attribute|property)\b"
    r"|\bthe\s+same\s+way\s+as\s+an?\s+(?:\w+\s+)?attribute\b|\bgetter\s+(?:does\s+not\s+take|takes\s+no)\b|\bthere\s+is\s+no\s+setter\b"
    r"|\bmust\s+not\s+be\s+called\b|\b(?:rather\s+than|instead\s+of|without)\s+calling\s+it\b|\bmentioning\s+`\w+`\s+after\s+the\s+dot\b"
    r"|\bdo\s+not\s+call\s+it\b"
)
_NO_PROPERTY = regex(
    r"\b(?:not|never|no\s+longer|unlike)\s+(?:a\s+|an\s+|as\s+a\s+|like\s+a\s+)?(?:\w+\s+)?(?:property|attribute)\b|\bclass\s+attribute|\bif\b"
    r"|\b(?:do\s+not|never|cannot|must\s+not|should\s+not)\s+(?:access|read|use|be\s+(?:accessed|read|used))\b"
)


def read_others(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`new` and `kept`, of `self`; `property`."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    text = sentence.lower
    new = _NEW.search(text)
    if not _MAYBE.search(text) or _SUBSCRIBED.search(text):
        said = _RESULT.search(text) or sentence.where == "returns"
        if _SUBSCRIBED.search(text) or (new is not None and said and not _DENIED.search(text[: new.start()])):
            yield "changes", "self", "new"
        if _KEPT.search(text):
            yield "changes", "self", "kept"
    if sentence.where != "returns" and _READ.search(text) and not _NO_PROPERTY.search(text):
        yield "is", "", "property"


OTHERS = Reader(
    signs=(
        "new", "separate", "fresh", "second", "different", "another", "distinct", "independent", "anew", "from scratch",
        "two ",
        "in common", "copy", "copied", "clone", "original", "receiver", "self", "object", "attribute", "propert",
        "parenthes",
        "getter", "setter", "call", "the dot", "duplicat",
    ),
    read=read_others,
)  # fmt: skip
