"""The two handlers of `autodoc-process-docstring`: out comes the mark, and later in goes the text.

The first runs before everything else, so that napoleon, numpydoc and a project's own handlers see what a person
wrote and nothing more. The second runs after them, on reST, and before sphinx-autodoc-typehints adds types.
"""

from __future__ import annotations

from dataclasses import replace
from inspect import isfunction
from typing import TYPE_CHECKING, Any

import griffe
from sphinx.util.docstrings import prepare_docstring
from sphinx.util.inspect import isstaticmethod, safe_getattr

from aidoc_core.code.objects import Said
from aidoc_core.render.loss import Loss
from sphinx_aidoc import notices
from sphinx_aidoc.aliases import alias_of, is_alias
from sphinx_aidoc.comments import inherited_comment
from sphinx_aidoc.event import AUTODOC, Event, Filled, contradiction
from sphinx_aidoc.gathering import gathering, set_in_function, strays
from sphinx_aidoc.live_object import LiveObject, path_of
from sphinx_aidoc.markers import marked_path
from sphinx_aidoc.others import Others, has_words
from sphinx_aidoc.tables import first_label
from sphinx_aidoc.withdrawing import Withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from aidoc_core.build.ledger import Record
    from sphinx_aidoc.build import Build


class Docstrings:
    """Puts generated text into docstrings while documents are read.

    Args:
        app: Sphinx.
        build: The build.

    Attributes:
        withdrawn: What is to be taken off the document that is read.
    """

    def __init__(self, app: Sphinx, build: Build) -> None:
        self._app = app
        self._build = build
        self._current = Event(what="", name="")
        self._filled: Filled | None = None
        self._changing: set[str] = set()  # handlers that were told of
        self.withdrawn = Withdrawn()

    def strip(self, event: Event, lines: list[str]) -> None:
        """Take the mark out again, and remember which object it is."""
        packages = self._build.packages
        packages.live.open()  # autodoc has imported it
        self._build.labels.pop(event.name, None)
        path, revealed = marked_path(lines), False
        if path:
            lines[:] = self._instead(event)
            found = packages.find(path)
            if lines and event.options is None:
                found = None  # a person's text, inherited at run time
            unknown = found is not None and packages.live.find(event.name) is None and set_in_function(found)
            listed = (event.undocumented and not unknown) or event.name in self._build.appearing.plain
            if found is not None and not listed and found.path not in packages.declared.auto:
                self._build.state.revealed.add((self._app.env.docname, event.name))
                revealed = not lines and bool(gathering(self._app.env))
            record = self._build.record(path)
            if revealed and (record is None or strays(self._app.env, event, packages.live)):  # left out before, or now
                self._build.leave_out([record], Loss(what="appeared"), self._app.env.docname)
                self.withdrawn.add(event.name)
                found = None
        else:
            found = self._find(event, lines)
        if found is not None:
            renamed = event.name.rpartition(".")[2] != found.name  # autodoc shows it without members
            members = None if renamed else event.options
            self._build.fill_object(found, members, self._app.env.docname, event.name, row=event.row)
        by_people = any(line.strip() for line in lines) or (
            found is not None and found.path in packages.declared.contents
        )
        if path:
            lines += alias_of(event, packages.live, self._app.config)
        alias = tuple(lines) if path and is_alias(event, packages.live) else None
        self._current = replace(event, obj=found, by_people=by_people, revealed=revealed, alias=alias)

    def fill(self, name: str, lines: list[str], others: Callable[[], Others]) -> None:
        """Put the generated text in its place.

        Args:
            name: The object, as autodoc names it.
            lines: Its docstring.
            others: Gives the handlers that have seen it since `strip`.
        """
        current = self._current
        if current.name != name.replace("::", "."):
            return
        if current.alias is not None:
            lines[:] = current.alias
        if current.obj is None:
            return
        records = record, init = self._records(current, current.obj)
        if record is None and init is None:
            return
        build, document, human = self._build, self._app.env.docname, list(lines)

        def leave_out(loss: Loss, reason: str = "") -> None:
            build.labels.pop(current.name, None)
            build.leave_out(records, loss, document, reason)
            if current.revealed:
                self.withdrawn.add(current.name)

        if not current.by_people and has_words(lines) and others().words_for_none():
            leave_out(Loss(what="doubled"), f"{others().names} gives it words")
            return
        if (loss := contradiction(current, record, init)) is not None:
            leave_out(loss)
            return
        lines[:] = build.texts.compose(
            human, records, build.state, document, by_people=current.by_people, on_loss=leave_out
        )  # fmt: skip
        if lines != human:
            build.labels[current.name] = first_label(record)
            self._filled = Filled(name=name, human=human, lines=list(lines), leave_out=leave_out)

    def _records(self, current: Event, obj: griffe.Object) -> tuple[Record | None, Record | None]:
        """What became of an object, and of an `__init__` that is described with it."""
        record = self._build.record(obj.path)
        if record is not None and current.what not in AUTODOC:  # autodoc-pydantic shows descriptions by itself
            record = replace(record, said=Said())
        return self._at_twin(current, obj, self._bound(current, record)), self._init_record(current)

    def check(self, name: str, lines: list[str], others: Callable[[], Others]) -> None:
        """See that the handlers after ours have left of a person's words what they would have left without us.

        Args:
            name: The object, as autodoc names it.
            lines: What is shown.
            others: Gives the handlers that have seen it since `fill`.
        """
        filled, self._filled = self._filled, None
        if filled is None or filled.name != name:
            return
        if self._current.alias is not None:
            lines[:] = filled.lines
            return
        if not has_words(filled.human) and (words := others().words_for_none()):
            filled.leave_out(Loss(what="lost"), f"{others().names} gives it words")
            lines[:] = words
            return
        loss = filled.loss(lines)
        if loss is None:
            return
        human = others().put_through(filled.human)
        loss = replace(filled, human=human).loss(lines)
        if loss is not None:
            filled.leave_out(loss, f"{others().names} changes it")
            if others().names not in self._changing:
                self._changing.add(others().names)
                notices.say_changes(others().names)
            lines[:] = human

    def _find(self, event: Event, lines: list[str]) -> griffe.Object | None:
        """The object of an event without a mark."""
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
            init = self._own_init(found)
            human = init.human if init is not None else ""
            if human and lines == prepare_docstring(human):
                return found.members["__init__"]  # type: ignore[return-value] # `_own_init` has looked
        # Words that are not the object's own: inherited, or those of a value's class.
        return None if not api.human and any(lines) else found

    def _defined(self, event: Event) -> griffe.Object | None:
        """The object in the source that a member of a class says it is."""
        packages = self._build.packages
        owner = packages.live.find(event.name.rpartition(".")[0])
        inside = owner is not None and isinstance(owner.obj, type)
        return packages.loaded(path_of(event.live)) if inside else None

    def _own_init(self, cls: griffe.Class) -> Any:
        init = cls.members.get("__init__")
        return self._build.packages.read(init) if isinstance(init, griffe.Function) else None

    def _with_init(self, event: Event) -> bool:
        return event.options is not None and self._build.scan.rules.with_init(event.options)

    def _instead(self, event: Event) -> list[str]:
        """A person's words that autodoc would have shown, had there been no mark."""
        live = self._build.packages.live
        owner, _dot, member = event.name.rpartition(".")
        above = live.find(owner)
        parent = None if above is None else above.obj
        if event.what == "attribute" and (comment := inherited_comment(parent, member)):
            return comment  # whatever `autodoc_inherit_docstrings` says
        if event.what in ("class", "exception") and self._with_init(event):
            return prepare_docstring(live.init_words(event.live))
        return prepare_docstring(live.words_of(LiveObject(obj=event.live, owner=parent, name=member)).text)

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
        init = self._own_init(cls)
        if init is None or (init.human and not rules.with_init(options)):
            return None
        # Where both texts are shown, the person's `__init__` text has an event of its own.
        if init.human and (api := self._build.packages.read(cls)) is not None and api.human:
            return None
        return self._at_twin(current, cls.members["__init__"], self._build.record(init.path))  # type: ignore[arg-type]
