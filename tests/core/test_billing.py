"""What each object of a request is billed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireReply
from aidoc_core.asking.prompt import Ask
from aidoc_core.build.billing import share_bill
from aidoc_core.code.gaps import find_gaps
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

BILL = Usage(input_tokens=1_000, cached_input_tokens=10, output_tokens=500, cost_usd=Decimal("0.0123"))


@pytest.fixture
def asks(tmp_path: Path) -> list[Ask]:
    """A short function and a long one."""
    found = collect(tmp_path, f"def f(): ...\n\n\ndef g(value):\n    return {' + '.join(['value'] * 40)}\n")
    return [Ask(obj=found[path], gaps=find_gaps(found[path])) for path in ("pkg.f", "pkg.g")]


def content(*texts: str) -> WireReply:
    answers = [{"n": n, "summary": text, "details": "", "sections": []} for n, text in enumerate(texts, 1)]
    return WireReply.model_validate({"answers": answers})


def test_shares_add_up_to_the_bill(asks: list[Ask]) -> None:
    """To the token and to the last digit, with and without an answer."""
    for said in (None, content("Say so."), content("One.", "Two. " * 50), content("a", "b", "c")):
        shares = share_bill(asks, BILL, said)
        assert len(shares) == 2
        assert sum(shares[1:], shares[0]) == BILL


def test_who_sends_more_pays_more(asks: list[Ask]) -> None:
    """By the length of the source, where nothing came back."""
    short, long = (share.input_tokens for share in share_bill(asks, BILL))
    sizes = [len(ask.obj.source) for ask in asks]
    assert (short, long) == (round(1_000 * sizes[0] / sum(sizes)), round(1_000 * sizes[1] / sum(sizes)))


def test_what_is_written_weighs_four_times_as_much(asks: list[Ask]) -> None:
    """Of two equal sources, that with the longer answer pays for it."""
    same = [asks[0], asks[0]]
    said = content("x" * 1_000, "x")
    written = [len(answer.model_dump_json()) for answer in said.answers]
    source = len(asks[0].obj.source)
    weights = [source + 4 * size for size in written]
    first, second = share_bill(same, BILL, said)
    assert first.output_tokens == round(500 * weights[0] / sum(weights))
    assert first.output_tokens > 10 * second.output_tokens


def test_answers_belong_to_their_numbers(asks: list[Ask]) -> None:
    """A long answer to the second object is no expense of the first."""
    same = [asks[0], asks[0]]
    first, second = share_bill(same, BILL, content("x", "x" * 1_000))
    assert second.output_tokens > 10 * first.output_tokens


def test_an_unknown_price_stays_unknown(asks: list[Ask]) -> None:
    """Nobody's share is free for want of a price."""
    shares = share_bill(asks, Usage(input_tokens=3, cost_usd=None))
    assert [share.cost_usd for share in shares] == [None, None]
