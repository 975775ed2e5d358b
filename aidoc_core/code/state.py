"""What everything rests on that is read of a package: one digest of its code, of what lies beside it and around it."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import directory_of, files_beside, files_of, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_SOURCES = frozenset({".py", ".pyi", ".pyx", ".pxd"})


def state_of(*packages: griffe.Module) -> str:
    """A digest that is another one whenever something has changed that reading packages may depend on.

    Not in it is what other packages have, which `outside` tells.

    Args:
        packages: Packages of one load.

    Raises:
        OSError: A file is gone by now.
    """
    total = _Digest()
    total.add(reader_state(), sys.path)
    for package in packages:
        total.add(package.path, str(directory_of(package)))
    total.add(sources_of(*packages))
    for name, module in sorted(packages[0].modules_collection.members.items()):
        total.add("package", name)
        if isinstance(module, griffe.Module):
            found: list[object] = []
            _add_tree(module, found.append, set())
            total.add(found)
    return total.hex


def sources_of(*packages: griffe.Module, on_disk: bool = False) -> str:
    """A digest of all files that reading packages may look at.

    Args:
        packages: Packages of one load.
        on_disk: Whether to read again what has been read: it may have changed since.

    Raises:
        OSError: A file is gone by now.
        ValueError: A file is no text any more.
    """
    total = _Digest()
    files = packages[0].lines_collection
    read = {str(file): file for file in files.keys()}  # noqa: SIM118 - it is no dict
    for name, file in sorted(read.items()):
        again = on_disk and file.suffix in _SOURCES and file.is_file()
        total.add(name, "\n".join(source_text(file).splitlines() if again else files[file]))
    for package in packages:
        for file in sorted(_within(package)):
            total.add(str(file), file.read_bytes() if file.suffix in _SOURCES and str(file) not in read else b"")
        for file in files_beside(package.path, directory_of(package)):
            total.add(str(file), file.read_bytes())
    return total.hex


def docstrings_of(
    package: griffe.Module,
    docstring_of: Callable[[griffe.Object], griffe.Docstring | None] = lambda obj: obj.docstring,
) -> str | None:
    """A digest of all docstrings of what is loaded; `None` where any has sections that stand in no text.

    Args:
        package: A package of it.
        docstring_of: Gives the docstring of an object, where texts may be filled in already: the person's.
    """
    total = hashlib.blake2b(digest_size=16)
    for obj in _objects(package.modules_collection):
        docstring = docstring_of(obj)
        if docstring is None:
            continue
        if type(docstring) is not griffe.Docstring or "parsed" in vars(docstring):
            return None
        total.update(f"{obj.path}\0{docstring.value}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _objects(collection: griffe.ModulesCollection) -> Iterator[griffe.Object]:
    waiting: list[griffe.Object] = [one for one in collection.members.values() if isinstance(one, griffe.Object)]
    seen: set[int] = set()
    while waiting:
        obj = waiting.pop()
        if id(obj) not in seen:
            seen.add(id(obj))
            yield obj
            waiting += [one for one in obj.members.values() if isinstance(one, griffe.Object)]


class _Digest:
    def __init__(self) -> None:
        self._total = hashlib.blake2b(digest_size=20)

    def add(self, *parts: object) -> None:
        self._total.update(repr(parts).encode("utf-8", "surrogatepass"))

    @property
    def hex(self) -> str:
        return self._total.hexdigest()


def _within(package: griffe.Module) -> Iterator[Path]:
    """All files of the package: some are not loaded, and of some it only counts that they are there."""
    top = files_of(package)
    for place in top if isinstance(top, list) else [top.parent] if top.stem == "__init__" else []:
        for directory, inner, names in os.walk(place):
            inner[:] = [name for name in inner if name != "__pycache__"]
            yield from (Path(directory, name) for name in names)


def reader_state() -> str:
    """A digest of what reads and judges: Python, the files of the core, and Griffe's."""
    return installed_state(Path(__file__).parents[1], Path(griffe.__file__).parent)


@cache
def installed_state(*places: Path) -> str:
    """A digest of Python and of the modules below some directories, told by their sizes and times."""
    total = _Digest()
    for place in places:
        total.add(sorted(_modules(str(place))) if place.is_dir() else _archive(place))
    total.add(sys.version, sys.platform)
    return total.hex


def _modules(directory: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


def _archive(place: Path) -> object:
    """The file that a package is imported from without being unpacked."""
    return next(((str(above), stamp_of(above)) for above in place.parents if above.is_file()), str(place))


def _add_tree(obj: griffe.Object, add: Callable[[object], None], seen: set[int]) -> None:
    """The objects of a tree as extensions have left them: all else stands in the lines."""
    for name, member in obj.members.items():
        if isinstance(member, griffe.Alias):
            add((name, member.target_path))
            continue
        if id(member) in seen:
            continue
        seen.add(id(member))
        add((name, member.kind.value, member.lineno, sorted(member.labels), len(member.members)))
        if isinstance(member, griffe.Function):
            add([(parameter.name, parameter.kind and parameter.kind.value) for parameter in member.parameters])
            add(bool(member.overloads))
        elif isinstance(member, griffe.Class):
            add((len(member.bases), [decorator.lineno for decorator in member.decorators]))
        if member.members:
            _add_tree(member, add, seen)
