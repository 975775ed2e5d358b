"""What a project leaves out and lets in by handlers of `autodoc-skip-member`: asked before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx.ext.autodoc import ALL, EMPTY, Options

if TYPE_CHECKING:
    from sphinx.events import EventManager

    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.members import MemberOptions, Names

_EVENT = "autodoc-skip-member"


class Handlers:
    """The handlers that decide on the members of modules and classes.

    Args:
        events: Sphinx' events.

    Attributes:
        asks: Whether they are asked right now by aidoc, not by autodoc.
    """

    def __init__(self, events: EventManager) -> None:
        self.asks = False
        self._events = events

    def keep(self, member: LiveObject, options: MemberOptions, *, kept: bool) -> bool:
        """Whether a member of a module or class appears.

        Args:
            member: The member at run time.
            options: The options of the directive.
            kept: Whether it would appear if nobody was asked.
        """
        kind = "exception" if _is_exception(member.owner) else "class" if isinstance(member.owner, type) else "module"
        self.asks = True
        try:
            skip = self._events.emit_firstresult(_EVENT, kind, member.name, member.obj, not kept, _options(options))
        except ExtensionError:  # autodoc asks again, and the build ends with the same message
            return False
        finally:
            self.asks = False
        return kept if skip is None else not skip


def _is_exception(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, BaseException)


def _options(options: MemberOptions) -> Options:
    """The options as autodoc gives them to handlers: those that are not set are not there."""
    flags = {
        "undoc-members": options.undocumented,
        "imported-members": options.imported,
        "ignore-module-all": options.ignore_all,
    }
    names = {
        "members": _listed(options.members),
        "private-members": _listed(options.private),
        "special-members": _listed(options.special),
        "inherited-members": None if options.inherited is None else set(_listed(options.inherited) or ()),
        "exclude-members": EMPTY if options.exclude is None else set(_listed(options.exclude) or ()),
    }
    given = {name: value for name, value in names.items() if value is not None}
    return Options({**given, **{name: True for name, value in flags.items() if value}})


def _listed(names: Names) -> Any:
    return None if names is None else ALL if names == "all" else sorted(names)
