"""What a theme has written around a page of the appendix, kept so that its content can be written when all is known.

A site in several languages is rendered language by language, and what the others show is known after the last. The
packages are, too: so one page more is rendered for each language, whose frame fits all pages beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from mkdocs.structure.files import File

SPARE = "aidocpackagepage"
"""The name of the page more: of letters alone, so that titles, anchors and addresses have it as it is."""
_MARKER = "<i data-aidoc-report></i>"
"""Stands before and behind the content; an element, for minifiers take comments out."""
_MARKED = regex(r"<i data-aidoc-report[^<>]*></i>")


def mark(file: File) -> None:
    """Mark where the content of a rendered page begins and ends."""
    if file.page is not None:
        file.page.content = f"{_MARKER}{file.page.content}{_MARKER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A written page without its content.

    Attributes:
        before: What stands before the content.
        behind: What stands behind it.
    """

    before: str
    behind: str

    def named(self, name: str) -> Frame:
        """The frame of a page beside the spare one.

        Args:
            name: The last part of its address.
        """
        return Frame(before=self.before.replace(SPARE, name), behind=self.behind.replace(SPARE, name))

    def write(self, file: File) -> None:
        """Write a rendered page with the frame around it."""
        if file.page is not None:
            written = Path(file.abs_dest_path)
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(f"{self.before}{file.page.content}{self.behind}", encoding="utf-8")


def frame_of(file: File) -> Frame | None:
    """The frame of a page that the theme has written; `None` if it is not there."""
    written = Path(file.abs_dest_path)
    parts = _MARKED.split(written.read_text(encoding="utf-8")) if written.is_file() else []
    return Frame(before=parts[0], behind=parts[2]) if len(parts) == 3 else None  # noqa: PLR2004 - with the content


def remove(file: File) -> None:
    """Remove a written page, and its directory if nothing else is in there."""
    written = Path(file.abs_dest_path)
    written.unlink(missing_ok=True)
    if written.parent.is_dir() and not any(written.parent.iterdir()):
        written.parent.rmdir()
