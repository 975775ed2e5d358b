"""A page of the appendix whose text lies packed: of a large report, all pages are there before the first is written."""

from __future__ import annotations

import zlib

from mkdocs.structure.pages import Page


class _Packed:
    """An attribute that holds a text or `None`, and keeps it packed."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_packed_{name}"

    def __get__(self, page: Page, owner: type | None = None) -> str | None:
        packed: bytes | None = vars(page)[self._name]
        return None if packed is None else zlib.decompress(packed).decode("utf-8", "surrogatepass")

    def __set__(self, page: Page, text: str | None) -> None:
        vars(page)[self._name] = None if text is None else zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


class WrittenPage(Page):
    """A page like any other: its Markdown and its HTML are unpacked when they are asked for."""

    markdown: str | None = _Packed()  # type: ignore[assignment] # what it gives and takes
    content: str | None = _Packed()  # type: ignore[assignment] # likewise
