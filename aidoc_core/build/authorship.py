"""Who wrote what pages say of an object: people, or a model, with or without the approval of people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aidoc_core.build.ledger import Record

Author = Literal["people", "approved", "model", "nobody"]
"""`people`: in the source, and nothing was added. `approved`: filled in, at least in part, with a text that a person
accepted or wrote in a reviewed file. `model`: filled in, at least in part, and not approved. `nobody`: no text."""

AUTHORS: tuple[Author, ...] = get_args(Author)


def filled_fields(records: Iterable[Record]) -> dict[str, Author]:
    """Who wrote the lists of attributes that describe fields, by the path of the field."""
    return {path: _filler(record) for record in records if record.filled for path in record.attributes}


def authors(records: Iterable[Record], fields: Mapping[str, Author]) -> dict[str, Author]:
    """Who wrote the text of each object, by its path.

    Objects with an author are those that coverage counts as documented: fields that a list of attributes describes have
    the author of the list.

    Args:
        records: What became of the objects.
        fields: These fields, as `filled_fields` tells of all records.
    """
    return {record.obj.path: _author(record, fields) for record in records}


def count_authors(found: Iterable[Author]) -> dict[Author, int]:
    """How many objects each has; all authors are named, in order."""
    counted = Counter(found)
    return {author: counted[author] for author in AUTHORS}


def _author(record: Record, listed: Mapping[str, Author]) -> Author:
    if record.filled:
        return _filler(record)
    if record.documented_before:
        return "people"
    return listed.get(record.obj.path, "nobody")


def _filler(record: Record) -> Author:
    return "approved" if record.entry is not None and record.entry.reviewed else "model"
