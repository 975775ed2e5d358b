"""What is known of a server that was paid and gave nothing that can be kept: the next build does not pay again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.answers.fingerprint import PROMPT_VERSION
from aidoc_core.problems import one_line
from aidoc_core.releases import release_of

if TYPE_CHECKING:
    from aidoc_core.settings import Settings

_LONGEST = 1_000
"""Characters of a reason; the cache may come from anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fruitless:
    """Requests of an earlier build that all brought nothing.

    Attributes:
        reason: Why.
        fingerprints: What was asked, and what was left because of it. Something else may bring more.
    """

    reason: str
    fingerprints: frozenset[str]

    @classmethod
    def read(cls, text: str) -> Fruitless | None:
        """The inverse of `to_json`; `None` for a text that is something else."""
        try:
            data = json.loads(text)
            reason = one_line(str(data["reason"])[:_LONGEST])
            return cls(reason=reason, fingerprints=frozenset(map(str, data["fingerprints"])))
        except (ValueError, TypeError, KeyError, RecursionError):
            return None

    def to_json(self) -> str:
        """As a text that `read` takes."""
        return json.dumps({"reason": self.reason, "fingerprints": sorted(self.fingerprints)})


def asked_how(settings: Settings) -> str:
    """The identity of whom a build asks, and how: where one of these changes, the outcome may, too."""
    identity = (
        settings.base_url or settings.endpoint,
        settings.api_version,
        settings.deployment,
        settings.model,
        settings.reasoning_effort,
        settings.max_output_tokens,
        settings.bundle,
        PROMPT_VERSION,
        release_of("aidoc-plugins"),
    )
    return hashlib.sha256(repr(identity).encode()).hexdigest()[:16]
