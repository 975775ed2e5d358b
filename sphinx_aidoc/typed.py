"""The names for which classes and modules have types, before autodoc writes those of constructors beside them."""

from __future__ import annotations

import inspect
from typing import Any

from sphinx_aidoc.annotations import annotations_of


class Typed:
    """Knows the names in annotations as they were when first asked for: that is when documents are looked at."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, frozenset[str]]] = {}  # with the owner: so nothing else gets its number

    def names(self, owner: Any) -> frozenset[str]:
        """Those of a class, without its bases, or of a module.

        Args:
            owner: The class or module.
        """
        if id(owner) not in self._known:
            self._known[id(owner)] = owner, _names(owner)
        return self._known[id(owner)][1]

    def has(self, owner: Any, name: str, *, alone: bool) -> bool:
        """Whether a module, a class or one of its bases has a type for a name.

        Args:
            owner: The class or module.
            name: The name.
            alone: Whether bases do not count.
        """
        found = [self.names(one) for one in (inspect.getmro(owner) if isinstance(owner, type) else (owner,))]
        return any(name in names for names in found[: 1 if alone else None])  # all of them are known from now on


def _names(owner: Any) -> frozenset[str]:
    try:
        found = frozenset(annotations_of(owner))
    except Exception:  # noqa: BLE001 - a class may be anything
        return frozenset()
    private = f"_{owner.__name__.lstrip('_')}__" if isinstance(owner, type) else "."
    return found | {f"__{name.removeprefix(private)}" for name in found if name.startswith(private)}
