"""What a reviewed file keeps of the code that a text is about, so that a change can be told in words, without git.

Kept are the signature, the exceptions, the decorators, a digest of the body, and a few hashes of its statements, by
which code is known again after it was renamed.
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.code.canonical import dump
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.objects import ApiObject

ALIKE = 0.6
"""From this likeness on, code may be what another code was before; a person has to say so."""
HASH = 4
"""Digits of one hash of a statement."""
_HASHES = 12
_LONGEST = 60
_MEMBERS = 3
"""With fewer members, a class or a module is little more than its name."""
_TRIVIAL = (ast.Pass, ast.Raise)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCode:
    """The code of an object as it was when its text was written.

    Attributes:
        signature: The header as it reads in Python.
        raises: Names of the exceptions that the body raises.
        decorators: As written, without the at sign.
        body: A digest of the rest: statements, values, headers of members. The object's own name is no part of it.
        like: Hashes of the statements, to know the code again; empty where there is too little to know it by.
    """

    signature: str = ""
    raises: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    body: str = ""
    like: tuple[str, ...] = ()

    @property
    def nameless(self) -> str:
        """The identity of the code whatever it is called; empty where its name is most of what it says."""
        if not (self.like and self.body):
            return ""
        return _digest([_without_name(self.signature), *self.decorators, "", self.body], 16)

    @property
    def named(self) -> str:
        """The identity of the code with its name, wherever it stands; empty where nothing was recorded."""
        return _digest([self.signature, *self.decorators, "", self.body], 16) if self.body else ""


def record_code(obj: ApiObject) -> RecordedCode:
    """What to keep of an object's code."""
    statements = _statements(obj)
    if obj.kind in ("class", "module"):
        features: list[str] = list(obj.members) if len(obj.members) >= _MEMBERS else []
    else:
        features = list(_features(statements)) if _says_something(statements) else []
    texts = [dump(statement) for statement in statements] or [obj.code]
    return RecordedCode(
        signature=" ".join(obj.signature.split()),
        raises=obj.raises,
        decorators=tuple(" ".join(one.split()) for one in obj.decorators),
        body=_digest([*texts, "", *obj.members], 8),
        like=tuple(sorted({_digest([one], HASH) for one in features})[:_HASHES]),
    )


def likeness(one: RecordedCode, other: RecordedCode) -> float:
    """How alike the statements of two codes are, from 0 to 1."""
    union = sorted({*one.like, *other.like})[:_HASHES]
    return sum(found in one.like and found in other.like for found in union) / len(union) if union else 0.0


def changes(before: RecordedCode | None, after: RecordedCode) -> tuple[str, ...]:
    """What has changed, in words; never empty, as something of the question has.

    Args:
        before: The code when the text was written; `None` where the file does not say.
        after: The code now.
    """
    if before is None or not before.body:
        return ("what changed was not recorded",)
    told = [*_of_signature(before.signature, after.signature)]
    told += _of_names("raises {} now", before.raises, after.raises)
    told += _of_names("no longer raises {}", after.raises, before.raises)
    told += _of_names("decorator {} added", before.decorators, after.decorators)
    told += _of_names("decorator {} removed", after.decorators, before.decorators)
    if before.body != after.body:
        told.append("members changed" if after.signature.startswith(("class ", "module ")) else "body changed")
    return tuple(told) or ("its docstring or an option (`language`, `instructions`) changed, not its code",)


def _statements(obj: ApiObject) -> list[ast.stmt]:
    """The statements of a function's body; for what has none, the definition itself without its name."""
    if obj.kind in ("class", "module"):
        return []
    try:
        tree = parse(obj.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    node = next(iter(tree.body), None)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        first = node.body[0]
        text = (
            isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
        )
        return node.body[1:] if text else node.body
    return [] if node is None else [node]


def _says_something(statements: list[ast.stmt]) -> bool:
    """Whether the code alone tells what it is: a field is little more than its name, and so is an empty body."""
    return (
        any(
            not isinstance(one, (*_TRIVIAL, ast.Assign, ast.AnnAssign))
            and not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
            for one in statements
        )
        or len(statements) > 1
    )


def _features(statements: Iterable[ast.stmt]) -> Iterator[str]:
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                yield f"name {node.id}"
            elif isinstance(node, ast.Attribute):
                yield f"attribute {node.attr}"
            elif isinstance(node, ast.Constant):
                yield f"constant {node.value!r}"
            elif isinstance(node, ast.stmt) and not hasattr(node, "body"):
                yield dump(node)


def _of_names(words: str, old: Iterable[str], new: Iterable[str]) -> list[str]:
    known = set(old)
    return [words.format(f"`{_short(name)}`") for name in dict.fromkeys(new) if name not in known]


@dataclass(frozen=True, slots=True)
class _Parameter:
    kind: str
    annotation: str
    default: str


def _of_signature(before: str, after: str) -> Iterator[str]:
    if before == after:
        return
    old, new = _parsed(before), _parsed(after)
    if old is None or new is None:
        yield f"signature changed from `{_short(before)}` to `{_short(after)}`"
        return
    if old.name != new.name:
        yield f"renamed from `{_short(old.name)}` to `{_short(new.name)}`"
    if isinstance(old, ast.ClassDef) or isinstance(new, ast.ClassDef):
        if _without_name(before) != _without_name(after):
            yield f"bases changed from `{_short(before)}` to `{_short(after)}`"
        return
    if type(old) is not type(new):
        yield "async now" if isinstance(new, ast.AsyncFunctionDef) else "no longer async"
    yield from _of_parameters(dict(_parameters(old.args)), dict(_parameters(new.args)))
    yield from _changed("return type", old.returns, new.returns)


def _of_parameters(old: dict[str, _Parameter], new: dict[str, _Parameter]) -> Iterator[str]:
    gone = [name for name in old if name not in new]
    added = [name for name in new if name not in old]
    if len(gone) == len(added) == 1 and list(old).index(gone[0]) == list(new).index(added[0]):
        yield f"parameter `{gone[0]}` is now `{added[0]}`"
        new = {gone[0] if name == added[0] else name: parameter for name, parameter in new.items()}
    else:
        yield from (f"parameter `{name}` removed" for name in gone)
        yield from (f"parameter `{name}` added" for name in added)
    both = [name for name in old if name in new]
    if both != [name for name in new if name in old]:
        yield "order of parameters changed"
    for name in both:
        before, after = old[name], new[name]
        if before.kind != after.kind:
            yield f"`{name}` is {after.kind} now"
        if before.annotation != after.annotation:
            yield _words(f"type of `{name}`", before.annotation, after.annotation)
        if before.default != after.default:
            yield _words(f"default of `{name}`", before.default, after.default)


def _changed(what: str, before: ast.expr | None, after: ast.expr | None) -> Iterator[str]:
    old, new = (ast.unparse(one) if one is not None else "" for one in (before, after))
    if old != new:
        yield _words(what, old, new)


def _words(what: str, old: str, new: str) -> str:
    if not old:
        return f"{what} is `{_short(new)}` now"
    return f"{what} changed from `{_short(old)}` to `{_short(new)}`" if new else f"{what} removed"


def _parameters(args: ast.arguments) -> Iterator[tuple[str, _Parameter]]:
    places = [*((one, "positional-only") for one in args.posonlyargs), *((one, "positional") for one in args.args)]
    defaults: list[ast.expr | None] = [*[None] * (len(places) - len(args.defaults)), *args.defaults]
    for (one, kind), default in zip(places, defaults, strict=True):
        yield _parameter(one, kind, default)
    if args.vararg:
        yield _parameter(args.vararg, "variadic", None, "*")
    for one, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        yield _parameter(one, "keyword-only", default)
    if args.kwarg:
        yield _parameter(args.kwarg, "variadic", None, "**")


def _parameter(arg: ast.arg, kind: str, default: ast.expr | None, stars: str = "") -> tuple[str, _Parameter]:
    annotation = ast.unparse(arg.annotation) if arg.annotation else ""
    return stars + arg.arg, _Parameter(kind, annotation, ast.unparse(default) if default else "")


def _parsed(signature: str) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None:
    """A header as a definition, `None` for what is none: a module, a field, what a compiled object says."""
    try:
        node = parse(f"{signature}: ...").body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError, IndexError):
        return None
    return node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else None


def _without_name(signature: str) -> str:
    """A header without the name: `def (self, url)`, `class (Base)`."""
    words, bracket, rest = signature.partition("(")
    keyword, _, _ = words.rpartition(" ")
    return f"{keyword} {bracket}{rest}"


def _short(text: str) -> str:
    text = " ".join(text.replace("`", "'").split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _digest(parts: Iterable[str], digits: int) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:digits]
