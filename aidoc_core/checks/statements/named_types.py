"""Reads which type a parameter or a result is said to have, by the words right before and behind the type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.stated_types import is_alternative
from aidoc_core.checks.statements.duties import is_point, named_parameter
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = (
    r"(?P<type>strings?|str|`str`|integers?|int|`int`|floats?|`float`|booleans?|bool|`bool`|lists?|`list`|tuples?|`tuple`"
    r"|dictionary|dictionaries|dicts?|`dict`|mapping)"
)
_TYPE = regex(rf"(?<![\w.`-]){_TYPES}(?![-\w`])", re.IGNORECASE)
_AROUND = regex(
    r"^(?P<before>.*?)(?P<article>(?:(?:an?|the|single|plain|one|new|ordinary|simple|python|complete|short|instance|"
    r"object|type|of|form|in|built-in|nested|flat|sorted)\s+){0,6})$",
    re.IGNORECASE | re.DOTALL,
)
_NOT = regex(
    r"\b(?:or|either|not|no|never|neither|nor|cannot|unless|than|instead|unlike|like|whether|other|another|may|might"
    r"|convert\w*|turn\w*|cast|coerc\w*|parse\w*|format\w*|encod\w*|decod\w*|serial\w*|json|accept\w*|also|representation"
    r"|some|most|where|depend\w*|callback|callable|yield\w*|each|every|any)\b|n['\u2019]t\b|\|"
)
_IF = regex(r"\b(?:if|when|in\s+case)\b")
_BEHIND = regex(
    r"^\W*(?:$|(?:that|which|from|of|with|containing|holding|for|in|by|all|before|so|and|to|is|as|since|because|such)\b)"
)
_SAID = frozenset(
    """
    is be as being will has have to must should always then treated handled passed given handed over supplied taken
    expected needs ought in practice only just simply this it its type value argument parameter the what on that relies
    sure make a an object function routine method callers caller hand hands hand pass provide supply you of code
    works requires expects assumes through all way counts regarded considered understood equals end ordinarily into
    received used means here certainly clearly and form ends up stored instance kept so
    """.split()  # noqa: SIM905
)
_LINKS = frozenset({"is", "be", "as", "being", "of", "a", "equals", "in", "expects", "requires", "takes", "wants"})
_WORD = regex(r"`[^`\n]*`|[^\W_][\w'\u2019-]*")
_ENDS = regex(r"[.;:()\u2014\u2013]|,\s+(?=(?:which|since|because|so|and|but|from|although)\b)|,")
_FOR = regex(r"^\s+(?:for|as)\s+(?:the\s+(?:argument|parameter)\s+)?`(?P<name>\w+)`")
_OF_RESULT = (
    regex(r"^\s+(?:that|which)\s+(?:it|this|the\s+(?:function|method|call))\s+(?:returns|gives|hands|produces)\b"),
    regex(r"^\s+(?:\w+\s+){0,5}(?:is|are)\s+(?:\w+\s+){0,5}?(?:and\s+(?:then\s+)?)?returned\b"),
    regex(r"^(?:\s+(?!returned)\w+){0,8},?\s+(?:which\s+(?:is|it)|and)\s+(?:\w+\s+)?(?:returned|returns)\b"),
)
_TO_RESULT = regex(
    r"(?:\b(?:present|presents|report|reports|give|gives|giving|return|returns|returning|hand|hands|deliver|delivers|"
    r"express|expresses|package|packages)\s+(?:back\s+)?(?:the|its|their|all|this|it|them|everything|what)?\s*"
    r"(?:outcome|results?|findings|answer|value|output)?\s*(?:back\s+)?as"
    r"|\b(?:boils?|comes?|amounts?)\s+(?:\w+\s+){0,3}?(?:down\s+)?to"
    r"|\b(?:callers?|you|users?)\s+(?:then\s+|always\s+|will\s+)?(?:ends?\s+up\s+with|(?:is|are)\s+given|gets?|receives?"
    r"|obtains?|holds?|(?:is|are)\s+left\s+with|(?:is|are)\s+handed)"
    r"|\banswers\s+with|\b(?:its|the)\s+(?:result|outcome|return\s+value|answer)\s*(?:,|is|will\s+be|comes\s+as|takes\s+the\s+form\s+of)"
    r"|\bends?\s+(?:by|with)\s+returning|\breturns)\s*$",
    re.IGNORECASE,
)


def read_named_types(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`type`, of a parameter by its name, of the result without one."""
    if sentence.where not in ("summary", "description", "returns") and not sentence.entry:
        return
    if is_alternative(sentence.text) or is_point(sentence) or _IF.search(sentence.lower):
        return
    name = named_parameter(sentence)
    for match in list(_TYPE.finditer(sentence.text))[:4]:
        found = _of_type(match, name, sentence)
        if found is not None:
            yield "type", found, match["type"]
            return


def _of_type(match: re.Match[str], name: str, sentence: Sentence) -> str | None:  # noqa: PLR0911 - a relation a line
    text = sentence.text
    start = max((cut.end() for cut in _ENDS.finditer(text, 0, match.start())), default=0)
    head, tail = text[start : match.start()], text[match.end() :]
    clause = f"{head} {_ENDS.split(tail)[0]}".lower()
    around = _AROUND.match(head)
    if _NOT.search(clause) or around is None:
        return None
    given = _FOR.match(tail)
    if given is not None and given["name"] == name:
        return name
    if not sentence.entry and any(pattern.match(tail) for pattern in _OF_RESULT):
        return "" if around["article"].strip() or sentence.where != "returns" else None
    if not _BEHIND.match(tail.lower()) or not around["article"].strip():
        return None
    before = around["before"]
    if not sentence.entry and _TO_RESULT.search(text[:start].rstrip() + " " + before if not before.strip() else before):
        return "" if "`" not in before or not name or f"`{name}`" not in before else None
    if not name:
        return None
    words = [word.lower() for word in _WORD.findall(before)]
    link = words[-1] if words else ""
    if not words and around["article"].lower().split()[:1] != ["of"]:
        return None
    own = {f"`{name}`", name.lower()}
    spoken = bool(own & set(words)) or (bool(sentence.entry) and (start > 0 or bool({"it", "this"} & set(words))))
    linked = link in _LINKS or around["article"].lower().startswith(("in the form", "of type", "instance", "object of"))
    return name if spoken and linked and set(words) <= _SAID | own else None


NAMED_TYPES = Reader(
    signs=("str", "int", "float", "bool", "list", "tuple", "dict", "mapping"),
    read=read_named_types,
)
