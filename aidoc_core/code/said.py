"""People's words that stand in code, not in docstrings: `Field(description=…)`, `Annotated[…, Doc(…)]`, `help=…`.

Owns the table of calls that hold such words, and reads them from the syntax tree. Nothing is imported or run: words
that only running code could tell are known to be there, and are not shown.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.objects import Said
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.objects import Documented

_DEEPEST = 12
"""Names that stand for names, texts made of texts: further than anybody writes by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Calls that hold words.

    Attributes:
        packages: The top-level packages that they come from; none for any.
        names: The last parts of their names; none for any.
        keywords: The arguments that hold words, the one that is meant for documentation first.
        metadata: Arguments that hold a mapping with words.
        first: Whether the first argument holds words.
    """

    packages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    first: bool = False

    def fits(self, path: str) -> bool:
        """Whether a call of what this dotted path names may hold words."""
        package, name = path.partition(".")[0], path.rpartition(".")[2]
        return package in (self.packages or (package,)) and name in (self.names or (name,))


_DOC = (_Row(names=("Doc",), keywords=("documentation",), first=True),)
_CLICK = ("click", "rich_click", "asyncclick", "cloup")
# Projects wrap and re-export the best known, so these are known by their names; others by the package they come from.
_VALUES = (
    _Row(names=("Field",), keywords=("description",)),
    _Row(names=("field", "ib", "attrib"), keywords=("doc",), metadata=("metadata",)),
    _Row(names=("Column", "mapped_column", "relationship"), keywords=("doc", "comment")),
    _Row(keywords=("help_text",)),
    _Row(packages=("property",), names=("property",), keywords=("doc",)),
    _Row(packages=("sqlalchemy", "advanced_alchemy"), keywords=("doc", "comment")),
    _Row(packages=(*_CLICK, "typer", "cyclopts", "tyro", "traitlets"), keywords=("help",)),
    _Row(packages=("traits",), keywords=("desc",)),
    _Row(packages=("param",), keywords=("doc",)),
    _Row(packages=("marshmallow",), keywords=("description",), metadata=("metadata",)),
    _Row(
        packages=(
            *("pydantic", "fastapi", "ninja", "msgspec", "strawberry", "graphene", "litestar", "starlite"),
            *("tortoise", "wtforms"),
        ),
        keywords=("description",),
    ),
    *_DOC,
)
_OPTIONS = (_Row(packages=_CLICK, names=("option", "argument"), keywords=("help",)),)
_DECORATORS = (
    _Row(packages=("strawberry",), keywords=("description",)),
    _Row(names=("computed_field",), keywords=("description",)),
    _Row(packages=_CLICK, names=("command", "group"), keywords=("help",)),
)
METADATA_KEYS = ("doc", "description", "help")
"""Where a mapping of metadata holds words."""

# What an annotation may stand in without describing something else than the name it is given for.
_AROUND = frozenset({
    *("Annotated", "ClassVar", "Final", "InitVar", "NotRequired", "Optional", "ReadOnly", "Required", "Union"),
    *("Mapped", "DynamicMapped", "WriteOnlyMapped"),
})  # fmt: skip
_CLEANERS = {"inspect.cleandoc": inspect.cleandoc, "textwrap.dedent": textwrap.dedent}
_TRANSLATORS = frozenset({"_", "gettext", "gettext_lazy", "ugettext_lazy", "lazy_gettext"})


def read_said(obj: griffe.Object, node: ast.stmt | None, has: Documented) -> Said:
    """What people say of an object in its code.

    Args:
        obj: The object.
        node: Its definition.
        has: What docstrings say; that is left out, for they come first.
    """
    said = _said(obj, node)
    if said.summary == "" and _is_passed_on(node):
        said = replace(said, summary=None)
    return replace(
        said,
        summary=None if has.summary else said.summary,
        parameters=tuple((name, text) for name, text in said.parameters if name.lstrip("*") not in has.parameters),
        returns=None if has.returns or has.yields else said.returns,
    )


def with_said(has: Documented, said: Said) -> Documented:
    """What people document, in docstrings and elsewhere."""
    if not said:
        return has
    return replace(
        has,
        summary=has.summary or said.summary is not None,
        parameters=has.parameters | {name.lstrip("*") for name, _ in said.parameters},
        returns=has.returns or said.returns is not None,
    )


def _said(obj: griffe.Object, node: ast.stmt | None) -> Said:
    here = _Scope(obj.parent if obj.parent is not None else obj)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        summary = _first(_call(here.at(one), _DECORATORS) for one in node.decorator_list)
        returns = _of_place(here, node.returns, None)
        if obj.is_attribute:  # a property
            return Said(summary=returns if summary is None else summary)
        return Said(summary=summary, parameters=tuple(_parameters(here, node)), returns=returns)
    if isinstance(node, ast.ClassDef):
        return Said(summary=_first(_call(here.at(one), _DECORATORS) for one in node.decorator_list))
    if isinstance(node, ast.AnnAssign):
        return Said(summary=_of_place(here, node.annotation, node.value))
    if isinstance(node, ast.Assign):
        words = _of_place(here, None, node.value)
        return Said(summary=_of_member(obj, here.at(node.value)) if words is None else words)
    return Said()


def _is_passed_on(node: ast.stmt | None) -> bool:
    """Whether a method sets an attribute: what only running code can tell may be nothing, or what a caller gave."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return any(isinstance(target, ast.Attribute) for target in targets)


def _first(found: Iterable[str | None]) -> str | None:
    """The first words that can be shown, or else that there are words."""
    known = [words for words in found if words is not None]
    return next(filter(None, known), "" if known else None)


def _parameters(here: _Scope, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [*[None] * (len(positional) - len(given.defaults)), *given.defaults]
    rows = [(one.arg, one, default) for one, default in zip(positional, defaults, strict=True)]
    rows += [(f"*{one.arg}", one, None) for one in [given.vararg] if one is not None]
    rows += [(one.arg, one, default) for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    rows += [(f"**{one.arg}", one, None) for one in [given.kwarg] if one is not None]
    options = dict(_options(here, node.decorator_list))
    for name, one, default in rows:
        words = _of_place(here, one.annotation, default)
        words = options.get(one.arg) if words is None else words
        if words is not None:
            yield name, words


def _options(here: _Scope, decorators: list[ast.expr]) -> Iterator[tuple[str, str]]:
    """The parameters that decorators of Click describe, named as Click names them."""
    for call in decorators:
        words = _call(here.at(call), _OPTIONS)
        if words is None or not isinstance(call, ast.Call):
            continue
        flags = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        names = [flag for flag in flags if flag.isidentifier()]
        longest = sorted(flags, key=lambda flag: len(flag.lstrip("-")) - len(flag))
        name = names[-1] if names else longest[0].partition("/")[0].strip() if longest else ""
        yield name.lstrip("-").replace("-", "_").lower(), words


def _of_place(here: _Scope, annotation: ast.expr | None, value: ast.expr | None) -> str | None:
    """The words on what has an annotation and a value: those meant for documentation first, then the nearest."""
    types = [annotation, value if isinstance(value, ast.Subscript) else None]  # the value of a type alias
    metadata = [one for node in types if node is not None for one in _metadata(here.at(node))]
    calls = [*([here.at(value)] if value is not None else []), *metadata]
    documentation = _first(_call(one, _DOC) for one in metadata)
    return documentation or _first([documentation, *(_call(one, _VALUES) for one in calls)])


def _metadata(here: _Here) -> Iterator[_Here]:
    """What `Annotated` holds beside the type, where that stands for the whole."""
    node = here.node
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        parsed = _parse(node.value)
        if isinstance(parsed, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute):
            yield from _metadata(here.at(parsed))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _metadata(here.at(node.left))
        yield from _metadata(here.at(node.right))
    elif isinstance(node, ast.Subscript):
        name = here.at(node.value).path().rpartition(".")[2]
        inside = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == "Annotated":
            yield from map(here.at, inside[1:])
            inside = inside[:1]
        for one in inside if name in _AROUND else ():
            yield from _metadata(here.at(one))
    elif isinstance(node, ast.Name | ast.Attribute) and (meant := here.meant()) is not here:
        yield from _metadata(meant)


def _call(here: _Here, rows: Iterable[_Row]) -> str | None:
    """The words that a call holds; `None` for none, empty if only running code could tell them."""
    here = here.meant()
    node = here.node
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
        return _call(here.at(node.func.value), rows)  # `Unicode(help="…").tag(config=True)`
    given = {one.arg: one.value for one in node.keywords if one.arg}
    rows = [row for row in rows if (row.first and node.args) or given.keys() & {*row.keywords, *row.metadata}]
    path = here.at(node.func).path() if rows else ""
    for row in rows:
        if row.fits(path):
            holders = [here.at(given[key]) for key in row.keywords if key in given]
            holders += [one for key in row.metadata if key in given for one in _of_mapping(here.at(given[key]))]
            holders += map(here.at, node.args[:1] if row.first else ())
            if (words := _first(map(_words, holders))) is not None:
                return words
    return None


def _of_mapping(here: _Here) -> Iterator[_Here]:
    here = here.meant()
    node = here.node
    pairs: dict[object, ast.expr] = {}
    if isinstance(node, ast.Dict):
        pairs = {
            key.value: one for key, one in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)
        }
    elif isinstance(node, ast.Call) and here.at(node.func).path() == "dict":
        pairs = {one.arg: one.value for one in node.keywords}
    yield from (here.at(pairs[key]) for key in METADATA_KEYS if key in pairs)


def _words(here: _Here) -> str | None:
    """The text of an argument; `None` where it says that there is none, empty if only running code could tell it."""
    here = here.meant()
    if isinstance(here.node, ast.Constant) and not isinstance(here.node.value, str):
        return None  # None, or an ellipsis
    text = _text(here)
    if text is None:
        return ""
    return inspect.cleandoc(text).strip() or None


def _text(here: _Here) -> str | None:
    """The text that an expression stands for, if reading it can tell."""
    here = here.meant()
    node = here.node
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    parts: list[str | None] = []
    if isinstance(node, ast.FormattedValue) and node.conversion == -1 and node.format_spec is None:
        return _text(here.at(node.value))
    if isinstance(node, ast.JoinedStr):
        parts = [_text(here.at(one)) for one in node.values]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [_text(here.at(node.left)), _text(here.at(node.right))]
    elif isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        path, text = here.at(node.func).path(), _text(here.at(node.args[0]))
        if text is not None and path in _CLEANERS:
            return _CLEANERS[path](text)
        parts = [text if path.rpartition(".")[2] in _TRANSLATORS else None]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strip":
        parts = [_text(here.at(node.func.value))] if not node.args else [None]
    else:
        return None
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None


def _of_member(obj: griffe.Object, here: _Here) -> str | None:
    """The words of an enumeration's member whose class takes them with its value, and makes them its `__doc__`."""
    cls, node = obj.parent, here.node
    if not isinstance(node, ast.Tuple) or cls is None or not cls.is_class:
        return None
    for name in ("__new__", "__init__"):
        made = cls.members.get(name)
        if isinstance(made, griffe.Function) and not made.is_alias:
            place = _doc_place(made)
            if place is not None and place < len(node.elts):
                return _words(here.at(node.elts[place]))
    return None


def _doc_place(made: griffe.Function) -> int | None:
    """Which of the arguments of a constructor becomes `__doc__`."""
    try:
        tree = parse(textwrap.dedent("\n".join(made.lines)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names = [parameter.name for parameter in made.parameters][1:]
    for one in ast.walk(tree):
        if not (isinstance(one, ast.Assign) and isinstance(one.value, ast.Name) and one.value.id in names):
            continue
        if any(isinstance(target, ast.Attribute) and target.attr == "__doc__" for target in one.targets):
            return names.index(one.value.id)
    return None


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where names are looked up.

    Attributes:
        obj: The class or module.
        depth: How many names were followed to get here.
    """

    obj: griffe.Object
    depth: int = 0

    def at(self, node: ast.expr) -> _Here:
        """An expression that stands here."""
        return _Here(self, node)


@dataclass(frozen=True, slots=True)
class _Here:
    """An expression, and where its names are looked up."""

    scope: _Scope
    node: ast.expr

    def at(self, node: ast.expr) -> _Here:
        """An expression inside this one."""
        return _Here(self.scope, node)

    def path(self) -> str:
        """The dotted path of what a name stands for, imports followed; empty for what is no name."""
        dotted = _dotted(self.node)
        first, _, rest = dotted.partition(".")
        if not first or first in _BUILTINS:
            return dotted
        try:
            path = self.scope.obj.resolve(first)
        except griffe.NameResolutionError:
            return dotted
        return self._imported(f"{path}.{rest}" if rest else path)

    def meant(self) -> _Here:
        """The value of the constant or the type alias that a name stands for; else the same."""
        if not isinstance(self.node, ast.Name | ast.Attribute) or self.scope.depth >= _DEEPEST:
            return self
        found = self._own(self.path())
        value = getattr(found, "value", None) if isinstance(found, griffe.Object) else None
        parsed = None if value is None else _parse(str(value))
        owner = None if found is None else found.parent
        if parsed is None or not isinstance(owner, griffe.Object):
            return self
        return _Scope(owner, self.scope.depth + 1).at(parsed).meant()

    def _imported(self, path: str) -> str:
        """Where a name of this package was imported from in turn."""
        for _ in range(_DEEPEST):
            member = self._own(path)
            if not isinstance(member, griffe.Alias):
                break
            path = member.target_path
        return path

    def _own(self, path: str) -> griffe.Object | griffe.Alias | None:
        """A member of this package."""
        obj = self.scope.obj
        if path.partition(".")[0] != obj.package.path:
            return None
        try:
            found: griffe.Object | griffe.Alias = obj.modules_collection.get_member(path)
        except (KeyError, griffe.GriffeError):
            return None
        return found


_BUILTINS = frozenset(dir(builtins))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (owner := _dotted(node.value)):
        return f"{owner}.{node.attr}"
    return ""


def _parse(text: str) -> ast.expr | None:
    try:
        return parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
