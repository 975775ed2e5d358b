"""The first screen of a report for a terminal: 80 columns, no colour needed, the same figures as the page has."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from aidoc_core.build.coverage import Coverage
from aidoc_core.build.figures import count, dollars, percent, shares, spent
from aidoc_core.build.messages import TITLE, redacted_words
from aidoc_core.build.next_lines import common_reasons, lines
from aidoc_core.build.overview import AUTHOR_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table

    from aidoc_core.build.comparison import Comparison
    from aidoc_core.build.next_lines import Line

    Data = Mapping[str, Any]

WIDTH = 80
_BAR = 20
_CHANGES = {
    "total": "objects",
    "documented": "documented",
    "complete": "complete",
    "people": "hand-written",
    "approved": "filled in and approved",
    "model": "filled in, not approved",
    "nobody": "undocumented",
    "kept_usd": "cost of everything kept",
}


def first_screen(report: Data, changed: Comparison | None = None) -> str:
    """The screen as text.

    Args:
        report: The report.
        changed: What has changed since another one, if that is wanted.
    """
    from rich.console import Console  # noqa: PLC0415 - of no use to other commands

    stream = io.StringIO()
    console = Console(
        file=stream, width=WIDTH, no_color=True, force_terminal=False, highlight=False, markup=False, emoji=False
    )
    for part in _parts(report, changed):
        console.print(part, soft_wrap=isinstance(part, str))
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip().split("\n"))


def _parts(report: Data, changed: Comparison | None) -> Iterator[Table | str]:
    build = report["build"]
    yield _visible(f"{TITLE}: {build['tool']}, aidoc {build['aidoc']}, {build['started']}")
    total = report["coverage"]["after"]["total"]
    if not total:
        yield "These pages show no API objects."
    else:
        yield _coverage(report)
        yield ""
        yield "Who wrote it"
        yield _authors(report)
    if changed is not None:
        yield ""
        yield _visible(f"Since {changed.before['commit'][:12] or changed.before['date']}")
        yield _changes(changed)
    yield ""
    yield "Cost"
    yield _rows(_cost(report))
    if trust := dict(_trust(report)):
        yield ""
        yield "Privacy and trust"
        yield _rows(trust.items())
    yield ""
    yield "The build"
    yield _rows(_system(report))
    if report["next"]["first"]:
        yield ""
        yield "What needs a person next"
        yield _rows(row for line in lines(report) for row in _next(line))
        yield f"  In all: {', '.join(f'{number:,} {need}' for need, number in report['next']['counts'].items())}."
        yield from (_visible(f"  {count(number, 'object')}: {reason}") for reason, number in common_reasons(report))


def _next(line: Line) -> Iterator[tuple[str, str]]:
    """Objects that need one thing of a person, and what it is."""
    for step in line.steps:
        more = f"; {line.rest}" if line.rest and step is line.steps[-1] else ""
        yield step["path"], f"{line.words} ({step['source']}){more}"


def _table(*justify: Any) -> Table:
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 1), pad_edge=True)
    for one in justify:
        table.add_column(justify=one, overflow="fold")
    return table


def _rows(rows: Any) -> Table:
    table = _table("left", "left")
    for name, value in rows:
        table.add_row(_visible(name), _visible(value))
    return table


def _coverage(report: Data) -> Table:
    before, after = (Coverage.from_dict(report["coverage"][when]) for when in ("before", "after"))
    table = _table("left", "left", "right", "left")
    for name in ("documented", "complete"):
        then, now = getattr(before, name), getattr(after, name)
        growth = (
            percent(then, before.total)
            if then == now
            else f"{percent(then, before.total)} -> {percent(now, after.total)}"
        )
        numbers = f"{then:,}" if then == now else f"{then:,} -> {now:,}"
        table.add_row(name, _bar(then, now, after.total), growth, f"{numbers} of {after.total:,}")
    return table


def _authors(report: Data) -> Table:
    table = _table("left", "left", "right")
    authors = report["authors"]
    total = sum(authors.values())
    told = shares([authors[author] for author in AUTHOR_NAMES])
    for number, (author, name) in zip(told, AUTHOR_NAMES.items(), strict=True):
        table.add_row(name, _bar(authors[author], authors[author], total), number)
    approval = report["approval"]
    stale = f", {approval['stale']:,} of them stale" if approval["stale"] else ""
    if approval["texts"]:
        table.add_row(
            "approved by people", "", f"{approval['approved']:,} of {count(approval['texts'], 'text')}{stale}"
        )
    return table


def _bar(before: int, after: int, total: int) -> str:
    """What people wrote, what was added, and what is left."""
    first, both = (round(_BAR * number / total) if total else 0 for number in (before, after))
    return f"[{'#' * first}{'+' * (both - first)}{'.' * (_BAR - both)}]"


def _changes(changed: Comparison) -> Table:
    table = _table("left", "right", "right", "right")
    for member, name in _CHANGES.items():
        then, now = changed.before[member], changed.after[member]
        if member.endswith("_usd"):
            difference = (
                "" if then is None or now is None else f"{'+' if now >= then else '-'}{dollars(abs(now - then))}"
            )
            table.add_row(name, dollars(then), dollars(now), difference)
        else:
            table.add_row(name, f"{then:,}", f"{now:,}", f"{now - then:+,}" if now != then else "")
    return table


def _cost(report: Data) -> Iterator[tuple[str, str]]:
    usage, costs = report["usage"], report["costs"]
    requested = f"{spent(usage)}, {count(usage['requests'], 'request')}, {_tokens(usage)}"
    yield "this build", requested if usage["requests"] else "$0, no requests"
    if costs is None:
        yield "earlier builds", "unknown (the report is one of version 1)"
        return
    yield "these texts", _bill(costs["shown"])
    yield "all that is kept", "unknown" if costs["kept"] is None else _bill(costs["kept"])
    for row in costs["models"]:
        yield f"by {row['model']}", f"{dollars(row['build']['cost_usd'])} in this build; {_bill(row['shown'])}"
    saved = costs["saved"]
    yield (
        "saved",
        (
            f"{dollars(saved['cache_usd'])} by the cache, {dollars(saved['prompt_cache_usd'])} by the service's, "
            f"{dollars(saved['bundles_usd'])} by bundles, {dollars(saved['batch_usd'])} by batch"
        ),
    )
    in_vain = costs["in_vain"]
    yield (
        "paid in vain",
        (
            f"{dollars(in_vain['failures']['cost_usd'])} for failures, {dollars(in_vain['repeated']['cost_usd'])} for "
            f"repeated requests; earlier failures that are kept: {_bill(in_vain['kept_failures'])}"
        ),
    )
    missing = costs["missing"]
    if missing["objects"]:
        yield (
            "missing",
            (
                f"{count(missing['objects'], 'object')}, ~{missing['input_tokens']:,} tokens in and "
                f"~{missing['output_tokens']:,} out, cost {_about(missing['cost_usd'])}"
            ),
        )
    yield "prices", f"{report['prices']['source']} {report['prices']['version']}, list prices"


def _bill(bill: Data) -> str:
    texts = count(bill["texts"], "text")
    if bill["cost_usd"] is None:
        return f"{texts}, cost unknown"
    unknown = f", that of {bill['unpriced']:,} unknown" if bill["unpriced"] else ""
    return f"{dollars(bill['cost_usd'])} for {texts}{unknown}"


def _about(cost: float | None) -> str:
    return "unknown" if cost is None else f"about {dollars(cost)}"


def _tokens(usage: Data) -> str:
    reasoning = f", {usage['reasoning_tokens']:,} of them reasoning" if usage["reasoning_tokens"] else ""
    return (
        f"{usage['input_tokens']:,} tokens in ({usage['cached_input_tokens']:,} cached), "
        f"{usage['output_tokens']:,} out{reasoning}"
    )


def _trust(report: Data) -> Iterator[tuple[str, str]]:
    redacted = report["withheld"]
    if redacted["literals"]:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in redacted["kinds"].items())
        yield "privacy", f"{redacted_words(redacted['literals'], redacted['objects'])}: {kinds}"
    if report["hosts"]:
        yield "requests to", ", ".join(f"{row['host']} ({row['requests']:,})" for row in report["hosts"])
    if report["findings"]:
        yield "findings", ", ".join(f"{row['findings']:,} {row['rule']}" for row in report["findings"])
    if report["contradictions"]:
        yield "hand-written", f"{count(len(report['contradictions']), 'statement')} that the code contradicts"


def _system(report: Data) -> Iterator[tuple[str, str]]:
    build, system, usage = report["build"], report["system"], report["usage"]
    stages = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in build["stages_s"].items())
    yield "time", f"{build['duration_s']:.1f} s" + (f": {stages}" if stages else "")
    yield "CPU, memory", f"{_known(system['cpu_s'], 's')}, {_known(system['peak_rss_mb'], 'MB at most')}"
    if usage["requests"]:
        yield "requests", f"{usage['throttled']:,} throttled, {usage['max_in_flight']:,} at once at most"


def _known(number: float | None, unit: str) -> str:
    return "unknown" if number is None else f"{number:,.1f} {unit}"


def _visible(text: str) -> str:
    """Without what steers a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(text))
