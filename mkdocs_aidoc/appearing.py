"""The net around the set of objects: what is filled lets objects appear, as `reveal` says, and changes nothing else.

Anchors and entries of the inventory follow from the objects that the host's templates render. The host's own filter
decides which; it is asked twice, with what was filled in and without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.render.loss import Loss
from aidoc_core.render.sections import unfilled

if TYPE_CHECKING:
    from collections.abc import Callable

    import griffe

    Member = griffe.Object | griffe.Alias
    Filter = Callable[..., list[Member]]


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
        for obj in strays:
            self._tell(obj, Loss(what="appeared"))
        kept = {id(obj) for obj in after}
        lost = [obj for obj in before if id(obj) not in kept]
        for obj in lost:
            self._tell(obj, Loss(what="disappeared"))
        if lost:
            return before
        gone = {id(obj) for obj in strays}
        return [obj for obj in after if id(obj) not in gone]
