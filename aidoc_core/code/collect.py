"""Griffe objects -> `ApiObject` values, with the human text that Griffe does not read (`#:` comments) too.

With `aidoc_core.code.lookup` and `aidoc_core.render.filled` the only place that knows Griffe's models.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Protocol

import griffe

from aidoc_core.code.canonical import dump
from aidoc_core.code.declared import DESCRIBED, declared_by_owner
from aidoc_core.code.files import file_of
from aidoc_core.code.handwritten import by_sections, documented, hand_written
from aidoc_core.code.inherited import inherited_from
from aidoc_core.code.lookup import CodeContext, Own, Package, own_of
from aidoc_core.code.members import comment_of, member_headers, undescribed_fields
from aidoc_core.code.objects import NO_NAMES, NOT_SAID, ApiObject, Location, set_of
from aidoc_core.code.packed import shared
from aidoc_core.code.parsed import ParsedFiles
from aidoc_core.code.said import read_said, with_said
from aidoc_core.code.shape import changed_parameters, kind_of, parameters_of, results_of, signature_of
from aidoc_core.code.skipped import node_of, reason_of_kind, skip_mark, skip_reason, skipped_members
from aidoc_core.code.source import Definition, SourceFile, header
from aidoc_core.code.unreadable import relative

if TYPE_CHECKING:
    from collections.abc import Callable


class Memory(Protocol):
    """What an earlier build has read of objects."""

    def of(self, context: CodeContext, read: Callable[[griffe.Object], ApiObject | None]) -> ApiObject | None:
        """An object as it was read, or as it is read now."""


_BROKEN = "its docstring cannot be read"


@dataclass(slots=True)
class Collector:
    """Reads Griffe objects; remembers the modules it has parsed last.

    Attributes:
        root: Locations are told relative to this directory where possible.
        memory: Gives what an earlier build has read, and else has it read; without it, all is read.
        parsed: The modules.
        anew: How many objects were read that no memory had.
    """

    root: Path = field(default_factory=Path.cwd)
    memory: Memory | None = None
    parsed: ParsedFiles = field(default_factory=ParsedFiles)
    anew: int = field(default=0, init=False)
    _packages: dict[int, Package] = field(default_factory=dict)
    _unlisted: dict[str, frozenset[str]] = field(default_factory=dict)
    _places: dict[tuple[Path, int], str] = field(default_factory=dict)

    def let_go(self) -> None:
        """Let go what only reading needs: trees, and what was looked up in packages."""
        self.parsed.clear()
        for package in self._packages.values():
            package.let_go()

    def read(self, obj: griffe.Object) -> ApiObject | None:
        """The `ApiObject` of a Griffe object (not an alias), or `None` for what is never documented by us.

        Never documented: type variables, loggers, a constructor that nobody has written, `type` statements.
        """
        if kind_of(obj) is None:
            return None
        if self.memory is None:
            return self._read(obj)
        return self.memory.of(CodeContext(package=self.package(obj), obj=obj), self._read)

    def _read(self, obj: griffe.Object) -> ApiObject | None:
        kind = kind_of(obj)
        if kind is None:
            return None
        self.anew += 1
        file, node, stub = self._source(obj)
        if obj.name == "__init__" and node is None:
            return None  # made by a decorator (dataclass): its fields are documented one by one
        definition = node if isinstance(node, Definition) else None
        hand = hand_written(obj)
        human = hand.text or comment_of(file, node)
        hand = replace(hand, text=human)
        changed = changed_parameters(obj, definition)
        has = documented(obj, hand)
        by_extensions = (*by_sections(obj, hand, has), *changed.words)
        # What an extension alone put into the signature, no code tells of.
        has = replace(has, parameters=has.parameters | changed.added) if changed.added else has
        said = read_said(obj, node, has)
        has = with_said(has, said)
        described = not has.summary and declared_by_owner(obj)
        has = replace(has, summary=has.summary or described)
        attributes = tuple(undescribed_fields(obj, file)) if kind in ("class", "module") else ()
        does = own_of(definition) if isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef) else Own()
        returns, yields = results_of(obj, kind, does)
        members = tuple(sorted(member_headers(obj, file))) if kind in ("class", "module") else ()
        parent = obj.parent
        enclosing = self._source(parent)[1] if parent is not None and parent.is_class else None
        return ApiObject(
            path=intern(obj.path),  # Griffe makes it anew each time; it is kept in many places
            kind=kind,
            module=intern(obj.path if obj.is_module else obj.module.path),
            location=Location(
                file=self.locate(obj, stub=stub), line=obj.lineno or int(obj.is_module and bool(file.lines))
            ),
            signature=header(definition) if definition else signature_of(obj, node),
            parameters=tuple(parameters_of(obj)),
            unshown=changed.removed,
            returns_value=returns,
            yields_value=yields,
            is_async=isinstance(node, ast.AsyncFunctionDef),
            raises=tuple(does.raised) if kind == "function" else (),
            decorators=tuple(ast.unparse(decorator) for decorator in getattr(node, "decorator_list", ())),
            code=dump(node) if node is not None and kind not in ("class", "module") else "",
            source=file.text(node, obj.name) if node is not None else "",
            header=header(enclosing) if isinstance(enclosing, ast.ClassDef) else "",
            members=members,
            attributes=attributes,
            listed_by=self._listed_by(obj, file) if obj.is_attribute and not has.summary else "",
            skipped=set_of(skipped_members(obj, file)) if members else NO_NAMES,
            human=human,
            beside=hand.beside,
            documented=shared(has),
            by_extensions=by_extensions,
            said=said or NOT_SAID,
            inherits=inherited_from(obj) if human else "",
            set_by_code=self.package(obj).sets_docstring(obj),
            skip=_BROKEN
            if hand.broken
            else self._skip_reason(obj) or reason_of_kind(obj, kind) or (DESCRIBED if described else ""),
            context=CodeContext(package=self.package(obj), obj=obj),
        )

    def _listed_by(self, obj: griffe.Object, file: SourceFile) -> str:
        """The class or module around a field, if its docstring lists attributes and leaves the field out."""
        parent = obj.parent
        if parent is None or parent.docstring is None or not (parent.is_class or parent.is_module):
            return ""
        if parent.path not in self._unlisted:
            above = hand_written(parent).documents(parent)
            own = frozenset(undescribed_fields(parent, file)) if above.attributes else NO_NAMES
            self._unlisted[parent.path] = own - above.attributes - above.parameters
        return parent.path if obj.name in self._unlisted[parent.path] else ""

    def locate(self, obj: griffe.Object, *, stub: bool = False) -> str:
        """The object's file, relative to the root or else to the directory of its package; the module without one.

        Args:
            obj: The object.
            stub: Whether it stands in the stub beside that file.
        """
        path = file_of(obj)
        module = obj if obj.is_module else obj.module
        if path is None:
            return module.path
        path = path.with_suffix(".pyi") if stub else path
        depth = module.path.count(".") + 1 + (path.stem == "__init__")
        if (path, depth) not in self._places:  # links are followed once a file
            self._places[path, depth] = relative(path, self.root, depth=depth)
        return self._places[path, depth]

    def package(self, obj: griffe.Object) -> Package:
        """The package that an object is in."""
        top = obj.package
        if id(top) not in self._packages:  # the package holds its top module, so the number is not given twice
            self._packages[id(top)] = Package(top, self._file)
        return self._packages[id(top)]

    def _source(self, obj: griffe.Object) -> tuple[SourceFile, ast.stmt | None, bool]:
        """Where an object is defined: in its module's file, or else in the stub beside it; and whether in the stub."""
        file = self._file(obj)
        node = node_of(obj, file)
        path = None if node is not None or obj.is_module else file_of(obj)
        if path is None or path.suffix == ".pyi" or not (beside := path.with_suffix(".pyi")).is_file():
            return file, node, False
        stub = self.parsed.get(beside, lambda: SourceFile.read(beside))
        found = node_of(obj, stub)
        return (file, None, False) if found is None else (stub, found, True)

    def _skip_reason(self, obj: griffe.Object) -> str:
        file, node, stub = self._source(obj)
        if not stub:
            return skip_reason(obj, file, node)
        parent = obj.parent
        above = self._skip_reason(parent) if parent is not None and parent.is_class else ""
        return skip_mark(obj, file, node) or above

    def _file(self, obj: griffe.Object) -> SourceFile:
        path = file_of(obj)
        if path is None or path.is_dir():  # built into Python; a namespace package
            return SourceFile([], {})
        return self.parsed.get(path, lambda: _read_file(path, obj.lines_collection))


def _read_file(path: Path, loaded: griffe.LinesCollection) -> SourceFile:
    if path.suffix in (".py", ".pyi") and path.is_file():
        return SourceFile.read(path)
    return SourceFile.parse(list(loaded[path]) if path in loaded else [])  # compiled, or never on disk


def from_griffe(obj: griffe.Object | griffe.Alias, root: Path | None = None) -> ApiObject | None:
    """Read one Griffe object; aliases are followed to what they stand for.

    Args:
        obj: A Griffe object or alias.
        root: Locations are told relative to this directory; the current one by default.

    Returns:
        The object, or `None` where it is of a kind that is never documented.

    Raises:
        griffe.AliasResolutionError: The alias leads nowhere.
    """
    target = obj.final_target if isinstance(obj, griffe.Alias) else obj
    # Kept with the package, so that its modules are parsed once, and gone when the package is gone.
    collectors = target.package.extra["aidoc"].setdefault("collectors", {})
    root = root or Path.cwd()
    if root not in collectors:
        collectors[root] = Collector(root)
    found: ApiObject | None = collectors[root].read(target)
    return found
