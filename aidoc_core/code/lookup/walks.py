"""Ways from a module to all that it reaches: by what it imports, and by the names that its source spells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 12


class Loaded(Protocol):
    """What is loaded."""

    def module(self, path: str) -> griffe.Module | None:
        """A module that is loaded."""

    def words(self, path: str) -> frozenset[str]:
        """The identifiers in the source of a module."""

    def member(self, path: str) -> Any:
        """A package that is loaded."""


class Walk:
    """One walk from a module to all that it reaches.

    Args:
        loaded: Where it walks.

    Attributes:
        passed: The paths of the modules that it came through.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._ends: set[tuple[str, int]] = set()
        self.passed: set[str] = set()

    def from_module(self, path: str) -> Iterator[str]:
        """Walk to all that a module imports, or finds in the packages around it; gives the modules that are entered."""
        module = self._loaded.module(path)
        if module is None:
            return
        self.passed.add(path)
        words = self._loaded.words(path)
        for alias in _aliases(module):
            yield from self.follow(alias.target_path, words, 0)
        around: Any = module.parent
        while around is not None:
            self.passed.add(around.path)
            for name in words & around.members.keys():
                if name not in module.members:
                    yield from self._to(around, name, words, 0)
            around = around.parent

    def follow(self, path: str, words: frozenset[str], depth: int) -> list[str]:
        """Walk along a dotted path.

        Args:
            path: The path.
            words: The names that whoever looks may ask its end for, if that is a module.
            depth: How many aliases have led here.

        Returns:
            The modules that are reached whole.
        """
        first, *rest = path.split(".")
        module = self._loaded.member(first)
        if module is None or depth > _DEEPEST or not isinstance(module, griffe.Module):
            return []
        for place, name in enumerate(rest):
            self.passed.add(module.path)
            member = module.members.get(name)
            if isinstance(member, griffe.Module):
                module = member
                continue
            if isinstance(member, griffe.Alias):
                return self.follow(".".join([member.target_path, *rest[place + 1 :]]), words, depth + 1)
            return [] if member is None else [module.path]
        return self._into(module, words, depth)

    def _into(self, module: griffe.Module, words: frozenset[str], depth: int) -> list[str]:
        """Walk to what of a module somebody may ask for who has it."""
        self.passed.add(module.path)
        if (module.path, id(words)) in self._ends or depth > _DEEPEST:
            return []
        self._ends.add((module.path, id(words)))
        return [path for name in words & module.members.keys() for path in self._to(module, name, words, depth)]

    def _to(self, module: griffe.Module, name: str, words: frozenset[str], depth: int) -> list[str]:
        member = module.members[name]
        if isinstance(member, griffe.Alias):
            return self.follow(member.target_path, words, depth + 1)
        return self._into(member, words, depth + 1) if isinstance(member, griffe.Module) else [module.path]


def _aliases(module: griffe.Module) -> Iterator[griffe.Alias]:
    waiting: list[griffe.Object] = [module]
    while waiting:
        for member in waiting.pop().members.values():
            if isinstance(member, griffe.Alias):
                yield member
            elif isinstance(member, griffe.Class):
                waiting.append(member)
