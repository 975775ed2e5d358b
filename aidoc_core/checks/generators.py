"""Whether a call surely gives a generator, so that a sentence which denies it is wrong, whatever else comes with it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.decorators import kept
from aidoc_core.code.lookup.body import dotted
from aidoc_core.code.lookup.callees import resolve
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_ITERATOR = regex(r"(?:Generator|Iterator|Iterable)\b")
_OF_LAZINESS = regex(
    r"yield|\blaz(?:y|ily|iness)\b|\beager(?:ly)?\b|generator|iterat|in\s+memory|\bdeferred\b|\bby\s+the\s+time\b|\bimmediately\b"
    r"|\bright\s+away\b|\bbefore\s+(?:the\s+call|it)\s+returns\b|consum|\bon\s+demand\b|\blen\(|\bslic|\bindex|\bsequence\b",
    re.IGNORECASE,
)
"""Words of how values are given, beside what a generator returns when it ends."""
_COLLECTS = regex(
    r"\b(?:list|tuple|dict|set|sorted|deque|join|array|asarray|next|run|gather|sum)\(\s{0,9}\[?\s{0,9}\w+\(\*"
    r"|\bfor\s+\w+\s+in\s+\w+\(\*|\breturn\s+(?:list|tuple|dict|set|sorted|next|sum)\("
)
"""What turns a generator into something else."""


def surely_yields(sentence: str, subject: Target) -> bool:
    """Whether callers get a generator, for all that the code shows.

    Args:
        sentence: What denies it.
        subject: The function.
    """
    body = subject.body
    if body is None or not body.yields or not subject.obj.yields_value or subject.is_context_manager:
        return False
    if subject.is_stub and not _ITERATOR.search(subject.annotation):
        return False
    if body.returns and not _OF_LAZINESS.search(sentence):
        return False
    written = getattr(subject.definition, "decorator_list", ())
    return subject.kept.results or all(_hands_on(one, subject.context) for one in written)


def _hands_on(decorator: ast.expr, context: CodeContext | None) -> bool:
    """Whether a decorator of the package takes nothing out of the generator itself."""
    if context is None or kept(decorator, context).results:
        return context is not None
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
    found = resolve(context.package, context.module, name) if name else None
    if not isinstance(found, griffe.Function):
        return False
    node = context.package.node(found)
    return node is not None and _COLLECTS.search(ast.unparse(node)) is None
