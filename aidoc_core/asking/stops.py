"""Whether asking goes on, and why not: a reason that all objects share, the deadline, the budget."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aidoc_core.asking.breaker import Breaker, is_paid

if TYPE_CHECKING:
    from aidoc_core.errors import ModelError


class Stops:
    """Why no further request is sent, if there is a reason.

    Args:
        deadline: Seconds that all requests of a build may take; `None` for no limit.
        started: When the build began, on the monotonic clock; the deadline counts from here.

    Attributes:
        breaker: What was paid for, and for what.
        reason: Why no further request is sent; empty while all is well.
        left_out: Why bundles were left for the next build: `budget` or `deadline`.
    """

    def __init__(self, deadline: float | None, *, started: float | None = None) -> None:
        self._deadline = deadline
        self._started = time.monotonic() if started is None else started
        self.breaker = Breaker()
        self.reason = ""
        self.left_out = ""

    def stop(self, reason: str) -> None:
        """Send no further request; the first reason counts, and an empty one is none."""
        self.reason = self.reason or reason

    def count(self, error: ModelError | None, *, billed: bool | None = None) -> None:
        """Count a request that brought nothing; too many of them are a reason to stop.

        Args:
            error: Why; `None` where answers came and none could be kept.
            billed: Whether it may have been billed, if the error does not say.
        """
        if billed is None:
            billed = error is None or is_paid(error)
        self.stop(self.breaker.failed(error, billed=billed))

    def time_left(self) -> float | None:
        """Seconds until the deadline; `None` where there is none."""
        if self._deadline is None:
            return None
        return max(0.0, self._deadline - (time.monotonic() - self._started))

    def goes_on(self) -> bool:
        """Whether a further request may be sent."""
        if self.time_left() == 0:
            self.left_out = "deadline"
        return not (self.reason or self.left_out)
