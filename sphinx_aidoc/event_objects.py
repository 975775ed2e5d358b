"""Which object of the source an event of autodoc is about, and what a person says of it where a mark stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import griffe
from sphinx.util.docstrings import prepare_docstring
from sphinx.util.inspect import safe_getattr

from sphinx_aidoc.comments import inherited_comment
from sphinx_aidoc.live_object import LiveObject, path_of
from sphinx_aidoc.new_autodoc import is_new

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_aidoc.build import Build
    from sphinx_aidoc.event import Event
    from sphinx_aidoc.shown_records import ShownRecords


class EventObjects:
    """Finds the objects of events.

    Args:
        config: Sphinx' configuration.
        build: The build.
        records: What became of objects.
    """

    def __init__(self, config: Config, build: Build, records: ShownRecords) -> None:
        self._build = build
        self._records = records
        # autodoc reads docstrings before handlers of signatures see the object: always now, once for the sake of these.
        self._reads_first = is_new(config) or getattr(config, "autodoc_docstring_signature", True)

    def find(self, event: Event, lines: list[str]) -> griffe.Object | None:
        """The object of an event without a mark; `None` where its words are not its own.

        Args:
            event: The event.
            lines: The docstring.
        """
        packages = self._build.packages
        found = packages.find(event.name)
        if found is not None and found.is_module and event.what != "module":  # a function named like its module
            found = packages.loaded(path_of(event.live))
        if found is None or (found.is_attribute and event.options is not None):
            found = self._defined(event) or found  # a class under the name of an attribute that names it
        if event.what == "property":  # a name that a subclass also assigns is still the property that is shown
            getter: Any = getattr(event.live, "fget", None) or getattr(event.live, "func", None)
            name = safe_getattr(getter, "__qualname__", "")
            if name.rpartition(".")[2] == event.name.rpartition(".")[2] and "<locals>" not in name:
                found = packages.loaded(f"{getter.__module__}.{name}") or found
        if found is None:
            return None
        api = packages.read(found)
        if api is None:
            return None
        if isinstance(found, griffe.Class) and self._with_init(event):
            init = self._records.own_init(found)
            human = init.human if init is not None else ""
            if human and lines == prepare_docstring(human):
                return found.members["__init__"]  # type: ignore[return-value] # `own_init` has looked
        # Words that are not the object's own: inherited, or those of a value's class.
        return None if not api.human and any(lines) else found

    def _defined(self, event: Event) -> griffe.Object | None:
        """The object in the source that a member of a class says it is."""
        packages = self._build.packages
        owner = packages.live.find(event.name.rpartition(".")[0])
        inside = owner is not None and isinstance(owner.obj, type)
        return packages.loaded(path_of(event.live)) if inside else None

    def _with_init(self, event: Event) -> bool:
        return event.options is not None and self._build.scan.rules.with_init(event.options)

    def words(self, event: Event) -> list[str]:
        """A person's words that autodoc would have shown, had there been no mark."""
        live = self._build.packages.live
        owner, _dot, member = event.name.rpartition(".")
        above = live.find(owner)
        parent = None if above is None else above.obj
        if event.what == "attribute" and (comment := inherited_comment(parent, member)):
            return comment  # whatever `autodoc_inherit_docstrings` says
        if event.what in ("class", "exception") and self._with_init(event):
            return prepare_docstring(live.init_words(event.live))
        found = LiveObject(obj=event.live, owner=parent, name=member)
        words = live.words(event.name) if self._reads_first else None
        return prepare_docstring((words or live.words_of(found)).text)
