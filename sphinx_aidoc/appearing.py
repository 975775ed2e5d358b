"""The net around the set of objects: what is filled lets objects appear, as `reveal` says, and changes nothing else.

Whether autodoc shows a member follows from its own filter, and from what other extensions answer to
`autodoc-skip-member`. Both see aidoc's mark. So where a member has one, autodoc's own filter is asked once more, as if
there was none; nothing is imported or gathered again, and no rule of it is repeated here.
"""

from __future__ import annotations

import copy
import inspect
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import getannotations, getmro

from aidoc_core.code.objects import is_special
from aidoc_core.render.loss import Loss
from sphinx_aidoc.comments import inherited_comment
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.marked import marked_path
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.new_autodoc import is_of_instances

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import FrameType

    from sphinx.application import Sphinx

_EVENT = "autodoc-skip-member"
_FILTERS = ("_filter_members", "filter_members")
"""autodoc's filter: a function since Sphinx 9, before that and with its old classes a method."""
_NEAR = 8
"""Calls between the filter and a handler of the event, and some more."""


class Appearing:
    """Compares, member by member, what autodoc shows with what it would show without aidoc.

    Args:
        app: Sphinx.
        reveal: Whether objects may appear that only lacked a text.
        tell: Told of the object that a mark names and that would appear or disappear against that.

    Attributes:
        plain: Full names of members without words that the site shows without aidoc, too.
        found: That of the member which was decided on last, if it is one of these.
        unwelcome: What is not to appear in a document: document, and path of the object.
    """

    def __init__(self, app: Sphinx, *, reveal: bool, tell: Callable[[str, Loss], None]) -> None:
        self._app = app
        self._reveal = reveal
        self._tell = tell
        self._told: set[tuple[str, str]] = set()
        self._asked: list[bool] | None = None
        self.plain: set[str] = set()
        self.found = ""
        self.unwelcome: Collection[tuple[str, str]] = ()
        self._hears = False

    @property
    def asks(self) -> bool:
        """Whether autodoc or the other handlers are asked right now what they think without aidoc."""
        return self._asked is not None or self._hears

    def skip_member(self, app: Sphinx, *event: Any) -> bool | None:
        """Decide on a member where the mark makes a difference that it may not make; before all other handlers."""
        del app
        _, name, live, skip, _ = event
        if self._asked is not None:  # our own question: autodoc's answer is all that it is about
            self._asked.append(not skip)
            return True
        self.found = ""
        options = MemberOptions.from_event(event[-1])
        member = None if self._hears else _Member.under_way(name, live, options)
        if member is None or not member.path:
            return None
        kept = self._kept(member, undocumented=False)
        if kept is not bool(skip):  # the mark makes no difference
            # By words that it inherits, or as what autodoc itself has noted of what a constructor sets.
            if kept and (not options.undocumented or is_of_instances(live)):
                self._note(member)
            return None
        before, after = self._agreed(event, kept=bool(skip)), self._agreed(event, kept=not skip)
        if before is None or after is None:
            return None
        if before:
            self._note(member)
            if not after:
                self._tell_once(member.path, Loss(what="disappeared"))
            return False
        return not (after and self._may_appear(member))

    def _note(self, member: _Member) -> None:
        self.found = member.full_name
        self.plain.add(self.found)

    def _may_appear(self, member: _Member) -> bool:
        """Whether a member without words may be shown: if it would be with `:undoc-members:`."""
        if not self._reveal or is_special(member.full_name.rpartition(".")[2]):  # its text is shown elsewhere
            return False
        if member.strays or (self._app.env.docname, member.path) in self.unwelcome:
            return False
        if self._kept(member, undocumented=True) is False:
            self._tell_once(member.path, Loss(what="appeared"))
            return False
        return True

    def _tell_once(self, path: str, loss: Loss) -> None:
        if (path, loss.what) not in self._told:
            self._told.add((path, loss.what))
            self._tell(path, loss)

    def _kept(self, member: _Member, *, undocumented: bool) -> bool | None:
        """Whether autodoc by itself keeps a member that has no mark; `None` where it cannot be asked."""
        if not (member.there or undocumented):
            return False
        self._asked = []
        try:
            member.ask(undocumented=undocumented)
            return self._asked[-1] if self._asked else None
        except Exception:  # noqa: BLE001 - whatever a version of autodoc makes of it: then there is no net
            return None
        finally:
            self._asked = None

    def _agreed(self, event: tuple[Any, ...], *, kept: bool) -> bool | None:
        """Whether a member is shown when all others have been heard; `None` where one of them fails."""
        what, name, live, _, options = event
        self._hears = True
        try:
            for listener in sorted(self._app.events.listeners[_EVENT], key=attrgetter("priority")):
                skip = listener.handler(self._app, what, name, live, not kept, options)
                if skip is not None:
                    return not skip
        except Exception:  # noqa: BLE001 - Sphinx asks it again, and tells
            return None
        finally:
            self._hears = False
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A member that autodoc's filter is about to decide on.

    Attributes:
        filter: The filter, called anew with what it was called with.
        path: The object that the mark names; empty where there is none.
        full_name: The member's full name where it is shown.
        there: Whether autodoc finds it without the mark.
        strays: Whether it belongs to a base, and nothing of bases is to be shown. autodoc takes a field of a base for
            one of the class where a mark stands there; before Sphinx 9 also once any page has shown it as inherited,
            since it then writes into the annotations of the class.
    """

    filter: Callable[[bool], object]
    path: str
    full_name: str
    there: bool
    strays: bool = False

    @classmethod
    def under_way(cls, name: str, live: Any, options: MemberOptions) -> _Member | None:
        """The member of the call that is under way; `None` where autodoc is not filtering."""
        frame = _frame()
        if frame is None:
            return None
        known = frame.f_locals
        try:
            found = known["obj"]
            docs = known["attr_docs"]
            namespace, own, module = _place(known)
            if found.__name__ != name:
                return None
        except (AttributeError, KeyError):  # a version of autodoc that nobody knows yet
            return None
        path = marked_path(list(docs.get((namespace, name)) or ())) or marked_path(list(found.docstring or ()))
        if not path:
            return cls(filter=lambda _: None, path="", full_name="", there=True)
        comment = inherited_comment(own, name) if isinstance(own, type) else []
        alone = isinstance(own, type) and bool(known.get("want_all")) and options.inherited is None
        there = bool(comment) or _annotated(own, name)
        bare = copy.copy(found)
        bare.docstring = comment or None
        return cls(
            filter=lambda undocumented: _filter_anew(known, frame, bare, undocumented=undocumented),
            path=path,
            full_name=".".join(filter(None, (module, namespace, name))),
            there=not is_of_instances(live) or (name in getannotations(own) if alone else there),
            strays=alone and any(path_of(base) == path.rpartition(".")[0] for base in getmro(own)[1:]),
        )

    def ask(self, *, undocumented: bool) -> None:
        """Have autodoc decide on it without the mark: its answer comes by the event.

        Args:
            undocumented: As if the directive had `:undoc-members:`.
        """
        self.filter(undocumented)


def _frame() -> FrameType | None:
    frame = inspect.currentframe()
    for _ in range(_NEAR):
        if frame is None:
            break
        if frame.f_code.co_name in _FILTERS and frame.f_globals.get("__name__", "").startswith("sphinx.ext.autodoc"):
            return frame
        frame = frame.f_back
    return None


def _place(known: dict[str, Any]) -> tuple[str, Any, str]:
    """The namespace of the container, itself, and its module."""
    if (props := known.get("props")) is not None:
        return known["namespace"], props._obj, props.module_name  # noqa: SLF001 - autodoc has no other name for it
    documenter = known["self"]
    return known["namespace"], documenter.object, documenter.modname


def _annotated(owner: Any, name: str) -> bool:
    return any(name in getannotations(one) for one in (getmro(owner) if isinstance(owner, type) else (owner,)))


def _filter_anew(known: dict[str, Any], frame: FrameType, member: Any, *, undocumented: bool) -> None:
    docs: dict[Any, Any] = {}  # it looks up this one member there, and nothing else
    if "props" in known:
        function = frame.f_globals[frame.f_code.co_name]
        given = {name: known[name] for name in _named(function)} | {"attr_docs": docs}
        if undocumented:
            given["undoc_members"] = True
        list(function([member], **given))
        return
    documenter = copy.copy(known["self"])
    documenter.analyzer = SimpleNamespace(find_attr_docs=lambda: docs)
    if undocumented:
        documenter.options = type(documenter.options)({**documenter.options, "undoc-members": True})
    documenter.filter_members([member], known["want_all"])


@cache
def _named(function: Callable[..., Any]) -> tuple[str, ...]:
    """The parameters behind the first, the members."""
    return tuple(inspect.signature(function).parameters)[1:]
