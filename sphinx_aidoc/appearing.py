"""The net around the set of objects: what is filled lets objects appear, as `reveal` says, and changes nothing else.

Whether autodoc shows a member follows from its own filter, and from what other extensions answer to
`autodoc-skip-member`. Both see aidoc's mark. So where a member has one, autodoc's own filter is asked once more, as if
there was none; nothing is imported or gathered again, and no rule of it is repeated here.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from aidoc_core.code.special import is_special
from aidoc_core.render.loss import Loss
from sphinx_aidoc.filtered import FilteredMember
from sphinx_aidoc.listed import Listed
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.new_autodoc import is_of_instances

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sphinx.application import Sphinx

    from sphinx_aidoc.live import Live

_EVENT = "autodoc-skip-member"


class Appearing:
    """Compares, member by member, what autodoc shows with what it would show without aidoc.

    Args:
        app: Sphinx.
        live: The objects at run time.
        reveal: Whether objects may appear that only lacked a text.
        tell: Told of the object that a mark names and that would appear or disappear against that.

    Attributes:
        plain: Full names of members without words that the site shows without aidoc, too.
        found: That of the member which was decided on last, if it is one of these.
        unwelcome: What is not to appear in a document: document, and path of the object.
    """

    def __init__(self, app: Sphinx, live: Live, *, reveal: bool, tell: Callable[[str, Loss], None]) -> None:
        self._app = app
        self._reveal = reveal
        self._tell = tell
        self._listed = Listed(app.config, live.typed, reveal=reveal)
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
        member = self._member(name, live, options, skip=bool(skip))
        if member is None:
            return None
        kept = self._kept(member, undocumented=False)
        if kept is not bool(skip):  # the mark makes no difference
            if kept:
                member.show()
            # By words that it inherits, or as what autodoc itself has noted of what a constructor sets.
            if kept and (not options.undocumented or is_of_instances(live)):
                self._note(member)
            return None
        before, after = self._agreed(event, kept=bool(skip)), self._agreed(event, kept=not skip)
        if before is None or after is None:
            return None
        if before:
            self._note(member)
            member.show()
            if not after:
                self._tell_once(member.path, Loss(what="disappeared"))
            return False
        return not (after and self._may_appear(member))

    def _member(self, name: str, live: Any, options: MemberOptions, *, skip: bool) -> FilteredMember | None:
        """The member that is decided on, if it has a mark."""
        member = None if self._hears else FilteredMember.under_way(name, live, options, self._listed)
        if member is None or member.path:
            return member
        if not skip:
            member.show()
        return None

    def _note(self, member: FilteredMember) -> None:
        self.found = member.full_name
        self.plain.add(self.found)

    def _may_appear(self, member: FilteredMember) -> bool:
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

    def _kept(self, member: FilteredMember, *, undocumented: bool) -> bool | None:
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
