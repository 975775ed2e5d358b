"""One build: what the scan finds is filled in one batch, or on demand, and autodoc is told of the texts."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from aidoc_core import errors
from aidoc_core.asking.counters import Counters
from aidoc_core.build.errand import handed_in
from aidoc_core.build.ledger import FAULT
from aidoc_core.build.session import Session
from aidoc_core.code.declared import differing
from sphinx_aidoc import state as build_state
from sphinx_aidoc.appearing import Appearing
from sphinx_aidoc.comparison import Comparison
from sphinx_aidoc.documenters import Documenters
from sphinx_aidoc.entered import Entered
from sphinx_aidoc.first_words import as_row, is_row
from sphinx_aidoc.leaving_out import Handlers
from sphinx_aidoc.links import in_inventory
from sphinx_aidoc.live import Live
from sphinx_aidoc.markers import Markers
from sphinx_aidoc.refusals import Refusals
from sphinx_aidoc.remembered import text_digest
from sphinx_aidoc.scan import Scan
from sphinx_aidoc.survey import Survey
from sphinx_aidoc.texts import Texts
from sphinx_aidoc.told_elsewhere import touched
from sphinx_aidoc.words import LivePackages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    import griffe
    from sphinx.application import Sphinx

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.verdict import Verdict
    from aidoc_core.problems import Problem
    from aidoc_core.render.loss import Loss
    from aidoc_core.settings import Settings
    from sphinx_aidoc.event import Event
    from sphinx_aidoc.members import MemberOptions
    from sphinx_aidoc.shown import Shown
    from sphinx_aidoc.state import BuildState


class Build:
    """Fills what the documents of one build show.

    Args:
        app: Sphinx.
        settings: aidoc's options.
        session: The build from the core's side, if there is one already; it has looked at nothing.

    Attributes:
        settings: aidoc's options.
        session: The build from the core's side.
        packages: The code.
        scan: What documents show.
        texts: Answers as docstrings.
        init_apart: Documents and classes whose `__init__` has a directive of its own there.
        appearing: The net around the set of objects.
        asked: What was imported for each document.
        refusals: What is left alone for the sake of other handlers.
        labels: Of objects whose first words are generated, by the names under which they are shown.
        comparison: Texts of documents that are not read, compared with what they would be now.
        entered: What is entered beside what was filled.
    """

    def __init__(self, app: Sphinx, settings: Settings, session: Session | None = None) -> None:
        root = Path(app.confdir).resolve()
        self.settings = settings
        self.session = session = session or Session(settings, root=root, tool="sphinx", errand=handed_in())
        session.use_inventory(lambda name: in_inventory(app, name))
        self.packages = LivePackages(
            sys.path,
            root=root,
            seconds=settings.extraction_timeout,
            timed=lambda: session.measure("load"),
            live=Live(app.config),
            known=build_state.of(app.env).words if app.env is not None else {},
            told=build_state.of(app.env).told if app.env is not None else {},
            twins=build_state.of(app.env).twins if app.env is not None else {},
            memory=session.memory.readings,
        )
        self._handlers = Handlers(app.events)
        self._documenters = Documenters(app, self.packages.live)
        self.scan = Scan(
            app.config,
            settings,
            source=Path(app.srcdir),
            packages=self.packages,
            handlers=self._handlers,
            documenters=self._documenters,
        )
        self.texts = Texts(self.packages, settings)
        self.refusals = Refusals(app, settings, self.packages.live, self.texts)
        self.init_apart: set[tuple[str, str]] = set()
        self.labels: dict[str, str] = {}
        self.asked: dict[str, list[tuple[str, list[str] | None]]] = {}
        self.appearing = Appearing(app, self.packages.live, reveal=settings.reveal, tell=self._leave_out_member)
        self.appearing.unwelcome = self.refusals.unwelcome
        self._app = app
        self._markers = Markers()
        self._shown: dict[str, list[str]] = {}
        self._by_autoapi: set[str] = set()  # what sphinx-autoapi shows
        self._look = (settings.mark, *settings.link_hosts, *(["report_link"] if settings.report_link else []))
        self.comparison = Comparison(session, self.packages, self._look)
        self.entered = Entered(app, session, self.packages, self._look)
        self._survey = Survey(app, session, self.packages, self.scan, self.refusals)
        self._process = os.getpid()

    @property
    def asks(self) -> bool:
        """Whether aidoc asks right now whether a member is shown, not autodoc."""
        return self.appearing.asks or self._handlers.asks or self._documenters.asks

    @property
    def state(self) -> BuildState:
        """What Sphinx' environment remembers."""
        return build_state.of(self._app.env)

    def fill_documents(self, documents: Iterable[str]) -> set[str]:
        """Fill everything that some documents show, in one concurrent batch.

        Nothing is open when this returns: Sphinx may fork readers next.

        Returns:
            Other documents that show what these tell of otherwise than before: their text may be another one now.
        """
        state = self.state
        documents = list(documents)
        before = state.declares()
        state.forget(documents)
        self.packages.live.open()
        with self.session.measure("import"):
            for document in documents:
                self.scan.bring(self._file(document))
                self.asked[document], self.packages.live.asked = self.packages.live.asked, []
            self.packages.speak(self.packages.live.brought)
        scanned, shown = self._survey.documents(documents)
        if differing(before, state.declares()):  # what was compared before tells of texts that count no more
            paths = {one.api.path for found in shown.values() for one in found}
            self.session.ledger.drop(paths & self.comparison.paths - self.entered.looked_at)
        full = state.in_full() | {one.api.path for found in shown.values() for one in found if not one.row}
        records = self._fill(
            [
                one if one.api.path in full else replace(one, api=as_row(one.api))
                for found in shown.values()
                for one in found
            ]
        )
        for document, found in scanned.items():
            state.names[document] = dict(found.names)
            self.init_apart |= {(document, cls) for cls in found.init_apart}
            whole = {one.api.path for one in shown[document] if not one.row}
            state.rows[document] = {one.api.path for one in shown[document]} - whole
            self._shown[document] = [one.api.path for one in shown[document]]
            for one in shown[document]:
                state.show(document, records[one.api.path], self._look)
            if not (found.shown or found.names):
                state.silent[document] = text_digest(self._file(document))
        state.files = [str(path) for path in self.packages.files()] or state.files
        state.words = self.packages.words()
        state.told = self.packages.told()
        state.twins = self.packages.twins.all()
        self.session.release()
        return touched(state, before, state.declares()) - {*documents}

    def fill_objects(
        self, roots: Iterable[tuple[griffe.Object, MemberOptions]], shows: Callable[[Shown], bool]
    ) -> None:
        """Fill everything that some objects show, each with its options, in one concurrent batch.

        Args:
            roots: The objects.
            shows: What of that is shown.
        """
        self.state.left_out.pop(build_state.ANY, None)
        shown = [one for root, options in roots for one in self.scan.walk(root, options) if shows(one)]
        self._by_autoapi |= {one.api.path for one in shown}
        self._fill(shown)
        self.session.release()

    def fill_object(self, obj: griffe.Object, members: MemberOptions | None, document: str, event: Event) -> None:
        """Fill what autodoc is about to show, where the scan had missed it; it is counted.

        Args:
            obj: A class or module with its members, or any other object.
            members: autodoc's options for a class or module.
            document: The document that is being read.
            event: What autodoc tells of it.
        """
        session, state, row = self.session, self.state, event.row
        if members is None and (event.foreign or not (row or obj.is_class)) and self._is_filled(obj.path):
            return
        before = replace(session.counters)
        if event.foreign:
            self._survey.written(obj, document, event)
        new = self._survey.unseen(obj, members, document, event, self._is_new)
        if not new:
            return
        paths = {one.api.path for one in new}
        rows = state.rows.setdefault(document, set())
        state.rows[document] = rows | paths if row else rows - paths
        if row:
            new = [replace(one, api=as_row(one.api)) for one in new]
        new = self.refusals.let_be({document: new}, {obj.path: event.name})[document]
        for record in self._fill(new, on_demand=True).values():
            state.show(document, record, self._look)
        state.on_demand.setdefault(document, set()).update(paths)
        if os.getpid() != self._process:  # a reader of `-j`: what it knows is gone when it ends
            state.spent[document] = state.spent.get(document, Counters()) + (session.counters - before)
            state.problems.setdefault(document, []).extend(self.new_problems())
        session.release()

    def _is_filled(self, path: str) -> bool:
        record = self.session.ledger.get(path)
        return record is not None and not is_row(record)

    def _is_new(self, shown: Shown) -> bool:
        """Whether nothing is known of an object, or less than it shows now: a table may have come first."""
        if not shown.row:
            self.entered.drop_rows([shown.api.path])
        return self.session.ledger.get(shown.api.path) is None

    def leave_out(self, records: Iterable[Record | None], loss: Loss, document: str, reason: str = "") -> None:
        """Show objects as without aidoc after all: their answers would not leave a person's words as they are.

        Args:
            records: What became of them.
            loss: What would be wrong.
            document: The document that is being read.
            reason: Who is at work there; where nobody is, it is told as a fault of aidoc.
        """
        for record in records:
            if record is not None:
                self.session.leave_out(record.obj.path, loss, reason)
                self.state.left_out.setdefault(document, {})[record.obj.path] = reason or FAULT
        if os.getpid() != self._process:
            self.state.problems.setdefault(document, []).extend(self.new_problems())

    def _leave_out_member(self, path: str, loss: Loss) -> None:
        self.leave_out([self.session.ledger.get(path)], loss, self._app.env.docname)

    def marks(self, document: str) -> list[list[str]]:
        """The marks that were made for what a document shows: path, and what `Markers.put` is told."""
        made = self._markers.made
        paths = [*self._shown.get(document, ()), *sorted(self.state.on_demand.get(document, ()))]
        return [[path, *one] for path in dict.fromkeys(paths) for one in made.get(path, ())]

    def record(self, path: str) -> Record | None:
        """The record of an object that has something to show beside docstrings, else `None`."""
        record = self.session.ledger.get(path)
        return record if record is not None and record.shown else None

    def showing(self, documents: Iterable[str]) -> set[str]:
        """Those of some documents that show any object."""
        return {document for document in documents if self.scan.shows_any(self._file(document))}

    def outdated(self, documents: Collection[str]) -> set[str]:
        """Those of some documents whose generated text is not what it would be now. Asks nothing."""
        self._survey.recall()
        self.packages.speak(())
        return self.comparison.outdated(self.state, documents)

    def new_problems(self) -> list[Problem]:
        """Problems since the last call, unreadable modules included."""
        self.session.tell(self.packages.new_problems())
        return self.session.new_problems()

    def verdict(self) -> Verdict:
        """What the build comes to, when all is gathered and carried over."""
        return self.session.verdict(looked_at=self.entered.looked_at)

    def close(self) -> None:
        """Give everything back."""
        self._markers.clear()
        self.session.close()

    def _file(self, document: str) -> Path:
        return Path(self._app.env.doc2path(document))

    def _fill(self, shown: list[Shown], *, on_demand: bool = False) -> dict[str, Record]:
        objects = {one.api.path: one.api for one in shown}
        with configuration_errors():
            records = dict(zip(objects, self.session.fill(objects.values(), on_demand=on_demand), strict=True))
        self.entered.looked_at |= records.keys()
        for one in shown:
            record = records[one.api.path]
            lacked_text = record.shown and (record.gaps.summary or record.said.summary)
            # What sphinx-autoapi shows would be there a second time if it appeared in autodoc's members, too.
            if lacked_text and one.api.path not in self._by_autoapi and self.scan.marks(one):
                self._markers.mark(one.api.path, one.places, self.packages)
        return records


@contextmanager
def configuration_errors() -> Iterator[None]:
    """Turn the core's configuration errors into Sphinx' own."""
    try:
        yield
    except errors.ConfigError as error:
        raise ConfigError(f"aidoc: {error}") from error
