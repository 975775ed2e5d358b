"""Which top-level packages belong together: `attr` and `attrs` are one project, and a page of one shows the other.

What else a package imports is somebody else's code: it is neither read nor sent, whatever pages show of it.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path, PurePosixPath

_INSTALLED = frozenset({"site-packages", "dist-packages"})


def belong_together(one: Path, other: Path) -> bool:
    """Whether two top-level packages are of one project: side by side, or installed by one distribution.

    Args:
        one: The directory of a package, or the file of a module without one.
        other: The same of another.
    """
    directory = one.parent
    if other.parent != directory:
        return False
    if directory.name not in _INSTALLED:
        return True
    for found in metadata.distributions(path=[str(directory)]):
        names = {PurePosixPath(file).parts[0] for file in found.files or ()}
        if one.name in names:
            return other.name in names
    return False
