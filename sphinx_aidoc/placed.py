"""What documenters of other extensions place on a page: which object it is, and what they say and show of it."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.handwritten import HandWritten, documented
from aidoc_core.code.lookup import bases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_aidoc.documenters import Placed
    from sphinx_aidoc.markers import Place
    from sphinx_aidoc.shown import Shown
    from sphinx_aidoc.words import LivePackages


def lacking_signature(packages: LivePackages, obj: griffe.Object, names: Sequence[str] | None, words: str = "") -> str:
    """The signature that a documenter shows where it lacks parameters that somebody has to describe; else empty.

    Args:
        packages: The code.
        obj: What it shows.
        names: The parameters in the signature, with their stars; `None` where that is not known.
        words: What the documenter has of its own to say: what is described there is not missing either.
    """
    init = obj.members.get("__init__") if isinstance(obj, griffe.Class) else None
    constructor = packages.constructor(init) if isinstance(init, griffe.Function) else None
    apis = [one for one in (packages.read(obj), constructor) if one is not None]
    missing = {name for one in apis for name in find_gaps(one).parameters}
    described = documented(obj, HandWritten(text=inspect.cleandoc(words))).parameters if words else frozenset()
    if described:
        names = [one.name for api in apis for one in api.parameters] if names is None else names
        names = [name for name in names if name.lstrip("*") not in described]
    return f"({', '.join(names)})" if names is not None and missing - set(names) else ""


def said_by(directive: str, found: Iterable[Shown], placed: Placed) -> Iterator[Shown]:
    """What is shown; left alone where the documenter has words of its own for it, and the code none.

    Likewise where the documenter does not show a docstring as it is.
    """
    for one in found:
        own = placed.words and not (one.api.human or one.api.inherits)
        does = "gives it words" if own else placed.refusal
        reason = f"{directive} {does}" if does else ""
        yield replace(one, api=replace(one.api, skip=one.api.skip or reason))


def standing(packages: LivePackages, place: Place) -> griffe.Object | None:
    """What stands in a place, or in a base of the class there."""
    *above, name = filter(None, place)
    owner = packages.find(".".join(above))
    for cls in (owner, *bases(owner)) if isinstance(owner, griffe.Class) else ():
        if isinstance(member := cls.members.get(name), griffe.Object):
            return member
    return packages.find(".".join((*above, name)))
