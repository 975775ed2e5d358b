"""The appendix page as Markdown: what was covered, by whom, and what it cost.

Offline the page is the same on every run: no build id, time or memory stands on it (they are in report.json).
Nothing on it was written by a model but names of models and, in reasons, what was wrong with an answer.
"""

from __future__ import annotations

import html
from itertools import groupby
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage
from aidoc_core.build.coverage import Coverage, coverage
from aidoc_core.model import prices
from aidoc_core.render.markdown import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from aidoc_core.build.ledger import Outcome, Record
    from aidoc_core.build.session import Session

MEANING: dict[Outcome, str] = {
    "human": "written in the source, nothing to add",
    "reviewed": "from the reviewed files",
    "cached": "generated earlier, from the cache",
    "generated": "generated in this build",
    "failed": "asked for, but no usable answer",
    "missed": "not asked for (offline, budget or deadline)",
    "skipped": "left alone by an option or by the source",
}
"""Each outcome in a reader's words."""


def page_markdown(session: Session, *, link: Callable[[Record], str] = lambda _: "") -> str:
    """The page.

    Args:
        session: The build.
        link: Gives the address of an object's documentation, relative to the page; empty for no link.
    """
    records = list(session.ledger)
    before, after = coverage(records)
    outcomes = session.ledger.outcomes()
    parts = [
        "# Documentation coverage",
        _introduction(before, after),
        "## By module",
        _module_table(records),
        "## What became of each object",
        _table(
            ("Outcome", "Objects", "Meaning"),
            [(name, str(number), MEANING[name]) for name, number in outcomes.items()]
            + [("**all**", f"**{sum(outcomes.values())}**", "")],
        ),
        "## Cost",
        _cost(session, records),
    ]
    if redacted := session.ledger.redacted():
        parts += ["## Privacy", f"{_text(redacted.sentence().capitalize())}."]
    if models := sorted({record.entry.model for record in records if record.entry and record.entry.model}):
        parts += ["## Models", "\n".join(f"- {line(model)}" for model in models)]
    if lacking := [record for record in records if record.outcome in ("failed", "missed")]:
        parts += [
            "## Without an answer",
            _table(
                ("Object", "Where", "Why"),
                [(_name(r, link), _text(str(r.obj.location)), _text(r.reason)) for r in lacking],
            ),
        ]
    if session.contradictions:
        parts += ["## Documentation that contradicts the code", _contradictions(session, link)]
    if filled := [record for record in records if record.filled]:
        parts += ["## Filled objects", _filled_table(filled, link)]
    return "\n\n".join(parts) + "\n"


def _introduction(before: Coverage, after: Coverage) -> str:
    return (
        f"Of **{after.total}** API objects that these pages show, people have documented **{before.documented}** "
        f"({_percent(before)}) in the source. With what was filled in it is **{after.documented}** "
        f"({_percent(after)}). Filled-in text is marked as such, and was checked against the code."
    )


def _module_table(records: Sequence[Record]) -> str:
    rows = []
    for module, group in groupby(records, key=lambda record: record.obj.module):
        before, after = coverage(group)
        rows.append(
            (
                f"<code>{_text(module)}</code>",
                f"{before.documented} of {before.total}",
                f"{after.documented} of {after.total}",
                f"{before.complete} of {before.total}",
                f"{after.complete} of {after.total}",
            )
        )
    headings = ("Module", "Documented before", "Documented after", "Complete before", "Complete after")
    note = "*Complete*: parameters, results, exceptions and listed attributes are all described."
    return f"{_table(headings, rows)}\n\n{note}"


def _cost(session: Session, records: Sequence[Record]) -> str:
    counters, usage = session.counters, session.counters.usage
    rows = [
        ("Requests", str(counters.requests)),
        ("Input tokens", f"{usage.input_tokens:,} ({usage.cached_input_tokens:,} of them cached by the service)"),
        ("Output tokens", f"{usage.output_tokens:,}"),
        ("Cost of this build", _money(usage.cost_usd)),
    ]
    saved = [record.entry.usage for record in records if record.outcome == "cached" and record.entry]
    if saved:
        rows.append(("Paid earlier for what came from the cache", _money(sum(saved, Usage()).cost_usd)))
    source, version = prices.source()
    note = f"Prices: {source} {version}, list prices in US dollars." if counters.requests or saved else ""
    return f"{_table(('', ''), rows)}\n\n{note}".rstrip()


def _contradictions(session: Session, link: Callable[[Record], str]) -> str:
    rows = [
        (_name(session.ledger[obj.path], link), _text(str(obj.location)), _text(finding.message), finding.rule)
        for obj, finding in session.contradictions
    ]
    note = "Written by people, shown as it is; either the text or the code is out of date."
    return f"{note}\n\n{_table(('Object', 'Where', 'What', 'Rule'), rows)}"


def _filled_table(records: Iterable[Record], link: Callable[[Record], str]) -> str:
    rows = []
    for record in records:
        entry = record.entry
        if entry is None:
            continue
        what = "all" if record.gaps.summary else ", ".join(record.gaps.names())
        origin = entry.state if record.outcome == "reviewed" else record.outcome
        rows.append((_name(record, link), record.obj.kind, _text(what), origin, _text(entry.model), _text(entry.date)))
    return _table(("Object", "Kind", "Filled", "Outcome", "Model", "Date"), rows, style="aidoc-filled")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, style: str = "") -> str:
    """A table in HTML: it renders with every set of Markdown extensions, and its cells are ours to escape."""
    head = "".join(f"<th>{_bold(cell)}</th>" for cell in headings)
    body = "\n".join("<tr>" + "".join(f"<td>{_bold(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    top = f"<thead><tr>{head}</tr></thead>\n" if any(headings) else ""
    # The classes are on a frame: Material leaves tables with a class of their own unstyled.
    frame = f"aidoc-table {style}".rstrip()
    return f'<div class="{frame}">\n<table>\n{top}<tbody>\n{body}\n</tbody>\n</table>\n</div>'


def _bold(cell: str) -> str:
    return f"<strong>{cell[2:-2]}</strong>" if cell.startswith("**") else cell


def _name(record: Record, link: Callable[[Record], str]) -> str:
    code = f"<code>{_text(record.obj.path)}</code>"
    target = link(record)
    return f'<a href="{html.escape(target)}">{code}</a>' if target else code


def _text(text: str) -> str:
    """Text for the inside of an HTML block; braces are escaped too, for macros that read the page."""
    return html.escape(text).replace("{", "&#123;").replace("}", "&#125;").replace("\n", " ")


def _percent(coverage: Coverage) -> str:
    return f"{coverage.share:.0%}"


def _money(cost: Decimal | None) -> str:
    return "unknown (no price for this model)" if cost is None else f"${cost:,.4f}"
