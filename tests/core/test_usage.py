"""Usage: sums and shares."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.usage import Usage

TOKENS = st.integers(0, 10**9)
COSTS = st.none() | st.decimals(0, 10_000, allow_nan=False, allow_infinity=False, places=15)
USAGES = st.builds(
    Usage,
    input_tokens=TOKENS,
    cached_input_tokens=TOKENS,
    output_tokens=TOKENS,
    reasoning_tokens=TOKENS,
    cost_usd=COSTS,
)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30)


@given(usage=USAGES, weights=WEIGHTS)
def test_shares_add_up(usage: Usage, weights: list[int]) -> None:
    """Nothing is lost or made up in sharing out: tokens and cost add up to the last digit."""
    shares = usage.share(weights)
    assert len(shares) == len(weights)
    total = sum(shares, Usage(cost_usd=None if usage.cost_usd is None else Decimal(0)))
    assert total == usage
    assert all(share.cost_usd is None or share.cost_usd >= 0 for share in shares)


@given(usage=USAGES, weights=WEIGHTS.filter(any))
def test_shares_follow_the_weights(usage: Usage, weights: list[int]) -> None:
    """A share is within one token of its weight's, and who weighs nothing pays nothing."""
    for share, weight in zip(usage.share(weights), weights, strict=True):
        assert abs(share.input_tokens - usage.input_tokens * weight / sum(weights)) < 1.001
        if not weight:
            assert (share.input_tokens, share.output_tokens) == (0, 0)
            assert not share.cost_usd


def test_weights_of_zero_mean_equal_shares() -> None:
    """Where nothing tells objects apart, they pay alike."""
    shares = Usage(input_tokens=9, cost_usd=Decimal("0.3")).share([0, 0, 0])
    assert shares == [Usage(input_tokens=3, cost_usd=Decimal("0.1"))] * 3


def test_no_weights_no_shares() -> None:
    """Nobody to pay is no error."""
    assert Usage(input_tokens=1).share([]) == []


@given(one=USAGES, other=USAGES)
def test_an_unknown_cost_stays_unknown(one: Usage, other: Usage) -> None:
    """A sum with an unknown part is unknown, never too small."""
    assert ((one + other).cost_usd is None) == (one.cost_usd is None or other.cost_usd is None)
    assert (one + other).input_tokens == one.input_tokens + other.input_tokens


@pytest.mark.parametrize("cost", [None, Decimal(0), Decimal("0.000000000125"), Decimal("12.345678")])
def test_round_trip(cost: Decimal | None) -> None:
    """What is kept is read back, the cost as a number that JSON can hold."""
    usage = Usage(input_tokens=5, cached_input_tokens=4, output_tokens=3, reasoning_tokens=2, cost_usd=cost)
    assert Usage.from_dict(usage.to_dict()) == usage
