"""What texts cost: those that pages show, everything that is kept, what was paid in vain and what was saved.

Dollars add up exactly here and become numbers at the very end. What is not known is `None`, or counted beside the sum.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.bills import Bill, spending, sum_of
from aidoc_core.build.kept_state import answers_state
from aidoc_core.build.provenance import priced_model
from aidoc_core.errors import CacheError
from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from aidoc_core.answers import AnswerStore
    from aidoc_core.answers.paid import PaidEntry
    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.plan import Plan
    from aidoc_core.build.bills import Spending
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.tally import Tallies, Tally
    from aidoc_core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What a build knows of what was paid.

    Attributes:
        kept: What is in the cache; `None` where it cannot be read.
        counters: What this build requested.
        missing: What requesting the missing answers would take; `None` where none is missing.
        model: The model or deployment that would be asked.
        spent: What all objects cost.
    """

    kept: Kept | None
    counters: Counters
    missing: Plan | None
    model: str
    spent: Spending = field(default_factory=lambda: sum_of(()))

    def to_dict(self) -> dict[str, Any]:
        """As `costs` of report.json."""
        return {
            "shown": self.spent.all.shown.to_dict(),
            "kept": None if self.kept is None else self.kept.all.to_dict(),
            "models": [{"model": model, **bill.to_dict()} for model, bill in self.spent.models.items()],
            "in_vain": {
                "failures": self.spent.failures.to_dict(),
                "repeated": self.spent.repeated.to_dict(),
                "kept_failures": (Bill() if self.kept is None else self.kept.failures).to_dict(),
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

    def of_text(self, record: Record) -> Usage | None:
        """What the text of an object cost, in whichever build it was requested; `None` where nobody knows."""
        entry = record.entry
        if entry is None or record.outcome != "reviewed":
            return None if entry is None else entry.usage
        found = None if self.kept is None else self.kept.entries.get(entry.fingerprint)
        return found.usage if found is not None and not found.failed else None

    def of_module(self, tally: Tally) -> Spending:
        """What the objects of a module cost."""
        if tally.reviewed:  # the cache may tell another price
            return spending(tally.records, self.of_text)
        return tally.made("spending", None, lambda: spending(tally.records, self.of_text))

    def _saved(self) -> dict[str, Any]:
        bundles = self.counters.bundled_tokens
        return {
            "cache_usd": dollars(self.spent.saved.cost_usd),
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
        by_model = {model: bill.build.input_tokens for model, bill in self.spent.models.items()}
        model = max(by_model, key=lambda name: (by_model[name], name), default="")
        return prices.cost(model if by_model.get(model) else self.model, usage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is in the cache, with what it cost.

    Attributes:
        entries: What each entry cost, by its fingerprint.
        all: What they cost together.
        failures: What the failures among them cost.
    """

    entries: Mapping[str, PaidEntry]
    all: Bill
    failures: Bill


def read_kept(cache: AnswerStore, settings: Settings, root: Path, held: dict[str, Any] | None) -> Kept | None:
    """Find out what everything in the cache cost.

    Args:
        cache: Where answers are kept with what they cost.
        settings: The options.
        root: The directory that directories are relative to.
        held: What the last build of this process has found; this one leaves there what it finds. `None` in a process
            that builds the site once.

    Returns:
        That; `None` where it cannot be read.
    """
    from aidoc_core.answers import PaidStore  # noqa: PLC0415 - where a cache is looked into

    if not isinstance(cache, PaidStore):
        return None
    try:
        state = "" if held is None else answers_state(settings, root)
        if held and held.get("state") == state:
            found: Kept = held["kept"]
            return found
        entries = cache.paid()
    except (CacheError, OSError):  # told where it was looked up
        return None
    failures = Bill.of(one.usage for one in entries.values() if one.failed)
    kept = Kept(entries=entries, all=Bill.of(one.usage for one in entries.values()), failures=failures)
    if held is not None:
        held.update(state=state, kept=kept)
    return kept


def read_paid(
    tallies: Tallies, settings: Settings, kept: Kept | None, counters: Counters, held: dict[str, Any] | None = None
) -> Paid:
    """Find out what was paid.

    Args:
        tallies: What became of each object.
        settings: The options.
        kept: What is in the cache; `None` if nothing was looked up.
        counters: What this build requested.
        held: As `read_kept` takes it.
    """
    lacking = tallies.lacking
    model = settings.model or settings.deployment
    if settings.may_request and lacking:  # else no price list is read
        answered = (one for tally in tallies.modules for one in tally.answered)
        model = priced_model(answered, settings)
    missing = _estimated(lacking, replace(settings, model=model), held)
    paid = Paid(kept=kept, counters=counters, missing=missing, model=model)
    return replace(paid, spent=sum_of([paid.of_module(tally) for tally in tallies.modules]))


def _estimated(lacking: Sequence[Record], settings: Settings, held: dict[str, Any] | None) -> Plan | None:
    if held is None or settings.may_request:  # then what stands around an object is counted, too
        return _estimate(lacking, settings)
    known = held.get("estimated")
    if known is None or known[0] != settings or len(known[1]) != len(lacking) or not all(map(is_, known[1], lacking)):
        known = held["estimated"] = settings, lacking, _estimate(lacking, settings)
    plan: Plan | None = known[2]
    return plan


def _estimate(lacking: Sequence[Record], settings: Settings) -> Plan | None:
    missing = [record for record in lacking if record.gaps]
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
