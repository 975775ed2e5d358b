"""A whole package, read without a docs build: for commands that look at code and not at pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.collect import Collector
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.code.objects import ApiObject


def read_package(name: str, search: Sequence[Path] = (), *, root: Path | None = None) -> list[ApiObject]:
    """Every object of a package that can be documented, in the order of the tree.

    Args:
        name: The package's import name.
        search: Directories to look in before those that Python looks in.
        root: Locations are told relative to this directory; the current one by default.

    Raises:
        ConfigError: There is no such package.
    """
    paths = [str(path) for path in search]
    loader = griffe.GriffeLoader(search_paths=[*paths, *griffe.ModuleFinder().search_paths], allow_inspection=False)
    try:
        package = loader.load(name)
    except (ImportError, griffe.LoadingError, SyntaxError) as error:
        raise ConfigError(
            f"there is no package '{name}' in {', '.join(paths) or 'this environment'}. Say where with --search."
        ) from error
    collector = Collector(root or Path.cwd())
    return [obj for found in _objects(package) if (obj := collector.read(found)) is not None]


def _objects(obj: griffe.Object | griffe.Alias) -> Iterator[griffe.Object]:
    if isinstance(obj, griffe.Alias):
        return
    yield obj
    if obj.is_module or obj.is_class:
        for member in obj.members.values():
            yield from _objects(member)
