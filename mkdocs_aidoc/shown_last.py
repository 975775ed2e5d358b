"""What the last build of a process has shown: values that the next one goes by, and how they are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
        names: The names that lead to it from its module.
        context: Its place in the code.
        added: What was added to its docstring, if anything.
        label: The label beside its heading.
    """

    path: str
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
    modules: dict[str, ShownModule]
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


def names_in(path: str, module: str) -> Sequence[str]:
    """The names that lead to an object from its module."""
    inner = path[len(module) + 1 :]
    return inner.split(".") if inner else ()


def find_all(loaded: Any, module: str, objects: Sequence[ShownObject]) -> list[griffe.Object] | None:
    """The objects of a module; `None` where another one or none is in the place of any."""
    top = _inside(loaded, module.split("."))
    found = [_inside(top, one.names) for one in objects]
    return None if None in found else found


def _inside(found: Any, names: Sequence[str]) -> Any:
    for name in names:
        found = None if found is None else found.members.get(name)
        if found is None or found.is_alias:
            return None
    return found
