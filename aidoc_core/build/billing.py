"""What each object of a request is billed, so that the shares add up to the bill."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@dataclass(slots=True)
class Bills:
    """What each object was billed in one build, by its path."""

    _billed: dict[str, Usage] = field(default_factory=dict)
    _repeated: dict[str, Usage] = field(default_factory=dict)

    def add(
        self, asks: Sequence[Ask], usage: Usage, content: WireReply | None, *, again: bool = True
    ) -> dict[str, Usage]:
        """Share out what a request was billed; the arguments are those of `share_bill`.

        Args:
            asks: What was asked.
            usage: What the request was billed.
            content: What came back, if anything did.
            again: Whether it repeats a request about the same objects, if there was one.

        Returns:
            The share of each object, by its path.
        """
        shares = share_bill(asks, usage, content)
        billed = {ask.obj.path: share for ask, share in zip(asks, shares, strict=True)}
        for path, share in billed.items():
            if again and path in self._billed:
                self._repeated[path] = self.repeated(path) + share
            self._billed[path] = self.of(path) + share
        return billed

    def __contains__(self, path: str) -> bool:
        return path in self._billed

    def of(self, path: str) -> Usage:
        """What an object was billed in all."""
        return self._billed.get(path, Usage())

    def repeated(self, path: str) -> Usage:
        """What of that was billed after the first request about it."""
        return self._repeated.get(path, Usage())
