"""Parameters that sentences call optional or required."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.defaults import literal
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.sentences.parameter_kinds import wrongly_passed
from aidoc_core.code.nodes import value_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter


@rule("AD124", Severity.DROP, "contradiction", english=True)
def wrongly_optional(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence calls a parameter optional that must be passed, or required where it has a default.

    The rule reports nothing if the annotation allows `None`, if the body tests whether the parameter is `None` or
    empty, or if a decorator may change what callers pass. A body that first of all puts in a value, as in `if limit is
    None: limit = 10`, does not require one. It also reports a sentence that says otherwise than the signature how an
    argument is passed: by position, by keyword only, or all as one list where there is a `*keys`.

    Hint: what the signature says; the sentence is removed.
    """
    if subject.obj.kind == "function":
        yield from decided(said, subject, "optional", _not_optional)
        yield from decided(said, subject, "required", _not_required)
    if subject.obj.kind in ("function", "class"):
        yield from decided(said, subject, "passing", wrongly_passed, lambda *_: True)


def _not_optional(one: Statement, subject: Target) -> tuple[str, str] | None:
    if one.subject == "*":
        needed = [p.name for p in subject.obj.parameters if must_be_passed(p, subject, omitted=True)]
        return ("says that nothing has to be passed", f"`{needed[0]}` has no default.") if needed else None
    name, parameter = one.subject, subject.parameter(one.subject)
    if parameter is None or not must_be_passed(parameter, subject, omitted=one.value == "omitted"):
        return None
    if _NOT_NEEDED.search(one.sentence) and subject.body is not None and name not in subject.body.uses:
        return None  # the body makes no use of it: callers still pass it
    own = subject.obj.name.split("_") if _DEFAULT_TO_USE.match(one.sentence) else []
    if "default" in (*name.split("_"), *own) or _ONLY_REQUIRED.search(one.sentence):
        return None  # `default_value` is what something else gets
    return f"calls '{name}' optional, which must be passed", f"`{name}` has no default."


_DEFAULT_TO_USE = regex(r"\W*(?:the\s+)?default\s+(?!is\b|value\s+is\b|to\b)\w", re.IGNORECASE)
"""Of `set_default_level`: "Default level to use for logging"."""
_NOT_NEEDED = regex(
    r"\b(?:not|never|n['\u2019]t)\s+(?:\w+\s+)?(?:needed|required|necessary)\b|\bunneeded\b", re.IGNORECASE
)
_ONLY_REQUIRED = regex(
    r"(?<!optional and )\bonly\s+(?:required|mandatory|needed)\b|\bmay\s+be\s+`{0,2}None\b", re.IGNORECASE
)
"""It is said of the others that they may be left out."""


def _not_required(one: Statement, subject: Target) -> tuple[str, str] | None:
    name, parameter = one.subject, subject.parameter(one.subject)
    if _OF_ITS_PARTS.search(one.sentence) or _HOW_ONLY.search(one.sentence):
        return None
    if parameter is None or not _may_be_left_out(parameter, subject):
        return None
    return f"calls '{name}' required, which has a default", f"`{name}` has a default."


_OF_ITS_PARTS = regex(
    r"\b(?:values?|keys?|entries|elements?|items|columns?|fields?)\s+(?:\([^)]{0,40}\)\s+)?are\s+(?:required|needed|mandatory)\b"
)
"""What a value has to have in it: "a mapping for the lowest and highest values are required"."""


_HOW_ONLY = regex(
    r"\b(?:by\s+(?:keyword|name|position)|positionally|as\s+an?\s+(?:keyword|positional))\b", re.IGNORECASE
)
"""In which way it has to be passed, if at all: "must be passed by keyword"."""


def must_be_passed(parameter: Parameter, subject: Target, *, omitted: bool) -> bool:
    """Whether a call has to have it; `omitted`: it is said to be left out, which is more than to be empty."""
    if parameter.default is not None or parameter.name.startswith(("*", "_")):
        return False
    if subject.kept.supplied is None or parameter.name in subject.kept.supplied:
        return False
    if parameter.annotation and any(word in parameter.annotation for word in ("None", "Optional")):
        return False
    if parameter.annotation in ("Any", "object", "typing.Any") and not omitted:
        return False
    overloads = getattr(subject.context.obj, "overloads", None) if subject.context is not None else None
    if any(
        one.name == parameter.name and one.default is not None for each in overloads or () for one in each.parameters
    ):
        return False
    return omitted or parameter.name not in _tested(subject)


def _may_be_left_out(parameter: Parameter, subject: Target) -> bool:
    if parameter.default is None or parameter.name.startswith("*"):
        return False
    node = literal(parameter.default)
    if node is None or subject.is_stub:
        return False
    value = value_of(node)
    if value is None and _is_filled_in(parameter.name, subject):
        return True
    if value is None and parameter.name in handed_on(subject):
        return False  # whoever gets it may refuse `None`
    return bool(value is not None and value != "") or parameter.name not in _tested(subject)


def _is_filled_in(name: str, subject: Target) -> bool:
    """Whether a body first of all puts in a value that cannot fail, where nothing is passed: `if n is None: n = 10`."""
    filled = False
    for statement in getattr(subject.definition, "body", ()):
        used = any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement))
        if not filled and used:
            if not _fills(statement, name):
                return False
            filled = True
        elif used and any(map(_refuses, ast.walk(statement))):
            return False
    return filled


def _fills(statement: ast.stmt, name: str) -> bool:
    """Whether a statement does nothing but give a name a plain value if it is `None`."""
    match statement:
        case ast.If(
            test=ast.Compare(left=ast.Name(id=tested), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
            body=[ast.Assign(targets=[ast.Name(id=target)], value=value)],
            orelse=[],
        ):
            return tested == target == name and _is_plain(value)
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.IfExp(
                test=ast.Compare(left=ast.Name(id=tested), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
                body=value,
                orelse=ast.Name(id=kept),
            ),
        ):
            return tested == target == kept == name and _is_plain(value)
        case _:
            return False


def _is_plain(value: ast.expr) -> bool:
    """Whether a value is a literal other than `None`, or an attribute of the object."""
    match value:
        case ast.Attribute(value=ast.Name(id="self")):
            return True
        case _:
            node = literal(ast.unparse(value))
            return node is not None and value_of(node) is not None


def _refuses(node: ast.AST) -> bool:
    """Whether a test for `None` may follow, which an attribute of the object may still be."""
    return isinstance(node, ast.Compare) and any(
        isinstance(one, ast.Constant) and one.value is None for one in node.comparators
    )


def handed_on(subject: Target) -> frozenset[str]:
    """Names that go on to other code as they are."""
    calls = subject.body.calls if subject.body is not None else ()
    values = [value for call in calls for value in (*call.args, *(keyword.value for keyword in call.keywords))]
    return frozenset(value.id for value in values if isinstance(value, ast.Name))


def _tested(subject: Target) -> frozenset[str]:
    """Names that the body tests for being there: `x is None`, `not x`, `x or y`, `if x`."""
    if "tested" not in subject.memory:
        subject.memory["tested"] = (
            frozenset(_tests(subject.definition)) if subject.definition is not None else frozenset()
        )
    tested: frozenset[str] = subject.memory["tested"]
    return tested


def _tests(node: ast.AST) -> Iterator[str]:
    refused: set[int] = set()
    for child in ast.walk(node):
        if id(child) in refused:
            continue
        match child:
            case ast.Compare(left=ast.Name(id=name), comparators=[ast.Constant(value=None)]):
                yield name
            case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=ast.Name()) as test, body=[ast.Raise()]):
                refused.add(id(test))  # without it, there is an error
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
                yield name
            case ast.If(test=ast.Name(id=name)) | ast.IfExp(test=ast.Name(id=name)):
                yield name
            case ast.BoolOp(values=values):
                yield from (value.id for value in values if isinstance(value, ast.Name))
