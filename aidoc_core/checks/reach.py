"""What the code that a function can reach speaks of: its module, the functions that it runs, those that override it.

Whoever wants to know whether code has a word of something asks here. Words are taken out of identifiers, texts and
comments alike, since a word of the author's is enough to leave a sentence about it alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.closed import own_code
from aidoc_core.checks.inferred import plain_names
from aidoc_core.checks.recognition.claimed import is_claimed
from aidoc_core.checks.surroundings import around
from aidoc_core.code.lookup.callees import callees
from aidoc_core.code.lookup.speech import ModuleSpeech, Signs, Speech, speaks, without_references, words_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext

_STEPS = 2
"""How far calls are followed: what a call's call does is still the function's doing."""
_MOST = 40
"""Functions that are looked into."""
_OVERRIDES = 8
_OF_OBJECTS = frozenset({"summary", "description", "returns"})
"""Parts that are about the object itself."""


def has_sign(subject: Target, signs: Signs, *, here: bool = False) -> bool:
    """Whether the code in reach of an object has one of some signs; `here` asks its own module alone."""
    if signs.among(_path_words(subject)) or _module_has(subject, signs):
        return True
    return not here and subject.context is not None and _elsewhere(subject, subject.context).has(signs)


def may_do(subject: Target, signs: Signs, acts: Signs | None = None) -> bool:
    """Whether an object has one of some signs in what it runs, or, where that cannot all be seen, in its module.

    Args:
        subject: The object.
        signs: The signs.
        acts: Those of which code that it runs has to have one, outside of its module and where all can be seen.
    """
    own, acts = own_code(subject), acts or signs
    if own is not None:
        return acts.among(_path_words(subject)) or own.has(acts)
    if has_sign(subject, signs, here=True):
        return True
    return subject.context is not None and _elsewhere(subject, subject.context).has(acts)


def _module_has(subject: Target, signs: Signs) -> bool:
    """Whether the module of an object has one of some signs."""
    module = None if subject.context is None else ModuleSpeech(subject.context.package, subject.context.module)
    return module.has(signs) if module else speaks(_own_text(subject), signs)


def claims_unsupported(claim: str, signs: Signs, sentence: str, where: str, subject: Target) -> bool:
    """Whether a sentence on an object makes a claim by all of its words, of which the code in reach has no sign.

    Args:
        claim: The claim, as the weights name it.
        signs: What code has that bears it out.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        subject: The object.
    """
    return (
        where in _OF_OBJECTS and is_claimed(claim, sentence, where, subject.obj.name) and not has_sign(subject, signs)
    )


def has_word(subject: Target, root: str) -> bool:
    """Whether the code in reach has a word that begins with a stem."""
    return has_sign(subject, _beginning(root))


@lru_cache(maxsize=512)
def _beginning(root: str) -> Signs:
    return Signs(begins=(root,))


def texts_in_reach(subject: Target) -> list[str]:
    """The module whole, in lower case or as written, and the code of the functions that the object's body runs."""
    context, own = subject.context, _own_text(subject)
    return [own] if context is None else [own, without_references(_elsewhere(subject, context).text)]


def _own_text(subject: Target) -> str:
    if "in reach" not in subject.memory:
        context, obj = subject.context, subject.obj
        if context is None:
            subject.memory["in reach"] = f"{subject.source} {obj.header} {obj.human}"
        else:
            own = _without_licence(context.package.file(context.obj).lines) or around(subject)
            subject.memory["in reach"] = without_references(own)
    found: str = subject.memory["in reach"]
    return found


def _without_licence(lines: list[str]) -> str:
    """A module without the comment in front of it: licences speak of writing, warranties and servers."""
    start = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    return "\n".join(lines[start:])


def _elsewhere(subject: Target, context: CodeContext) -> Speech:
    """The code of functions outside of the object's module that it runs, or that are run in its place."""
    if "elsewhere" not in subject.memory:
        subject.memory["elsewhere"] = Speech(context.package, list(_functions_elsewhere(subject, context)))
    found: Speech = subject.memory["elsewhere"]
    return found


def bodies_called(subject: Target) -> Iterator[ast.AST]:
    """The functions of the package that a body calls itself, as syntax trees."""
    context = subject.context
    flow = None if context is None else context.package.flow(context.obj)
    if context is not None and flow is not None:
        for function in callees(context.package, context.obj, flow, guess=False):
            if (node := context.package.node(function)) is not None:
                yield node


def _functions_elsewhere(subject: Target, context: CodeContext) -> Iterator[griffe.Object]:
    level: list[griffe.Object] = [context.obj]
    plain = plain_names(subject)  # `rows.append` of a list is no method of the package, whatever else is called so
    if subject.is_stub and context.obj.parent is not None and context.obj.parent.is_class:
        level += context.package.methods(context.obj.name, most=_OVERRIDES)
    seen = {one.path: one for one in level}
    for step in range(_STEPS):
        following: list[griffe.Object] = []
        for function in level:
            flow = context.package.flow(function) if len(seen) < _MOST else None
            if flow is not None and function is context.obj:
                flow = replace(flow, runs=tuple(one for one in flow.runs if one.partition(".")[0] not in plain))
            if flow is not None:
                following += callees(context.package, function, flow, guess=not step)
        level = [one for one in {one.path: one for one in following}.values() if one.path not in seen]
        seen.update({one.path: one for one in level})
    own = context.module.path
    for _, one in sorted(seen.items()):
        if one.module.path != own and isinstance(one.module, griffe.Module):
            yield one


def _path_words(subject: Target) -> frozenset[str]:
    return words_of(subject.obj.path)
