"""What the modules of a package look like from outside, and what their code does to docstrings, from build to build.

Each is found under the text of its module, so it is never out of date. A process that builds a site again and again
has it in mind; this is for the first build of a process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.code.installed import reader_state
from aidoc_core.code.lookup.outlines import outlines_known, remember_outlines
from aidoc_core.code.run_time import remember_settings, settings_known

if TYPE_CHECKING:
    from aidoc_core.answers.memo import Memos
    from aidoc_core.code.lookup import Package


def recall(memos: Memos, package: Package) -> None:
    """Have what an earlier build has worked out in mind, once for each process.

    Args:
        memos: Where it is kept.
        package: The package.
    """
    name = _name(package)
    if name not in memos.held:
        found = memos.held[name] = memos.read(name, reader_state())
        remember_outlines(found.get("outlines", {}))
        remember_settings(found.get("settings", {}))


def keep(memos: Memos, package: Package) -> None:
    """Keep what is by now in mind of the modules that are loaded, if there is anything new.

    Args:
        memos: Where it is kept.
        package: The package.
    """
    name = _name(package)
    recall(memos, package)  # another memo of the package may have let it go: what is on disk need not be written again
    before: dict[str, Any] = memos.held[name]
    own = {path for path in package.outlines.trees if path == package.name or path.startswith(f"{package.name}.")}
    found = {"outlines": outlines_known(own), "settings": settings_known(own)}
    now: dict[str, Any] = {}
    for kind, looks in found.items():
        old = {path: one for path, one in before.get(kind, {}).items() if path in own}
        new = {path: one for path, one in looks.items() if old.get(path) != one and _is_as_read(package, path)}
        now[kind] = {**old, **new}
    if now != before:
        memos.held[name] = now
        memos.write(name, reader_state(), now)


def _is_as_read(package: Package, module: str) -> bool:
    """Whether a module is what it was when it was loaded: some of it may have been read since."""
    try:
        return package.outlines.is_as_read(module)
    except (OSError, ValueError, RecursionError):
        return False


def let_go(memos: Memos, package: Package) -> None:
    """Leave nothing of it to builds to come of this process.

    Args:
        memos: Where it is kept.
        package: The package.
    """
    memos.held.pop(_name(package), None)


def _name(package: Package) -> str:
    return f"looks {package.name}"
