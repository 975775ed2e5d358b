"""Which documents that are not to be read hold generated text that is not what it would be now. Asks nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.build.prominence import names_in
from sphinx_aidoc.first_words import FIRST_WORDS, as_row
from sphinx_aidoc.state import UNKNOWN, is_unanswered, text_state

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aidoc_core.build.session import Session
    from aidoc_core.code.objects import ApiObject
    from sphinx_aidoc.state import BuildState
    from sphinx_aidoc.words import LivePackages


class Comparison:
    """Compares texts as documents show them with what they would be now.

    Args:
        session: The build from the core's side.
        packages: The code.
        look: What else decides how a text is shown.

    Attributes:
        paths: Objects of documents that are not read, as far as there is a text for them.
        names: The names in their code, by path.
    """

    def __init__(self, session: Session, packages: LivePackages, look: Sequence[str]) -> None:
        self._session = session
        self._packages = packages
        self._look = look
        self.paths: set[str] = set()
        self.names: dict[str, list[str]] = {}

    def outdated(self, state: BuildState, documents: Collection[str]) -> set[str]:
        """Those of some documents whose text is another by now.

        Args:
            state: What Sphinx' environment remembers.
            documents: The documents.
        """
        pages = {document: shown for document, shown in state.pages.items() if document in documents}
        objects = self._objects(state, {path for shown in pages.values() for path in shown})
        records = dict(zip(objects, self._session.look_up(objects.values()), strict=True))
        now = {path: text_state(record, self._look) for path, record in records.items()}
        self.paths |= {path for path, record in records.items() if record is not None}
        self._session.release()
        settings = self._session.settings
        asks = settings.may_request
        unread = {path for path, one in records.items() if one is not None and one.is_unread(settings)}
        return {
            document
            for document, shown in pages.items()
            for path, then in shown.items()
            if path in unread
            or (path in now and now[path] != then and (asks or now[path] != UNKNOWN or not is_unanswered(then)))
        }

    def _objects(self, state: BuildState, paths: Collection[str]) -> dict[str, ApiObject]:
        """Objects as they are now; not those that show inherited words."""
        full = state.in_full()
        inheriting = {path for path, record in state.records.items() if record.obj.inherits}
        objects: dict[str, ApiObject] = {}
        for path in sorted(paths):
            found = self._packages.find(path)
            api = None if found is None else self._packages.read(found)
            if api is not None:
                self.names[path] = names_in(api)
            if api is not None and path not in inheriting:
                known = state.records[path].obj.skip  # others have words, or let no text stand
                api = replace(api, skip=api.skip or ("" if known == FIRST_WORDS else known))
                # The build that read it had its words, and its signature, at run time.
                api = replace(api, set_by_code=False, unshown=state.records[path].obj.unshown)
                objects[path] = api if path in full else as_row(api)
        return objects
