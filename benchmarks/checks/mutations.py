# ruff: noqa: ARG001 - every mutation is called alike
"""Wrong answers made of right ones, by what is wrong with them. One function for each type, a to o."""

from __future__ import annotations

import ast
import copy
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.checks.corpus import Case
    from benchmarks.checks.wordings import Bank

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One wrong answer.

    Attributes:
        type: What is wrong, e.g. `a` or `m imports`.
        answer: The answer.
    """

    type: str
    answer: Answer


def mutants(case: Case, others: list[Case], bank: Bank, seed: int = 1) -> Iterator[Mutant]:
    """Every wrong answer that can be made of one docstring."""
    for name, make in MUTATIONS.items():
        draw = random.Random(f"{seed}{name}{case.obj.path}")
        for made in make(case, others, bank, draw):
            yield made if made.type else Mutant(type=name, answer=made.answer)


def _changed(case: Case, **parts: object) -> Mutant:
    answer = copy.deepcopy(case.said)
    answer.update(parts)
    return Mutant(type="", answer=answer)


def _typed(name: str, made: Mutant) -> Mutant:
    return Mutant(type=name, answer=made.answer)


def _parameters(case: Case) -> list[dict[str, str]]:
    return copy.deepcopy(case.said["parameters"])


def renamed(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """a: a parameter under another name."""
    items = _parameters(case)
    if items:
        item = draw.choice(items)
        bare = item["name"].split(",")[0].strip()
        item["name"] = draw.choice(bank.renames).format(bare.lstrip("*"))
        yield _changed(case, parameters=items)


def invented(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """b: a parameter that nobody can pass."""
    known = case.obj.source
    names = [name for name in bank.parameters if name not in known]
    if names:
        item = {"name": draw.choice(names), "description": draw.choice(bank.descriptions)}
        yield _changed(case, parameters=[*_parameters(case), item])


def missing(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """c: a parameter left out."""
    items = _parameters(case)
    required = {p.name for p in case.obj.parameters if p.required}
    droppable = [item for item in items if item["name"] in required]
    if droppable:
        gone = draw.choice(droppable)
        yield _changed(case, parameters=[item for item in items if item is not gone])


def results(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """d: a result where there is none, none where there is one."""
    if case.said.get("returns") and case.obj.returns_value:
        yield _changed(case, returns="")
    elif _returns_nothing(case):
        yield _changed(case, returns=draw.choice(bank.returns))


def swapped(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """e: yields for returns, returns for yields."""
    if case.said.get("returns") and case.obj.returns_value:
        yield _changed(case, returns="", yields=case.said["returns"])
    elif case.said.get("yields") and case.obj.yields_value:
        yield _changed(case, yields="", returns=case.said["yields"])


def exceptions(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """f: an exception that nobody raises, or that nobody has."""
    made_up = {"type": draw.choice(bank.exceptions), "description": draw.choice(bank.reasons)}
    yield _typed("f made-up", _changed(case, raises=[*case.said["raises"], made_up]))
    real = [name for name in bank.builtin_exceptions if name not in _module_text(case)]
    if real:
        item = {"type": draw.choice(real), "description": draw.choice(bank.reasons)}
        yield _typed("f never raised", _changed(case, raises=[*case.said["raises"], item]))


def wrong_default(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """g: another default in the text of a parameter with a literal default."""
    items = _parameters(case)
    for item in items:
        parameter = next((p for p in case.obj.parameters if p.name == item["name"]), None)
        default = parameter.default if parameter else None
        if default is None or default == "None" or _literal(default) is None:
            continue
        value = _literal(default)
        if isinstance(value, list | dict | tuple | set | bytes):
            continue
        other = (
            str(not value)
            if isinstance(value, bool)
            else repr(value + 7)
            if isinstance(value, int | float)
            else repr(draw.choice(bank.values))
        )
        item["description"] = f"{item['description'].rstrip().rstrip('.')}. {draw.choice(bank.defaults).format(other)}"
        yield _changed(case, parameters=items)
        return


_TYPES = {
    "int": "a dictionary",
    "str": "an integer",
    "bool": "a list",
    "float": "a string",
    "list": "a boolean",
    "dict": "a float",
}
_FIELDS = {"int": "dict", "str": "int", "bool": "list", "float": "str", "list": "bool", "dict": "float"}


def wrong_type(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """h: another type than a closed annotation, in a type field and in prose."""
    items = _parameters(case)
    for item in items:
        parameter = next((p for p in case.obj.parameters if p.name == item["name"]), None)
        if parameter is None or parameter.annotation not in _TYPES:
            continue
        field, prose = copy.deepcopy(items), copy.deepcopy(items)
        place = items.index(item)
        field[place]["type"] = _FIELDS[parameter.annotation]
        yield _typed("h field", _changed(case, parameters=field))
        kind = _TYPES[parameter.annotation]
        prose[place]["description"] = draw.choice(bank.types).format(kind, kind.partition(" ")[2])
        prose[place].pop("type", None)
        yield _typed("h prose", _changed(case, parameters=prose))
        return


def references(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """i: a name that does not exist: of this package, and of another one."""
    snake, camel, method = (draw.choice(words) for words in (bank.snakes, bank.camels, bank.snakes))
    parts = case.obj.path.split(".")
    module = case.obj.module
    forms = {
        "dotted": f"{module}.{snake}", "call": f"{snake}()", "class": camel, "snake": snake,
        "method": f"{camel}.{method}()", "of a class": f"{parts[0]}.{camel}.{method}",
    }  # fmt: skip
    for form, name in forms.items():
        sentence = draw.choice(bank.mentions).format(f"`{name}`")
        yield _typed(f"i own {form}", _with(case, sentence))
    role = draw.choice(
        (f":func:`{module}.{snake}`", f":class:`~{module}.{camel}`", f"[the other one][{module}.{snake}]")
    )
    yield _typed("i own role or link", _with(case, draw.choice(bank.mentions).format(role)))
    outside = draw.choice(bank.outside)
    yield _typed("i external", _with(case, draw.choice(bank.mentions).format(f"`{outside}`")))


def other_function(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """j: the summary and description of another function, of the same module and of another one."""
    for name, same in (("j same module", True), ("j other module", False)):
        fitting = [o for o in others if o is not case and (o.obj.module == case.obj.module) is same]
        if fitting:
            said = draw.choice(fitting).said
            yield _typed(name, _changed(case, summary=said["summary"], description=said["description"]))


def placeholders(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """k: empty, a placeholder, the name again."""
    words = case.obj.name.strip("_").replace("_", " ")
    yield _typed("k empty", _changed(case, summary="", description=""))
    yield _typed("k placeholder", _changed(case, summary=draw.choice(bank.placeholders), description=""))
    yield _typed(
        "k restated",
        _changed(case, summary=draw.choice(bank.restated).format(words.capitalize(), case.obj.name), description=""),
    )
    items = _parameters(case)
    if items:
        item = draw.choice(items)
        item["description"] = draw.choice(bank.parameter_placeholders).format(item["name"].lstrip("*"))
        yield _typed("k parameter", _changed(case, parameters=items))


def markup(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """l: markup in the description."""
    yield _changed(case, description=f"{_plain_text(case)}\n\n{draw.choice(bank.markup)}")


def examples(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """m: examples that do not parse, import or bind."""
    call, kwargs = _call(case)
    if call is None:
        return
    top = case.obj.path.split(".")[0]
    target = f"{'await ' if case.obj.is_async else ''}{call}({', '.join(kwargs)})"
    yield _typed("m syntax", _changed(case, example=draw.choice(bank.broken).format(target)))
    yield _typed(
        "m imports", _changed(case, example=f"from {case.obj.module} import {draw.choice(bank.snakes)}\n{target}")
    )
    yield _typed("m imports", _changed(case, example=f"import {top}.{draw.choice(bank.snakes)}\n{target}"))
    accepts_any = any(p.name.startswith("**") for p in case.obj.parameters)
    if not any(p.name.startswith("*") for p in case.obj.parameters):
        many = ", ".join(str(n) for n in range(len(case.obj.parameters) + 2))
        yield _typed("m too many", _changed(case, example=f"result = {call}({many})"))
    required = [p for p in case.obj.parameters if p.default is None and not p.name.startswith("*")]
    if required and not case.obj.decorators:
        yield _typed("m too few", _changed(case, example=f"result = {call}()"))
    if not accepts_any:
        unknown = f"{draw.choice(bank.parameters)}=1"
        yield _typed("m unknown keyword", _changed(case, example=f"{call}({', '.join([*kwargs, unknown])})"))


def kinds(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """n: coroutines, generators and plain functions taken for each other."""
    obj = case.obj
    call, kwargs = _call(case)
    if not obj.is_async:
        yield _typed("n coroutine", _with(case, draw.choice(bank.coroutines)))
        if call:
            yield _typed("n await", _changed(case, example=f"await {call}({', '.join(kwargs)})"))
    if not obj.yields_value and not _iterates(case):
        yield _typed("n generator", _with(case, draw.choice(bank.generators)))


def leaks(case: Case, others: list[Case], bank: Bank, draw: random.Random) -> Iterator[Mutant]:
    """o: talk of a chat in the summary, the description or a parameter."""
    leak = draw.choice(bank.leaks)
    place = draw.choice(("before", "description", "parameter"))
    items = _parameters(case)
    if place == "before":
        yield _changed(case, summary=f"{leak} {case.said['summary']}")
    elif place == "parameter" and items:
        items[0]["description"] = f"{items[0]['description']} {leak}"
        yield _changed(case, parameters=items)
    else:
        yield _changed(case, description=f"{case.said['description']}\n\n{leak}")


MUTATIONS: dict[str, Callable[[Case, list[Case], Bank, random.Random], Iterator[Mutant]]] = {
    "a": renamed, "b": invented, "c": missing, "d": results, "e": swapped, "f": exceptions, "g": wrong_default,
    "h": wrong_type, "i": references, "j": other_function, "k": placeholders, "l": markup, "m": examples, "n": kinds,
    "o": leaks,
}  # fmt: skip


def right_defaults(case: Case, bank: Bank) -> Iterator[Answer]:
    """Right defaults in the same words as the wrong ones of g: none of them may be flagged."""
    draw = random.Random(case.obj.path)
    items = _parameters(case)
    for item in items:
        parameter = next((p for p in case.obj.parameters if p.name == item["name"]), None)
        value = _literal(parameter.default) if parameter and parameter.default else None
        if parameter and parameter.default and isinstance(value, str | int | float) and value != "":
            item["description"] = (
                f"{item['description'].rstrip().rstrip('.')}. {draw.choice(bank.defaults).format(repr(value))}"
            )
            yield _changed(case, parameters=items).answer
            return


def _with(case: Case, sentence: str) -> Mutant:
    return _changed(case, description=f"{case.said['description']}\n\n{sentence}".strip())


def _plain_text(case: Case) -> str:
    return str(case.said["description"]).split("\n\n")[0]


def _literal(text: str | None) -> object:
    try:
        return ast.literal_eval(text or "")
    except (ValueError, SyntaxError):
        return None


def _module_text(case: Case) -> str:
    context = case.obj.context
    return "\n".join(context.package.file(context.obj).lines) if context else ""


def _returns_nothing(case: Case) -> bool:
    context = case.obj.context
    node = context.definition if context else None
    if case.obj.returns_value or case.obj.yields_value or case.said.get("returns") or node is None:
        return False
    real = [
        s
        for s in node.body
        if not isinstance(s, ast.Pass | ast.Raise)
        and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
    ]
    return bool(real) and not case.obj.decorators


def _iterates(case: Case) -> bool:
    words = ("iter", "yield", "generator", "stream", "map(", "filter(")
    return any(word in case.obj.source.lower() for word in words) or "return" not in case.obj.source


def _call(case: Case) -> tuple[str | None, list[str]]:
    parts = case.obj.qualname.split(".")
    if (
        case.obj.name.startswith("__")
        or len(parts) > 2
        or any(d.startswith(("property", "overload")) for d in case.obj.decorators)
    ):
        return None, []
    call = case.obj.name if len(parts) == 1 else f"obj.{case.obj.name}"
    required = [p for p in case.obj.parameters if p.default is None and not p.name.startswith("*")]
    positional = [p for p in required if p.kind == "positional-only"]
    return call, [*("1" for _ in positional), *(f"{p.name}=1" for p in required if p not in positional)]
