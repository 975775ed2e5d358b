"""Values that the source has and a class has not: those of its instances, and what its body leaves behind no more.

A class body may assign a value in a branch that does not run, or delete it again. What a decorator or a metaclass takes
out of the class, such as a field of attrs, is no such value.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sphinx.util.inspect import isenumclass

from aidoc_core.code.files import files_of
from aidoc_core.code.source import Definition, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    import griffe

    from sphinx_aidoc.live import Live

_FILES = 16


def is_unset(live: Live, path: str, *, alone: bool) -> bool:
    """Whether a class or module has no such value, nor a type for one: a constructor sets it, or code that did not run.

    autodoc does not list it then, also with `:undoc-members:`.

    Args:
        live: The objects at run time.
        path: The value.
        alone: Whether the bases of the class do not count.
    """
    above, _, name = path.rpartition(".")
    holder = live.find(above) if above else None
    if holder is None or not isinstance(holder.obj, type | ModuleType):
        return False
    if isinstance(holder.obj, ModuleType) and "__getattr__" in vars(holder.obj):
        return False
    return not live.typed.has(holder.obj, name, alone=alone) and live.find(path) is None


def is_unmade(obj: griffe.Object, live: Live) -> bool:
    """Whether the class of an attribute has it in the source alone.

    Args:
        obj: The attribute.
        live: The objects at run time.
    """
    inside = obj.is_attribute and obj.parent is not None and obj.parent.is_class
    if not inside or not is_unset(live, obj.path, alone=False):
        return False
    owner, file = live.find(obj.path.rpartition(".")[0]), files_of(obj)
    plain = owner is not None and isenumclass(owner.obj)  # what is no member there, as in `_ignore_`, is gone
    if not isinstance(file, Path) or file.suffix != ".py":
        return False
    try:
        return obj.lineno in _lines(file, file.stat().st_mtime_ns, plain=plain)
    except OSError:
        return False


@lru_cache(maxsize=_FILES)
def _lines(file: Path, changed: int, *, plain: bool) -> frozenset[int]:
    """The lines of assignments in classes that need not leave anything behind, or also of plain ones."""
    del changed  # another file by then
    tree = SourceFile.read(file).tree
    classes = [] if tree is None else [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return frozenset(line for cls in classes for line in _unsure(cls, plain=plain))


def _unsure(cls: ast.ClassDef, *, plain: bool) -> Iterator[int]:
    found = list(_statements(cls.body))
    deleted = {
        target.id
        for node, _ in found
        for target in (node.targets if isinstance(node, ast.Delete) else [])
        if isinstance(target, ast.Name)
    }
    for node, branch in found:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = {part.id for one in targets if one for part in ast.walk(one) if isinstance(part, ast.Name)}
        if names and (plain or branch or names & deleted):
            yield node.lineno


def _statements(body: list[ast.stmt], *, branch: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """The statements of a class body, each with whether it stands in a compound one; no definition is looked into."""
    for node in body:
        yield node, branch
        if not isinstance(node, Definition):
            parts = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
            parts += [one.body for name in ("handlers", "cases") for one in getattr(node, name, [])]
            for part in parts:
                yield from _statements(part, branch=True)
