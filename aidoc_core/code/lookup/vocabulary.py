"""The words of a package, found module by module."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from aidoc_core.code.files import files_beside
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.lookup.found_words import forget, in_package, text_in
from aidoc_core.code.lookup.mentions import mentions_in, mentions_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

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
            if vars(self).pop(name, None) is not None:
                forget(self._place, name)

    @property
    def _place(self) -> str:
        return f"{self._package.directory} {self._package.name}"

    @cached_property
    def words(self) -> AbstractSet[str]:
        """Every identifier in the package's code, short strings included, docstrings and comments not."""
        return self._of_all("words", words_of, named=True)

    @cached_property
    def mentions(self) -> AbstractSet[str]:
        """Every word in the package's files and beside them, docstrings and comments included, in lower case."""
        package = self._package
        beside = mentions_of(files_beside(package.name, package.directory))
        return self._of_all("mentions", mentions_in, beside)

    @cached_property
    def raised(self) -> AbstractSet[str]:
        """Last parts of the names of all exceptions that the package raises."""
        return self._of_all("raised", raised_in, unloaded=False)

    def _of_all(
        self,
        what: str,
        find: Callable[[str], set[str]],
        more: Iterable[str] = (),
        *,
        named: bool = False,
        unloaded: bool = True,
    ) -> AbstractSet[str]:
        """What is found in all modules, and in each source that Griffe leaves out.

        Args:
            what: Which words.
            find: Finds them in a text.
            more: Words that count, too.
            named: Whether the names of modules and of what they have count.
            unloaded: Whether sources count that Griffe leaves out.
        """
        package = self._package
        texts = package.on_disk.unloaded if unloaded else ()
        others = set(more).union(*(find(file.read_text(encoding="utf-8", errors="replace")) for file in texts))
        modules = package.by_path

        def text(path: str, digest: str) -> str:
            module = modules[path]
            is_file = not (module.is_namespace_package or module.is_namespace_subpackage)
            more = f"\n{path.replace('.', chr(10))}" if named else ""
            return (text_in(path, digest, what, partial(_find, find, package, module)) if is_file else "") + more

        digest = package.outlines.text
        looked = ((path, digest(path), tuple(module.members) if named else ()) for path, module in modules.items())
        found = in_package(self._place, what, looked, text)
        return found if others <= found else found | others


def _find(find: Callable[[str], set[str]], package: Package, module: griffe.Module) -> set[str]:
    return find("\n".join(package.lines_of(module)))


def raised_in(text: str) -> set[str]:
    """Last parts of the names of all exceptions that a text raises."""
    return set(_RAISE.findall(text))
