"""Functions of which all that they run can be seen: then what else their module speaks of is not their doing."""

from __future__ import annotations

import builtins
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup import UNKNOWN
from aidoc_core.code.lookup.callees import callees, meant
from aidoc_core.code.lookup.speech import Speech, words_of

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.code.lookup.flow import Flow
    from aidoc_core.code.lookup.speech import Signs

_OF_VALUES = frozenset(name for kind in (str, bytes, list, dict, set, tuple, int, float) for name in dir(kind))
"""Methods of plain values, whatever they are called on."""
_SPEAKS_FOR_ITSELF = frozenset(dir(builtins)) - {"exec", "eval", "compile", "__import__"}
"""Functions whose own names tell what they do, as those of the standard library do."""
_ARRAYS = frozenset({"np", "numpy"})
_DEEP, _MOST = 3, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode:
    """What a function does, by all that it runs.

    Attributes:
        speech: The code of these functions.
        decorators: The words of what they are decorated with.
    """

    speech: Speech
    decorators: frozenset[str]

    def has(self, signs: Signs) -> bool:
        """Whether it has one of some signs."""
        return signs.among(self.decorators) or self.speech.has(signs)


def own_code(subject: Target) -> OwnCode | None:
    """The code of a function and of all that it runs; nothing where it runs what nobody sees, or may be overridden."""
    if "own code" not in subject.memory:
        subject.memory["own code"] = _own_code(subject)
    found: OwnCode | None = subject.memory["own code"]
    return found


def _own_code(subject: Target) -> OwnCode | None:
    context = subject.context
    if context is None or subject.is_stub or not subject.kept.everything or not subject.kept.raises:
        return None
    seen: dict[str, griffe.Object] = {context.obj.path: context.obj}
    level, decorators = [context.obj], set[str]()
    for _ in range(_DEEP):
        following: list[griffe.Object] = []
        for function in level:
            flow = context.package.flow(function)
            guessed = _guessed(flow, function, context) if flow is not None else None
            if flow is None or guessed is None:
                return None
            decorators.update(word for one in flow.decorators for word in words_of(one))
            following += [*callees(context.package, function, flow, guess=False), *guessed]
        level = [one for one in {one.path: one for one in following}.values() if one.path not in seen]
        seen.update({one.path: one for one in level})
        if not level:
            speech = Speech(context.package, list(seen.values()))
            return OwnCode(speech=speech, decorators=frozenset(decorators))
        if len(seen) > _MOST:
            return None
    return None


def _guessed(flow: Flow, function: griffe.Object, context: CodeContext) -> list[griffe.Object] | None:
    """The functions of the package that are called on what nobody knows; `None` where something else is called."""
    found: list[griffe.Object] = []
    for written in flow.runs:
        if _tells(written, function.module):
            continue
        if known := list(meant(context.package, function, written, guess=False)):
            if any(isinstance(one, griffe.Class) and not _is_made_here(one, context) for one in known):
                return None
            continue
        alike = [one for one in meant(context.package, function, written, guess=True) if one.is_function]
        if not alike:
            return None
        found += alike
    return found


def _is_made_here(cls: griffe.Class, context: CodeContext, deep: int = _DEEP) -> bool:
    """Whether nothing out of sight runs when a class is called: all of its bases are here, or plain ones of Python."""
    bases = context.package.bases(cls)
    if UNKNOWN in bases or not deep:
        return False
    return all(_is_made_here(one, context, deep - 1) for one in bases if isinstance(one, griffe.Class))


def _tells(written: str, module: griffe.Object) -> bool:
    first, _, rest = written.partition(".")
    if not rest:
        target = module.imports.get(first, "")
        return first in _SPEAKS_FOR_ITSELF or target.partition(".")[0] in sys.stdlib_module_names
    if rest.rpartition(".")[2] in _OF_VALUES:
        return True
    target = module.imports.get(first, "").partition(".")[0]
    return target in sys.stdlib_module_names or target in _ARRAYS
