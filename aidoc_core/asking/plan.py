"""What requests will take, estimated before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage
from aidoc_core.asking.excerpt import length
from aidoc_core.asking.prompt import system_message
from aidoc_core.asking.tokens import estimate_whole, exact_counter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from aidoc_core.asking.prompt import Bundle
    from aidoc_core.code.gaps import Gaps
    from aidoc_core.settings import Settings

SCHEMA_TOKENS = 90
"""Tokens of the JSON schema, which counts as input."""
MESSAGE_TOKENS = 5
"""Tokens that the service puts around each of the two messages of a request, at most."""
_OUTPUT_OBJECT = 11
_OUTPUT_SUMMARY = 25
_OUTPUT_SECTION = 13
"""Tokens of an answer's keys, of its summary and of each section: typical, not at most."""

AT_HAND = 64
"""Bundles whose requests stay written until they are sent."""
_CACHE_LEAST = 1_024
_CACHE_STEP = 128
"""What services charge less for: beginnings of so many tokens and more, in steps."""

_WITH_REFERENCE = 1.2
"""What is sent for each of the code, with what the code rests on: typical, not at most."""
_ROUND_AN_OBJECT = 20
"""Characters that a request has for each object beside its code: its mark, and its share of headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch will take, estimated before anything is sent.

    Attributes:
        objects: Objects to ask for.
        requests: Requests, repairs not counted.
        input_tokens: Tokens to send.
        output_tokens: Tokens of the answers, by what is asked for.
        cost_usd: US dollars at list price, caching left out; `None` where the price is not known.
        exact: Whether the input was counted with the model's vocabulary; otherwise it is estimated by its length.
        host: Whom requests go to.
        origin: The file that says so, where it is none of the build's own.
        build: The build's id, which every request carries; empty where it is not known yet.
        reads: Whether answers that are there are read once more.
    """

    objects: int
    requests: int
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None = None
    exact: bool = False
    host: str = ""
    origin: str = ""
    build: str = ""
    reads: bool = False


def make_plan(bundles: Sequence[Bundle], settings: Settings, *, by_length: bool = False) -> Plan:
    """Estimate what bundles will take; the price is for the caller to add.

    Args:
        bundles: What would be asked.
        settings: The options on what is sent.
        by_length: Go by the length of the code alone: no tokenizer is loaded, and no request is written.
    """
    counter = None if by_length else exact_counter(settings.model or settings.deployment)
    count = counter or estimate_whole
    usual = system_message(settings)
    first = {text: count(text) for text in {bundle.system or usual for bundle in bundles}}
    asks = [ask for bundle in bundles for ask in bundle.asks]
    tokens = 0
    for place, bundle in enumerate(bundles):
        tokens += first[bundle.system or usual] + SCHEMA_TOKENS + 2 * MESSAGE_TOKENS
        tokens += count(_rough(bundle) if by_length else bundle.message)
        if place >= AT_HAND:  # what is sent next is at hand; all of it would take as much room as the code
            bundle.let_go()
    return Plan(
        objects=len(asks),
        requests=len(bundles),
        input_tokens=tokens,
        output_tokens=sum(typical_output(ask.gaps) for ask in asks),
        exact=counter is not None,
        reads=any(bundle.reads for bundle in bundles),
    )


def estimate_bundle(bundle: Bundle, settings: Settings, *, known: bool) -> Usage:
    """What one request will take, estimated.

    Args:
        bundle: What is asked.
        settings: The options on what is sent.
        known: Whether the service has seen the same beginning before, so that it may charge less for it.
    """
    count = exact_counter(settings.model or settings.deployment) or estimate_whole
    prefix = count(bundle.system or system_message(settings)) + SCHEMA_TOKENS + MESSAGE_TOKENS
    return Usage(
        input_tokens=prefix + MESSAGE_TOKENS + count(bundle.message),
        cached_input_tokens=prefix - prefix % _CACHE_STEP if known and prefix >= _CACHE_LEAST else 0,
        output_tokens=sum(typical_output(ask.gaps) for ask in bundle.asks),
        cost_usd=None,
    )


def typical_output(gaps: Gaps) -> int:
    """Tokens of an answer that fills some gaps, as most models write it."""
    return _OUTPUT_OBJECT + _OUTPUT_SUMMARY * gaps.summary + _OUTPUT_SECTION * gaps.sections


def _rough(bundle: Bundle) -> str:
    """A text about as long as what would be sent, without looking for what must not be."""
    code = sum(length(ask.obj) + _ROUND_AN_OBJECT for ask in bundle.asks)
    return "x" * round(code * (_WITH_REFERENCE if all(ask.settings.context for ask in bundle.asks) else 1))
