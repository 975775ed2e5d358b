"""What was redacted from what was sent, as values: kind and place, never the secret."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A literal that is not sent because it looks like a secret; not the literal itself.

    Attributes:
        kind: What it looks like, in words.
        where: File and line; empty where only an earlier build knew.
    """

    kind: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.kind} at {self.where}" if self.where else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedCount:
    """What was redacted in a build, or when the answers that it shows were asked for.

    Attributes:
        objects: Objects from which something was redacted.
        literals: What was redacted, in the order of the objects.
    """

    objects: int = 0
    literals: tuple[Redacted, ...] = ()

    @classmethod
    def of(cls, objects: Iterable[tuple[Redacted, ...]]) -> RedactedCount:
        """Count what was redacted from each of some objects."""
        some = [redacted for redacted in objects if redacted]
        return cls(objects=len(some), literals=tuple(one for redacted in some for one in redacted))

    def __bool__(self) -> bool:
        return bool(self.literals)

    def places(self) -> list[str]:
        """What was redacted and where, as far as it is known; each once."""
        return list(dict.fromkeys(str(one) for one in self.literals if one.where))

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        kinds = Counter(one.kind for one in self.literals)
        return {"literals": len(self.literals), "objects": self.objects, "kinds": dict(sorted(kinds.items()))}
