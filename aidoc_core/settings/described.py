"""The table of options as users read it, and the types in it."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from aidoc_core.settings.table import GLOSSARY, HEADER, HOST, RULES, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One row of the table of options.

    Attributes:
        name: As written in every configuration.
        default: Its default value.
        help: One sentence for users, Markdown.
    """

    name: str
    default: Any
    help: str

    @property
    def allowed(self) -> str:
        """The values or type in words."""
        return in_words(types()[self.name])


@cache
def types() -> dict[str, Any]:
    """The type of each option by its name, with its bounds."""
    return {row.name: row.type for row in dataclasses.fields(Settings) if "help" in row.metadata}


_SIGNS = {"gt": ">", "ge": "≥", "le": "≤"}


def in_words(annotation: Any) -> str:
    """The values that a type allows, as users read them."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return " · ".join(str(value) for value in arguments)
    if origin is Annotated:
        bounds = (f"{_SIGNS[bound.sign]} {bound.number}" for bound in arguments[1:])
        return f"{in_words(arguments[0])} {' and '.join(bounds)}"
    if origin is dict:
        return f"mapping from rule ids ({RULES[0]} to {RULES[-1]}) to {in_words(arguments[1])}"
    if origin is list:
        inner = arguments[0]
        words = {
            str: "strings",
            HEADER: "header names without values",
            HOST: "hosts without scheme, port or path",
        }.get(inner)
        return f"list of {words or in_words(inner)}"
    if type(None) in arguments:
        return f"{' · '.join(in_words(a) for a in arguments if a is not type(None))}, or none"
    glossary = {GLOSSARY: "file name · mapping with terms, prefer and avoid"}
    return (glossary | {bool: "true · false", int: "integer", float: "number", str: "string"})[annotation]


def options() -> list[Option]:
    """The table of options, in the order of the documentation."""
    rows = []
    for row in dataclasses.fields(Settings):
        if row.name not in types():
            continue
        default = row.default_factory() if callable(row.default_factory) else row.default
        rows.append(Option(name=row.name, default=default, help=row.metadata["help"]))
    return rows
