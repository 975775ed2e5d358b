"""The other paths under which objects are known: mkdocstrings gives each an entry in the site's inventory.

Griffe learns of such a path when an alias is followed for the first time. So looking ahead would tell a page of what
a later page only is about to follow, and the site would have entries that it has not without aidoc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import griffe


class KnownPaths:
    """The other paths of all loaded objects, as they are known now.

    Args:
        collection: What is loaded.
    """

    def __init__(self, collection: griffe.ModulesCollection | None) -> None:
        self._packages = {} if collection is None else dict(collection.members)
        self._known = {id(obj): frozenset(obj.aliases) for obj in self._objects()}

    def restore(self) -> None:
        """Forget the paths that were learned since, so that rendering learns them in its own order."""
        for obj in self._objects():
            known = self._known.get(id(obj), ())
            for path in [path for path in obj.aliases if path not in known]:
                alias = obj.aliases.pop(path)
                if not alias.inherited:  # those are made anew whenever they are looked at
                    alias._target = None  # noqa: SLF001 - Griffe has no other way to follow an alias again

    def _objects(self) -> Iterator[griffe.Object]:
        """Those that have other paths, in the packages that were loaded at first."""
        waiting: list[dict[str, Any]] = [self._packages]
        while waiting:
            for obj in waiting.pop().values():
                if not obj.is_alias:
                    if obj.members:
                        waiting.append(obj.members)
                    if obj.aliases:
                        yield obj
