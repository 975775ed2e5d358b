"""Whether a site can format an object: autodoc drops one, with a warning, whose signature a handler fails on.

Since Sphinx 9 it also fails where a handler has a signature for what has none, as for an instance with `__call__`.
"""

from __future__ import annotations

import inspect
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx import version_info
from sphinx.util.inspect import isproperty, unpartial

from aidoc_core.code.gaps import find_gaps
from sphinx_aidoc.apart import apart
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.signatures import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.shown import Shown

_EVENT = "autodoc-process-signature"
_PARTS = 2
_NO_EMPTY_PLACE = 9
"""Sphinx' version since which autodoc has no place for a signature where it found none."""


class Formatting:
    """Asks handlers of signatures what they make of objects.

    Args:
        app: Sphinx.
        live: The objects at run time.
    """

    def __init__(self, app: Sphinx, live: Live) -> None:
        self._app = app
        self._live = live
        legacy = getattr(app.config, "autodoc_use_legacy_class_based", False)
        self._strict = version_info[0] >= _NO_EMPTY_PLACE and not legacy
        self._separated = getattr(app.config, "autodoc_class_signature", "mixed") == "separated"
        self._known: dict[str, tuple[LiveObject, bool]] = {}

    def formatted(self, shown: Mapping[str, list[Shown]], names: Mapping[str, str]) -> dict[str, list[Shown]]:
        """What documents show, without what the site cannot format, and what is in that.

        Args:
            shown: What documents show.
            names: The names under which they show it, by path, where those are others.
        """
        if not any(_is_foreign(one.handler) for one in self._app.events.listeners[_EVENT]):
            return dict(shown)
        objects: dict[str, tuple[str, LiveObject]] = {}
        for api in (one.api for document in shown.values() for one in document):
            if api.kind != "class" and (api.name == "__init__" or not find_gaps(api)):
                continue  # nothing is asked for it, or it is shown with its class
            name = names.get(api.path, api.path)
            found = None if api.kind == "module" else self._live.find(name)
            if found is not None and found.owner is not None:
                objects[api.path] = name, found
        failing = self._failing(objects)
        return {
            document: [one for one in all_ if failing.isdisjoint(_with_owners(one.api.path))]
            for document, all_ in shown.items()
        }

    def _failing(self, objects: Mapping[str, tuple[str, LiveObject]]) -> set[str]:
        known = self._known
        new = {name: found for name, found in objects.values() if name not in known or known[name][0] is not found}
        if new:
            done = apart([partial(self._fails, name, found) for name, found in new.items()]).found
            # What ends the process or never ends does so for the site, too; what was not reached is not known to fail.
            known |= {name: (new[name], done.get(place, False)) for place, name in enumerate(new)}
        return {path for path, (name, _) in objects.items() if known[name][1]}

    def _fails(self, name: str, found: LiveObject) -> bool:
        what = _what(found)
        if what == "class" and (found.renamed or self._separated):
            return False  # autodoc writes no signature
        signature = "" if what == "property" else text_of(found) if what in ("class", "method", "function") else None
        if what == "class" and issubclass(found.obj, BaseException):
            what = "exception"
        options = MemberOptions().as_autodoc()
        try:
            made: Any = self._app.events.emit_firstresult(_EVENT, what, name, found.obj, options, signature, "")
            given = bool(made) and len(made) == _PARTS and isinstance(made[0], str)
        except Exception:  # noqa: BLE001 - Sphinx tells, and drops the object
            return True
        return given and signature is None and self._strict


def _what(found: LiveObject) -> str:
    """The word that autodoc has for an object as it is at run time."""
    if isinstance(found.obj, type):
        return "class"
    inside = isinstance(found.owner, type)
    if isproperty(found.obj):
        return "property"
    if inspect.isroutine(unpartial(found.obj)):
        return "method" if inside else "function"
    return "attribute" if inside else "data"


def _with_owners(path: str) -> Iterator[str]:
    """A dotted name, and the names of all that it is in."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def _is_foreign(handler: Callable[..., Any]) -> bool:
    """Whether a handler is not one of Sphinx' own, which fail on nothing."""
    return not str(getattr(handler, "__module__", None) or "").startswith("sphinx.")
