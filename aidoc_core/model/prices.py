"""What tokens cost, by genai-prices: prices of the installed release, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.releases import release_of

if TYPE_CHECKING:
    from decimal import Decimal

    from aidoc_core.answers.usage import Usage


def source() -> tuple[str, str]:
    """Where prices come from: the name and the version of the price table."""
    return "genai-prices", release_of("genai-prices")


def cost(model: str, usage: Usage) -> Decimal | None:
    """What a request cost, in US dollars; `None` where the model's price is not known."""
    return _price(model, usage.input_tokens, usage.cached_input_tokens, usage.output_tokens)


def known(model: str) -> bool:
    """Whether a model's price is known."""
    return _price(model, 1_000_000, 0, 1_000_000) is not None


def _price(model: str, input_tokens: int, cached: int, output_tokens: int) -> Decimal | None:
    if not model:
        return None
    import genai_prices  # noqa: PLC0415 - takes seconds, and not needed when everything is cached

    usage = genai_prices.Usage(input_tokens=input_tokens, cache_read_tokens=cached, output_tokens=output_tokens)
    for provider in ("azure", None):  # Azure's own list first; then whoever serves that model
        try:
            return genai_prices.calc_price(usage, model_ref=model, provider_id=provider).total_price
        except LookupError:
            continue
        except Exception:  # noqa: BLE001 - the table may stumble over any number; what was paid for is kept all the same
            return None
    return None
