"""One build: what the scan finds is filled in one batch, or on demand, and autodoc is told of the texts."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from aidoc_core import errors
from aidoc_core.asking.counters import Counters
from aidoc_core.build.errand import handed_in
from aidoc_core.build.ledger import FAULT
from aidoc_core.build.prominence import names_in
from aidoc_core.build.session import Session
from aidoc_core.code.declared import Declared, together
from sphinx_aidoc import state as build_state
from sphinx_aidoc.appearing import Appearing
from sphinx_aidoc.documenters import Documenters
from sphinx_aidoc.leaving_out import Handlers
from sphinx_aidoc.links import in_inventory
from sphinx_aidoc.live import Live
from sphinx_aidoc.markers import Markers
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.on_page import described, rows
from sphinx_aidoc.refusals import Refusals
from sphinx_aidoc.remembered import text_digest
from sphinx_aidoc.scan import Scan
from sphinx_aidoc.state import UNKNOWN, BuildState, is_of_page, is_unanswered, text_state
from sphinx_aidoc.texts import Texts
from sphinx_aidoc.told_elsewhere import told, touched
from sphinx_aidoc.unheard import being_written
from sphinx_aidoc.words import LivePackages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import griffe
    from docutils import nodes
    from sphinx.application import Sphinx

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.verdict import Verdict
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.problems import Problem
    from aidoc_core.render.loss import Loss
    from aidoc_core.settings import Settings
    from sphinx_aidoc.event import Event
    from sphinx_aidoc.on_page import OnPage
    from sphinx_aidoc.shown import Shown


_FIRST_WORDS = "a table shows its first words alone"


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
        by_readers: Documents in which other processes have found what the scan had missed.
        refusals: What is left alone for the sake of other handlers.
        labels: Of objects whose first words are generated, by the names under which they are shown.
        names_compared: The names in the code of objects of documents that are not read, by path, where it has looked.
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
        self.by_readers: set[str] = set()
        self.appearing = Appearing(app, reveal=settings.reveal, tell=self._leave_out_member)
        self.appearing.unwelcome = self.refusals.unwelcome
        self._app = app
        self._markers = Markers()
        self._shown: dict[str, list[str]] = {}
        self._by_autoapi: set[str] = set()  # what sphinx-autoapi shows
        self._look = (settings.mark, *settings.link_hosts, *(["report_link"] if settings.report_link else []))
        self._looked_at: set[str] = set()
        self._compared: set[str] = set()
        self.names_compared: dict[str, list[str]] = {}
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
        before = told(state)
        state.forget(documents)
        self.packages.live.open()
        with self.session.measure("import"):
            for document in documents:
                self.scan.bring(self._file(document))
                self.asked[document], self.packages.live.asked = self.packages.live.asked, []
            self.packages.speak(self.packages.live.brought)
        with self.session.measure("documenters"):
            self.scan.ask(map(self._file, documents))
        with self.session.measure("scan"):
            self._declare(documents)
            scanned = {document: self.scan.document(self._file(document)) for document in documents}
            if self._declare_shown({document: found.signatures for document, found in scanned.items()}):
                scanned = {document: self.scan.document(self._file(document)) for document in documents}
            names = {path: name for one in scanned.values() for path, name in one.names.items()}
        with self.session.measure("handlers"):
            if self._declare_shown(
                self.refusals.formatting.signatures(
                    {document: one.shown for document, one in scanned.items()}, names, state.declared
                )
            ):
                scanned = {document: self.scan.document(self._file(document)) for document in documents}
            shown = {document: list(filter(self.scan.shows, found.shown)) for document, found in scanned.items()}
            shown = self.refusals.let_be(shown, names)
        full = state.in_full() | {one.api.path for found in shown.values() for one in found if not one.row}
        records = self._fill(
            [
                one if one.api.path in full else replace(one, api=_row(one.api))
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
        return touched(state, before, told(state)) - {*documents}

    def _declare(self, documents: Iterable[str]) -> None:
        """Learn what documents describe by directives: those that are about to be read, and all others."""
        declared = self.state.declared
        for document in documents:
            declared[document] = self.scan.declare(self._file(document))
        self.packages.declared = together(declared.values())

    def _unseen(self, obj: griffe.Object, members: MemberOptions | None, document: str, event: Event) -> list[Shown]:
        """What an event shows that nothing is known of, with the signatures that the document shows."""
        options, scan = members or MemberOptions(), self.scan
        if event.foreign and (obj.is_class or obj.is_module):
            walk = partial(scan.foreign, f"auto{event.what}", obj, event.name, event.given)
            unseen = walk()
            if self._declare_shown({document: scan.signatures()}):
                unseen = walk()
        else:
            walk = partial(scan.walk, obj, options, event.name, row=event.row)
            unseen = scan.unseen(obj, options, event.name, row=event.row)
        new = [one for one in unseen if self._is_new(one)]
        handled = self.refusals.formatting.signatures({document: new}, {obj.path: event.name}, self.state.declared)
        return [one for one in walk() if self._is_new(one)] if self._declare_shown(handled) else new

    def _declare_shown(self, signatures: Mapping[str, Declared]) -> bool:
        """Learn of signatures that documents show by documenters and handlers of others; whether there are any."""
        found = {document: one for document, one in signatures.items() if one.signatures or one.handled}
        declared = self.state.declared
        for document, one in found.items():
            declared[document] = together([declared.get(document, Declared()), one])
        if found:
            self.packages.declared = together(declared.values())
        return bool(found)

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
            self._declare_shown({document: self.scan.written(obj, being_written())})
        new = self._unseen(obj, members, document, event)
        if not new:
            return
        paths = {one.api.path for one in new}
        rows = state.rows.setdefault(document, set())
        state.rows[document] = rows | paths if row else rows - paths
        if row:
            new = [replace(one, api=_row(one.api)) for one in new]
        new = self.refusals.let_be({document: new}, {obj.path: event.name})[document]
        for record in self._fill(new, on_demand=True).values():
            state.show(document, record, self._look)
        state.on_demand.setdefault(document, set()).update(paths)
        if os.getpid() != self._process:  # a reader of `-j`: what it knows is gone when it ends
            state.spent[document] = state.spent.get(document, Counters()) + (session.counters - before)
            state.problems.setdefault(document, []).extend(self.new_problems())
        session.release()

    def count(self, document: str, doctree: nodes.document) -> None:
        """Count what a document shows though nothing of the source says so: every object of a page is a row.

        Args:
            document: The document.
            doctree: The same as it was read.
        """
        state, known = self.state, self.state.names.get(document, {})
        paths, names = self.state.pages.get(document, {}), {*known.values()}
        found = [one for one in described(doctree) if one.path not in paths and one.path not in names]
        standing = ((one, self.packages.find(one.path)) for one in found)
        new = [one for one, obj in standing if obj is None or self.session.record(obj.path) is None]
        records = rows((one for one in new if not self._lists(one)), self.packages)
        if records:
            state.silent.pop(document, None)  # it shows something, if nothing that has a source
        for record in records:
            if self.session.record(record.obj.path) is None:
                state.show(document, record, self._look)
        self.session.take_over(records)

    def _lists(self, one: OnPage) -> bool:
        """Whether the text of a class describes a field in its list of attributes: it is a part of that text."""
        owner = self.session.record(one.path.rpartition(".")[0])
        return owner is not None and one.path in owner.attributes

    def _is_filled(self, path: str) -> bool:
        record = self.session.record(path)
        return record is not None and record.obj.skip != _FIRST_WORDS

    def _is_new(self, shown: Shown) -> bool:
        """Whether nothing is known of an object, or less than it shows now: a table may have come first."""
        if not shown.row:
            self._drop_rows([shown.api.path])
        return self.session.record(shown.api.path) is None

    def _drop_rows(self, paths: Iterable[str]) -> None:
        records = [self.session.record(path) for path in paths]
        self.session.ledger.drop([one.obj.path for one in records if one is not None and one.obj.skip == _FIRST_WORDS])

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
        self.leave_out([self.session.record(path)], loss, self._app.env.docname)

    def marks(self, document: str) -> list[list[str]]:
        """The marks that were made for what a document shows: path, and what `Markers.put` is told."""
        made = self._markers.made
        paths = [*self._shown.get(document, ()), *sorted(self.state.on_demand.get(document, ()))]
        return [[path, *one] for path in dict.fromkeys(paths) for one in made.get(path, ())]

    def record(self, path: str) -> Record | None:
        """The record of an object that has something to show beside docstrings, else `None`."""
        record = self.session.record(path)
        return record if record is not None and record.shown else None

    def showing(self, documents: Iterable[str]) -> set[str]:
        """Those of some documents that show any object."""
        return {document for document in documents if self.scan.shows_any(self._file(document))}

    def outdated(self, documents: Collection[str]) -> set[str]:
        """Those of some documents whose generated text is not what it would be now. Asks nothing."""
        objects: dict[str, ApiObject] = {}
        self.packages.declared = together(self.state.declared.values())
        self.packages.speak(())
        full = self.state.in_full()
        pages = {document: shown for document, shown in self.state.pages.items() if document in documents}
        inheriting = {path for path, record in self.state.records.items() if record.obj.inherits}
        for path in sorted({path for shown in pages.values() for path in shown}):
            found = self.packages.find(path)
            api = None if found is None else self.packages.read(found)
            if api is not None:
                self.names_compared[path] = names_in(api)
            if api is not None and path not in inheriting:
                known = self.state.records[path].obj.skip  # others have words, or let no text stand
                api = replace(api, skip=api.skip or ("" if known == _FIRST_WORDS else known))
                # The build that read it had its words, and its signature, at run time.
                api = replace(api, set_by_code=False, unshown=self.state.records[path].obj.unshown)
                objects[path] = api if path in full else _row(api)
        records = dict(zip(objects, self.session.look_up(objects.values()), strict=True))
        now = {path: text_state(record, self._look) for path, record in records.items()}
        self._compared |= {path for path, record in records.items() if record is not None}
        self.session.release()
        asks = self.settings.may_request
        return {
            document
            for document, shown in pages.items()
            for path, then in shown.items()
            if path in now and now[path] != then and (asks or now[path] != UNKNOWN or not is_unanswered(then))
        }

    def new_problems(self) -> list[Problem]:
        """Problems since the last call, unreadable modules included."""
        self.session.tell(self.packages.new_problems())
        return self.session.new_problems()

    def gather(self) -> list[Problem]:
        """Add what readers of `-j` have found on demand, and tell what went wrong there."""
        state = self.state
        self.by_readers |= state.spent.keys()
        for document, paths in state.on_demand.items():
            spent = state.spent.get(document)
            records = [] if spent is None else [state.records[path] for path in paths]
            self._drop_rows(record.obj.path for record in records)
            self.session.take_over(records, on_demand=paths, spent=spent)
            self._looked_at.update(record.obj.path for record in records)
        read = {path for document in self.asked for path in state.pages.get(document, {})}
        self.session.take_over(one for path in read if is_of_page(one := state.records[path]))
        for path, reason in state.reasons().items():
            record = self.session.record(path)
            if record is not None and record.filled:
                self.session.ledger.add(record.left_out(reason))
        problems = [problem for found in state.problems.values() for problem in found]
        state.spent.clear()
        state.problems.clear()
        return problems

    def carry_over(self, told: Collection[str] = ()) -> None:
        """Add the objects of documents that were not read again; what none shows any more goes.

        Args:
            told: Documents that were read, and told again: they count as looked at.
        """
        self._looked_at |= {path for document in told for path in self.state.pages.get(document, ())}
        self.session.ledger.drop(self._compared - self._looked_at - self.state.shown())
        self.session.take_over(self.state.carried())

    def verdict(self) -> Verdict:
        """What the build comes to, when all is gathered and carried over."""
        return self.session.verdict(looked_at=self._looked_at)

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
        self._looked_at |= records.keys()
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


def _row(api: ApiObject) -> ApiObject:
    """An object as a table of summaries shows it: where a person's words stand first, nothing could be added."""
    return replace(api, skip=_FIRST_WORDS) if api.documented.summary and not api.skip else api
