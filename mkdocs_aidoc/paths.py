"""The other paths under which objects are known: mkdocstrings gives each an entry in the site's inventory.

Griffe learns of such a path when an alias is followed for the first time. So looking ahead would tell a page of what
a later page only is about to follow, and the site would have entries that it has not without aidoc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import griffe


class KnownPaths:
    """The other paths of all loaded objects, as they are known now.

    Args:
        collection: What is loaded.
    """

    def __init__(self, collection: griffe.ModulesCollection | None) -> None:
        self._objects = [] if collection is None else _objects_in(collection.members)
        self._known = [len(obj.aliases) for obj in self._objects]

    def restore(self) -> None:
        """Forget the paths that were learned since, so that rendering learns them in its own order."""
        now = [len(obj.aliases) for obj in self._objects]
        if now == self._known:
            return
        for obj, known in zip(self._objects, self._known, strict=True):
            for path in list(obj.aliases)[known:]:  # in the order in which they were learned
                alias = obj.aliases.pop(path)
                if not alias.inherited:  # those are made anew whenever they are looked at
                    alias._target = None  # noqa: SLF001 - Griffe has no other way to follow an alias again


def _objects_in(members: dict[str, Any]) -> list[griffe.Object]:
    """All objects that are loaded."""
    found: list[griffe.Object] = []
    waiting = [members]
    while waiting:
        objects = [obj for obj in waiting.pop().values() if not obj.is_alias]
        found += objects
        waiting += [obj.members for obj in objects if obj.members]
    return found
