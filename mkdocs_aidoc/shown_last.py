"""What the last build of a process has shown: values that the next one goes by, and how they are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import griffe

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.render.added import Added
    from mkdocs_aidoc.rendered import Places

    Key = tuple[str, str, str, str, str]
    """A block: its file and address, what it names, what that stands for, and its options."""


class ShownBlock(NamedTuple):
    """What one block shows.

    Attributes:
        places: The paths of objects, each with its anchor.
        modules: The modules of those of which there is a record.
        merged: The modules of constructors, each with that of a class that it is merged into, where these are two.
    """

    places: list[tuple[str, str]]
    modules: frozenset[str]
    merged: frozenset[tuple[str, str]]


class ShownObject(NamedTuple):
    """What one object has got.

    Attributes:
        path: Its path.
        owner: The place of the object that it is in among those of its module; -1 for none of them.
        names: The names that lead to it from there, or else from its module.
        context: Its place in the code.
        added: What was added to its docstring, if anything.
        label: The label beside its heading.
    """

    path: str
    owner: int
    names: Sequence[str]
    context: CodeContext | None
    added: Added | None
    label: str


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


def add_merged(touched: set[str], blocks: Collection[ShownBlock]) -> None:
    """Add the modules of what is marked together with anything that is touched."""
    pairs = frozenset[tuple[str, str]]().union(*(block.merged for block in blocks))
    while more := {module for pair in pairs if not touched.isdisjoint(pair) for module in pair} - touched:
        touched |= more


def add_all(touched: set[str], open_: set[Key], blocks: dict[Key, ShownBlock]) -> None:
    """Add all that is shown together with anything that is touched: marks and links might be others."""
    touched.update(*(blocks[key].modules for key in open_))
    while more := {key for key, block in blocks.items() if key not in open_ and not touched.isdisjoint(block.modules)}:
        open_ |= more
        touched.update(*(blocks[key].modules for key in more))


def objects_of(
    records: Sequence[Record], module: str, given: Callable[[str], tuple[Added | None, str]]
) -> list[ShownObject]:
    """The objects of a module.

    Args:
        records: What became of them, in the order of their paths.
        module: The path of the module.
        given: Tells what was added to the docstring of an object, and its label.
    """
    found: list[ShownObject] = []
    places: dict[str, int] = {}
    for place, obj in enumerate(record.obj for record in records):
        around, _, name = obj.path.rpartition(".")
        owner = -1 if module in (obj.path, around) else places.get(around, -1)
        inner = obj.path[len(module) + 1 :]
        names = (name,) if owner >= 0 else tuple(inner.split(".")) if inner else ()
        found.append(ShownObject(obj.path, owner, names, obj.context, *given(obj.path)))
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
