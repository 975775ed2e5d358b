"""What a build has worked out for the documents of a site, for the next one in which nothing of it has changed.

One memo of the site, under all that it rests on beside code and answers; these are compared with how they were. It
holds what became of each docstring, document by document, and what Sphinx' environment remembers. A build that finds it
loads no code, looks nothing up and checks nothing. One that does not find it works as if there were none.

What objects are at run time stands in no file: modules are imported, as autodoc does, and looked at.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.begun import by_a_command
from aidoc_core.build.kept_state import answers_state
from aidoc_core.build.messages import batch_lines
from aidoc_core.build.remembered import Remembered
from aidoc_core.build.report_run import without_run
from aidoc_core.code.outside import is_unchanged, looked_into
from sphinx_aidoc import rests_on
from sphinx_aidoc import state as build_state
from sphinx_aidoc.documenters import directives
from sphinx_aidoc.importing import Imports
from sphinx_aidoc.journal import SPOILT
from sphinx_aidoc.links import in_inventory
from sphinx_aidoc.live_digest import LiveDigests
from sphinx_aidoc.written_state import as_text, from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from sphinx_aidoc.build import Build

_UNREADABLE = (OSError, ValueError, RecursionError)
"""What files raise that are gone, no text any more, or nested too deeply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an earlier build came to.

    Attributes:
        remembered: That of the core.
        documents: What became of the docstrings of each document, and the marks that are made for it.
        whole: Whether it tells of all documents of this build, and of no others.
    """

    remembered: Remembered
    documents: Mapping[str, Mapping[str, Any]]
    whole: bool


@dataclass(slots=True)
class PageMemo:
    """The memo of one site, in one build.

    Attributes:
        app: Sphinx.
        session: The build.
        noted: What this build has seen of each document before it was read.
    """

    app: Sphinx
    session: Session
    noted: dict[str, dict[str, Any]] = field(default_factory=dict)
    _around: str = ""
    _answers: str = ""
    _earlier: Mapping[str, Any] = field(default_factory=dict)

    def begin(self) -> None:
        """Note what the build rests on, before anything is looked up."""
        session = self.session
        if by_a_command() or session.course is not None or session.journal is not None or rests_on.by_conf(self.app):
            return  # a command and a log want to know of every object
        if session.settings.report_history:
            return
        try:
            self._around = rests_on.surroundings(self.app, session.settings)
            self._answers = answers_state(session.settings, session.root)
        except _UNREADABLE:
            self._around = ""

    def find(self, documents: Collection[str]) -> Kept | None:
        """What an earlier build came to, if nothing has changed since; the environment is then as it left it.

        Args:
            documents: What is going to be read.
        """
        if not self._around:
            return None
        try:
            found = self.session.memory.memos.read(self._name, self._around)
            if not found or not self._holds(found):
                return None
            self._earlier = found["documents"]
            return self._taken_up(found, frozenset(documents))
        except _UNREADABLE:
            return None

    def _holds(self, found: Mapping[str, Any]) -> bool:
        """Whether code, answers, installed packages and inventories of the site are what they were."""
        return (
            found["answers"] == self._answers
            and rests_on.are_there(found["packages"])
            and rests_on.sources(found["packages"]) == found["sources"]
            and all(is_unchanged(looked, Path(place)) for place, looked in found["outside"])
            and all(in_inventory(self.app, name) is known for name, known in found["known"].items())
        )

    def _taken_up(self, found: Mapping[str, Any], documents: frozenset[str]) -> Kept | None:
        kept = build_state.remembered(self.app.env)
        known, outline = found["documents"], kept.outline
        fresh = not outline.token and not outline.showing and not outline.silent
        whole = known.keys() == documents
        if not whole and (fresh or not documents <= known.keys()):
            return None
        if not fresh and outline.token != found["token"]:
            return None
        imports, digests = Imports(self.app.config), LiveDigests()
        if not all(self._shows_as(document, known[document]) for document in documents):
            return None
        asked = {document: known[document]["asked"] for document in sorted(documents)}
        for module, names in (one for modules in asked.values() for one in modules):
            if names is None:
                imports.bring(module)
            else:
                imports.get(module, names or None)
        if any(_live(modules, imports, digests) != known[document]["live"] for document, modules in asked.items()):
            return None
        if fresh:
            packed = self.session.memory.memos.read(f"{self._name} state", self._around)
            if packed.get("token") != found["token"]:
                return None
            kept.take_up(from_plain(packed["outline"]), as_text(packed["state"]))
            kept.report = found["found"]["report"]
        return Kept(
            remembered=Remembered.from_dict(found["found"]),
            documents={document: known[document] for document in documents},
            whole=whole,
        )

    def _shows_as(self, document: str, known: Mapping[str, Any]) -> bool:
        """Whether a document shows what it showed, and all of that can be told again."""
        return SPOILT not in known["events"] and self._told_by(document) == known["told"]

    def _told_by(self, document: str) -> str:
        file = Path(self.app.env.doc2path(document))
        return rests_on.told_by(file, Path(self.app.srcdir), directives(self.app))

    def note(self, build: Build) -> None:
        """Note what documents are and show, before any is read.

        Args:
            build: It has filled what they show.
        """
        if not self._around:
            return
        digests = LiveDigests()
        for document, asked in build.asked.items():
            self.noted[document] = {
                "told": self._told_by(document),
                "asked": asked,
                "live": _live(asked, build.packages.live, digests),
            }

    def close(self, build: Build) -> dict[str, Any]:
        """What this build has come to, when all is shown; empty where the next one may come to something else.

        Args:
            build: The build.
        """
        session, state, kept = self.session, build.state, build_state.remembered(self.app.env)
        events, state.events = state.events, {}
        verdict = session.verdict()
        if not self._around or session.counters.requests or session.problems or verdict.problems or verdict.failure:
            return {}
        if kept.outline.waiting and session.settings.may_request:
            return {}
        for document in {*state.left_out, *build.by_readers}:
            events.setdefault(document, {})[SPOILT] = []
        state.token = ""
        try:
            written = to_plain(state)
        except _UNREADABLE:
            return {}
        state.token = written["token"] = hashlib.blake2b(as_text(written), digest_size=16).hexdigest()
        remembered = Remembered(
            added={}, labels={}, shown=frozenset(), filled=[], places={}, problems=(), lines=[*batch_lines(session)],
            verdict=verdict, contradicted=session.contradicted, report=without_run(kept.report),
        )  # fmt: skip
        new = {
            document: {**one, "marks": build.marks(document), "events": events.get(document, {})}
            for document, one in self.noted.items()
        }
        return {
            "found": remembered.to_dict(),
            "documents": {**self._still_right(), **new},
            "token": state.token,
            "outline": to_plain(kept.outline),
            "state": written,
        }

    def _still_right(self) -> dict[str, Any]:
        """What an earlier build has kept of documents that this one has not read: they rest on what all show."""
        found, all_ = self._earlier, self.app.env.found_docs
        same = found.keys() == all_ and all(
            found[document]["told"] == one["told"] for document, one in self.noted.items()
        )
        return {**found} if same else {}

    def keep(self, build: Build, closed: dict[str, Any]) -> None:
        """Keep what this build came to; nothing may be open any more.

        Args:
            build: The build.
            closed: What `close` told of it.
        """
        session, memos = self.session, self.session.memory.memos
        if not closed:
            return
        try:
            packages = rests_on.places(build.packages.where())
            sources = rests_on.sources(packages)
            same = answers_state(session.settings, session.root) == self._answers and build.packages.are_as_read()
        except _UNREADABLE:
            return
        if not same:  # nobody knows what was read
            return
        outside = [[str(place), looked_into(place)] for place in build.packages.directories()]
        rests = {"answers": self._answers, "packages": packages, "sources": sources, "outside": outside}
        state = {"token": closed["token"], "outline": closed.pop("outline"), "state": closed.pop("state")}
        memos.write(self._name, self._around, {**closed, **rests, "known": session.looked_for})
        memos.write(f"{self._name} state", self._around, state)

    @property
    def _name(self) -> str:
        return f"pages {self.app.builder.name} {self.session.root}"


def _live(asked: Sequence[Sequence[Any]], imports: Imports, digests: LiveDigests) -> dict[str, str]:
    """The modules that were asked for, each with its digest; empty of those that are not there."""
    modules = dict.fromkeys(module for module, _ in asked)
    return {module: digests.of(module) if imports.there(module) else "" for module in modules}
