"""The text of a source file, decoded as whoever shows it does."""

from __future__ import annotations

import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def source_text(file: Path) -> str:
    """Read a source file: as UTF-8, which is what Griffe reads; else as Python does, by the encoding it declares.

    Args:
        file: A Python file or stub.

    Raises:
        OSError: It cannot be read.
        SyntaxError: It declares an encoding that Python does not know, or declares none and is not UTF-8.
        UnicodeDecodeError: It is not in the encoding that it declares.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        with tokenize.open(file) as source:
            return source.read()
