"""Docstrings into source text, and what changes as a unified diff. Nothing in here writes a file.

Everything but the docstrings stays byte for byte; what comes out is compared with what went in, as syntax trees.
"""

from __future__ import annotations

import ast
import codecs
import difflib
from typing import TYPE_CHECKING

from aidoc_core.build.literals import PatchError
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.build.literals import Text

_NO_NEWLINE = "\\ No newline at end of file\n"


def patch_source(source: bytes, texts: Mapping[int, Text]) -> tuple[bytes, dict[int, str]]:
    """Source with docstrings.

    Args:
        source: A Python file.
        texts: What is to be written, by the line on which its object begins; 0 stands for the module.

    Returns:
        The source with the docstrings, and why some lines have none after all.

    Raises:
        PatchError: The file cannot be read, or would not be the same code.
    """
    import libcst  # noqa: PLC0415 - heavy, and an extra

    from aidoc_core.build.inserting import insert  # noqa: PLC0415 - needs libcst

    mark = codecs.BOM_UTF8 if source.startswith(codecs.BOM_UTF8) else b""
    try:
        module = libcst.parse_module(source[len(mark) :])
        patched, left = insert(module, texts)
        written = mark + _kept(source[len(mark) :], module.bytes, patched)
        same = _without_docstrings(written) == _without_docstrings(source)
    except (libcst.ParserSyntaxError, SyntaxError, ValueError, LookupError, RecursionError) as error:
        raise PatchError(f"it cannot be read as Python ({type(error).__name__})") from error
    if not same:
        raise PatchError("with the docstrings it would not be the same code")
    return written, left


def _kept(source: bytes, read: bytes, patched: bytes) -> bytes:
    """The patched source with every other line as it was: libcst drops form feeds at the beginning of a line.

    Raises:
        PatchError: It is not even the same number of lines.
    """
    if read == source:
        return patched
    old, seen, new = (text.split(b"\n") for text in (source, read, patched))
    if len(old) != len(seen):
        raise PatchError("it would not stay the same byte for byte")
    lines: list[bytes] = []
    for kind, i, j, m, n in difflib.SequenceMatcher(None, seen, new, autojunk=False).get_opcodes():
        lines += old[i:j] if kind == "equal" else new[m:n]
    return b"\n".join(lines)


def _without_docstrings(source: bytes) -> str:
    tree = parse(source)
    for node in ast.walk(tree):
        documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return ast.dump(tree)


def unified_diff(path: str, before: bytes, after: bytes) -> bytes:
    """The change of one file as `git apply` takes it; empty for none.

    Args:
        path: The file's path from the top of the repository, with forward slashes.
        before: What stands there.
        after: What is to stand there.
    """
    # As text that any byte survives; only `\n` ends a line, as in git.
    old, new = (content.decode("latin-1") for content in (before, after))
    names = [_name(f"{side}/{path}") for side in "ab"]
    body = "".join(_lines(difflib.unified_diff(_split(old), _split(new), n=3)))
    if not body:
        return b""
    tab = "\t" if " " in path else ""
    head = f"diff --git {names[0]} {names[1]}\n--- {names[0]}{tab}\n+++ {names[1]}{tab}\n"
    return head.encode("utf-8", "surrogateescape") + body.encode("latin-1")


def _split(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _lines(diff: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(diff):
        if number > 1:  # the first two are the names of the files
            yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"


def _name(path: str) -> str:
    """A path as git writes it: quoted where it has to be."""
    if not any(char in '"\\' or ord(char) < ord(" ") for char in path):
        return path
    special = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(special.get(c, c if c >= " " else f"\\{ord(c):03o}") for c in path) + '"'
