"""What was redacted from what was sent, as values: kind and place, never the secret."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 10


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

    def __str__(self) -> str:
        """One line for a log, with the places that are known."""
        places = list(dict.fromkeys(str(one) for one in self.literals if one.where))
        more = f", and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        known = f": {', '.join(places[:_SHOWN])}{more}" if places else ""
        return f"{self.sentence()}{known}"

    def sentence(self) -> str:
        """How many, in words."""
        literals = "1 literal" if len(self.literals) == 1 else f"{len(self.literals)} literals"
        objects = "1 object" if self.objects == 1 else f"{self.objects} objects"
        return f"withheld from the model, because they look like secrets: {literals} of {objects}"

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        kinds = Counter(one.kind for one in self.literals)
        return {"literals": len(self.literals), "objects": self.objects, "kinds": dict(sorted(kinds.items()))}
