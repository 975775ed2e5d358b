"""How a package's objects are called, by lines of its README, examples, tests and own modules; and what it is for."""

from __future__ import annotations

import contextlib
from itertools import islice
from typing import TYPE_CHECKING

from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PROJECT = ("pyproject.toml", "setup.cfg", "setup.py")
_FILES = (
    "README*", "examples/**/*.py", "example/**/*.py", "docs/**/*.md", "docs/**/*.rst", "tests/**/*.py", "test/**/*.py",
)  # fmt: skip
_MOST_FILES = 400
_MOST_BYTES = 4_000_000
_LARGEST = 200_000
"""Files and bytes that are looked through; what is longer of a file is left out."""
_SHORTEST, _LONGEST = 8, 110
"""Characters of a line that shows a call."""
_CALL = regex(r"(?<![\w\"'])([A-Za-z_]\w{2,60}+)\(")
_PROMPT = regex(r"(?:>>>|\.\.\.|\$)\s")
_NO_USE = ("def ", "class ", "async def ", "@", "#", "import ", "from ", "raise ", "with pytest", "assert isinstance")
_LONGEST_SENTENCE = 200


def index_calls(texts: Iterable[str]) -> dict[str, str]:
    """The shortest line that calls each name; of two that are as long, the one that comes first.

    Args:
        texts: Files, those that show best how the package is used first: a later one adds only names that no
            earlier one calls.
    """
    found: dict[str, str] = {}
    for text in texts:
        here: dict[str, str] = {}
        for line in _calls(text):
            for name in _CALL.findall(line):
                if name not in found and len(line) < len(here.get(name, " " * _LONGEST)):
                    here[name] = line
        found |= here
    return found


def _calls(text: str) -> Iterator[str]:
    for written in text.split("\n"):
        line = _PROMPT.sub("", written.strip(), count=1)
        if _SHORTEST <= len(line) < _LONGEST and "(" in line and not line.startswith(_NO_USE):
            yield line


def is_statement(line: str) -> bool:
    """Whether a line is Python on its own, and no prose that happens to hold a call."""
    try:
        return len(parse(line).body) == 1
    except (SyntaxError, ValueError, RecursionError):
        return False


def usage_files(directory: Path | None) -> Iterator[Path]:
    """The files of a checkout that may use its package; none of what is installed.

    Args:
        directory: The directory that the package lies in.
    """
    root = project_root(directory)
    files = (file for pattern in _FILES for file in sorted(root.glob(pattern))) if root is not None else iter(())
    return islice(files, _MOST_FILES)


def usage_texts(directory: Path | None) -> Iterator[str]:
    """The texts of a checkout that use its package; none of what is installed.

    Args:
        directory: The directory that the package lies in.
    """
    room = _MOST_BYTES
    for file in usage_files(directory):
        try:
            with file.open("rb") as opened:
                read = opened.read(min(_LARGEST, room))
        except OSError:
            continue
        room -= len(read)
        yield read.decode("utf-8", "replace")
        if room <= 0:
            return


def sentence_on(name: str, directory: Path | None) -> str:
    """What a package is, as its project file says it; empty where nothing does.

    Args:
        name: The package's name.
        directory: The directory that the package lies in.
    """
    root = project_root(directory)
    said = ""
    if root is not None:
        import tomllib  # noqa: PLC0415 - its own patterns take as long as this module

        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            said = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["description"]
    if not said and directory is not None:
        said = next(_summaries(name, directory), "")
    said = " ".join(said.split()) if isinstance(said, str) else ""
    return said if len(said) <= _LONGEST_SENTENCE else ""


def _summaries(name: str, directory: Path) -> Iterator[str]:
    for file in sorted(directory.glob(f"{name}-*.dist-info/METADATA")):
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").split("\n", 60)
        except OSError:
            continue
        yield from (line.removeprefix("Summary:").strip() for line in lines if line.startswith("Summary:"))


def project_root(directory: Path | None) -> Path | None:
    """The directory of the project file: that of the package, or the one above it (`src/`)."""
    places = () if directory is None else (directory, directory.parent)
    return next((place for place in places if any((place / file).is_file() for file in _PROJECT)), None)
