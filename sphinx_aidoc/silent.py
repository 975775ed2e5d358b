"""Documents that show no object, told from their text: a build of them alone reads no code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.build.begun import by_a_command
from aidoc_core.build.idle import idle
from aidoc_core.code.declared import Declared, declared_in
from sphinx_aidoc import documenters, elsewhere
from sphinx_aidoc import state as build_state
from sphinx_aidoc.directives import scan_file
from sphinx_aidoc.remembered import text_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings
    from sphinx_aidoc.stamp import Stamp
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


class SilentBuild:
    """A build of documents that show nothing, so that reading them needs nothing of ours.

    Args:
        settings: aidoc's options.

    Attributes:
        passes: Whether this build is one.
        session: The build from the core's side, where nothing was remembered that tells it.
    """

    def __init__(self, settings: Settings) -> None:
        self.passes = False
        self.session: Session | None = None
        self._settings = settings

    def look(self, app: Sphinx, documents: Collection[str], stamp: Callable[[], Stamp]) -> None:
        """Look whether it is one.

        Args:
            app: Sphinx.
            documents: What is going to be read.
            stamp: Gives the stamp of the last build.
        """
        if by_a_command():
            return
        outline = build_state.remembered(app.env).outline
        files = {document: Path(app.env.doc2path(document)) for document in documents}
        if outline.showing:
            self.passes = outline.are_silent(files.items()) and stamp().fits(outline.files)
        elif documents:
            from aidoc_core.build.session import Session  # noqa: PLC0415 - a build that reads no document needs none

            self.session = session = Session(self._settings, root=Path(app.confdir).resolve(), tool="sphinx")
            with session.measure("scan"):
                self.passes = are_silent(files.values(), Path(app.srcdir), documenters.directives(app))
            if self.passes:
                remember(build_state.of(app.env), files)

    def problems(self, app: Sphinx) -> list[Problem]:
        """What is told of a build in which no document shows an object, when all are read."""
        if self.session is None:
            return []
        return [*self.session.new_problems(), *idle(self.session, elsewhere.why_nothing(app, ()))]
