import json
from collections.abc import Iterator
from itertools import islice
from os import PathLike
from typing import Any, TypedDict

from tidemark.errors import FormatError
from tidemark.readings import OnError, Reading, parse_many, parse_reading
from tidemark.units import Unit


class Dialect(TypedDict, total=False):
    """How one agency lays out its text files; every key may be left out."""

    delimiter: str
    unit: Unit
    header_lines: int


def read_csv(
    path: str | PathLike[str],
    dialect: Dialect | None = None,
    *,
    on_error: OnError = "raise",
) -> list[Reading]:
    """Read a whole file of delimited text.

    Args:
        path: The file to read.
        on_error: Whether to `"raise"` on a bad line or to `"skip"` it.

    Returns:
        The readings in the order of the file.
    """
    options: dict[str, Any] = dict(dialect or {})
    header_lines = options.pop("header_lines", 0)
    with open(path, encoding="utf-8") as file:
        lines = islice(file, header_lines, None)
        return list(parse_many(lines, on_error=on_error, **options))


def read_json_lines(path: str | PathLike[str], /) -> Iterator[Reading]:
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                item: dict[str, Any] = json.loads(line)
                reading = parse_reading(f"{item['time']},{item['level']},{item['quality']}")
            except (KeyError, ValueError) as error:
                raise FormatError(f"line {number}: {error}") from error
            yield reading.flagged(*item.get("flags", ()), quality=reading.quality)
