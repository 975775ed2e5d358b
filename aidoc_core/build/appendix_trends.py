"""Complexity against coverage, and the builds of the past, on the appendix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from aidoc_core.build.authorship import AUTHORS
from aidoc_core.build.figures import count, dollars, percent
from aidoc_core.build.overview import authors_bar
from aidoc_core.render.outline import Chart, Column, Fold, Heading, Paragraph, Table
from aidoc_core.render.pieces import Bar, Share, Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.build.authorship import Author
    from aidoc_core.render.outline import Block
    from aidoc_core.render.pieces import Line

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

_COLUMNS = 60
"""So many builds have a column each: the last ones."""
_MILLIONTHS = 1_000_000


def complexity(report: Data) -> Iterator[Block]:
    """The blocks; none where nothing was measured.

    Args:
        report: The report of a build.
    """
    measured = report["complexity"]
    if not measured["bands"]:
        return
    wrote = Counter((row["author"], row["complexity"]) for row in report["objects"] if row["complexity"] is not None)
    rows = tuple(_band(band, wrote) for band in measured["bands"] if band["objects"])
    yield Heading("Complexity and coverage")
    yield Table(
        headings=("Complexity", "Functions", "Who wrote their texts", "Complete"), rows=rows, style="aidoc-bands"
    )
    told = f"Cognitive complexity of functions, measured by {measured['source']}: how hard their code is to follow."
    yield Paragraph(text(told))


def _band(band: Data, wrote: Mapping[tuple[Author, int], int]) -> tuple[Line, ...]:
    least, most, total = band["least"], band["most"], band["objects"]
    name = f"{least} and more" if most is None else str(least) if most == least else f"{least} to {most}"
    by = dict.fromkeys(AUTHORS, 0)
    for (author, complexity), number in wrote.items():
        if least <= complexity and (most is None or complexity <= most):
            by[author] += number
    bar = authors_bar(by)
    return text(name), text(f"{total:,}"), (bar,), text(percent(band["complete"], total))


def history(report: Data) -> Iterator[Block]:
    """The blocks; none for a site that remembers no other build.

    Args:
        report: The report of a build.
    """
    past = report["history"]["builds"]
    if not past:
        return
    builds = [*past, _present(report)][-_COLUMNS:]
    yield Heading("History")
    parts = ("people", "approved", "model", "nobody")
    bars = [authors_bar({part: build[part] for part in parts}) for build in builds]  # type: ignore[misc]
    columns = tuple(
        Column(words=f"{_when(build)}: {bar.words}", bar=bar, whole=build["total"])
        for build, bar in zip(builds, bars, strict=True)
    )
    title = "Who wrote the texts of each build, in shares of all objects"
    yield Chart(title=title, words=_from_to(columns), columns=columns)
    yield from _cost_chart(builds)
    rows = tuple(tuple(map(text, _cells(build))) for build in reversed(builds))
    table = Table(
        headings=("Build", "Objects", "Documented", "Complete", "Approved", "Paid", "In the cache"), rows=rows
    )
    yield Fold(anchor="aidoc-history", line=(Text(f"The figures of {count(len(builds), 'build')}"),), blocks=(table,))


def _cost_chart(builds: Sequence[Data]) -> Iterator[Chart]:
    kept = [round(_MILLIONTHS * (build["kept_usd"] or 0)) for build in builds]
    if not any(kept):
        return
    columns = tuple(
        Column(
            words=f"{_when(build)}: {_money(build['kept_usd'])}", bar=Bar((Share("model", "", one),)), whole=max(kept)
        )
        for build, one in zip(builds, kept, strict=True)
    )
    title = f"Cost of everything in the cache at each build, up to {_money(max(kept) / _MILLIONTHS)}"
    yield Chart(title=title, words=_from_to(columns), columns=columns)


def _from_to(columns: Sequence[Column]) -> str:
    """What columns show, in words."""
    many = count(len(columns), "build")
    return f"{many}. First {columns[0].words}. Last {columns[-1].words}. The table below has the figures of all."


def _present(report: Data) -> Data:
    before, after = report["coverage"]["before"], report["coverage"]["after"]
    kept = (report["costs"] or {}).get("kept") or {}
    return {
        "commit": "", "date": "", "total": after["total"], "documented_before": before["documented"],
        "documented": after["documented"], "complete": after["complete"], **report["authors"],
        "cost_usd": report["usage"]["cost_usd"], "kept_usd": kept.get("cost_usd"),
    }  # fmt: skip


def _when(build: Data) -> str:
    return " ".join(filter(None, (build["date"], build["commit"][:7]))) or "this build"


def _cells(build: Data) -> Iterator[str]:
    yield _when(build)
    yield f"{build['total']:,}"
    yield percent(build["documented"], build["total"]) if build["total"] else ""
    yield percent(build["complete"], build["total"]) if build["total"] else ""
    yield f"{build['approved']:,} of {build['approved'] + build['model']:,}"
    yield _money(build["cost_usd"])
    yield _money(build["kept_usd"])


def _money(cost: float | None) -> str:
    return "unknown" if cost is None else dollars(cost)
