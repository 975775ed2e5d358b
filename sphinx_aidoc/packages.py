"""The documented packages, read by Griffe from where Sphinx would import them; nothing is imported or run."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.build.session import Session
    from aidoc_core.code.objects import ApiObject


class Packages:
    """Loads packages when the first of their names is looked up.

    The same tree and options as mkdocstrings has them, so that an object has the same identity in both tools.

    Args:
        session: The build.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 - an entry of sys.path is a text
        self._loader = griffe.GriffeLoader(search_paths=paths, allow_inspection=False)
        self._loaded: dict[str, griffe.Object | None] = {}
        self._read: dict[str, ApiObject | None] = {}

    def look_in(self, directory: Path) -> None:
        """Look for packages in a directory too, before all others."""
        self._loader.finder.insert_search_path(0, directory)

    def find(self, name: str) -> griffe.Object | None:
        """The object that a dotted name stands for, aliases and inheritance followed; `None` if there is none."""
        first, *rest = name.split(".")
        obj = self._package(first)
        for part in rest:
            member = None if obj is None else _member(obj, part)
            obj = None if member is None else target(member)
        return obj

    def loaded(self, name: str) -> griffe.Object | None:
        """Like `find`, but only in packages that documents have named: others are not ours to describe."""
        return self.find(name) if self._loaded.get(name.partition(".")[0]) is not None else None

    def read(self, obj: griffe.Object) -> ApiObject | None:
        """The `ApiObject` of a Griffe object; `None` for what is never documented by us."""
        if obj.path not in self._read:
            with _quiet():
                self._read[obj.path] = self._session.collector.read(obj)
        return self._read[obj.path]

    def files(self) -> list[Path]:
        """Every source file that was read."""
        return sorted(self._loader.lines_collection.keys())

    def _package(self, name: str) -> griffe.Object | None:
        if name not in self._loaded:
            self._loaded[name] = None
            with self._session.stages.measure("load"), _quiet():
                try:
                    found = self._loader.load(name, try_relative_path=False)
                # Whatever is wrong with the package, autodoc will say it when it imports it.
                except Exception:  # noqa: BLE001
                    return None
                if isinstance(found, griffe.Module):
                    self._load_bare_directories(found)
                self._loader.resolve_aliases(implicit=False, external=None)
            self._loaded[name] = target(found)
        return self._loaded[name]

    def _load_bare_directories(self, package: griffe.Module) -> None:
        """Load what a package imports from directories of its own that have no `__init__.py`.

        Griffe takes those for scripts; Python, and so autodoc, imports them (flask.sansio is one).
        """
        if isinstance(package.filepath, list):
            return
        todo = list(_modules(package))
        while todo:
            module = todo.pop()
            for path in list(module.imports.values()):
                parts = path.split(".")
                if parts[0] == package.name and (new := self._load_bare(package, package.filepath.parent, parts[1:])):
                    todo.append(new)

    def _load_bare(self, package: griffe.Module, directory: Path, parts: list[str]) -> griffe.Module | None:
        lines, modules = self._loader.lines_collection, self._loader.modules_collection
        parent = package
        for part in parts:
            file, inner = directory / f"{part}.py", directory / part
            member = parent.members.get(part)
            if isinstance(member, griffe.Module):
                parent = member
            elif member is not None:
                return None
            elif inner.is_dir():
                module = griffe.Module(part, filepath=[inner], lines_collection=lines, modules_collection=modules)
                parent.set_member(part, module)
                parent = module
            elif file.is_file() and isinstance(parent.filepath, list):
                code = file.read_text(encoding="utf-8-sig")
                lines[file] = code.splitlines()
                module = griffe.visit(
                    part,
                    filepath=file,
                    code=code,
                    extensions=self._loader.extensions,
                    parent=parent,
                    lines_collection=lines,
                    modules_collection=modules,
                )
                parent.set_member(part, module)
                return module
            else:
                return None
            directory = inner
        return None


def _modules(module: griffe.Module) -> Iterator[griffe.Module]:
    yield module
    for member in module.members.values():
        if isinstance(member, griffe.Module):
            yield from _modules(member)


def target(obj: griffe.Object | griffe.Alias) -> griffe.Object | None:
    """What an alias stands for in the end; `None` if it leads out of the loaded packages."""
    if not isinstance(obj, griffe.Alias):
        return obj
    try:
        return obj.final_target
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None


def _member(obj: griffe.Object, name: str) -> griffe.Object | griffe.Alias | None:
    if name in obj.members:
        return obj.members[name]
    if isinstance(obj, griffe.Class):
        with _quiet():
            return obj.inherited_members.get(name)
    return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Griffe remarks on other people's code out of the build's log."""
    logger = logging.getLogger("griffe")
    disabled, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = disabled
