"""Write readings to text files."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from tidemark.readings import Reading


class Writer(ABC):
    """Base class of the writers, to be used in a `with` block."""

    def __init__(self, path: str | PathLike[str], *, append: bool = False) -> None:
        self._file = open(path, "a" if append else "w", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    @abstractmethod
    def format(self, reading: Reading) -> str:
        """Turn a reading into one line of text.

        Args:
            reading: The reading to write.

        Returns:
            The line, without a line break at the end.
        """

    def write(self, *readings: Reading) -> None:
        for reading in readings:
            self._file.write(self.format(reading) + "\n")


class CsvWriter(Writer):
    def format(self, reading: Reading) -> str:
        return f"{reading.time.isoformat()},{reading.level:.3f},{int(reading.quality)}"


class JsonLinesWriter(Writer):
    """Writes one JSON object a line, the only format that keeps the flags."""

    def format(self, reading: Reading) -> str:
        item = {
            "time": reading.time.isoformat(),
            "level": reading.level,
            "quality": int(reading.quality),
            "flags": sorted(reading.flags),
        }
        return json.dumps(item)


def write_readings(path: str | PathLike[str], readings: Iterable[Reading], **options: bool) -> None:
    kinds: dict[str, type[Writer]] = {".csv": CsvWriter, ".jsonl": JsonLinesWriter}
    kind = kinds.get(Path(path).suffix)
    if kind is None:
        raise ValueError(f"no writer for {path!r}")
    with kind(path, **options) as writer:
        writer.write(*readings)
