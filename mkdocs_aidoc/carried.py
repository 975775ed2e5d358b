"""Blocks that edits since the last build of this process leave as they are: what they show is carried over unseen.

For `mkdocs serve`. Objects are taken over where nothing about their module has changed, and blocks that show none but
these. Where any module looks different from outside, all that a block shows is looked at again with any of it, too:
marks and links might be others.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.build.answered import with_other_answers
from aidoc_core.build.edits import Edits
from aidoc_core.render.ready import put, set_label
from mkdocs_aidoc.appearance import resolve
from mkdocs_aidoc.shown_last import (
    LastShown,
    ShownBlock,
    ShownModule,
    add_all,
    add_merged,
    find_all,
    objects_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.render.added import Added
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.filling import Filling
    from mkdocs_aidoc.scan import Collected, Scan
    from mkdocs_aidoc.shown_last import Key

    BlockPlaces = list[tuple[str, str]]

_HELD = "blocks"
"""Under what name a process holds what its last build has shown."""


class Carried:
    """The blocks of one build that are carried over.

    Args:
        session: The build.
        scan: What the pages show.
        known: Tells whether a dotted path is documented elsewhere.
        collected: All blocks; nothing is filled in yet.
        on_loss: Told of an object with which a person's words would not be as they are.
    """

    def __init__(
        self,
        session: Session,
        scan: Scan,
        known: Callable[[str], bool],
        collected: Sequence[Collected],
        on_loss: Callable[[str, Loss], None],
    ) -> None:
        self._session = session
        self._scan = scan
        self._held = session.memory.held
        self._on_loss = on_loss
        self._collected = collected
        self._keys: list[Key] = []
        self._roots: dict[Key, str] = {}  # the modules of what blocks name
        for file, data, options in collected:
            target, named = resolve(data), data.path
            path = "" if target is None else named if target is data else target.path
            key = file.src_uri, file.url, named, path, scan.how(options)
            self._keys.append(key)
            self._roots[key] = "" if target is None else path if target.is_module else target.module.path
        self._last: LastShown | None = self._held.pop(_HELD, None)
        self._new: dict[Key, BlockPlaces] = {}
        self._merged: dict[Key, list[tuple[str, str]]] = {}
        self._targets: dict[str, list[griffe.Object]] = {}
        self._open: frozenset[Key] = frozenset(self._keys)
        loaded: Any = scan.loaded
        tops = [top for top in loaded.members.values() if isinstance(top, griffe.Module)]
        self._edits = Edits(session, known, list(map(scan.package, tops)))
        self._loaded = loaded

    def begin(self) -> None:
        """Begin to fill, and look what is carried over: the cache is open by now."""
        last = self._last
        self._edits.begin(self._answered)
        if last is not None and self._edits.are_known and self._keys == list(last.blocks):
            self._look(last)

    def _answered(self) -> frozenset[str]:
        """The modules of which any answer may be another than the last build found."""
        last = self._last
        records = {} if last is None else {path: one.records for path, one in last.modules.items()}
        return with_other_answers(self._session, records)

    @property
    def are_edited(self) -> bool:
        """Whether any source is known to be another one by now."""
        return self._last is not None and self._edits.any

    @property
    def any(self) -> bool:
        """Whether anything is carried over."""
        return bool(self._targets) or len(self._open) < len(self._keys)

    def _look(self, last: LastShown) -> None:
        touched = set(filter(self._edits.touch, last.modules))
        # Where a name leads, and what members there are, the module tells that a block names anything of.
        open_ = {key for key, module in self._roots.items() if self._edits.touch(module)}
        if self._edits.same_outside:  # then blocks show the same objects in the same way
            add_merged(touched, last.blocks.values())
            open_ |= {key for key, block in last.blocks.items() if not touched.isdisjoint(block.modules)}
        else:
            add_all(touched, open_, last.blocks)
        found: dict[str, list[griffe.Object]] = {}
        for path in last.modules:
            if path not in touched:
                targets = find_all(self._loaded, path, last.modules[path].objects)
                if targets is None:
                    return
                found[path] = targets
        self._targets, self._open = found, frozenset(open_)

    def shown(self, each: Callable[[list[Shown]], None]) -> list[Shown]:
        """What the blocks show that are looked at again; what all show is told to the scan.

        Args:
            each: Told of what one of them shows before the next one is looked at.
        """
        found = list(self._shown(each))
        last = self._last
        if last is None or not self.any:
            return found
        if all(self._new[key] == block.places for key, block in last.blocks.items()):
            self._scan.places.clear()
            self._scan.places.update(last.places)
            return found
        self.give_up()  # links of all texts may lead elsewhere
        self._scan.begin_again()
        return list(self._shown(each))

    def _shown(self, each: Callable[[list[Shown]], None]) -> Iterator[Shown]:
        self._new, self._merged = {}, {}
        packages: dict[str, Any] = self._loaded.members
        for key, one in zip(self._keys, self._collected, strict=True):
            if self._last is not None and key not in self._open:
                self._new[key] = self._last.blocks[key].places
                self._scan.take(key[2], key[4], packages.get(key[3].partition(".")[0]))
            else:
                shown = self._scan.pages([one])
                self._new.setdefault(key, []).extend((one.path, one.anchor) for one in shown)
                self._merged.setdefault(key, []).extend((one.path, one.inside) for one in shown if one.inside)
                if anew := [one for one in shown if not self._is_carried(one)]:
                    each(anew)
                    yield from anew

    def _is_carried(self, shown: Shown) -> bool:
        module = shown.obj if shown.obj.is_module else shown.obj.module
        return bool(self._targets) and module.path in self._targets

    def drop(self) -> None:
        """Have all objects looked up after all: of each there is a record."""

    def give_up(self) -> None:
        """Carry nothing over."""
        self._targets.clear()
        self._open = frozenset(self._keys)

    def records(self) -> Iterator[dict[str, Record]]:
        """Enter what became of objects of blocks that are carried over; that, by path, for each module."""
        last = self._last
        if last is None or not self._targets:
            return
        packages = {top.path: self._scan.package(top) for top in self._loaded.members.values() if not top.is_alias}
        for path, targets in self._targets.items():
            package = packages[path.partition(".")[0]]
            for one, target in zip(last.modules[path].objects, targets, strict=True):
                if (context := one.context) is not None:
                    context.package, context.obj = package, target
        self._enter(last)
        self._edits.carry()
        for path in self._targets:
            yield last.modules[path].by_path

    def put(self) -> None:
        """Give objects of blocks that are carried over what they had; to be called when nothing is requested any more.

        What is sent of others has the words of people that are in the code around them, and no others.
        """
        for path, target, added, label in self.texts():
            if added is not None:
                put(target, added, functools.partial(self._on_loss, path))
            if label:
                set_label(target, label)

    def _enter(self, last: LastShown) -> None:
        """Enter what became of the objects of modules that nothing has touched."""
        self._session.carry({path: (last.modules[path].records, last.modules[path].by_path) for path in self._targets})

    def texts(self) -> Iterator[tuple[str, griffe.Object, Added | None, str]]:
        """What was given to objects: the path and the object, what was added, and its label."""
        if self._last is not None:
            for path, targets in self._targets.items():
                for one, target in zip(self._last.modules[path].objects, targets, strict=True):
                    yield one.path, target, one.added, one.label

    def in_navigation(self, listed: frozenset[str]) -> frozenset[str] | None:
        """The objects that pages of the navigation show; `None` where that may be others than in the last build.

        Args:
            listed: The pages of the navigation, by their URLs.
        """
        last = self._last
        return last.in_navigation if last is not None and self.any and last.listed == listed else None

    def go_on(self) -> None:
        """Leave to the next build what the last one has shown: this one went by what is remembered of the site."""
        if self._last is not None:
            self._held[_HELD] = self._last
        self._edits.go_on()

    def keep(self, filling: Filling, listed: frozenset[str]) -> None:
        """Hold what this build has shown, for the next one.

        Args:
            filling: What has given objects their texts.
            listed: The pages of the navigation, by their URLs.
        """
        ledger = self._session.ledger
        by_module = dict(ledger.by_module())
        if len(self._new) != len(self._keys) or not self._edits.keep(by_module):
            return
        last, modules = self._last, {}
        for path, records in by_module.items():
            if last is not None and path in self._targets and last.modules[path].records is records:
                modules[path] = last.modules[path]
            elif path in self._targets:  # something has come to it since
                return
            else:
                objects = objects_of(records, path, filling.given)
                modules[path] = ShownModule(records, {one.obj.path: one for one in records}, objects)
        blocks = self._blocks()
        shown = self.in_navigation(listed)
        if shown is None:
            there = self._scan.places.items()
            shown = frozenset(path for path, found in there if any(url in listed for url, _ in found))
        self._held[_HELD] = LastShown(blocks, modules, dict(self._scan.places), listed, shown)

    def _blocks(self) -> dict[Key, ShownBlock]:
        """What each block shows in this build."""
        blocks = {}
        last, ledger = self._last, self._session.ledger
        for key, places in self._new.items():
            known = None if last is None else last.blocks.get(key)
            if known is None or known.places is not places:
                found = {path: module for path, _ in places if (module := ledger.module_of(path)) is not None}
                pairs = ((found.get(path), found.get(inside)) for path, inside in self._merged.get(key, ()))
                merged = frozenset((one, other) for one, other in pairs if one and other and one != other)
                known = ShownBlock(places, frozenset(found.values()), merged)
            blocks[key] = known
        return blocks
