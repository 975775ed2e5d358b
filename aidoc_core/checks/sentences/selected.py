"""Which of several things sentences say that are given, the first one or all, against the loop that looks for them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.rule import Complaint
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_GIVES = (
    r"(?:^\W{0,3}(?:it\s+)?(?:returns?|finds?|gets?|gives?(?:\s+back)?|looks?\s+up|selects?|picks?|fetch(?:es)?)\s+)"
)
_FIRST = regex(
    rf"(?:{_GIVES}|^\W{{0,3}})(?:only\s+)?the\s+(?:very\s+)?first\s+(?:\w+\s+){{0,2}}?(?P<thing>[a-z]+)"
    r"(?=\W{0,3}$|\s+(?:that|which|with|for|whose|matching|found|in|where|to)\b)",
    re.IGNORECASE,
)
_ALL = regex(
    rf"(?:{_GIVES}|^\W{{0,3}})(?:all|every)\s+(?:of\s+)?(?:the\s+)?(?:matching\s+\w+s?\b|\w+s?\s+(?:that|which|whose|matching|with)\b)",
    re.IGNORECASE,
)
_PLURAL = regex(r"(?<![su])s$|^(?:few|two|three|part|half|lines|rows)$")
_OTHERWISE = regex(r"\b(?:each|every|per|or|otherwise|and\s+all|all|respectively)\b", re.IGNORECASE)
_PARTS = ("summary", "description", "returns")


def wrong_choices(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Sentences that say the first is given where all are collected, or all where the first one ends the search."""
    node = subject.definition
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or subject.is_stub or not subject.kept.results:
        return
    for passage in said.passages:
        if passage.where not in _PARTS:
            continue
        for sentence in passage.sentences:
            if (wrong := _wrong(sentence, passage.where, node, subject)) is not None:
                message, hint = wrong
                where = passage.where
                yield Complaint(message=message, hint=hint, where=where, quote=sentence, cut="sentence", shown=True)


def _wrong(
    sentence: str, where: str, node: ast.FunctionDef | ast.AsyncFunctionDef, subject: Target
) -> tuple[str, str] | None:
    first = _FIRST.search(sentence) if where != "description" or _SAYS.match(sentence) else None
    single = first is not None and not _PLURAL.search(first["thing"].lower()) and not _OTHERWISE.search(sentence)
    if single and _collects(node, subject):
        return "says that the first one is given, where all are collected", "It returns all of them."
    if _ALL.search(sentence) and _ends_at_first(node, subject):
        return "says that all are given, where the first one ends the search", "It returns the first one."
    return None


_SAYS = regex(r"\W{0,3}(?:it\s+)?(?:returns|finds|gets|gives|looks|selects|picks|fetches)\b", re.IGNORECASE)


def _collects(node: ast.FunctionDef | ast.AsyncFunctionDef, subject: Target) -> bool:
    """Whether every `return` has a list that a whole loop has filled with what it went through."""
    returned = subject.body.returns if subject.body is not None else []
    nodes = [*ast.walk(node)]
    if not returned or any(isinstance(one, ast.Break | ast.Subscript | ast.Yield | ast.YieldFrom) for one in nodes):
        return False
    if any(
        isinstance(one, ast.Call) and getattr(one.func, "id", "") in ("next", "islice", "min", "max") for one in nodes
    ):
        return False
    return all(_is_whole(value, nodes) for value in returned)


def _is_whole(value: ast.expr, nodes: list[ast.AST]) -> bool:
    match value:
        case ast.ListComp(
            elt=ast.Name(id=name), generators=[ast.comprehension(target=ast.Name(id=target), ifs=[_, *_])]
        ):
            return name == target
        case ast.Name(id=name):
            fills = [
                loop
                for loop in nodes
                if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)
                for one in ast.walk(loop)
                if _is_filled(one, name, loop.target.id)
            ]
            starts = [
                one.value
                for one in nodes
                if isinstance(one, ast.Assign | ast.AnnAssign) and _target(one) == name and one.value is not None
            ]
            ends = any(isinstance(one, ast.Return) for loop in fills for one in ast.walk(loop))
            return bool(fills) and len(starts) == 1 and isinstance(starts[0], ast.List) and not ends
    return False


def _is_filled(node: ast.AST, name: str, with_what: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=other), attr="append"), args=[ast.Name(id=value)]):
            return (other, value) == (name, with_what)
    return False


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return target.id if isinstance(target, ast.Name) else ""


def _ends_at_first(node: ast.FunctionDef | ast.AsyncFunctionDef, subject: Target) -> bool:
    """Whether all that is returned, `None` apart, is the one thing that a loop was at."""
    values = [
        value
        for value in (subject.body.returns if subject.body is not None else [])
        if not (isinstance(value, ast.Constant) and value.value is None)
    ]
    found = [
        one.value
        for loop in ast.walk(node)
        if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)
        for one in ast.walk(loop)
        if isinstance(one, ast.Return) and isinstance(one.value, ast.Name) and one.value.id == loop.target.id
    ]
    return bool(found) and len(found) == len(values)
