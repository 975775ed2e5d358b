"""What `aidoc check --human --drift` lists: people's docstrings whose code changed after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.answers.recorded import changes, record_code
from aidoc_core.code.drift import find_drift
from aidoc_core.code.drift_changes import SEVERITIES
from aidoc_core.code.files import source_file
from aidoc_core.code.history import History, HistoryError, top_of
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from aidoc_core.code.drift import Drift
    from aidoc_core.code.drift_changes import Severity
    from aidoc_core.code.objects import ApiObject

_PAGE = "https://github.com/aidoc-plugins/aidoc/blob/main/docs/drift.md"
_HINT = (
    "Read it against the code, and correct what no longer holds; if all of it holds, say so in `aidoc review --fixes`"
)
_FIXED = "A new text is proposed in {}: accept it, then `aidoc patch --fixes`"


def drift_rows(
    found: Iterable[tuple[Drift, str]], *, fixes: Mapping[str, str], holding: Container[str]
) -> list[dict[str, str]]:
    """Findings.

    Args:
        found: The docstrings that are older than their code, each with its file.
        fixes: The file in which a new text is proposed, by the path of the object.
        holding: The objects of which a person has said that their docstrings hold for the present code.
    """
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
        if one.path not in holding
    ]
    order = [str(severity) for severity in SEVERITIES]
    return sorted(rows, key=lambda row: order.index(row["severity"]))


def told_of(drift: Drift) -> dict[str, Any]:
    """How old a docstring is and what changed in its code since, in the words that are used of reviewed texts.

    Of a class, what changed in its constructor and its fields says more than its header; an import is not in the code.
    """
    before, after = record_code(drift.before), record_code(drift.after)
    changed = drift.changed if drift.after.kind == "class" or before == after else changes(before, after)
    commit = drift.commit
    return {"severity": drift.severity, "date": str(commit.date), "commit": commit.name, "changed": list(changed)}


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
