"""What a person may say of a function since its code bears it out: no false alarm, whoever recognises it."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.effect_words import EFFECTS
from aidoc_core.checks.families import OPEN, of_annotation, word_family
from aidoc_core.checks.recognition.matters import TYPE
from aidoc_core.checks.releases import SPEAKS_OF_RELEASES
from aidoc_core.checks.standards import SPEAKS_OF_PLACES
from aidoc_core.code.lookup.speech import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef

_CLAIMS_BY_DECORATOR = {
    "property": "property",
    "contextmanager": "context manager",
    "classmethod": "class or static method",
    "staticmethod": "class or static method",
}
UNTOLD = frozenset(
    {
        "abstract", "class or static method", "context manager", "decorator", "coroutine, claimed", "coroutine, denied",
        "generator, claimed", "generator, denied", "never raises", "property", "returns a copy",
        "says nothing is returned", "says something is returned", "type of a result",
    }
)  # fmt: skip
"""Claims of the object itself, of which a function without a body tells nothing."""
_OF_EFFECTS = {
    "random numbers": "is random", "the network": "uses the network", "the file system": "writes a file",
    "the environment": "environment variable", "a log": "logs", "progress": "logs", "a cache": "caches",
    "the command line": "command-line flag",
}  # fmt: skip
_OF_MODULES = {
    "thread safety": "thread lock mutex atomic concurren parallel semaphore reentran multiproc synchron",
    "security": "secur sanit escape inject encrypt crypt cipher hash permission auth password secret credential trust"
    " attack malicious unsafe safe mask redact sandbox token verif protect",
}
"""Parts of words, one of which a module has that may do what a claim says."""
_OF_SIGNS = {"version": SPEAKS_OF_RELEASES, "URL and standard": SPEAKS_OF_PLACES}
OF_THE_WORLD = frozenset({*_OF_EFFECTS.values(), *_OF_MODULES, *_OF_SIGNS, "invented parameter", "order of a tuple"})
"""Claims that the code around or the signature decides alone, so that a sentence that is left alone may make them."""
_NAME = re.compile(r"`{1,2}(\w+)`{1,2}")


def borne_out(function: Function, where: str = "", sentence: str = "", module: str = "") -> frozenset[str]:
    """The claims that hold for a function, or may hold: of the object itself, one argument, and the world outside.

    Args:
        function: The function.
        where: The part of the docstring that a sentence stands in.
        sentence: The sentence, for the argument that it names.
        module: The text of the module.
    """
    of_argument = _of_argument(function, where, sentence)
    if _is_without_body(function):
        return UNTOLD | of_argument | _of_module(module)
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    yields = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in nodes)
    given = [node.value for node in nodes if isinstance(node, ast.Return) and node.value is not None]
    gives = yields or any(not (isinstance(one, ast.Constant) and one.value is None) for one in given)
    is_itself = bool(given) and all(isinstance(one, ast.Name) and one.id == "self" for one in given)
    found = {
        "generator, claimed" if yields else "generator, denied",
        "coroutine, claimed" if isinstance(function, ast.AsyncFunctionDef) else "coroutine, denied",
        "says something is returned" if gives else "says nothing is returned",
        *(("type of a result",) if gives else ()),
        *(() if is_itself else ("returns a copy",)),
        *(() if any(isinstance(node, ast.Raise) for node in nodes) else ("never raises",)),
        *(("decorator",) if _may_decorate(function, nodes) else ()),
        "order of a tuple",
    }
    for decorator in function.decorator_list:
        written = ast.unparse(decorator).lower()
        found |= {claim for part, claim in _CLAIMS_BY_DECORATOR.items() if part in written}
    return frozenset(found) | of_argument | _of_module(module)


def _may_decorate(function: Function, nodes: list[ast.AST]) -> bool:
    """Whether it has a function of its own, or is called so: what it gives may be a wrapper, or a decorator."""
    has_inner = any(isinstance(node, Function | ast.Lambda) for node in nodes)
    return has_inner or "decorat" in f"{function.name} {' '.join(map(ast.unparse, function.decorator_list))}".lower()


def of_own_words(text: str) -> frozenset[str]:
    """The claims of versions, places and standards of which a text has the signs, and so its module.

    Args:
        text: A person's sentence, or a whole module.
    """
    words = words_of(text)
    return frozenset(claim for claim, signs in _OF_SIGNS.items() if signs.among(words))


def _is_without_body(function: Function) -> bool:
    """Whether there are only a docstring, `...`, `pass` and an error in it."""
    return all(
        isinstance(node, ast.Pass | ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in function.body
    )


def _of_argument(function: Function, where: str, sentence: str) -> frozenset[str]:
    """What holds of the argument that a sentence is about, by its default."""
    kind, _, name = where.partition(" ")
    defaults = dict(_defaults(function))
    spoken = set(_NAME.findall(sentence)) & set(defaults)
    named = {name} if kind == "parameter" else spoken
    holds = {"invented parameter"} if spoken else set()
    if len(named) != 1 or (name := named.pop()) not in defaults:
        return frozenset(holds)
    default = defaults[name]
    if _may_be_of_type(function, name, sentence):
        holds |= {"type of a parameter"}
    if default is None:
        return frozenset({"required", "changes its argument", "leaves its argument alone", *holds})
    by_value = {"True": "default on", "False": "default off", "None": "default None"}
    value = by_value.get(ast.unparse(default), "default value")
    return frozenset({"optional", value, "leaves its argument alone", *holds})


def _may_be_of_type(function: Function, name: str, sentence: str) -> bool:
    """Whether an argument has no annotation, or one with the type that a sentence names."""
    args = function.args
    every = (*args.posonlyargs, *args.args, *args.kwonlyargs)
    annotation = next((one.annotation for one in every if one.arg == name), None)
    if annotation is None:
        return True
    allowed = of_annotation(ast.unparse(annotation).strip("'\""))
    return allowed == OPEN or any(word_family(word.lower()) in allowed for word in TYPE.findall(sentence))


def _defaults(function: Function) -> Iterator[tuple[str, ast.expr | None]]:
    args = function.args
    plain = [*args.posonlyargs, *args.args]
    none: list[ast.expr | None] = [None] * (len(plain) - len(args.defaults))
    yield from ((one.arg, value) for one, value in zip(plain, [*none, *args.defaults], strict=True))
    yield from ((one.arg, value) for one, value in zip(args.kwonlyargs, args.kw_defaults, strict=True))


@lru_cache(maxsize=8)
def _of_module(module: str) -> frozenset[str]:
    words = words_of(module)
    lower = module.lower()
    found = {_OF_EFFECTS[one.name] for one in EFFECTS if one.name in _OF_EFFECTS and one.signs.among(words)}
    found |= of_own_words(module)
    return frozenset(found | {claim for claim, parts in _OF_MODULES.items() if any(p in lower for p in parts.split())})
