"""The labels beside headings by which marks are told, for those who only look for them."""

from __future__ import annotations

LABELS = frozenset(f"{kind}{end}" for kind in ("ai-generated", "ai-completed") for end in ("", "-reviewed")) | {
    "written-in-review",
    "completed-in-review",
}
"""All labels that there are."""
