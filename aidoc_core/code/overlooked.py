"""Modules that Griffe passes over and Python imports: those in directories without an `__init__.py`.

Griffe takes them for scripts (flask.sansio is such a directory). They are loaded where they are imported, named, or
wanted with everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.files import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from aidoc_core.code.reading import Loader


class Overlooked:
    """Adds modules to what Griffe has loaded.

    Args:
        loader: What loads modules.
        unreadable: Told of a file that cannot be read, of the module that it makes, and why.
    """

    def __init__(self, loader: Loader, unreadable: Callable[[Path, str, BaseException], None]) -> None:
        self._loader = loader
        self._unreadable = unreadable

    def load(self, parent: griffe.Module, name: str) -> griffe.Module | None:
        """Load a module of a package; `None` if there is none of this name."""
        for directory in _directories(parent):
            for file in (directory / name / "__init__.py", directory / f"{name}.py"):
                if file.is_file():
                    return self._visit(file, name, parent)
            if any((directory / name).rglob("*.py")):
                module = griffe.Module(
                    name,
                    filepath=[directory / name],
                    lines_collection=self._loader.lines_collection,
                    modules_collection=self._loader.modules_collection,
                )
                parent.set_member(name, module)
                return module
        return None

    def load_imported(self, package: griffe.Module) -> None:
        """Load what a package imports from itself, and what that imports in turn."""
        todo = list(_modules(package))
        while todo:
            for path in list(todo.pop().imports.values()):
                first, *rest = path.split(".")
                if first == package.name:
                    todo += self._load_path(package, rest)

    def load_all(self, package: griffe.Module) -> None:
        """Load every module of a package, also what nothing imports."""
        for directory in _directories(package):
            for file in sorted(directory.rglob("*.py")):
                parts = file.relative_to(directory).with_suffix("").parts
                parts = parts[:-1] if parts[-1] == "__init__" else parts
                if all(part.isidentifier() for part in parts):
                    self._load_path(package, parts)

    def _load_path(self, package: griffe.Module, parts: Sequence[str]) -> list[griffe.Module]:
        """Load what is missing on the way to a name, and give it back."""
        new: list[griffe.Module] = []
        module = package
        for part in parts:
            member = module.members.get(part)
            if member is None and (member := self.load(module, part)) is not None:
                new.append(member)
            if not isinstance(member, griffe.Module):
                break
            module = member
        return new

    def _visit(self, file: Path, name: str, parent: griffe.Module) -> griffe.Module | None:
        try:
            module = self._loader.visit(name, file, parent)
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError, griffe.LoadingError) as error:
            self._unreadable(file, f"{parent.path}.{name}", error)
            return None
        parent.set_member(name, module)
        return module


def _modules(module: griffe.Module) -> Iterator[griffe.Module]:
    yield module
    for member in module.members.values():
        if isinstance(member, griffe.Module):
            yield from _modules(member)


def _directories(module: griffe.Module) -> list[Path]:
    """Where the modules of a package are; none if it is no package."""
    path = files_of(module)
    if isinstance(path, list):
        return path
    return [path.parent] if module.is_init_module else []
