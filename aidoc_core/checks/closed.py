"""Functions of which all that they run can be seen: then what else their module speaks of is not their doing."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING

from aidoc_core.code.lookup.callees import callees, meant
from aidoc_core.code.lookup.speech import Speech

if TYPE_CHECKING:
    import griffe

    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.code.lookup.flow import Flow

_OF_VALUES = frozenset(name for kind in (str, bytes, list, dict, set, tuple, int, float) for name in dir(kind))
"""Methods of plain values, whatever they are called on."""
_SPEAKS_FOR_ITSELF = frozenset(dir(builtins)) - {"exec", "eval", "compile", "__import__"}
"""Functions whose own names tell what they do, as those of the standard library do."""
_ARRAYS = frozenset({"np", "numpy"})
_DEEP, _MOST = 3, 40


def own_code(subject: Target) -> Speech | None:
    """The code of a function and of all that it runs; nothing where it runs what nobody sees, or may be overridden."""
    if "own code" not in subject.memory:
        subject.memory["own code"] = _own_code(subject)
    found: Speech | None = subject.memory["own code"]
    return found


def _own_code(subject: Target) -> Speech | None:
    context = subject.context
    if context is None or subject.is_stub or not subject.kept.everything or not subject.kept.raises:
        return None
    seen: dict[str, griffe.Object] = {context.obj.path: context.obj}
    level = [context.obj]
    for _ in range(_DEEP):
        following: list[griffe.Object] = []
        for function in level:
            flow = context.package.flow(function)
            guessed = _guessed(flow, function, context) if flow is not None else None
            if flow is None or guessed is None:
                return None
            following += [*callees(context.package, function, flow, guess=False), *guessed]
        level = [one for one in {one.path: one for one in following}.values() if one.path not in seen]
        seen.update({one.path: one for one in level})
        if not level:
            return Speech(context.package, list(seen.values()))
        if len(seen) > _MOST:
            return None
    return None


def _guessed(flow: Flow, function: griffe.Object, context: CodeContext) -> list[griffe.Object] | None:
    """The functions of the package that are called on what nobody knows; `None` where something else is called."""
    found: list[griffe.Object] = []
    for written in flow.runs:
        if _tells(written, function.module) or any(meant(context.package, function, written, guess=False)):
            continue
        alike = [one for one in meant(context.package, function, written, guess=True) if one.is_function]
        if not alike:
            return None
        found += alike
    return found


def _tells(written: str, module: griffe.Object) -> bool:
    first, _, rest = written.partition(".")
    if not rest:
        target = module.imports.get(first, "")
        return first in _SPEAKS_FOR_ITSELF or target.partition(".")[0] in sys.stdlib_module_names
    if rest.rpartition(".")[2] in _OF_VALUES:
        return True
    target = module.imports.get(first, "").partition(".")[0]
    return target in sys.stdlib_module_names or target in _ARRAYS
