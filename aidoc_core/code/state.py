"""What everything rests on that is read of a package: one digest of its code, of what lies beside it and around it."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import directory_of, files_beside, files_of
from aidoc_core.code.installed import SOURCES, Digest, reader_state
from aidoc_core.code.steady import digest_of, steady_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def state_of(*packages: griffe.Module, sources: str) -> str:
    """A digest that is another one whenever something has changed that reading packages may depend on.

    Not in it is what other packages have, which `outside` tells.

    Args:
        packages: Packages of one load.
        sources: What `sources_of` tells of them.

    Raises:
        OSError: A file is gone by now.
    """
    total = Digest()
    total.add(reader_state(), sys.path)
    for package in packages:
        total.add(package.path, str(directory_of(package)))
    total.add(sources)
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
    total = Digest()
    files = packages[0].lines_collection
    read = {str(file): file for file in files.keys()}  # noqa: SIM118 - it is no dict
    for name, file in sorted(read.items()):
        again = on_disk and file.suffix in SOURCES and file.is_file()
        text = steady_digest(file, partial(_read, file), how="lines") if again else digest_of(_encoded(files[file]))
        total.add(name, text)
    for package in packages:
        for file in sorted(_within(package)):
            counts = file.suffix in SOURCES and str(file) not in read
            total.add(str(file), steady_digest(file, file.read_bytes) if counts else "")
        for file in files_beside(package.path, directory_of(package)):
            total.add(str(file), steady_digest(file, file.read_bytes))
    return total.hex


def _read(file: Path) -> bytes:
    return _encoded(source_text(file).splitlines())


def _encoded(lines: Iterable[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogatepass")


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
    for path, obj in _objects(package.modules_collection):
        docstring = docstring_of(obj)
        if docstring is None:
            continue
        if type(docstring) is not griffe.Docstring or "parsed" in vars(docstring):
            return None
        total.update(f"{path}\0{docstring.value}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _objects(collection: griffe.ModulesCollection) -> Iterator[tuple[str, griffe.Object]]:
    """All objects, each with the names that lead to it: Griffe makes a path anew whenever it is asked for."""
    waiting: list[tuple[str, griffe.Object]] = [
        (name, one) for name, one in collection.members.items() if isinstance(one, griffe.Object)
    ]
    seen: set[int] = set()
    while waiting:
        path, obj = waiting.pop()
        if id(obj) not in seen:
            seen.add(id(obj))
            yield path, obj
            inside = obj.members.items()
            waiting += [(f"{path}.{name}", one) for name, one in inside if isinstance(one, griffe.Object)]


def _within(package: griffe.Module) -> Iterator[Path]:
    """All files of the package: some are not loaded, and of some it only counts that they are there."""
    top = files_of(package)
    for place in top if isinstance(top, list) else [top.parent] if top.stem == "__init__" else []:
        for directory, inner, names in os.walk(place):
            inner[:] = [name for name in inner if name != "__pycache__"]
            yield from (Path(directory, name) for name in names)


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
