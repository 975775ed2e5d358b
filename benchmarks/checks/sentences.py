"""Wrong sentences added to right docstrings, by what they state wrongly: wordings in `banks/sentences_*.json`."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.checks.wrong_values import wrong_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.code.objects import Parameter
    from benchmarks.checks.corpus import Case

Answer = dict[str, Any]
Wordings = dict[str, list[str]]


_OF_KIND = {
    "version": ("version", "deprecat", "removed", "legacy"),
    "threads": ("thread", "lock", "atomic", "concurren", "mutex"),
    "security": ("secur", "sanit", "escape", "inject", "attack", "unsafe", "crypt", "travers"),
    "effect random": ("rand", "shuffl", "uuid", "sampl", "choice", "noise", "stochas", "rng", "seed", "salt"),
    "effect network": ("http", "request", "url", "download", "client", "fetch", "server", "api", "remote", "network"),
    "effect files": ("path", "file", "write", "read", "save", "load", "disk", "director", "folder", "stream"),
    "effect environment": ("env",),
    "effect time": ("time", "sleep", "date", "clock", "delay", "wait", "second"),
    "effect logs": ("log", "warn", "print", "message"),
    "effect subprocess": ("process", "exec", "spawn", "shell", "command", "run(", "worker"),
    "effect cache": ("cach", "memo"),
}
"""Where the module has a word of it, the sentence may be right."""


def sentence_bank(name: str) -> Wordings:
    """A bank of wordings.

    Args:
        name: `development`, which the rules were built with; `held_out`, written afterwards and read since; `manners`
            and `apart`, two halves of one list in many manners of writing, of which the second was kept apart; `worked`
            and `sealed`, likewise, by a person and a model; `families`, written by families before the readers were
            opened.
    """
    text = (Path(__file__).parent / "banks" / f"sentences_{name}.json").read_text(encoding="utf-8")
    bank: Wordings = json.loads(text)
    return bank


PLAINEST: Wordings = {
    "context manager": ["This is a context manager."],
    "copies": ["`{mutated}` is not modified."],
    "coroutine": ["This is a coroutine."],
    "default off": ["Disabled by default."],
    "default on": ["Enabled by default."],
    "generator": ["This is a generator."],
    "mutates": ["`{parameter}` is modified in place."],
    "never raised": ["Raises `{error}` when something is missing."],
    "never raises": ["Never raises."],
    "optional": ["May be omitted."],
    "required": ["Required."],
    "says nothing is returned": ["Always returns `None`."],
    "says something is returned": ["Returns the result."],
    "wrong type": ["Returns {wrong}."],
}
"""By kind, a wording that is read for sure: where it is not seen, the code decides nothing."""


def wrong_sentences(case: Case, bank: Wordings) -> Iterator[tuple[str, str, Answer]]:
    """Kind, the sentence, and the answer that has it: one of each kind that the object makes wrong."""
    for kind, lines in bank.items():
        draw = random.Random(f"{kind}{case.obj.path}")
        place = _place(kind, case)
        if place is None:
            continue
        sentence = draw.choice(lines).format(**_values(case, draw), **wrong_values(case), parameter_here=place)
        answer = json.loads(json.dumps(case.said))
        if place:
            item = next(item for item in answer["parameters"] if item["name"] == place)
            item["description"] = f"{item['description'].rstrip().rstrip('.')}. {sentence}"
        else:
            answer["description"] = f"{answer['description']}\n\n{sentence}".strip()
        yield kind, sentence, answer


def _values(case: Case, draw: random.Random) -> dict[str, str]:
    text = _module(case)
    names = [name for name in ("strict_mode", "max_attempts", "use_cache_dir", "retry_policy") if name not in text]
    unused = (
        "ZeroDivisionError",
        "BufferError",
        "ReferenceError",
        "FloatingPointError",
        "BlockingIOError",
        "ConnectionResetError",
    )
    raised = [name for name in unused if name not in text]
    return {"name": draw.choice(names or ["quux_mode"]), "error": draw.choice(raised or ["BufferError"])}


def _place(kind: str, case: Case) -> str | None:
    """The parameter whose entry gets the sentence, empty for the description; `None` where it would not be wrong."""
    if kind in _OF_ENTRIES:
        return next((p.name for p in _described(case) if _OF_ENTRIES[kind](case, p)), None)
    if kind in _OF_KIND:
        return None if any(word in _module(case).lower() for word in _OF_KIND[kind]) else ""
    where = _OF_OBJECTS.get(kind)
    return "" if where is None or where(case) else None


_UNITS: tuple[str, ...] = ("milli", "kilo", "pixel", "degree", "ms", "kb", "px", "deg")
_OF_ENTRIES: dict[str, Callable[[Case, Parameter], bool]] = {
    "default on": lambda _, p: p.default == "False",
    "default off": lambda _, p: p.default == "True",
    "optional": lambda case, p: p.default is None and "None" not in (p.annotation or "") and not _tested(case, p),
    "required": lambda _, p: _is_set(p),
    "units": lambda case, _: not any(word in _module(case).lower() for word in _UNITS),
    "range": lambda case, p: not any(number in _module(case) for number in ("4093", "137", "17")) and bool(p),
}
_OF_OBJECTS: dict[str, Callable[[Case], bool]] = {
    "says nothing is returned": lambda case: (
        case.obj.returns_value
        and not case.obj.yields_value
        and case.obj.source.count("return None") == 0
        and "None" not in case.obj.signature.rpartition("->")[2]
    ),
    "says something is returned": lambda case: (
        not case.obj.returns_value
        and not case.obj.yields_value
        and "return" not in _code(case)
        and len(_code(case).splitlines()) > _SHORT
    ),
    "coroutine": lambda case: not case.obj.is_async and "await" not in case.obj.source,
    "generator": lambda case: not any(word in case.obj.source.lower() for word in ("yield", "iter", "generator")),
    "property": lambda case: not any("property" in name for name in case.obj.decorators),
    "class method": lambda case: "classmethod" not in case.obj.decorators,
    "static method": lambda case: "staticmethod" not in case.obj.decorators,
    "abstract": lambda case: "NotImplementedError" not in case.obj.source and len(_code(case).splitlines()) > _SHORT,
    "never raises": lambda case: (
        any(line.strip().startswith("raise ") and "(" in line for line in _code(case).splitlines())
        and not any(word in _code(case) for word in ("try:", "with "))
    ),
    "decorator": lambda case: (
        not any(word in case.obj.source for word in ("def ", "wrap", "func", "lambda", "call"))
        or "def " not in _code(case).replace("def ", "", 1)
    ),
    "context manager": lambda case: (
        "__enter__" not in _module(case) and not any(word in case.obj.source for word in ("context", "with ", "yield"))
    ),
    "wrong type": lambda case: bool(wrong_values(case)["wrong"]),
    "wrong type, parameter": lambda case: bool(wrong_values(case)["wrong_of"]),
    "order": lambda case: bool(wrong_values(case)["swapped"]),
    "mutates": lambda case: bool(wrong_values(case)["parameter"]),
    "copies": lambda case: bool(wrong_values(case)["mutated"]),
}
"""Where a sentence of a kind would be wrong; it is everywhere for kinds that are not listed."""
_SHORT = 3


def _code(case: Case) -> str:
    return case.obj.source.replace(case.obj.human, "")


def _tested(case: Case, parameter: Parameter) -> bool:
    """Whether the body asks if a parameter is there: `None` may then be passed, and "optional" be right."""
    return f"{parameter.name} is None" in case.obj.source or f"{parameter.name} or " in case.obj.source


def _described(case: Case) -> Iterator[Parameter]:
    names = {item["name"] for item in case.said["parameters"]}
    return (p for p in case.obj.parameters if p.name in names)


def _is_set(parameter: Parameter) -> bool:
    try:
        return parameter.default is not None and ast.literal_eval(parameter.default) not in (None, "")
    except (ValueError, SyntaxError):
        return False


def _module(case: Case) -> str:
    context = case.obj.context
    return "\n".join(context.package.file(context.obj).lines) if context else ""
