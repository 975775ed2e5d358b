"""AD12x: defaults that a text states, against the signature."""

from __future__ import annotations

import ast
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.default_owners import is_surely_of
from aidoc_core.checks.default_wordings import UNITS, is_in_unit, is_otherwise, is_spelt, stated
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.code.nodes import value_of
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter


@rule("AD121", Severity.REJECT, "contradiction")
def wrong_default(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A description states a different default than the signature.

    The rule compares values (`1e-3` is `0.001`), and only if the signature has a literal other than `None`. The prompt
    requests no defaults: the renderer prints the signature's default right above the text.

    Hint: the signature's default; better none in the text.
    """
    for item in said.parameters:
        parameter = subject.parameter(item.name)
        if parameter is None or parameter.default in (None, "None", "..."):  # a stub says only that there is one
            continue
        values = [one for one in stated(item.text) if not _is_of_another(one[1], parameter, subject)]
        values += [(item.default, "")] * bool(item.default)
        if (quote := _other(values, parameter)) is not None:
            yield Complaint(
                message=f"states another default for '{item.name}' than {without_text(parameter.default)}",
                hint=f"`{item.name}` defaults to `{parameter.default}`; leave defaults out of the text.",
                where=f"parameter {item.name}",
                quote=quote,
                cut="sentence" if quote else "entry",
                shown=not quote or is_surely_of(parameter, quote, subject),
            )


def _is_of_another(sentence: str, parameter: Parameter, subject: Target) -> bool:
    """Whether a sentence names another parameter: "when `log` is at its default value" is said of that."""
    others = (one.name.lstrip("*") for one in subject.obj.parameters if one.name != parameter.name)
    return "`" in sentence and any(
        f"`{name}` is at" in sentence or f"default of `{name}`" in sentence for name in others
    )


@rule("AD122", Severity.DROP, "contradiction")
def unfounded_default(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A description states a default that neither the signature nor the body contains.

    `None` is often a placeholder for a value that the body supplies; then the body must contain that value. The rule
    reports nothing if the function passes the parameter on, because the callee may supply the value.

    Hint: none, the sentence is removed.
    """
    for item in said.parameters:
        parameter = subject.parameter(item.name)
        if parameter is None or parameter.default not in (None, "None") or parameter.name.startswith("*"):
            continue
        if subject.is_stub:
            continue  # what overrides it has the value
        for value, quote in stated(item.text):
            if is_unfounded(value, quote, parameter, subject):
                yield Complaint(
                    message=f"states a default for '{item.name}', where the code shows none",
                    hint=f"`{item.name}` has no such default; leave defaults out of the text.",
                    where=f"parameter {item.name}",
                    quote=quote,
                    cut="sentence",
                    shown=is_surely_of(parameter, quote, subject),
                )
                break


def is_unfounded(value: str, quote: str, parameter: Parameter, subject: Target) -> bool:
    """Whether nothing in sight gives a parameter without a default, or with `None`, a value that a sentence states.

    Args:
        value: The value as it is written.
        quote: The sentence.
        parameter: The parameter.
        subject: The object.
    """
    node = literal(value)
    if (
        node is None
        or parameter.default == value
        or subject.body is None
        or _CONDITIONAL.search(quote)
        or quote[:2] == "- "
    ):
        return False
    known = value_of(node)
    if known is None or isinstance(known, (list, dict, tuple)) or _is_among(known, subject.body.constants):
        return False
    if parameter.default == "None" and _is_filled_in(parameter.name, subject):
        return False
    return not (_handed_on(parameter.name, subject) or _named(value, subject) or _of_constant(known, subject))


_CONDITIONAL = regex(r"\b(?:if|when|unless|otherwise|etc|depend\w*)\b", re.IGNORECASE)


def _is_among(known: object, constants: Iterable[tuple[type, object]]) -> bool:
    """Whether a value is one of some constants; `90` is `90.0`."""
    number = isinstance(known, int | float) and not isinstance(known, bool)
    return any(
        value == known and (kind is type(known) or (number and kind in (int, float))) for kind, value in constants
    )


def _is_filled_in(name: str, subject: Target) -> bool:
    """Whether the body gives a parameter a value that stands elsewhere: `if limit is None: limit = self.limit`."""
    for node in ast.walk(subject.definition) if subject.definition is not None else ():
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            value = node.value.body if isinstance(node.value, ast.IfExp) else node.value
            if isinstance(value, ast.Attribute):
                return True
    return False


def _handed_on(name: str, subject: Target) -> bool:
    """Whether a parameter goes somewhere else, as an argument or as a part of a request, where a default may be."""
    if "handed on" not in subject.memory:
        subject.memory["handed on"] = frozenset(
            node.id for value in _handed_on_values(subject) for node in _names_in(value)
        ) - frozenset(_ended_without(subject))
    handed_on: frozenset[str] = subject.memory["handed on"]
    return name in handed_on


def _names_in(value: ast.expr | None) -> Iterator[ast.Name]:
    """A name, or those in `None if fill is None else -fill`."""
    if isinstance(value, ast.IfExp | ast.UnaryOp | ast.BoolOp):
        yield from (node for node in ast.walk(value) if isinstance(node, ast.Name))
    elif isinstance(value, ast.Name):
        yield value


def _handed_on_values(subject: Target) -> Iterator[ast.expr | None]:
    for node in ast.walk(subject.definition) if subject.definition is not None else ():
        if isinstance(node, ast.Dict):
            yield from node.values
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            yield node.value
    for call in subject.body.calls if subject.body else ():
        if isinstance(call.func, ast.Name) and call.func.id in _TAKES_AS_IT_IS:
            continue
        yield from call.args
        yield from (keyword.value for keyword in call.keywords)


_TAKES_AS_IT_IS = frozenset(
    """
    next len isinstance str repr bool print list tuple set range enumerate type id callable sum min max hasattr iter
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Builtins that take `None` for no other value."""


def _ended_without(subject: Target) -> Iterator[str]:
    """Parameters without which the body returns or raises, at its beginning: what follows has a value."""
    for node in getattr(subject.definition, "body", ()):
        match node:
            case ast.If(
                test=ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
                body=[*_, ast.Return() | ast.Raise()],
            ):
                yield name


def _named(value: str, subject: Target) -> bool:
    """Whether a value stands in the object's names, or as a text in its module (a constant that the body puts in)."""
    bare = value.strip("`'\"")
    if bare in subject.own_names:
        return True
    context = subject.context
    quoted = {f'"{bare}"', f"'{bare}'"} if not bare.isdigit() else set()
    return context is not None and any(q in line for line in context.package.file(context.obj).lines for q in quoted)


def is_same_in_other_unit(said: float, wanted: float) -> bool:
    """Whether two numbers are the same, or one is the other in another unit: seconds of minutes, KiB of bytes."""
    if said == wanted:
        return True
    more, less = sorted((abs(said), abs(wanted)), reverse=True)
    try:
        return less != 0 and any(math.isclose(more, less * unit) for unit in UNITS[2:])
    except OverflowError:  # a number of hundreds of digits
        return False


def constant(default: str, subject: Target) -> str:
    """A default, or the value of the constant of the package that it names, as it is written or worked out."""
    last = default.rpartition(".")[2]
    context = subject.context
    if literal(default) is not None or context is None or not last.isidentifier():
        return default
    found = [one for one in context.package.by_name.get(last, ()) if one.is_attribute]
    own = [one for one in found if one.parent is not None and one.parent.path == context.module.path]
    if len(own or found) != 1:
        return default
    value = str(getattr((own or found)[0], "value", None) or "")
    return value if literal(value) is not None else _worked_out(value) or default


def _worked_out(text: str) -> str:
    """The product of numbers: `16 * 1024`."""
    figures = [literal(part) for part in text.split("*")]
    numbers = [one.value for one in figures if isinstance(one, ast.Constant) and isinstance(one.value, int | float)]
    return repr(math.prod(numbers)) if len(numbers) == len(figures) and numbers else ""


def _of_constant(known: object, subject: Target) -> bool:
    """Whether the body has the name of a constant of the package with this value, in whatever unit."""
    context, body = subject.context, subject.body
    if context is None or body is None:
        return False
    for name in sorted(one for one in body.words if one.isupper()):
        for found in context.package.by_name.get(name, ()):
            node = literal(str(getattr(found, "value", None) or ""))
            value = value_of(node) if node is not None else None
            if value == known or node is None:
                return True  # also one that is worked out
            if isinstance(value, int | float) and isinstance(known, int | float):
                more, less = sorted((abs(value), abs(known)), reverse=True)
                if any(more == less * unit for unit in UNITS):
                    return True
    return False


def _other(values: list[tuple[str, str]], parameter: Parameter) -> str | None:
    """The sentence of a value that is not the default; `None` if none is, or nothing can be compared.

    A sentence that has the right value among others is right; one that states a default outright ("Defaults to")
    is wrong even where another sentence has it right.
    """
    default = literal(parameter.default)
    if default is None:
        return None
    wanted = value_of(default)
    values = [(value, sentence) for value, sentence in values if value]  # "` `" is none
    if isinstance(wanted, tuple | list | dict | set) and wanted:
        return None  # a text names its parts
    if isinstance(wanted, str | tuple | list | dict | set):  # "30 years ago" says in words what a text means
        values = [(value, sentence) for value, sentence in values if not _with_unit(value, sentence)]
    right = {
        sentence
        for value, sentence in values
        if _is(value, wanted)
        or is_in_unit(literal(value), wanted, sentence.partition(value)[2])
        or f"({parameter.default})" in sentence
        or _is_written(wanted, sentence)
    }
    wrong = [
        sentence
        for value, sentence in values
        if sentence not in right and _compares(value, wanted) and not is_otherwise(wanted, sentence)
    ]
    outright = [sentence for sentence in wrong if _OUTRIGHT.search(sentence)]
    if any(_OUTRIGHT.search(sentence) for sentence in right):
        outright = []  # the other one is of something else, as an entry that a list runs on into
    return next(iter(outright or ([] if right else wrong)), None)


def _is_written(wanted: object, sentence: str) -> bool:
    """Whether a sentence has the text that is the default, beside what people call it."""
    return isinstance(wanted, str) and is_spelt(wanted, sentence)


def _with_unit(value: str, sentence: str) -> bool:
    behind = sentence.partition(value)[2]
    return value.isdigit() and behind[:1].isspace() and behind.lstrip()[:1].isalpha()


def stated_otherwise(value: str, sentence: str, parameter: Parameter) -> bool:
    """Whether a value that a sentence states is not the default of a parameter; `False` where they do not compare."""
    return _other([(value, sentence)], parameter) is not None and not _CONDITIONAL.search(sentence)


def is_another_value(value: str, parameter: Parameter) -> bool:
    """Whether a value is not the default of a parameter; `False` where they do not compare."""
    return _other([(value, "")], parameter) is not None


def without_text(default: str | None) -> str:
    """A default for a message, which stands in logs and reports: a text could be a password, and is not quoted."""
    return "the one of the signature" if default is None or "'" in default or '"' in default else default


_OUTRIGHT = regex(r"^\W*(?:the\s+)?default(?:s|ing)?\b(?:\s+value)?(?:\s+(?:is|to))?", re.IGNORECASE)


def _is(value: str, wanted: object) -> bool:
    node = literal(value)
    if isinstance(wanted, str):
        bare = value.strip("'\"")
        escaped = wanted.encode("unicode_escape").decode()
        same = node is not None and value_of(node) == wanted  # a raw text
        return same or bare.casefold() == wanted.casefold() or bare in (escaped, escaped.replace("\\", "\\\\"))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        node = literal(node.value)  # a number in quotes: 'Default is "1e-8".'
    return node is not None and _equal(value_of(node), wanted)


def _compares(value: str, wanted: object) -> bool:
    """Whether a stated value is one that can be told from the default: a literal, or a word where that is text."""
    return literal(value) is not None or (isinstance(wanted, str) and value.isidentifier())


_CONTAINERS = (list, tuple, dict, set)


def _equal(said: object, wanted: object) -> bool:
    if isinstance(said, _CONTAINERS) and isinstance(wanted, _CONTAINERS) and not said and not wanted:
        return True  # "[]" of `()`: nothing is in either
    if isinstance(said, bool) != isinstance(wanted, bool):
        return bool(said == wanted) and said in (0, 1)
    return bool(said == wanted)


@lru_cache(maxsize=4_096)
def literal(text: str | None) -> ast.expr | None:
    """The syntax of a literal; `None` for what is none."""
    if not text:
        return None
    try:
        node = parse(text.strip(), mode="eval").body
        value_of(node)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
    return node
