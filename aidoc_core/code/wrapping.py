"""A docstring around a person's own, and what sections of one hold: light enough for builds that read no code."""

from __future__ import annotations

from typing import Any

import griffe


class Wrapping(griffe.Docstring):
    """A docstring around a person's own; the hand-written part is read of that.

    Attributes:
        human: The person's docstring; `None` where there is none.
    """

    human: griffe.Docstring | None


def without_added(docstring: Any) -> Any:
    """The person's docstring, `None` where there is none; an earlier build of the same process may have wrapped it."""
    while isinstance(docstring, Wrapping):
        docstring = docstring.human
    return docstring


def kind_of(section: Any) -> str:
    """Griffe's word for what a section holds; empty where it is no section."""
    kind = getattr(getattr(section, "kind", None), "value", None)
    return kind if isinstance(kind, str) else ""


def prose_of(section: Any) -> str:
    """The words of a section of prose; empty for all others."""
    return section.value.strip() if kind_of(section) == "text" and isinstance(section.value, str) else ""
