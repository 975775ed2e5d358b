"""autodoc's events for members and docstrings, from the first handler to the last.

Each docstring is heard three times; what becomes of it is told again where an earlier build has noted it, and is worked
out and noted where not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_aidoc import notices
from sphinx_aidoc import state as build_state
from sphinx_aidoc.line_numbers import LineNumbers, source_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_aidoc.build import Build
    from sphinx_aidoc.docstrings import Docstrings
    from sphinx_aidoc.journal import Journal
    from sphinx_aidoc.others import Others
    from sphinx_aidoc.replay import Replay

# After napoleon and numpydoc, which have the same priority and were connected earlier, in their `setup`; before
# sphinx-autodoc-typehints (501), which adds types to the fields that it finds.
_AFTER_OTHERS = 500
_LAST = 1_000_000
_FIRST = -_LAST
_DOCSTRING = "autodoc-process-docstring"
_MADE = "__annotations__"
"""A member of modules that Python makes when somebody looks: it may be there in one build and not in the next."""


class Processing:
    """What happens at autodoc's events, in one build.

    Args:
        app: Sphinx.
        there: Gives the build if there is one.
        wanted: The same, before anything is done to a docstring that is shown.
        opened: Gives the build, opened if there is none.

    Attributes:
        replay: What is told again.
        numbers: The lines of people's docstrings.
    """

    def __init__(
        self,
        app: Sphinx,
        *,
        there: Callable[[], Build | None],
        wanted: Callable[[Sphinx], Build | None],
        opened: Callable[[Sphinx], Build],
    ) -> None:
        self.replay: Replay | None = None
        self.numbers = LineNumbers()
        self._app = app
        self._there = there
        self._wanted = wanted
        self._opened = opened
        self._docstrings: Docstrings | None = None
        self._journal: Journal | None = None
        self._build: Build | None = None
        self._came: tuple[Any, ...] = ()  # the event that is told again, its lines as they came
        app.connect("autodoc-skip-member", self.skip_member, priority=_FIRST)
        app.connect(_DOCSTRING, self.strip, priority=_FIRST)
        app.connect(_DOCSTRING, self.fill, priority=_AFTER_OTHERS)
        app.connect(_DOCSTRING, self.check, priority=_LAST)

    def skip_member(self, app: Sphinx, *event: Any) -> bool | None:
        """See that aidoc's marks change nothing of what autodoc shows but for what `reveal` lets appear."""
        if (build := self._there()) is not None and build.asks:
            return build.appearing.skip_member(app, *event)
        if event[1] == _MADE:
            return None
        asked = *event[:2], bool(event[3])
        document = _document(app)
        if document and self.replay is not None and self.replay.tells():
            decided = self.replay.decide(asked)
            if decided is not None:
                return decided[0]
            self._give_up(app)
        build = self._there()
        if build is None:
            return None
        skips = build.appearing.skip_member(app, *event)
        if document:
            self._journal_of(build).decide(document, asked, build.appearing.found, skips=skips)
        return skips

    def _journal_of(self, build: Build) -> Journal:
        from sphinx_aidoc.journal import Journal  # noqa: PLC0415 - where anything is shown

        self._journal = self._journal or Journal(build.state.events)
        return self._journal

    def strip(self, app: Sphinx, *event: Any) -> None:
        """Take aidoc's mark out of a docstring before anything else sees it."""
        what, name, live, options, lines = event
        if options is None:  # sphinx-autoapi gives none; it has a hook of its own
            return
        replay = self.replay
        build = self._wanted(app)
        if build is None and replay is None:
            return
        from sphinx_aidoc.gathering import in_table, leaves_out  # noqa: PLC0415 - where anything is shown

        if leaves_out(app.env, name, live, options):
            return
        row = in_table()
        from sphinx_aidoc.journal import key_of  # noqa: PLC0415 - as above
        from sphinx_aidoc.shown_signatures import shown_signatures  # noqa: PLC0415 - as above

        signatures = shown_signatures(what, name)
        key = key_of(what, name, options, lines, row=row, signatures=signatures)
        if replay is not None and replay.tells():
            stripped = replay.strip(key)
            if stripped is not None:
                self._came = (*event[:-1], [*lines], row, signatures, key)
                lines[:] = stripped
                return
            self._give_up(app)
        self._strip_anew(app, (*event, row, signatures, key))

    def _strip_anew(self, app: Sphinx, event: tuple[Any, ...]) -> None:
        from sphinx_aidoc.docstrings import Docstrings  # noqa: PLC0415 - loads the code
        from sphinx_aidoc.event import Event  # noqa: PLC0415

        what, name, live, options, lines, row, signatures, key = event
        self._build = build = self._opened(app)
        self._docstrings = self._docstrings or Docstrings(app, build)
        self._docstrings.strip(Event.of(what, name, live, options, row=row, signatures=signatures), lines)
        self._journal_of(build).strip(app.env.docname, key, lines)

    def fill(self, app: Sphinx, *event: Any) -> None:
        """Put generated text into a docstring."""
        _, name, _, options, lines = event
        if options is None:
            return
        if self.replay is not None and self.replay.telling:
            told = self.replay.fill(name, lines, self._others(app, event)[0].says)
            if told is not None:
                lines[:] = told.filled
                return
            self._begin_again(app)
        self._fill_anew(app, event, lines)

    def _fill_anew(self, app: Sphinx, event: tuple[Any, ...], lines: list[str]) -> None:
        if self._docstrings is not None and self._journal is not None and self._build is not None:
            human, name = [*lines], event[1]

            def others() -> Others:
                return self._others(app, event)[0]

            self._docstrings.fill(name, lines, others)
            label = self._build.labels.get(name.replace("::", "."))
            self._journal.fill(human, lines, label, lambda: others().says())

    def check(self, app: Sphinx, *event: Any) -> None:
        """Leave a docstring as it is without aidoc if what other handlers made of ours lacks a person's words."""
        _, name, live, options, lines = event
        if options is None:
            return
        source, person = source_name(name, live), None

        def others() -> Others:
            return self._others(app, event)[1]

        if self.replay is not None and self.replay.telling:
            human, told = self.replay.human, self.replay.check(lines, lambda: others().says())
            if told is not None:
                lines[:] = told.shown
                self.numbers.add(source, lines, told.person)
                return
            self._begin_again(app)
            self._fill_anew(app, event, anew := [*human])
            lines[:] = others().put_through(anew)  # what was told again may be filled no more
        if self._docstrings is not None and self._journal is not None:
            seen = [*lines]
            person = self._docstrings.check(name, lines, others)
            self._journal.check(seen, lines, person, lambda: others().says())
            if self._docstrings.withdrawn:
                self._journal.spoil(app.env.docname)
        self.numbers.add(source, lines, person)

    def _begin_again(self, app: Sphinx) -> None:
        """Give the document up, and hear once more what came before."""
        event = self._came
        self._give_up(app)
        self._strip_anew(app, event)

    def _give_up(self, app: Sphinx) -> None:
        """Fill a document like any other after all; what it has shown so far stays."""
        replay, document = self.replay, app.env.docname
        if replay is None:
            return
        replay.give_up()
        self._build = build = self._opened(app)
        state = build_state.of(app.env)
        here = [{pair for pair in pairs if pair[0] == document} for pairs in (state.revealed, state.exceptions)]
        build.fill_documents([document])
        state.revealed |= here[0]
        state.exceptions |= here[1]
        build.labels.update(replay.labels)
        build.appearing.plain |= replay.plain
        notices.warn(build.new_problems())

    @staticmethod
    def _others(app: Sphinx, event: tuple[Any, ...]) -> tuple[Others, Others]:
        """The handlers that see a docstring before it is filled, and those that see it afterwards."""
        from sphinx_aidoc.others import between  # noqa: PLC0415 - where there is something to show

        return between(app.events, (app, *event[:-1]))

    def withdraw(self, app: Sphinx, doctree: nodes.document) -> None:
        """Take off what only aidoc made appear and is not to be shown, when a document is read."""
        if self.replay is not None and not self.replay.ended:  # handlers of others leave out more than they did
            self._give_up(app)
        if self._docstrings is not None:
            self._docstrings.withdrawn.take_off(doctree, app.env)
        build = self._there()
        if build is not None and not (self.replay is not None and self.replay.tells()):
            build.entered.count(app.env.docname, doctree)

        def revealed(name: str) -> bool:  # what is told again must not open what is remembered
            return (app.env.docname, name) in build_state.remembered(app.env).revealed

        self.numbers.correct(doctree, revealed)

    @property
    def labels(self) -> Mapping[str, str]:
        """The labels of objects in tables, by the names under which they are shown."""
        if (build := self._build or self._there()) is not None:  # sphinx-autoapi has no events of docstrings
            return build.labels
        return {} if self.replay is None else self.replay.labels

    def end(self) -> None:
        """Give everything back."""
        self.numbers.detach()
        if self.replay is not None:
            self.replay.close()
        self.replay = self._docstrings = self._journal = self._build = None
        self._came = ()


def _document(app: Sphinx) -> str:
    """The document that is read; empty before any is."""
    try:
        return app.env.docname
    except KeyError:
        return ""
