"""How an object appears where it is shown, and what is behind an alias. Knows Griffe alone, no doc tool."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import griffe

    from aidoc_core.code.objects import ApiObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An object as it appears in a block.

    Attributes:
        obj: The object itself, aliases followed.
        anchor: The identifier of its heading; empty where it has none.
        inside: The path of the class that an `__init__` is merged into; empty for all else.
        merges: Whether it is a class that an `__init__` is merged into.
        labelled: Whether its labels are shown.
        renamed: Whether it has a public name there, whatever its own is.
        path: The path of the object: Griffe makes it anew whenever it is asked.
    """

    obj: griffe.Object
    anchor: str
    inside: str = ""
    merges: bool = False
    labelled: bool = True
    renamed: bool = False
    path: str


_MOST_ALIASES = 100
"""So many lead one to the other in no package; Griffe finds circles when it follows one for the first time."""


def resolve(obj: griffe.Object | griffe.Alias) -> griffe.Object | None:
    """The object itself, aliases followed; `None` where one leads nowhere."""
    if not obj.is_alias:
        return obj  # type: ignore[return-value]
    from griffe import AliasResolutionError, CyclicAliasError  # noqa: PLC0415 - whoever has an object has imported it

    with suppress(AliasResolutionError, CyclicAliasError):
        for _ in range(_MOST_ALIASES):  # not `final_target`: it makes the path of each alias on the way
            obj = obj.target  # type: ignore[union-attr]
            if not obj.is_alias:
                return obj  # type: ignore[return-value]
    return None


def as_shown(api: ApiObject, obj: griffe.Object) -> ApiObject:
    """An object of which nothing is missing that mkdocstrings does not show: it leaves out a first `self` or `cls`."""
    first = api.parameters[0].name if api.parameters else ""
    if first not in ("self", "cls") or obj.parent is None or not obj.parent.is_class:
        return api
    return replace(api, documented=replace(api.documented, parameters=api.documented.parameters | {first}))
