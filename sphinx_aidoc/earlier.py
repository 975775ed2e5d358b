"""What an earlier build has kept of a site: whether it holds for this one, and for which documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.begun import by_a_command
from aidoc_core.build.kept_state import answers_state
from aidoc_core.code.outside import is_unchanged
from sphinx_aidoc import rests_on
from sphinx_aidoc import state as build_state
from sphinx_aidoc.links import in_inventory
from sphinx_aidoc.other_directives import directives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.remembered import Remembered
    from aidoc_core.build.session import Session
    from sphinx_aidoc.build import Build

UNREADABLE = (OSError, ValueError, RecursionError)
"""What files raise that are gone, no text any more, or nested too deeply."""
_NOTHING: Mapping[str, Any] = {"current": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an earlier build came to.

    Attributes:
        remembered: That of the core.
        documents: Documents that are told again: what became of their docstrings, and the marks that are made for them.
        touched: Documents that are read and have to be filled.
        whole: Whether all documents of this build are told again, and it reads no fewer than the earlier one.
        edited: Whether a function has been edited that they show, so that the report is another one.
    """

    remembered: Remembered
    documents: Mapping[str, Mapping[str, Any]]
    touched: frozenset[str]
    whole: bool
    edited: bool


@dataclass(slots=True)
class Earlier:
    """What an earlier build has kept of one site.

    Attributes:
        app: Sphinx.
        session: The build.
        opened: Gives what fills documents, opened if it is not.
        around: A digest of what all that is kept rests on beside code and answers; empty where nothing is kept.
        answers: A digest of all answers.
        files: The files of the code, each with a digest of its text.
        unread: Documents that are not to be read, and that no edit of code has touched.
        edited: The records of functions whose bodies alone were edited, where nothing else was (`leaves_documents`).
    """

    app: Sphinx
    session: Session
    opened: Callable[[], Build]
    around: str = ""
    answers: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    edited: Mapping[str, Record] = field(default_factory=dict)
    _found: Mapping[str, Any] | None = None
    _code: Mapping[str, Any] = field(default_factory=dict)
    _told: dict[str, str] = field(default_factory=dict)
    _untouched: frozenset[str] | None = None
    _in_bodies: bool | None = None

    def begin(self) -> None:
        """Note what the build rests on, before anything is looked up."""
        session = self.session
        if by_a_command() or session.course is not None or session.journal is not None:
            return  # a command and a log want to know of every object
        if session.settings.report_history or (self.app.parallel > 1 and rests_on.by_conf(self.app)):
            return
        try:
            self.around = rests_on.surroundings(self.app, session.settings)
            self.answers = answers_state(session.settings, session.root)
        except UNREADABLE:
            self.around = ""

    @property
    def found(self) -> Mapping[str, Any]:
        """What an earlier build has kept, if nothing but code has changed since; empty for nothing."""
        if self._found is None:
            self._found = {}
            try:
                found = self.session.memory.memos.read(self.name, self.around) if self.around else {}
                self._found = found if found and self._holds(found) else {}
            except UNREADABLE:
                return self._found
        return self._found

    def _holds(self, found: Mapping[str, Any]) -> bool:
        """Whether answers, installed packages and inventories of the site are what they were, and all but code."""
        if not (
            found["answers"] == self.answers
            and rests_on.are_there(found["packages"])
            and all(is_unchanged(looked, Path(place)) for place, looked in found["outside"])
            and all(in_inventory(self.app, name) is known for name, known in found["known"].items())
        ):
            return False
        self.files = rests_on.sources(found["packages"])
        return digest_of(self.files) == found["sources"] or rests_on.only_code_differs(
            self.files, self._code_of(found).get("files", {})
        )

    @property
    def code(self) -> Mapping[str, Any]:
        """What documents rest on in the code; empty where nobody knows."""
        return self._code_of(self.found) if self.found else {}

    def _code_of(self, found: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self._code:
            code = self.session.memory.memos.read(f"{self.name} code", self.around)
            self._code = code if code.get("token") == found["token"] else {}
        return self._code

    def unaffected(self, documents: Iterable[str]) -> frozenset[str]:
        """Those of some documents, which are not to be read otherwise, that show what they would show if they were.

        Args:
            documents: The documents.
        """
        found = self.found
        if not found or build_state.remembered(self.app.env).outline.token != found["token"]:
            return frozenset()
        known = {document for document in documents if found["documents"].get(document, _NOTHING)["current"]}
        try:
            if self.same_code:
                return frozenset(known)
            if self.leaves_documents():
                self.unread = frozenset(known)
            else:
                self.opened().packages.recall()
                self.unread = self.untouched() & known
        except UNREADABLE:
            return frozenset()
        return self.unread

    @property
    def same_code(self) -> bool:
        """Whether code has not changed either."""
        return bool(digest_of(self.files) == self.found["sources"])

    def leaves_documents(self) -> bool:
        """Whether code has changed in bodies of functions alone, and no document shows anything of that.

        To be asked once the environment is as the earlier build left it.
        """
        if self._in_bodies is None:
            from sphinx_aidoc.in_bodies import in_bodies  # noqa: PLC0415 - where code has changed

            found, code = self.found, self.code
            edits = None
            if code and all(self.told_by(document) == one["told"] for document, one in found["documents"].items()):
                state = build_state.of(self.app.env)
                edits = in_bodies(self.session, state, code, self.files, found["packages"])
            self._in_bodies = edits is not None
            if edits is not None:
                self._code, self.edited = edits.code, edits.records
        return self._in_bodies

    def told_by(self, document: str) -> str:
        """A digest of what a document shows and describes, by its text."""
        if document not in self._told:
            file = Path(self.app.env.doc2path(document))
            self._told[document] = rests_on.told_by(file, Path(self.app.srcdir), directives(self.app))
        return self._told[document]

    def untouched(self) -> frozenset[str]:
        """The documents that no edit of code has touched; none where other things are described by now.

        Looked for once in a build: it holds as long as objects say what they said then (`LivePackages.is_disturbed`).
        """
        if self._untouched is None:
            self._untouched = self._look_for_untouched()
        return self._untouched

    def _look_for_untouched(self) -> frozenset[str]:
        from sphinx_aidoc.untouched import untouched  # noqa: PLC0415 - where code has changed

        build, found = self.opened(), self.found
        declared = build.state.declared
        files = {document: Path(self.app.env.doc2path(document)) for document in found["documents"]}
        if any(build.scan.declare(file) != declared.get(document) for document, file in files.items()):
            return frozenset()
        return frozenset(untouched(build, self.code, found["documents"]))

    @property
    def name(self) -> str:
        """What it is called."""
        return f"pages {self.app.builder.name} {self.session.root}"


def digest_of(files: Mapping[str, str]) -> str:
    """A digest of files and their digests."""
    return hashlib.blake2b(repr(sorted(files.items())).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
