"""A member that autodoc's filter is about to decide on, found in the call that is under way; and the filter itself."""

from __future__ import annotations

import copy
import inspect
from dataclasses import dataclass
from functools import cache, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import getmro

from sphinx_aidoc.comments import inherited_comment
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.marked import marked_path
from sphinx_aidoc.new_autodoc import is_of_instances

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from sphinx_aidoc.listed import Listed
    from sphinx_aidoc.members import MemberOptions

_FILTERS = ("_filter_members", "filter_members")
"""autodoc's filter: a function since Sphinx 9, before that and with its old classes a method."""
_NEAR = 10
"""Calls between the filter and a handler of the event, and some more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredMember:
    """A member that autodoc's filter is about to decide on.

    Attributes:
        filter: The filter, called anew with what it was called with.
        path: The object that the mark names; empty where there is none.
        full_name: The member's full name where it is shown.
        there: Whether autodoc finds it without the mark.
        strays: Whether it belongs to a base, and nothing of bases is to be shown. autodoc takes a field of a base for
            one of the class where a mark stands there; before Sphinx 9 also once any page has shown it as inherited,
            since it then writes into the annotations of the class.
        show: Tells that it is on the page without aidoc, too.
    """

    filter: Callable[[bool], object]
    path: str
    full_name: str
    there: bool
    show: Callable[[], None]
    strays: bool = False

    @classmethod
    def under_way(cls, name: str, live: Any, options: MemberOptions, listed: Listed) -> FilteredMember | None:
        """The member of the call that is under way; `None` where autodoc is not filtering.

        Args:
            name: Its name.
            live: What autodoc has for it.
            options: autodoc's options for what it is a member of.
            listed: Which attributes of instances autodoc lists.
        """
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
            listed.begin(known.get("obj_members_seq", known.get("members")), own)
        except (AttributeError, KeyError):  # a version of autodoc that nobody knows yet
            return None
        path = marked_path(list(docs.get((namespace, name)) or ())) or marked_path(list(found.docstring or ()))
        show = partial(listed.show, own, name, live, commented=not path and bool(found.docstring))
        if not path:
            return cls(filter=lambda _: None, path="", full_name="", there=True, show=show)
        comment = inherited_comment(own, name) if isinstance(own, type) else []
        alone = isinstance(own, type) and bool(known.get("want_all")) and options.inherited is None
        there = listed.lists(own, name, alone=alone) or (bool(comment) and not alone)
        bare = copy.copy(found)
        bare.docstring = comment or None
        return cls(
            filter=lambda undocumented: _filter_anew(known, frame, bare, undocumented=undocumented),
            path=path,
            full_name=".".join(filter(None, (module, namespace, name))),
            there=there or not is_of_instances(live),
            show=show,
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
