"""The first screen of the appendix: how much is documented, who wrote it, what it cost, what needs a person next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aidoc_core.build.appendix_page import is_divided
from aidoc_core.build.coverage import Coverage
from aidoc_core.build.figures import count, dollars, percent, shares, spent
from aidoc_core.build.module_figures import KnownFigures, anchor, modules_of
from aidoc_core.build.next_lines import NEED_NAMES, common_reasons
from aidoc_core.build.next_lines import lines as next_lines
from aidoc_core.render.outline import Heading, Items, Paragraph, Table
from aidoc_core.render.pieces import Bar, ObjectName, PageName, Place, Share, Strong, Swatch, Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.build.authorship import Author
    from aidoc_core.build.next_lines import Line as NextLine
    from aidoc_core.render.outline import Block
    from aidoc_core.render.pieces import Inline, Line

    Data = Mapping[str, Any]

AUTHOR_NAMES: dict[Author, str] = {
    "people": "hand-written",
    "approved": "filled in and approved",
    "model": "filled in, not approved",
    "nobody": "undocumented",
}
"""Each author in a reader's words."""

_MEANING = (
    "Text that a model filled in is marked, and was checked against the code. Complete: parameters, results, "
    "exceptions and attributes are described, too."
)
_SHOWN = ("stale", "unreviewed")
_STRIPED: tuple[Author, ...] = ("approved", "model")


def overview(report: Data, *, whole: bool = False, figures: KnownFigures | None = None) -> Iterator[Block]:
    """The blocks, for a report of at least one object.

    Args:
        report: The report of a build, as `report_data` gives it.
        whole: Whether all objects stand on this page.
        figures: The figures of modules, where they are known.
    """
    objects = count(report["coverage"]["after"]["total"], "API object")
    yield Paragraph((Text("These pages show "), Strong(objects), Text(".")))
    yield Items(tuple(_figures(report)), style="aidoc-figures")
    yield from _authorship(report)
    yield from _next_steps(report, {} if whole or not is_divided(report) else (figures or KnownFigures()).homes(report))
    yield Paragraph(text(_MEANING))


def authors_bar(authors: Mapping[Author, int]) -> Bar:
    """The bar of some objects by who wrote their texts."""
    shares = (Share(author, name, authors[author], striped=author in _STRIPED) for author, name in AUTHOR_NAMES.items())
    return Bar(tuple(shares))


def legend(authors: Mapping[Author, int]) -> Iterator[Items]:
    """What the parts of a bar mean, with their numbers and shares."""
    told = shares([authors[author] for author in AUTHOR_NAMES])
    lines = tuple(
        (Swatch(author, striped=author in _STRIPED), Text(f"{number} {name}"))
        for number, (author, name) in zip(told, AUTHOR_NAMES.items(), strict=True)
    )
    yield Items(lines, style="aidoc-legend")


def _figures(report: Data) -> Iterator[Line]:
    before, after = (Coverage.from_dict(report["coverage"][when]) for when in ("before", "after"))
    yield growth("documented", before.documented, after.documented, after.total)
    yield growth("complete", before.complete, after.complete, after.total)
    yield from _approval(report)
    yield _paid(report)


def _approval(report: Data) -> Iterator[Line]:
    approval = report["approval"]
    if approval["texts"]:
        texts = "text" if approval["texts"] == 1 else "texts"
        stale = f"; the code of {approval['stale']:,} has changed since" * bool(approval["stale"])
        lacking = report["outcomes"]["failed"] + report["outcomes"]["missed"]
        missing = f"; {lacking:,} of them {'is' if lacking == 1 else 'are'} missing" * bool(lacking)
        words = f" {texts} approved by people{missing}{stale}"
        others = approval["texts"] - approval["approved"] - lacking
        shares = (
            Share("approved", "approved", approval["approved"], striped=True),
            Share("model", "not approved", max(others, 0), striped=True),
            Share("nobody", "missing", lacking),
        )
        yield Strong(f"{approval['approved']:,} of {approval['texts']:,}"), Text(words), Bar(shares, told=True)


def _paid(report: Data) -> Line:
    usage, kept = report["usage"], (report["costs"] or {}).get("kept") or {"texts": 0}
    paid = spent(usage) if usage["requests"] else "$0"
    more = [" paid by this build"]
    if kept["texts"]:
        more.append(f"{dollars(kept['cost_usd'])} for all in the cache")
    if report["outcomes"]["cached"]:
        more.append(f"the cache saved {dollars(usage['saved_usd'])}")
    return Strong(paid), Text("; ".join(more))


def growth(what: str, before: int, after: int, total: int) -> Line:
    """How a share has grown, e.g. `36% → 100% documented: 61 → 170 of 170`."""
    shares = list(dict.fromkeys((percent(before, total), percent(after, total))))
    numbers = list(dict.fromkeys((f"{before:,}", f"{after:,}")))
    parts = (
        Share("people", "before", before),
        Share("added", "added", max(after - before, 0)),
        Share("nobody", "not yet", max(total - max(before, after), 0)),
    )
    words = Text(f" {what}: {' → '.join(numbers)} of {total:,}")
    return Strong(" → ".join(shares)), words, Bar(parts, told=True)


def _authorship(report: Data) -> Iterator[Block]:
    authors: Mapping[Author, int] = report["authors"]
    total = sum(authors.values())
    in_source = report["coverage"]["before"]["documented"]
    in_part = max(in_source - authors["people"], 0)
    before = Bar(
        (
            Share("people", AUTHOR_NAMES["people"], in_source - in_part),
            Share("part", "hand-written in part", in_part),
            Share("nobody", AUTHOR_NAMES["nobody"], total - in_source),
        )
    )
    yield Heading("Who wrote it")
    bars = ((text("In the source"), (before,)), (text("On these pages"), (authors_bar(authors),)))
    yield Table(rows=bars, style="aidoc-bars")
    (lines,) = legend(authors)
    if in_part:
        told: Line = (Swatch("part"), Text(f"{in_part:,} hand-written in part, then filled in"))
        lines = replace(lines, lines=(*lines.lines, told))
    yield lines


def _next_steps(report: Data, pages: Mapping[str, str]) -> Iterator[Block]:
    steps, counts = report["next"]["first"], report["next"]["counts"]
    if not steps:
        return
    yield Heading("What needs a person next")
    told = next_lines(report)
    homes = modules_of(report, {line.steps[0]["path"] for line in told})
    items = (_step(line, homes.get(line.steps[0]["path"], ""), pages.get(line.module, "")) for line in told)
    yield Items(tuple(map(tuple, items)), style="aidoc-next")
    if sum(counts.values()) > sum(len(line.steps) for line in told):
        counted = ", ".join(f"{counts[need]:,} {name}" for need, name in NEED_NAMES.items() if counts.get(need))
        yield Paragraph(text(f"In all: {counted}."))
    for reason, number in common_reasons(report):
        yield Paragraph(text(f"{count(number, 'object')}: {reason}"))


def _step(line: NextLine, module: str, page: str) -> Iterator[Inline]:
    """Objects and what to do; of one of which no text stands on the page, where in the code."""
    first, *others = line.steps
    yield ObjectName(first["path"])
    for step in others:
        yield Text(", " if step is not others[-1] else " and ")
        yield ObjectName(step["path"], step["path"].removeprefix(f"{line.module}."))
    yield Text(f": {line.words}")
    if first["needs"] not in _SHOWN and not others:
        yield from (Text(" ("), Place(first["path"], module, first["source"]), Text(")"))
    if line.more:
        yield from (Text("; "), PageName(page, line.rest, anchor(line.module)))
