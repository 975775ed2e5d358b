"""What the texts of a module cost, and what this build was billed for its objects, added up module by module."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.ledger import LACKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aidoc_core.build.ledger import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What some texts cost when they were requested.

    Attributes:
        texts: How many.
        unpriced: How many of them have a cost that nobody knows.
        usage: Their tokens, and the dollars of the others.
    """

    texts: int = 0
    unpriced: int = 0
    usage: Usage = Usage()

    @classmethod
    def of(cls, usages: Iterable[Usage | None]) -> Bill:
        """Add up what texts were billed; `None` stands for a text of which nothing is known."""
        texts = unpriced = given = cached = written = reasoning = 0
        dollars = Decimal(0)
        for usage in usages:  # of all that is in a cache: a value for each sum would take most of the time
            texts += 1
            if usage is None or usage.cost_usd is None:
                unpriced += 1
            else:
                dollars += usage.cost_usd
            if usage is not None:
                given += usage.input_tokens
                cached += usage.cached_input_tokens
                written += usage.output_tokens
                reasoning += usage.reasoning_tokens
        sum_ = Usage(
            input_tokens=given, cached_input_tokens=cached, output_tokens=written, reasoning_tokens=reasoning,
            cost_usd=dollars,
        )  # fmt: skip
        return cls(texts=texts, unpriced=unpriced, usage=sum_)

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON; no dollars where none are known."""
        unknown = self.texts > 0 and self.texts == self.unpriced
        usage = replace(self.usage, cost_usd=None) if unknown else self.usage
        return {"texts": self.texts, "unpriced": self.unpriced, **usage.to_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelBill:
    """What the objects of one model cost.

    Attributes:
        build: In this build.
        shown: Their texts that pages show, in whichever build they were requested.
    """

    build: Usage = Usage()
    shown: Bill = Bill()

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {"build": self.build.to_dict(), "shown": self.shown.to_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What some objects cost.

    Attributes:
        all: All of them.
        models: Those that each model has answered.
        failures: What this build was billed for those that have no answer.
        repeated: What it was billed for the others after the first request about them.
        saved: What those had cost whose answers come from the cache.
    """

    all: ModelBill
    models: Mapping[str, ModelBill]
    failures: Usage
    repeated: Usage
    saved: Usage


def spending(records: Sequence[Record], cost: Callable[[Record], Usage | None]) -> Spending:
    """What some objects cost.

    Args:
        records: What became of them.
        cost: What the text of one cost that `is_paid` tells of; `None` where nobody knows.
    """
    by_model: dict[str, list[Record]] = {}
    for record in records:
        if record.entry is not None and record.entry.model:
            by_model.setdefault(record.entry.model, []).append(record)
    cached = [(one, one.entry) for one in records if one.outcome == "cached" and one.entry is not None]
    return Spending(
        all=_bill(records, cost),
        models={model: _bill(found, cost) for model, found in by_model.items()},
        failures=Usage.total(record.usage for record in records if record.outcome in LACKING),
        repeated=Usage.total(record.repeated for record in records if record.outcome not in LACKING),
        # Without what this build was billed for reading them once more.
        saved=Usage.total(entry.usage for _, entry in cached) - Usage.total(record.usage for record, _ in cached),
    )


def sum_of(parts: Sequence[Spending]) -> Spending:
    """What the objects of some modules cost together.

    Args:
        parts: What those of each cost.
    """
    by_model: dict[str, list[ModelBill]] = {}
    for part in parts:
        for model, bill in part.models.items():
            by_model.setdefault(model, []).append(bill)
    return Spending(
        all=_sum([part.all for part in parts]),
        models={model: _sum(bills) for model, bills in sorted(by_model.items())},
        failures=Usage.total(part.failures for part in parts),
        repeated=Usage.total(part.repeated for part in parts),
        saved=Usage.total(part.saved for part in parts),
    )


def is_paid(record: Record) -> bool:
    """Whether pages show a text of an object that may have cost anything: a person's own costs nothing."""
    entry = record.entry
    if entry is None or not record.filled:
        return False
    return record.outcome != "reviewed" or bool(entry.model) or entry.state != "edited"


def _bill(records: Iterable[Record], cost: Callable[[Record], Usage | None]) -> ModelBill:
    records = list(records)
    build = Usage.total(record.usage for record in records)
    return ModelBill(build=build, shown=Bill.of(cost(record) for record in records if is_paid(record)))


def _sum(bills: Sequence[ModelBill]) -> ModelBill:
    shown = [bill.shown for bill in bills]
    return ModelBill(
        build=Usage.total(bill.build for bill in bills),
        shown=Bill(
            texts=sum(bill.texts for bill in shown),
            unpriced=sum(bill.unpriced for bill in shown),
            usage=Usage.total(bill.usage for bill in shown),
        ),
    )
