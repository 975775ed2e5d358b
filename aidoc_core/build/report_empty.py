"""The report of a build that shows no object: what a whole one says of none, without all that counts and prices.

A test holds both together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.build.complexity import Complexity
from aidoc_core.model import prices

if TYPE_CHECKING:
    from aidoc_core.build.session import Session

_AUTHORS = ("people", "approved", "model", "nobody")
_OUTCOMES = ("human", "reviewed", "cached", "generated", "failed", "missed", "skipped")


def empty_data(session: Session) -> dict[str, Any]:
    """What `report_data` counts, for a build that has looked at nothing and requested nothing.

    Args:
        session: The build.
    """
    settings, billed = session.settings, Usage().to_dict()
    texts = {"texts": 0, "unpriced": 0, **billed}
    nothing = {"documented": 0, "complete": 0, "total": 0}
    source, table = prices.source()
    complexity = Complexity()
    return {
        "coverage": {"before": nothing, "after": nothing},
        "authors": dict.fromkeys(_AUTHORS, 0),
        "approval": {"approved": 0, "texts": 0, "stale": 0, "floor": settings.review_floor, "met": True},
        "outcomes": dict.fromkeys(_OUTCOMES, 0),
        "usage": {
            "requests": 0, "throttled": 0, "max_in_flight": 0, **session.counters.billed(), "saved_usd": 0.0,
            "batch": False,
        },
        "costs": {
            "shown": texts,
            "kept": None,
            "models": [],
            "in_vain": {"failures": billed, "repeated": billed, "kept_failures": texts},
            "saved": {
                "cache_usd": 0.0, "prompt_cache_usd": 0.0, "bundle_tokens": 0, "bundles_usd": 0.0, "batch_usd": 0.0,
            },
            "missing": {
                "objects": 0, "requests": 0, "input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0,
                "model": settings.model or settings.deployment,
            },
        },
        "withheld": {"literals": 0, "objects": 0, "kinds": {}},
        "prices": {"source": source, "version": table},
        "models": [],
        "modules": [],
        "objects": [],
        "next": {"counts": {}, "first": []},
        "complexity": {"source": complexity.source, "note": complexity.note, "bands": []},
        "hosts": [],
        "findings": [],
        "contradictions": [],
        "history": _history(session),
    }  # fmt: skip


def _history(session: Session) -> dict[str, Any]:
    if not session.settings.report_history:
        return {"file": "", "builds": [], "unreadable": []}
    from aidoc_core.build.history import history_data  # noqa: PLC0415 - where the options name one

    return history_data(session)
