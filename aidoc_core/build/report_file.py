"""Writing report.json, and the version in it: light enough for builds that have nothing to report."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aidoc_core.build.appendix_page import is_divided
from aidoc_core.build.messages import BADGES
from aidoc_core.releases import release_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Data = Mapping[str, Any]


def write_data(data: Data, path: Path, held: dict[int, tuple[Any, str]] | None = None) -> None:
    """Write report.json whole or not at all, and the badges beside it.

    Args:
        data: The report.
        path: Its file.
        held: Rows that the last build of this process has written, with their text; this one leaves there its own.
    """
    from aidoc_core.build.badges import write_badges  # noqa: PLC0415 - most builds in which nothing changes write none

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf-8") as file:
        file.writelines(json_parts(data, held))
        file.write("\n")
    part.replace(path)
    write_badges(data, path.parent / BADGES)


def json_parts(data: Data, held: dict[int, tuple[Any, str]] | None = None) -> Iterator[str]:
    """A report as JSON: all of a small one at once, a large one row by row, as its text is as large again as it is.

    Args:
        data: The report.
        held: As `write_data` takes it.
    """
    if not is_divided(data):
        yield json.dumps(data, ensure_ascii=False, indent=1, default=list)  # of rows that are packed
        return
    # Lines of their own cost as much again as all the rest; nobody reads that many of them.
    between = "{"
    held_rows = _Rows(held)
    dumps = held_rows.dumps
    for name, value in data.items():
        yield f"{between}{_dumps(name)}: "
        between = ", "
        if text := getattr(value, "text", ""):  # rows as an earlier build has written them
            yield text
        elif by_module := getattr(value, "modules", None):
            written = map(held_rows.joined, by_module)
            yield f"[{next(written)}"
            yield from (f", {module}" for module in written)
            yield "]"
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            rows = iter(value)
            yield "["
            yield dumps(next(rows))
            yield from (f", {dumps(row)}" for row in rows)
            yield "]"
        else:
            yield _dumps(value)
    yield "}"


class _Rows:
    """Rows as JSON, where the report of a build holds many that the one before held: the very same, not only equal."""

    def __init__(self, held: dict[int, tuple[Any, str]] | None) -> None:
        self._before = dict(held or {})
        self._held = held
        if held is not None:
            held.clear()

    def dumps(self, row: Any) -> str:
        """A row as JSON."""
        return self._again(row, _dumps)

    def joined(self, rows: Sequence[Data]) -> str:
        """The rows of a module as JSON, one after the other."""
        if text := getattr(rows, "text", ""):  # as an earlier build has written them
            return str(text)
        return self._again(rows, lambda some: ", ".join(map(_dumps, some)))

    def _again(self, value: Any, write: Callable[[Any], str]) -> str:
        if self._held is None:
            return write(value)
        known = self._before.get(id(value))
        if known is None or known[0] is not value:
            known = value, write(value)
        self._held[id(value)] = known  # held, so that the number is not given twice
        return known[1]


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def aidoc_version() -> str:
    """The installed version of the distribution; `unknown` for a checkout that is not installed."""
    return release_of("aidoc-plugins") or "unknown"
