"""Conditions as relations: what is tested of which name, and whether it has to hold; in the code and in a sentence.

"If `mode` is not a string" and `if isinstance(mode, str): raise` are about one relation, with different signs.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.families import word_family
from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.guards import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Something that is tested.

    Attributes:
        name: What it is tested of; the attribute, of the object itself.
        kind: `type`, `in`, `equal`, `none`, `true`.
        other: What it is compared with, as stems of words, or the family of a type.
        holds: Whether it has to hold.
    """

    name: str
    kind: str
    other: frozenset[str] = frozenset()
    holds: bool = True


def of_guard(guard: Guard) -> Relation | None:
    """The relation of a guard with one test; `None` where there are more, or it is none of these."""
    return _of_test(guard.tests[0][0], so=guard.tests[0][1]) if len(guard.tests) == 1 else None


def _of_test(test: ast.expr, *, so: bool) -> Relation | None:  # noqa: PLR0911 - a sort of test a line
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _of_test(operand, so=not so)
        case ast.Call(func=ast.Name(id="isinstance"), args=[value, kind]) if name := _name(value):
            names = kind.elts if isinstance(kind, ast.Tuple) else [kind]
            families = {_family(ast.unparse(one)) for one in names}
            return Relation(name=name, kind="type", other=frozenset(families), holds=so)
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[right]):
            positive = isinstance(op, ast.In) == so
            if isinstance(left, ast.Constant) and (name := _name(right)):
                return Relation(name=name, kind="has", other=_stems(str(left.value)), holds=positive)
            if isinstance(right, ast.Set | ast.Tuple | ast.List | ast.Constant) or not (name := _name(left)):
                return None
            return Relation(name=name, kind="in", other=_stems(ast.unparse(right)), holds=positive)
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[ast.Constant(value=None)]):
            name = _name(left)
            return Relation(name=name, kind="none", holds=isinstance(op, ast.Is) == so) if name else None
        case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as op], comparators=[right]):
            name, other = _name(left), _name(right)
            if not name or not other:
                return None
            return Relation(name=name, kind="equal", other=_stems(other), holds=isinstance(op, ast.Eq) == so)
        case ast.Name() | ast.Attribute():
            return Relation(name=_name(test), kind="true", other=_stems(_name(test)), holds=so)
    return None


def _family(name: str) -> str:
    last = name.rpartition(".")[2]
    return "str" if last in ("text_type", "string_types", "basestring") else word_family(last) or last.lower()


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if len(word) > 2)  # noqa: PLR2004 - what says something


_BEGINS = regex(r"\b(if|when|whenever|unless|where|as\s+long\s+as|in\s+case)\s+([^.;]{3,160})", re.IGNORECASE)
_ENDS = regex(r",\s|\s(?:and|or|then)\s(?!`)")
_DENIED = regex(r"\b(?:not|never|no|nor|neither|without|lacks?|missing|cannot)\b|n['\u2019]t\b", re.IGNORECASE)
_NAMED = regex(r"`{1,2}(\w+)`{1,2}")
_OF_TYPE = regex(
    r"^\W*(?:the\s+|given\s+|value\s+of\s+)*`{1,2}(?P<name>\w+)`{1,2}\s+(?:is|are"
    r"|was)\s+(?:not\s+)?(?:of\s+(?:the\s+)?type\s+|an?\s+instance\s+of\s+|an?\s+)"
    r"(?:text\s+)?`{0,2}(?P<type>\w+)`{0,2}(?=\W*$|\W*[,;]|\s+(?:or|and|object|instance)\b)",
    re.IGNORECASE,
)
_IN = regex(
    r"^\W*(?:the\s+|given\s+)*`{1,2}(?P<name>\w+)`{1,2}\s+(?:is|are|was|does|has)\s+(?:(?:not|already|yet|still)\s+)*"
    r"(?:in|part\s+of|contained\s+in|among|a\s+member\s+of|known|present|found|registered|exists?|one\s+of\s+the)\b",
    re.IGNORECASE,
)
_HAS = regex(
    r"^\W*(?:the\s+|given\s+)*`{1,2}(?P<name>\w+)`{1,2}\s+(?:does\s+not\s+|doesn't\s+)?(?:contains?|has|have"
    r"|includes?|lacks?|holds?)\s+(?:no\s+|an?\s+|the\s+)*(?:key\s+|entry\s+|field\s+)?"
    r"[`'\"]{1,3}(?P<key>[\w.-]+)[`'\"]{1,3}",
    re.IGNORECASE,
)
_EQUAL = regex(
    r"^\W*`{1,2}(?P<name>\w+)`{1,2}\s+(?:and|is|equals|differs\s+from)\s+(?:(?:not|equal|the|same|to"
    r"|as)\s+)*`{1,2}(?P<other>\w+)`{1,2}\s*(?P<rest>are\s+(?:not\s+)?(?:equal|the\s+same|identical|different)"
    r"|differ)?",
    re.IGNORECASE,
)
_NONE = regex(
    r"^\W*(?:the\s+)?`{1,2}(?P<name>\w+)`{1,2}\s+(?:is|was)\s+(?:not\s+)?(?P<what>`{0,2}None`{0,2}|given|set|passed"
    r"|missing|omitted|provided)(?=\W*$|\W*[,;])",
    re.IGNORECASE,
)
_STATE = regex(
    r"^\W*(?:the\s+|this\s+)?(?:\w+\s+){0,2}?(?:`{1,2}(?P<name>\w+)`{1,2}|\w+)\s+(?:is|are|was"
    r"|has\s+been)\s+(?:(?:not|already|still|yet|currently)\s+)*(?P<state>\w+)\W*$",
    re.IGNORECASE,
)


def of_text(text: str) -> Iterator[Relation]:
    """The relations that the conditions of a text state."""
    for match in _BEGINS.finditer(text):
        part = _ENDS.split(match[2])[0].strip(" ,")
        so = match[1].lower() != "unless"
        denied = _DENIED.search(part) is not None
        positive = so != denied
        if found := _OF_TYPE.search(part):
            family = word_family(found["type"])
            if family:
                yield Relation(name=found["name"], kind="type", other=frozenset({family}), holds=positive)
        elif found := _HAS.search(part):
            yield Relation(name=found["name"], kind="has", other=_stems(found["key"]), holds=positive)
        elif found := _IN.search(part):
            yield Relation(name=found["name"], kind="in", holds=positive)
        elif found := _NONE.search(part):
            none = found["what"].strip("`").lower() in ("none", "missing", "omitted")
            odd = "not " in part.lower() or "n't" in part.lower()
            yield Relation(name=found["name"], kind="none", holds=so == (none != odd))
        elif found := _EQUAL.search(part):
            differ = "differ" in part.lower()
            yield Relation(
                name=found["name"], kind="equal", other=_stems(found["other"]), holds=so == (differ == denied)
            )
        elif found := _STATE.search(part):
            yield Relation(name=found["name"] or "", kind="state", other=_stems(found["state"]), holds=positive)


def contradicts(said: Relation, tested: Relation) -> bool | None:
    """Whether what is said is what is tested, with the other sign; `None` for another matter."""
    if said.kind == "state":
        same = tested.kind in ("true", "equal") and bool(said.other & tested.other) and len(said.other) > 0
        named = not said.name or said.name == tested.name
        return said.holds != tested.holds if same and named else None
    if said.kind != tested.kind:
        return None
    names = {said.name} == {tested.name} or (said.kind == "equal" and _stems(said.name) == tested.other)
    other = (
        said.kind in ("in", "none")
        or said.other <= tested.other
        or (said.kind == "equal" and _stems(tested.name) == said.other)
    )
    return said.holds != tested.holds if names and other else None
