"""Blocks and modules that nothing has touched since the last build: what they show is carried over unseen.

Modules are taken over where nothing about them has changed, pages show their objects as they did, and the names in
their texts lead where they led; blocks where they show none but these, and nothing that tells what they show has
changed. An edit that shows other objects, or a page with other blocks, opens more of both until that holds.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.build.answered import with_other_answers
from aidoc_core.build.edits import Edits
from aidoc_core.render.ready import put, set_label
from mkdocs_aidoc.appearance import resolve
from mkdocs_aidoc.links import SiteLinks
from mkdocs_aidoc.shown_last import (
    LastShown,
    ShownBlock,
    ShownModule,
    block_of,
    find_all,
    merged_with,
    objects_of,
    shown_otherwise,
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
        self._blocks: dict[Key, Collected] = {}
        self._roots: dict[Key, str] = {}  # the modules of what blocks name
        seen = set()
        for file, data, options in collected:
            target, named, how = resolve(data), data.path, scan.how(options)
            if (named, how) not in seen:  # one like an earlier one shows nothing more
                seen.add((named, how))
                path = "" if target is None else named if target is data else target.path
                key = file.src_uri, file.url, named, path, how
                self._blocks[key] = file, data, options
                self._roots[key] = "" if target is None else path if target.is_module else target.module.path
        self._last: LastShown | None = self._held.pop(_HELD, None)
        self._new: dict[Key, ShownBlock] = {}
        self._walked: dict[Key, list[Shown]] = {}
        self._targets: dict[str, list[griffe.Object]] = {}
        self._open: set[Key] = set(self._blocks)
        self._paths: dict[Any, str] = {}
        loaded: Any = scan.loaded
        tops = [top for top in loaded.members.values() if isinstance(top, griffe.Module)]
        self._edits = Edits(session, known, list(map(scan.package, tops)))
        self._loaded = loaded

    def begin(self) -> None:
        """Begin to fill, and look what is carried over: the cache is open by now."""
        last = self._last
        self._edits.begin(self._answered)
        if last is not None and self._edits.are_known:
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
        return bool(self._targets) or len(self._open) < len(self._blocks)

    def _look(self, last: LastShown) -> None:
        touched = set()
        for path in last.modules:
            targets = None if self._edits.touch(path) else find_all(self._loaded, path, last.modules[path].objects)
            if targets is None:
                touched.add(path)
            else:
                self._targets[path] = targets
        # Where a name leads, and what members there are, the module tells that a block names anything of.
        self._open = {
            key
            for key, root in self._roots.items()
            if key not in last.blocks or self._edits.touch(root) or self._edits.change(last.blocks[key].looked_at)
        }
        self._touch(touched)

    def _touch(self, modules: set[str]) -> None:
        """Look again at some modules, at what is marked together with them, and at all blocks that show any of it."""
        blocks = {} if self._last is None else self._last.blocks
        for module in (touched := merged_with(modules, (*blocks.values(), *self._new.values()))):
            self._targets.pop(module, None)
        self._open |= {key for key in self._blocks.keys() & blocks if not touched.isdisjoint(blocks[key].ways)}

    def shown(self, each: Callable[[list[Shown]], None]) -> list[Shown]:
        """What the blocks show that are looked at again; what all show is told to the scan.

        Args:
            each: Told of what one of them shows before the next one is looked at.
        """
        self._walk(each)
        if self._last is not None and self.any:
            self._go_on(self._last, each)
        for key in self._blocks.keys() - self._open:
            self._scan.take(key[2], key[4])
        found = [one for key in self._blocks for one in self._anew(self._walked.get(key, ()))]
        self._walked.clear()  # of thousands of objects
        return found

    def _walk(self, each: Callable[[list[Shown]], None]) -> None:
        packages: dict[str, Any] = self._loaded.members
        for key, one in self._blocks.items():
            if key in self._walked:
                continue
            if key not in self._open and self._last is not None:
                self._new[key] = self._last.blocks[key]
                if (package := packages.get(key[3].partition(".")[0])) is not None:
                    self._scan.look_for_unreadable(package)
                continue
            self._scan.looked_at.clear()
            shown = self._walked[key] = self._scan.pages([one])
            self._new[key] = block_of(shown, self._scan.looked_at, self._path_of)
            if anew := self._anew(shown):
                each(anew)

    def _go_on(self, last: LastShown, each: Callable[[list[Shown]], None]) -> None:
        """Look again at more, until all else is shown as it was, and its links lead where they did."""
        while True:
            more = shown_otherwise(last.blocks.values(), self._new.values()) & self._targets.keys()
            if not more:
                self._tell_places(last)
                more = self._led_elsewhere(last)
            if not more:
                return
            before = dict(self._targets)
            self._touch(more)
            for shown in list(self._walked.values()):
                if anew := [one for one in self._anew(shown) if self._module_of(one) in before]:
                    each(anew)
            self._walk(each)

    def _tell_places(self, last: LastShown) -> None:
        places = self._scan.places
        places.clear()
        if self._is_shown_as(last):
            places.update(last.places)
            return
        for key, block in self._new.items():
            for path, anchor in block.places:
                places.setdefault(path, []).append((key[1], anchor))

    def _is_shown_as(self, last: LastShown) -> bool:
        """Whether all objects have the places that they had."""
        same = list(self._new) == list(last.blocks)
        return same and all(block.places == last.blocks[key].places for key, block in self._new.items())

    def _led_elsewhere(self, last: LastShown) -> set[str]:
        """The modules of objects whose texts have links that lead elsewhere by now."""
        if self._edits.same_outside and self._is_shown_as(last):
            return set()
        links = SiteLinks(places=self._scan.places, hosts=())
        return {
            path
            for path, targets in self._targets.items()
            for one, target in zip(last.modules[path].objects, targets, strict=True)
            if one.given.links and links.lead_elsewhere(target, one.given.links)
        }

    def _anew(self, shown: Sequence[Shown]) -> list[Shown]:
        """What is not carried over of what a block shows."""
        return [one for one in shown if self._module_of(one) not in self._targets] if self._targets else list(shown)

    def _module_of(self, shown: Shown) -> str:
        return self._path_of(shown.obj if shown.obj.is_module else shown.obj.module)

    def _path_of(self, module: Any) -> str:
        """The path of a module; Griffe makes it anew whenever it is asked."""
        if module not in self._paths:
            self._paths[module] = module.path
        return self._paths[module]

    def drop(self) -> None:
        """Have all objects looked up after all: of each there is a record."""

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
                    yield one.path, target, one.given.added, one.given.label

    def in_navigation(self, listed: frozenset[str]) -> frozenset[str] | None:
        """The objects that pages of the navigation show; `None` where that may be others than in the last build.

        Args:
            listed: The pages of the navigation, by their URLs.
        """
        last = self._last
        same = last is not None and self.any and last.listed == listed and self._is_shown_as(last)
        return last.in_navigation if last is not None and same else None

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
        if len(self._new) != len(self._blocks) or not self._edits.keep(by_module, self._targets):
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
        shown = self.in_navigation(listed)
        if shown is None:
            there = self._scan.places.items()
            shown = frozenset(path for path, found in there if any(url in listed for url, _ in found))
        self._held[_HELD] = LastShown(self._new, modules, dict(self._scan.places), listed, shown)
