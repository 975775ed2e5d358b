"""What became of the object that autodoc is about to show, with what is shown beside it.

As it is shown there: bound to its class, under another name, with its constructor.
"""

from __future__ import annotations

from dataclasses import replace
from inspect import isfunction
from typing import TYPE_CHECKING, Any

import griffe
from sphinx.util.inspect import isstaticmethod

from aidoc_core.code.objects import Said

if TYPE_CHECKING:
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
        return self._at_twin(current, obj, self._bound(current, record)), self._init_record(current)

    def _bound(self, event: Event, record: Record | None) -> Record | None:
        """A record without its first parameter, where a class has a function from elsewhere for a method of its own."""
        if record is None or record.entry is None or event.what != "method" or not isfunction(event.live):
            return record
        if event.obj is None or isinstance(event.obj.parent, griffe.Class) or not record.obj.parameters:
            return record
        owner, _dot, name = event.name.rpartition(".")
        above = self._build.packages.live.find(owner)
        live: Any = event.live
        if above is None or isstaticmethod(live, above.obj, name):
            return record
        answer, first = record.entry.answer, record.obj.parameters[0].name
        kept = tuple(item for item in answer.parameters if item.name != first)
        return replace(record, entry=replace(record.entry, answer=replace(answer, parameters=kept)))

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
