"""Names outside the package: builtins, the standard library, installed packages. Files are parsed, not imported.

The one exception is the standard library, where parsing does not find a name: the interpreter knows its own.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
import sysconfig
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.code.files import stamp_of
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from types import ModuleType

    from aidoc_core.code.files import Stamp

_BUILTINS = frozenset(dir(builtins))
_EXCEPTIONS = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
)
_SPEAKING = frozenset({"antigravity", "this", "idlelib", "tkinter", "turtle", "turtledemo", "lib2to3", "test"})
"""Modules that open windows or print when they are imported."""
_RUNNING = frozenset({"test", "tests"})
"""Modules below others that are there to be run, as all with two underscores in front are: `unittest.__main__`."""
_DYNAMIC = frozenset({"__getattr__", "__dir__"})
_FOUND: dict[tuple[str, Path | None], Path | None] = {}
"""The file that a name stands for, by the name and the directory that is looked into first."""
_SEEN: dict[Path, Stamp] = {}
"""How files and directories were before they were looked into."""


def is_builtin(name: str) -> bool:
    """Whether a name needs no import."""
    return name in _BUILTINS


def is_builtin_exception(name: str) -> bool:
    """Whether a name is an exception class that needs no import."""
    return name in _EXCEPTIONS


@lru_cache(maxsize=256)
def builtin_members(name: str) -> frozenset[str] | None:
    """The member names of a builtin class; `None` for what is none."""
    value = getattr(builtins, name, None) if name.isidentifier() else None
    return frozenset(dir(value)) if isinstance(value, type) else None


def is_builtin_base(name: str, of: str) -> bool:
    """Whether a builtin class is another's base (or the same); aliases such as `IOError` count as what they are."""
    base, derived = getattr(builtins, name, None), getattr(builtins, of, None)
    return isinstance(base, type) and isinstance(derived, type) and issubclass(derived, base)


@lru_cache(maxsize=8_192)
def outside(path: str, directory: Path | None = None) -> bool | None:
    """Whether a dotted path exists in the builtins, the standard library or an installed package.

    Args:
        path: Such as `os.path.join` or `numpy.ndarray`.
        directory: Where to look first: the directory that the documented package lies in.

    Returns:
        `None` where it cannot be told: not installed, compiled, or made when it is imported.
    """
    first, *rest = path.split(".")
    if first in _BUILTINS:
        members = builtin_members(first)
        return not rest or (None if members is None else rest[0] in members)
    if first in sys.builtin_module_names and first in sys.modules:  # compiled in: nothing to parse, nothing to run
        return not rest or hasattr(sys.modules[first], rest[0])
    file = _file(first, directory)
    if file is None:
        return True if first in sys.stdlib_module_names and not rest else None
    found = _has(file, tuple(rest))
    return _alive(first, rest) if not found and first in sys.stdlib_module_names else found


def _alive(name: str, rest: list[str]) -> bool | None:
    """Whether a module of the standard library has a name after all: some are made at run time (`ssl.VerifyMode`).

    The interpreter is asked, which knows its own library; of modules that do more than define names it is not.
    """
    if name in _SPEAKING:
        return None
    found: object = _imported(name)
    if found is None:
        return None
    path = name
    for part in rest:
        path = f"{path}.{part}"
        if not hasattr(found, part) and (part.startswith("__") or part in _RUNNING or _imported(path) is None):
            return False
        found = getattr(found, part, None) or sys.modules.get(path)
    return True


def _imported(path: str) -> ModuleType | None:
    """A module of the standard library; `None` where there is none, or none for this Python or system."""
    try:
        return importlib.import_module(path)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever it does instead of defining names
        return None


def _file(name: str, directory: Path | None) -> Path | None:
    key = name, directory
    if key not in _FOUND:
        _FOUND[key] = _find(name, directory)
    return _FOUND[key]


def _find(name: str, directory: Path | None) -> Path | None:
    if name in sys.stdlib_module_names:
        places = [sysconfig.get_path("stdlib")]
    else:
        places = [*([str(directory)] if directory else []), sysconfig.get_path("purelib"), *sys.path]
    for place in places:
        package = Path(place) / name
        for file in (package / "__init__.py", package.with_name(f"{name}.py")):
            if _is_file(file):
                return file
    return None


def _is_file(path: Path) -> bool:
    """Whether a file is there; not if its name is longer than names can be, or its directory may not be read."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def seen_of(path: str, directory: Path | None) -> list[Any]:
    """What the answer for a dotted path rests on, as plain data: the file that its first name stands for, and others.

    Files and directories are told as they were just before they were looked into: what was seen of them is remembered,
    whatever becomes of them.

    Args:
        path: A path that `outside` was asked for.
        directory: The directory that was looked into first.
    """
    first = path.partition(".")[0]
    file = _file(first, directory)
    if file is None or first in sys.stdlib_module_names:  # the version of Python tells
        return [str(file or ""), []]
    seen = sorted((str(one), stamp) for one, stamp in _SEEN.items() if one.is_relative_to(file.parent))
    return [str(file), [[one, stamp and [*stamp]] for one, stamp in seen]]


def is_as_seen(path: str, directory: Path | None, seen: list[Any]) -> bool:
    """Whether looking for a dotted path would find what was found then; if so, this counts as having looked.

    Args:
        path: As then.
        directory: As then.
        seen: What `seen_of` told.
    """
    file, stamps = seen
    if str(_file(path.partition(".")[0], directory) or "") != file:
        return False
    found = {Path(one): stamp and tuple(stamp) for one, stamp in stamps}
    same = all(stamp_of(one) == stamp for one, stamp in found.items())
    if same:  # what was found in them then counts now
        for one, stamp in found.items():
            _SEEN.setdefault(one, stamp)
    return same


def looked_into(directory: Path | None) -> dict[str, Any]:
    """What was seen so far of installed packages, as plain data: which file each name stands for, and the files.

    Files and directories are told as they were just before: what was seen of them is remembered, whatever becomes of
    them.

    Args:
        directory: The directory that the documented package lies in.
    """
    names = {name: found for (name, place), found in _FOUND.items() if place == directory}
    around = {found.parent for found in names.values() if found is not None}
    # What was looked into for another directory, which may be gone by now, tells nothing of this one.
    seen = {file: stamp for file, stamp in _SEEN.items() if not around.isdisjoint((file, *file.parents))}
    return {
        "names": {name: str(found or "") for name, found in names.items()},
        "files": {str(file): stamp and [*stamp] for file, stamp in seen.items()},
    }


def is_unchanged(looked: dict[str, Any], directory: Path | None) -> bool:
    """Whether looking would find what was found then; if so, this counts as having looked.

    Args:
        looked: What `looked_into` told.
        directory: As then.
    """
    files = {Path(file): stamp and tuple(stamp) for file, stamp in looked["files"].items()}
    same = all(str(_file(name, directory) or "") == file for name, file in looked["names"].items()) and all(
        stamp_of(file) == stamp for file, stamp in files.items()
    )
    if same:  # what was found in them then counts now
        for file, stamp in files.items():
            _SEEN.setdefault(file, stamp)
    return same


def look_again() -> None:
    """Forget what was found if any of it may be another by now: for a process that builds its site again."""
    as_found = all(_find(*key) == file for key, file in _FOUND.items())
    if not (as_found and all(stamp_of(file) == stamp for file, stamp in _SEEN.items())):
        outside.cache_clear()
        _top_level.cache_clear()
        _FOUND.clear()
        _SEEN.clear()


def _has(file: Path, rest: tuple[str, ...]) -> bool | None:
    if not rest:
        return True
    names = _top_level(file)
    if names is None:
        return None
    first = rest[0]
    if first in names:
        # What the name stands for is another file's matter, unless it is a module of this package.
        submodule = _submodule(file, first)
        return True if len(rest) == 1 else _has(submodule, rest[1:]) if submodule else None
    submodule = _submodule(file, first)
    if submodule is not None:
        return _has(submodule, rest[1:])
    if "*" in names or _DYNAMIC & names or _compiled(file, first):
        return None
    return False


def _submodule(file: Path, name: str) -> Path | None:
    if file.name != "__init__.py":
        return None
    for candidate in (file.parent / name / "__init__.py", file.parent / f"{name}.py"):
        if _is_file(candidate):
            return candidate
    return None


def _compiled(file: Path, name: str) -> bool:
    return file.name == "__init__.py" and any(True for _ in file.parent.glob(f"{name}.*"))


@lru_cache(maxsize=512)
def _top_level(file: Path) -> frozenset[str] | None:
    """The names that a module binds anywhere but inside functions; `None` where it cannot be read."""
    # Beside a module that is no package, files may come and go.
    for looked in (file, file.parent) if file.name == "__init__.py" else (file,):
        _SEEN.setdefault(looked, stamp_of(looked))
    try:
        tree = parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError, RecursionError):
        return None
    names: set[str] = set()
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.Import() | ast.ImportFrom():
                names.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
            case ast.Name(ctx=ast.Store()):
                names.add(node.id)
            case ast.Call(func=ast.Name(id="globals" | "setattr" | "vars")):
                names.add("*")
            case _:
                todo.extend(ast.iter_child_nodes(node))
    return frozenset(names)
