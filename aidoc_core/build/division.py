"""How the modules of a large report are divided into pages and packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SMALL, _LARGE = 50, 1_000
"""A package of fewer objects has no page of its own; one of more is divided further, where that gives such pages."""


def packages(paths: Sequence[str]) -> dict[str, list[str]]:
    """Modules by the package that they have in common, the topmost that tells some from others.

    Args:
        paths: The modules.
    """
    for depth in range(1, _deepest(paths) + 1):
        groups = _at(depth, paths)
        if len(groups) > 2:  # noqa: PLR2004 - a package and its only child tell nothing
            return groups
    return groups


def pages(sizes: Mapping[str, int]) -> dict[str, list[str]]:
    """Modules by the package that has a page; what is too small for one shares that of the package around it.

    Args:
        sizes: How many objects each module has.
    """
    groups = _at(1, list(sizes))
    divided = (_divided(package, paths, sizes, alone=len(groups) == 1) for package, paths in groups.items())
    return {package: paths for group in divided for package, paths in group.items()}


def _divided(package: str, paths: list[str], sizes: Mapping[str, int], *, alone: bool) -> dict[str, list[str]]:
    """One package: a page, or if that would be all there is or too long, one for each large package within, too."""
    if not alone and sum(sizes[path] for path in paths) <= _LARGE:
        return {package: paths}
    inner = _at(package.count(".") + 2, paths)
    large = {
        child: members
        for child, members in inner.items()
        if child != package and sum(sizes[path] for path in members) >= _SMALL
    }
    rest = [path for child, members in inner.items() if child not in large for path in members]
    divided = {package: rest} if rest else {}
    for child, members in large.items():
        divided |= _divided(child, members, sizes, alone=alone and not rest and len(large) == 1)
    return divided


def _at(depth: int, paths: Sequence[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(".".join(path.split(".")[:depth]), []).append(path)
    return groups


def _deepest(paths: Sequence[str]) -> int:
    return max(path.count(".") for path in paths) + 1
