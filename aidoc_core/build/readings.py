"""What was read of objects, remembered for as long as nothing that reading looks at has changed.

Kept by module, as verdicts are: reading looks at the object's piece of the source, and at what others can be seen to
be from there. So an edit costs what it is made in. Where an object stands, and whether code gives it its docstring, is
asked each time. Of an object that no source file tells of, and where an extension of Griffe may have put in what stands
in no file, nothing is kept.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from aidoc_core.build.module_memos import MOST_OPEN, ModuleMemos
from aidoc_core.code.files import file_of
from aidoc_core.code.objects import NOT_SAID, ApiObject, Documented, Location, Parameter, Said, set_of
from aidoc_core.code.packed import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import griffe

    from aidoc_core.answers.memo import Memos
    from aidoc_core.build.module_memos import ModuleMemo
    from aidoc_core.code.lookup import CodeContext, Package
    from aidoc_core.code.lookup.notes import Note

_PLAIN = tuple(
    one.name
    for one in fields(ApiObject)
    if one.name not in ("location", "parameters", "documented", "said", "context", "skipped", "unshown")
)
_TUPLES = frozenset({"raises", "decorators", "members", "attributes", "by_extensions"})
_KIND = "objects"
"""What the memos hold."""
_LAST = "read"
"""Where the objects are held that the last build has read."""
_SETS = ("parameters", "raises", "attributes")


class Readings:
    """What was read, in one build.

    Args:
        memos: Where it is kept from build to build.
        root: Locations are told relative to this directory.
    """

    def __init__(self, memos: Memos, root: Path) -> None:
        self._modules = ModuleMemos(memos, _KIND, str(root))
        self._held = memos.held
        self._memos: dict[tuple[int, str], tuple[Package, ModuleMemo | None]] = {}
        self._looked_at: set[tuple[str, str]] = set()
        self._unkept: set[tuple[str, str]] = set()
        self._last: dict[str, ApiObject] = memos.held.setdefault(_LAST, {}) if memos.keeps else {}

    def of(self, context: CodeContext, read: Callable[[griffe.Object], ApiObject | None]) -> ApiObject | None:
        """An object as it was read, by an earlier build if nothing has changed.

        Args:
            context: The object in its package.
            read: Reads it.
        """
        obj, package = context.obj, context.package
        key = id(package), context.module_path  # the package is held, so the number is not given twice
        if key not in self._memos:
            self._memos[key] = package, self._memo(context)
        memo = self._memos[key][1]
        if memo is None:
            return self._same(read(obj))
        # By code that may be anywhere: what it looks at is no question of this object.
        how = " set elsewhere" if package.run_time.is_set_elsewhere(obj) else ""
        found = self._of(memo, context, read, how)
        if found is None or found.set_by_code is (sets := package.sets_docstring(obj)):
            return found
        return self._same(replace(found, set_by_code=sets))

    def _memo(self, context: CodeContext) -> ModuleMemo | None:
        """What is remembered of the module of an object; `None` where no source file tells of it."""
        file, module = file_of(context.obj), (context.package.name, context.module_path)
        self._looked_at.add(module)
        if file is None or file.suffix != ".py" or file not in context.obj.lines_collection:
            self._unkept.add(module)
            return None
        return self._modules.of(context.package, context.module_path)

    def _of(
        self, memo: ModuleMemo, context: CodeContext, read: Callable[[griffe.Object], ApiObject | None], how: str
    ) -> ApiObject | None:
        obj = context.obj
        piece: Note = ("piece", context.path)
        if context.package.outlines.find(context.path) is obj:
            name = f"{obj.kind.value} {context.path}{how}"
        else:  # one of several of its path: only where it stands tells which
            name, piece = f"{obj.kind.value} {obj.lineno} {context.path}{how}", ("text", context.module_path)
        live: ApiObject | None = memo.written.live.get(name)
        if live is not None and live.context is not None and live.location.line == _line(obj, live.location.line):
            live.context.move(context)
            return live
        known = memo.find(name)
        if known is None:
            with context.package.notes.gathered() as notes:
                found = self._same(read(obj))
            memo.put(name, [] if found is None else written(found), {piece, *notes})
        else:
            found = self._same(read_object(known, context)) if known else None
        if found is not None and name in memo.written.found:
            memo.written.live[name] = found
        return found

    def _same(self, found: ApiObject | None) -> ApiObject | None:
        """An object, or the value that it had in the last build of this process if that is the same."""
        if found is None:
            return None
        known = self._last.get(found.path)
        if known is None or known != found or known.context is None or found.context is None:
            self._last[found.path] = found
            return found
        known.context.move(found.context)
        return known

    def asked(self, package: Package, module: str) -> list[tuple[Note, Any]] | None:
        """The questions that what was read of a module rests on; `None` where nobody knows all of them."""
        if (package.name, module) in self._unkept:
            return None
        return self._modules.asked(package, module) if (package.name, module) in self._looked_at else []

    def close(self) -> None:
        """Keep what is new, unless sources have changed while they were read."""
        self._modules.close()

    def rest(self, most: int = MOST_OPEN) -> None:
        """Let memos go, where many are open, in a process that builds the site once.

        Args:
            most: How many may stay.
        """
        if self._modules.rest(most):
            self._memos.clear()

    def let_go(self, *, told: bool = False) -> None:
        """The same, for a build that has read what pages show: hardly anything is read again.

        Args:
            told: Whether the report is made, so that nobody asks any more what modules rest on.
        """
        if told:
            self._modules.forget()
        else:
            self._modules.let_go()
        self._memos.clear()
        self._held.pop(_LAST, None)
        self._last = {}


def let_go(held: Mapping[str, Any]) -> None:
    """Let the packages go that were read, before they are loaded again.

    Args:
        held: What the last build of this process holds.
    """
    for obj in held.get(_LAST, {}).values():
        if obj.context is not None:
            obj.context.leave()


def written(obj: ApiObject) -> list[Any]:
    """An object as plain data; sets in order."""
    has, said = obj.documented, obj.said
    return [
        [getattr(obj, name) for name in _PLAIN],
        [obj.location.file, obj.location.line],
        [[one.name, one.kind, one.annotation, one.default] for one in obj.parameters],
        [has.summary, has.returns, has.yields, *(sorted(getattr(has, name)) for name in _SETS)],
        [said.summary, said.parameters, said.returns, said.yields, said.raises],
        sorted(obj.skipped),
        sorted(obj.unshown),
    ]


def read_object(data: list[Any], context: CodeContext | None) -> ApiObject:
    """The inverse of `written`.

    Args:
        data: What that gave.
        context: The object in its package; `None` where nobody looks at the code around it.
    """
    plain, (file, line), parameters, has, said, skipped, unshown = data
    values: dict[str, Any] = {
        name: tuple(value) if name in _TUPLES else value for name, value in zip(_PLAIN, plain, strict=True)
    }
    summary, returns, yields, *sets = has
    return ApiObject(
        **values,
        location=Location(file=file, line=line if context is None else _line(context.obj, line)),
        parameters=tuple(
            Parameter(name=name, kind=kind, annotation=annotation, default=default)
            for name, kind, annotation, default in parameters
        ),
        documented=shared(Documented(
            summary=summary, returns=returns, yields=yields,
            **{name: set_of(names) for name, names in zip(_SETS, sets, strict=True)},
        )),
        said=Said(
            summary=said[0], parameters=_pairs(said[1]), returns=said[2], yields=said[3], raises=_pairs(said[4]),
        ) or NOT_SAID,
        skipped=set_of(skipped),
        unshown=set_of(unshown),
        context=context,
    )  # fmt: skip


def _line(obj: griffe.Object, otherwise: int) -> int:
    """The line that an object stands on by now; of a module, another one."""
    return obj.lineno or otherwise


def _pairs(written: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in written)
