"""Filling what is shown, in one batch, and attaching it to Griffe's objects. Knows no doc tool.

The plugin and the Griffe extension share it: they differ in how they know what is shown.
"""

from __future__ import annotations

import functools
from itertools import groupby
from typing import TYPE_CHECKING

from aidoc_core.code.packed import pack
from mkdocs_aidoc.given import NOTHING_NAMED, Given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import griffe

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.render.added import Added
    from aidoc_core.render.links import Links
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.marking import Marking, Placed

    Read = Callable[..., ApiObject | None]


class Filling:
    """Fills objects, and gives them their texts and marks.

    Args:
        session: The build.
        read: The `ApiObject` of a Griffe object; told with `renamed` whether it is shown under a public name.
        links: What the text of an object may link to.
        records: What became of each object, by its path; filled in here.
        marking: Where marks stand; knows the same records.
        on_loss: Told of what was filled and would not leave a person's words as they are.
    """

    def __init__(  # noqa: PLR0913 - keyword-only
        self,
        session: Session,
        *,
        read: Read,
        links: Callable[[griffe.Object], Links],
        records: dict[str, Record],
        marking: Marking,
        on_loss: Callable[[str, Loss], None],
    ) -> None:
        self._session = session
        self._read = read
        self._links = links
        self._records = records
        self._marking = marking
        self._on_loss = on_loss
        self._targets: dict[str, griffe.Object] = {}
        self._placed: dict[str, Placed] = {}
        self._carried: Callable[[], Iterable[tuple[str, griffe.Object, Added | None, str]]] = tuple
        self._joined: dict[str, tuple[Added | None, Added]] = {}  # classes with rows of their constructors; both alone
        self._held: dict[str, tuple[Record, Placed, str, str]] | None = session.memory.table("attached")
        self._added: dict[str, Added] = {}
        self._asked: dict[str, Mapping[str, str]] = {}  # the names in texts, each with what it leads to

    def fill(self, shown: Sequence[Shown], *, on_demand: bool = False) -> None:
        """Fill objects as they are shown.

        Args:
            shown: How; an object may come more than once.
            on_demand: Whether looking ahead had missed them; they are counted.

        Raises:
            ConfigError: Something has to be asked and the settings do not say how; nothing was sent.
        """
        with self._session.measure("read"):
            objects = self._objects(shown)
        filled = self._session.fill(objects, on_demand=on_demand)
        self._records.update((record.obj.path, record) for record in filled)
        paths = (path for path in dict.fromkeys(one.path for one in shown) if path in self._targets)
        for module, group in groupby(paths, key=lambda path: self._records[path].obj.module):
            attached = list(group)
            for path in attached:
                self._attach(path)
            for path in attached:
                self._join(path)
            if self._session.memory.packs:
                pack([self._added[path] for path in attached if path in self._added])
                self._session.memory.texts.rest(module)

    def read(self, shown: Sequence[Shown]) -> list[ApiObject]:
        """Read what one block shows, while the code around it is parsed; it is filled later.

        Args:
            shown: How it shows objects.

        Returns:
            What is going to be filled.
        """
        with self._session.measure("read"):
            classes = {one.path: one.obj for one in shown if one.merges}
            read = [(self._read(one.obj, renamed=one.renamed, path=one.path), one.inside) for one in shown]
            found = (obj for obj, cls in read if obj is not None and not self._repeats(obj, classes.get(cls)))
            objects = {obj.path: obj for obj in found}
        return list(objects.values())

    def carry(self, texts: Callable[[], Iterable[tuple[str, griffe.Object, Added | None, str]]]) -> None:
        """Go by what objects have got already, as in the last build of this process.

        Args:
            texts: Tells, where somebody asks, the path of each object and it, what was added to its docstring, and its
                label.
        """
        self._carried = texts

    def leave_out(self, path: str, loss: Loss) -> None:
        """Show an object as without aidoc: its answer would not leave a person's words as they are."""
        from aidoc_core.render.ready import detach  # noqa: PLC0415 - as in `_attach`

        self._part(path)
        self._session.leave_out(path, loss)
        self._records[path] = self._session.ledger[path]
        detach(self._targets[path])

    def _objects(self, shown: Iterable[Shown]) -> list[ApiObject]:
        """What has not been filled before."""
        shown = list(shown)
        objects: dict[str, ApiObject] = {}
        renamed = {one.path for one in shown if one.renamed}
        for one in shown:
            path = one.path
            self._marking.see(one)
            obj = self._read(one.obj, renamed=path in renamed, path=path)
            if obj is not None and path not in self._targets and not self._repeats(obj, self._targets.get(one.inside)):
                self._targets[path] = one.obj
                objects[path] = obj
        return list(objects.values())

    def _repeats(self, obj: ApiObject, cls: griffe.Object | None) -> bool:
        """Whether a constructor that is merged into a class would only say what the text of the class says."""
        from aidoc_core.code.gaps import may_appear, repeats_its_class  # noqa: PLC0415 - as in `_attach`

        above = self._read(cls) if cls is not None else None
        settings = self._session.settings
        worded = above is not None and (above.documented.summary or may_appear(above, settings))
        return worded and repeats_its_class(obj, settings)

    def _attach(self, path: str) -> None:
        """Give an object its text and its marks, anew if it is now shown in another way too."""
        placed = self._marking.place(path)
        if self._placed.get(path) == placed:
            return
        self._placed[path] = placed
        self._part(path)
        from aidoc_core.answers.answer import Answer  # noqa: PLC0415 - what reads texts, for the first of them
        from aidoc_core.render.attaching import attach  # noqa: PLC0415
        from aidoc_core.render.ready import put, set_label  # noqa: PLC0415

        record, target = self._records[path], self._targets[path]
        self._added.pop(path, None)
        self._asked.pop(path, None)
        if record.shown:
            texts, links = self._session.memory.texts.of(record.obj.module), self._links(target)
            on_loss = functools.partial(self._on_loss, path)
            known = None if self._held is None else self._held.get(path)
            if known is not None and known[0] is record and known[1] == placed:
                added = texts.again(known[2], known[3], links)
                if added is not None:
                    self._added[path] = put(target, added, on_loss)
                    self._note_links(path, texts.asked)
                    set_label(target, placed.label)
                    return
            added = attach(
                target,
                record.entry.answer if record.filled and record.entry is not None else Answer(),
                badge=placed.badge,
                worded=placed.worded,
                links=links,
                said=record.said,
                on_loss=on_loss,
                read={parameter.name for parameter in record.obj.parameters},
                write=texts.write,
            )
            if added is not None:
                self._added[path] = added
                self._note_links(path, texts.asked)
                if self._held is not None:
                    self._held[path] = record, placed, texts.last, added.marks
        set_label(target, placed.label)

    def _note_links(self, path: str, asked: Mapping[str, str]) -> None:
        if asked:
            self._asked[path] = asked

    def _join(self, path: str) -> None:
        """Put what is added to the parameters of a merged constructor into the table that its class has of them."""
        cls = self._marking.merged_into(path)
        added, above = self._added.get(path), self._targets.get(cls)
        if added is None or above is None or cls in self._joined:
            return
        from mkdocs_aidoc.merged import has_the_table, moved  # noqa: PLC0415 - as in `_attach`

        both = moved(self._added.get(cls), added) if has_the_table(above, self._targets[path]) else None
        if both is not None:
            self._joined[cls] = self._added.get(cls), added
            self._give(cls, both[0], path)
            self._give(path, both[1], path)

    def _part(self, path: str) -> None:
        """Give a class and its constructor what is added to each by itself, one of which has another text now."""
        cls = path if path in self._joined else path.removesuffix(".__init__")
        if cls in self._joined:
            above, added = self._joined.pop(cls)
            self._give(cls, above, cls)
            self._give(f"{cls}.__init__", added, f"{cls}.__init__")

    def _give(self, path: str, added: Added | None, cause: str) -> None:
        """Add something to an object, or nothing; a loss is told of what has caused it."""
        from aidoc_core.code.wrapping import without_added  # noqa: PLC0415 - as in `_attach`
        from aidoc_core.render.ready import put  # noqa: PLC0415 - as in `_attach`

        target = self._targets[path]
        if added is None:
            self._added.pop(path, None)
            target.docstring = without_added(target.docstring)
        else:
            self._added[path] = put(target, added, functools.partial(self._on_loss, cause))

    @property
    def labels(self) -> dict[str, str]:
        """The labels that objects have got, by their paths."""
        ours = {path: placed.label for path, placed in self._placed.items() if placed.label}
        carried = {path: label for path, _, _, label in self._carried() if label and path not in self._placed}
        return {**carried, **ours}

    @property
    def added(self) -> dict[str, Added]:
        """What was added to docstrings, by the path of the object."""
        return {**{path: added for path, _, added, _ in self._carried() if added is not None}, **self._added}

    def given(self, path: str) -> Given:
        """What an object has got in this build."""
        placed = self._placed.get(path)
        return Given(
            self._added.get(path), placed.label if placed is not None else "", self._asked.get(path, NOTHING_NAMED)
        )

    def are_found(self, find: Callable[[str], griffe.Object | None]) -> bool:
        """Whether all that was filled is found again by its path."""
        carried = {path: target for path, target, _, _ in self._carried()}
        return all(find(path) is target for path, target in {**carried, **self._targets}.items())
