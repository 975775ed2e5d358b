"""What texts cost: those that pages show, everything that is kept, what was paid in vain and what was saved.

Dollars add up exactly here and become numbers at the very end. What is not known is `None`, or counted beside the sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.ledger import LACKING
from aidoc_core.build.provenance import priced_model
from aidoc_core.errors import CacheError
from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aidoc_core.answers import AnswerStore
    from aidoc_core.answers.paid import PaidEntry
    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.plan import Plan
    from aidoc_core.build.ledger import Record
    from aidoc_core.settings import Settings


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

    def __add__(self, other: Bill) -> Bill:
        return Bill(
            texts=self.texts + other.texts, unpriced=self.unpriced + other.unpriced, usage=self.usage + other.usage
        )

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
class Paid:
    """What a build knows of what was paid.

    Attributes:
        records: What became of each object.
        texts: What the text of each object cost that has one, by its path; `None` where nobody knows.
        kept: What everything in the cache cost; `None` where it cannot be read.
        failures: The same for the failures in it.
        counters: What this build requested.
        missing: What requesting the missing answers would take; `None` where none is missing.
        model: The model or deployment that would be asked.
    """

    records: Sequence[Record]
    texts: Mapping[str, Usage | None]
    kept: Bill | None
    failures: Bill
    counters: Counters
    missing: Plan | None
    model: str

    def to_dict(self) -> dict[str, Any]:
        """As `costs` of report.json."""
        return {
            "shown": self.shown(self.records).to_dict(),
            "kept": None if self.kept is None else self.kept.to_dict(),
            "models": self._models(),
            "in_vain": {
                "failures": self._spent(record for record in self.records if record.outcome in LACKING).to_dict(),
                "repeated": sum(
                    (record.repeated for record in self.records if record.outcome not in LACKING), Usage()
                ).to_dict(),
                "kept_failures": self.failures.to_dict(),
            },
            "saved": self._saved(),
            "missing": self._missing(),
        }

    def _missing(self) -> dict[str, Any]:
        plan = self.missing
        figures = ("objects", "requests", "input_tokens", "output_tokens")
        return {
            **{figure: 0 if plan is None else getattr(plan, figure) for figure in figures},
            "cost_usd": dollars(Usage().cost_usd if plan is None else plan.cost_usd),
            "model": self.model,
        }

    def shown(self, records: Iterable[Record]) -> Bill:
        """What the texts of some objects cost, in whichever build they were requested."""
        return Bill.of(self.texts[record.obj.path] for record in records if record.obj.path in self.texts)

    def of_module(self, records: Sequence[Record]) -> dict[str, Any]:
        """What the texts of a module cost."""
        return {"build": self._spent(records).to_dict(), "shown": self.shown(records).to_dict()}

    @staticmethod
    def _spent(records: Iterable[Record]) -> Usage:
        return sum((record.usage for record in records), Usage())

    def _by_model(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.entry is not None and record.entry.model:
                found.setdefault(record.entry.model, []).append(record)
        return dict(sorted(found.items()))

    def _models(self) -> list[dict[str, Any]]:
        return [{"model": model, **self.of_module(records)} for model, records in self._by_model().items()]

    def _saved(self) -> dict[str, Any]:
        saved = [record.entry.usage for record in self.records if record.outcome == "cached" and record.entry]
        bundles = self.counters.bundled_tokens
        return {
            "cache_usd": dollars(sum(saved, Usage()).cost_usd),
            "prompt_cache_usd": dollars(self._by_prompt_cache()),
            "bundle_tokens": bundles,
            "bundles_usd": dollars(self._price(Usage(input_tokens=bundles))) if bundles else 0.0,
            "batch_usd": 0.0,
        }

    def _by_prompt_cache(self) -> Decimal | None:
        """What the tokens would have cost in addition that the service had cached."""
        usage = self.counters.usage
        if not usage.cached_input_tokens:
            return Usage().cost_usd
        full, less = self._price(replace(usage, cached_input_tokens=0)), self._price(usage)
        return None if full is None or less is None else full - less

    def _price(self, usage: Usage) -> Decimal | None:
        """At the price of the model that has answered most in this build, as its responses name it."""
        by_model = {model: self._spent(records).input_tokens for model, records in self._by_model().items()}
        model = max(by_model, key=lambda name: (by_model[name], name), default="")
        return prices.cost(model if by_model.get(model) else self.model, usage)


def read_paid(records: Iterable[Record], settings: Settings, cache: AnswerStore | None, counters: Counters) -> Paid:
    """Find out what was paid.

    Args:
        records: What became of each object.
        settings: The options.
        cache: Where answers are kept with what they cost; `None` if nothing was looked up.
        counters: What this build requested.
    """
    records = list(records)
    kept = _kept(cache)
    entries = (record.entry for record in records if record.entry is not None)
    model = settings.model or settings.deployment
    if settings.may_request and any(record.lacks_answer for record in records):  # else no price list is read
        model = priced_model(entries, settings)
    return Paid(
        records=records,
        texts=dict(_texts(records, kept or {})),
        kept=None if kept is None else Bill.of(one.usage for one in kept.values()),
        failures=Bill.of(one.usage for one in (kept or {}).values() if one.failed),
        counters=counters,
        missing=_estimate(records, replace(settings, model=model)),
        model=model,
    )


def _kept(cache: AnswerStore | None) -> Mapping[str, PaidEntry] | None:
    if cache is None:
        return None
    from aidoc_core.answers import PaidStore  # noqa: PLC0415 - where a cache is looked into

    if not isinstance(cache, PaidStore):
        return None
    try:
        return cache.paid()
    except CacheError:  # told where it was looked up
        return None


def _texts(records: Iterable[Record], kept: Mapping[str, PaidEntry]) -> Iterator[tuple[str, Usage | None]]:
    """What the text of each object cost; a person's own cost nothing that anybody knows."""
    for record in records:
        entry = record.entry
        if entry is None or not record.filled:
            continue
        if record.outcome != "reviewed":
            yield record.obj.path, entry.usage
        elif entry.model or entry.state != "edited":
            found = kept.get(entry.fingerprint)
            yield record.obj.path, found.usage if found is not None and not found.failed else None


def _estimate(records: Iterable[Record], settings: Settings) -> Plan | None:
    missing = [record for record in records if record.lacks_answer and record.gaps]
    if not missing:
        return None
    from aidoc_core.asking.estimates import estimate_asks  # noqa: PLC0415 - what requests, where something is missing
    from aidoc_core.asking.prompt import Ask  # noqa: PLC0415

    asks = [
        Ask(obj=record.obj, gaps=record.gaps, fingerprint=record.fingerprint, settings=settings) for record in missing
    ]
    return estimate_asks(asks, settings, offline=not settings.may_request)


def dollars(cost: Decimal | None) -> float | None:
    """Dollars as a number; `None` where they are not known."""
    return None if cost is None else float(cost)
