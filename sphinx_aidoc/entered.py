"""What is entered into the ledger beside what was filled: what pages alone show, others read, or earlier builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aidoc import state as build_state
from sphinx_aidoc.first_words import is_row
from sphinx_aidoc.on_page import described, rows
from sphinx_aidoc.state import is_of_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from aidoc_core.problems import Problem
    from sphinx_aidoc.on_page import OnPage
    from sphinx_aidoc.words import LivePackages


class Entered:
    """Completes the ledger of one build.

    Args:
        app: Sphinx.
        session: The build from the core's side.
        packages: The code.
        look: What else decides how a text is shown.

    Attributes:
        looked_at: Paths of the objects that this build has looked at.
        by_readers: Documents in which other processes have found what the scan had missed.
    """

    def __init__(self, app: Sphinx, session: Session, packages: LivePackages, look: Sequence[str]) -> None:
        self._app = app
        self._session = session
        self._packages = packages
        self._look = look
        self.looked_at: set[str] = set()
        self.by_readers: set[str] = set()

    def count(self, document: str, doctree: nodes.document) -> None:
        """Count what a document shows though nothing of the source says so: every object of a page is a row.

        Args:
            document: The document.
            doctree: The same as it was read.
        """
        state, ledger = build_state.of(self._app.env), self._session.ledger
        paths, names = state.pages.get(document, {}), {*state.names.get(document, {}).values()}
        found = [one for one in described(doctree) if one.path not in paths and one.path not in names]
        standing = ((one, self._packages.find(one.path)) for one in found)
        new = [one for one, obj in standing if obj is None or ledger.get(obj.path) is None]
        records = rows((one for one in new if not self._lists(one)), self._packages)
        if records:
            state.silent.pop(document, None)  # it shows something, if nothing that has a source
        for record in records:
            if ledger.get(record.obj.path) is None:
                state.show(document, record, self._look)
        ledger.take_over(records)

    def _lists(self, one: OnPage) -> bool:
        """Whether the text of a class describes a field in its list of attributes: it is a part of that text."""
        owner = self._session.ledger.get(one.path.rpartition(".")[0])
        return owner is not None and one.path in owner.attributes

    def drop_rows(self, paths: Iterable[str]) -> None:
        """Take out objects that were looked at as a table shows them: more of them is shown."""
        ledger = self._session.ledger
        records = [ledger.get(path) for path in paths]
        ledger.drop([one.obj.path for one in records if one is not None and is_row(one)])

    def gather(self, read: Iterable[str]) -> list[Problem]:
        """Add what readers of `-j` have found on demand, and tell what went wrong there.

        Args:
            read: The documents that this build has read.
        """
        state, session = build_state.of(self._app.env), self._session
        self.by_readers |= state.spent.keys()
        for document, paths in state.on_demand.items():
            spent = state.spent.get(document)
            records = [] if spent is None else [state.records[path] for path in paths]
            self.drop_rows(record.obj.path for record in records)
            session.ledger.take_over(records, on_demand=paths)
            if spent is not None:
                session.counters = session.counters + spent
            self.looked_at.update(record.obj.path for record in records)
        shown = {path for document in read for path in state.pages.get(document, {})}
        session.ledger.take_over(one for path in shown if is_of_page(one := state.records[path]))
        for path, reason in state.reasons().items():
            record = session.ledger.get(path)
            if record is not None and record.filled:
                session.ledger.add(record.left_out(reason))
        problems = [problem for found in state.problems.values() for problem in found]
        state.spent.clear()
        state.problems.clear()
        return problems

    def carry_over(self, told: Iterable[str], compared: AbstractSet[str]) -> None:
        """Add the objects of documents that were not read again; what none shows any more goes.

        Args:
            told: Documents that were read, and told again: they count as looked at.
            compared: Paths of the objects that were looked up to compare their texts.
        """
        state = build_state.of(self._app.env)
        self.looked_at |= {path for document in told for path in state.pages.get(document, ())}
        self._session.ledger.drop(compared - self.looked_at - state.shown())
        self._session.ledger.take_over(state.carried())
