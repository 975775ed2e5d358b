"""What the modules of a load are like: digests of their texts, and of what other modules may see of them.

An outline leaves out what Griffe does not read: the bodies of functions, comments, the lines on which things stand.
An object of Griffe's tree leads to others by names that the source of its module spells; so all that can be reached
from a module without asking anybody for a path is in the outlines of the modules that `reach` gives.

Digests are those of what people wrote, whatever has been filled in since.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import files_of
from aidoc_core.code.handwritten import without_added
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.found_words import found_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DEEPEST = 12
_OUTLINES: dict[str, tuple[str, str, str]] = {}
"""What was worked out of a module last, by its path: the digests of text and tree that it was worked out of, and it."""


def outlines_of(package: griffe.Object) -> Outlines:
    """The outlines of all that is loaded with a package, made when they are first asked for."""
    collection = package.modules_collection
    loaded = [one for one in collection.members.values() if isinstance(one, griffe.Module)]
    kept = (loaded[0] if loaded else package).extra["aidoc"]  # gone when the tree is
    known: Outlines | None = kept.get("outlines")
    if known is None or known.packages != tuple(sorted(collection.members)):
        known = kept["outlines"] = Outlines(collection, package.lines_collection, known)
    return known


class Outlines:
    """The outlines of one load, as it is when this is made.

    Args:
        collection: What is loaded.
        lines: The lines of its files.
        before: Those of the same load when less was loaded: since then, texts may have been filled in.
    """

    def __init__(
        self, collection: griffe.ModulesCollection, lines: griffe.LinesCollection, before: Outlines | None = None
    ) -> None:
        self._members: dict[str, Any] = dict(collection.members)
        self._lines = lines
        self._modules = {module.path: module for module in _modules(collection)}
        known: dict[str, str | None] = {} if before is None else before._trees  # noqa: SLF001 - of its own kind
        self._trees: dict[str, str | None] = {
            path: known[path] if path in known else _tree(one) for path, one in self._modules.items()
        }
        self._texts: dict[str, str] = {}
        self._outlines: dict[str, str | None] = {}
        self._reach: dict[str, frozenset[str]] = {}
        self._steps: dict[str, tuple[set[str], set[str]]] = {}

    @cached_property
    def packages(self) -> tuple[str, ...]:
        """The names of all packages that are loaded."""
        return tuple(sorted(self._members))

    def module(self, path: str) -> griffe.Module | None:
        """A module that is loaded."""
        return self._modules.get(path)

    def text(self, path: str) -> str:
        """A digest of the source of a module, and of the stub beside it; empty where there is no such module."""
        if path not in self._texts:
            self._texts[path] = self._text(path)
        return self._texts[path]

    def _text(self, path: str) -> str:
        module = self._modules.get(path)
        if module is None:
            return ""
        file = files_of(module)
        if isinstance(file, list):
            return _digest(list(map(str, file)))
        return self._with_stub(file, "\n".join(self._lines[file]) if file in self._lines else None)

    @staticmethod
    def _with_stub(file: Path, text: str | None) -> str:
        stub = file.with_suffix(".pyi")
        beside = stub.read_bytes() if stub != file and stub.is_file() else None
        return _digest(str(file), text, beside)

    def is_as_read(self, path: str) -> bool:
        """Whether the source of a module is on the disk what it was when it was read.

        Raises:
            OSError: It is gone.
            ValueError: It is no text any more.
        """
        module = self._modules.get(path)
        file = [] if module is None else files_of(module)
        if isinstance(file, list) or file not in self._lines or file.suffix not in (".py", ".pyi"):
            return True
        return self._with_stub(file, "\n".join(source_text(file).splitlines())) == self.text(path)

    def outline(self, path: str) -> str | None:
        """A digest of what others may see of a module; `None` where an extension has put in what stands in no text."""
        if path not in self._outlines:
            self._outlines[path] = self._outline(path)
        return self._outlines[path]

    def _outline(self, path: str) -> str | None:
        module, tree = self._modules.get(path), self._trees.get(path)
        if module is None:
            return ""
        if tree is None:
            return None
        text = self.text(path)
        known = _OUTLINES.get(path)
        if known is None or known[:2] != (text, tree):
            known = _OUTLINES[path] = text, tree, _digest(tree, list(_faces(module)))
        return known[2]

    def code(self, path: str) -> str:
        """A digest of the source of one object, its lines as they stand; empty where there is none."""
        obj = self.find(path)
        file = None if obj is None else files_of(obj)
        if obj is None or file is None or isinstance(file, list) or file not in self._lines or obj.lineno is None:
            return ""
        return _digest(self._lines[file][obj.lineno - 1 : obj.endlineno])

    def find(self, path: str) -> griffe.Object | None:
        """The object at a path, no alias followed."""
        members: Any = self._members
        found: Any = None
        for name in path.split("."):
            found = members.get(name)
            if found is None or found.is_alias:
                return None
            members = found.members
        return found  # type: ignore[no-any-return]

    def reach(self, path: str) -> frozenset[str]:
        """The modules whose outlines tell all that can be reached from a module by names that it spells."""
        if path not in self._reach:
            passed: set[str] = {path}
            waiting, whole = [path], {path}
            while waiting:
                seen, entered = self._steps_from(waiting.pop())
                passed |= seen
                waiting += entered - whole
                whole |= entered
            self._reach[path] = frozenset(passed)
        return self._reach[path]

    def _steps_from(self, path: str) -> tuple[set[str], set[str]]:
        """The modules that are passed on the way to what a module imports, and those that are entered then."""
        if path not in self._steps:
            walk = _Walk(self)
            self._steps[path] = walk.passed, set(walk.from_module(path))
        return self._steps[path]

    def along(self, path: str) -> frozenset[str]:
        """The modules that a dotted path leads through, imports followed."""
        walk = _Walk(self)
        walk.follow(path, frozenset(), 0)
        return frozenset(walk.passed)

    def words(self, path: str) -> frozenset[str]:
        """The identifiers in the source of a module."""
        return frozenset(found_in(path, self.text(path), "words", lambda: words_of("\n".join(self._lines_of(path)))))

    def _lines_of(self, path: str) -> list[str]:
        file = files_of(self._modules[path])
        return self._lines[file] if not isinstance(file, list) and file in self._lines else []

    def member(self, path: str) -> Any:
        """A package that is loaded."""
        return self._members.get(path)


class _Walk:
    """One walk from a module to all that it reaches.

    Args:
        outlines: Where it walks.

    Attributes:
        passed: The paths of the modules that it came through.
    """

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self._ends: set[tuple[str, int]] = set()
        self.passed: set[str] = set()

    def from_module(self, path: str) -> Iterator[str]:
        """Walk to all that a module imports, or finds in the packages around it; gives the modules that are entered."""
        module = self._outlines.module(path)
        if module is None:
            return
        self.passed.add(path)
        words = self._outlines.words(path)
        for alias in _aliases(module):
            yield from self.follow(alias.target_path, words, 0)
        around: Any = module.parent
        while around is not None:
            self.passed.add(around.path)
            for name in words & around.members.keys():
                if name not in module.members:
                    yield from self._to(around, name, words, 0)
            around = around.parent

    def follow(self, path: str, words: frozenset[str], depth: int) -> list[str]:
        """Walk along a dotted path.

        Args:
            path: The path.
            words: The names that whoever looks may ask its end for, if that is a module.
            depth: How many aliases have led here.

        Returns:
            The modules that are reached whole.
        """
        first, *rest = path.split(".")
        module = self._outlines.member(first)
        if module is None or depth > _DEEPEST or not isinstance(module, griffe.Module):
            return []
        for place, name in enumerate(rest):
            self.passed.add(module.path)
            member = module.members.get(name)
            if isinstance(member, griffe.Module):
                module = member
                continue
            if isinstance(member, griffe.Alias):
                return self.follow(".".join([member.target_path, *rest[place + 1 :]]), words, depth + 1)
            return [] if member is None else [module.path]
        return self._into(module, words, depth)

    def _into(self, module: griffe.Module, words: frozenset[str], depth: int) -> list[str]:
        """Walk to what of a module somebody may ask for who has it."""
        self.passed.add(module.path)
        if (module.path, id(words)) in self._ends or depth > _DEEPEST:
            return []
        self._ends.add((module.path, id(words)))
        return [path for name in words & module.members.keys() for path in self._to(module, name, words, depth)]

    def _to(self, module: griffe.Module, name: str, words: frozenset[str], depth: int) -> list[str]:
        member = module.members[name]
        if isinstance(member, griffe.Alias):
            return self.follow(member.target_path, words, depth + 1)
        return self._into(member, words, depth + 1) if isinstance(member, griffe.Module) else [module.path]


def _modules(collection: griffe.ModulesCollection) -> Iterator[griffe.Module]:
    waiting = [one for one in collection.members.values() if isinstance(one, griffe.Module)]
    while waiting:
        yield (module := waiting.pop())
        waiting += [one for one in module.members.values() if isinstance(one, griffe.Module)]


def _aliases(module: griffe.Module) -> Iterator[griffe.Alias]:
    waiting: list[griffe.Object] = [module]
    while waiting:
        for member in waiting.pop().members.values():
            if isinstance(member, griffe.Alias):
                yield member
            elif isinstance(member, griffe.Class):
                waiting.append(member)


def _within(module: griffe.Module) -> Iterator[tuple[str, Any]]:
    """All that a module holds, each with its name, no alias followed, and no module entered."""
    waiting: list[Any] = [module]
    while waiting:
        for name, member in waiting.pop().members.items():
            yield name, member
            if type(member) is not griffe.Alias and not isinstance(member, griffe.Module) and member.members:
                waiting.append(member)


def _tree(module: griffe.Module) -> str | None:
    """A digest of the objects of a module as extensions have left them: all else stands in its text.

    `None` where any docstring has sections that stand in no text.
    """
    found: list[object] = []
    add = found.append
    if not _add_docstring(module, found):
        return None
    for name, member in _within(module):
        if type(member) is griffe.Alias:
            add((name, member.target_path))
            continue
        add((name, member.kind.value, sorted(member.labels) if member.labels else ""))
        if isinstance(member, griffe.Module):
            continue
        if member.docstring is not None and not _add_docstring(member, found):
            return None
        if type(member) is griffe.Function:
            add([(one.name, one.kind) for one in member.parameters])
            add(bool(member.overloads))
        elif type(member) is griffe.Class:
            add((len(member.bases), len(member.decorators)))
    return _digest(found)


def _add_docstring(obj: griffe.Object, found: list[object]) -> bool:
    docstring = without_added(obj.docstring)
    if docstring is None:
        return True
    if type(docstring) is not griffe.Docstring or "parsed" in vars(docstring):
        return False
    found.append(docstring.value)
    if docstring.parent is not obj and docstring.parent is not None:  # an extension lets it inherit one
        found.append(docstring.parent.path)
    return True


def _faces(module: griffe.Module) -> Iterator[object]:
    """All of a module that can be seen without reading bodies."""
    yield (module.exports and list(map(str, module.exports)), sorted(module.imports.items()))
    for name, member in _within(module):
        if type(member) is griffe.Alias:
            yield name, member.target_path, member.runtime
        elif not isinstance(member, griffe.Module):
            yield name, *_face(member)


def _face(obj: Any) -> Iterator[object]:
    yield obj.path, obj.kind.value, sorted(obj.labels), obj.runtime, sorted(obj.imports.items()), obj.is_public
    yield [str(one) for one in obj.type_parameters] if hasattr(obj, "type_parameters") else ()
    if isinstance(obj, griffe.Function):
        yield from _signature(obj)
        yield [tuple(_signature(one)) for one in obj.overloads or ()]
        if "__doc__" in "".join(obj.lines if obj.name in ("__init__", "__new__") else ()):
            yield obj.lines  # it may take the words of what it makes
    elif isinstance(obj, griffe.Class):
        yield list(map(str, obj.bases)), [str(one.value) for one in obj.decorators], str(getattr(obj, "keywords", ""))
        yield [(name, [tuple(_signature(one)) for one in more]) for name, more in obj.overloads.items()]
    else:
        yield str(getattr(obj, "value", "")), str(getattr(obj, "annotation", ""))
        for name in ("setter", "deleter"):
            if (other := getattr(obj, name, None)) is not None:
                yield tuple(_signature(other))


def _signature(function: griffe.Function) -> Iterator[object]:
    yield [(one.name, one.kind, str(one.annotation), str(one.default)) for one in function.parameters]
    yield str(function.returns), [str(one.value) for one in function.decorators]
    yield function.docstring and getattr(without_added(function.docstring), "value", "")


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
