"""Edits that leave all of a module as it was but for bodies of its functions: what nobody sees from outside.

Told from the text before and now, and nothing else: neither is loaded, and no other module is looked at. What cannot be
told for certain counts as another edit.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidoc_core.code.canonical import is_text
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.mentions import mentions_in
from aidoc_core.code.lookup.notes import OF_CODE, functions_in
from aidoc_core.code.lookup.speech import Signs, contains, says
from aidoc_core.code.lookup.unshown_names import may_have_more
from aidoc_core.code.lookup.vocabulary import raised_in
from aidoc_core.code.source import SourceFile, first_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from aidoc_core.code.lookup.notes import Note
    from aidoc_core.code.source import Function

_ELSEWHERE = frozenset({"outline", "named", "methods", "alike", "disk", "unread", "outside"})
"""Questions that no body answers."""
_WORDS = {"word": words_of, "mention": mentions_in, "raised": raised_in}
"""Questions about words, and what finds these in the text of a module."""
_OF_TEXTS: Mapping[str, Callable[[Sequence[str], str], bool]] = {
    "says": lambda lines, asked: says(lines, Signs.from_text(asked)),
    "contains": lambda lines, asked: contains(lines, json.loads(asked)),
}
"""Questions about the lines of a module, and what answers them."""
_CONSTRUCTORS = frozenset({"__init__", "__new__"})
"""Their bodies say which fields there are."""
_GIVING = ("__doc__", "wraps", "update_wrapper")
"""What stands in all code that gives docstrings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedBodies:
    """What differs between two texts of a module.

    Attributes:
        module: Its path.
        file: The module as it is now.
        functions: The functions whose bodies differ, by path, as they are now.
        before: The text before.
        now: The text now.
    """

    module: str
    file: SourceFile = field(repr=False)
    functions: Mapping[str, Function] = field(repr=False)
    before: str = field(repr=False)
    now: str = field(repr=False)

    def touched(self, notes: Iterable[Note]) -> Iterator[Note]:
        """Those of some questions about the package whose answers may be others by now.

        Args:
            notes: The questions.
        """
        words: dict[str, AbstractSet[str]] = {}
        around = {path for function in self.functions for path in self._around(function)}
        for kind, name in notes:
            if kind in _WORDS:
                if kind not in words:
                    words[kind] = _WORDS[kind](self.before) ^ _WORDS[kind](self.now)
                same = name not in words[kind]
            elif kind in ("code", "piece") or kind in OF_CODE:
                # The piece of a module holds all of its functions.
                same = (kind, name) != ("piece", self.module) and not any(
                    path in around or self._inside(path) for path in functions_in(name)
                )
            elif kind in _OF_TEXTS:
                asked, _, module = name.rpartition("\n")
                same = module != self.module or self._as_told(_OF_TEXTS[kind], asked)
            elif kind in ("text", "open"):
                same = name != self.module or (kind == "open" and self._as_open())
            else:
                same = kind in _ELSEWHERE
            if not same:
                yield kind, name

    def _around(self, path: str) -> Iterator[str]:
        """A path, and those of the classes that it is in; a module has no lines that are asked for as its own."""
        while path != self.module:
            yield path
            path = path.rpartition(".")[0]

    def _inside(self, path: str) -> bool:
        return any(path.startswith(f"{function}.") for function in self.functions)

    def _as_told(self, tell: Callable[[Sequence[str], str], bool], asked: str) -> bool:
        """Whether both texts answer a question alike."""
        return tell(self.before.splitlines(), asked) == tell(self.now.splitlines(), asked)  # as Griffe does

    def _as_open(self) -> bool:
        """Whether the module may have as many more names as before, be there a stub or not."""
        lines = (self.before.splitlines(), self.now.splitlines())
        return all(may_have_more(lines[0], stub=stub) == may_have_more(lines[1], stub=stub) for stub in (False, True))


def edited_bodies(module: str, before: str, now: str) -> EditedBodies | None:
    """What an edit has changed; `None` where more than bodies of functions may be another one.

    Args:
        module: The path of the module.
        before: Its text before.
        now: Its text now.
    """
    files = [SourceFile.parse(text.split("\n")) for text in (before, now)]
    pairs = _pairs(*files)
    if pairs is None:
        return None
    changed: dict[str, Function] = {}
    for (name, earlier), (_, later) in pairs:
        if _lines(files[0], earlier) == _lines(files[1], later):
            continue
        if f"{module}.{name}" in changed or not _same_but_body(files, (earlier, later)):
            return None
        changed[f"{module}.{name}"] = later
    names = [name for (name, _), _ in pairs]
    if any(names.count(path.removeprefix(f"{module}.")) > 1 for path in changed):
        return None  # overloads, and definitions of which the last one counts
    return EditedBodies(module=module, file=files[1], functions=changed, before=before, now=now)


def _pairs(before: SourceFile, now: SourceFile) -> list[tuple[tuple[str, Function], tuple[str, Function]]] | None:
    """The functions of both texts, each with its other self, where all around them is line for line the same."""
    if before.tree is None or now.tree is None:
        return None
    functions = [[*_functions(file.tree.body, "")] for file in (before, now) if file.tree is not None]
    if [name for name, _ in functions[0]] != [name for name, _ in functions[1]]:
        return None
    rests = [_rest(file, found) for file, found in zip((before, now), functions, strict=True)]
    return [*zip(*functions, strict=True)] if rests[0] == rests[1] else None


def _functions(body: Sequence[ast.stmt], prefix: str) -> Iterator[tuple[str, Function]]:
    """The functions of a module and of its classes by their names, not those inside of functions."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{statement.name}", statement
            continue
        inner = f"{prefix}{statement.name}." if isinstance(statement, ast.ClassDef) else prefix
        for part in ("body", "orelse", "finalbody"):
            yield from _functions(getattr(statement, part, ()), inner)
        for part in ("handlers", "cases"):
            for one in getattr(statement, part, ()):
                yield from _functions(one.body, inner)


def _rest(file: SourceFile, functions: Sequence[tuple[str, Function]]) -> list[str | None]:
    """All lines outside of functions, with `None` for each function."""
    lines: list[str | None] = [*file.lines]
    for _, one in sorted(functions, key=lambda found: -first_line(found[1])):
        lines[first_line(one) - 1 : one.end_lineno] = [None]
    return lines


def _lines(file: SourceFile, function: Function) -> list[str]:
    return file.lines[first_line(function) - 1 : function.end_lineno]


def _same_but_body(files: Sequence[SourceFile], functions: Sequence[Function]) -> bool:
    """Whether a function reads the same up to its first statement, and what it does tells nothing of other objects."""
    heads = [_head(file, one) for file, one in zip(files, functions, strict=True)]
    if heads[0] is None or heads[0] != heads[1] or functions[0].name in _CONSTRUCTORS:
        return False
    if any(sign in line for pair in zip(files, functions, strict=True) for line in _lines(*pair) for sign in _GIVING):
        return False
    return _sets(functions[0]) == _sets(functions[1])


def _head(file: SourceFile, function: Function) -> list[str] | None:
    """The lines of a function before its first statement, with its docstring; `None` where they share one with that."""
    does = function.body[1:] if is_text(function.body[0]) else function.body
    end = first_line(does[0]) if does else (function.end_lineno or 0) + 1
    last = function.body[0].end_lineno if does is not function.body else _end_of_header(function)
    return None if end <= (last or 0) else file.lines[first_line(function) - 1 : end - 1]


def _end_of_header(function: Function) -> int:
    """The last line of a header that is known to be one: a statement on that line is a part of it."""
    args = function.args
    parts = (function.returns, *args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg)
    defaults = (*args.defaults, *args.kw_defaults)
    return max([function.lineno, *(one.end_lineno or 0 for one in (*parts, *defaults) if one is not None)])


def _sets(function: Function) -> list[str]:
    """The attributes that a function sets, of whatever."""
    return sorted(
        node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    )
