"""One build while documents are read: what they show is filled before, or told again, or there is nothing to fill."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build import messages
from aidoc_core.build.begun import by_a_command
from aidoc_core.build.growth import growth, settle, unsettle
from sphinx_aidoc import notices
from sphinx_aidoc import state as build_state
from sphinx_aidoc.processing import Processing
from sphinx_aidoc.silent import SilentBuild

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Verdict
    from aidoc_core.settings import Settings
    from sphinx_aidoc.build import Build
    from sphinx_aidoc.page_memo import PageMemo
    from sphinx_aidoc.replay import Replay
    from sphinx_aidoc.stamp import Stamp


def by_autoapi(app: Sphinx) -> bool:
    """Whether sphinx-autoapi writes documents."""
    return "autoapi-skip-member" in app.events.events and bool(getattr(app.config, "autoapi_dirs", None))


class Reading:
    """What is read in one build.

    Args:
        app: Sphinx.
        settings: aidoc's options.

    Attributes:
        settings: aidoc's options.
        documents: What is read.
        build: What fills it, where that is needed.
        silent: Whether it shows nothing.
        processing: What happens at autodoc's events.
    """

    def __init__(self, app: Sphinx, settings: Settings) -> None:
        self.settings = settings
        self.documents: frozenset[str] = frozenset()
        self.build: Build | None = None
        self.silent = SilentBuild(settings)
        self.processing = Processing(app, there=lambda: self.build, wanted=self._wanted, opened=self.open)
        self._process = os.getpid()
        self._session: Session | None = None
        self._memo: PageMemo | None = None
        self._to_keep: dict[str, Any] = {}
        self._settled = False
        self._filled = False

    def begin(self, app: Sphinx, documents: list[str], stamp: Callable[[], Stamp]) -> None:
        """Find all that documents will show and fill it in one batch, or take up what was filled before.

        Args:
            app: Sphinx.
            documents: What is going to be read. Those are added whose text is another one for the sake of these.
            stamp: Gives the stamp of the last build.
        """
        self.documents = frozenset(documents)
        if self.build is None:
            self.silent.look(app, self.documents, stamp)
            self._session = self.silent.session
        if self.documents and not self.silent.passes:
            with growth():
                if left := self._left(app):
                    documents += sorted(self._fill_all(app, left) - self.documents)
                    self.documents = frozenset(documents)
                    import sphinx_aidoc.docstrings  # noqa: F401, PLC0415 - readers of `-j` are forked next
            self._settled = settle()

    def outdated(self, app: Sphinx, unread: Collection[str]) -> set[str]:
        """Documents whose generated text has changed, though they are not to be read otherwise.

        Args:
            app: Sphinx.
            unread: The documents that are not to be read otherwise.
        """
        memo = self._memo_of(app)
        left = frozenset(unread) - (memo.earlier.unaffected(unread) if memo is not None else frozenset())
        showing = build_state.remembered(app.env).outline.showing
        found = self.open(app).outdated(left) if left & showing else set()
        if memo is not None:
            memo.compared = left - found
        return found

    def _memo_of(self, app: Sphinx) -> PageMemo | None:
        """What earlier builds have noted of documents; nobody knows what commands and sphinx-autoapi go by."""
        if self._memo is None and not (by_a_command() or by_autoapi(app)):
            from sphinx_aidoc.earlier import Earlier  # noqa: PLC0415 - where anything is shown
            from sphinx_aidoc.page_memo import PageMemo  # noqa: PLC0415 - as above

            earlier = Earlier(app, self._session_of(app), lambda: self.open(app))
            earlier.begin()
            self._memo = PageMemo(app, earlier.session, earlier)
        return self._memo

    def _left(self, app: Sphinx) -> frozenset[str]:
        """The documents that are to be filled; what an earlier build has noted of the others is told again."""
        memo = self._memo_of(app)
        found = None if memo is None else memo.find(self.documents)
        if memo is None or found is None:
            return self.documents
        from sphinx_aidoc.replay import Replay  # noqa: PLC0415 - as above

        self.processing.replay = Replay(app, memo.session, found)
        for line in found.remembered.lines if found.whole else ():
            notices.say(line)
        notices.say(messages.changed_line(found.touched, len(self.documents)))
        return found.touched

    def _session_of(self, app: Sphinx) -> Session:
        if self.build is not None:
            return self.build.session
        if self._session is None:
            from aidoc_core.build.session import Session  # noqa: PLC0415 - a build that reads nothing needs none

            self._session = Session(self.settings, root=Path(app.confdir).resolve(), tool="sphinx")
        return self._session

    def _fill_all(self, app: Sphinx, documents: frozenset[str]) -> frozenset[str]:
        """Fill documents, and those that show what these tell of otherwise than before.

        Returns:
            All of them.
        """
        filled, left = documents, documents
        while left:
            left = self._fill(app, left) - filled
            filled |= left
        return filled

    def _fill(self, app: Sphinx, documents: Collection[str]) -> frozenset[str]:
        build, state = self.open(app), build_state.of(app.env)
        state.spent.clear()
        state.problems.clear()
        state.events.clear()
        touched = build.fill_documents(sorted(documents))
        if self._memo is not None:
            self._memo.note(build, documents)
        if build.session.course is not None:
            from aidoc_core.build.errands import finish  # noqa: PLC0415 - for commands alone

            for document in sorted(documents):
                build.session.tell(build.scan.out_of_reach(Path(app.env.doc2path(document))))
            finish(build.session)
        notices.warn(build.new_problems())
        self._filled = True
        return frozenset(touched & app.env.found_docs)

    def say_figures(self, build: Build) -> None:
        """Say what became of the objects, and what it cost, when all is read: pages show more than sources tell."""
        if self._filled:
            notices.say_batch(build.session)

    def _wanted(self, app: Sphinx) -> Build | None:
        """The build; where autodoc shows an object after all, it is begun now."""
        if self.silent.passes:
            self.silent.passes = False
            if os.getpid() == self._process:
                self._fill(app, self.documents)
            else:
                self.open(app)
        return self.build

    @property
    def replay(self) -> Replay | None:
        """What is told again of an earlier build."""
        return self.processing.replay

    def merge(self, env: BuildEnvironment, documents: list[str], other: BuildEnvironment) -> None:
        """Take over what a parallel reader has found.

        Args:
            env: Sphinx' environment.
            documents: What it has read.
            other: Its environment.
        """
        if not build_state.remembered(other).is_as(build_state.remembered(env)):
            build_state.of(env).merge(documents, build_state.of(other))
            if self.replay is not None:
                self.replay.whole = False

    def told_verdict(self, app: Sphinx, replay: Replay) -> Verdict:
        """What a build comes to whose documents are all told again: of documents that it has not read it tells nothing.

        Args:
            app: Sphinx.
            replay: What is told again.
        """
        found = replay.session.verdict()
        if not found.problems or replay.documents == app.env.found_docs:
            return found
        from aidoc_core.build.verdict import verdict  # noqa: PLC0415 - where answers are missing

        state = build_state.of(app.env)
        looked_at = {path for document in replay.documents for path in state.pages.get(document, ())}
        return verdict(state.carried(), self.settings, looked_at=looked_at)

    def carry_over(self, build: Build) -> None:
        """Add the objects of documents that were not filled in this build.

        Args:
            build: It has filled the others.
        """
        if self._memo is not None:
            build.session.names_read = {**self._memo.names, **build.comparison.names}
        build.entered.carry_over(() if self.replay is None else self.replay.documents, build.comparison.paths)

    def note(self, build: Build) -> None:
        """Note what the build has come to, when all is shown, for the next one."""
        if self._memo is not None:
            self._to_keep = self._memo.close(build, () if self.replay is None else self.replay.given_up)
        build.state.events.clear()

    def end(self, *, failed: bool) -> None:
        """Give everything back, and keep what was noted unless the build has failed."""
        self.processing.end()
        if self.build is not None:
            self.build.close()
            if self._memo is not None and not failed:
                self._memo.keep(self.build, self._to_keep)
        elif self._session is not None:
            self._session.close()
        if self._settled:
            unsettle()
        self.silent = SilentBuild(self.settings)
        self.build = self._session = self._memo = None
        self.documents = frozenset()
        self._to_keep = {}
        self._settled = False
        self._filled = False

    def open(self, app: Sphinx) -> Build:
        """The build, opened if there is none."""
        if self.build is None:
            # A build that reads no document, or is without aidoc, needs neither Griffe nor what answers are made of.
            from sphinx_aidoc.build import Build  # noqa: PLC0415 - takes most of the time that the extension takes

            self.build = Build(app, self.settings, self._session)
            self.build.session.watch = notices.watch
        return self.build
