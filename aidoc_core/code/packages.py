"""The documented packages, read by Griffe from where Python would import them; nothing is imported or run.

The one loader of all that do not have one of their own: the command line, Sphinx, and doc tools to come. It knows
none of them: where to look is told by the caller.
"""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import directory_of, files_of, places_of
from aidoc_core.code.neighbours import belong_together
from aidoc_core.code.overlooked import Overlooked
from aidoc_core.code.quiet import quiet
from aidoc_core.code.reading import SECONDS, Loader, Reader, Watch
from aidoc_core.code.unread import Unread
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from aidoc_core.code.collect import Memory
    from aidoc_core.code.lookup import Package
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.code.reading import Clock
    from aidoc_core.problems import Problem


class Packages:
    """Loads a package when the first of its names is looked up.

    The same tree and options as mkdocstrings has them, so that an object has the same identity in all tools.

    Args:
        search: Directories that may hold packages, in the order in which they are looked in.
        root: Places in the code are told relative to this directory where possible.
        timed: Opened while a package is loaded, for whoever measures.
        seconds: For one module; what takes longer is left out, and told.
        clock: In seconds.
        memory: What an earlier build has read, if that may be used.
    """

    def __init__(  # noqa: PLR0913 - keyword-only after what everyone needs
        self,
        search: Iterable[str | Path],
        *,
        root: Path,
        timed: Callable[[], AbstractContextManager[None]] = nullcontext,
        seconds: float = SECONDS,
        clock: Clock = time.monotonic,
        memory: Memory | None = None,
    ) -> None:
        self._unread = Unread(root, seconds)
        self._loader = Loader([Path(path) for path in search], Watch(seconds, clock), self._unread.left)
        self._overlooked = Overlooked(self._loader, self._unread.left)
        self._reader = Reader(root, seconds, clock, memory=memory)
        self._timed = timed
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
            if obj is None:
                return None
            member = _member(obj, part)
            if member is None and isinstance(obj, griffe.Module):
                with quiet():
                    member = self._overlooked.load(obj, part)
            obj = None if member is None else self.target(member)
            self._unread.check(obj)
        return obj

    def target(self, obj: griffe.Object | griffe.Alias) -> griffe.Object | None:
        """What an alias stands for in the end, also in other packages of the same project; `None` if nowhere there."""
        while isinstance(obj, griffe.Alias):
            try:
                return obj.final_target
            except griffe.CyclicAliasError:
                return None
            except griffe.AliasResolutionError as error:
                if not self._follow(error.alias.target_path, error.alias.path):
                    return None
        return obj

    def beside(self, name: str, owner: str) -> griffe.Object | None:
        """Like `find`, but only in packages that have been named before, and in those of the same project.

        Args:
            name: A dotted name.
            owner: Another one, of what leads to it.
        """
        self._follow(name, owner)
        return self.loaded(name)

    def loaded(self, name: str) -> griffe.Object | None:
        """Like `find`, but only in packages that have been named before: others are not ours to describe."""
        return self.find(name) if self._loaded.get(name.partition(".")[0]) is not None else None

    def read(self, obj: griffe.Object) -> ApiObject | None:
        """The `ApiObject` of a Griffe object; `None` for what is never documented by us."""
        if obj.path not in self._read:
            with quiet():
                self._read[obj.path] = self._reader.read(obj)
        return self._read[obj.path]

    def locate(self, obj: griffe.Object) -> str:
        """The file of an object, as it is told."""
        return self._reader.locate(obj)

    def objects(self, name: str, *, special: bool = False) -> list[ApiObject]:
        """Every object of a package that can be documented, in the order of the tree.

        Modules that nothing imports are among them, also those in directories without an `__init__.py`.

        Args:
            name: The package's import name, or that of a part of it.
            special: Special methods and attributes, too: they count where a page shows them.

        Raises:
            ConfigError: There is nothing of this name, and no unreadable file would explain it.
        """
        found = self.find(name)
        if found is None:
            if self._unread:
                return []
            raise ConfigError(f"there is no package '{name}' where Python looks. Say where it is with --search.")
        if isinstance(found, griffe.Module):
            with quiet():
                self._overlooked.load_all(found)
        read = (self.read(obj) for obj in _walk(found))
        return [api for api in read if api is not None and (special or not api.special)]

    def files(self) -> list[Path]:
        """Every source file that was read."""
        return sorted(self._loader.lines_collection.keys())

    def package(self, name: str) -> Package | None:
        """A package that has been named before, for whoever wants to ask it; `None` where there is none."""
        found = self._loaded.get(name)
        return self._reader.package(found) if isinstance(found, griffe.Module) else None

    def where(self) -> dict[str, list[str]]:
        """The packages that were looked for, each with its directories, or its file; none of what is not there."""
        return {name: places_of(obj) for name, obj in self._loaded.items()}

    def directories(self) -> list[Path]:
        """The directories that they lie in."""
        found = (directory_of(obj) for obj in self._loaded.values() if isinstance(obj, griffe.Module))
        return sorted({place for place in found if place is not None})

    def are_as_read(self) -> bool:
        """Whether all source files hold what was read.

        Raises:
            OSError: One is gone.
            ValueError: One is no text any more.
        """
        return all(source_text(file).splitlines() == lines for file, lines in self._loader.lines_collection.items())

    def new_problems(self) -> list[Problem]:
        """Modules that cannot be read, of all packages loaded since the last call."""
        for problem in self._reader.problems:
            self._unread.add(problem)
        self._reader.problems.clear()
        return self._unread.new()

    def _package(self, name: str) -> griffe.Object | None:
        if name not in self._loaded:
            self._loaded[name] = None
            with self._timed(), quiet():
                self._loaded[name] = self._load(name)
            self._unread.check(self._loaded[name])
        return self._loaded[name]

    def _follow(self, name: str, owner: str) -> bool:
        """Load the package of a name, if that belongs with the package of another; whether it is new."""
        first, home = name.partition(".")[0], owner.partition(".")[0]
        if first in self._loaded:
            return False
        places = [self._place(first), self._place(home)]
        known = [place for place in places if place is not None]
        return len(known) == len(places) and belong_together(*known) and self._package(first) is not None

    def _place(self, name: str) -> Path | None:
        """The directory of a top-level package, or the file of a module."""
        try:
            found = self._loader.finder.find_package(name)
        except ModuleNotFoundError:
            return None
        path = found.path if isinstance(found.path, Path) else found.path[0]
        return path.parent if path.stem == "__init__" else path

    def _load(self, name: str) -> griffe.Object | None:
        before = len(self._unread)
        try:
            found = self._loader.load(name, try_relative_path=False)
        except ModuleNotFoundError:
            return None
        except griffe.AliasResolutionError as error:  # overloads in a stub, of what is defined elsewhere
            above = error.alias.parent
            if self._follow(error.alias.target_path, name) or (
                above is not None and self._loader.without_overloads(above.module.path)
            ):
                return self._load(name)
            self._unread.failed(name, self._loader.finder.find_package(name).path, error)
            return None
        # Griffe and its extensions raise what they like. autodoc, which imports the package, may still show it.
        except Exception as error:  # noqa: BLE001
            if len(self._unread) == before:
                self._unread.failed(name, self._loader.finder.find_package(name).path, error)
            return None
        if isinstance(found, griffe.Module):
            new = {path for path in _only_stubs(found) if self._loader.without_overloads(path)}
            if new:
                return self._load(name)
            self._overlooked.load_imported(found)
        self._loader.resolve_aliases(implicit=False, external=None)
        return target(found)


def read_package(name: str, search: Sequence[Path] = (), *, root: Path | None = None) -> list[ApiObject]:
    """Every object of a package that can be documented, in the order of the tree.

    Args:
        name: The package's import name.
        search: Directories to look in before those that Python looks in.
        root: Locations are told relative to this directory; the current one by default.

    Raises:
        ConfigError: There is no such package.
    """
    return Packages([*search, *sys.path], root=root or Path.cwd()).objects(name)


def target(obj: griffe.Object | griffe.Alias) -> griffe.Object | None:
    """What an alias stands for in the end; `None` if it leads out of the loaded packages."""
    if not isinstance(obj, griffe.Alias):
        return obj
    try:
        return obj.final_target
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None


def _only_stubs(package: griffe.Module) -> Iterator[str]:
    """The modules of which Griffe has the stub alone, though there is a source: it could not merge the two."""
    for module in [package, *package.modules.values()]:
        file = files_of(module)
        if isinstance(file, Path) and file.suffix == ".pyi" and file.with_suffix(".py").exists():
            yield module.path
        if module is not package and not module.is_alias:
            yield from _only_stubs(module)


def _member(obj: griffe.Object, name: str) -> griffe.Object | griffe.Alias | None:
    if name in obj.members:
        return obj.members[name]
    if isinstance(obj, griffe.Class):
        with quiet():
            return obj.inherited_members.get(name)
    return None


def _walk(obj: griffe.Object) -> Iterator[griffe.Object]:
    """An object and all that is defined in it."""
    yield obj
    if obj.is_module or obj.is_class:
        for member in obj.members.values():
            if isinstance(member, griffe.Object):
                yield from _walk(member)
