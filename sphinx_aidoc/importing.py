"""The modules that autodoc is going to import, by its own importer: no others, and none before it is asked for."""

from __future__ import annotations

import dis
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sphinx.ext.autodoc.importer import import_object
from sphinx.ext.autodoc.mock import mock  # type: ignore[attr-defined]  # moved in Sphinx 9, and still here
from sphinx.util.inspect import safe_getattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.config import Config


class Imports:
    """Imports what autodoc is going to import; until the first time, nothing is there.

    Args:
        config: Sphinx' configuration.

    Attributes:
        asked: What was brought and got since somebody last took the list: modules, each with `None`, or with the names
            that were got from it, all that it lists if there are none.
    """

    def __init__(self, config: Config) -> None:
        self.asked: list[tuple[str, list[str] | None]] = []
        self._mocks: Sequence[str] = getattr(config, "autodoc_mock_imports", ())
        self._open = False
        self._brought: dict[str, bool] = {}
        self._given: dict[tuple[str, str], Any] = {}  # what a module made when it was asked

    def open(self) -> None:
        """From now on the objects of imported modules are known: documents are going to be read."""
        self._open = True

    def bring(self, module: str) -> bool:
        """Import a module that autodoc is going to import, with autodoc's own importer.

        What goes wrong is not told: autodoc tries again, and tells it.

        Args:
            module: Its name.

        Returns:
            Whether it is there.
        """
        self.open()
        self.asked.append((module, None))
        if module not in self._brought:
            self._brought[module] = self._import(module)
        return self._brought[module]

    def bring_again(self, asked: Iterable[Sequence[Any]]) -> None:
        """Import and get what an earlier build was asked for (`asked`).

        Args:
            asked: That.
        """
        for module, names in asked:
            if names is None:
                self.bring(module)
            else:
                self.get(module, names or None)

    @property
    def brought(self) -> list[str]:
        """The modules that were imported for documents."""
        return [name for name, there in self._brought.items() if there]

    def get(self, module: str, names: Iterable[str] | None = None) -> None:
        """Get members of a module that autodoc is going to get: a lazy one makes them only then.

        Args:
            module: Its name; it has been brought.
            names: Their names; those that it lists if `None`.
        """
        if not self.there(module):
            return
        names = None if names is None else list(names)
        self.asked.append((module, names or []))
        obj = sys.modules[module]
        with mock(list(self._mocks)):
            for name in _listed(obj) if names is None else names:
                if name in vars(obj) or (module, name) in self._given:
                    continue
                try:
                    self._given[module, name] = safe_getattr(obj, name)
                except Exception:  # noqa: BLE001, S112 - autodoc tells, and shows nothing
                    continue

    def omits(self, module: str, name: str) -> bool:
        """Whether a module that is there does not list a name: autodoc takes it for no member, `__all__` or not."""
        if not self.there(module):
            return False
        obj = sys.modules[module]
        return name not in _listed(obj) and name not in safe_getattr(obj, "__annotations__", ())

    def failed(self, module: str) -> bool:
        """Whether autodoc will not be able to import a module that it is going to import."""
        return self._brought.get(module) is False

    def there(self, module: str) -> bool:
        """Whether a module has been imported, here or by autodoc itself."""
        found = sys.modules.get(module)
        return self._open and isinstance(found, ModuleType) and not _left_over(found, module)

    def _import(self, module: str) -> bool:
        before = frozenset(sys.modules)
        try:
            with mock(list(self._mocks)):
                import_object(module, [])
        except ImportError as error:
            _forget(module, before)
            if _interrupted(error):
                raise KeyboardInterrupt from error
            return False
        return isinstance(sys.modules.get(module), ModuleType)


def _left_over(module: ModuleType, name: str) -> bool:
    """Whether a module is from an earlier build in this process: its package has been imported anew from elsewhere."""
    above, _, last = name.rpartition(".")
    package = sys.modules.get(above)
    if not isinstance(package, ModuleType) or vars(package).get(last) is module or vars(module).get("__name__") != name:
        return False
    places = [place for place in (*_places(module), vars(module).get("__file__")) if isinstance(place, str)]
    inside = set(_places(package))
    return bool(inside and places) and not any(str(Path(place).parent) in inside for place in places)


def _places(package: ModuleType) -> list[str]:
    """The directories of a package; of a namespace package, there are several."""
    try:
        return list(vars(package).get("__path__", ()))
    except Exception:  # noqa: BLE001 - a module may set it to anything
        return []


def _forget(module: str, before: frozenset[str]) -> None:
    """Leave a package that fails as it was: autodoc's own attempt goes the same way, to the same message."""
    package = module.partition(".")[0]
    for name in sys.modules.keys() - before:
        if name == package or name.startswith(f"{package}."):
            del sys.modules[name]


def _interrupted(error: BaseException) -> bool:
    """Whether Ctrl-C came while a module was imported; autodoc's importer takes it for an error of the module.

    It comes between any two steps. A module that stops itself does so by `raise`.
    """
    cause = error.__cause__
    raised = cause.args[0] if cause is not None and cause.args else None
    if not isinstance(raised, KeyboardInterrupt):
        return False
    step = raised.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step is None or dis.opname[step.tb_frame.f_code.co_code[step.tb_lasti]] != "RAISE_VARARGS"


def _listed(module: ModuleType) -> Sequence[str]:
    """The names that a module says it has."""
    try:
        return dir(module)
    except Exception:  # noqa: BLE001 - a module may have a `__dir__` of its own
        return tuple(vars(module))
