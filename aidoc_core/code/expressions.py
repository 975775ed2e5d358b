"""Expressions of the syntax tree, as reading understands them: what names stand for, and the text that one makes.

Names are followed through imports and constants of the package. Nothing is imported or run: what only running code
could tell is not known here.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from dataclasses import dataclass

import griffe

from aidoc_core.code.parsing import parse

_DEEPEST = 12
"""Names that stand for names, texts made of texts: further than anybody writes by hand."""
_CLEANERS = {"inspect.cleandoc": inspect.cleandoc, "textwrap.dedent": textwrap.dedent}
_TRANSLATORS = frozenset({"_", "gettext", "gettext_lazy", "ugettext_lazy", "lazy_gettext"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Where names are looked up.

    Attributes:
        obj: The class or module.
        depth: How many names were followed to get here.
    """

    obj: griffe.Object
    depth: int = 0

    def at(self, node: ast.expr) -> Here:
        """An expression that stands here."""
        return Here(self, node)


@dataclass(frozen=True, slots=True)
class Here:
    """An expression, and where its names are looked up."""

    scope: Scope
    node: ast.expr

    def at(self, node: ast.expr) -> Here:
        """An expression inside this one."""
        return Here(self.scope, node)

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

    def stands_for(self) -> griffe.Object | None:
        """The object of this package that a name stands for, imports followed; `None` for anything else."""
        found = self._own(self.path()) if isinstance(self.node, ast.Name | ast.Attribute) else None
        return found if isinstance(found, griffe.Object) else None

    def meant(self) -> Here:
        """The value of the constant or the type alias that a name stands for; else the same."""
        if not isinstance(self.node, ast.Name | ast.Attribute) or self.scope.depth >= _DEEPEST:
            return self
        found = self._own(self.path())
        value = getattr(found, "value", None) if isinstance(found, griffe.Object) else None
        parsed = None if value is None else parse_expression(str(value))
        owner = None if found is None else found.parent
        if parsed is None or not isinstance(owner, griffe.Object):
            return self
        return Scope(owner, self.scope.depth + 1).at(parsed).meant()

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


def parse_expression(text: str) -> ast.expr | None:
    """The expression that a text is, if it is one."""
    try:
        return parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def words_of(here: Here) -> str | None:
    """The text of an argument; `None` where it says that there is none, empty if only running code could tell it."""
    here = here.meant()
    if isinstance(here.node, ast.Constant) and not isinstance(here.node.value, str):
        return None  # None, or an ellipsis
    text = text_of(here)
    if text is None:
        return ""
    return inspect.cleandoc(text).strip() or None


def text_of(here: Here) -> str | None:
    """The text that an expression stands for, if reading it can tell."""
    here = here.meant()
    node = here.node
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    parts: list[str | None] = []
    if isinstance(node, ast.FormattedValue) and node.conversion == -1 and node.format_spec is None:
        return text_of(here.at(node.value))
    if isinstance(node, ast.JoinedStr):
        parts = [text_of(here.at(one)) for one in node.values]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [text_of(here.at(node.left)), text_of(here.at(node.right))]
    elif isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        path, text = here.at(node.func).path(), text_of(here.at(node.args[0]))
        if text is not None and path in _CLEANERS:
            return _CLEANERS[path](text)
        parts = [text if path.rpartition(".")[2] in _TRANSLATORS else None]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strip":
        parts = [text_of(here.at(node.func.value))] if not node.args else [None]
    else:
        return None
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None
