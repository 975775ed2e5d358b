"""Files of a package that Griffe leaves out without a word, and where its objects come from."""

from __future__ import annotations

import io
import os
import sys
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aidoc_core.code.files import file_of
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    import griffe

# What older versions of Python do not read, newest first; two exceptions without brackets were Python 2, too, and
# there the second was a variable.
_SYNTAX = (
    ((3, 14), regex(r"^\s*except\*?\s+[\w.]*[A-Z]\w*(\s*,\s*[\w.]*[A-Z]\w*)+\s*:")),
    ((3, 14), regex(r"""(?<![\w'"])[tT][rR]?["']""")),
    ((3, 13), regex(r"^\s*(?:(?:async\s+)?def|class|type)\s+\w+\s*\[[^\]]*=")),
    ((3, 12), regex(r"^\s*(?:(?:async\s+)?def|class)\s+\w+\s*\[")),
    ((3, 12), regex(r"^\s*type\s+\w+\s*(?:\[.*\]\s*)?=")),
    ((3, 12), regex(r"""(?<!\w)[rR]?[fF][rR]?(["'])[^{}]*\{[^}]*\1[^}]*\}""")),
)


TOO_DEEP = "is nested too deeply to be read, so it is not documented."


def relative(path: Path, root: Path, *, depth: int = 2) -> str:
    """A file relative to the root; outside of it, its last `depth` parts."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return "/".join(path.parts[-depth:])


def unreadable(package: griffe.Object, root: Path) -> list[Problem]:
    """Modules of a package that Griffe has left out because they do not parse or decode.

    Args:
        package: The package as Griffe loaded it.
        root: Places are told relative to this directory.

    Returns:
        One problem for each file, with the line where there is one; none for a private module that only needs a newer
        Python: the package itself does without it here.
    """
    path = file_of(package)
    if path is None or path.name != "__init__.py":
        return []
    loaded = set(map(str, _module_files(package)))
    sources = (f"{top}{os.sep}{name}" for top, _, names in os.walk(path.parent) for name in names)
    problems = []
    for file in sorted(Path(one) for one in sources if one.endswith(".py") and one not in loaded):
        if not all((parent / "__init__.py").is_file() for parent in _between(file, path.parent)):
            continue
        parts = file.relative_to(path.parent).with_suffix("").parts
        private = any(part.startswith("_") and part != "__init__" for part in parts)
        found = _fault(file)
        if found is not None and not (private and found.newer):
            problems.append(_told(found, file, ".".join([package.path, *parts]).removesuffix(".__init__"), root))
    return problems


def fault(file: Path, module: str, root: Path) -> Problem | None:
    """Why Griffe cannot read a file, `None` if it can.

    Args:
        file: A Python file.
        module: The module that it makes.
        root: Its place is told relative to this directory, or else to that of its package.
    """
    found = _fault(file)
    return None if found is None else _told(found, file, module, root)


def _told(found: _Fault, file: Path, module: str, root: Path) -> Problem:
    line, message = found.line, found.message
    place = relative(file, root, depth=module.count(".") + 1 + (file.stem == "__init__"))
    return Problem(kind="source", message=message, where=f"{place}:{line}" if line else place)


def _module_files(module: griffe.Object) -> Iterator[Path]:
    waiting = [module]
    while waiting:
        one = waiting.pop()
        if (path := file_of(one)) is not None:
            yield path
        waiting += [member for member in one.members.values() if not member.is_alias and member.is_module]  # type: ignore[misc] # no alias


def _between(file: Path, top: Path) -> Iterator[Path]:
    for parent in file.parents:
        yield parent
        if parent == top:
            return


def _newer(row: str) -> tuple[int, int] | None:
    """The Python that a line needs which this Python does not read; `None` where the line is simply wrong."""
    needed = next((version for version, sign in _SYNTAX if sign.search(row)), None)
    return needed if needed is not None and needed > sys.version_info[:2] else None


def _undecodable(data: bytes, encoding: str) -> int:
    """The first line of a file that is not in its encoding; 0 if all are."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


class _Fault(NamedTuple):
    """What is wrong with a file: the line, 0 for none; what to say; whether a newer Python would read it."""

    line: int
    message: str
    newer: bool = False


def _fault(file: Path) -> _Fault | None:
    text, data, encoding = "", b"", "utf-8"
    try:
        data = file.read_bytes()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
        parse(text)
    except (SyntaxError, UnicodeDecodeError, ValueError) as error:
        line = (isinstance(error, SyntaxError) and error.lineno) or _undecodable(data, encoding)
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
        rows = text.split("\n")
        if newer := _newer(rows[line - 1]) if 0 < line <= len(rows) else None:
            this = "{}.{}".format(*sys.version_info)
            needs = f"needs Python {newer[0]}.{newer[1]} or newer, and this is Python {this}"
            return _Fault(line, f"{needs}, so nothing in it is documented. Build with a newer Python.", newer=True)
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        return _Fault(line, f"cannot be read as Python ({reason}), so nothing in it is documented. Correct the file.")
    except (RecursionError, MemoryError):
        return _Fault(0, TOO_DEEP)
    except OSError as error:
        return _Fault(0, f"cannot be read ({error}), so nothing in it is documented.")
    if encoding not in ("utf-8", "utf-8-sig"):
        said = f"is encoded as {encoding}, and Griffe reads UTF-8 only. Save it as UTF-8 to have it documented."
        return _Fault(1, said)
    return None
