"""The rules of the blind bank by name: what kind of sentence is false, or true, of which functions.

Beside those of the modules next to it: of methods, and of words that a module does not have.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from benchmarks.checks import blind_arguments as arguments
from benchmarks.checks import blind_effects as effects
from benchmarks.checks import blind_errors as errors
from benchmarks.checks import blind_facts as facts
from benchmarks.checks import blind_parameters as parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.checks.blind_facts import Function, Values

WORDS = {
    "version": ("version", "deprecat", "removed", "legacy", "since", "backward"),
    "threads": ("thread", "lock", "atomic", "concurren", "mutex", "synchron", "parallel"),
    "security": (
        "secur",
        "sanit",
        "escap",
        "inject",
        "attack",
        "safe",
        "crypt",
        "travers",
        "malicious",
        "secret",
        "sha",
    ),
    "environment": ("environ", "getenv", "env"),
    "address": ("http", "url", "www", "rfc", "uri"),
    "flag": ("argparse", "click", "argv", "--", "command line", "cli"),
    "files": ("path", "file", "write", "save", "disk", "director", "folder", "open(", "dump"),
    "network": (
        "http",
        "request",
        "url",
        "socket",
        "fetch",
        "server",
        "api",
        "remote",
        "network",
        "client",
        "send",
        "backend",
        "database",
    ),
    "logs": ("log", "warn", "print", "debug"),
    "messages": ("log", "warn", "print", "debug", "download", "progress"),
    "cache": ("cach", "memo"),
    "random": ("rand", "shuffl", "uuid", "sampl", "choice", "noise", "stochas", "rng", "seed"),
    "limits": ("max", "limit", "upper", "milli", "pixel", "degree", "second", "kilo", "percent", "byte", "range"),
}
"""By kind, words of a module in which such a sentence may be right."""


def anywhere(_: Function) -> Values | None:
    """No answer should have the sentence, or any may."""
    return {}


def plain_method(f: Function) -> Values | None:
    """A function that is called, with at least one argument that it needs: no property."""
    plain = "property" not in f.decorators() and "setter" not in f.decorators()
    return {} if plain and parameters.has_no_default(f) else None


def no_context_manager(f: Function) -> Values | None:
    """The result is plain or nothing, so `with` cannot take it."""
    simple = facts.returns_nothing(f) is not None or facts.wrong_type_of_result(f) is not None
    words = ("__enter__", "contextmanager", "with ", "context")
    return {} if simple and not any(word in f.case.obj.source.lower() for word in words) else None


def instance_method(f: Function) -> Values | None:
    """A method that uses `self`, neither static nor of the class."""
    names = [argument.arg for argument in f.node.args.args[:1]]
    if names != ["self"] or re.search("static|class|property", f.decorators()) or "self" not in f.code:
        return None
    return {} if f.node.name != "__init__" else None


def not_abstract(f: Function) -> Values | None:
    """A method with a body of its own, in no way abstract."""
    found = instance_method(f) is not None and len(f.code.splitlines()) > 3 and "NotImplemented" not in f.code
    return {} if found and "abstract" not in f.decorators() else None


def returns_self(f: Function) -> Values | None:
    """It gives `self` back, not something new that has got this name."""
    given = f.returned()
    bound = any(not isinstance(name.ctx, ast.Load) for _, name in f.uses("self"))
    same = all(isinstance(value, ast.Name) and value.id == "self" for value in given)
    return {} if given and same and not bound else None


def returns_tuple(f: Function) -> Values | None:
    """It gives a tuple of two named things, in this order."""
    given = f.returned()
    pairs = {
        tuple(_named(item) for item in value.elts) if isinstance(value, ast.Tuple) else ()
        for value in given
        if value is not None
    }
    pair = pairs.pop() if len(pairs) == 1 else ()
    if len(pair) < 2 or "" in pair or len(set(pair)) < len(pair) or None in given:
        return None
    first, second = pair[0], pair[-1]
    return {"first": first, "last": second, "count": str(len(pair)), "more": str(len(pair) + 1)}


def _named(node: ast.expr) -> str:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    words = name.strip("_").replace("_", " ")
    return words if len(words) > 2 else ""


def without(kind: str) -> Callable[[Function], Values | None]:
    """The function does something, and its module has no word of a kind."""

    def rule(f: Function) -> Values | None:
        text = f.module.lower()
        return {} if facts.is_real(f) and not any(word in text for word in WORDS[kind]) else None

    return rule


def keeps_nothing(f: Function) -> Values | None:
    """A value is given, nothing is set on the instance, and the module has no word of caches."""
    kept = re.search(r"(?m)^\s*(self|cls)\.[\w.]+(\[.*\])? =|global |nonlocal ", f.code)
    return {} if without("cache")(f) is not None and not kept and facts.returns_value(f) is not None else None


def without_limit(f: Function) -> Values | None:
    """A number as parameter that the body does not compare, in a function without words of limits and units."""
    for argument, default in f.arguments():
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        value = facts.literal(default)
        number = re.match(r"(int|float)\b", kind) or (isinstance(value, int | float) and not isinstance(value, bool))
        compared = any(isinstance(above, ast.Compare) for above, _ in f.uses(argument.arg))
        text = f.case.obj.source.lower()
        measured = _MEASURED.search(f"{argument.arg} {_described(f, argument.arg)}".lower())
        taken = measured or any(figure in f.module for figure in ("4093", "137", " 64", " 18"))
        if number and not compared and not taken and not any(word in text for word in WORDS["limits"]):
            return {"parameter": argument.arg}
    return None


_MEASURED = re.compile(
    "angle|rot|tilt|azim|width|height|size|thick|radius|diam|pos|offset|margin|padding|length|depth|time|delay|duration"
    "|interval|period|wait|poll|rate|ratio|prob|conf|percent|frac|scale|mem|buffer|chunk|dist|phase|theta|phi|opacity"
)
"""In the name or text of a number: it may have a unit, or limits that are plain to everybody."""


def _described(f: Function, name: str) -> str:
    said: str = next(item["description"] for item in f.case.said["parameters"] if item["name"] == name)
    return said


def sets_without_lock(f: Function) -> Values | None:
    """It changes its object, and no word of threads is in its module: two of them at once may spoil it."""
    sets = re.search(r"(?m)^\s*self\.[\w.]+(\[.*\])? [-+]?= ", f.code)
    changes = re.search(r"self\.\w+\.(append|add|pop|update|remove|clear)\(", f.code)
    return {} if (sets or changes) and without("threads")(f) is not None else None


def annotated_result(f: Function) -> Values | None:
    """A result of a plain type that the signature names: true of its name."""
    return facts.wrong_type_of_result(f) if facts.plain_type(f.node.returns) else None


def named_error(f: Function) -> Values | None:
    """Raises an error of its own: true of "raises"."""
    return errors.raises_surely(f)


def plain_result(f: Function) -> Values | None:
    """A result of a plain type, by its right name."""
    return facts.wrong_type_of_result(f)


def returned_new(f: Function) -> Values | None:
    """All that it returns is a call of a class: something new."""
    given = f.returned()
    new = all(isinstance(v, ast.Call) and isinstance(v.func, ast.Name) and v.func.id[:1].isupper() for v in given)
    return {} if given and new else None


RULES: dict[str, Callable[[Function], Values | None]] = {
    "anywhere": anywhere,
    "returns a value": facts.returns_value,
    "returns nothing": facts.returns_nothing,
    "is a generator": facts.yields_values,
    "is no iterator": facts.no_iterator,
    "is a coroutine": facts.is_coroutine,
    "is no coroutine": facts.no_coroutine,
    "raises": errors.raises_surely,
    "has no such error": errors.invented_error,
    "cannot raise": errors.cannot_raise,
    "has a default": parameters.has_default,
    "has no default": parameters.has_no_default,
    "has another default": parameters.other_default,
    "is off": parameters.default_is(value=False),
    "is on": parameters.default_is(value=True),
    "default is None": parameters.default_is(value=None),
    "default is not None": parameters.default_not_none,
    "has no such parameter": parameters.invented_parameter,
    "parameter of a plain type": parameters.wrong_type_of_parameter,
    "annotated parameter of a plain type": parameters.annotated_type_of_parameter,
    "result of a plain type": facts.wrong_type_of_result,
    "annotated result of a plain type": annotated_result,
    "is called": plain_method,
    "is no context manager": no_context_manager,
    "is of the instance": instance_method,
    "has a body": not_abstract,
    "only reads": arguments.only_read,
    "changes": arguments.changed,
    "returns itself": returns_self,
    "returns something new": returned_new,
    "returns a tuple": returns_tuple,
    "has no limit": without_limit,
    "keeps nothing": keeps_nothing,
    "alters": arguments.alters,
    "sets without a lock": sets_without_lock,
    "makes an instance": effects.makes_instance,
    "is of the class": effects.decorated("classmethod|staticmethod"),
    "is abstract": effects.decorated("abstractmethod"),
    "is a context manager": effects.decorated("contextmanager|asynccontextmanager"),
    "is cached": effects.decorated("cache|lru_cache"),
    "logs": effects.calls(r"(\w+\.)*_?log(ger|ging)?\.(debug|info|warning|error|exception)"),
    "uses chance": effects.calls(r"(np|numpy|self)?\.?_?(random|rng)\.(?!default_rng|get_state|seed|Random)\w+"),
    "holds a lock": effects.holds_lock,
    "warns of deprecation": effects.warns_of_deprecation,
    "reads the environment": effects.reads_environment,
    "opens to write": effects.opens_to_write,
    "has the parameter": effects.has_parameter,
    **{f"no word of {kind}": without(kind) for kind in WORDS if kind != "limits"},
}
