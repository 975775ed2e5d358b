"""Every word that the authors of a package wrote: source, docstrings, README, project file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_WORD = regex(r"\w[\w.-]*")


def mentions_in(text: str) -> set[str]:
    """Words of a text in lower case, those with dots and hyphens whole and in parts."""
    found: set[str] = set()
    for word in set(_WORD.findall(text.lower())):
        found.add(word.rstrip(".-"))
        if "." in word or "-" in word:
            found.update(word.replace("-", ".").split("."))
    return found


def mentions_of(files: Iterable[Path]) -> frozenset[str]:
    """The same of files, as far as they can be read."""
    return frozenset[str]().union(*map(mentions_in, _texts(files)))


def _texts(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        try:
            yield file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
