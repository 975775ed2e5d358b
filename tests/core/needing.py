"""What needs a person, of rows that no build has made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.build.next_steps import Needing, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def needing(rows: Iterable[Mapping[str, Any]], homes: Mapping[str, str]) -> list[Needing]:
    """Rows by the modules that their objects are in.

    Args:
        rows: They.
        homes: The module of each object, by its path.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(homes[row["path"]], []).append(row)
    return [Needing(module, some, rank(some)) for module, some in found.items()]
