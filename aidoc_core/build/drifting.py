"""People's docstrings whose code changed after them, as `aidoc check --human --drift` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.code.drift import SEVERITIES, find_drift
from aidoc_core.code.history import History, HistoryError, top_of
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.code.drift import Drift, Severity
    from aidoc_core.code.objects import ApiObject

_PAGE = "https://github.com/aidoc-plugins/aidoc/blob/main/docs/drift.md"
_HINT = "Read it against the code, and correct what no longer holds"


def drift_rows(objects: Iterable[ApiObject], root: Path, *, least: Severity) -> tuple[list[dict[str, Any]], list[str]]:
    """Findings, and what git could not tell of.

    Args:
        objects: Those with a hand-written docstring are looked at.
        root: What their locations are relative to; its repository is looked at, and no other.
        least: The least severity that is told.

    Raises:
        ConfigError: There is no history to look at.
    """
    top = top_of(root)
    if top is None:
        raise ConfigError(f"{root} is in no git repository, so nobody knows when its docstrings were written.")
    by_file: dict[str, list[ApiObject]] = {}
    for obj in objects:
        if obj.human and not obj.skip:
            by_file.setdefault(obj.location.file, []).append(obj)
    counted = SEVERITIES[: SEVERITIES.index(least) + 1]
    rows: list[dict[str, Any]] = []
    notes = []
    try:
        history = History(top)
        for name, inside in sorted(by_file.items()):
            file = (root / name).resolve() if (root / name).is_file() else history.find(name)
            if file is None or not file.is_relative_to(top):
                notes.append(f"{name}: is not in the repository {top}, so its history was not looked at.")
                continue
            try:
                found = find_drift(file, inside, history)
            except HistoryError as error:
                notes.append(f"{name}: {error}.")
                continue
            place = file.relative_to(top).as_posix()
            rows += [_row(one, name, place) for one in found if one.severity in counted]
    except HistoryError as error:
        raise ConfigError(f"{top}: {error}") from error
    return rows, notes


def _row(found: Drift, name: str, place: str) -> dict[str, Any]:
    return {
        "path": found.path,
        "source": f"{name}:{found.line}",
        "rule": "drift",
        "severity": found.severity,
        "message": f"({found.severity}) {found.message}",
        "where": "",
        "hint": _HINT,
        "url": _PAGE,
        "kind": "drift",
        "file": place,
        "line": found.line,
    }
