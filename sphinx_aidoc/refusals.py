"""What is left alone, or does not appear, for the sake of other handlers: told before anything is requested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_aidoc import notices
from sphinx_aidoc.beforehand import Beforehand
from sphinx_aidoc.formatting import Formatting, with_owners

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        unwelcome: What does not appear in a document for its text alone, since handlers fail on its signature there, or
            warn of it: document, and path. Another document may show it anyway.
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
        self.unwelcome |= {
            (document, one.api.path)
            for document, objects in shown.items()
            for one in objects
            if one.revealed and self.formatting.disturbs(one.api.path, document)
        }
        found = self.formatting.formatted(self._welcome(shown))
        self.failing |= any(len(objects) < len(shown[document]) for document, objects in found.items())
        found, reasons = self._without_warnings(found, names)
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

    def _welcome(self, shown: Mapping[str, list[Shown]]) -> dict[str, list[Shown]]:
        """What documents show without what does not appear there after all, and what is in that."""
        return {
            document: [
                one
                for one in objects
                if not any((document, path) in self.unwelcome for path in with_owners(one.api.path))
            ]
            for document, objects in shown.items()
        }

    def _without_warnings(
        self, shown: Mapping[str, list[Shown]], names: Mapping[str, str]
    ) -> tuple[dict[str, list[Shown]], dict[str, str]]:
        """What documents show without what handlers warn of for aidoc's sake, and why the rest of that has no text."""
        plain = {one.api.path for objects in shown.values() for one in objects if not one.revealed}
        warned = self._beforehand.warned(shown, names)
        gone = (warned.keys() | self.formatting.warned) - plain
        found = {
            document: [one for one in objects if gone.isdisjoint(with_owners(one.api.path))]
            for document, objects in shown.items()
        }
        return found if gone else dict(shown), {path: warned[path] for path in warned.keys() & plain}

    def say(self, reason: str) -> None:
        """Say once of handlers that they rewrite docstrings, where that is the reason why a text is not shown."""
        handlers = reason.removesuffix(_CHANGES)
        if handlers != reason and handlers not in self._said:
            self._said.add(handlers)
            notices.say_changes(handlers)
