"""The documenters of other extensions and of a project: what each shows is told by one that works unheard.

autodoc's own rules for members do not hold for them: each may have its own, and since Sphinx 9 they know no more kinds
of members than they bring along. So nothing is predicted here. All that documents name are asked at once, in one
process of their own (`apart`); what that leaves open is found when documents are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sphinx_aidoc import notices
from sphinx_aidoc.apart import apart
from sphinx_aidoc.object_type import object_type
from sphinx_aidoc.other_directives import directives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.ext.autodoc import Documenter

    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.markers import Place
    from sphinx_aidoc.unheard import Unheard

_PATIENCE = 10.0
"""Seconds that documenters are waited for in vain, all together, in a build before pages are read."""
_SECONDS = 60.0
"""Seconds that they have in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a documenter shows, or would show.

    Attributes:
        place: Its module, namespace and name.
        shown: Whether it is shown as it is; else only with `:undoc-members:`.
        words: What the documenter has of its own to say of it.
        refusal: What the documenter does with a docstring that it is told of; empty where it shows it as it is.
        parameters: Those in the signature that is shown, with their stars; `None` where that is not known.
    """

    place: Place
    shown: bool = True
    words: str = ""
    refusal: str = ""
    parameters: tuple[str, ...] | None = None

    @property
    def path(self) -> str:
        """Its full name."""
        return ".".join(filter(None, self.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a documenter is asked: what a directive shows, or would show if it had `:undoc-members:`.

    Attributes:
        directive: The name of the directive.
        name: The full name of what it shows.
        options: Its options, as written or as a documenter has them.
        member: Whether it is shown with all its members, as what stands around it shows it.
    """

    directive: str
    name: str
    options: Mapping[str, Any]
    member: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others."""
        options = ((name, _told(value)) for name, value in self.options.items())
        return self.directive, self.name, tuple(sorted(options)), self.member


class Documenters:
    """The documenters that are not autodoc's own.

    Args:
        app: Sphinx.
        live: The objects at run time.
        patience: Seconds that they are waited for in vain, all together, in a build before pages are read.

    Attributes:
        directives: The documenters, by the names of their directives, such as `autopydantic_model`.
        asks: Whether one works right now for aidoc, not for a page.
    """

    def __init__(self, app: Sphinx, live: Live, patience: float = _PATIENCE) -> None:
        self._app = app
        self._live = live
        self.directives = directives(app)
        self.asks = False
        self._patience = patience
        self._seconds = _SECONDS
        self._late = False
        self._told: set[str] = set()  # directives that it was told of
        self._known: dict[tuple[object, ...], list[Placed]] = {}

    def of_member(self, live: LiveObject) -> str:
        """The directive of the documenter that shows a member; empty where that is autodoc's own.

        Args:
            live: The member.
        """
        known = self._app.registry.documenters
        if not self.directives or "class" not in known:  # since Sphinx 9 autodoc shows members by itself
            return ""
        around = known["class" if isinstance(live.owner, type) else "module"]
        parent: Any = around.__new__(around)  # what stands around it: documenters look at that, too
        parent.object = live.owner
        taking = [(one.priority, kind) for kind, one in known.items() if _takes(one, live, parent)]
        # Of equals the last, as autodoc does it.
        directive = f"auto{max(reversed(taking), key=itemgetter(0))[1]}" if taking else ""
        return directive if directive in self.directives else ""

    def places(self, question: Question) -> list[Placed]:
        """Where everything stands that a directive shows, or would show if it had `:undoc-members:`.

        Args:
            question: What is asked.

        Returns:
            Each once. Where the documenter fails or comes to no end, what it names; all else is found when the document
            is read.
        """
        self.ask([question])
        return self._known[question.key]

    def ask(self, questions: Iterable[Question]) -> None:
        """Have questions answered, those at once that nobody has asked before.

        Args:
            questions: The questions.
        """
        new = {one.key: one for one in questions if one.key not in self._known}
        working = {key: one for key, question in new.items() if (one := self._working(question)) is not None}
        done = self._done([*working.values()]) if working else []
        found = dict(zip(working, done, strict=True))
        for key, question in new.items():
            places = found.get(key, [])
            self._known[key] = [self._named(question)] if places is None else places
        late = {new[key].directive for key, places in found.items() if places is None} if self._late else set()
        if late - self._told:
            notices.say_waited(late - self._told)
            self._told |= late

    def _working(self, question: Question) -> Unheard | None:
        documenter, module = self.directives.get(question.directive), self._live.module_of(question.name)
        if documenter is None or not module:
            return None
        from sphinx_aidoc.unheard import Unheard  # noqa: PLC0415 - where there is a documenter

        name = question.name
        target = name if name == module else f"{module}::{name[len(module) + 1 :]}"
        return Unheard(documenter, target, question.options, self._app.env, member=question.member)

    def _done(self, working: Sequence[Unheard]) -> list[list[Placed] | None]:
        """What documenters come to; `None` for one that fails: it tells why when the document is read.

        One that waits, for a lock of another thread perhaps, is not waited for longer than all have together.
        """
        number = len(working)
        if self._patience <= 0 or self._seconds <= 0:
            return [None] * number
        self.asks = True
        try:
            works = [*(one.shown for one in working), *(one.undocumented for one in working)]
            done = apart(works, seconds=self._seconds, patience=self._patience)
        finally:
            self.asks = False
        self._seconds -= done.seconds
        self._patience -= done.waited
        self._late |= done.waited > 0
        return [
            _placed(done.found[one], done.found.get(number + one, [])) if one in done.found else None
            for one in range(number)
        ]

    def _named(self, question: Question) -> Placed:
        module = self._live.module_of(question.name)
        *above, last = question.name[len(module) + 1 :].split(".")
        return Placed(place=(module, ".".join(above), last))


def _placed(shown: list[list[Any]], undocumented: list[list[Any]]) -> list[Placed]:
    found: dict[Place, Placed] = {}
    for told, is_shown in ((undocumented, False), (shown, True)):
        for (module, namespace, name), words, names, refusal in told:
            parameters = None if names is None else tuple(names)
            place = module, namespace, name
            found[place] = Placed(place=place, shown=is_shown, words=words, parameters=parameters, refusal=refusal)
    return [*found.values()]


def _told(value: Any) -> str:
    return repr(sorted(map(str, value)) if isinstance(value, set | frozenset) else value)


def _takes(documenter: type[Documenter], live: LiveObject, parent: Any) -> bool:
    value = object_type(live) in ("attribute", "data")
    try:
        return bool(documenter.can_document_member(live.obj, live.name, value, parent))
    except Exception:  # noqa: BLE001 - it may want to know more of what stands around
        return False
