"""What each object of a request is billed, so that the shares add up to the bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.answers.usage import Usage
    from aidoc_core.answers.wire import WireReply
    from aidoc_core.asking.prompt import Ask

_OUTPUT_WEIGHT = 4
"""An output token costs about four input tokens at the models that people use."""


def share_bill(asks: Sequence[Ask], usage: Usage, content: WireReply | None = None) -> list[Usage]:
    """Share out what a request was billed, by the size of what was sent and written for each object.

    Args:
        asks: What was asked, in the order of the numbers of the request.
        usage: What the request was billed.
        content: What came back, if anything did.
    """
    written = {answer.n: len(answer.model_dump_json()) for answer in content.answers} if content else {}
    weights = [len(ask.obj.source) + _OUTPUT_WEIGHT * written.get(number, 0) for number, ask in enumerate(asks, 1)]
    return usage.share(weights)
