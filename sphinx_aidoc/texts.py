"""Answers as lines of reST, put into what a person wrote; with their marks and cross-references."""

from __future__ import annotations

import builtins
import functools
from typing import TYPE_CHECKING

import griffe
from sphinx.locale import _

from aidoc_core.render.loss import first_loss
from aidoc_core.render.mark import join
from aidoc_core.render.rest import reference
from sphinx_aidoc.badge import mark_lines
from sphinx_aidoc.links import links_of
from sphinx_aidoc.placing import Fields, example_lines, fields, is_worded, place, text_lines, texts_of
from sphinx_aidoc.said import in_order, said_fields, said_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.packages import Packages
    from aidoc_core.render.links import Links
    from aidoc_core.render.loss import Loss
    from aidoc_core.settings import Settings
    from sphinx_aidoc.state import BuildState

_BUILTIN = frozenset(dir(builtins))


class Texts:
    """Composes docstrings.

    Args:
        packages: The code, for what a text refers to.
        settings: aidoc's options.
    """

    def __init__(self, packages: Packages, settings: Settings) -> None:
        self._packages = packages
        self._settings = settings

    def compose(  # noqa: PLR0913 - keyword-only after what everyone needs
        self,
        lines: list[str],
        records: tuple[Record | None, Record | None],
        state: BuildState,
        document: str,
        *,
        by_people: bool,
        on_loss: Callable[[Loss], None],
    ) -> list[str]:
        """Put generated text into a docstring.

        Args:
            lines: What a person wrote, as reST.
            records: What became of the object, and of an `__init__` that is described with it.
            state: Where the cross-references are remembered.
            document: Where it is shown.
            by_people: Whether a person's text stands there.
            on_loss: Told what would become of a person's words, where the lines are given back as they are.
        """
        record, init = records
        added = Fields()
        marks = []
        by_people = by_people or any(one is not None and one.said for one in records)
        for one in (record, init):
            if one is None:
                continue
            exception = functools.partial(self._exception, one, state, document)
            own = said_fields(one.said, lines, self._links(one), exception) if one.said else Fields()
            mark = one.mark(beside=by_people)
            if mark is not None and one.entry is not None:
                own += fields(one.entry.answer, exception, self._links(one), of_module=one.obj.kind == "module")
                # Of an `__init__` that is described with its class, only sections are shown.
                marks.append(mark if one is record else mark.without_summary())
            added += in_order(own, one.obj) if one.said else own
        text: list[str] = []
        example: list[str] = []
        if record is not None and record.said.summary and not is_worded(lines):
            text = said_lines(record.said.summary, self._links(record))
        if record is not None and record.filled and record.entry is not None:
            answer = record.entry.answer
            text += text_lines(answer, self._links(record))
            example = example_lines(answer, _("Examples"))
        if not (text or added or example):
            return lines
        end = mark_lines(join(marks), self._settings.mark)
        end = [*example, "", *end] if example else end
        placed = place(lines, text, added, end, group=_("Parameters"))
        loss = first_loss(lines, placed, [*text, *texts_of(added, lines), *end], markup=added.markup)
        if loss is None:
            return placed
        on_loss(loss)
        return lines

    def _links(self, record: Record) -> Links:
        return links_of(self._packages.loaded(record.obj.path), self._settings.link_hosts)

    def _exception(self, record: Record, state: BuildState, document: str, name: str) -> str:
        """The cross-reference to an exception; where it leads nowhere, nobody is warned of what nobody wrote."""
        obj = self._packages.loaded(record.obj.path)
        path = name
        if obj is not None and name not in _BUILTIN:
            try:
                path = obj.resolve(name)
            except griffe.NameResolutionError:
                path = name
            found = self._packages.loaded(path)
            path = path if found is None else found.path
        state.exceptions.add((document, path))
        return f"~{reference(path)}" if "." in path else reference(path)
