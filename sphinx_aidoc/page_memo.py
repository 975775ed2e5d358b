"""What a build has worked out for the documents of a site, for the next one in which nothing of it has changed.

One memo of the site, under all that it rests on beside code and answers; these are compared with how they were. It
holds what became of each docstring, document by document, and what Sphinx' environment remembers. A build that finds it
loads no code, looks nothing up and checks nothing. One that does not find it works as if there were none. Where code
alone has changed, documents that rest on nothing of that are told again, and the others are filled.

What objects are at run time stands in no file: modules are imported, as autodoc does, and looked at.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.kept_state import answers_state
from aidoc_core.build.messages import batch_lines
from aidoc_core.build.remembered import Remembered
from aidoc_core.build.report_run import without_run
from aidoc_core.code.outside import looked_into
from sphinx_aidoc import rests_on
from sphinx_aidoc import state as build_state
from sphinx_aidoc.earlier import UNREADABLE, Kept, digest_of
from sphinx_aidoc.importing import Imports
from sphinx_aidoc.journal import SPOILT
from sphinx_aidoc.live_digest import LiveDigests
from sphinx_aidoc.written_state import as_text, from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from sphinx_aidoc.build import Build
    from sphinx_aidoc.earlier import Earlier


@dataclass(slots=True)
class PageMemo:
    """The memo of one site, in one build.

    Attributes:
        app: Sphinx.
        session: The build.
        earlier: What an earlier build has kept.
        noted: What this build has seen of each document before it was read.
        compared: Documents that are not read, and show what they would show if they were: it has looked.
    """

    app: Sphinx
    session: Session
    earlier: Earlier
    noted: dict[str, dict[str, Any]] = field(default_factory=dict)
    compared: frozenset[str] = frozenset()
    _right: frozenset[str] = frozenset()
    _others: dict[str, dict[str, Any]] = field(default_factory=dict)

    def find(self, documents: Collection[str]) -> Kept | None:
        """What an earlier build came to, if that holds for any document; the environment is then as it left it.

        Args:
            documents: What is going to be read.
        """
        found = self.earlier.found
        if not found:
            return None
        try:
            self._right = frozenset(found["documents"]) if self.earlier.same_code else frozenset()
            return self._taken_up(found, frozenset(documents))
        except UNREADABLE:
            return None

    def _taken_up(self, found: Mapping[str, Any], documents: frozenset[str]) -> Kept | None:
        kept = build_state.remembered(self.app.env)
        known, outline = found["documents"], kept.outline
        fresh = not outline.token and not outline.showing and not outline.silent
        same = known.keys() == documents
        unknown = any(one["live"] is None for one in known.values())  # nobody knows what they import
        if (fresh and (unknown or not same)) or not documents <= known.keys():
            return None
        if not fresh and outline.token != found["token"]:
            return None
        if any(self.earlier.told_by(document) != known[document]["told"] for document in documents):
            return None
        if fresh:
            packed = self.session.memory.memos.read(f"{self.earlier.name} state", self.earlier.around)
            if packed.get("token") != found["token"]:
                return None
            kept.take_up(from_plain(packed["outline"]), as_text(packed["state"]))
            kept.report = found["found"]["report"]
        told = self._told_again(found, documents)
        if not told:
            if fresh:
                kept.reset(build_state.BuildState())
            return None
        return Kept(
            remembered=Remembered.from_dict(found["found"]),
            documents={document: known[document] for document in sorted(told)},
            touched=documents - told,
            whole=same and told == documents and not self.earlier.edited,
            edited=bool(self.earlier.edited),
        )

    def _told_again(self, found: Mapping[str, Any], documents: frozenset[str]) -> frozenset[str]:
        """The documents that can be told again: modules are imported for all of them."""
        known = found["documents"]
        same_code = self.earlier.same_code or self.earlier.leaves_documents()
        asked = {document: known[document]["asked"] for document in sorted(documents)}
        imports = Imports(self.app.config) if same_code else self.earlier.opened().packages.live
        imports.bring_again(one for asks in asked.values() for one in asks)
        digests = LiveDigests()
        alike = {
            document for document, asks in asked.items() if digests.of_asked(asks, imports) == known[document]["live"]
        }
        if not same_code or len(alike) < len(documents):  # what is said at run time may count elsewhere, too
            build = self.earlier.opened()
            build.packages.live.bring_again(one for asks in asked.values() for one in asks)
            for document in sorted(documents):
                if known[document]["live"] is None:
                    build.scan.bring(Path(self.app.env.doc2path(document)))
            build.packages.speak(build.packages.live.brought)
            build.packages.live.asked.clear()
            right = frozenset() if build.packages.is_disturbed else self.earlier.untouched()
            self._right = right
            alike &= right
        else:
            self._right = frozenset(known)
        if self.earlier.edited:
            build_state.of(self.app.env).records.update(self.earlier.edited)
        return frozenset(document for document in alike if SPOILT not in known[document]["events"])

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The names in the code of objects of documents, by path, where they are known; objects that have code tell."""
        state, names = build_state.of(self.app.env), self.earlier.code.get("names", {})
        right = self._right | self.earlier.unread | self.noted.keys()
        paths = {path for document in right for path in state.pages.get(document, ())}
        noted = {path for document in self.noted for path in state.pages.get(document, ())}
        noted -= {path for document in self.noted for path in state.on_demand.get(document, ())}  # without their code
        return {path: names[path] for path in paths - noted if path in names} | dict.fromkeys(noted, ())

    def note(self, build: Build, documents: Iterable[str]) -> None:
        """Note what documents are and show, before any is read.

        Args:
            build: It has filled what they show.
            documents: The documents.
        """
        if not self.earlier.around:
            return
        known = self.earlier.found.get("documents", {})
        self._others = {
            document: {"told": self.earlier.told_by(document), "asked": [], "live": None, "marks": []}
            for document in self.app.env.found_docs - known.keys() - {*documents}
        }
        digests = LiveDigests()
        for document in documents:
            asked = build.asked[document]
            self.noted[document] = {
                "told": self.earlier.told_by(document),
                "asked": asked,
                "live": digests.of_asked(asked, build.packages.live),
            }

    def close(self, build: Build, given_up: Collection[str] = ()) -> dict[str, Any]:
        """What this build has come to, when all is shown; empty where the next one may come to something else.

        Args:
            build: The build.
            given_up: Documents that were told again in part.
        """
        session, state, kept = self.session, build.state, build_state.remembered(self.app.env)
        events, state.events = state.events, {}
        verdict = session.verdict()
        if not self.earlier.around or session.counters.requests or session.problems or verdict.failure:
            return {}
        if kept.outline.waits(session.settings):
            given_up = {*given_up, *state.waiting(session.settings)}
        for document in {*state.left_out, *build.entered.by_readers, *build.refusals.documents, *given_up}:
            events.setdefault(document, {})[SPOILT] = []
        state.token = ""
        try:
            written = to_plain(state)
        except UNREADABLE:
            return {}
        state.token = written["token"] = hashlib.blake2b(as_text(written), digest_size=16).hexdigest()
        remembered = Remembered(
            added={}, labels={}, shown=frozenset(), filled=[], places={}, problems=(), lines=[*batch_lines(session)],
            verdict=verdict, contradicted=session.results.contradicted, report=without_run(kept.report),
        )  # fmt: skip
        new = {
            document: {
                **one,
                "marks": build.marks(document),
                "events": events.get(document, {}),
                "current": SPOILT not in events.get(document, {}),
            }
            for document, one in self.noted.items()
        }
        carried = self._still_right(events)
        try:
            code = self._rests_on(build, carried)
        except UNREADABLE:
            return {}
        return {
            "found": remembered.to_dict(),
            "documents": {**carried, **new},
            "token": state.token,
            "outline": to_plain(kept.outline),
            "state": written,
            "code": code,
        }

    def _still_right(self, events: Mapping[str, Any]) -> dict[str, Any]:
        """What is known of other documents than this build has filled; spoilt if they cannot be told again.

        Those that it has only compared cannot, but need not be compared once more until something changes.
        """
        found, left = self.earlier.found.get("documents", {}), self.app.env.found_docs - self.noted.keys()
        same = found.keys() == self.app.env.found_docs and all(
            found[document]["told"] == one["told"] for document, one in self.noted.items()
        )
        known = found if same else self._others
        right = self._right | self.earlier.unread if same else frozenset()
        return {
            document: known[document]
            if document in right and document not in events
            else {
                **known[document],
                "events": {SPOILT: []},
                "current": document in self.compared and document not in events,
            }
            for document in sorted(left)
            if document in known
        }

    def _rests_on(self, build: Build, carried: Mapping[str, Any]) -> dict[str, Any]:
        from sphinx_aidoc.untouched import only, what_documents_rest_on  # noqa: PLC0415 - has the code loaded

        current = {document for document, one in carried.items() if one["current"]}
        right = current & {*self.earlier.code.get("documents", ())} & (self._right | self.earlier.unread)
        earlier = only(self.earlier.code, sorted(right)) if right else {}
        return what_documents_rest_on(build, sorted({*self.noted, *(current - right)}), earlier)

    def keep(self, build: Build, closed: dict[str, Any]) -> None:
        """Keep what this build came to; nothing may be open any more.

        Args:
            build: The build.
            closed: What `close` told of it.
        """
        session, memos = self.session, self.session.memory.memos
        if not closed:
            return
        from sphinx_aidoc.in_bodies import keep_texts  # noqa: PLC0415 - has the code loaded

        earlier = self.earlier.found if closed["documents"].keys() - self.noted.keys() else {}
        try:
            packages = {**earlier.get("packages", {}), **rests_on.places(build.packages.where())}
            files = rests_on.sources(packages)
            same = (
                answers_state(session.settings, session.root) == self.earlier.answers and build.packages.are_as_read()
            )
        except UNREADABLE:
            return
        if not same or any(files.get(file) != told for file, told in (self.earlier.files if earlier else {}).items()):
            return  # nobody knows what was read
        outside = dict(earlier.get("outside", ()))
        outside |= {str(place): looked_into(place) for place in build.packages.directories()}
        known = {**earlier.get("known", {}), **session.looked_for}
        state = {"token": closed["token"], "outline": closed.pop("outline"), "state": closed.pop("state")}
        texts = keep_texts(session, files, self.earlier.code)
        code = {"token": closed["token"], "files": files, "texts": texts, **closed.pop("code")}
        rests = {"answers": self.earlier.answers, "packages": packages, "sources": digest_of(files), "known": known}
        memos.write(self.earlier.name, self.earlier.around, {**closed, **rests, "outside": [*outside.items()]})
        memos.write(f"{self.earlier.name} state", self.earlier.around, state)
        memos.write(f"{self.earlier.name} code", self.earlier.around, code)
