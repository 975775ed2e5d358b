"""What `aidoc check --human --drift` lists: people's docstrings whose code changed after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.drift import SEVERITIES, find_drift
from aidoc_core.code.files import source_file
from aidoc_core.code.history import History, HistoryError, top_of
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from aidoc_core.code.drift import Drift, Severity
    from aidoc_core.code.objects import ApiObject

_PAGE = "https://github.com/aidoc-plugins/aidoc/blob/main/docs/drift.md"
_HINT = "Read it against the code, and correct what no longer holds"
_FIXED = "A new text is proposed in {}: accept it, then `aidoc patch --fixes`"


def drift_rows(
    objects: Iterable[ApiObject], files: Iterable[Path], root: Path, *, least: Severity, fixes: Mapping[str, str]
) -> tuple[list[dict[str, str]], list[str]]:
    """Findings, and what git could not tell of.

    Args:
        objects: The objects.
        files: Their files.
        root: The directory that locations are relative to.
        least: The least severity.
        fixes: The file in which a new text is proposed, by the path of the object.

    Raises:
        ConfigError: There is no history to look at.
    """
    found, notes = find_drifts(objects, files, root, least=least)
    rows = [
        {
            "path": one.path,
            "source": f"{file}:{one.line}",
            "rule": "drift",
            "severity": one.severity,
            "message": f"({one.severity}) {one.message}",
            "where": "",
            "hint": _FIXED.format(fixes[one.path]) if one.path in fixes else _HINT,
            "url": _PAGE,
        }
        for one, file in found
    ]
    order = [str(severity) for severity in SEVERITIES]
    return sorted(rows, key=lambda row: order.index(row["severity"])), notes


def find_drifts(
    objects: Iterable[ApiObject], files: Iterable[Path], root: Path, *, least: Severity
) -> tuple[list[tuple[Drift, str]], list[str]]:
    """Docstrings that are older than their code, each with its file, and what git could not tell of.

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
    drifts: list[tuple[Drift, str]] = []
    notes: list[str] = []
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
        drifts += [(one, places[one.path]) for one in found if one.severity in counted]
    return drifts, notes
