"""Names that Python gives their meaning."""

from __future__ import annotations


def is_special(name: str) -> bool:
    """Whether Python or a tool gives a name its meaning; a constructor is documented like every other method."""
    return name.startswith("__") and name.endswith("__") and name != "__init__"
