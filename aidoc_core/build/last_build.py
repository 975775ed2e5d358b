"""What a build of a process came to: values that the next one compares with what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aidoc_core.build.rests import Rests
    from aidoc_core.build.reviewed_state import ReviewedFile
    from aidoc_core.code.lookup.look import Look
    from aidoc_core.code.lookup.notes import Note


class LastBuild(NamedTuple):
    """What the last build of this process came to.

    Attributes:
        around: All that it rested on beside code and answers.
        answers: The state of all files that answers come from; empty where it was another one by the end.
        known: Which names inventories of the site had.
        outside: What was seen of installed packages, for each package.
        look: What modules were like.
        rests: What everything about a module rests on, by its path; `None` where nobody knows all of it.
        others: The `others` of all modules of a package, each question once; also some that no module asks any more.
        set_elsewhere: Objects that code of any module may give their docstrings, by module: the path of each, and
            whether it does.
        giving: The modules whose code may give docstrings to what other modules have.
        reviewed: The reviewed files, by module.
    """

    around: object
    answers: str
    known: Mapping[str, bool]
    outside: Sequence[Any]
    look: Look
    rests: Mapping[str, Rests | None]
    others: Mapping[str, Mapping[Note, Any]]
    set_elsewhere: Mapping[str, Mapping[str, bool]]
    giving: frozenset[str]
    reviewed: Mapping[str, ReviewedFile]
