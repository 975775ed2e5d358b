"""A Griffe extension for tests: gives every object that may be filled a docstring that tells when it is read.

It stands in for a build in which everything could be filled, without any code of the adapter: what the templates
read is what a page shows. List it in the handler's `extensions` by its path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.collect import Collector
from aidoc_core.code.gaps import find_gaps, why_not
from aidoc_core.code.special import is_special
from aidoc_core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

READ: set[str] = set()
"""The paths of the objects whose docstring was read since it was last cleared."""


class _Recorded(griffe.Docstring):
    """A docstring that enters its object when its sections are read, or its text for a summary."""

    def __bool__(self) -> bool:
        """There is one; whoever asks that much has not read it. A special method is not shown for its text."""
        assert self.parent is not None
        return not is_special(self.parent.name)

    @property
    def value(self) -> str:
        """The text."""
        self._enter()
        return self._text

    @value.setter
    def value(self, text: str) -> None:
        self._text = text

    @property
    def parsed(self) -> list[griffe.DocstringSection]:
        """The sections."""
        self._enter()
        return self.parse(self.parser or "google", warnings=False)

    def _enter(self) -> None:
        assert self.parent is not None
        READ.add(self.parent.path)


class Recording(griffe.Extension):
    """Plants the docstrings when a package is loaded."""

    def on_package(self, *, pkg: griffe.Module, loader: griffe.GriffeLoader, **kwargs: Any) -> None:
        """Plant them on everything in the package."""
        del loader, kwargs
        # All are found first: looking at an `__init__` reads the docstring of its class.
        for obj in list(_fillable(pkg, Collector())):
            human = obj.docstring
            text, parser = (human.value, human.parser) if human else (f"Planted on {obj.path}.", "google")
            obj.docstring = _Recorded(text, parent=obj, parser=parser)


def _fillable(obj: griffe.Object, collector: Collector) -> Iterator[griffe.Object]:
    read = collector.read(obj)
    if read is not None and not why_not(read, Settings()) and find_gaps(read):
        yield obj
    for member in obj.members.values():
        if isinstance(member, griffe.Object):
            yield from _fillable(member, collector)
