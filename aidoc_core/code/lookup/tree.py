"""The tree of one package: what stands at a dotted path, aliases, bases and submodules followed.

Where code cannot tell (compiled, made at run time), the answer is `UNKNOWN`. What is asked is noted.
"""

from __future__ import annotations

import ast
import threading
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

import griffe

from aidoc_core.code.lookup.notes import reached
from aidoc_core.code.lookup.on_disk import OnDisk
from aidoc_core.code.lookup.sources import Sources
from aidoc_core.code.lookup.unshown_names import may_have_more
from aidoc_core.code.nodes import walk
from aidoc_core.code.outside import builtin_members, outside
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.code.lookup.notes import Note
    from aidoc_core.code.source import SourceFile


class Unknown(Enum):
    """The type of `UNKNOWN`."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
"""Reading the code cannot tell."""

Found: TypeAlias = griffe.Object | Unknown | None
"""An object of this package; or there may be one; or there is none."""

_MAKES_MEMBERS = frozenset({"__getattr__", "__getattribute__"})
_DEEPEST = 12
_MOST_MEMBERS = 20_000
"""Members that stay found, with all that was asked to find them; most are asked for again at once, or never."""


class Tree(Sources):
    """What a package holds, as Griffe loaded it.

    Args:
        root: Its top module.
        file_of: Gives the parsed source of a Griffe object's module.

    Attributes:
        on_disk: What lies beside its modules.
    """

    def __init__(self, root: griffe.Module, file_of: Callable[[griffe.Object], SourceFile]) -> None:
        super().__init__(root, file_of)
        self.on_disk = OnDisk(root)
        self._members: dict[tuple[str, str], tuple[Found, frozenset[Note]]] = {}
        self._looking: set[tuple[int, tuple[str, str]]] = set()
        self._set: dict[str, tuple[bool, frozenset[str]]] = {}

    def let_go(self) -> None:
        """Let go what was looked up, for a build that has looked up what pages show; it is found again if need be."""
        self._members.clear()
        self._set.clear()
        self.outlines.let_go()

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
        self.notes.add(("along", path))
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
        looking = (threading.get_ident(), key)
        if looking in self._looking:
            self.notes.add(("all", ""))
            return None  # a cycle of bases or aliases finds nothing
        self._looking.add(looking)
        if len(self._members) >= _MOST_MEMBERS:
            self._members.clear()
        try:
            return self.notes.remembered(self._members, key, lambda: self._find_member(container, name))
        finally:
            self._looking.discard(looking)

    def _find_member(self, container: griffe.Object, name: str) -> Found:
        self.notes.add(reached(container))
        if name in container.members:
            return self.follow(container.members[name])
        if container.is_module:
            open_ = self._is_open(container) or self._on_disk(container, name) or self._is_unpacked(container, name)
            return UNKNOWN if open_ else self._starred(container, name)
        if container.is_class:
            return self._class_member(container, name)
        return UNKNOWN  # what a value has is for its type to say

    def follow(self, obj: griffe.Object | griffe.Alias) -> Found:
        """What an alias stands for; `UNKNOWN` where that is not in what was loaded."""
        for _ in range(_DEEPEST):
            if not isinstance(obj, griffe.Alias):
                self.notes.add(reached(obj))
                return obj
            target = obj.target_path
            self.notes.add(("along", target))
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
        self.notes.add(("disk", f"{module.path}.{name}"))
        return self.on_disk.lies_beside(module, name)

    def is_unread(self, module: str) -> bool:
        """Whether a module is there that was not loaded: compiled, or broken."""
        self.notes.add(("unread", module))
        return not isinstance(self.find(module), griffe.Object) and self.on_disk.is_unread(module, self.directory)

    def _is_open(self, module: griffe.Object) -> bool:
        """Whether a module may have names that its code does not show."""
        self.notes.add(("open", module.path))
        return self.is_open(module)

    def is_open(self, module: griffe.Object) -> bool:
        """The same, for what is noted otherwise."""
        if _MAKES_MEMBERS & module.members.keys() or any("*" in name for name in module.members):
            return True
        if not isinstance(module, griffe.Module) or module.is_namespace_package or module.is_namespace_subpackage:
            return True
        lines = self.lines_of(module)
        return (not lines and bool(module.members)) or may_have_more(lines, stub=self.on_disk.has_stub(module))

    def _starred(self, module: griffe.Object, name: str) -> Found:
        """A module that `from .core import *` brings along, since `core` imports it: Griffe takes other names only."""
        if not isinstance(module, griffe.Module) or not name.isidentifier():
            return None
        for line in self.lines(module):
            if not line.startswith("from ") or not line.rstrip().endswith("import *"):
                continue
            of = line[len("from ") :].partition(" ")[0]
            up = len(of) - len(of.lstrip("."))
            parts = module.path.split(".")
            kept = parts[: len(parts) - up + bool(module.is_init_module)] if up else []
            found = self.find(".".join([*kept, *filter(None, [of.lstrip(".")])]))
            if isinstance(found, griffe.Module) and isinstance(found.members.get(name), griffe.Module):
                return self.follow(found.members[name])
        return None

    def _is_unpacked(self, module: griffe.Object, name: str) -> bool:
        """Whether a module gives a name its value among others, which Griffe does not read: `WHITE, BLACK = 0, 1`."""
        lines = self.lines(module) if isinstance(module, griffe.Module) else []
        for line in lines:
            if name in line and "," in line and line[:1].isidentifier():
                targets = (part for part in line.split("=")[:-1] if "," in part and "(" not in part)
                if any(name in _WORD.findall(part) for part in targets):
                    return True
        return False

    def _class_member(self, owner: griffe.Object, name: str) -> Found:
        if not isinstance(owner, griffe.Class) or _MAKES_MEMBERS & owner.members.keys():
            return UNKNOWN
        unknown, names = self._sets_in(owner)
        if name in names:
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

    def _sets_in(self, owner: griffe.Object) -> tuple[bool, frozenset[str]]:
        """What `read_sets` tells of a class."""
        if self.note_found(owner):
            self.notes.add(("sets", owner.path))
        return self.read_sets(owner)

    def read_sets(self, owner: griffe.Object) -> tuple[bool, frozenset[str]]:
        """Whether a class may get members from a metaclass, and the names that code inside of it sets on anything.

        For what is noted otherwise.
        """
        if owner.path not in self._set:
            node = self.statement_of(owner)
            nodes = walk(node) if node is not None else ()
            names = (n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))
            open_ = not isinstance(node, ast.ClassDef) or not all(map(_is_of_abc, node.keywords))
            self._set[owner.path] = open_, frozenset(names)
        return self._set[owner.path]

    def bases(self, owner: griffe.Class) -> list[griffe.Object | frozenset[str] | Unknown]:
        """The bases of a class: those of this package, the member names of builtin ones, `UNKNOWN`."""
        self.notes.add(reached(owner))
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
        self.notes.add(("outside", path))
        return outside(path, self.directory)


_WORD = regex(r"\w+")
_OF_EVERY_CLASS = frozenset(dir(type)) | frozenset(dir(object)) | {"__dict__", "__annotations__", "__slots__"}


def _is_of_abc(keyword: ast.keyword) -> bool:
    """Whether a keyword of a class is `metaclass=ABCMeta`, which adds no members."""
    match keyword:
        case ast.keyword(arg="metaclass", value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name == "ABCMeta"
    return False


def _harmless(path: str) -> frozenset[str] | Unknown:
    """Bases that add no names of their own that anybody documents."""
    return frozenset() if path.rpartition(".")[2] in ("ABC", "Generic", "Protocol") else UNKNOWN
