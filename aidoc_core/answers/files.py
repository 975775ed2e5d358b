"""The names of the files in which answers are kept, for whoever only asks whether one is there."""

from __future__ import annotations

DATABASE = "cache.db"
"""That of the cache, in its directory; diskcache gives it."""
