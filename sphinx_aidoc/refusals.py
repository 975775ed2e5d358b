"""What is left alone, or does not appear, for the sake of other handlers: told before anything is requested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_aidoc import notices
from sphinx_aidoc.beforehand import Beforehand
from sphinx_aidoc.formatting import Formatting, with_owners

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx.application import Sphinx

    from aidoc_core.settings import Settings
    from sphinx_aidoc.live import Live
    from sphinx_aidoc.shown import Shown
    from sphinx_aidoc.texts import Texts

_CHANGES = " changes it"


class Refusals:
    """Asks handlers, and lets what documents show be as they would have it.

    Args:
        app: Sphinx.
        settings: aidoc's options.
        live: The objects at run time.
        texts: Answers as docstrings.

    Attributes:
        formatting: Asks those of signatures.
        documents: Those of which other handlers refuse a text: they may let it stand in the next build.
        failing: Whether there is anything that autodoc cannot format, which it tells itself.
        unwelcome: What does not appear in a document for its text alone, since handlers fail on it there, or warn of
            it: document, and path. Another document may show it.
    """

    def __init__(self, app: Sphinx, settings: Settings, live: Live, texts: Texts) -> None:
        self.formatting = Formatting(app, live)
        self.documents: set[str] = set()
        self.failing = False
        self.unwelcome: set[tuple[str, str]] = set()
        self._beforehand = Beforehand(app=app, settings=settings, live=live, texts=texts)
        self._said: set[str] = set()  # handlers that were told of

    def let_be(self, shown: Mapping[str, list[Shown]], names: Mapping[str, str]) -> dict[str, list[Shown]]:
        """What documents show; left alone where handlers of docstrings would not let a text stand.

        What the site cannot format is on no page, and what would appear for its text alone does not if handlers warn
        of it.

        Args:
            shown: What documents show.
            names: The names under which they show it, by path, where those are others.
        """
        found = self.formatting.formatted(shown)
        self.failing |= any(len(objects) < len(shown[document]) for document, objects in found.items())
        warned = self._beforehand.warned(found, names)
        revealed, plain = _places(shown, revealed=True), _places(found, revealed=False)
        self.unwelcome |= {place for place in revealed if place in warned or self.formatting.disturbs(*place)}
        found = self._welcome(found, plain)
        reasons = {path: reason for (document, path), reason in warned.items() if (document, path) in plain}
        reasons |= self._beforehand.refused(found, names)
        for reason in reasons.values():
            self.say(reason)
        let = {
            document: [
                replace(one, api=replace(one.api, skip=reasons[one.api.path])) if one.api.path in reasons else one
                for one in objects
            ]
            for document, objects in found.items()
        }
        self.documents |= {document for document, objects in shown.items() if let[document] != objects}
        return let

    def _welcome(self, shown: Mapping[str, list[Shown]], plain: Collection[tuple[str, str]]) -> dict[str, list[Shown]]:
        """What documents show without what does not appear there after all, and what is in that."""
        gone = self.unwelcome.difference(plain)
        return {
            document: [
                one for one in objects if not any((document, path) in gone for path in with_owners(one.api.path))
            ]
            for document, objects in shown.items()
        }

    def say(self, reason: str) -> None:
        """Say once of handlers that they rewrite docstrings, where that is the reason why a text is not shown."""
        handlers = reason.removesuffix(_CHANGES)
        if handlers != reason and handlers not in self._said:
            self._said.add(handlers)
            notices.say_changes(handlers)


def _places(shown: Mapping[str, list[Shown]], *, revealed: bool) -> set[tuple[str, str]]:
    """The objects that documents show for their texts alone, or in any case: document, and path."""
    return {
        (document, one.api.path) for document, objects in shown.items() for one in objects if one.revealed is revealed
    }
