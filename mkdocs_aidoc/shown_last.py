"""What the last build of a process has shown: values that the next one goes by, and how they are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.code.lookup.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import griffe

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.lookup import CodeContext
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.given import Given
    from mkdocs_aidoc.rendered import Places

    Key = tuple[str, str, str, str, str]
    """A block: its file and address, what it names, what that stands for, and its options."""


class ShownBlock(NamedTuple):
    """What one block shows.

    Attributes:
        places: The paths of objects, each with its anchor.
        ways: The modules of those, each with what stands for how the block shows them.
        merged: The modules of constructors, each with that of a class that it is merged into, where these are two.
        looked_at: Further modules that tell what it shows: those of objects that it hides.
    """

    places: list[tuple[str, str]]
    ways: Mapping[str, str]
    merged: frozenset[tuple[str, str]]
    looked_at: frozenset[str]


class ShownObject(NamedTuple):
    """What one object has got.

    Attributes:
        path: Its path.
        owner: The place of the object that it is in among those of its module; -1 for none of them.
        names: The names that lead to it from there, or else from its module.
        context: Its place in the code.
        given: What it has got.
    """

    path: str
    owner: int
    names: Sequence[str]
    context: CodeContext | None
    given: Given


class ShownModule(NamedTuple):
    """What became of the objects of one module.

    Attributes:
        records: As the ledger has them.
        by_path: The same, by path.
        objects: What they have got.
    """

    records: tuple[Record, ...]
    by_path: dict[str, Record]
    objects: list[ShownObject]


class LastShown(NamedTuple):
    """What the last build of this process has shown.

    Attributes:
        blocks: What each block shows.
        modules: What became of the objects of each module.
        places: Where each object may be documented.
        listed: The pages of the navigation, by their URLs.
        in_navigation: The objects that these show.
    """

    blocks: dict[Key, ShownBlock]
    modules: Mapping[str, ShownModule]
    places: dict[str, Places]
    listed: frozenset[str]
    in_navigation: frozenset[str]


def block_of(shown: Sequence[Shown], looked_at: Iterable[griffe.Module], path_of: Callable[[Any], str]) -> ShownBlock:
    """What a block shows.

    Args:
        shown: Each object that it shows.
        looked_at: The modules of all objects that were looked at.
        path_of: Gives the path of a module.
    """
    ways: dict[str, list[object]] = {}
    classes: dict[str, str] = {}
    merged = set()
    for one in shown:
        module = path_of(one.obj if one.obj.is_module else one.obj.module)
        ways.setdefault(module, []).append((one.path, one.anchor, one.inside, one.merges, one.labelled, one.renamed))
        if one.merges:
            classes[one.path] = module
        elif one.inside and (above := classes.get(one.inside, module)) != module:
            merged.add((module, above))
    return ShownBlock(
        places=[(one.path, one.anchor) for one in shown],
        ways={module: digest(how) for module, how in ways.items()},
        merged=frozenset(merged),
        looked_at=frozenset(map(path_of, looked_at)) - ways.keys(),
    )


def merged_with(modules: set[str], blocks: Iterable[ShownBlock]) -> set[str]:
    """The modules of what is marked together with anything of some modules, these included."""
    found, pairs = set(modules), frozenset[tuple[str, str]]().union(*(block.merged for block in blocks))
    while more := {module for pair in pairs if not found.isdisjoint(pair) for module in pair} - found:
        found |= more
    return found


def shown_otherwise(before: Iterable[ShownBlock], after: Iterable[ShownBlock]) -> set[str]:
    """The modules whose objects are shown in another way than they were, whichever blocks do."""
    ways, now = _ways_in(before), _ways_in(after)
    return {module for module in ways.keys() | now.keys() if ways.get(module) != now.get(module)}


def _ways_in(blocks: Iterable[ShownBlock]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for block in blocks:
        for module, way in block.ways.items():
            found.setdefault(module, set()).add(way)
    return found


def objects_of(records: Sequence[Record], module: str, given: Callable[[str], Given]) -> list[ShownObject]:
    """The objects of a module.

    Args:
        records: What became of them, in the order of their paths.
        module: The path of the module.
        given: Tells what an object has got.
    """
    found: list[ShownObject] = []
    places: dict[str, int] = {}
    for place, obj in enumerate(record.obj for record in records):
        around, _, name = obj.path.rpartition(".")
        owner = -1 if module in (obj.path, around) else places.get(around, -1)
        inner = obj.path[len(module) + 1 :]
        names = (name,) if owner >= 0 else tuple(inner.split(".")) if inner else ()
        found.append(ShownObject(obj.path, owner, names, obj.context, given(obj.path)))
        places[obj.path] = place
    return found


def find_all(loaded: Any, module: str, objects: Sequence[ShownObject]) -> list[griffe.Object] | None:
    """The objects of a module; `None` where another one or none is in the place of any."""
    top = _inside(loaded, module.split("."))
    found: list[griffe.Object] = []
    for one in objects:
        around = found[one.owner] if one.owner >= 0 else top
        if around is None or len(one.names) != 1:
            target = _inside(around, one.names)
        else:
            target = around.members.get(one.names[0])
        if target is None or target.is_alias:
            return None
        found.append(target)
    return found


def _inside(found: Any, names: Sequence[str]) -> Any:
    for name in names:
        found = None if found is None else found.members.get(name)
        if found is None or found.is_alias:
            return None
    return found
