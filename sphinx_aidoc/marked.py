"""The mark that stands where autodoc keeps the comment of a member: it holds the path of the object."""

from __future__ import annotations

_MARK = "\x02aidoc:"


def marked(path: str) -> list[str]:
    """The lines of a mark.

    Args:
        path: The path of the object.
    """
    return [_MARK + path, ""]


def marked_path(lines: list[str]) -> str:
    """The path that a mark holds, empty if there is no mark."""
    return lines[0].removeprefix(_MARK) if lines and lines[0].startswith(_MARK) else ""
