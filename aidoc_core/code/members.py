"""What the source of a class or module tells of its members: their headers, and which fields nobody describes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.declared import declared_members
from aidoc_core.code.handwritten import hand_written
from aidoc_core.code.objects import Documented
from aidoc_core.code.said import read_said
from aidoc_core.code.shape import kind_of, signature_of
from aidoc_core.code.skipped import node_of, skip_reason
from aidoc_core.code.source import Definition, header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.source import SourceFile


def member_headers(obj: griffe.Object, file: SourceFile) -> Iterator[str]:
    """Headers of the members that a reader of the class or module would call its interface."""
    for name, member in obj.members.items():
        if member.is_alias or member.is_module or (name.startswith("_") and name != "__init__"):
            continue
        node = node_of(member, file)  # type: ignore[arg-type] # aliases were left out above
        if isinstance(node, Definition):
            yield header(node)
        elif node is not None:
            yield signature_of(member, node)  # type: ignore[arg-type] # aliases were left out above


def undescribed_fields(obj: griffe.Object, file: SourceFile) -> Iterator[str]:
    """Public fields of a class, or names of a module, that nobody describes where they stand or by a directive."""
    declared = declared_members(obj)
    for name, member in obj.members.items():
        if not isinstance(member, griffe.Attribute) or not member.is_public or name.startswith("_"):
            continue
        node = node_of(member, file)
        # What a method sets on `self` without declaring it is no field, and a `type` statement no value.
        counts = kind_of(member) in (("field",) if obj.is_class else ("data",)) and member.path not in declared
        if node is None or not counts or skip_reason(member, file, node):
            continue
        if hand_written(member).text or comment_of(file, node):
            continue
        if read_said(member, node, Documented()).summary is None:
            yield name


def comment_of(file: SourceFile, node: ast.stmt | None) -> str:
    """The `#:` comment of an assignment; empty where there is none."""
    return file.doc_comment(node) if isinstance(node, ast.Assign | ast.AnnAssign) else ""
