"""Where an object stands: the way from an `ApiObject` to the code around it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import griffe

    from aidoc_core.code.lookup.package import Package
    from aidoc_core.code.source import Definition


@dataclass(slots=True, kw_only=True, eq=False)
class CodeContext:
    """An object's place in its package. Nothing is read before it is asked for.

    Where nothing of an object has changed, a process that loads its package again moves it there.

    Attributes:
        package: The package.
        obj: The object, as Griffe knows it.
    """

    package: Package
    obj: griffe.Object
    _path: str = field(default="", init=False, repr=False)

    @property
    def path(self) -> str:
        """The path of the object, which Griffe makes anew whenever it is asked."""
        if not self._path:
            self._path = intern(self.obj.path)
        return self._path

    @property
    def module_path(self) -> str:
        """The path of the module that defines the object."""
        return self.package.path_of(self.module)

    @property
    def module(self) -> griffe.Object:
        """The module that defines the object."""
        return self.obj if self.obj.is_module else self.obj.module

    @property
    def owner(self) -> griffe.Class | None:
        """The class that defines the object, if any; a class is its own."""
        obj: griffe.Object | None = self.obj
        while obj is not None and not obj.is_class:
            obj = obj.parent
        return obj  # type: ignore[return-value]

    @property
    def definition(self) -> Definition | None:
        """The object's syntax tree, where it is a function or a class with a source."""
        node = self.package.statement(self.obj)
        return node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else None

    def move(self, there: CodeContext) -> None:
        """Take the place of the same object in a package that was loaded since."""
        self.enter(there.package, there.obj)

    def enter(self, package: Package, obj: griffe.Object) -> None:
        """The same, where the object was found in another way.

        Args:
            package: The package.
            obj: The object.
        """
        self.package, self.obj = package, obj

    def leave(self) -> None:
        """Let the package go. Until it is moved, there is no code around the object."""
        try:
            del self.package, self.obj
        except AttributeError:  # it has left
            return

    def __reduce__(self) -> tuple[object, ...]:
        """Not worth carrying to another process: what it leads to is the whole package."""
        return type(None), ()  # `None`: whoever reads it need not import what reads code

    def __deepcopy__(self, memo: object) -> CodeContext:
        return self
