"""What a build has claimed of a cache that others write to as well, and what others have claimed before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidoc_core.asking.tries import LONGEST_WAIT, PATIENCE, TRIES_AT_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.answers import WritableStore
    from aidoc_core.asking.prompt import Ask


@dataclass(slots=True)
class Claimed:
    """The claims of one build.

    Attributes:
        store: Where answers are claimed.
        patience: Seconds for which a claim holds.
        elsewhere: What other builds have claimed, by the path of the object.
        ours: The fingerprints of what this build has claimed and not answered.
    """

    store: WritableStore
    patience: float
    elsewhere: dict[str, Ask] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)

    def claim(self, asks: Sequence[Ask]) -> list[Ask]:
        """Claim what is about to be requested; what another build has claimed is set aside.

        Returns:
            What nobody else is about to request.
        """
        ours = self.store.claim([ask.fingerprint for ask in asks], seconds=self.patience)
        self.ours |= ours
        self.elsewhere.update({ask.obj.path: ask for ask in asks if ask.fingerprint not in ours})
        return [ask for ask in asks if ask.fingerprint in ours]

    def answered(self, fingerprint: str) -> None:
        """Give back the claim on what is answered by now."""
        self.store.release([fingerprint])
        self.ours.discard(fingerprint)

    def close(self) -> None:
        """Give back what this build has claimed and not answered."""
        if self.ours:
            self.store.release(self.ours)
            self.ours.clear()


def patience(request_timeout: float) -> float:
    """Seconds for which a claim holds: a request with all its retries, behind the longest pause of the pace.

    Args:
        request_timeout: The time limit of one request.
    """
    return PATIENCE + TRIES_AT_START * (request_timeout + LONGEST_WAIT)
