"""The words of a package, found module by module: what was found in a text counts for as long as that is the same.

The tables here outlive a build, for a process that builds a site again and again.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.code.files import files_beside
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.mentions import mentions_in, mentions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aidoc_core.code.lookup.package import Package

_RAISE = re.compile(r"\braise\s+(?:\w+\.)*(\w+)")
_FOUND: dict[tuple[str, str, str], tuple[str, str]] = {}
"""The digest of a module's text, and what was found in it last: by what was looked for, the package and the module."""
_ROOM = 32_000_000
"""Characters of it, about: a set of words takes ten times as much, so they are kept in one text."""
_OFTEN = 512
"""After so many modules it is looked whether there is room."""


class Vocabulary:
    """The words of one package.

    Args:
        package: The package.
    """

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def words(self) -> frozenset[str]:
        """Every identifier in the package's code, short strings included, docstrings and comments not."""
        found: set[str] = set()
        for module in self._package.all_modules:
            found.update(module.path.split("."))
            found.update(module.members)
        return frozenset(found.union(*self._of_each("words", words_of)))

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Every word in the package's files and beside them, docstrings and comments included, in lower case."""
        found = frozenset[str]().union(*self._of_each("mentions", mentions_in))
        return found | mentions_of(files_beside(self._package.name, self._package.directory))

    @cached_property
    def raised(self) -> frozenset[str]:
        """Last parts of the names of all exceptions that the package raises."""
        return frozenset[str]().union(*self._of_each("raised", _raised_in, unloaded=False))

    def _of_each(self, what: str, find: Callable[[str], set[str]], *, unloaded: bool = True) -> Iterator[Iterable[str]]:
        """What is found in each module, and in each source that Griffe leaves out."""
        package = self._package
        for module in package.all_modules:
            if module.is_namespace_package or module.is_namespace_subpackage:
                continue
            key, digest = (what, str(package.directory), module.path), package.outlines.text(module.path)
            known, found = _FOUND.get(key, ("", ""))
            if known != digest:
                found = "\n".join(find("\n".join(package.lines_of(module))))
                _keep(key, digest, found)
            yield found.split("\n")
        for file in package.on_disk.unloaded() if unloaded else ():
            yield find(file.read_text(encoding="utf-8", errors="replace"))


def _keep(key: tuple[str, str, str], digest: str, found: str) -> None:
    _FOUND[key] = digest, found
    if len(_FOUND) % _OFTEN == 0 and sum(len(text) for _, text in _FOUND.values()) > _ROOM:
        _FOUND.clear()


def _raised_in(text: str) -> set[str]:
    return set(_RAISE.findall(text))
