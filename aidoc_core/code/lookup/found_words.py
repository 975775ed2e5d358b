"""Words that were found in the texts of modules: they count for as long as a text is the same.

They outlive a build, for a process that builds a site again and again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

_FOUND: dict[tuple[str, str], tuple[str, str]] = {}
"""The digest of a module's text, and what was found in it last: by what was looked for, and the module."""
_ROOM = 32_000_000
"""Characters of it, about: a set of words takes ten times as much, so they are kept in one text."""
_OFTEN = 512
"""After so many modules it is looked whether there is room."""
_COUNTED: dict[tuple[str, str], _Counted] = {}
"""In how many modules each word stands, by the package and what was looked for."""
_PACKAGES = 16
"""So many are counted at a time."""


class _Counted(NamedTuple):
    """The words of a package: what they were counted of, and in how many places each stands."""

    modules: dict[str, tuple[str, Sequence[str], str]]
    words: Counter[str]


def in_package(
    package: str, what: str, modules: Iterable[tuple[str, str, Sequence[str]]], find: Callable[[str, str], str]
) -> AbstractSet[str]:
    """All words of a package; only those of modules are counted that have changed since they were counted last.

    Args:
        package: Where it is.
        what: Which words.
        modules: The path of each module, what stands for its text and file, and words that do not hang on that alone.
        find: Gives those of a text, each on a line of its own, by the first two of these.

    Returns:
        They: a view, which holds until those of the same package are counted again.
    """
    counted = _COUNTED.pop((package, what), None) or _Counted({}, Counter())
    if len(_COUNTED) >= _PACKAGES:
        _COUNTED.pop(next(iter(_COUNTED)))
    _COUNTED[package, what] = counted
    gone = set(counted.modules)
    for module, digest, names in modules:
        known = counted.modules.get(module)
        gone.discard(module)
        if known is not None and known[0] == digest and known[1] == names:
            continue
        if known is not None:
            _take_out(counted.words, known)
        found = find(module, digest)
        counted.modules[module] = digest, names, found
        counted.words.update(names)
        counted.words.update(found.split("\n"))
    for module in gone:
        _take_out(counted.words, counted.modules.pop(module))
    return counted.words.keys()


def _take_out(words: Counter[str], known: tuple[str, Sequence[str], str]) -> None:
    _, names, found = known
    for word in (*names, *found.split("\n")):
        words[word] -= 1
        if not words[word]:
            del words[word]


def forget(package: str, what: str) -> None:
    """Let the words of a package go; see `in_package`."""
    _COUNTED.pop((package, what), None)


def found_in(module: str, digest: str, what: str, find: Callable[[], set[str]]) -> list[str]:
    """The words of a module.

    Args:
        module: Its path.
        digest: Stands for its text, and for its file.
        what: Which words.
        find: Finds them.
    """
    return text_in(module, digest, what, find).split("\n")


def text_in(module: str, digest: str, what: str, find: Callable[[], set[str]]) -> str:
    """The words of a module, each on a line of its own; see `found_in`."""
    known, found = _FOUND.get((what, module), ("", ""))
    if known != digest:
        found = "\n".join(find())
        _keep((what, module), digest, found)
    return found


def _keep(key: tuple[str, str], digest: str, found: str) -> None:
    _FOUND[key] = digest, found
    if len(_FOUND) % _OFTEN == 0 and sum(len(text) for _, text in _FOUND.values()) > _ROOM:
        _FOUND.clear()
