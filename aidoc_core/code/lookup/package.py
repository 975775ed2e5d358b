"""One package: its objects by path and by name, the words in its code. The only tables that rules look into."""

from __future__ import annotations

import ast
import re
import threading
from enum import Enum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

import griffe

from aidoc_core.code.files import directory_of, files_of
from aidoc_core.code.lookup.beside import Beside
from aidoc_core.code.lookup.body import Body, body_of
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.mentions import mentions
from aidoc_core.code.nodes import walk
from aidoc_core.code.outside import builtin_members, outside
from aidoc_core.code.run_time import RunTimeDocs
from aidoc_core.code.source import Function, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Unknown(Enum):
    """The type of `UNKNOWN`."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
"""Reading the code cannot tell."""

Found: TypeAlias = griffe.Object | Unknown | None
"""An object of this package; or there may be one; or there is none."""

_MAKES_MEMBERS = frozenset({"__getattr__", "__getattribute__"})
_DEEPEST = 12
_MOST_BODIES = 1_000
"""Bodies that stay read: each holds parts of its syntax tree."""


class Package:
    """A package as Griffe loaded it.

    Args:
        root: Its top module.
        file_of: Gives the parsed source of a Griffe object's module.
    """

    def __init__(self, root: griffe.Module, file_of: Callable[[griffe.Object], SourceFile]) -> None:
        self.root = root
        self.name = root.path
        self._file_of = file_of
        self._bodies: dict[str, Body | None] = {}
        self._members: dict[tuple[str, str], Found] = {}
        self._looking: set[tuple[int, tuple[str, str]]] = set()
        self._set: dict[str, frozenset[str]] = {}
        self._methods: dict[tuple[str, int], list[griffe.Object]] = {}

    def file(self, obj: griffe.Object) -> SourceFile:
        """The source of the module that defines an object."""
        return self._file_of(obj)

    def lines(self, module: griffe.Module) -> list[str]:
        """The lines of a module, which need no parsing."""
        path = files_of(module)
        try:
            return [] if isinstance(path, list) else module.lines_collection[path]
        except KeyError:  # compiled, or made at run time
            return []

    @cached_property
    def run_time(self) -> RunTimeDocs:
        """The objects that code gives their docstrings."""
        return RunTimeDocs([(module, self.lines(module)) for module in self.modules()], self._file_of)

    @cached_property
    def directory(self) -> Path | None:
        """The directory that the package is found in: its dependencies may be installed beside it."""
        return directory_of(self.root)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every identifier in the package's code, short strings included, docstrings and comments not."""
        found: set[str] = set()
        for module in self.modules():
            found.update(module.path.split("."))
            found.update(module.members)
            if not module.is_namespace_package and not module.is_namespace_subpackage:
                found |= words_of("\n".join(self.lines(module)))
        for file in self._unloaded():
            found |= words_of(file.read_text(encoding="utf-8", errors="replace"))
        return frozenset(found)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Every word in the package's files and beside them, docstrings and comments included, in lower case."""
        named = (m for m in self.modules() if not m.is_namespace_package and not m.is_namespace_subpackage)
        sources = ["\n".join(self.lines(module)) for module in named]
        sources += [file.read_text(encoding="utf-8", errors="replace") for file in self._unloaded()]
        return mentions(sources, self.name, self.directory)

    @cached_property
    def beside(self) -> Beside:
        """What the project says of the package outside of its code, and how it writes."""
        return Beside(self)

    def _unloaded(self) -> Iterator[Path]:
        """Sources of the package that Griffe leaves out: Cython, stubs, directories without `__init__`."""
        path = files_of(self.root)
        if isinstance(path, list) or path.stem != "__init__":
            return
        loaded = {str(file) for file in self.root.lines_collection.keys()}  # noqa: SIM118 - it is no dict
        for suffix in ("py", "pyi", "pyx", "pxd"):
            for file in sorted(path.parent.rglob(f"*.{suffix}")):
                if str(file) not in loaded:
                    yield file

    @cached_property
    def by_name(self) -> dict[str, list[griffe.Object]]:
        """Every object of the package by its own name."""
        table: dict[str, list[griffe.Object]] = {}
        todo: list[griffe.Object] = [self.root]
        while todo:
            obj = todo.pop()
            table.setdefault(obj.name, []).append(obj)
            if obj.is_module or obj.is_class:
                todo.extend(member for member in obj.members.values() if not member.is_alias)  # type: ignore[misc]
        return table

    def methods(self, name: str, *, most: int) -> list[griffe.Object]:
        """The first methods of a name: in a large package there may be thousands, and one call after another asks.

        Args:
            name: The name.
            most: How many are enough.
        """
        if (name, most) not in self._methods:
            named = self.by_name.get(name, ())
            found = (obj for obj in named if obj.is_function and obj.parent is not None and obj.parent.is_class)
            self._methods[name, most] = list(islice(found, most))
        return self._methods[name, most]

    def modules(self) -> Iterator[griffe.Module]:
        """Every module of the package, itself first."""
        waiting = [self.root]
        while waiting:
            yield (module := waiting.pop())
            waiting += [child for child in module.modules.values() if not child.is_alias]

    def node(self, obj: griffe.Object) -> Function | None:
        """The syntax tree of a function or property of this package."""
        if not (obj.is_function or obj.is_attribute):
            return None
        node = self.file(obj).nodes.get((obj.lineno or 0, obj.name))
        return node if isinstance(node, Function) else None

    def body(self, obj: griffe.Object) -> Body | None:
        """What a function of this package does; `None` where its source is not there."""
        if obj.path not in self._bodies:
            if len(self._bodies) >= _MOST_BODIES:
                self._bodies.clear()
            node = self.node(obj)
            try:
                self._bodies[obj.path] = None if node is None else body_of(node)
            except RecursionError:  # thousands of nested expressions: made by a machine, for machines
                self._bodies[obj.path] = None
        return self._bodies[obj.path]

    def find(self, path: str) -> Found:
        """The object at a dotted path that starts with the package's name."""
        if path != self.name and not path.startswith(f"{self.name}."):
            return None
        return self.descend(self.root, path.removeprefix(self.name).strip("."))

    def defines(self, path: str) -> bool:
        """Whether the code writes out a definition at a path, or may do so in a module that was not read.

        Names that a module only imports, or makes while it runs, are none.
        """
        if path != self.name and not path.startswith(f"{self.name}."):
            return True
        found: griffe.Object = self.root
        for part in filter(None, path.removeprefix(self.name).split(".")):
            member = found.members.get(part)
            if member is None and found.is_module and self._on_disk(found, part):
                return True
            if not isinstance(member, griffe.Object):
                return False
            found = member
        return True

    def descend(self, start: griffe.Object, path: str) -> Found:
        """Follow the parts of a dotted path from an object, through aliases, bases and submodules."""
        found: Found = start
        for part in filter(None, path.split(".")):
            if not isinstance(found, griffe.Object):
                return found
            found = self.member(found, part)
        return found

    def member(self, container: griffe.Object, name: str) -> Found:
        """A member of a module or class, inherited ones included."""
        key = (container.path, name)
        if key not in self._members:
            looking = (threading.get_ident(), key)
            if looking in self._looking:
                return None  # a cycle of bases or aliases finds nothing
            self._looking.add(looking)
            try:
                self._members[key] = self._find_member(container, name)
            finally:
                self._looking.discard(looking)
        return self._members[key]

    def _find_member(self, container: griffe.Object, name: str) -> Found:
        if name in container.members:
            return self.follow(container.members[name])
        if container.is_module:
            return UNKNOWN if self._is_open(container) or self._on_disk(container, name) else None
        if container.is_class:
            return self._class_member(container, name)
        return UNKNOWN  # what a value has is for its type to say

    def follow(self, obj: griffe.Object | griffe.Alias) -> Found:
        """What an alias stands for; `UNKNOWN` where that is not in what was loaded."""
        for _ in range(_DEEPEST):
            if not isinstance(obj, griffe.Alias):
                return obj
            target = obj.target_path
            try:
                obj = self.root.modules_collection.get_member(target)
            except (KeyError, ValueError, griffe.AliasResolutionError, griffe.CyclicAliasError):
                return self._elsewhere(target)
        return UNKNOWN

    def _elsewhere(self, path: str) -> Found:
        if path == self.name or not path.startswith(f"{self.name}."):
            return UNKNOWN
        head, _, last = path.rpartition(".")
        found = self.find(head)
        return self.member(found, last) if isinstance(found, griffe.Object) else found

    def _on_disk(self, module: griffe.Object, name: str) -> bool:
        """Whether a module that Griffe has not loaded lies beside: compiled, or a directory without `__init__`."""
        path = files_of(module)
        if isinstance(path, list) or path.stem != "__init__":
            return False
        return (path.parent / name).is_dir() or any(True for _ in path.parent.glob(f"{name}.*"))

    def _is_open(self, module: griffe.Object) -> bool:
        """Whether a module may have names that its code does not show."""
        if _MAKES_MEMBERS & module.members.keys() or any("*" in name for name in module.members):
            return True
        if not isinstance(module, griffe.Module) or module.is_namespace_package or module.is_namespace_subpackage:
            return True
        lines = self.lines(module)
        return (not lines and bool(module.members)) or any(_DYNAMIC.search(line) for line in lines)

    def _class_member(self, owner: griffe.Object, name: str) -> Found:
        if _MAKES_MEMBERS & owner.members.keys():
            return UNKNOWN
        if not isinstance(owner, griffe.Class):
            return UNKNOWN
        node = self.file(owner).nodes.get((owner.lineno or 0, owner.name))
        unknown = not isinstance(node, ast.ClassDef) or bool(node.keywords)  # a metaclass may add members
        if name in self._set_in(owner, node):
            return UNKNOWN  # Griffe reads what `__init__` sets; any method may
        for base in self.bases(owner):
            if base is UNKNOWN:
                unknown = True
            elif isinstance(base, frozenset):
                if name in base:
                    return UNKNOWN  # of a builtin class: it exists, but not here
            elif (found := self.member(base, name)) is not None:
                if found is not UNKNOWN:
                    return found
                unknown = True
        return UNKNOWN if unknown or name in _OF_EVERY_CLASS else None

    def _set_in(self, owner: griffe.Class, node: ast.stmt | None) -> frozenset[str]:
        """Names of attributes that any code inside of a class sets on anything."""
        if owner.path not in self._set:
            nodes = walk(node) if node is not None else ()
            self._set[owner.path] = frozenset(
                n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)
            )
        return self._set[owner.path]

    def bases(self, owner: griffe.Class) -> list[griffe.Object | frozenset[str] | Unknown]:
        """The bases of a class: those of this package, the member names of builtin ones, `UNKNOWN`."""
        result: list[griffe.Object | frozenset[str] | Unknown] = []
        for base in owner.bases:
            path = base if isinstance(base, str) else base.canonical_path
            members = builtin_members(path.removeprefix("builtins."))
            if members is not None:
                result.append(members)
                continue
            found = self.find(path) if path.startswith(f"{self.name}.") else self._loaded(path)
            result.append(found if isinstance(found, griffe.Object) and found.is_class else _harmless(path))
        return result

    def _loaded(self, path: str) -> Found:
        try:
            return self.follow(self.root.modules_collection.get_member(path))
        except (KeyError, ValueError):
            return UNKNOWN

    def outside(self, path: str) -> bool | None:
        """Whether a dotted path exists in the standard library or an installed package; `None`: cannot tell."""
        return outside(path, self.directory)


_DYNAMIC = re.compile(
    r"globals\(\)\s*(?:\[|\.)|sys\.modules\[__name__|setattr\(sys|lazy\w*\.?(?:load|import|module|attach)|attach_stub"
)
_OF_EVERY_CLASS = frozenset(dir(type)) | frozenset(dir(object)) | {"__dict__", "__annotations__", "__slots__"}


def _harmless(path: str) -> frozenset[str] | Unknown:
    """Bases that add no names of their own that anybody documents."""
    return frozenset() if path.rpartition(".")[2] in ("ABC", "Generic", "Protocol") else UNKNOWN
