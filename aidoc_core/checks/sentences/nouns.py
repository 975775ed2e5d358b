"""What a text on the result calls it, against a closed annotation: a number, a truth value, a thing, things."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.families import OPEN, of_annotation
from aidoc_core.checks.passages import sentences
from aidoc_core.checks.rule import Complaint
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_COUNT = regex(
    r"^\W{0,3}(?:the|a)\s+(?:total\s+|new\s+)?(?:number|count)\s+of\s+(?:\w+\s+){0,2}?\w+(?:s|ren|a)\b", re.IGNORECASE
)
_WHETHER = regex(r"^\W{0,3}whether\b", re.IGNORECASE)
_TRUE_IF = regex(r"^\W{0,3}(?:True|False)`{0,2}\s+(?:only\s+)?(?:if|when|unless|on)\b")
_OF_SEVERAL = regex(
    r"\b(?:each|every|per|by|and|or|otherwise|else|also|with|whether\b.{1,200}\bwhether|as|for|respectively|both|their)\b|[,;:(\u2013\u2014]",
    re.IGNORECASE,
)
"""A text that may be on the parts of a value, or on more than one sort of it."""
_FOLLOWS = r"(?=\s+(?:of|that|which|for|in|from|with|under|to|at|behind)\b|\W{0,3}$)"
_THING = regex(
    r"^\W{0,3}(?:the|an?|its)\s+(?P<before>(?:`?\w+`?\s+){0,2}?)"
    r"(?:value|element|item|entry|path|file|name|key|row|record|object|text|string|message|number|count|size|length|index"
    r"|position|sum|date|url|response|contents?|data|dictionary|list|tuple|copy|values|elements|items|entries|paths|files"
    rf"|names|keys|rows|records|objects|lines){_FOLLOWS}",
    re.IGNORECASE,
)
_OF_TRUTH = regex(
    r"\b(?:truth|bool\w*|flag\w*|logical|true|false|return\w*|result\w*|whether|if|when|otherwise|is|are|was|has|indicat\w+|tell\w*"
    r"|say\w*|show\w*|signal\w*|denot\w+|success|test|check|comparison|expression|condition|predicate|answer|outcome|status|state"
    r"|not|no|membership|containment|existence|presence)\b|`[^`]{1,80}\s[^`]{1,80}`",
    re.IGNORECASE,
)
"""Words of a truth value that is called a value of something."""
_THINGS = regex(
    r"^\W{0,3}(?:the|all|all\s+the)\s+(?:`?\w+`?\s+){0,2}?(?:keys|names|entries|elements|lines|words|paths)(?=\s+(?:of|in)\s+(?:the|its|this|all)\b[^,;:.]{0,60}\W{0,3}$|\W{0,3}$)",
    re.IGNORECASE,
)
_AS_BYTES = regex(
    r"^\W{0,3}(?:the|its|a)\s+(?:`?\w+`?\s+){1,3}as\s+(?:raw\s+)?`{0,2}bytes`{0,2}\W{0,3}$", re.IGNORECASE
)
_AS_SEVERAL = regex(
    r"^\W{0,3}(?:the|its|all)\s+(?:`?\w+`?\s+){1,3}as\s+an?\s+`{0,2}(list|dict|dictionary|tuple|set)`{0,2}\W{0,3}$",
    re.IGNORECASE,
)
_AMOUNT = regex(
    r"\b(?:number|count|sum|total|how|many|amount|size|length|share|index|position|hash|mask|id)\b", re.IGNORECASE
)
_NUMBERS, _WHOLE = frozenset({"int", "float"}), frozenset({"list", "set"})
_WORD = regex(r"[A-Za-z_]\w*")
_KNOWN = frozenset(
    "list set List Set frozenset FrozenSet str bytes Path None Optional Union typing pathlib t".split()  # noqa: SIM905
)
"""What a list may have in it that is neither a number nor a truth value."""


def wrong_nouns(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The first sentence of a text on the result, where it names a thing that the annotation excludes."""
    families = _families(subject)
    if families == OPEN or not said.returns:
        return
    sentence = next(iter(sentences(said.returns)), "")
    wrong = _wrong(sentence, families, subject)
    if wrong:
        yield Complaint(
            message=f"describes {wrong} as the result, where the annotation is {subject.annotation}",
            hint=f"It returns `{subject.annotation}`.",
            where="returns",
            quote=sentence,
            cut="sentence",
        )


def _families(subject: Target) -> frozenset[str]:
    """The families that the annotation allows, without `None`; `OPEN` where a decorator may give another."""
    obj = subject.obj
    if obj.kind not in ("function", "property") or obj.yields_value or not subject.annotation:
        return OPEN
    if not subject.kept.results or subject.is_context_manager:
        return OPEN
    found = of_annotation(subject.annotation)
    return OPEN if "*" in found else found - {"none"} or OPEN


def _wrong(sentence: str, families: frozenset[str], subject: Target) -> str:  # noqa: PLR0911 - a sort of thing a line
    plain = not _OF_SEVERAL.search(sentence)
    whole = families <= _WHOLE and "[" in subject.annotation and _KNOWN.issuperset(_WORD.findall(subject.annotation))
    if _COUNT.search(sentence) and plain and (whole or (families == {"bool"} and not _OF_TRUTH.search(sentence))):
        return "a number"
    if whole and plain and (_WHETHER.search(sentence) or _TRUE_IF.search(sentence)):
        return "a truth value"
    if families == {"bool"} and plain and _THING.search(sentence) and not _OF_TRUTH.search(sentence):
        return "a thing" if _makes_truth(subject) else ""
    if families <= _NUMBERS | {"bool"} and _THINGS.search(sentence) and not _AMOUNT.search(sentence):
        return "several things"
    if families == {"str"} and _AS_BYTES.search(sentence) and not _AMOUNT.search(sentence):
        return "bytes"
    as_several = _AS_SEVERAL.search(sentence)
    if as_several is not None and families <= _NUMBERS | {"bool", "str"}:
        return f"a {as_several[1].lower()}" if families != {"str"} else ""
    return ""


def _makes_truth(subject: Target) -> bool:
    """Whether every `return` has a truth value that is made there, and looked up nowhere."""
    returned = subject.body.returns if subject.body is not None else []
    return bool(returned) and not subject.is_stub and all(map(_is_made, returned))


def _is_made(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=bool()) | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Compare(ops=ops):
            return all(isinstance(op, ast.In | ast.NotIn | ast.Is | ast.IsNot) for op in ops)
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass" | "callable" | "hasattr")):
            return True
        case _:
            return False
