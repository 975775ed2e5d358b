"""The sources of one package: lines, syntax trees and outlines of its modules. What is asked for is noted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.code.files import directory_of, files_of
from aidoc_core.code.lookup.notes import Notes
from aidoc_core.code.lookup.outlines import Outlines, outlines_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from pathlib import Path

    import griffe

    from aidoc_core.code.source import SourceFile


class Sources:
    """What the code of a package is read from.

    Args:
        root: Its top module.
        file_of: Gives the parsed source of a Griffe object's module.

    Attributes:
        root: Its top module.
        name: Its name.
        notes: What is asked.
    """

    def __init__(self, root: griffe.Module, file_of: Callable[[griffe.Object], SourceFile]) -> None:
        self.root = root
        self.name = root.path
        self.notes = Notes()
        self._file_of = file_of
        self._paths: dict[int, tuple[griffe.Object, str]] = {}
        self._marked: dict[str, bool] = {}

    def path_of(self, module: griffe.Object) -> str:
        """The path of a module, which Griffe makes anew whenever it is asked."""
        if not self._paths:
            self._paths = {id(one): (one, path) for path, one in self.outlines.modules.items()}
        known = self._paths.get(id(module))
        if known is None:
            known = self._paths[id(module)] = module, module.path
        return known[1]

    @property
    def outlines(self) -> Outlines:
        """What its modules, and those that are loaded with it, are like."""
        return outlines_of(self.root)

    def file(self, obj: griffe.Object) -> SourceFile:
        """The source of the module that defines an object."""
        self.notes.add(("text", obj.path if obj.is_module else obj.module.path))
        return self._file_of(obj)

    def statement(self, obj: griffe.Object) -> ast.stmt | None:
        """The syntax tree of an object of this package, where its source is there."""
        self.note_code(obj)
        return self.statement_of(obj)

    def statement_of(self, obj: griffe.Object) -> ast.stmt | None:
        """The same, for what is noted otherwise."""
        return self._file_of(obj).nodes.get((obj.lineno or 0, obj.name))

    def code(self, obj: griffe.Object) -> list[str]:
        """The lines of an object of this package, which need no parsing."""
        self.note_code(obj)
        return self.code_of(obj)

    def code_of(self, obj: griffe.Object) -> list[str]:
        """The same, for what is noted otherwise."""
        return self.lines_of(obj.module)[(obj.lineno or 1) - 1 : obj.endlineno or 0]

    def note_code(self, obj: griffe.Object) -> None:
        """Note that the source of an object of this package counts."""
        if self.note_found(obj):
            self.notes.add(("code", obj.path))

    def note_found(self, obj: griffe.Object) -> bool:
        """Whether questions about an object can be asked again by its path; else all of its module is noted."""
        if self.outlines.find(obj.path) is obj:
            return True
        self.notes.add(("text", obj.module.path))
        return False

    def lines(self, module: griffe.Module) -> list[str]:
        """The lines of a module, which need no parsing."""
        self.notes.add(("text", module.path))
        return self.lines_of(module)

    def is_marked(self, module: griffe.Module) -> bool:
        """Whether a module may say `# aidoc: skip`, which is told without parsing it: most name aidoc nowhere."""
        path = self.path_of(module)
        self.notes.add(("text", path))
        if path not in self._marked:
            lines = self.lines_of(module)  # none of what Griffe has not loaded from a file
            self._marked[path] = not lines or any("aidoc" in line for line in lines)
        return self._marked[path]

    @staticmethod
    def lines_of(module: griffe.Module) -> list[str]:
        """The same, for what is not noted or noted otherwise."""
        path = files_of(module)
        try:
            return [] if isinstance(path, list) else module.lines_collection[path]
        except KeyError:  # compiled, or made at run time
            return []

    @cached_property
    def directory(self) -> Path | None:
        """The directory that the package is found in: its dependencies may be installed beside it."""
        return directory_of(self.root)
