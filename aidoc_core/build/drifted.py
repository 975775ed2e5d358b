"""What `aidoc check --human --drift` lists: people's docstrings whose code changed after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.drift import SEVERITIES, find_drift
from aidoc_core.code.files import source_file
from aidoc_core.code.history import History, HistoryError, top_of
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.code.drift import Severity
    from aidoc_core.code.objects import ApiObject

_PAGE = "https://github.com/aidoc-plugins/aidoc/blob/main/docs/drift.md"
_HINT = "Read it against the code, and correct what no longer holds"


def drift_rows(
    objects: Iterable[ApiObject], files: Iterable[Path], root: Path, *, least: Severity
) -> tuple[list[dict[str, str]], list[str]]:
    """Findings, and what git could not tell of.

    Raises:
        ConfigError: There is no history to look at.
    """
    by_file: dict[Path, list[ApiObject]] = {}
    known = list(files)
    for obj in objects:
        file = source_file(obj, root, known) if obj.human and not obj.skip else None
        if file is not None:
            by_file.setdefault(file, []).append(obj)
    counted = SEVERITIES[: SEVERITIES.index(least) + 1]
    histories: dict[Path, History] = {}
    rows, notes = [], []
    for file, inside in sorted(by_file.items()):
        top = top_of(file.parent)
        if top is None:
            raise ConfigError(f"{file} is in no git repository, so nobody knows when its docstrings were written.")
        try:
            history = histories.get(top) or histories.setdefault(top, History(top))
        except HistoryError as error:
            raise ConfigError(f"{top}: {error}") from error
        try:
            found = find_drift(file, inside, history)
        except HistoryError as error:
            notes.append(f"{inside[0].location.file}: {error}.")
            continue
        places = {obj.path: obj.location.file for obj in inside}
        rows += [
            {
                "path": one.path,
                "source": f"{places[one.path]}:{one.line}",
                "rule": "drift",
                "severity": one.severity,
                "message": f"({one.severity}) {one.message}",
                "where": "",
                "hint": _HINT,
                "url": _PAGE,
            }
            for one in found
            if one.severity in counted
        ]
    order = [str(severity) for severity in SEVERITIES]
    return sorted(rows, key=lambda row: order.index(row["severity"])), notes
