"""Documents that show no object, told from their text: a build of them alone reads no code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.build.idle import idle
from aidoc_core.code.declared import Declared, declared_in
from sphinx_aidoc import elsewhere
from sphinx_aidoc.directives import scan_file
from sphinx_aidoc.remembered import text_digest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from aidoc_core.problems import Problem
    from sphinx_aidoc.state import BuildState


def are_silent(files: Collection[Path], source: Path, others: Collection[str] = ()) -> bool:
    """Whether documents have no directive that shows an object of the code, or says something of one.

    Args:
        files: The documents.
        source: The directory of all documents.
        others: Names of directives that other extensions have for objects.
    """
    shows = (True for file in files for _ in scan_file(file, source, others))
    return not any(map(_describes, files)) and not any(shows)


def _describes(file: Path) -> bool:
    try:
        found = declared_in(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):  # Sphinx itself will say so
        return False
    return bool(found.written or found.auto)


def remember(state: BuildState, files: dict[str, Path]) -> None:
    """Remember of documents that they show nothing, as a build that has looked at them does.

    Args:
        state: What Sphinx' environment remembers.
        files: The documents' files, by their names.
    """
    state.forget(files)
    state.spent.clear()
    state.problems.clear()
    for document, file in files.items():
        state.declared[document] = Declared()
        state.silent[document] = text_digest(file)


def ending(session: Session, app: Sphinx) -> list[Problem]:
    """What is told of a build in which no document shows an object, when all are read."""
    return [*session.new_problems(), *idle(session, elsewhere.why_nothing(app, ()))]
