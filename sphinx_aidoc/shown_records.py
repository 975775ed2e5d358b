"""What became of the object that autodoc is about to show, with what is shown beside it.

As it is shown there: bound to its class, under another name, with its constructor.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.build.narrowed import narrowed
from aidoc_core.code.objects import Said
from sphinx_aidoc.shown_signatures import shown_names
from sphinx_aidoc.signature_text import parameters_in
from sphinx_aidoc.signatures import text_of
from sphinx_aidoc.signed import as_on_page, hidden_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from aidoc_core.build.ledger import Record
    from sphinx_aidoc.build import Build
    from sphinx_aidoc.event import Event


class ShownRecords:
    """The records of what autodoc shows.

    Args:
        app: Sphinx.
        build: The build.
    """

    def __init__(self, app: Sphinx, build: Build) -> None:
        self._app = app
        self._build = build

    def of(self, current: Event, obj: griffe.Object) -> tuple[Record | None, Record | None]:
        """What became of an object, and of an `__init__` that is described with it.

        Args:
            current: What autodoc is about to show.
            obj: The object in the source.
        """
        record = self._build.record(obj.path)
        if record is not None and current.foreign:  # autodoc-pydantic shows descriptions by itself
            record = replace(record, said=Said())
        records = self._at_twin(current, obj, record), self._init_record(current)
        if current.signatures is None:
            return records
        return self._as_on_page(records[0], current), self._as_on_page(records[1], current)

    def _as_on_page(self, record: Record | None, event: Event) -> Record | None:
        """A record with what of its answer holds for the signatures on the page, whatever was to be expected there."""
        if record is None or record.entry is None or event.signatures is None:
            return record
        build, obj, answer = self._build, record.obj, record.entry.answer
        if obj.kind == "function":
            results = bool(answer.returns or answer.yields)
            expected = partial(self._expected, record, event)
            shown = as_on_page(obj, event.signatures, expected=expected, results=results)
        elif obj.kind == "class" and event.signatures and isinstance(event.obj, griffe.Class):
            init = event.obj.members.get("__init__")
            api = build.packages.constructor(init) if isinstance(init, griffe.Function) else None
            names = frozenset() if api is None else hidden_names(api, shown_names(event.signatures))
            shown = replace(obj, unshown=obj.unshown | names) if names - obj.unshown else obj
        else:
            return record
        return record if shown is obj else narrowed(record, shown, build.settings, build.session.opened.verdicts)

    def _expected(self, record: Record, event: Event) -> Mapping[str, str]:
        """The defaults that were to be expected on the page, where handlers of others may have shown any others."""
        formatting, declared = self._build.refusals.formatting, self._build.packages.declared
        found = self._build.packages.live.find(event.name) if formatting.is_handled else None
        if found is None:
            return {}
        handled = declared.handled.get(event.obj.path if event.obj is not None else record.obj.path) or {}
        written = parameters_in(text_of(found) or "")
        return {name: handled.get(name) or default for name, default in written.items()}

    def _at_twin(self, event: Event, obj: griffe.Object, record: Record | None) -> Record | None:
        packages = self._build.packages
        if record is None or (twin := packages.twins.of(obj, event.name)) is None:
            return record
        return packages.twins.without_said(record, obj, twin, packages.declared.signatures.get(obj.path, ()))

    def _init_record(self, current: Event) -> Record | None:
        """The record of an `__init__` that is described with its class, where a person has not described it."""
        cls, options, rules = current.obj, current.options, self._build.scan.rules
        if not isinstance(cls, griffe.Class) or options is None or rules.init_apart(options):
            return None
        if (self._app.env.docname, cls.path) in self._build.init_apart:
            return None
        init = self.own_init(cls)
        if init is None or (init.human and not rules.with_init(options)):
            return None
        # Where both texts are shown, the person's `__init__` text has an event of its own.
        if init.human and (api := self._build.packages.read(cls)) is not None and api.human:
            return None
        return self._at_twin(current, cls.members["__init__"], self._build.record(init.path))  # type: ignore[arg-type]

    def own_init(self, cls: griffe.Class) -> Any:
        """The constructor that stands in a class, as the core reads it."""
        init = cls.members.get("__init__")
        return self._build.packages.read(init) if isinstance(init, griffe.Function) else None
