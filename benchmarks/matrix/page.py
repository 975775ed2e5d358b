"""The page "Works with" of the documentation, made from the results."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.matrix.setup import Setup

FILE = Path(__file__).parents[2] / "docs" / "works-with.md"
_START = "<!-- set-ups: made by `python -m benchmarks matrix` from its results -->\n"
_END = "<!-- end of set-ups -->"
_SHOWN = {
    "filled": "filled",
    "differs": "filled, with differences",
    "nothing filled": "**not filled**",
    "not filled, told": "not filled; the build says so",
    "not filled, in silence": "**not filled, in silence**",
    "fails without aidoc": "does not build without aidoc either",
    "not installed": "not tried: cannot be installed",
    "too slow": "not tried: too slow",
}
_TOOLS = {"sphinx": ("sphinx",), "mkdocs": ("mkdocs", "mkdocstrings-python"), "properdocs": ("properdocs",),
          "zensical": ("zensical", "mkdocstrings-python"), "shell": ()}  # fmt: skip


def written(
    text: str,
    setups: Sequence[Setup],
    rows: Mapping[str, Mapping[str, Any]],
    environments: Mapping[str, Mapping[str, str]],
) -> str:
    """The page with its tables made anew.

    Args:
        text: The page as it is.
        setups: All set-ups, in order.
        rows: What is known of each, by its group and name.
        environments: What each was built with.

    Raises:
        ValueError: The page has no place for tables.
    """
    head, start, rest = text.partition(_START)
    _, end, tail = rest.partition(_END)
    if not start or not end:
        raise ValueError(f"{FILE.name} has lost the lines between which its tables stand: {_START.strip()}, {_END}")
    return f"{head}{start}{_tables(setups, rows, environments)}{end}{tail}"


def _tables(
    setups: Sequence[Setup], rows: Mapping[str, Mapping[str, Any]], environments: Mapping[str, Mapping[str, str]]
) -> str:
    lines: list[str] = []
    group = ""
    for setup in setups:
        row = rows.get(f"{setup.group}: {setup.name}")
        if row is None:
            continue
        if setup.group != group:
            group = setup.group
            lines += ["", f"### {group}", "", "| set-up | result | with | remarks |", "|---|---|---|---|"]
        told = " ".join(filter(None, [setup.note, _remark(row)]))
        built = _built_with(setup, environments.get(setup.environment, {}))
        lines.append(f"| {_cell(setup.name)} | {_SHOWN[row['status']]} | {built} | {_cell(told)} |")
    return "\n".join([*lines, "", ""])


def _built_with(setup: Setup, installed: Mapping[str, str]) -> str:
    names = {"sphinx": "Sphinx", "mkdocs": "MkDocs", "properdocs": "ProperDocs"}
    parts = [f"{names.get(name, name)} {installed[name]}" for name in _TOOLS[setup.tool] if name in installed]
    needed = (re.split(r"[\[<>=! ]", one)[0] for one in setup.requires)
    parts += [f"{name} {installed[name]}" for name in needed if name in installed and name not in names]
    return ", ".join(parts)


def _remark(row: Mapping[str, Any]) -> str:
    """What differs, in a line; why a site cannot be built at all is no matter of ours."""
    return "; ".join(str(one)[:120] for one in row.get("wrong", ())[:2])


def _cell(text: str) -> str:
    """A text that fits into a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")
