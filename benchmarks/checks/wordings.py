"""Banks of wordings that mutations draw from: one used while the rules were written, one kept from them."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Words and sentences; `{}` stands for a name or value. Fields are named for what draws from them."""

    renames: list[str]
    parameters: list[str]
    descriptions: list[str]
    returns: list[str]
    exceptions: list[str]
    builtin_exceptions: list[str]
    reasons: list[str]
    values: list[str]
    defaults: list[str]
    types: list[str]
    snakes: list[str]
    camels: list[str]
    mentions: list[str]
    outside: list[str]
    placeholders: list[str]
    restated: list[str]
    parameter_placeholders: list[str]
    markup: list[str]
    broken: list[str]
    coroutines: list[str]
    generators: list[str]
    leaks: list[str]


def bank(name: str) -> Bank:
    """The bank `development` or `held_out`."""
    data = json.loads((Path(__file__).parent / "banks" / f"{name}.json").read_text(encoding="utf-8"))
    return Bank(**{field.name: data[field.name] for field in fields(Bank)})
