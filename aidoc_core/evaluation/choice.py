"""Which docstrings are hidden: those that say most of what there is to say, by chance, the same for the same seed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks.words import words
from aidoc_core.code.gaps import find_gaps, why_not

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings

_FEWEST = 3
"""Words of a docstring that says anything."""


def choose(objects: Iterable[ApiObject], settings: Settings, *, sample: int, seed: int) -> list[ApiObject]:
    """Some of the objects that people have documented, complete docstrings first.

    An object's turn depends on its path and the seed alone: a larger sample holds the smaller one, and what is added
    to the package moves none of the others.

    Args:
        objects: What may be chosen.
        settings: The options on what is filled.
        sample: How many, at most.
        seed: Another number for other objects.
    """
    found = [obj for obj in objects if _is_documented(obj, settings)]
    found.sort(key=lambda obj: (not _is_complete(obj), _turn(obj, seed)))
    return sorted(found[:sample], key=lambda obj: obj.path)


def _is_documented(obj: ApiObject, settings: Settings) -> bool:
    """Whether a person's docstring says anything, of something that a build may fill."""
    if obj.listed_by or obj.beside or len(words(obj.human)) < _FEWEST:
        return False
    return not why_not(obj, replace(settings, enrich=True))


def _is_complete(obj: ApiObject) -> bool:
    """Whether parameters and results are described; few people describe every exception."""
    gaps = find_gaps(obj)
    return not (gaps.parameters or gaps.returns or gaps.yields or gaps.attributes)


def _turn(obj: ApiObject, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{obj.path}".encode("utf-8", "surrogatepass")).digest()
