"""Where an object is in the source of its module, and what there forbids to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.special import is_special

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    import griffe

    from aidoc_core.code.objects import Kind
    from aidoc_core.code.source import SourceFile

_SPECIAL = "special attribute"


def node_of(obj: griffe.Object, file: SourceFile) -> ast.stmt | None:
    """The statement that defines an object; `None` where its file has none."""
    return file.nodes.get((obj.lineno or 0, obj.name))


def skip_reason(obj: griffe.Object, file: SourceFile, node: ast.stmt | None) -> str:
    """Why the source forbids to fill an object, or leaves nothing to fill; empty for no reason."""
    if obj.is_module:
        if not file.lines:
            return "no source" if obj.members else "empty file"
        return "# aidoc: skip" if file.skipped_whole() else ""
    if node is None:
        return "no source"
    if marked := skip_mark(obj, file, node):
        return marked
    parent = obj.parent
    if parent is not None and parent.is_class:
        return skip_reason(parent, file, node_of(parent, file))
    return ""


def skip_mark(obj: griffe.Object, file: SourceFile, node: ast.stmt | None) -> str:
    """The mark on a definition that forbids it; empty where there is none."""
    return "# aidoc: skip" if file.skips(obj.lineno or 0, node) else ""


def reason_of_kind(obj: griffe.Object, kind: Kind) -> str:
    """Why an object of this kind is never filled: what Python and tools read, such as `__all__`, is no API."""
    return _SPECIAL if kind in ("data", "property") and is_special(obj.name) else ""


def skipped_members(obj: griffe.Object, file: SourceFile) -> Iterator[str]:
    """Names of the members that are marked so."""
    for name, member in obj.members.items():
        node = None if member.is_alias else node_of(member, file)  # type: ignore[arg-type] # aliases are left out
        if node is not None and file.skips(member.lineno or 0, node):
            yield name
