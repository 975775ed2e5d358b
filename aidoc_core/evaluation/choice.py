"""Which docstrings are hidden: those that say most of what there is to say, by chance, the same for the same seed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from aidoc_core.checks.words import words
from aidoc_core.code.gaps import find_gaps, why_not
from aidoc_core.code.handwritten import hand_written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings

_FEWEST = 3
"""Words of a docstring that says anything."""


def choose(objects: Iterable[ApiObject], settings: Settings, *, sample: int, seed: int) -> list[ApiObject]:
    """Some of the objects that people have documented, complete docstrings first.

    Those that describe parameters, results or exceptions and those of a sentence alone take turns: of most packages,
    half of a sample would say nothing of the former. An object's turn depends on its path and the seed alone: a larger
    sample holds the smaller one, and what is added to the package hardly moves the others.

    Args:
        objects: What may be chosen.
        settings: The options on what is filled.
        sample: How many, at most.
        seed: Another number for other objects.
    """
    found = [obj for obj in objects if _is_documented(obj, settings)]
    found.sort(key=lambda obj: (not _is_complete(obj), _turn(obj, seed)))
    sorts = [obj for obj in found if _has_sections(obj)], [obj for obj in found if not _has_sections(obj)]
    turns = chain.from_iterable(zip_longest(*sorts))
    return sorted(islice((obj for obj in turns if obj is not None), sample), key=lambda obj: obj.path)


def _is_documented(obj: ApiObject, settings: Settings) -> bool:
    """Whether a person's docstring says anything, of something that a build may fill."""
    if obj.listed_by or obj.beside or len(words(obj.human)) < _FEWEST or _is_described_above(obj):
        return False
    return not why_not(obj, replace(settings, enrich=True))


def _is_described_above(obj: ApiObject) -> bool:
    """Whether the docstring of its class describes a field, too: without its own, it would still be described."""
    found = obj.context.obj if obj.context is not None else None
    if found is None or not found.is_attribute or found.parent is None or not found.parent.is_class:
        return False
    return obj.name in hand_written(found.parent).names()


def _has_sections(obj: ApiObject) -> bool:
    has = obj.documented
    return bool(has.parameters or has.returns or has.yields or has.raises)


def _is_complete(obj: ApiObject) -> bool:
    """Whether parameters and results are described; few people describe every exception."""
    gaps = find_gaps(obj)
    return not (gaps.parameters or gaps.returns or gaps.yields or gaps.attributes)


def _turn(obj: ApiObject, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{obj.path}".encode("utf-8", "surrogatepass")).digest()
