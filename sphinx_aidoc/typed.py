"""The names for which classes and modules have types, before autodoc writes those of constructors beside them."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sphinx_aidoc.annotations import annotations_of

if TYPE_CHECKING:
    from sphinx_aidoc.live import Live


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


def is_unset(live: Live, path: str, *, alone: bool) -> bool:
    """Whether a class or module has no such value, nor a type for one: a constructor sets it, or code that did not run.

    autodoc does not list it then, also with `:undoc-members:`.

    Args:
        live: The objects at run time.
        path: The value.
        alone: Whether the bases of the class do not count.
    """
    above, _, name = path.rpartition(".")
    holder = live.find(above) if above else None
    if holder is None or not isinstance(holder.obj, type | ModuleType):
        return False
    if isinstance(holder.obj, ModuleType) and "__getattr__" in vars(holder.obj):
        return False
    return not live.typed.has(holder.obj, name, alone=alone) and live.find(path) is None


def _names(owner: Any) -> frozenset[str]:
    try:
        found = frozenset(annotations_of(owner))
    except Exception:  # noqa: BLE001 - a class may be anything
        return frozenset()
    private = f"_{owner.__name__.lstrip('_')}__" if isinstance(owner, type) else "."
    return found | {f"__{name.removeprefix(private)}" for name in found if name.startswith(private)}
