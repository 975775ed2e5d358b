"""What was read of objects, remembered for as long as nothing that reading looks at has changed.

Kept by package, as verdicts are: under the state of the whole package as it is loaded, with the docstrings that its
objects have, and with what was looked into of installed packages. Of an object that no source file tells of, and where
an extension of Griffe may have put in what stands in no file, nothing is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.files import file_of
from aidoc_core.code.handwritten import Wrapping
from aidoc_core.code.lookup.outside import is_unchanged, looked_into
from aidoc_core.code.lookup.state import sources_of, state_of
from aidoc_core.code.objects import ApiObject, Documented, Location, Parameter, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aidoc_core.answers.memo import Memos
    from aidoc_core.code.lookup import CodeContext, Package

_PLAIN = tuple(
    one.name
    for one in fields(ApiObject)
    if one.name not in ("location", "parameters", "documented", "said", "context", "skipped")
)
_TUPLES = frozenset({"raises", "decorators", "members", "attributes", "by_extensions"})
_SETS = ("parameters", "raises", "attributes")


@dataclass(slots=True)
class _Known:
    """What is known of one package, and what of other packages it rests on, as it was."""

    package: Package
    state: str
    sources: str
    objects: dict[str, Any] = field(default_factory=dict)
    outside: dict[str, Any] = field(default_factory=dict)
    new: bool = False


class Readings:
    """What was read, in one build.

    Args:
        memos: Where it is kept from build to build.
        root: Locations are told relative to this directory.
    """

    def __init__(self, memos: Memos, root: Path) -> None:
        self._memos = memos
        self._root = root
        self._packages: dict[int, _Known | None] = {}

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
        if id(package) not in self._packages:  # `_Known` holds the package, so the number is not given twice
            self._packages[id(package)] = self._open(package)
        known = self._packages[id(package)]
        if known is None:
            return read(obj)
        name = f"{obj.kind.value} {obj.lineno} {obj.path}"
        if name not in known.objects:
            found = read(obj)
            known.objects[name] = None if found is None else _written(found)
            known.new = True
            return found
        found = known.objects[name]
        return None if found is None else _read(found, context)

    def close(self) -> None:
        """Keep what is new, unless sources have changed while they were read, or others were loaded."""
        for one in self._packages.values():
            if one is not None and one.new:
                one.new = False
                if _is_as_read(one):
                    outside = looked_into(one.package.directory)
                    outside["files"] |= one.outside.get("files", {})
                    self._memos.write(_name(one.package), one.state, {"outside": outside, "objects": one.objects})

    def _open(self, package: Package) -> _Known | None:
        try:
            docstrings = _docstrings(package)
            state, sources = state_of(package), sources_of(package)
        except (OSError, ValueError, RecursionError):  # a file of it is gone, or nested too deeply
            return None
        if docstrings is None:
            return None
        known = _Known(package=package, state=f"{state} {docstrings} {self._root}", sources=sources)
        memo = self._memos.read(_name(package), known.state)
        if memo and is_unchanged(memo["outside"], package.directory):
            known.objects, known.outside = memo["objects"], memo["outside"]
        return known


def _docstrings(package: Package) -> str | None:
    """A digest of all docstrings of what is loaded; `None` where any has sections that stand in no text."""
    total = hashlib.blake2b(digest_size=16)
    for obj in _objects(package.root.modules_collection):
        docstring = obj.docstring
        while isinstance(docstring, Wrapping):
            docstring = docstring.human
        if docstring is None:
            continue
        if type(docstring) is not griffe.Docstring or "parsed" in vars(docstring):
            return None
        total.update(f"{obj.path}\0{docstring.value}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _objects(collection: griffe.ModulesCollection) -> Iterator[griffe.Object]:
    waiting: list[griffe.Object] = [one for one in collection.members.values() if isinstance(one, griffe.Object)]
    seen: set[int] = set()
    while waiting:
        obj = waiting.pop()
        if id(obj) not in seen:
            seen.add(id(obj))
            yield obj
            waiting += [one for one in obj.members.values() if isinstance(one, griffe.Object)]


def _is_as_read(one: _Known) -> bool:
    try:
        return sources_of(one.package, on_disk=True) == one.sources
    except (OSError, ValueError, RecursionError):
        return False


def _name(package: Package) -> str:
    return f"objects {package.name}"


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
