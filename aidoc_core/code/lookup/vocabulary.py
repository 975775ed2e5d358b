"""The words of a package, found module by module."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from aidoc_core.code.files import files_beside
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.found_words import found_in
from aidoc_core.code.lookup.mentions import mentions_in, mentions_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import griffe

    from aidoc_core.code.lookup.package import Package

_RAISE = regex(r"\braise\s+(?:\w+\.)*(\w+)")


class Vocabulary:
    """The words of one package.

    Args:
        package: The package.
    """

    def __init__(self, package: Package) -> None:
        self._package = package

    def let_go(self) -> None:
        """Let the words go; they are found again where they are asked for."""
        for name in ("words", "mentions", "raised"):
            vars(self).pop(name, None)

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
            digest = package.outlines.text(module.path)
            yield found_in(module.path, digest, what, partial(_find, find, package, module))
        for file in package.on_disk.unloaded if unloaded else ():
            yield find(file.read_text(encoding="utf-8", errors="replace"))


def _find(find: Callable[[str], set[str]], package: Package, module: griffe.Module) -> set[str]:
    return find("\n".join(package.lines_of(module)))


def _raised_in(text: str) -> set[str]:
    return set(_RAISE.findall(text))
