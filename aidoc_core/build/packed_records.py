"""Records whose objects and answers lie packed: they are looked at module by module, when texts and report are made."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from aidoc_core.code.packed import pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.build.ledger import Record


def pack_records(records: Iterable[Record]) -> None:
    """Pack the texts of objects and of their answers, those of one module together as far as they are neighbours.

    Args:
        records: What became of the objects.
    """
    for _, group in groupby(records, key=lambda record: record.obj.module):
        found = list(group)
        pack([record.obj for record in found])
        pack([record.entry.answer for record in found if record.entry is not None])
