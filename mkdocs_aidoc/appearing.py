"""The net around the set of objects: what is filled lets objects appear, as `reveal` says, and changes nothing else.

Anchors and entries of the inventory follow from the objects that the host's templates render. The host's own filter
decides which; it is asked twice, with what was filled in and without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.special import is_special
from aidoc_core.render.filled import unfilled
from mkdocs_aidoc.appearance import resolve
from mkdocs_aidoc.shown import is_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aidoc_core.render.loss import Loss

    Member = griffe.Object | griffe.Alias
    Filter = Callable[..., list[Member]]


def may_appear(obj: Member, is_filled: Callable[[str], bool]) -> bool:
    """Whether an object may be shown because it was filled, or something in it; a special method never is.

    Args:
        obj: The object.
        is_filled: Whether the object of a path was filled.
    """
    target = resolve(obj)
    if target is None or is_special(target.name):
        return False
    inside = target.members.values() if target.is_class or target.is_module else ()
    return is_filled(target.path) or any(is_own(one) and may_appear(one, is_filled) for one in inside)


def has_text(obj: griffe.Object, is_filled: Callable[[str], bool]) -> bool:
    """Whether an object was filled, or anything in it.

    Args:
        obj: The object.
        is_filled: Whether the object of a path was filled.
    """
    inside = obj.members.values() if obj.is_class or obj.is_module else ()
    return is_filled(obj.path) or any(has_text(one, is_filled) for one in inside if isinstance(one, griffe.Object))


class Appearing:
    """The host's filter, with the net.

    Args:
        keep: The filter.
        revealed: Whether an object may appear.
        tell: Told of an object that would appear or disappear against that.
    """

    def __init__(self, keep: Filter, revealed: Callable[[Member], bool], tell: Callable[[Member, Loss], None]) -> None:
        self._keep = keep
        self._revealed = revealed
        self._tell = tell

    def __call__(self, objects: dict[str, Member], **options: Any) -> list[Member]:
        """The objects that are shown."""
        after = list(self._keep(objects, **options))
        if options.get("keep_no_docstrings", True):
            return after  # docstrings have no part in it
        with unfilled():
            before = list(self._keep(objects, **options))
        known = {id(obj) for obj in before}
        strays = [obj for obj in after if id(obj) not in known and not self._revealed(obj)]
        kept = {id(obj) for obj in after}
        lost = [obj for obj in before if id(obj) not in kept]
        if strays or lost:
            self._tell_of(strays, lost)
        if lost:
            return before
        gone = {id(obj) for obj in strays}
        return [obj for obj in after if id(obj) not in gone]

    def _tell_of(self, strays: Iterable[Member], lost: Iterable[Member]) -> None:
        from aidoc_core.render.loss import Loss  # noqa: PLC0415 - where there is any

        for obj in strays:
            self._tell(obj, Loss(what="appeared"))
        for obj in lost:
            self._tell(obj, Loss(what="disappeared"))
