"""The commit of the documented code, as git tells it; a directory without git has none."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 10.0
"""A repository on a slow disk may take one; nobody waits longer for a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit; both are empty where git is not there or knows none.

    Attributes:
        id: Its hash.
        date: The day of its committing, ISO 8601.
    """

    id: str = ""
    date: str = ""


def commit_of(root: Path) -> Commit:
    """The commit that is checked out around a directory.

    Args:
        root: The directory.
    """
    git = shutil.which("git")
    if git is None:
        return Commit()
    command = [git, "-C", str(root), "log", "-1", "--no-show-signature", "--format=%H %cs"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.SubprocessError):
        return Commit()
    parts = done.stdout.decode("ascii", "replace").split()
    if done.returncode or len(parts) != 2:  # noqa: PLR2004 - a hash and a day
        return Commit()
    return Commit(id=parts[0], date=parts[1])
