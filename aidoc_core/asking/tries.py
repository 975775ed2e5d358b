"""How often a request is sent that fails for a reason which may pass, and how long is waited before."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from aidoc_core.errors import RetryLater

TRIES = 4
"""Times a request is sent when it fails for a reason that may pass; refusals for its pace (429) do not count."""
TRIES_AT_START = 6
"""The same while nothing has been answered, of a service that is there and fails: losing patience loses the build."""
BACKOFF = 0.5
"""Seconds before the second try, doubled each time, with jitter."""
LONGEST_WAIT = 30.0
"""Seconds to wait at most before a request is sent again that failed for another reason than its pace."""
PATIENCE = 300.0
"""Seconds to wait for a rate limit that lets nothing through; Azure has been seen to ask for 86,400."""


@dataclass(slots=True, kw_only=True)
class Tries:
    """How often the request of one bundle was sent.

    Attributes:
        paths: The objects asked for.
        worst: What it may cost at most, in US dollars.
        sent: Times that it was sent.
        failed: How many of them count against the number of tries.
        number: The number of the latest in the build.
    """

    paths: tuple[str, ...]
    worst: Decimal
    sent: int = 0
    failed: int = 0
    number: int = 0

    def are_left(self, *, at_start: bool) -> bool:
        """Whether it is sent once more.

        Args:
            at_start: Whether the service is there and has answered nothing yet.
        """
        return self.failed < (TRIES_AT_START if at_start else TRIES)


def wait_before(tries: int, error: RetryLater) -> float:
    """Seconds until a request is sent again: what the server says within reason, else longer each time."""
    if error.after:
        return min(error.after, LONGEST_WAIT)
    jitter: float = random.uniform(0.5, 1.0)  # noqa: S311 - nothing secret hangs on it
    return float(BACKOFF * 2**tries * jitter)
