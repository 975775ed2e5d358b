"""What texts cost, on the appendix: this build and all builds, by model and module, in vain, saved, and to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.build.figures import count, dollars, spent
from aidoc_core.render.outline import Fold, Heading, Paragraph, Table
from aidoc_core.render.pieces import Code, Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aidoc_core.render.outline import Block
    from aidoc_core.render.pieces import Line

    Data = Mapping[str, Any]

_TOKENS = ("Input", "Cached", "Output", "Reasoning")
_DOLLARS = "US dollars"
"""First of the figures: narrow screens have no room for all."""
_COSTLIEST = 20


def cost(report: Data) -> Iterator[Block]:
    """The blocks.

    Args:
        report: The report of a build, as `report_data` gives it.
    """
    costs = report["costs"] or {}
    yield Heading("Cost")
    rows = tuple(_rows(report, costs))
    if not report["usage"]["requests"]:
        yield Paragraph(text("This build sent no requests, and paid nothing."))
    if rows:
        yield Table(headings=("What", _DOLLARS, "Requests or texts", *_TOKENS), rows=rows)
    known = [words for words in _saved(costs.get("saved") or {}) if words]
    if known:
        yield Paragraph(text(f"Not paid: {'; '.join(known)}."))
    yield from _to_come(costs.get("missing") or {"objects": 0})
    yield from _by_model(costs.get("models") or ())
    yield from _by_module(report["modules"])
    if rows:
        prices = report["prices"]
        yield Paragraph(text(f"Prices: {prices['source']} {prices['version']}, list prices in US dollars."))


def _rows(report: Data, costs: Data) -> Iterator[tuple[Line, ...]]:
    usage = report["usage"]
    if usage["requests"]:
        unpriced = usage["cost_usd"] is None and not usage.get("known_usd")
        yield _row("This build", usage["requests"], usage, money="" if unpriced else spent(usage))
    if not costs:
        return
    if costs["shown"]["texts"]:
        yield _row("Texts on these pages, in all builds", costs["shown"]["texts"], costs["shown"])
    if costs["kept"] is not None and costs["kept"]["texts"]:
        yield _row("Everything in the cache", costs["kept"]["texts"], costs["kept"])
    for name, bill in _in_vain(costs["in_vain"]):
        if bill["input_tokens"] or bill["cost_usd"]:
            yield _row(name, bill.get("texts"), bill)


def _in_vain(vain: Data) -> Iterator[tuple[str, Data]]:
    yield "In vain: this build's requests without an answer", vain["failures"]
    yield "In vain: this build's repairs and halves", vain["repeated"]
    yield "In vain: failures of all builds", vain["kept_failures"]


def _row(name: str, number: int | None, bill: Data, *, money: str = "") -> tuple[Line, ...]:
    tokens = (bill[f"{kind}_tokens"] for kind in ("input", "cached_input", "output", "reasoning"))
    first = "" if number is None else f"{number:,}"
    return (text(name), text(money or _money(bill)), text(first), *(text(f"{one:,}") for one in tokens))


def _money(bill: Data) -> str:
    """Dollars; of a sum that misses some, how many it misses."""
    if bill["cost_usd"] is None:
        return "unknown (no price for this model)"
    if unknown := bill.get("unpriced"):
        return f"{dollars(bill['cost_usd'])}, and {count(unknown, 'text')} of unknown cost"
    return dollars(bill["cost_usd"])


def _saved(saved: Data) -> Iterator[str]:
    for name, words in (
        ("cache_usd", "answers from the cache"),
        ("prompt_cache_usd", "the service's cache of prompts"),
        ("bundles_usd", "bundles"),
        ("batch_usd", "batches"),
    ):
        if name in saved and saved[name] != 0:
            yield f"{dollars(saved[name])} by {words}"


def _to_come(missing: Data) -> Iterator[Block]:
    if missing["objects"]:
        price = "an unknown amount" if missing["cost_usd"] is None else f"about {dollars(missing['cost_usd'])}"
        asked = f"{count(missing['objects'], 'missing answer')} would take {count(missing['requests'], 'request')}"
        yield Paragraph(text(f"{asked} and {price}, estimated."))


def _by_model(models: Any) -> Iterator[Block]:
    rows = tuple(_row(one["model"], one["shown"]["texts"], one["shown"]) for one in models)
    if rows:
        line = (Text("By model: what the texts on these pages cost"),)
        table = Table(headings=("Model", _DOLLARS, "Texts", *_TOKENS), rows=rows)
        yield Fold(anchor="aidoc-cost-models", line=line, blocks=(table,))


def _by_module(modules: Any) -> Iterator[Block]:
    """The modules whose texts cost most."""
    known = [one for one in modules if one["cost"] and one["cost"]["shown"]["texts"]]
    known.sort(key=lambda one: (-(one["cost"]["shown"]["cost_usd"] or 0), one["path"]))
    rows = tuple(
        ((Code(one["path"]),), *_row("", one["cost"]["shown"]["texts"], one["cost"]["shown"])[1:])
        for one in known[:_COSTLIEST]
    )
    if len(rows) > 1:
        more = f" (the first {_COSTLIEST} of {len(known):,})" * (len(known) > _COSTLIEST)
        line = (Text(f"By module: what the texts on these pages cost{more}"),)
        table = Table(headings=("Module", _DOLLARS, "Texts", *_TOKENS), rows=rows)
        yield Fold(anchor="aidoc-cost-modules", line=line, blocks=(table,))
