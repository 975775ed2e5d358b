"""A docstring in Griffe's sections, before and after, in every style that a site may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

from aidoc_core.render.attaching import fill
from tests.keeping import added_sections, wanted_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.answers.answer import Answer
    from benchmarks.words.people import Person, Style

STYLES: tuple[Style, ...] = ("google", "numpy", "sphinx", "auto")


def changed_sections(person: Person, answer: Answer) -> Iterator[str]:
    """What is not as it was, or not as it is wanted."""
    for style in STYLES:
        alone, human = (griffe.Docstring(person.text, parent=person.parent, parser=style) for _ in range(2))
        filled = fill(person.parent, human, answer, "")
        if filled.value != alone.value:
            yield f"{style}: another text"
        try:
            added = added_sections(alone.parsed, filled.parsed)
        except AssertionError as error:
            yield f"{style}: {str(error).partition(chr(10))[0]}"
            continue
        if sorted(added) != sorted(wanted_sections(answer)):
            yield f"{style}: not the answer's fields"
