"""The names of the files in which answers are kept, for whoever only asks whether one is there."""

from __future__ import annotations

DATABASE = "cache.db"
"""That of the cache, in its directory; diskcache gives it."""
REVIEWED = ".yml"
"""The end of the names of reviewed files."""
YAML = (REVIEWED, ".yaml")
"""All ends that files of YAML have: what such a file says counts for nothing with the other one, and that is told."""
