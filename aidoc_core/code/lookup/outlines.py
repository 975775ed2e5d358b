"""What the modules of a load are like: digests of their texts, and of what other modules may see of them.

An outline leaves out what Griffe does not read: the bodies of functions, comments, the lines on which things stand.
An object of Griffe's tree leads to others by names that the source of its module spells; so all that can be reached
from a module without asking anybody for a path is in the outlines of the modules that `reach` gives.

Digests are those of what people wrote, whatever has been filled in since.
"""

from __future__ import annotations

import time
from functools import cached_property
from os.path import exists
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import files_of, stamp_of
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.digests import digest
from aidoc_core.code.lookup.faces import face_of, tree_of
from aidoc_core.code.lookup.found_words import found_in
from aidoc_core.code.lookup.look import Look
from aidoc_core.code.lookup.walks import Walk
from aidoc_core.code.steady import is_steady

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.code.files import Stamp

_OUTLINES: dict[str, tuple[str, str, str]] = {}
"""What was worked out of a module last, by its path: the digests of text and tree that it was worked out of, and it."""


def outlines_known(modules: Iterable[str]) -> dict[str, list[str]]:
    """What is known of modules, by path, as plain data."""
    return {path: list(_OUTLINES[path]) for path in modules if path in _OUTLINES}


def remember_outlines(known: Mapping[str, Sequence[str]]) -> None:
    """Go by what another process has told (`outlines_known`); it counts for as long as a module is as it was."""
    for path, (text, tree, outline) in known.items():
        _OUTLINES.setdefault(path, (text, tree, outline))


def outlines_of(package: griffe.Object) -> Outlines:
    """The outlines of all that is loaded with a package, made when they are first asked for."""
    collection = package.modules_collection
    loaded = [one for one in collection.members.values() if isinstance(one, griffe.Module)]
    kept = (loaded[0] if loaded else package).extra["aidoc"]  # gone when the tree is
    known: Outlines | None = kept.get("outlines")
    if known is None or known.packages != tuple(sorted(collection.members)):
        trees = {} if known is None else known.trees
        known = kept["outlines"] = Outlines(collection, package.lines_collection, trees)
    return known


def look_again(package: griffe.Object, last: Look) -> bool:
    """Look at the modules that are loaded with a package, and whether they look from outside as they did.

    Only those are looked at whose text is another one: no extension of Griffe may be at work. To be called before
    anybody asks for outlines; where all look as they did, those that are made here are what is asked for then.

    Args:
        package: The package, or any of them.
        last: How they were when they were loaded last.
    """
    collection = package.modules_collection
    found = Outlines(collection, package.lines_collection, last.trees)
    found.take_texts(last)
    same = found.looks_like(last)
    if same:
        loaded = next(one for one in collection.members.values() if isinstance(one, griffe.Module))
        loaded.extra["aidoc"]["outlines"] = found
    return same


class Outlines:
    """The outlines of one load, as it is when this is made.

    Args:
        collection: What is loaded.
        lines: The lines of its files.
        trees: Digests of the objects of modules that are known: since they were made, texts may have been filled in.

    Attributes:
        modules: All modules, by path.
        trees: Digests of their objects.
    """

    def __init__(
        self,
        collection: griffe.ModulesCollection,
        lines: griffe.LinesCollection,
        trees: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        self._members: dict[str, Any] = dict(collection.members)
        self._lines = lines
        self.modules = dict(modules_in(collection.members.values()))
        self.trees: dict[str, str | None] = {
            path: trees[path] if path in trees else tree_of(one) for path, one in self.modules.items()
        }
        self._texts: dict[str, str] = {}
        self._outlines: dict[str, str | None] = {}
        self._reach: dict[str, frozenset[str]] = {}
        self._steps: dict[str, tuple[set[str], set[str]]] = {}
        self._sure: dict[str, Stamp] = {}

    def let_go(self) -> None:
        """Let go what is found again where it is asked for; digests stay, as texts are filled in by now."""
        self._reach.clear()
        self._steps.clear()

    @cached_property
    def packages(self) -> tuple[str, ...]:
        """The names of all packages that are loaded."""
        return tuple(sorted(self._members))

    @property
    def texts(self) -> dict[str, str]:
        """Digests of the texts of all modules, by path."""
        return {path: self.text(path) for path in self.modules}

    @property
    def look(self) -> Look:
        """What all modules are like, for the next load."""
        outlines = {path: self.outline(path) for path in self.modules}
        read, present = list(self._read()), time.time_ns()
        lines = {path: (str(file), found) for path, file, found in read}
        stamps = {path: self._sure[path] if path in self._sure else stamp_of(file) for path, file, _ in read}
        return Look(
            texts=self.texts, trees=self.trees, outlines=outlines, lines=lines, steps=dict(self._steps),
            stamps={path: stamp for path, stamp in stamps.items() if is_steady(stamp, present)}, sure=self._sure.keys(),
        )  # fmt: skip

    def take_texts(self, last: Look) -> None:
        """Take over the digests of texts that are line for line what they were in an earlier load.

        A file that has the stamp that it had after that load was read now as it was then. So where the lines are the
        same, that is what it holds, and as long as it keeps the stamp, nobody needs to compare them again.

        Args:
            last: How they were then.
        """
        for path, file, lines in self._read():
            stamp = last.stamps.get(path)
            kept = stamp is not None and stamp == stamp_of(file)
            before = last.lines.get(path)
            if before is None or before[0] != str(file):
                continue
            if (kept and path in last.sure) or before[1] == lines:
                self._texts[path] = last.texts[path]
                if kept:
                    self._sure[path] = stamp

    def _read(self) -> Iterator[tuple[str, Path, list[str]]]:
        """Each module that is one file without a stub: the file and its lines."""
        for path, module in self.modules.items():
            file = files_of(module)
            if not isinstance(file, list) and file in self._lines and not exists(f"{file}i"):  # noqa: PTH110 - a path less for each module
                yield path, file, self._lines[file]

    def looks_like(self, last: Look) -> bool:
        """Whether others may see the same of all modules as in an earlier load; trees of the same texts are taken over.

        Args:
            last: How they were then.
        """
        if self.modules.keys() != last.texts.keys() or None in last.outlines.values():
            return False
        for path, module in self.modules.items():
            if self.text(path) != last.texts[path]:
                self.trees[path] = tree_of(module)
                if self.outline(path) != last.outlines[path]:
                    return False
        self._outlines = dict(last.outlines)
        # What a module spells leads where it did: through modules that look as they did.
        self._steps = {path: steps for path, steps in last.steps.items() if self.text(path) == last.texts[path]}
        return True

    def module(self, path: str) -> griffe.Module | None:
        """A module that is loaded."""
        return self.modules.get(path)

    def text(self, path: str) -> str:
        """A digest of the source of a module, and of the stub beside it; empty where there is no such module."""
        if path not in self._texts:
            self._texts[path] = self._text(path)
        return self._texts[path]

    def _text(self, path: str) -> str:
        module = self.modules.get(path)
        if module is None:
            return ""
        file = files_of(module)
        if isinstance(file, list):
            return digest(list(map(str, file)))
        return self._with_stub(file, "\n".join(self._lines[file]) if file in self._lines else None)

    @staticmethod
    def _with_stub(file: Path, text: str | None) -> str:
        stub = file.with_suffix(".pyi")
        beside = stub.read_bytes() if stub != file and stub.is_file() else None
        return digest(str(file), text, beside)

    def is_as_read(self, path: str) -> bool:
        """Whether the source of a module is on the disk what it was when it was read.

        Raises:
            OSError: It is gone.
            ValueError: It is no text any more.
        """
        module = self.modules.get(path)
        file = [] if module is None else files_of(module)
        if isinstance(file, list) or file not in self._lines or file.suffix not in (".py", ".pyi"):
            return True
        if path in self._sure and self._sure[path] == stamp_of(file) and not exists(f"{file}i"):  # noqa: PTH110 - as there
            return True
        return self._with_stub(file, "\n".join(source_text(file).splitlines())) == self.text(path)

    def outline(self, path: str) -> str | None:
        """A digest of what others may see of a module; `None` where an extension has put in what stands in no text."""
        if path not in self._outlines:
            self._outlines[path] = self._outline(path)
        return self._outlines[path]

    def _outline(self, path: str) -> str | None:
        module, tree = self.modules.get(path), self.trees.get(path)
        if module is None:
            return ""
        if tree is None:
            return None
        text = self.text(path)
        known = _OUTLINES.get(path)
        if known is None or known[:2] != (text, tree):
            known = _OUTLINES[path] = text, tree, face_of(module, tree)
        return known[2]

    def code(self, path: str) -> str:
        """A digest of the source of one object, its lines as they stand; empty where there is none."""
        lines = self.lines(path)
        return "" if lines is None else digest(lines)

    def lines(self, path: str) -> list[str] | None:
        """The lines of the source of one object; `None` where there is none."""
        obj = self.find(path)
        file = None if obj is None else files_of(obj)
        if obj is None or file is None or isinstance(file, list) or file not in self._lines or obj.lineno is None:
            return None
        return self._lines[file][obj.lineno - 1 : obj.endlineno]

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
            walk = Walk(self)
            self._steps[path] = walk.passed, set(walk.from_module(path))
        return self._steps[path]

    def along(self, path: str) -> frozenset[str]:
        """The modules that a dotted path leads through, imports followed."""
        walk = Walk(self)
        walk.follow(path, frozenset(), 0)
        return frozenset(walk.passed)

    def words(self, path: str) -> frozenset[str]:
        """The identifiers in the source of a module."""
        return frozenset(found_in(path, self.text(path), "words", lambda: words_of("\n".join(self._lines_of(path)))))

    def _lines_of(self, path: str) -> list[str]:
        file = files_of(self.modules[path])
        return self._lines[file] if not isinstance(file, list) and file in self._lines else []

    def member(self, path: str) -> Any:
        """A package that is loaded."""
        return self._members.get(path)


def modules_in(packages: Iterable[griffe.Object | griffe.Alias]) -> Iterator[tuple[str, griffe.Module]]:
    """All modules of some packages by their paths, which Griffe makes anew whenever one is asked."""
    waiting = [(one.path, one) for one in packages if isinstance(one, griffe.Module)]
    while waiting:
        yield (found := waiting.pop())
        path, module = found
        # Not `module.modules`: it follows every alias to see what it stands for.
        waiting += [(f"{path}.{one.name}", one) for one in module.members.values() if isinstance(one, griffe.Module)]
