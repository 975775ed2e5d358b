"""Which truth value sentences say that a call gives, and for what, against the `return` statements.

"`False` if it failed", where every `return` has `True`; "`True` if the key is unknown" of `return key in rows`. Both
are judged only where nothing but these statements can give the value.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.rule import Complaint
from aidoc_core.checks.words import words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_RETURNS = regex(r"^\W{0,9}(?:(?:it|this(?:\s+(?:method|function|call))?)\s+)?returns?\s+(?=[`TFW])", re.IGNORECASE)
_OF_A_VALUE = regex(
    r"(?:^\W{0,9}|\b(?:otherwise|else|and)\s+|(?<=[,;]\s))`{0,2}(True|False)`{0,2}"
    r"(?=\s+(?:if|when|for|on|where|in\s+case|otherwise|else)\b|\W{0,9}$)"
    r"|\bor\s+`{0,2}(True|False)`{0,2}\s+(?:if|when|on|where|in\s+case|otherwise|else)\b"
)
"""A truth value that is said to be given at times."""
_OF_OTHERS = regex(
    r"\b(?:sub-?class|overrid|backend|implement|deriv|inherit|would|could|might|may|earlier|formerly|previous|base|other(?!wise))\w*",
    re.IGNORECASE,
)
"""What overrides it may give."""
_STATES = r"there|present|known|contained|stored|registered|found|in|among"
_OF_PRESENCE = regex(
    r"^\W{0,9}(?:(?P<value>True|False)`{0,2}\s+(?:only\s+)?(?:if|when|where)|(?P<whether>[Ww]hether))\s+(?:the\s+|an?\s+|this\s+|that\s+|given\s+)?"
    r"`{0,2}(?P<name>\w+)`{0,2}\s+(?P<state>(?:already\s+)?(?:exists|existed)|(?:does|did)\s+not\s+(?:yet\s+)?exist"
    rf"|(?:is|was)\s+(?:already\s+)?(?:{_STATES})|(?:is|was)\s+not\s+(?:yet\s+|already\s+)?(?:{_STATES})"
    r"|(?:is|was)\s+(?:unknown|missing|absent|new))"
    r"(?P<behind>\s+(?:already|yet|before))?(?=\s*[.,;:]|\s*$|\s+(?:in|among|of)\b|(?<=\sin)\s|(?<=\samong)\s)"
)
_ABSENT = regex(r"\bnot\b|\b(?:unknown|missing|absent|new)$")
_BEFORE = regex(r"\b(?:already|yet|was|did|existed|new|before|unknown)\b")
"""What was there before the call, which may put it there."""
_AMBIGUOUS = regex(r"\b(?:stored|registered|found)\b")
_TURNED = ("un", "miss", "abs", "remov", "delet", "exclu", "ignor", "skip", "den", "ban", "block", "invalid", "gone",
           "lost", "free", "avail", "forb", "hidden", "non", "not", "no")  # fmt: skip
"""How what holds the things that are not there may be called."""
_BASES = ("Base", "Abstract", "Mixin", "Interface", "Protocol", "Null", "Dummy", "Default")
_OVERRIDES, _DEEP = 12, 6
_TRUTHS = frozenset({"", "bool", "bool | None", "None | bool", "Optional[bool]", "typing.Optional[bool]"})
_HOLDS = frozenset({"has", "contains", "has_key", "__contains__"})
"""Methods that tell whether something is there."""


def wrong_truths(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Sentences with a truth value that no call gives, or gives for the contrary."""
    only, present = _only_value(subject), _when_present(subject)
    if (only is None and present is None) or not _is_decided(subject):
        return
    for passage in said.passages:
        if passage.where not in ("summary", "description", "returns"):
            continue
        for sentence in passage.sentences:
            text = _RETURNS.sub("", sentence)
            if (passage.where != "returns" and text == sentence) or _OF_OTHERS.search(text):
                continue
            wrong = (_never_given(text, only) if only is not None else "") or (
                _contrary(text, *present) if present is not None else ""
            )
            if wrong:
                yield Complaint(message=wrong[0], hint=wrong[1], where=passage.where, quote=sentence, cut="sentence")


def _never_given(text: str, only: bool) -> tuple[str, str] | tuple[()]:  # noqa: FBT001 - the value itself
    for match in _OF_A_VALUE.finditer(text):
        if (match[1] or match[2]) != str(only):
            return f"says that `{not only}` is returned, which it never is", f"Every `return` has `{only}`."
    return ()


def _contrary(text: str, name: str, value: bool, acts: bool) -> tuple[str, str] | tuple[()]:  # noqa: FBT001 - the value itself
    match = _OF_PRESENCE.match(text)
    if match is None or match["name"] != name:
        return ()
    state = match["state"]
    if acts and (_AMBIGUOUS.search(state) or not _BEFORE.search(f"{state}{match['behind'] or ''}")):
        return ()
    told = match["value"] != "False"
    if (told == value) == (_ABSENT.search(state) is None):
        return ()
    hint = f"It returns `{value}` if `{name}` is there, and `{not value}` if it is not."
    return "says of a truth value that it is returned on the contrary condition", hint


def _is_decided(subject: Target) -> bool:
    """Whether it is the body that a truth value comes from: nothing overrides it, no decorator changes it."""
    obj, context = subject.obj, subject.context
    if obj.kind != "function" or obj.yields_value or subject.annotation not in _TRUTHS or context is None:
        return False
    if not subject.kept.results or subject.is_stub or subject.body is None or subject.body.yields:
        return False
    return bool(subject.body.returns) and not is_overridden(subject, context)


def is_overridden(subject: Target, context: CodeContext) -> bool:
    """Whether a class of the package has the method in its place, or its own class is there to be derived from.

    Args:
        subject: The method.
        context: Where it stands.
    """
    owner = context.owner
    if owner is None:
        return False
    if any(word in owner.name for word in _BASES) or any("ABC" in str(base) for base in getattr(owner, "bases", ())):
        return True
    methods = context.package.methods(subject.obj.name, most=_OVERRIDES)
    return not methods or any(_derives(one.parent, owner.name, context) for one in methods if one is not context.obj)


def _derives(cls: griffe.Object | None, name: str, context: CodeContext) -> bool:
    """Whether one of the classes above a class has a name, a few steps up; each is looked at once."""
    level, seen = [cls], {id(cls)}
    for _ in range(_DEEP + 1):
        classes = [one for one in level if isinstance(one, griffe.Class)]
        bases = {str(base).partition("[")[0].rpartition(".")[2] for one in classes for base in one.bases}
        if name in bases:
            return True
        above = [found for base in bases for found in context.package.by_name.get(base, ())]
        level = [one for one in above if id(one) not in seen]
        seen.update(map(id, level))
    return False


def _only_value(subject: Target) -> bool | None:
    """The truth value that every `return` has; `None` if there are others, or nothing else is done."""
    node, body = subject.function, subject.body
    if node is None or body is None or not _ends(node, subject):
        return None
    own = [one for one in _steps(node) if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    values = {value.value if isinstance(value, ast.Constant) else None for value in body.returns}
    if len(own) < 2 or len(values) != 1:  # noqa: PLR2004 - `return True` alone is there to be overridden
        return None
    value = values.pop()
    return value if isinstance(value, bool) else None


def _steps(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """The statements of a body; those of a `with` around the rest of them, as of a lock, among them."""
    steps = node.body
    while isinstance(steps[-1], ast.With | ast.AsyncWith):
        steps = [*steps[:-1], *steps[-1].body]
    return steps


def _ends(node: ast.FunctionDef | ast.AsyncFunctionDef, subject: Target) -> bool:
    """Whether it does not just end, which gives `None`."""
    bare = any(isinstance(one, ast.Return) and one.value is None for one in ast.walk(node))
    return not bare and (bool(subject.annotation) or isinstance(_steps(node)[-1], ast.Return | ast.Raise))


def _when_present(subject: Target) -> tuple[str, bool, bool] | None:
    """Of `return key in rows`: the parameter, what is returned where it is there, and whether anything is done."""
    node, body = subject.function, subject.body
    if node is None or body is None:
        return None
    steps = _steps(node)
    last = steps[-1]
    if isinstance(last, ast.Return) and last.value is not None and len(body.returns) == 1:
        found = _membership(last.value, subject)
        return (*found, False) if found is not None else None
    first = next((one for one in steps if _returned(one)), None)
    if not isinstance(first, ast.If) or first.orelse or not isinstance(first.body[-1], ast.Return):
        return None
    found, inside = _membership(first.test, subject), _returned(first)
    others = [value for one in steps if one is not first for value in _returned(one)]
    if found is None or not others or not isinstance(last, ast.Return):
        return None
    values, rest = {_truth(value) for value in inside}, {_truth(value) for value in others}
    if values == {True} and rest == {False}:
        return (*found, True)
    return (found[0], not found[1], True) if values == {False} and rest == {True} else None


def _returned(node: ast.stmt) -> list[ast.expr | None]:
    return [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]


def _truth(value: ast.expr | None) -> bool | None:
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, bool) else None


def _membership(test: ast.expr, subject: Target) -> tuple[str, bool] | None:
    """The parameter that a test looks for, and what it gives if it is there."""
    match test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.In() | ast.NotIn() as op], comparators=[right]):
            held = words(ast.unparse(right))
            if subject.parameter(name) is None or any(word.startswith(_TURNED) for word in held):
                return None
            return name, isinstance(op, ast.In)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=attr), args=[ast.Name(id=name)], keywords=[]):
            return (name, True) if attr in _HOLDS and subject.parameter(name) is not None else None
        case _:
            return None
