"""Broken replies: which of the objects asked for they answer, and what has to be requested once more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers.wire import WireReply

if TYPE_CHECKING:
    from aidoc_core.asking.prompt import Bundle
    from aidoc_core.model import Reply


def split_answered(bundle: Bundle, reply: Reply) -> tuple[Bundle | None, Reply, list[Bundle]]:
    """What a broken reply answers, by numbers of its own, and what has to be asked once more.

    A whole reply answers all of its bundle: what is missing in it, the model has left out. The rest of a broken one is
    smaller than what was asked, so asking for it comes to an end.
    """
    if not reply.partial:
        return bundle, reply, []
    told = {answer.n for answer in reply.content.answers}
    numbers = [number for number in range(1, len(bundle.asks) + 1) if number in told]
    if not numbers:
        return None, reply, []
    place = {number: position for position, number in enumerate(numbers, 1)}
    answers = [a.model_copy(update={"n": place[a.n]}) for a in reply.content.answers if a.n in place]
    part = replace(bundle, asks=tuple(bundle.asks[number - 1] for number in numbers))
    rest = tuple(ask for number, ask in enumerate(bundle.asks, 1) if number not in place)
    whole = replace(reply, content=WireReply(answers=answers), partial=False)
    return part, whole, [replace(bundle, asks=rest)] if rest else []
