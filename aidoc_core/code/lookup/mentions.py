"""Every word that the authors of a package wrote: source, docstrings, README, project file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.code.files import files_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_WORD = re.compile(r"\w[\w.-]*")


def mentions(sources: Iterable[str], name: str, directory: Path | None) -> frozenset[str]:
    """Words in lower case, those with dots and hyphens whole and in parts.

    Args:
        sources: The texts of the package's modules.
        name: The package's name.
        directory: The directory that the package lies in.
    """
    found: set[str] = set()
    for text in (*sources, *_texts(files_beside(name, directory))):
        for word in set(_WORD.findall(text.lower())):
            found.add(word.rstrip(".-"))
            if "." in word or "-" in word:
                found.update(word.replace("-", ".").split("."))
    return frozenset(found)


def _texts(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        try:
            yield file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
