"""Which attributes of instances autodoc lists by itself: those with a type in their class.

It writes the types that constructors give into the annotations of classes when it first shows an attribute; since
Sphinx 9 into those of all classes of a module. From then on it lists what they are of, too. So it matters when it
gathered the members of a class, and whether it had shown an attribute by then that is on the page without aidoc, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import getannotations, getmro, safe_getattr

from sphinx_aidoc.live_object import LiveObject
from sphinx_aidoc.new_autodoc import is_new
from sphinx_aidoc.object_type import object_type

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_aidoc.typed import Typed


class Listed:
    """Knows the annotations of a class as they were when autodoc gathered its members.

    Args:
        config: Sphinx' configuration.
        typed: The annotations as they were when documents were looked at.
        reveal: Whether aidoc lets attributes appear, for the sake of which autodoc may read types.
    """

    def __init__(self, config: Config, typed: Typed, *, reveal: bool) -> None:
        self._by_module = is_new(config)
        self._typed = typed
        self._reveal = reveal
        self._read: set[object] = set()
        self._members: object = None
        self._gathered: dict[int, frozenset[str]] = {}

    def begin(self, members: object, owner: Any) -> None:
        """Look at a class before anything is shown of it: its members come one by one, and each may change it.

        Args:
            members: All that autodoc has gathered, the same object while it decides on them.
            owner: What they are members of.
        """
        if members is not self._members:
            self._members = members
            self._gathered = {id(one): frozenset(getannotations(one)) for one in _with_bases(owner)}

    def show(self, owner: Any, name: str, live: Any, *, commented: bool) -> None:
        """Note what is on the page without aidoc, too: with an attribute, autodoc reads types.

        Args:
            owner: What it is a member of.
            name: Its name.
            live: What autodoc has for it.
            commented: Whether it has words beside its assignment; a value of a module is not shown without.
        """
        kind = object_type(LiveObject(obj=live, owner=owner, name=name))
        if kind == "attribute" or (kind == "data" and commented):
            self._read |= self._reads(owner)

    def lists(self, owner: Any, name: str, *, alone: bool) -> bool:
        """Whether autodoc lists an attribute that no class has.

        Args:
            owner: What it is a member of.
            name: Its name.
            alone: Whether it goes by the class without its bases.
        """
        return any(
            name in self._gathered.get(id(one), ())
            and (not self._reveal or name in self._typed.names(one) or not self._reads(one).isdisjoint(self._read))
            for one in ((owner,) if alone else _with_bases(owner))
        )

    def _reads(self, owner: Any) -> set[object]:
        """Where autodoc writes types when it shows an attribute: in modules, or in one class."""
        if not self._by_module:
            return {id(owner)}
        return {
            safe_getattr(one, "__module__" if isinstance(one, type) else "__name__", None) for one in _with_bases(owner)
        }


def _with_bases(owner: Any) -> tuple[Any, ...]:
    return tuple(getmro(owner)) if isinstance(owner, type) else (owner,)
