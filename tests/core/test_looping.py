"""Replies that say the same until they are cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.model.looping import goes_round
from tests.azure.faults import Fault
from tests.azure.server import LocalAzure
from tests.core.test_asking import Batch, bundles

SENTENCE = "If the input is a date, it returns the text of the date. "


@given(st.text(max_size=300), st.text(min_size=1, max_size=60), st.integers(0, 60))
def test_whatever_goes_round_is_noticed(before: str, turn: str, broken_off: int) -> None:
    turns = turn * (300 // len(turn) + 4)
    assert goes_round(before + turns + turn[: broken_off % len(turn)])


@pytest.mark.parametrize(
    "written",
    [
        "",
        SENTENCE * 3,
        "".join(f"parameter p{number}: The number of items on page {number}.\n" for number in range(40)),
        json.dumps({"answers": [{"n": n, "texts": ["Get the item.", "returns: The item."]} for n in range(30)]}),
        "Example: " + "0, " * 60,
    ],
    ids=["nothing", "three times", "a list", "short answers", "zeros"],
)
def test_what_is_only_alike_does_not_go_round(written: str) -> None:
    assert not goes_round(written)


def test_a_reply_that_goes_round_gets_no_more_room(azure: LocalAzure) -> None:
    """Four times the room would be four times the price, for more of the same."""
    text = '{"answers": [{"n": 1, "texts": ["summary: ' + SENTENCE * 40

    def recode(body: bytes) -> bytes:
        completion = json.loads(body)
        choice = completion["choices"][0]
        choice["message"]["content"], choice["finish_reason"] = text, "length"
        return json.dumps(completion).encode()

    azure.faults = [Fault(1, "recode", recode=recode)]
    batch = Batch(azure, concurrency=1).run(bundles(1))
    assert len(azure.requests) == 1
    assert [str(error) for error in batch.errors.values()] == [
        "the model said the same again and again, up to max_output_tokens"
    ]
