"""Objects whose docstring code sets while it is imported: only running it could tell what they say.

A copy of a docstring that nobody wrote is none.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import griffe

from aidoc_core.code.doc_statements import Setting, of_decorators
from aidoc_core.code.handwritten import hand_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aidoc_core.code.lookup.notes import Notes
    from aidoc_core.code.source import SourceFile

    _Found: TypeAlias = dict[str, list[tuple[griffe.Module, Setting]]]
    """By the path of an object: what sets its docstring, and in which module."""

_KNOWN: dict[str, tuple[str, tuple[Setting, ...]]] = {}
"""What was last found in a module, by its path, and the digest of the text that it was found in."""
_GIVING: dict[str, tuple[str, dict[str, frozenset[bool]]]] = {}
"""The same for its decorators that give docstrings."""
_SIGNED: dict[str, tuple[str, bool]] = {}
"""Whether anything may set the docstring of what another module defines, likewise."""
_SIGNS = (".__doc__", '"__doc__"', "'__doc__'", "update_wrapper")
"""What a line holds that sets the docstring of what another module may define."""


def settings_known(modules: Iterable[str]) -> dict[str, list[Any]]:
    """What is known of the statements of modules that give docstrings, by path, as plain data."""
    return {
        path: [digest, [[list(one.names), list(one.source), list(one.decorator), one.called] for one in settings]]
        for path, (digest, settings) in ((path, _KNOWN[path]) for path in modules if path in _KNOWN)
    }


def remember_settings(known: Mapping[str, Sequence[Any]]) -> None:
    """Go by what another process has told (`settings_known`); it counts for as long as a text is as it was."""
    for path, (digest, settings) in known.items():
        made = (
            Setting(names=tuple(names), source=tuple(source), decorator=tuple(decorator), called=called)
            for names, source, decorator, called in settings
        )
        _KNOWN.setdefault(path, (digest, tuple(made)))


class RunTimeDocs:
    """The objects of a package that code gives their docstrings.

    Args:
        modules: Every module of the package, with its path and its lines.
        file_of: Gives the parsed source of a module.
        digest: Gives the digest of a module's text.
        outline: Gives the digest of what a module is like from outside; `None` where that tells not all.
        notes: What is looked at beside the module of an object.
    """

    def __init__(
        self,
        modules: Iterable[tuple[griffe.Module, str, Sequence[str]]],
        file_of: Callable[[griffe.Object], SourceFile],
        digest: Callable[[str], str],
        outline: Callable[[str], str | None],
        notes: Notes,
    ) -> None:
        self._modules = modules
        self._file_of = file_of
        self._digest = digest
        self._outline = outline
        self._notes = notes
        self._within: dict[str, _Found] = {}
        self._giving: dict[str, dict[str, frozenset[bool]]] = {}
        self._digests: dict[str, str] = {}
        self._lines = {path: lines for _, path, lines in modules}

    @property
    def set_elsewhere(self) -> frozenset[str]:
        """The paths of all objects that code of any module gives their docstrings."""
        return frozenset(self._across)

    def is_set_elsewhere(self, obj: griffe.Object) -> bool:
        """Whether code of any module gives an object its docstring, beside decorators of its own module."""
        return bool(self._across) and obj.path in self._across

    def _settings_in(self, obj: griffe.Object) -> _Found:
        """What the module of an object sets: decorators concern their own module alone."""
        module = obj if isinstance(obj, griffe.Module) else obj.module
        if module.path not in self._within:
            self._within[module.path] = self._settings([module])
        return self._within[module.path]

    def have(self, obj: griffe.Object, *, seen: frozenset[str] = frozenset()) -> bool:
        """Whether an object may have words at run time that do not stand in its own docstring.

        Args:
            obj: The object.
            seen: Objects whose docstrings are copies of this one's.
        """
        found = {*self._settings_in(obj).get(obj.path, ()), *self._across.get(obj.path, ())}
        return any(self._sets(where, setting, obj, seen | {obj.path}) for where, setting in found)

    def _sets(self, module: griffe.Module, setting: Setting, obj: griffe.Object, seen: frozenset[str]) -> bool:
        if setting.decorator:
            giver = _member(module, setting.decorator)
            if giver is None or giver.parent is not giver.module or hand_written(obj).text:
                return False
            self._notes.add(("code", giver.path))
            return setting.called in self._givers(giver.module).get(giver.name, ())
        return not setting.source or self._speaks(module, setting.source, seen)

    def _speaks(self, module: griffe.Module, names: Iterable[str], seen: frozenset[str]) -> bool:
        """Whether what a name stands for has a docstring, or may have one."""
        found = _member(module, names)
        if found is None or (found.is_attribute and "property" not in found.labels):
            return True
        if hand_written(found).text or found.path in seen:
            return bool(hand_written(found).text)
        self._notes.add(("all", "") if self.is_set_elsewhere(found) else ("text", found.module.path))
        return self.have(found, seen=seen)

    def _givers(self, module: griffe.Module) -> dict[str, frozenset[bool]]:
        if module.path not in self._giving:
            digest = self._digest(module.path)
            known = _GIVING.get(module.path)
            if known is None or known[0] != digest:
                known = _GIVING[module.path] = digest, self._file_of(module).givers
            self._giving[module.path] = known[1]
        return self._giving[module.path]

    @cached_property
    def _across(self) -> _Found:
        return self._settings(module for module, path, lines in self._modules if self._is_signed(path, lines))

    def _is_signed(self, path: str, lines: Sequence[str]) -> bool:
        """Whether a module may set the docstring of what another one defines."""
        digest = self._digest(path)
        known = _SIGNED.get(path)
        if known is None or known[0] != digest:
            text = "\n".join(lines)
            known = _SIGNED[path] = digest, any(sign in text for sign in _SIGNS)
        return known[1]

    def _settings(self, modules: Iterable[griffe.Module]) -> _Found:
        found: _Found = {}
        for module in modules:
            for setting in self._settings_of(module):
                target = _member(module, setting.names) if setting.names else module
                if target is not None:
                    found.setdefault(target.path, []).append((module, setting))
        return found

    def _settings_of(self, module: griffe.Module) -> tuple[Setting, ...]:
        digest = self._digest_of(module)
        known = _KNOWN.get(module.path)
        if known is None or known[0] != digest:
            known = _KNOWN[module.path] = digest, self._file_of(module).settings
        return known[1]

    def _digest_of(self, module: griffe.Module) -> str:
        """A digest of all in a module that statements which give docstrings rest on."""
        path = module.path
        if path not in self._digests:
            lines = self._lines.get(path)
            telling = None if lines is None else of_decorators(lines)
            # Lines alone do not tell whether they stand in a text, nor what follows on the next one.
            outline = None if telling is None else self._outlined(path)
            if telling is None or outline is None:
                self._digests[path] = self._digest(path)
            else:
                self._digests[path] = _digest_of([outline, *telling])
        return self._digests[path]

    def _outlined(self, path: str) -> str | None:
        """The outline of a module; `None` also where an annotation is too deep, or holds itself."""
        try:
            return self._outline(path)
        except RecursionError:
            return None


def _digest_of(lines: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


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
