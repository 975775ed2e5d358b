"""The code that reviewed files are about, as the command line finds it: its objects, and what is gone from it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.cli.search_paths import search_paths
from aidoc_core.code.packages import Packages
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The packages of some modules.

    Attributes:
        objects: All their objects, by path.
        current: The fingerprint of each, by path.
        unknown: The packages that Python does not find, and those with a module that cannot be read.
    """

    objects: dict[str, ApiObject]
    current: dict[str, str]
    unknown: frozenset[str]

    def lacks(self, path: str) -> bool:
        """Whether the code has nothing at a path; of packages that are not wholly known, nobody can tell."""
        top = path.partition(".")[0]
        if top in self.unknown or path in self.objects:
            return False
        contexts = (obj.context for obj in self.objects.values() if obj.path.partition(".")[0] == top)
        context = next((one for one in contexts if one is not None), None)
        return context is not None and not context.package.defines(path)


def read_code(modules: Iterable[str], search: Iterable[Path], settings: Settings, root: Path) -> Code:
    """Read the packages of some modules; nothing of them is imported.

    Args:
        modules: Paths of modules.
        search: Directories that hold packages, before all others.
        settings: The options, which decide what is requested of an object.
        root: The directory of mkdocs.yml or conf.py.
    """
    seconds = settings.extraction_timeout
    found: dict[str, ApiObject] = {}
    unknown: set[str] = set()
    for package in sorted({module.partition(".")[0] for module in modules}):
        packages = Packages([*search, *search_paths(root), *sys.path], root=root, seconds=seconds)
        try:
            listed = packages.objects(package, special=True)
        except ConfigError:  # its entries go without signature and place
            listed = []
        found |= {obj.path: obj for obj in listed}
        if not listed or packages.new_problems():
            unknown.add(package)
    current = {path: fingerprint(obj, settings) for path, obj in found.items()}
    return Code(objects=found, current=current, unknown=frozenset(unknown))
