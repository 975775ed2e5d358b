"""What requests were billed: tokens and US dollars, shared out over objects so that the shares add up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens and cost of one or more requests, or one object's share of them.

    Attributes:
        input_tokens: Tokens sent, cached ones included.
        cached_input_tokens: Those of them that the server had cached.
        output_tokens: Tokens written, reasoning included.
        reasoning_tokens: Those of them spent on reasoning.
        cost_usd: US dollars; `None` where the price is not known (never 0 for want of a price).
    """

    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0
    cost_usd: Decimal | None = Decimal(0)

    def __add__(self, other: Usage) -> Usage:
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            cached_input_tokens=self.cached_input_tokens + other.cached_input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            reasoning_tokens=self.reasoning_tokens + other.reasoning_tokens,
            cost_usd=self.cost_usd + other.cost_usd if known else None,  # type: ignore[operator]
        )

    @classmethod
    def total(cls, usages: Iterable[Usage]) -> Usage:
        """The sum of many, of which none is made on the way."""
        given = cached = written = reasoning = 0
        cost: Decimal | None = Decimal(0)
        for usage in usages:
            given += usage.input_tokens
            cached += usage.cached_input_tokens
            written += usage.output_tokens
            reasoning += usage.reasoning_tokens
            cost = None if cost is None or usage.cost_usd is None else cost + usage.cost_usd
        return cls(
            input_tokens=given, cached_input_tokens=cached, output_tokens=written, reasoning_tokens=reasoning,
            cost_usd=cost,
        )  # fmt: skip

    def __sub__(self, other: Usage) -> Usage:
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            input_tokens=self.input_tokens - other.input_tokens,
            cached_input_tokens=self.cached_input_tokens - other.cached_input_tokens,
            output_tokens=self.output_tokens - other.output_tokens,
            reasoning_tokens=self.reasoning_tokens - other.reasoning_tokens,
            cost_usd=self.cost_usd - other.cost_usd if known else None,  # type: ignore[operator]
        )

    def share(self, weights: Sequence[int]) -> list[Usage]:
        """Split by weights so that the parts add up to the whole, to the token and to the last digit of cost.

        Args:
            weights: One whole number for each part, e.g. the size of each object's text; all zero means equal parts.
        """
        tokens = [
            _shares(amount, weights)
            for amount in (self.input_tokens, self.cached_input_tokens, self.output_tokens, self.reasoning_tokens)
        ]
        digits, cost = _whole(self.cost_usd)
        dollars = None if cost is None else _shares(cost, weights)
        return [
            Usage(
                input_tokens=tokens[0][i],
                cached_input_tokens=tokens[1][i],
                output_tokens=tokens[2][i],
                reasoning_tokens=tokens[3][i],
                cost_usd=None if dollars is None else Decimal(dollars[i]).scaleb(-digits),
            )
            for i in range(len(weights))
        ]

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON; dollars as a number."""
        return {
            "input_tokens": self.input_tokens,
            "cached_input_tokens": self.cached_input_tokens,
            "output_tokens": self.output_tokens,
            "reasoning_tokens": self.reasoning_tokens,
            "cost_usd": None if self.cost_usd is None else float(self.cost_usd),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Usage:
        """The inverse of `to_dict`."""
        cost = data.get("cost_usd")
        return cls(
            input_tokens=data.get("input_tokens", 0),
            cached_input_tokens=data.get("cached_input_tokens", 0),
            output_tokens=data.get("output_tokens", 0),
            reasoning_tokens=data.get("reasoning_tokens", 0),
            cost_usd=None if cost is None else Decimal(str(cost)),
        )


def _whole(cost: Decimal | None) -> tuple[int, int | None]:
    """Dollars in units that are fine enough to divide, and not coarser than the amount itself."""
    if cost is None:
        return 0, None
    exponent = cost.as_tuple().exponent
    digits = max(12, -exponent if isinstance(exponent, int) else 0)
    return digits, int(cost.scaleb(digits))


def _shares(amount: int, weights: Sequence[int]) -> list[int]:
    """Split a whole number by weights, largest remainders first, so that the parts add up."""
    if not weights:
        return []
    weights = weights if any(weights) else [1] * len(weights)
    total = sum(weights)
    parts = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in order[: amount - sum(parts)]:
        parts[i] += 1
    return parts
