"""What documents show for certain: by their text, by documenters and handlers of others, with the signatures of these.

A signature that a page shows decides what is missing of an object. So where one comes to light, documents are looked at
once more.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.declared import Declared, differing, together
from sphinx_aidoc import state as build_state
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.shown_signatures import shown_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import griffe
    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from sphinx_aidoc.event import Event
    from sphinx_aidoc.refusals import Refusals
    from sphinx_aidoc.scan import Scan, Scanned
    from sphinx_aidoc.shown import Shown
    from sphinx_aidoc.state import BuildState
    from sphinx_aidoc.words import LivePackages


class Survey:
    """Looks at what documents show.

    Args:
        app: Sphinx.
        session: The build from the core's side.
        packages: The code.
        scan: What documents show by their text.
        refusals: What handlers make of it.
    """

    def __init__(self, app: Sphinx, session: Session, packages: LivePackages, scan: Scan, refusals: Refusals) -> None:
        self._app = app
        self._session = session
        self._packages = packages
        self._scan = scan
        self._refusals = refusals

    @property
    def _state(self) -> BuildState:
        """What Sphinx' environment remembers."""
        return build_state.of(self._app.env)

    def documents(self, documents: Sequence[str]) -> tuple[dict[str, Scanned], dict[str, list[Shown]]]:
        """What documents show, and what of that can be filled.

        Args:
            documents: The documents, whose modules are imported.
        """
        measure, scan = self._session.measure, self._scan
        files = {document: Path(self._app.env.doc2path(document)) for document in documents}

        def look() -> dict[str, Scanned]:
            return {document: scan.document(file) for document, file in files.items()}

        with measure("documenters"):
            scan.ask(files.values())
        with measure("scan"):
            self._state.declared.update((document, scan.declare(file)) for document, file in files.items())
            self.recall()
            scanned = look()
            if self._declare({document: found.signatures for document, found in scanned.items()}):
                scanned = look()
            names = {path: name for one in scanned.values() for path, name in one.names.items()}
        with measure("handlers"):
            shown: Mapping[str, Sequence[Shown]] = {document: one.shown for document, one in scanned.items()}
            reading = {document: [one.api.path for one in found] for document, found in shown.items()}
            handled = self._refusals.formatting.signatures(shown, names, self._state.declared)
            if self._declare(handled, reading):
                scanned = look()
            wanted = {document: list(filter(scan.shows, found.shown)) for document, found in scanned.items()}
            return scanned, self._refusals.let_be(wanted, names)

    def recall(self) -> None:
        """Go by all that is known of documents, also of those that are not read."""
        self._packages.declared = self._state.declares()

    def written(self, obj: griffe.Object, document: str, event: Event) -> None:
        """Learn of the signatures that a documenter of another extension has just written.

        Args:
            obj: What they are of.
            document: The document that is being read.
            event: What autodoc tells of it.
        """
        names = None if event.signatures is None else shown_names(event.signatures)
        self._declare({document: self._scan.written(obj, names)})

    def unseen(
        self,
        obj: griffe.Object,
        members: MemberOptions | None,
        document: str,
        event: Event,
        is_new: Callable[[Shown], bool],
    ) -> list[Shown]:
        """What an event shows that nothing is known of, with the signatures that the document shows.

        Args:
            obj: What it is about.
            members: autodoc's options for a class or module.
            document: The document that is being read.
            event: What autodoc tells of it.
            is_new: Tells whether nothing is known of an object.
        """
        options, scan = members or MemberOptions(), self._scan
        if event.foreign and (obj.is_class or obj.is_module):
            walk = partial(scan.foreign, f"auto{event.what}", obj, event.name, event.given)
            unseen = walk()
            if self._declare({document: scan.signatures()}):
                unseen = walk()
        else:
            walk = partial(scan.walk, obj, options, event.name, row=event.row)
            unseen = scan.unseen(obj, options, event.name, row=event.row)
        new = [one for one in unseen if is_new(one)]
        handled = self._refusals.formatting.signatures({document: new}, {obj.path: event.name}, self._state.declared)
        reading = {document: [one.api.path for one in new]}
        return [one for one in walk() if is_new(one)] if self._declare(handled, reading) else new

    def _declare(
        self, signatures: Mapping[str, Declared], reading: Mapping[str, Collection[str]] | None = None
    ) -> bool:
        """Learn of signatures that documents show by documenters and handlers of others; whether that tells anything.

        Args:
            signatures: What documents show of them.
            reading: What documents show, by path, where handlers were asked for it.
        """
        packages, state = self._packages, self._state
        found = {document: one for document, one in signatures.items() if one.signatures or one.handled}
        before = packages.declared
        if not (found or (reading and (before.signatures or before.handled))):
            return False
        for document, one in found.items():
            state.declared[document] = together([state.declared.get(document, Declared()), one])
        now = state.declares(reading)
        new = any(one.signatures for one in found.values()) or bool(differing(before, now))
        if new:
            packages.declared = now
        return new
