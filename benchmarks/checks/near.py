"""Sentences that stand near a claim: those that the tests of the checks want left alone.

They are read out of the tables of the tests, so that what is written there for people teaches as well. A sentence
counts where a table's test only denies findings, or where its row wants none. One that another table wants found is
left out.
"""

from __future__ import annotations

import ast
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[2] / "tests" / "core" / "checks"
_SENTENCE = re.compile(r"[A-Z`'\"].{6,300}[.`)]$")
_FIFTH = 5
_OF_THE_MODEL = ("test_abbreviations.py", "test_decided_kinds.py", "test_recognised.py", "test_settled.py")
"""They tell what the trained model does, and what is true of its code, so that they do not teach."""


def near_sentences() -> list[str]:
    """The sentences that are to be left alone, each once, in the order of the tests."""
    alone: dict[str, None] = {}
    found: set[str] = set()
    for path in sorted(set(TESTS.glob("test_*.py")) - {TESTS / name for name in _OF_THE_MODEL}):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tables = dict(_tables(tree))
        for test in tree.body:
            if isinstance(test, ast.FunctionDef):
                for text, is_alone in _wanted(test, tables):
                    if not _SENTENCE.match(text):
                        continue
                    if is_alone:
                        alone[text] = None
                    else:
                        found.add(text)
    return [text for text in alone if text not in found]


def fold(text: str) -> int:
    """Which fifth a sentence belongs to, by hash: 0 is only judged by, 1 tells what scores have to reach."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _FIFTH


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The values of the names of a module."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _wanted(test: ast.FunctionDef, tables: dict[str, ast.expr]) -> Iterator[tuple[str, bool]]:
    """The texts that a test is given, each with whether nothing may be found in it."""
    denies = [_denies(node.test) for node in ast.walk(test) if isinstance(node, ast.Assert)]
    for mark in test.decorator_list:
        if not (
            isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "parametrize"
        ):
            continue
        for row in _rows(mark.args[1], tables):
            verdict = _verdict(row)
            for text in _texts(row):
                yield text, verdict if verdict is not None else bool(denies) and all(denies)


def _rows(node: ast.expr, tables: dict[str, ast.expr]) -> Iterator[ast.expr]:
    """The rows of a table, those of tables that it is put together from included."""
    match node:
        case ast.Name(id=name) if name in tables:
            yield from _rows(tables[name], tables)
        case ast.Starred(value=value):
            yield from _rows(value, tables)
        case ast.List(elts=rows) | ast.Tuple(elts=rows) | ast.Set(elts=rows):
            for row in rows:
                yield from _rows(row, tables) if isinstance(row, ast.Starred) else (row,)
        case ast.Dict(keys=keys):
            yield from (key for key in keys if key is not None)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _rows(left, tables)
            yield from _rows(right, tables)


def _verdict(row: ast.expr) -> bool | None:
    """Whether a row wants nothing found, if it says so in its last place."""
    match row:
        case ast.Tuple(elts=[_, *_, ast.Constant(value=bool() as wanted)]):
            return not wanted
        case ast.Tuple(elts=[_, *_, ast.Call(func=ast.Name(id="set" | "frozenset"), args=[])]):
            return True
        case ast.Tuple(elts=[_, *_, ast.List(elts=wanted) | ast.Set(elts=wanted)]):
            return not wanted
    return None


def _texts(row: ast.expr) -> Iterator[str]:
    """The first sentence of a row."""
    parts = row.elts if isinstance(row, ast.Tuple) else [row]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    yield from [text for text in texts if " " in text][:1]


def _denies(test: ast.expr) -> bool:
    """Whether what is asserted is that something is not there."""
    match test:
        case ast.UnaryOp(op=ast.Not()) | ast.Compare(ops=[ast.NotIn()]):
            return True
        case ast.Compare(ops=[ast.Eq()], comparators=[ast.List(elts=[]) | ast.Tuple(elts=[])]):
            return True
        case ast.Compare(ops=[ast.Eq()], comparators=[ast.Call(func=ast.Name(id="set"), args=[])]):
            return True
        case ast.Call(func=ast.Attribute(attr="isdisjoint")):
            return True
    return False
