"""What handlers of docstrings would make of generated text: asked before anything is requested.

A handler of another extension, or of the project, may clear docstrings, cut them, or have words for objects without
any. What it would not let stand is requested in vain. So each object that lacks something is put through the handlers
with a text that stands for an answer, by the rules that hold when documents are read, in a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.util.docstrings import prepare_docstring

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.entry import Entry
from aidoc_core.build.ledger import Record
from aidoc_core.code.gaps import wanted_gaps, why_not
from sphinx_aidoc.apart import apart
from sphinx_aidoc.document_read import as_if_read
from sphinx_aidoc.event import Filled
from sphinx_aidoc.new_autodoc import is_new
from sphinx_aidoc.object_type import object_type
from sphinx_aidoc.others import between, has_words
from sphinx_aidoc.state import BuildState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings
    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.others import Others
    from sphinx_aidoc.shown import Shown
    from sphinx_aidoc.texts import Texts

_TEXT = "Some text that stands for an answer, and nobody reads it."
_VALUES = ("field", "data")
_MERE = ("attribute", "data")
"""autodoc's words for what handlers hear of only if it has words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beforehand:
    """Asks handlers of docstrings.

    Attributes:
        app: Sphinx.
        settings: aidoc's options.
        live: The objects at run time.
        texts: Answers as docstrings.
    """

    app: Sphinx
    settings: Settings
    live: Live
    texts: Texts

    def refused(self, shown: Mapping[str, Iterable[Shown]], names: Mapping[str, str]) -> dict[str, str]:
        """Why handlers would not let the texts of objects stand, by the paths of those.

        Args:
            shown: What documents show.
            names: The names under which they show it, by path, where those are others.
        """

        def work(one: Shown, name: str, gaps: Gaps, document: str) -> Callable[[], str] | None:
            api, found = one.api, self.live.find(name)
            if found is None or not (api.human or api.kind not in _VALUES):  # none sees a mere value
                return None
            record = Record(obj=api, outcome="generated", gaps=gaps, entry=_entry(api, gaps), said=api.said)
            return partial(self._refusal, record, self._event(name, found, one), document)

        found = self._reasons(shown, names, work) if any(one.meddle for one in between(self.app.events)) else {}
        return {path: reason for (_, path), reason in found.items()}

    def warned(self, shown: Mapping[str, Iterable[Shown]], names: Mapping[str, str]) -> dict[tuple[str, str], str]:
        """Why objects whose docstrings no handler sees without aidoc are better left alone: one warns of them.

        By document and path: a handler may warn of an object in one document alone.

        Args:
            shown: What documents show.
            names: The names under which they show it, by path, where those are others.
        """

        def work(one: Shown, name: str, gaps: Gaps, document: str) -> Callable[[], str] | None:
            del gaps
            found = None if one.api.human else self.live.standing(name)
            if found is None or not (one.revealed or object_type(found) in _MERE):
                return None
            return partial(self._warning, self._event(name, found, one), document)

        return self._reasons(shown, names, work) if any(one.foreign for one in between(self.app.events)) else {}

    def _reasons(
        self,
        shown: Mapping[str, Iterable[Shown]],
        names: Mapping[str, str],
        work: Callable[[Shown, str, Gaps, str], Callable[[], str] | None],
    ) -> dict[tuple[str, str], str]:
        """What is found of the objects that lack something, by document and path, in a process of its own."""
        works: dict[tuple[str, str], Callable[[], str]] = {}
        for document, one in ((document, one) for document, all_ in shown.items() for one in all_):
            api = one.api
            gaps = None if why_not(api, self.settings) else wanted_gaps(api, self.settings)
            found = work(one, names.get(api.path, api.path), gaps, document) if gaps else None
            if found is not None:
                works[document, api.path] = found
        reasons = apart([*works.values()]).found if works else {}
        return {place: reasons[number] for number, place in enumerate(works) if reasons.get(number)}

    def _event(self, name: str, found: LiveObject, shown: Shown) -> tuple[Any, ...]:
        options = shown.options.as_autodoc(new=is_new(self.app.config))
        return self.app, object_type(found), name, found.obj, options

    def _warning(self, event: tuple[Any, ...], document: str) -> str:
        with as_if_read(self.app.env, document):
            for others, lines in zip(between(self.app.events, event), ([], [_TEXT, ""]), strict=True):
                if others.warn(lines, self.app.config.suppress_warnings):
                    return f"{others.names} warns of it"
        return ""

    def _refusal(self, record: Record, event: tuple[Any, ...], document: str) -> str:
        """Why a text would not stand, as when the docstring is shown; empty where it would."""
        with as_if_read(self.app.env, document):
            before, after = between(self.app.events, event)
            at_work = before
            said = prepare_docstring(record.obj.human) if record.obj.human else []
            try:
                human = before.put_through(said)
                at_work = after
                if after.meddle:
                    after.put_through(human)
            except (Exception, SystemExit):  # noqa: BLE001 - the site's build ends there, if the object is shown
                return f"{at_work.names} fails on it"
            if reason := before.refusal(said, human, by_people=bool(said)):
                return reason
            lines = self._filled(record, human, before, by_people=bool(said))
            if lines == human:
                return ""
            filled = Filled(name=event[2], human=human, lines=lines, leave_out=lambda *_: None)
            try:
                shown = after.put_through(lines)
            except (Exception, SystemExit):  # noqa: BLE001 - it would end there for the sake of the text
                return f"{after.names} fails on it"
            return filled.refusal(shown, after)[0]

    def _filled(self, record: Record, human: list[str], before: Others, *, by_people: bool) -> list[str]:
        around = before.around() if human and not (by_people or has_words(human)) else None
        made = self.texts.compose(
            [] if around is not None else human,
            (record, None),
            BuildState(),
            "",
            by_people=by_people,
            on_loss=lambda _: None,
        )
        return around.put(made) if around is not None and made else made or human


def _entry(api: ApiObject, gaps: Gaps) -> Entry:
    def each(names: Sequence[str]) -> tuple[Described, ...]:
        return tuple(Described(name=name, description=_TEXT) for name in names)

    answer = Answer(
        summary=_TEXT if gaps.summary else "",
        parameters=each(gaps.parameters),
        returns=_TEXT if gaps.returns else "",
        yields=_TEXT if gaps.yields else "",
        raises=each(gaps.raises),
        attributes=each(gaps.attributes),
    )
    return Entry(fingerprint="", path=api.path, module=api.module, kind=api.kind, state="answered", answer=answer)
