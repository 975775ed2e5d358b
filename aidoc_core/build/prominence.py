"""How much it matters that an object is well documented, by what the package and the site tell of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from math import log2
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from aidoc_core.build.kept_tally import KeptTally, Place
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import griffe

    from aidoc_core.build.tally import Tally
    from aidoc_core.code.objects import ApiObject

_NAME = regex(r"\b(?:id|attr)='(\w+)'")
"""A name that is read or called, in the form in which objects keep their code (`aidoc_core.code.canonical.dump`)."""
_KINDS = {"module": 1.0, "class": 1.0, "function": 1.0, "property": 0.5, "field": 0.0, "data": 0.0}
_MOST_ALIASES = 100
"""So many lead one to the other in no package; Griffe finds circles when it follows one for the first time."""
_EXPORTED, _PRIVATE, _IN_NAVIGATION, _DEPTH = 3.0, -6.0, 1.0, -0.25
"""What weighs how much, beside the logarithms of uses and of complexity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prominence:
    """What is known of the place of one object.

    Attributes:
        uses: Uses of its name in the code of the objects that pages show; `None` where they were not counted.
        exported: Whether an `__all__` names it, or the class that it belongs to; `None` where there is none.
        in_navigation: Whether a page of the navigation shows it; `None` where the doc tool does not tell.
    """

    uses: int | None = None
    exported: bool | None = None
    in_navigation: bool | None = None

    def importance(self, path: str, kind: str, complexity: int | None, *, public: bool) -> float:
        """A number of which only the order means anything.

        Args:
            path: The path of the object.
            kind: Its kind.
            complexity: Its cognitive complexity, if it is known.
            public: Whether it is public whatever its name.
        """
        names = path.split(".")
        private = not public and any(name.startswith("_") and not name.endswith("__") for name in names)
        score = (
            _KINDS[kind]
            + _EXPORTED * bool(self.exported)
            + _PRIVATE * (private and not self.exported)
            + _IN_NAVIGATION * bool(self.in_navigation)
            + _DEPTH * len(names)
            + log2(1 + (self.uses or 0))
            + log2(1 + (complexity or 0)) / 2
        )
        return round(score, 3)


class Uses:
    """How often the code that pages show reads each name; code that stays is not counted again.

    Args:
        keeps: Whether it is counted again; else what each module reads is not kept.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        self._keeps = keeps
        self._read: Counter[str] = Counter()
        self._bearers: Counter[str] = Counter()
        self._counted: dict[str, tuple[Tally, Counter[str], Counter[str]]] = {}
        self._used: dict[str, tuple[Tally, list[int]]] = {}

    def count(self, tallies: Sequence[Tally], names: Mapping[str, Sequence[str]]) -> None:
        """Count the objects of some modules, and none else.

        Args:
            tallies: The modules.
            names: The names in the code of objects that were carried over without it, by path.
        """
        now = {tally.module: tally for tally in tallies}
        before: list[tuple[Counter[str], Counter[str]]] = []
        after: list[tuple[Counter[str], Counter[str]]] = []
        for module in [module for module, known in self._counted.items() if now.get(module) is not known[0]]:
            _, read, bearers = self._counted.pop(module)
            self._read.subtract(read)
            self._bearers.subtract(bearers)
            before.append((read, bearers))
        for module, tally in now.items():
            if module not in self._counted:
                read, bearers = tally.made("read", object(), partial(_counted, tally, names))
                if self._keeps:
                    self._counted[module] = tally, read, bearers
                self._read.update(read)
                self._bearers.update(bearers)
                after.append((read, bearers))
        changed = _changed(before, after) if self._used else frozenset()
        for module, (tally, _) in list(self._used.items()):
            if now.get(module) is not tally or not changed.isdisjoint(_named(tally)):
                del self._used[module]

    def of(self, tally: Tally) -> list[int]:
        """Uses of the name of each object of a module; the same list where none has changed.

        Whose name it is, only running code could tell: objects of one name share its uses.
        """
        known = self._used.get(tally.module)
        if known is None:
            read, bearers = self._read.get, self._bearers
            known = tally, [read(name, 0) // bearers[name] for name in _named(tally)]
            if self._keeps:
                self._used[tally.module] = known
        return known[1]


_Counted: TypeAlias = "tuple[Counter[str], Counter[str]]"
"""The names that a module reads, and those that its objects have."""


def _changed(before: Sequence[_Counted], after: Sequence[_Counted]) -> frozenset[str]:
    """The names that some modules read or have more or less often than they did."""
    changed: set[str] = set()
    for part in range(2):  # by itself where either has no module: one may only be gone, or new
        was, now = [one[part] for one in before], [one[part] for one in after]
        for name in set[str]().union(*was, *now):
            if sum(one[name] for one in was) != sum(one[name] for one in now):
                changed.add(name)
    return frozenset(changed)


def _counted(tally: Tally, names: Mapping[str, Sequence[str]]) -> _Counted:
    """The names that a module reads, and those that its objects have."""
    objects = [record.obj for record in tally.records]
    read = Counter(name for obj in objects for name in names_in(obj) or names.get(obj.path, ()))
    return read, Counter(obj.name for obj in objects)


def names_in(obj: ApiObject) -> list[str]:
    """The names that the code of an object reads or calls, each as often as it does."""
    return _NAME.findall(obj.code)


def _named(tally: Tally) -> list[str]:
    return tally.made("names", None, lambda: [record.obj.name for record in tally.records])


def prominences(
    tallies: Sequence[Tally],
    uses: Uses,
    in_navigation: Callable[[str], bool] | None = None,
    names: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterator[list[Prominence] | Place]:
    """What is known of the place of each object, module by module; the same list where nothing of it has changed.

    Of modules without records it is told what it is made of.

    Args:
        tallies: The modules.
        uses: Counts uses.
        in_navigation: Tells whether a page of the navigation shows an object; `None` where nobody knows.
        names: The names in the code of objects that were carried over without it, by path.
    """
    uses.count(tallies, names)
    exports = Exports()
    counted = bool(names) or any(tally.made("has code", None, partial(_has_code, tally)) for tally in tallies)
    for tally in tallies:
        used = uses.of(tally) if counted else None
        # What tells it is the very same for as long as pages show what they showed.
        shown = (
            None if in_navigation is None else tally.made("shown", in_navigation, partial(_shown, tally, in_navigation))
        )
        if isinstance(tally, KeptTally):
            yield _place(tally, used, shown, exports)
            continue
        named = exports.around(tally)

        def make(tally: Tally = tally, used: Any = used, shown: Any = shown) -> list[Prominence]:
            return [
                Prominence(
                    uses=None if used is None else used[place],
                    exported=exports.name(record.obj),
                    in_navigation=None if shown is None else shown[place],
                )
                for place, record in enumerate(tally.records)
            ]

        yield tally.made("prominence", (used, shown, named), make)


def _place(tally: KeptTally, used: list[int] | None, shown: list[bool] | None, exports: Exports) -> Place:
    package, loaded = tally.around
    path = package.path_of(loaded)

    def importance(row: dict[str, Any], public: bool) -> float:  # noqa: FBT001 - a callback
        place = Prominence(uses=row["uses"], exported=row["exported"], in_navigation=row["in_navigation"])
        return place.importance(row["path"], row["kind"], row["complexity"], public=public)

    return Place(
        used=used,
        shown=shown,
        exports=exports.stand_for(path, loaded),
        exported=lambda name: exports.names(name, tally.module, path, loaded),
        importance=importance,
    )


def _shown(tally: Tally, in_navigation: Callable[[str], bool]) -> list[bool]:
    return list(map(in_navigation, tally.made("paths", None, lambda: [record.obj.path for record in tally.records])))


def _has_code(tally: Tally) -> bool:
    return any(record.obj.code for record in tally.records)


class Exports:
    """What each `__all__` names, by the paths of the objects themselves; each is followed once."""

    def __init__(self) -> None:
        self._around: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._paths: dict[int, tuple[griffe.Object, str]] = {}
        self._digests: dict[str, str] = {}

    def around(self, tally: Tally) -> object:
        """What the `__all__` of a module and of the packages around it name: all that `name` goes by there."""
        obj = next((record.obj for record in tally.records if record.obj.context is not None), None)
        return [] if obj is None else self._named_in(obj)

    def _exported(self, path: str, module: griffe.Object) -> frozenset[str]:
        """What the `__all__` of a module names, by its path there and by that of the object itself."""
        names = [str(one) for one in module.exports or ()]
        members = (module.members.get(name) for name in names)
        aliases = (member for member in members if member is not None and member.is_alias)
        return frozenset((*(f"{path}.{name}" for name in names), *map(self._target, aliases)))  # type: ignore[arg-type]

    def _named_in(self, obj: ApiObject) -> list[tuple[str, frozenset[str]]]:
        """What the `__all__` of the module of an object and of the packages around it name, with their paths."""
        if obj.context is None:
            return []
        module = obj.context.module
        return self._from(obj.context.package.path_of(module), module)

    def _from(self, path: str, module: griffe.Object) -> list[tuple[str, frozenset[str]]]:
        if path not in self._around:
            parent = module.parent
            found = [] if parent is None else self._from(path.rpartition(".")[0], parent)
            own = [] if module.exports is None else [(path, self._exported(path, module))]
            self._around[path] = [*own, *found]
        return self._around[path]

    def name(self, obj: ApiObject) -> bool | None:
        """Whether the `__all__` of its module or of a package around it names an object, under whatever name."""
        return None if obj.context is None else _names(obj.path, obj.module, self._named_in(obj))

    def names(self, name: str, home: str, path: str, module: griffe.Object) -> bool | None:
        """The same of an object by its path.

        Args:
            name: The path of the object.
            home: That of its module, as the object has it.
            path: That of its module, as the package has it.
            module: The module.
        """
        return _names(name, home, self._from(path, module))

    def stand_for(self, path: str, module: griffe.Object) -> str:
        """Stands for all that `name` goes by in a module.

        Args:
            path: The path of the module.
            module: The module.
        """
        from aidoc_core.code.lookup.digests import digest  # noqa: PLC0415 - it brings Griffe

        if path not in self._digests:
            around = path.rpartition(".")[0]
            above = "" if module.parent is None else self.stand_for(around, module.parent)
            own = None if module.exports is None else sorted(self._from(path, module)[0][1])
            self._digests[path] = digest(above, path, own) if own is not None or above else ""
        return self._digests[path]

    def _target(self, alias: griffe.Alias) -> str:
        """What an alias stands for, followed as far as the package tells."""
        import griffe  # noqa: PLC0415 - a report of no object needs none

        found: griffe.Object | griffe.Alias = alias
        try:
            for _ in range(_MOST_ALIASES):  # not `final_target`: it makes the path of each alias on the way
                if isinstance(found, griffe.Object):
                    return self._path_of(found)
                found = found.target
        except griffe.GriffeError:  # it leads outside, or in a circle
            return alias.target_path
        return alias.target_path

    def _path_of(self, obj: griffe.Object) -> str:
        """The path of an object; that of the module around it is made once."""
        around = obj.parent
        if around is None or not around.is_module:
            return obj.path
        known = self._paths.get(id(around))
        if known is None:
            known = self._paths[id(around)] = around, around.path
        return f"{known[1]}.{obj.name}"


def _names(name: str, home: str, named: Iterable[tuple[str, frozenset[str]]]) -> bool | None:
    """Whether what the `__all__` of modules names has an object in it, or what that is in.

    Args:
        name: The path of the object.
        home: That of its module.
        named: The path of each module, and what its `__all__` names.
    """
    inner = name.removeprefix(home).lstrip(".").partition(".")[0]
    target = f"{home}.{inner}" if inner else home
    found: bool | None = None
    for path, exported in named:
        if target != path:
            found = bool(found) or target in exported
    return found
