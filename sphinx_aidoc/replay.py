"""Documents in which nothing has changed: what became of their docstrings is told again, and no code is loaded.

Where autodoc comes to anything else, the document is given up: from there on it is filled like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_aidoc.journal import Retold
from sphinx_aidoc.markers import Markers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from sphinx_aidoc.earlier import Kept
    from sphinx_aidoc.journal import Told


class Replay:
    """The replay of one build.

    Args:
        app: Sphinx.
        session: The build from the core's side.
        kept: What an earlier build came to.

    Attributes:
        session: The build from the core's side.
        plain: As that of `Appearing`.
        labels: Of objects whose first words are generated, by the names under which they are shown.
        whole: Whether all documents are told again, so far, and all else is as it was.
        documents: The documents that are told again, also those that were given up since.
        given_up: Those.
    """

    def __init__(self, app: Sphinx, session: Session, kept: Kept) -> None:
        self.session = session
        self.plain: set[str] = set()
        self.labels: dict[str, str] = {}
        self.whole = not (kept.touched or kept.edited)
        self.documents = frozenset(kept.documents)
        self.given_up: set[str] = set()
        self._app = app
        self._documents = {document: Retold(one["events"]) for document, one in kept.documents.items()}
        self._markers = Markers()
        for one in kept.documents.values():
            for mark in one["marks"]:
                self._markers.put(*mark)
        self._telling: Retold | None = None
        if self.whole:
            session.take_up(kept.remembered, lambda: None)

    def tells(self) -> bool:
        """Whether the document that is read is told again."""
        return self._app.env.docname in self._documents

    @property
    def ended(self) -> bool:
        """Whether all has been told of the document that is read, if any of it was."""
        return not self.tells() or self._documents[self._app.env.docname].ended

    def give_up(self) -> None:
        """From here on, fill the document that is read like any other."""
        self.whole = False
        self._telling = None
        self.given_up.add(self._app.env.docname)
        self._documents.pop(self._app.env.docname, None)

    def decide(self, asked: tuple[Any, ...]) -> tuple[bool | None] | None:
        """What was decided on a member; `None` where autodoc asks for something else than it did.

        Args:
            asked: Its kind and name, and whether it would be left out.
        """
        found = self._documents[self._app.env.docname].decide(asked)
        if found is None:
            return None
        if found[1]:
            self.plain.add(found[1])
        return found[:1]

    def strip(self, key: str) -> list[str] | None:
        """What other handlers are given of a docstring; `None` where that is not known.

        Args:
            key: What tells the docstring.
        """
        told = self._documents[self._app.env.docname]
        stripped = told.strip(key)
        self._telling = None if stripped is None else told
        return stripped

    @property
    def telling(self) -> bool:
        """Whether a docstring is under way."""
        return self._telling is not None

    @property
    def human(self) -> list[str]:
        """What other handlers have made of the docstring that is under way."""
        return [] if self._telling is None else self._telling.human

    def fill(self, name: str, human: Sequence[str], says: Callable[[], str]) -> Told | None:
        """What became of the docstring; `None` where other handlers make something else of it.

        Args:
            name: The object, as autodoc names it.
            human: What they make of it.
            says: Gives what they say of docstrings that are not this one.
        """
        found = None if self._telling is None else self._telling.fill(human, says)
        if found is not None:
            shown = name.replace("::", ".")
            if found.label is None:
                self.labels.pop(shown, None)
            else:
                self.labels[shown] = found.label
        return found

    def check(self, seen: Sequence[str], says: Callable[[], str]) -> Told | None:
        """The same when all is shown, likewise."""
        telling, self._telling = self._telling, None
        return None if telling is None else telling.check(seen, says)

    def close(self) -> None:
        """Take the marks away again."""
        self._markers.clear()
