"""The shape of the costs in report.json: what was billed, saved and paid in vain, and what the rest would take."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt


class Part(BaseModel):
    """Any part of a report: members that it does not know are left out."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True, strict=False)


class Tokens(Part):
    """What requests were billed; `cost_usd` is `null` where the price is not known."""

    input_tokens: NonNegativeInt
    """Tokens sent, cached ones included."""
    cached_input_tokens: NonNegativeInt
    """Those of them that the service had cached."""
    output_tokens: NonNegativeInt
    """Tokens written, reasoning included."""
    reasoning_tokens: NonNegativeInt
    """Those of them spent on reasoning."""
    cost_usd: NonNegativeFloat | None


class Bill(Tokens):
    """What some texts cost when they were requested; `cost_usd` adds up those whose price is known."""

    texts: NonNegativeInt
    unpriced: NonNegativeInt
    """How many of them have a cost that is not known."""


class Requests(Tokens):
    """What this build requested."""

    requests: NonNegativeInt
    throttled: NonNegativeInt
    """How many requests the service refused for their pace."""
    max_in_flight: NonNegativeInt
    unpriced: NonNegativeInt = 0
    """How many requests were or may have been billed, of which nobody knows what they cost."""
    known_usd: NonNegativeFloat | None = None
    """What the others cost: the least that was paid. `null` in reports that do not tell it."""
    saved_usd: float | None
    """What the answers from the cache had cost."""
    batch: bool


class ByModel(Part):
    """What one model was billed."""

    model: str
    build: Tokens
    """In this build, for objects that it answered."""
    shown: Bill
    """For its texts that these pages show, in whichever build."""


class InVain(Part):
    """What was paid without a text to show for it."""

    failures: Tokens
    """In this build, for objects that have no answer."""
    repeated: Tokens
    """In this build, for requests after the first one about an object that has an answer: repairs, halves."""
    kept_failures: Bill
    """In all builds, for the failures that the cache remembers."""


class Saved(Part):
    """What was not paid, in US dollars at list prices; `null` where it is not known."""

    cache_usd: float | None
    """What the answers from the cache had cost when they were requested."""
    prompt_cache_usd: float | None
    """What input tokens would have cost in addition that the service had cached."""
    bundle_tokens: NonNegativeInt
    """Input tokens of instructions that were sent once for a bundle and not once for each object."""
    bundles_usd: float | None
    batch_usd: float | None


class Missing(Part):
    """What requesting the missing answers would take, estimated."""

    objects: NonNegativeInt
    requests: NonNegativeInt
    input_tokens: NonNegativeInt
    output_tokens: NonNegativeInt
    cost_usd: NonNegativeFloat | None
    """`null` where the price is not known, and in builds that send nothing: they read no price list."""
    model: str
    """The model or deployment that would be asked."""


class Costs(Part):
    """What texts cost: the part of it that `usage` does not tell."""

    shown: Bill
    """The texts that these pages show."""
    kept: Bill | None
    """Everything in the cache: texts for earlier code and failures, too. `null` if the cache cannot be read."""
    models: list[ByModel]
    in_vain: InVain
    saved: Saved
    missing: Missing


class Prices(Part):
    """The price list."""

    source: str
    version: str


class ModuleCost(Part):
    """What the texts of a module cost."""

    build: Tokens
    """In this build."""
    shown: Bill
    """For its texts that these pages show, in whichever build."""
