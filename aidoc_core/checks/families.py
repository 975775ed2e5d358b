"""Families of types: what an annotation allows and what words such as "a list of" name, so that the two compare."""

from __future__ import annotations

import ast
from functools import lru_cache

from aidoc_core.code.nodes import value_of
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

OPEN = frozenset({"*"})
"""May be anything."""

_WORDS: dict[str, str] = {
    "int": "int", "integer": "int", "ints": "int", "integers": "int", "float": "float", "floats": "float",
    "floating": "float", "double": "float", "complex": "complex", "str": "str", "string": "str", "strings": "str",
    "strs": "str", "unicode": "str", "text": "str", "bytes": "bytes", "bytestring": "bytes", "bytearray": "bytearray",
    "bool": "bool", "boolean": "bool", "bools": "bool", "booleans": "bool", "list": "list", "lists": "list",
    "tuple": "tuple", "tuples": "tuple", "pair": "tuple", "dict": "dict", "dicts": "dict", "dictionary": "dict",
    "dictionaries": "dict", "set": "set", "frozenset": "set", "sets": "set", "callable": "callable",
    "callables": "callable", "function": "callable", "callback": "callable", "path": "path", "pathlib": "path",
    "datetime": "datetime", "timedelta": "timedelta", "date": "date", "decimal": "decimal", "none": "none",
}  # fmt: skip
_ANNOTATIONS: dict[str, str] = {
    "int": "int", "float": "float", "complex": "complex", "str": "str", "bytes": "bytes", "bytearray": "bytearray",
    "bool": "bool", "list": "list", "List": "list", "tuple": "tuple", "Tuple": "tuple", "dict": "dict",
    "Dict": "dict", "defaultdict": "dict", "OrderedDict": "dict", "Mapping": "mapping", "MutableMapping": "mapping",
    "set": "set", "Set": "set", "frozenset": "set", "FrozenSet": "set", "AbstractSet": "set", "Callable": "callable",
    "Path": "path", "PurePath": "path", "datetime": "datetime", "timedelta": "timedelta", "date": "date",
    "Decimal": "decimal", "None": "none", "Sequence": "sequence", "MutableSequence": "sequence",
    "Iterable": "iterable", "Collection": "iterable", "Iterator": "iterator", "Generator": "iterator",
}  # fmt: skip
_PLURALS = frozenset(word for word in _WORDS if word.endswith("s") and word[:-1] in _WORDS) | {"dictionaries"}
COLLECTIONS = frozenset({"list", "tuple", "set", "dict", "mapping", "sequence", "iterable", "iterator"})
"""Families of what holds several values."""
TYPE_WORDS = tuple(sorted({*_WORDS, *_ANNOTATIONS}, key=len, reverse=True))
"""Every word that names a family, the longest first."""
# What a value of one family passes for as well, when a text says so loosely or an annotation allows more.
_WIDER: dict[str, frozenset[str]] = {
    "float": frozenset({"int", "decimal"}),
    "complex": frozenset({"int", "float"}),
    "mapping": frozenset({"dict"}),
    "dict": frozenset({"mapping"}),
    "sequence": frozenset({"list", "tuple", "str", "bytes", "set"}),
    "iterable": frozenset({"list", "tuple", "str", "bytes", "set", "dict", "mapping", "sequence", "iterator"}),
    "iterator": frozenset({"iterable"}),
    "tuple": frozenset({"sequence", "list"}),
    "list": frozenset({"sequence", "iterable", "tuple"}),
    "path": frozenset({"str"}),
    "str": frozenset({"path", "bytes"}),
    "bytes": frozenset({"bytearray", "str"}),
    "bytearray": frozenset({"bytes"}),
    "set": frozenset({"iterable"}),
    "datetime": frozenset({"date"}),
    "date": frozenset({"datetime"}),
}
_TYPE_FIELD_NOISE = frozenset(
    """
    optional or of and default a an the to from with any object instance class typing collections abc builtins
    values value keys keyword only shape like
    """.split()  # noqa: SIM905 - a plain list of words
)
_INNER = regex(r"\[[^\]]{0,300}\]|\([^)]{0,300}\)|\{[^}]{0,300}\}")
_BETWEEN = regex(r"(\bof\b|\bor\b|[|,])|\s+")
_UNIONS = frozenset({"Union", "Optional"})
_INSIDE = frozenset({"Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"})


@lru_cache(maxsize=4_096)
def of_annotation(annotation: str | None) -> frozenset[str]:
    """The families that an annotation allows; `OPEN` if there are others, or none is given."""
    if not annotation:
        return OPEN
    try:
        return _of_node(parse(annotation.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return OPEN


def _of_node(node: ast.expr) -> frozenset[str]:
    match node:
        case ast.Constant(value=None):
            return frozenset({"none"})
        case ast.Constant(value=str() as text):
            return of_annotation(text)
        case ast.BinOp(left=left, right=right, op=ast.BitOr()):
            return _of_node(left) | _of_node(right)
        case ast.Subscript(value=value, slice=inner):
            return _of_subscript(_last(value), value, inner)
        case ast.Name() | ast.Attribute():
            family = _ANNOTATIONS.get(_last(node))
            return frozenset({family}) if family else OPEN
        case _:
            return OPEN


def _of_subscript(name: str, value: ast.expr, inner: ast.expr) -> frozenset[str]:
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if name == "Literal":
        return frozenset().union(*(of_value(part) for part in parts))
    if name in _UNIONS:
        families = frozenset[str]().union(*(_of_node(part) for part in parts))
        return families | {"none"} if name == "Optional" else families
    if name in _INSIDE:
        return _of_node(parts[0])
    return _of_node(value)


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def of_value(node: ast.expr) -> frozenset[str]:
    """The family of a literal; `OPEN` for anything else."""
    try:
        value = value_of(node)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return OPEN
    if value is None:
        return frozenset({"none"})
    family = _ANNOTATIONS.get(type(value).__name__)
    return frozenset({family}) if family else OPEN


@lru_cache(maxsize=4_096)
def of_words(text: str) -> frozenset[str]:
    """The families that a type field names (`list of str, optional`); `OPEN` if it names anything else.

    What stands inside brackets or behind "of" is an element's type, not the value's.
    """
    outer = _INNER.sub("", text)
    families: set[str] = set()
    inside = False
    for word in _BETWEEN.split(outer):
        if not word:
            continue
        if word in ("or", "|", ","):
            inside = False
        elif word == "of":
            inside = True
        elif not inside:
            family = word_family(word)
            if family is None and word.lower().strip(".:`'\"") not in _TYPE_FIELD_NOISE:
                return OPEN
            families |= {family} if family else set()
    return frozenset(families) or OPEN


def word_family(word: str) -> str | None:
    """The family that one word names."""
    bare = word.strip("`'\".:;!?").rpartition(".")[2]
    return _ANNOTATIONS.get(bare) or _WORDS.get(bare.lower())


def is_plural(word: str) -> bool:
    """Whether a word names several values of a type: "strings"."""
    return word.lower() in _PLURALS


def contradict(said: frozenset[str], allowed: frozenset[str]) -> bool:
    """Whether no family that is said is one that is allowed."""
    if "*" in said or "*" in allowed or not said:
        return False
    wide = set(allowed).union(*(_WIDER.get(family, frozenset()) for family in allowed))
    loose = set(said).union(*(_WIDER.get(family, frozenset()) & _LOOSE for family in said))
    return not (loose - {"none"}) & wide if said != {"none"} else "none" not in allowed


_LOOSE = frozenset({"mapping", "sequence", "iterable", "iterator", "path"})
"""Families that people name for a narrower one: a list may be called a sequence."""
