"""What a project says of its package outside of the code, and how it writes; each looked for once a package."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.code.files import file_of
from aidoc_core.code.lookup.left_alone import lines_to_show
from aidoc_core.code.lookup.manner import models_of_style
from aidoc_core.code.lookup.usages import index_calls, is_statement, sentence_on, usage_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import griffe

    from aidoc_core.code.lookup.package import Package


class Beside:
    """A package's project.

    Args:
        package: The package.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._indexes: dict[tuple[str, ...], dict[str, str]] = {}

    @cached_property
    def sentence(self) -> str:
        """What the package is, in the words of its project file; empty where nothing says it."""
        return sentence_on(self._package.name, self._package.directory)

    @cached_property
    def models_of_style(self) -> list[griffe.Function]:
        """Functions whose own docstrings show how the project writes."""
        return models_of_style(self._package)

    def usage(self, obj: griffe.Object, exclude: Sequence[str] = ()) -> str:
        """A line of README, examples, tests or the package that calls an object; none of what is left alone.

        Args:
            obj: A function or class.
            exclude: Patterns of paths, as the option has them.

        Returns:
            The line; empty where there is none, or where another object of the package has the same name.
        """
        if len(self._package.by_name.get(obj.name, ())) != 1:
            return ""
        line = self._calls(tuple(exclude)).get(obj.name, "")
        return line if line and is_statement(line) else ""

    def _calls(self, exclude: tuple[str, ...]) -> dict[str, str]:
        if exclude not in self._indexes:
            package = self._package
            own = (
                "\n".join(lines_to_show(package, module, exclude))
                for module in package.modules()
                if file_of(module) is not None
            )
            self._indexes[exclude] = index_calls((*usage_texts(package.directory), *own))
        return self._indexes[exclude]
