"""Blocks that edits since the last build of this process leave as they are: what they show is carried over unseen.

For `mkdocs serve`. A block is taken over where nothing about the modules of its objects has changed, and no block that
is looked at again shows any of its objects; else marks and links might be others.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import griffe

from aidoc_core.build.edits import Edits
from aidoc_core.render.attaching import put, set_label
from mkdocs_aidoc.appearance import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.render.added import Added
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.filling import Filling
    from mkdocs_aidoc.scan import Collected, Scan

    _Key = tuple[str, str, str, str, str]
    _Places = list[tuple[str, str]]

_HELD = "blocks"
"""Under what name a process holds what its last build has shown."""


class _Text(NamedTuple):
    """What one object has got.

    Attributes:
        record: What became of it.
        added: What was added to its docstring, if anything.
        label: The label beside its heading.
    """

    record: Record
    added: Added | None
    label: str


class _Last(NamedTuple):
    """What the last build of this process has shown.

    Attributes:
        blocks: What each block shows: the paths of objects, each with its anchor.
        texts: What each object has got, by its path.
    """

    blocks: dict[_Key, _Places]
    texts: dict[str, _Text]


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
        self._scan = scan
        self._held = session.memory.held
        self._on_loss = on_loss
        self._collected = collected
        self._keys: list[_Key] = []
        self._roots: dict[_Key, str] = {}  # the modules of what blocks name
        for file, data, options in collected:
            target = resolve(data)
            path = "" if target is None else target.path
            key = file.src_uri, file.url, data.path, path, scan.how(options)
            self._keys.append(key)
            self._roots[key] = "" if target is None else path if target.is_module else target.module.path
        self._last: _Last | None = self._held.pop(_HELD, None)
        self._new: dict[_Key, _Places] = {}
        self._targets: dict[str, griffe.Object] = {}
        self._open: frozenset[_Key] = frozenset(self._keys)
        loaded: Any = scan.loaded
        tops = [top for top in loaded.members.values() if isinstance(top, griffe.Module)]
        self._edits = Edits(session, known, list(map(scan.package, tops)))
        self._loaded = loaded
        if self._last is not None and self._edits.are_known and self._keys == list(self._last.blocks):
            self._look(self._last)

    @property
    def are_edited(self) -> bool:
        """Whether any source is known to be another one by now."""
        return self._last is not None and self._edits.any

    @property
    def any(self) -> bool:
        """Whether any block is carried over."""
        return len(self._open) < len(self._keys)

    def _look(self, last: _Last) -> None:
        touched = {path for path, text in last.texts.items() if self._edits.touch(text.record.obj.module)}
        # Where a name leads, and what members there are, the module tells that a block names anything of.
        open_ = {key for key, module in self._roots.items() if self._edits.touch(module)}
        touched.update(path for key in open_ for path, _ in last.blocks[key])
        while True:
            more = {
                key
                for key, places in last.blocks.items()
                if key not in open_ and any(path in touched for path, _ in places)
            }
            if not more:
                break
            open_ |= more
            touched.update(path for key in more for path, _ in last.blocks[key])
        found = _Finder(self._loaded)
        for path, text in last.texts.items():
            if path not in touched:
                target = found.object(text.record.obj.module, path)
                if target is None:
                    return
                self._targets[path] = target
        self._open = frozenset(open_)

    def shown(self, each: Callable[[list[Shown]], None]) -> list[Shown]:
        """What the blocks show that are looked at again; what all show is told to the scan.

        Args:
            each: Told of what one of them shows before the next one is looked at.
        """
        found = list(self._shown(each))
        if self._last is not None and self.any and self._new != self._last.blocks:
            self.give_up()  # links of all texts may lead elsewhere
            self._scan.begin_again()
            found = list(self._shown(each))
        return found

    def _shown(self, each: Callable[[list[Shown]], None]) -> Iterator[Shown]:
        self._new = {}
        for key, one in zip(self._keys, self._collected, strict=True):
            if self._last is not None and key not in self._open:
                self._new[key] = self._last.blocks[key]
                self._scan.take(one, self._new[key])
            else:
                shown = self._scan.pages([one], each)
                self._new.setdefault(key, []).extend((one.path, one.anchor) for one in shown)
                yield from shown

    def give_up(self) -> None:
        """Carry nothing over."""
        self._targets.clear()
        self._open = frozenset(self._keys)

    def put(self) -> Iterator[Record]:
        """Give objects of blocks that are carried over what they had, and tell what became of each."""
        if self._last is None or not self._targets:
            return
        packages = {top.path: self._scan.package(top) for top in self._loaded.members.values() if not top.is_alias}
        records = []
        for path, target in self._targets.items():
            text = self._last.texts[path]
            records.append(text.record)
            if text.record.obj.context is not None:
                text.record.obj.context.enter(packages[path.partition(".")[0]], target)
        self._edits.carry(records)
        for path, target in self._targets.items():
            record, added, label = self._last.texts[path]
            if added is not None:
                put(target, added, functools.partial(self._on_loss, path))
            if label:
                set_label(target, label)
            yield record

    def texts(self) -> Iterator[tuple[str, griffe.Object, Added | None, str]]:
        """What was given to objects: the path and the object, what was added, and its label."""
        if self._last is not None:
            for path, target in self._targets.items():
                text = self._last.texts[path]
                yield path, target, text.added, text.label

    def keep(self, records: Mapping[str, Record], filling: Filling) -> None:
        """Hold what this build has shown, for the next one.

        Args:
            records: What became of each object, by its path.
            filling: What has given them their texts.
        """
        modules = {record.obj.module for record in records.values()}
        if len(self._new) == len(self._keys) and self._edits.keep(modules):
            labels, added = filling.labels, filling.added
            texts = {} if self._last is None else {path: self._last.texts[path] for path in self._targets}
            for path, record in records.items():
                if path not in texts:
                    texts[path] = _Text(record, added.get(path), labels.get(path, ""))
            self._held[_HELD] = _Last(self._new, texts)


class _Finder:
    """Finds objects by the module that defines them and their paths."""

    def __init__(self, loaded: Any) -> None:
        self._loaded = loaded
        self._modules: dict[str, Any] = {}

    def object(self, module: str, path: str) -> griffe.Object | None:
        """An object by its own path; `None` where another one or none is there."""
        if module not in self._modules:
            self._modules[module] = self._inside(self._loaded, module)
        found: griffe.Object | None = self._inside(self._modules[module], path[len(module) + 1 :])
        return found

    @staticmethod
    def _inside(found: Any, path: str) -> Any:
        for name in path.split(".") if path else ():
            found = None if found is None else found.members.get(name)
            if found is None or found.is_alias:
                return None
        return found
