"""The limits of reading: a module that takes too long, or is nested too deeply, is left to the host and told once.

Time is looked at between definitions: nothing here interrupts a parser. The clock is passed in.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.collect import Collector
from aidoc_core.code.decoding import source_text
from aidoc_core.code.parsed import ParsedFiles
from aidoc_core.code.parsing import alone
from aidoc_core.code.unreadable import TOO_DEEP, fault, relative
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.code.collect import Memory
    from aidoc_core.code.lookup import Package
    from aidoc_core.code.objects import ApiObject

    Clock = Callable[[], float]

SECONDS = 30.0
"""For one module, where no option says otherwise."""


class TooSlow(griffe.LoadingError):
    """Griffe has had its time with a module; it leaves the module out and goes on."""


class Watch(griffe.Extension):
    """Looks at the clock at each definition that Griffe comes to.

    Args:
        seconds: For one module.
        clock: In seconds.
    """

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        super().__init__()
        self._seconds = seconds
        self._clock = clock
        self._module: Any = None
        self._given_up: set[Any] = set()
        self._since = 0.0

    def on_node(self, *, node: Any, agent: Any, **kwargs: Any) -> None:
        """Stop a module that has had its time."""
        del kwargs
        now = self._clock()
        if agent.filepath in self._given_up:  # looked up again
            raise TooSlow
        if agent.filepath != self._module:
            self._module, self._since = agent.filepath, now
        elif now - self._since > self._seconds:
            self._given_up.add(agent.filepath)
            raise TooSlow(str(getattr(node, "lineno", 0)))


class _Finder(griffe.ModuleFinder):
    """Griffe's finder, for packages whose `__init__.py` is in another encoding too."""

    def find_package(self, module_name: str) -> griffe.Package | griffe.NamespacePackage:
        try:
            return super().find_package(module_name)
        except UnicodeDecodeError:  # it looks into `__init__.py` for what old namespace packages say
            places = (path / module_name / "__init__.py" for path in self.search_paths)
            init = next(place for place in places if _is_encoded(place))
            stub = init.with_suffix(".pyi")
            return griffe.Package(module_name.removesuffix("-stubs"), init, stub if stub.exists() else None)


def _is_encoded(file: Path) -> bool:
    try:
        file.read_bytes().decode()
    except UnicodeDecodeError:
        return True
    except OSError:
        return False
    return False


class Loader(griffe.GriffeLoader):
    """Griffe's loader, to which no module can do more harm than to be left out.

    Args:
        search: Directories that may hold packages.
        watch: Ends what takes too long.
        left: Told of a module that is left out: its file, its path and why.
    """

    def __init__(self, search: list[Path], watch: Watch, left: Callable[[Path, str, BaseException], None]) -> None:
        super().__init__(search_paths=search, allow_inspection=False)
        self.finder = _Finder(search)
        self.extensions.add(watch)
        self._left = left
        self._bare: set[str] = set()

    def without_overloads(self, module: str) -> bool:
        """From now on, leave out what the stub of a module overloads; whether that is new.

        Griffe merges overloads into what the module imports, and fails where there is no source of that to read.
        """
        new = module not in self._bare
        self._bare.add(module)
        return new

    def visit(self, name: str, file: Path, parent: griffe.Module | None = None) -> griffe.Module:
        """Read a module from a file, in whichever encoding it is.

        Args:
            name: Its name.
            file: The file.
            parent: The package around it.

        Raises:
            OSError: The file cannot be read.
            SyntaxError: It is no Python.
            ValueError: It holds what is no text.
            RecursionError: It is nested too deeply.
            TooSlow: It has had its time.
        """
        code = source_text(file)
        self.lines_collection[file] = code.splitlines()
        with alone():
            module = griffe.visit(
                name,
                filepath=file,
                code=code,
                extensions=self.extensions,
                parent=parent,
                lines_collection=self.lines_collection,
                modules_collection=self.modules_collection,
            )
        if file.suffix == ".pyi" and module.path in self._bare:
            _drop_overloads(module)
        return module

    # The one place through which each module goes, in Griffe 1.14 to 2.4. Its own reads UTF-8 only.
    def _visit_module(self, module_name: str, module_path: Path, parent: griffe.Module | None = None) -> griffe.Module:
        try:
            return self.visit(module_name, module_path, parent)
        except (TooSlow, RecursionError, MemoryError) as error:
            self._left(module_path, f"{parent.path}.{module_name}" if parent else module_name, error)
            raise griffe.LoadingError(str(error)) from error


def _drop_overloads(obj: griffe.Module | griffe.Class) -> None:
    obj.overloads.clear()
    for member in obj.members.values():
        if isinstance(member, griffe.Class):
            _drop_overloads(member)


class Reader:
    """Reads objects, as long as their modules have time left.

    Args:
        root: Places in the code are told relative to this directory where possible.
        seconds: For one module.
        clock: In seconds.
        memory: What an earlier build has read, if that may be used.
        files: The modules that are parsed, if there are any already.

    Attributes:
        problems: Modules that were not read whole; whoever tells of them takes them out.
    """

    def __init__(
        self,
        root: Path,
        seconds: float = SECONDS,
        clock: Clock = time.monotonic,
        *,
        memory: Memory | None = None,
        files: ParsedFiles | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        self._collector = Collector(root, memory, ParsedFiles() if files is None else files)
        self._root = root
        self._seconds = seconds
        self._clock = clock
        self._spent: dict[str, float] = {}
        self._told: set[str] = set()
        self._paths: dict[int, tuple[griffe.Object, str]] = {}

    def let_go(self) -> None:
        """Let syntax trees and tables go; what is read later is parsed and looked up again."""
        self._collector.let_go()

    @property
    def anew(self) -> int:
        """How many objects were read so far that no earlier build had read."""
        return self._collector.anew

    def read(self, obj: griffe.Object) -> ApiObject | None:
        """The `ApiObject` of an object; `None` for what is never documented by us, or cannot be read."""
        module = self._path_of(obj if obj.is_module else obj.module)
        start = self._clock()
        spent = self._spent.setdefault(module, 0.0)
        try:
            if spent > self._seconds:
                self._tell(module, obj, slow(self._seconds, rest="no more of it"))
                return None
            return self._collector.read(obj)
        except (RecursionError, MemoryError):
            self._tell(module, obj, TOO_DEEP)
            return None
        finally:
            self._spent[module] = spent + self._clock() - start

    def package(self, obj: griffe.Object) -> Package:
        """The package that an object is in."""
        return self._collector.package(obj)

    def _path_of(self, module: griffe.Object) -> str:
        """The path of a module, which Griffe makes anew whenever it is asked."""
        known = self._paths.get(id(module))
        if known is None:  # the module is held, so that the number is not given twice
            known = self._paths[id(module)] = module, module.path
        return known[1]

    @property
    def gave_up(self) -> bool:
        """Whether a module was not read whole; another time it may be."""
        return bool(self._told)

    def locate(self, obj: griffe.Object) -> str:
        """The file of an object, as it is told."""
        return self._collector.locate(obj)

    def _tell(self, module: str, obj: griffe.Object, message: str) -> None:
        if module not in self._told:
            self._told.add(module)
            place = self._collector.locate(obj)
            where = f"{place}:{obj.lineno}" if obj.lineno else place
            self.problems.append(Problem(kind="source", message=message, where=where))


def slow(seconds: float, *, rest: str = "") -> str:
    """What is said of a module that takes too long.

    Args:
        seconds: The limit.
        rest: What of it is not documented, if not all.
    """
    what = rest or "nothing in it"
    return (
        f"took longer than {seconds:g} s to read, so {what} is documented. Raise 'extraction_timeout' to change that."
    )


def left_out(file: Path, module: str, error: BaseException, *, root: Path, seconds: float) -> Problem | None:
    """What is said of a module that Griffe has not read whole.

    Args:
        file: Its file.
        module: Its path.
        error: What ended it.
        root: Its place is told relative to this directory, or else to that of its package.
        seconds: The limit.

    Returns:
        The problem; `None` if the file is as it should be.
    """
    place = relative(file, root, depth=module.count(".") + 1 + (file.stem == "__init__"))
    if isinstance(error, TooSlow):
        return Problem(kind="source", message=slow(seconds), where=f"{place}:{error}")
    deep = (
        Problem(kind="source", message=TOO_DEEP, where=place)
        if isinstance(error, RecursionError | MemoryError)
        else None
    )
    return fault(file, module, root) or deep
