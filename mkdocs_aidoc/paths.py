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
        # Of each object the table alone: of thousands, to look at one again costs more than to ask how long it is.
        self._paths = [] if collection is None else [obj.aliases for obj in _objects_in(collection.members)]
        self._known = list(map(len, self._paths))

    def restore(self) -> None:
        """Forget the paths that were learned since, so that rendering learns them in its own order."""
        now = list(map(len, self._paths))
        if now == self._known:
            return
        for place in [place for place, known in enumerate(self._known) if known != now[place]]:
            paths = self._paths[place]
            for path in list(paths)[self._known[place] :]:  # in the order in which they were learned
                alias = paths.pop(path)
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
