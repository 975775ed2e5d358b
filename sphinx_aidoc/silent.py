"""Documents that show no object, told from their text: a build of them alone reads no code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.begun import by_a_command
from aidoc_core.build.libraries import IN_REPORT, installed
from aidoc_core.build.report_run import without_run
from aidoc_core.code.installed import reader_state
from sphinx_aidoc import state as build_state
from sphinx_aidoc.remembered import text_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings
    from sphinx_aidoc.stamp import Stamp
    from sphinx_aidoc.state import BuildState


_NOTHING = "a site that shows nothing"
"""What is remembered of builds that show nothing is called this."""


def are_silent(files: Collection[Path], source: Path, others: Collection[str] = ()) -> bool:
    """Whether documents have no directive that shows an object of the code, or says something of one.

    Args:
        files: The documents.
        source: The directory of all documents.
        others: Names of directives that other extensions have for objects.
    """
    from sphinx_aidoc.directives import scan_file  # noqa: PLC0415 - where documents are read

    shows = (True for file in files for _ in scan_file(file, source, others))
    return not any(map(_describes, files)) and not any(shows)


def _describes(file: Path) -> bool:
    from aidoc_core.code.declared import declared_in  # noqa: PLC0415 - as above

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
    from aidoc_core.code.declared import Declared  # noqa: PLC0415 - as above

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
            from sphinx_aidoc.other_directives import directives  # noqa: PLC0415 - likewise

            self.session = session = Session(self._settings, root=Path(app.confdir).resolve(), tool="sphinx")
            with session.measure("scan"):
                self.passes = are_silent(files.values(), Path(app.srcdir), directives(app))
            if self.passes:
                remember(build_state.of(app.env), files)

    def recall(self) -> bool:
        """Go by what an earlier build came to that showed nothing; whether there is one of the same options."""
        session = self.session
        found = session.memory.memos.read(_NOTHING, self._state) if session is not None and self._state else {}
        if session is None or not found:
            return False
        from aidoc_core.build.remembered import Remembered  # noqa: PLC0415 - for this build

        session.take_up(Remembered.from_dict(found), lambda: None)
        return True

    def keep(self, report: Mapping[str, Any]) -> None:
        """Keep what this build came to, for the next one that shows nothing.

        Args:
            report: Its report.
        """
        if self.session is None or not self._state:
            return
        from aidoc_core.build.remembered import Remembered  # noqa: PLC0415 - as above

        session = self.session
        came_to = Remembered(
            added={}, labels={}, shown=frozenset(), filled=[], places={}, problems=(), lines=[],
            verdict=session.verdict(), contradicted=session.results.contradicted, report=without_run(report),
        )  # fmt: skip
        session.memory.memos.write(_NOTHING, self._state, came_to.to_dict())

    @property
    def _state(self) -> str:
        """What the report of a build rests on that shows nothing; empty where it rests on the past, too."""
        past = self._settings.report_history or (self.session is not None and self.session.journal is not None)
        return "" if past else repr((self._settings, reader_state(), installed(IN_REPORT)))

    def problems(self, app: Sphinx) -> list[Problem]:
        """What is told of a build in which no document shows an object, when all are read."""
        if self.session is None:
            return []
        from aidoc_core.build.idle import idle  # noqa: PLC0415 - where nothing is shown
        from sphinx_aidoc import elsewhere  # noqa: PLC0415 - likewise

        return [*self.session.new_problems(), *idle(self.session, elsewhere.why_nothing(app, ()))]
