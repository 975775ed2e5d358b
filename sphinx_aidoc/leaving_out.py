"""What a project leaves out and lets in by handlers of `autodoc-skip-member`: asked before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.events import EventManager

    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.members import MemberOptions

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
            skip = self._events.emit_firstresult(_EVENT, kind, member.name, member.obj, not kept, options.as_autodoc())
        except ExtensionError:  # autodoc asks again, and the build ends with the same message
            return False
        finally:
            self.asks = False
        return kept if skip is None else not skip


def _is_exception(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, BaseException)
