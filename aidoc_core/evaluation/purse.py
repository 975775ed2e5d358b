"""What a run may still spend."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Purse:
    """What may still be spent in a run, over all configurations and the judge."""

    def __init__(self, limit: Decimal | None) -> None:
        self._limit = limit
        self._known = Decimal(0)
        self._unknown = False

    @property
    def left(self) -> Decimal | None:
        """US dollars; nothing more where it is not known what has been spent."""
        if self._limit is None:
            return None
        return Decimal(0) if self._unknown else max(Decimal(0), self._limit - self._known)

    @property
    def spent(self) -> float | None:
        """US dollars; `None` where nobody knows."""
        return None if self._unknown else float(self._known)

    def pay(self, billed: Mapping[str, Any]) -> None:
        """Take what was billed."""
        self._known += Decimal(str(billed["known_usd"]))
        self._unknown = self._unknown or bool(billed["unpriced"])
