"""The first screen of the appendix: how much is documented, who wrote it, what it cost, what needs a person next."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from aidoc_core.build.coverage import Coverage
from aidoc_core.build.figures import count, dollars, percent, share
from aidoc_core.build.ledger import FILLED
from aidoc_core.render.outline import (
    Bar,
    Heading,
    Items,
    ObjectName,
    Paragraph,
    Share,
    Strong,
    Swatch,
    Table,
    Text,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.build.authorship import Author
    from aidoc_core.render.outline import Block, Line

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

AUTHOR_NAMES: dict[Author, str] = {
    "people": "hand-written",
    "approved": "filled in and approved",
    "model": "filled in, not approved",
    "nobody": "undocumented",
}
"""Each author in a reader's words."""

_STRIPED: Author = "model"
_STEPS = 5


def overview(report: Data) -> Iterator[Block]:
    """The blocks, for a report of at least one object.

    Args:
        report: The report of a build, as `report_data` gives it.
    """
    yield Paragraph(
        (
            Text("These pages show "),
            Strong(count(report["coverage"]["after"]["total"], "API object")),
            Text(". Text that was filled in is marked as such, and was checked against the code."),
        )
    )
    yield Items(tuple(_figures(report)), style="aidoc-figures")
    yield from _authorship(report)
    yield from _next_steps(report)


def authors_bar(authors: Mapping[Author, int]) -> Bar:
    """The bar of some objects by who wrote their texts."""
    shares = (Share(author, name, authors[author], striped=author == _STRIPED) for author, name in AUTHOR_NAMES.items())
    return Bar(tuple(shares))


def legend(authors: Mapping[Author, int]) -> Iterator[Items]:
    """What the parts of a bar mean, with their numbers and shares."""
    total = sum(authors.values())
    lines = tuple(
        (Swatch(author, striped=author == _STRIPED), Text(f"{share(authors[author], total)} {name}"))
        for author, name in AUTHOR_NAMES.items()
    )
    yield Items(lines, style="aidoc-legend")


def _figures(report: Data) -> Iterator[Line]:
    before, after = (Coverage.from_dict(report["coverage"][when]) for when in ("before", "after"))
    yield growth("documented", before.documented, after.documented, after.total)
    yield growth("complete", before.complete, after.complete, after.total)
    approved, filled = report["authors"]["approved"], report["authors"]["approved"] + report["authors"]["model"]
    if filled:
        yield Strong(f"{approved:,} of {filled:,}"), Text(f" {'text' if filled == 1 else 'texts'} approved by people")
    usage = report["usage"]
    saved = f"; the cache saved {dollars(usage['saved_usd'])}" * bool(report["outcomes"]["cached"])
    paid = dollars(usage["cost_usd"]) if usage["requests"] else "$0"
    yield Strong(paid), Text(f" paid by this build{saved}")


def growth(what: str, before: int, after: int, total: int) -> Line:
    """How a share has grown, e.g. `36% → 100% documented: 61 → 170 of 170`."""
    shares = list(dict.fromkeys((percent(before, total), percent(after, total))))
    numbers = list(dict.fromkeys((f"{before:,}", f"{after:,}")))
    return Strong(" → ".join(shares)), Text(f" {what}: {' → '.join(numbers)} of {total:,}")


def _authorship(report: Data) -> Iterator[Block]:
    authors: Mapping[Author, int] = report["authors"]
    total = sum(authors.values())
    in_source = report["coverage"]["before"]["documented"]
    before = Bar(
        (Share("people", AUTHOR_NAMES["people"], in_source), Share("nobody", "undocumented", total - in_source))
    )
    yield Heading("Who wrote it")
    bars = ((text("In the source"), (before,)), (text("On these pages"), (authors_bar(authors),)))
    yield Table(rows=bars, style="aidoc-bars")
    yield from legend(authors)


def _next_steps(report: Data) -> Iterator[Block]:
    """The first items of each kind in turn, so that no kind hides another."""
    kinds = {
        "not approved": [(row, "filled in, and nobody has approved it yet") for row in _unapproved(report)],
        "without a usable answer": [(row, _lacking(row)) for row in _with_outcome(report, "failed")],
        "without an answer yet": [(row, _lacking(row)) for row in _with_outcome(report, "missed")],
        "contradicted by the code": [(row, _contradicted(row)) for row in report["contradictions"]],
    }
    steps = [step for step in chain.from_iterable(zip_longest(*kinds.values())) if step is not None]
    if not steps:
        return
    yield Heading("What needs a person next")
    yield Items(tuple((ObjectName(row["path"]), Text(f": {words}")) for row, words in steps[:_STEPS]))
    if len(steps) > _STEPS:
        counted = ", ".join(f"{len(found):,} {name}" for name, found in kinds.items() if found)
        yield Paragraph(text(f"In all: {counted}."))


def _unapproved(report: Data) -> Rows:
    return _most_important(row for row in report["objects"] if row["outcome"] in FILLED and row["author"] == "model")


def _with_outcome(report: Data, outcome: str) -> Rows:
    return _most_important(row for row in report["objects"] if row["outcome"] == outcome)


def _most_important(rows: Iterator[Data]) -> Rows:
    """Public names near the top of a package first: they are what most readers meet."""

    def rank(row: Data) -> tuple[bool, int, str]:
        names = row["path"].split(".")
        private = any(name.startswith("_") and not name.endswith("__") for name in names)
        return private, len(names), row["path"]

    return sorted(rows, key=rank)


def _lacking(row: Data) -> str:
    return f"{row['reason']} ({row['source']})"


def _contradicted(row: Data) -> str:
    return f"{row['message']} ({row['source']})"
