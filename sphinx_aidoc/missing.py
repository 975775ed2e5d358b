"""What the source has and a page has not: at run time it does not exist, fails, or is something else."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import isenumclass

from aidoc_core.code.files import files_of
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.unmade import is_unmade

if TYPE_CHECKING:
    import griffe

    from sphinx_aidoc.live import Live
    from sphinx_aidoc.words import LivePackages


def lacks(packages: LivePackages, obj: griffe.Object) -> bool:
    """Whether something of the source is not shown: at run time it does not exist, or fails.

    Args:
        packages: The code.
        obj: The object.
    """
    if obj.path in packages.hidden or replaced(packages, obj) or is_unmade(obj, packages.live):
        return True
    words = None if obj.is_module else packages.live.words(obj.path)
    if words is not None and words.failing:
        return True
    made = obj.is_function or obj.is_class or "property" in obj.labels or only_in_stub(packages, obj)
    return made and _lacks(obj.path, packages.live)


def replaced(packages: LivePackages, obj: griffe.Object) -> bool:
    """Whether a `class` statement has made something else, by a metaclass or a decorator: it has no members.

    Args:
        packages: The code.
        obj: The class.
    """
    found = packages.live.find(obj.path) if obj.is_class else None
    return found is not None and not isinstance(found.obj, type)


def only_in_stub(packages: LivePackages, obj: griffe.Object) -> bool:
    """Whether the stub beside the source has an object that the source has not.

    Args:
        packages: The code.
        obj: The object.
    """
    api = packages.read(obj)
    file = files_of(obj)
    in_code = isinstance(file, Path) and file.suffix == ".py"
    return in_code and api is not None and api.location.file.endswith(".pyi")


def _lacks(path: str, live: Live) -> bool:
    """Whether a function, class or property does not exist at run time: another branch was taken."""
    above, _, name = path.rpartition(".")
    owner = live.find(above) if above else None
    if owner is None or not isinstance(owner.obj, ModuleType | type) or (name.startswith("__") and name[-2:] != "__"):
        return False
    if isinstance(owner.obj, ModuleType) and "__getattr__" in vars(owner.obj):
        return False
    try:
        if name not in dir(owner.obj) and not _hidden(owner.obj, name):
            return True
    except Exception:  # noqa: BLE001 - a class may be anything
        return False
    if name not in live.of_bases(above):
        return False
    found = live.find(path)  # a decorator may have made a class of a class, which has the members that stand here
    return found is None or path_of(found.obj) != path


def _hidden(cls: Any, name: str) -> bool:
    """Whether an enumeration has a member that it does not tell of: its methods. autodoc shows them all the same."""
    return isenumclass(cls) and any(name in vars(one) for one in cls.__mro__)
