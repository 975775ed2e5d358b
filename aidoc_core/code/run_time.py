"""Objects whose docstring code sets while it is imported: only running it could tell what they say.

A copy of a docstring that nobody wrote is none.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import griffe

from aidoc_core.code.handwritten import hand_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aidoc_core.code.doc_statements import Setting
    from aidoc_core.code.source import SourceFile

    _Found: TypeAlias = dict[str, list[tuple[griffe.Module, Setting]]]
    """By the path of an object: what sets its docstring, and in which module."""

_SIGNS = (".__doc__", '"__doc__"', "'__doc__'", "update_wrapper")
"""What a line holds that sets the docstring of what another module may define."""


class RunTimeDocs:
    """The objects of a package that code gives their docstrings.

    Args:
        modules: Every module of the package, with its lines.
        file_of: Gives the parsed source of a module.
    """

    def __init__(
        self,
        modules: Iterable[tuple[griffe.Module, Sequence[str]]],
        file_of: Callable[[griffe.Object], SourceFile],
    ) -> None:
        self._modules = modules
        self._file_of = file_of
        self._within: dict[str, _Found] = {}
        self._giving: dict[str, dict[str, frozenset[bool]]] = {}

    def have(self, obj: griffe.Object, *, seen: frozenset[str] = frozenset()) -> bool:
        """Whether an object may have words at run time that do not stand in its own docstring.

        Args:
            obj: The object.
            seen: Objects whose docstrings are copies of this one's.
        """
        module = obj if isinstance(obj, griffe.Module) else obj.module
        if module.path not in self._within:  # decorators concern their own module alone
            self._within[module.path] = self._settings([module])
        found = {*self._within[module.path].get(obj.path, ()), *self._across.get(obj.path, ())}
        return any(self._sets(where, setting, obj, seen | {obj.path}) for where, setting in found)

    def _sets(self, module: griffe.Module, setting: Setting, obj: griffe.Object, seen: frozenset[str]) -> bool:
        if setting.decorator:
            giver = _member(module, setting.decorator)
            if giver is None or giver.parent is not giver.module or hand_written(obj).text:
                return False
            return setting.called in self._givers(giver.module).get(giver.name, ())
        return not setting.source or self._speaks(module, setting.source, seen)

    def _speaks(self, module: griffe.Module, names: Iterable[str], seen: frozenset[str]) -> bool:
        """Whether what a name stands for has a docstring, or may have one."""
        found = _member(module, names)
        if found is None or (found.is_attribute and "property" not in found.labels):
            return True
        return bool(hand_written(found).text) or (found.path not in seen and self.have(found, seen=seen))

    def _givers(self, module: griffe.Module) -> dict[str, frozenset[bool]]:
        if module.path not in self._giving:
            self._giving[module.path] = self._file_of(module).givers
        return self._giving[module.path]

    @cached_property
    def _across(self) -> _Found:
        signed = (module for module, lines in self._modules if any(sign in line for line in lines for sign in _SIGNS))
        return self._settings(signed)

    def _settings(self, modules: Iterable[griffe.Module]) -> _Found:
        found: _Found = {}
        for module in modules:
            for setting in self._file_of(module).settings:
                target = _member(module, setting.names) if setting.names else module
                if target is not None:
                    found.setdefault(target.path, []).append((module, setting))
        return found


def _member(module: griffe.Module, names: Iterable[str]) -> griffe.Object | None:
    """The first object that one of some names stands for in a module, imports followed."""
    for name in names:
        found: griffe.Object | griffe.Alias = module
        try:
            for part in name.split("."):
                found = found.members[part]
            return found.final_target if isinstance(found, griffe.Alias) else found
        except (KeyError, griffe.GriffeError):
            continue
    return None
