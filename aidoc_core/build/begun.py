"""Whether a command of aidoc has begun this build: a build in which nothing has changed looks no further than that."""

from __future__ import annotations

import os

ERRAND = "_AIDOC_ERRAND"
"""The environment variable that names the file with what is wanted. No option: it does not begin as options do."""


def by_a_command() -> bool:
    """Whether one has; what it wants is `aidoc_core.build.errand`'s."""
    return bool(os.environ.get(ERRAND))
