"""Calls that hold people's words, as `Field(description=...)`: the table of them, and the words of one call."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.code.expressions import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.code.expressions import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Calls that hold words.

    Attributes:
        packages: The top-level packages that they come from; none for any.
        names: The last parts of their names; none for any.
        keywords: The arguments that hold words, the one that is meant for documentation first.
        metadata: Arguments that hold a mapping with words.
        place: Which of the arguments by position holds words; none if negative.
    """

    packages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    place: int = -1

    def fits(self, path: str) -> bool:
        """Whether a call of what this dotted path names may hold words."""
        package, name = path.partition(".")[0], path.rpartition(".")[2]
        return package in (self.packages or (package,)) and name in (self.names or (name,))


DOC = (Row(names=("Doc",), keywords=("documentation",), place=0),)
_CLICK = ("click", "rich_click", "asyncclick", "cloup")
# Projects wrap and re-export the best known, so these are known by their names; others by the package they come from.
VALUES = (
    Row(names=("Field",), keywords=("description",)),
    Row(names=("field", "ib", "attrib"), keywords=("doc",), metadata=("metadata",)),
    Row(names=("Column", "mapped_column", "relationship"), keywords=("doc", "comment")),
    Row(keywords=("help_text",)),
    Row(packages=("property",), names=("property",), keywords=("doc",), place=3),
    Row(packages=("sqlalchemy", "advanced_alchemy"), keywords=("doc", "comment")),
    Row(packages=(*_CLICK, "typer", "cyclopts", "tyro", "traitlets"), keywords=("help",)),
    Row(packages=("traits",), keywords=("desc",)),
    Row(packages=("param",), keywords=("doc",)),
    Row(packages=("marshmallow",), keywords=("description",), metadata=("metadata",)),
    Row(
        packages=(
            *("pydantic", "fastapi", "ninja", "msgspec", "strawberry", "graphene", "litestar", "starlite"),
            *("tortoise", "wtforms"),
        ),
        keywords=("description",),
    ),
    *DOC,
)
OPTIONS = (Row(packages=_CLICK, names=("option", "argument"), keywords=("help",)),)
DECORATORS = (
    Row(packages=("strawberry",), keywords=("description",)),
    Row(names=("computed_field",), keywords=("description",)),
    Row(packages=_CLICK, names=("command", "group"), keywords=("help",)),
)
METADATA_KEYS = ("doc", "description", "help")
"""Where a mapping of metadata holds words."""


def first(found: Iterable[str | None]) -> str | None:
    """The first words that can be shown, or else that there are words."""
    known = [words for words in found if words is not None]
    return next(filter(None, known), "" if known else None)


def words_of_call(here: Here, rows: Iterable[Row]) -> str | None:
    """The words that a call holds; `None` for none, empty if only running code could tell them."""
    here = here.meant()
    node = here.node
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
        return words_of_call(here.at(node.func.value), rows)  # `Unicode(help="…").tag(config=True)`
    given = {one.arg: one.value for one in node.keywords if one.arg}
    rows = [row for row in rows if 0 <= row.place < len(node.args) or given.keys() & {*row.keywords, *row.metadata}]
    path = here.at(node.func).path() if rows else ""
    for row in rows:
        if row.fits(path):
            holders = [here.at(given[key]) for key in row.keywords if key in given]
            holders += [one for key in row.metadata if key in given for one in _of_mapping(here.at(given[key]))]
            holders += [here.at(node.args[row.place])] if 0 <= row.place < len(node.args) else []
            if (words := first(map(words_of, holders))) is not None:
                return words
    return None


def _of_mapping(here: Here) -> Iterator[Here]:
    here = here.meant()
    node = here.node
    pairs: dict[object, ast.expr] = {}
    if isinstance(node, ast.Dict):
        pairs = {
            key.value: one for key, one in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)
        }
    elif isinstance(node, ast.Call) and here.at(node.func).path() == "dict":
        pairs = {one.arg: one.value for one in node.keywords}
    yield from (here.at(pairs[key]) for key in METADATA_KEYS if key in pairs)
