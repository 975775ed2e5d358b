"""The two handlers of `autodoc-process-docstring`: out comes the mark, and later in goes the text.

The first runs before everything else, so that napoleon, numpydoc and a project's own handlers see what a person
wrote and nothing more. The second runs after them, on reST, and before sphinx-autodoc-typehints adds types.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.render.loss import Loss
from sphinx_aidoc import contents
from sphinx_aidoc.aliases import alias_of, is_alias
from sphinx_aidoc.event import Event, Filled, contradiction
from sphinx_aidoc.event_objects import EventObjects
from sphinx_aidoc.gathering import gathering, strays
from sphinx_aidoc.marked import marked_path
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.others import has_words
from sphinx_aidoc.shown_records import ShownRecords
from sphinx_aidoc.tables import first_label
from sphinx_aidoc.unmade import is_unset
from sphinx_aidoc.withdrawing import Withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from sphinx_aidoc.build import Build
    from sphinx_aidoc.others import Others


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
        self._records = ShownRecords(app, build)
        self._objects = EventObjects(app.config, build, self._records)
        self._current = Event(what="", name="")
        self._filled: Filled | None = None
        self.withdrawn = Withdrawn()

    def strip(self, event: Event, lines: list[str]) -> None:
        """Take the mark out again, and remember which object it is."""
        packages = self._build.packages
        packages.live.open()  # autodoc has imported it
        self._build.labels.pop(event.name, None)
        path, revealed = marked_path(lines), False
        if path:
            lines[:] = self._objects.words(event)
            found = packages.find(path)
            if lines and event.options is None:
                found = None  # a person's text, inherited at run time
            unset = is_unset(packages.live, event.name, alone=MemberOptions.from_event(event.given).alone)
            listed = (event.undocumented and not unset) or event.name in self._build.appearing.plain
            if found is not None and not listed and found.path not in packages.declared.auto:
                self._build.state.revealed.add((self._app.env.docname, event.name))
                revealed = not lines and bool(gathering(self._app.env))
            record = self._build.record(path)
            if revealed and (record is None or strays(self._app.env, event, packages.live)):  # left out before, or now
                self._build.leave_out([record], Loss(what="appeared"), self._app.env.docname)
                self.withdrawn.add(event.name)
                found = None
        else:
            found = self._objects.find(event, lines)
        if found is not None:
            renamed = event.name.rpartition(".")[2] != found.name  # autodoc shows it without members
            members = None if renamed else event.options
            self._build.fill_object(found, members, self._app.env.docname, event)
        content = "" if found is None else packages.declared.contents.get(found.path, "")
        by_people = any(line.strip() for line in lines) or contents.says_anything(content)
        value = found is not None and found.is_attribute and event.what != "property"
        said, uncalled = tuple(lines), bool(path) and not lines and value
        if path:
            lines += alias_of(event, packages.live, self._app.config)
        alias = tuple(lines) if path and is_alias(event, packages.live) else None
        self._current = replace(
            event, obj=found, by_people=by_people, said=said, uncalled=uncalled, revealed=revealed, alias=alias
        )

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
        records = record, init = self._records.of(current, current.obj)
        if record is None and init is None:
            return
        build, document, human = self._build, self._app.env.docname, [] if current.uncalled else list(lines)

        def leave_out(loss: Loss, reason: str = "") -> None:
            build.labels.pop(current.name, None)
            build.leave_out(records, loss, document, reason)
            lines[:] = human
            if current.revealed:
                self.withdrawn.add(current.name)

        refusal = others().refusal(current.said, human, by_people=current.by_people)
        if refusal:
            leave_out(Loss(what="lost"), refusal)
            build.refusals.say(refusal)
            return
        if (loss := contradiction(current, record, init, build.packages.declared.handled)) is not None:
            leave_out(loss)
            return
        around = others().around() if lines and not (current.by_people or has_words(human)) else None
        texts = build.texts.compose(
            [] if around is not None else human,
            records,
            build.state,
            document,
            by_people=current.by_people,
            on_loss=leave_out,
        )
        lines[:] = around.put(texts) if around is not None and texts else texts or human
        if lines != human:
            build.labels[current.name] = first_label(record)
            self._filled = Filled(name=name, human=human, lines=list(lines), leave_out=leave_out)

    def check(self, name: str, lines: list[str], others: Callable[[], Others]) -> list[str] | None:
        """See that the handlers after ours have left of a person's words what they would have left without us.

        Args:
            name: The object, as autodoc names it.
            lines: What is shown.
            others: Gives the handlers that have seen it since `fill`.

        Returns:
            The lines of a person's among them; `None` where all are as they were without us.
        """
        filled, self._filled = self._filled, None
        if filled is None or filled.name != name:
            return None
        handlers = others()
        if self._current.alias is not None or (self._current.uncalled and handlers.around() is None):
            lines[:] = filled.lines
            return filled.human
        reason, loss, shown = filled.refusal(lines, handlers)
        if loss is not None:
            filled.leave_out(loss, reason)
            self._build.refusals.say(reason)
            lines[:] = shown
            return None
        return handlers.put_through(filled.human) if handlers.meddle else filled.human
