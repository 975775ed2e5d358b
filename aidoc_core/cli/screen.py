"""How `aidoc review` shows a text: its code, the text, and what speaks against it. All of it may be foreign."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from aidoc_core.build.told_findings import in_words
from aidoc_core.code.parts import PARTS
from aidoc_core.render.blocks import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console, Group
    from rich.syntax import Syntax
    from rich.text import Text

    from aidoc_core.cli.deciding import Item

_SIDE_BY_SIDE = 120
_MOST_LINES = 40


def open_console(stream: TextIO | None = None) -> Console:
    """Where people read: standard output, with colour only where they want it (NO_COLOR, TERM=dumb)."""
    from rich.console import Console  # noqa: PLC0415 - where there is somebody to read it

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") in ("dumb", "unknown")
    return Console(file=stream or sys.stdout, highlight=False, no_color=plain, soft_wrap=False)


def show(console: Console, item: Item, *, number: int, total: int, whole: bool = False) -> None:
    """Show one text.

    Args:
        console: Where.
        item: The text, as `aidoc review --json` has it.
        number: Its place in the list, from 1.
        total: How many there are.
        whole: Whether all of a long code is shown.
    """
    from rich.columns import Columns  # noqa: PLC0415 - as in `open_console`
    from rich.rule import Rule  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console.print(Rule(Text(f"{number} of {total}"), characters="-"))
    console.print(Text(f"{item['path']} ({item['kind']})", style="bold"))
    console.print(Text(f"{item['source']}, {_facts(item)}"))
    code, text = _code(item, whole=whole), _text(item)
    if console.width >= _SIDE_BY_SIDE:
        half = (console.width - 2) // 2
        console.print(Columns([code, text], width=half, padding=(0, 1)))
    else:
        console.print(code)
        console.print(Text(""))
        console.print(text)


def _facts(item: Item) -> str:
    facts = [f"{item['model'] or 'a person'}, {item['date']}".strip(", ") if item["answer"] else "no new text"]
    facts += [f"{item['branches']} {'branch' if item['branches'] == 1 else 'branches'}"] if item["branches"] else []
    facts += ["used once" if item["uses"] == 1 else f"used {item['uses']} times"] if item["uses"] else []
    return ", ".join(facts)


def _code(item: Item, *, whole: bool) -> Syntax | Group:
    from rich.console import Group  # noqa: PLC0415 - as in `open_console`
    from rich.syntax import Syntax  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    lines = clean(item["code"]["source"] or item["code"]["signature"]).splitlines()
    shown = lines if whole else lines[:_MOST_LINES]
    code = Syntax("\n".join(shown), "python", theme="ansi_dark", word_wrap=True, background_color="default")
    if len(shown) == len(lines):
        return code
    return Group(code, Text(f"... {len(lines) - len(shown)} more lines: c"))


def _text(item: Item) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as in `open_console`

    told = Text()
    if item["changed"]:
        told.append("The code has changed since its text was approved: ", style="bold")
        told.append(f"{one_line('; '.join(item['changed']))}\n")
    if drift := item.get("drift"):
        told.append("The code has changed since the docstring was written ", style="bold")
        told.append(f"({drift['date']}, {drift['commit'][:9]}): {one_line('; '.join(drift['changed']))}\n")
    if drift and not item["answer"]:
        told.append("No new text (r: the docstring still holds; e writes one)\n", style="bold")
    if item["approved"] and item["approved"] != item["answer"]:
        whose = f", for {item['from']}, whose code is alike and gone" if item.get("from") else ""
        told.append(f"Approved before{whose} (r keeps it):\n", style="bold")
        for line in _lines(item["approved"]):
            told.append(f"  {line}\n")
        told.append("New (a takes it):\n", style="bold")
    for line in _lines(item["answer"]):
        told.append(f"{line}\n")
    if item["human"]:
        told.append("In the source, by a person: ", style="bold")
        told.append(f"{one_line(item['human'])[:300]}\n")
    pages: set[str] = set()
    for finding in item["findings"]:
        told.append(f"! {finding.get('rule', '')} ", style="bold red")
        where = f"{finding['where']}: " if finding.get("where") else ""
        page = finding.get("url", "")
        told.append(one_line(where + in_words({"message": "", **finding})))
        told.append(f" ({page})\n" if page and page not in pages else "\n")  # once for each rule
        pages.add(page)
    told.rstrip()
    return told


def _lines(answer: Mapping[str, object]) -> Iterator[str]:
    for part in PARTS:
        value = answer.get(part.field)
        if isinstance(value, dict):
            yield f"{part.field}:"
            yield from (f"  {one_line(str(name))}: {one_line(str(text))}" for name, text in value.items())
        elif value:
            head = "" if part.field in ("summary", "description") else f"{part.field}: "
            yield from f"{head}{clean(str(value))}".splitlines()
