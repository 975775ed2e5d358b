"""What the code makes false of parameters: required, optional, defaults, types, and names that there are none of."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from benchmarks.checks.blind_facts import WRONG, literal, pick, plain_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.checks.blind_facts import Function, Values

NAMES = (
    "strict", "max_retries", "verbose", "use_cache", "chunk_size", "on_error", "dry_run", "normalize",
    "retry_policy", "num_workers", "fallback", "validate_input", "show_progress", "ttl",
)  # fmt: skip
_DENIES = re.compile(
    r"(^|_)(no|not|non|un|without|skip|disable\w*|ignore\w*|exclude\w*|suppress\w*|hide|silent|quiet)(_|$)"
)
"""In the name of a switch: whether what it is about is on or off is no plain question then."""
SHIFT = 7
"""Added to twice a number, it makes another one."""


def has_default(f: Function) -> Values | None:
    """A parameter with a default that is something: it is not required."""
    for argument, default in f.arguments():
        if literal(default) not in (None, "", (), [], {}, ...) and default is not None:
            return {"parameter": argument.arg, "default": ast.unparse(default)}
    return None


def has_no_default(f: Function) -> Values | None:
    """A parameter without a default whose absence nothing in the body asks for: it is not optional."""
    for argument, default in f.arguments():
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        tested = re.search(rf"\b(not {argument.arg}|{argument.arg} (is|or|and|if)|if {argument.arg}\b|None)", f.code)
        if (
            default is None
            and not re.search("None|Optional|Any", kind)
            and not tested
            and not _kept_optional(f, argument)
        ):
            return {"parameter": argument.arg}
    return None


def _kept_optional(f: Function, argument: ast.arg) -> bool:
    item = next(item for item in f.case.said["parameters"] if item["name"] == argument.arg)
    return bool(re.search(r"optional|default|none|omit", item["description"], re.IGNORECASE))


def other_default(f: Function) -> Values | None:
    """A number or text as a default, and another one."""
    for argument, default in f.arguments():
        value = literal(default)
        if default is None or isinstance(value, bool) or value in (None, ""):
            continue
        if isinstance(value, int | float) and abs(value) != SHIFT:
            return {
                "parameter": argument.arg,
                "default": ast.unparse(default),
                "other": str(type(value)(abs(value) * 2 + SHIFT)),
            }
        if isinstance(value, str) and value.isidentifier():
            other = next(word for word in ("auto", "mean", "default") if word != value and f"'{word}'" not in f.code)
            return {"parameter": argument.arg, "default": f'"{value}"', "other": f'"{other}"'}
    return None


def default_is(*, value: object) -> Callable[[Function], Values | None]:
    """A parameter whose default is this very value; for a switch, one whose name denies nothing."""

    def rule(f: Function) -> Values | None:
        for argument, default in f.arguments():
            denies = isinstance(value, bool) and _DENIES.search(argument.arg)
            if isinstance(default, ast.Constant) and default.value is value and not denies:
                return {"parameter": argument.arg, "default": str(value)}
        return None

    return rule


def default_not_none(f: Function) -> Values | None:
    """A parameter with a default that is not `None`, which the body does not ask about `None` either."""
    found = has_default(f)
    return found if found and f"{found['parameter']} is" not in f.code else None


def invented_parameter(f: Function) -> Values | None:
    """A name that the module does not have, where no `**kwargs` could take it."""
    free = [name for name in NAMES if name not in f.module and name not in str(f.case.said)]
    return {"name": pick(free, f)} if free and f.node.args.kwarg is None else None


def wrong_type_of_parameter(f: Function) -> Values | None:
    """A parameter of a plain type, and a type that this is not, by its docstring and the body neither."""
    for argument, default in f.arguments():
        value = literal(default)
        plain = plain_type(argument.annotation) or (
            type(value).__name__ if argument.annotation is None and type(value).__name__ in WRONG and value else ""
        )
        if plain in WRONG:
            words, code = WRONG[plain]
            if not re.search(rf"\b({words}|{code})", f"{_asked_of(f, argument)} {_human(f, argument)}", re.IGNORECASE):
                return {"parameter": argument.arg, "wrong": words, "wrong_code": code, "right": plain}
    return None


def annotated_type_of_parameter(f: Function) -> Values | None:
    """The same, where the signature names the type: true of its name."""
    found = wrong_type_of_parameter(f)
    named = {argument.arg for argument, _ in f.arguments() if plain_type(argument.annotation)}
    return found if found and found["parameter"] in named else None


def _asked_of(f: Function, argument: ast.arg) -> str:
    """What the body compares the type of an argument with."""
    calls = re.findall(r"isinstance\((\w+), ([^()]*(?:\([^()]*\))?)\)", f.code)
    return " ".join(types for name, types in calls if name == argument.arg)


def _human(f: Function, argument: ast.arg) -> str:
    """The line of the docstring that names an argument, and its text."""
    lines = re.findall(rf"(?m)^.*\b{argument.arg}\b.*$", f.case.obj.human)
    said: str = next(item["description"] for item in f.case.said["parameters"] if item["name"] == argument.arg)
    return " ".join([*lines, said])
