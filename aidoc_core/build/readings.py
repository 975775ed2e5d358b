"""What was read of objects, remembered for as long as nothing that reading looks at has changed.

Kept by package, as verdicts are: under the state of the whole package as it is loaded, with the docstrings that its
objects have, and with what was looked into of installed packages. Of an object that no source file tells of, and where
an extension of Griffe may have put in what stands in no file, nothing is kept.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from aidoc_core.build.package_memos import PackageMemos
from aidoc_core.code.files import file_of
from aidoc_core.code.handwritten import without_added
from aidoc_core.code.objects import ApiObject, Documented, Location, Parameter, Said
from aidoc_core.code.state import docstrings_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import griffe

    from aidoc_core.answers.memo import Memos
    from aidoc_core.code.lookup import CodeContext, Package

_PLAIN = tuple(
    one.name
    for one in fields(ApiObject)
    if one.name not in ("location", "parameters", "documented", "said", "context", "skipped")
)
_TUPLES = frozenset({"raises", "decorators", "members", "attributes", "by_extensions"})
_SETS = ("parameters", "raises", "attributes")


class Readings:
    """What was read, in one build.

    Args:
        memos: Where it is kept from build to build.
        root: Locations are told relative to this directory.
    """

    def __init__(self, memos: Memos, root: Path) -> None:
        self._root = root
        self._packages = PackageMemos(memos, "objects", self._under)

    def of(self, context: CodeContext, read: Callable[[griffe.Object], ApiObject | None]) -> ApiObject | None:
        """An object as it was read, by an earlier build if nothing has changed.

        Args:
            context: The object in its package.
            read: Reads it.
        """
        obj, package = context.obj, context.package
        file = file_of(obj)
        if file is None or file.suffix != ".py" or file not in obj.lines_collection:
            return read(obj)
        known = self._packages.of(package)
        if known is None:
            return read(obj)
        name = f"{obj.kind.value} {obj.lineno} {obj.path}"
        if name not in known.found:
            found = read(obj)
            known.found[name] = None if found is None else _written(found)
            known.new = True
            return found
        found = known.found[name]
        return None if found is None else _read(found, context)

    def close(self) -> None:
        """Keep what is new, unless sources have changed while they were read, or others were loaded."""
        self._packages.close()

    def _under(self, package: Package) -> str | None:
        docstrings = docstrings_of(package.root, lambda obj: without_added(obj.docstring))
        return None if docstrings is None else f"{docstrings} {self._root}"


def _written(obj: ApiObject) -> list[Any]:
    """An object as plain data; sets in order."""
    has, said = obj.documented, obj.said
    return [
        [getattr(obj, name) for name in _PLAIN],
        [obj.location.file, obj.location.line],
        [[one.name, one.kind, one.annotation, one.default] for one in obj.parameters],
        [has.summary, has.returns, has.yields, *(sorted(getattr(has, name)) for name in _SETS)],
        [said.summary, said.parameters, said.returns],
        sorted(obj.skipped),
    ]


def _read(written: list[Any], context: CodeContext) -> ApiObject:
    plain, (file, line), parameters, has, said, skipped = written
    values: dict[str, Any] = {
        name: tuple(value) if name in _TUPLES else value for name, value in zip(_PLAIN, plain, strict=True)
    }
    summary, returns, yields, *sets = has
    return ApiObject(
        **values,
        location=Location(file=file, line=line),
        parameters=tuple(
            Parameter(name=name, kind=kind, annotation=annotation, default=default)
            for name, kind, annotation, default in parameters
        ),
        documented=Documented(
            summary=summary, returns=returns, yields=yields,
            **{name: frozenset(names) for name, names in zip(_SETS, sets, strict=True)},
        ),
        said=Said(summary=said[0], parameters=tuple((name, text) for name, text in said[1]), returns=said[2]),
        skipped=frozenset(skipped),
        context=context,
    )  # fmt: skip
