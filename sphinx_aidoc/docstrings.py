"""The two handlers of `autodoc-process-docstring`: out comes the mark, and later in goes the text.

The first runs before everything else, so that napoleon, numpydoc and a project's own handlers see what a person
wrote and nothing more. The second runs after them, on reST, and before sphinx-autodoc-typehints adds types.
"""

from __future__ import annotations

import builtins
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import griffe
from sphinx.util.docstrings import prepare_docstring

from sphinx_aidoc import kept as kept_values
from sphinx_aidoc.badge import badge_lines
from sphinx_aidoc.inheritance import inherited_lines
from sphinx_aidoc.markers import marked_path
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.placing import Fields, fields, place, text_lines

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from aidoc_core.ledger import Record
    from sphinx_aidoc.build import Build
    from sphinx_aidoc.kept import Kept

_CONTAINERS = ("module", "class", "exception")
_BUILTIN = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Current:
    """The object between the two handlers."""

    name: str
    obj: griffe.Object | None = None
    options: MemberOptions | None = None


class Docstrings:
    """Puts generated text into docstrings while documents are read.

    Args:
        app: Sphinx.
        build: The build.
    """

    def __init__(self, app: Sphinx, build: Build) -> None:
        self._app = app
        self._build = build
        self._current = _Current(name="")

    @property
    def _kept(self) -> Kept:
        return kept_values.of(self._app.env)

    def strip(self, app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
        """Take the mark out again, and remember which object it is."""
        del app
        if options is None:  # sphinx-autoapi's, which has a hook of its own
            self._current = _Current(name="")
            return
        packages = self._build.packages
        wanted = MemberOptions.from_event(options) if what in _CONTAINERS else None
        path = marked_path(lines)
        if path:
            lines.clear()
            found = packages.find(path)
            lines += self._instead(what, name, found, wanted)
            if lines and what not in _CONTAINERS:
                found = None  # a person's text, inherited at run time
        else:
            found = self._find(what, name, obj, lines, wanted)
        if found is not None:
            alias = name.replace("::", ".").rpartition(".")[2] != found.name  # autodoc shows it without members
            members = None if alias else wanted
            self._build.fill_object(found, members, self._app.env.docname, self._kept)
        self._current = _Current(name=name, obj=found, options=wanted)

    def fill(self, app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
        """Put the generated text in its place."""
        del app, what, obj, options
        current = self._current
        if current.name != name or current.obj is None:
            return
        record = self._build.record(current.obj.path)
        init = self._init_record(current)
        if record is None and init is None:
            return
        added = Fields()
        for one in (record, init):
            if one is not None and one.entry is not None:
                added += fields(one.entry.answer, lambda name, one=one: self._exception(one, name))
        text = text_lines(record.entry.answer) if record is not None and record.entry is not None else []
        if not text and not added:
            return
        lines[:] = place(lines, text, added, self._badge(record, init))

    def _badge(self, record: Record | None, init: Record | None) -> list[str]:
        shown = record or init
        if shown is None or shown.entry is None:
            return []
        # Of an `__init__` that is described with its class, only sections are shown.
        gaps = shown.gaps if record is not None else replace(shown.gaps, summary=False)
        return badge_lines(shown.entry, gaps, self._build.settings.mark)

    def _find(
        self, what: str, name: str, obj: Any, lines: list[str], options: MemberOptions | None
    ) -> griffe.Object | None:
        """The object of an event without a mark."""
        packages = self._build.packages
        found = packages.find(name.replace("::", "."))
        if what == "property":  # a name that a subclass also assigns is still the property that is shown
            getter = getattr(obj, "fget", None) or getattr(obj, "func", None)
            if hasattr(getter, "__qualname__") and "<locals>" not in getter.__qualname__:
                found = packages.loaded(f"{getter.__module__}.{getter.__qualname__}") or found
        if found is None:
            return None
        api = packages.read(found)
        if api is None:
            return None
        if isinstance(found, griffe.Class) and options is not None and self._build.rules.with_init(options):
            init = self._own_init(found)
            human = init.human if init is not None else ""
            if human and lines == prepare_docstring(human):
                return found.members["__init__"]  # type: ignore[return-value] # `_own_init` has looked
        # Words that are not the object's own: inherited, or those of a value's class.
        return None if not api.human and any(lines) else found

    def _own_init(self, cls: griffe.Class) -> Any:
        init = cls.members.get("__init__")
        return self._build.packages.read(init) if isinstance(init, griffe.Function) else None

    def _instead(self, what: str, name: str, found: griffe.Object | None, options: MemberOptions | None) -> list[str]:
        """A person's words that autodoc would have shown, had there been no mark."""
        if isinstance(found, griffe.Class) and options is not None and self._build.rules.with_init(options):
            init = self._own_init(found)
            return prepare_docstring(init.human) if init is not None and init.human else []
        if what in ("method", "property") and self._build.rules.inherit:
            owner, _, member = name.replace("::", ".").rpartition(".")
            return prepare_docstring(inherited_lines(_live(owner), member))
        return []

    def _init_record(self, current: _Current) -> Record | None:
        """The record of an `__init__` that is described with its class, where a person has not described it."""
        cls, options, rules = current.obj, current.options, self._build.rules
        if not isinstance(cls, griffe.Class) or options is None or rules.init_apart(options):
            return None
        if (self._app.env.docname, cls.path) in self._build.init_apart:
            return None
        init = self._own_init(cls)
        if init is None or (init.human and not rules.with_init(options)):
            return None
        # Where both texts are shown, the person's `__init__` text has an event of its own.
        if init.human and (api := self._build.packages.read(cls)) is not None and api.human:
            return None
        return self._build.record(init.path)

    def _exception(self, record: Record, name: str) -> str:
        """The cross-reference to an exception; where it leads nowhere, nobody is warned of what nobody wrote."""
        obj = self._build.packages.find(record.obj.path)
        path = name
        if obj is not None and name not in _BUILTIN:
            try:
                path = obj.resolve(name)
            except griffe.NameResolutionError:
                path = name
            found = self._build.packages.loaded(path)
            path = path if found is None else found.path
        self._kept.exceptions.add((self._app.env.docname, path))
        return f"~{path}" if "." in path else path


def _live(path: str) -> Any:
    """An object that autodoc has imported, by its dotted name."""
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        live: Any = sys.modules.get(".".join(parts[:end]))
        if live is not None:
            for part in parts[end:]:
                live = getattr(live, part, None)
            return live
    return None
