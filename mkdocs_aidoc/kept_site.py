"""What builds of other processes have shown of a site: modules that nothing has touched since are gone by unread.

For `mkdocs build` after an edit. Nothing here is known of objects but what was given to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aidoc_core.build.answered import digests_of
from aidoc_core.build.kept_modules import KeptModules
from aidoc_core.build.kept_tally import KeptTally
from aidoc_core.build.module_data import is_kept, module_data
from aidoc_core.build.prominence import Exports
from aidoc_core.build.site_parts import Part
from aidoc_core.code.packed import Pack
from aidoc_core.render.added import Added
from mkdocs_aidoc.carried import Carried
from mkdocs_aidoc.given import NOTHING_NAMED, Given
from mkdocs_aidoc.shown_last import LastShown, ShownBlock, ShownModule, ShownObject
from mkdocs_aidoc.unchanged import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.build.rests import Rests
    from aidoc_core.build.session import Session
    from aidoc_core.build.tally import Tally
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.filling import Filling
    from mkdocs_aidoc.scan import Collected, Scan


class KeptSite(Carried):
    """The blocks and modules of one build that are as an earlier process has left them.

    Args:
        session: The build.
        scan: What the pages show.
        known: Tells whether a dotted path is documented elsewhere.
        collected: All blocks; nothing is filled in yet.
        on_loss: Told of an object with which a person's words would not be as they are.

    Attributes:
        modules: What is kept.
    """

    def __init__(
        self,
        session: Session,
        scan: Scan,
        known: Callable[[str], bool],
        collected: Sequence[Collected],
        on_loss: Callable[[str, Loss], None],
    ) -> None:
        self.modules = KeptModules(session, surroundings())
        if self.modules.last is not None:
            session.memory.held |= {"edits": self.modules.last, "blocks": _shown_last(self.modules)}
        self._states: dict[str, str] = {}
        self._rests: dict[str, Rests | None] = {}
        self._noted: int | None = None
        self._told: Pack | None = None
        super().__init__(session, scan, known, collected, on_loss)

    def _answered(self) -> frozenset[str]:
        """The modules of which any answer may be another than the last build found."""
        found: dict[str, Mapping[str, Any]] = {}
        for module in self.modules.states:
            if (data := self.modules.of(module)) is not None:
                found[module] = data["answers"]
        now = digests_of(self._session, (key for answers in found.values() for key in answers))
        if now is None:
            return frozenset(found)
        return frozenset(
            module for module, answers in found.items() if any(now.get(key) != row for key, row in answers.items())
        )

    def _enter(self, last: LastShown) -> None:
        del last
        packages: dict[str, Any] = self._loaded.members
        tallies = {}
        for path in self._targets:
            data, module = self.modules.of(path), self._module(path)
            if data is not None and module is not None:
                tallies[path] = KeptTally(path, data, self._scan.package(packages[path.partition(".")[0]]), module)
        self._session.keep(tallies)

    def _module(self, path: str) -> Any:
        found: Any = self._loaded
        for name in path.split("."):
            found = None if found is None else found.members.get(name)
        return found

    @property
    def parts(self) -> dict[str, Part]:
        """What is kept of modules that were not read again, for the memo of the site."""
        return {
            path: Part(self.modules.states[path][1], tally.data["paths"], tally.data["added"], tally.data["labels"])
            for path, tally in self._session.results.kept.items()
        }

    def drop(self) -> None:
        """Have all objects looked up after all."""
        self._session.forget_kept()

    def in_navigation(self, listed: frozenset[str]) -> frozenset[str] | None:
        """As in `Carried`: nobody knows."""
        del listed
        return None

    def note(self, report: Mapping[str, Any], filling: Filling) -> None:
        """Keep what the build came to for the modules that it has read, while all that tells it is at hand.

        Args:
            report: The report.
            filling: What has given objects their texts.
        """
        session, by_module = self._session, getattr(report["objects"], "modules", None)
        if self._noted is not None or by_module is None:
            return
        self._noted = session.ledger.changes
        self._states, self._rests = {}, {}
        tallies = session.results.tallies
        rows = dict(zip((tally.module for tally in tallies.modules), by_module, strict=True))
        told: dict[str, list[Any]] = {}
        for row in report["contradictions"]:
            told.setdefault(session.ledger.module_of(row["path"]) or "", []).append(row)
        counted: dict[str, int] = {}
        for obj, _ in session.results.contradictions:
            counted[obj.module] = counted.get(obj.module, 0) + 1
        fields: dict[str, Any] = {}
        for tally in tallies.modules:
            fields.update(tally.fields)
        anew = [
            (tally, standing)
            for tally, standing in zip(tallies.modules, tallies.standings, strict=True)
            if tally.module not in session.results.kept
        ]
        keys = {one.fingerprint for tally, _ in anew for one in tally.records if one.fingerprint}
        answers = digests_of(session, keys)
        session.opened.cache.close()
        if answers is None:
            self._rests = dict.fromkeys(tally.module for tally, _ in anew)
            return
        exports = Exports()

        def data() -> Iterator[tuple[str, tuple[Mapping[str, Any], Rests]]]:
            for tally, standing in anew:
                on = self._rests_of(tally)
                self._rests[tally.module] = None if on is None else on.of_all()
                if on is None:
                    continue
                context = tally.records[0].obj.context
                found = module_data(
                    tally,
                    standing,
                    rows[tally.module],
                    fields=fields,
                    exports="" if context is None else _exports(exports, context),
                    floor=session.settings.review_floor,
                    told=told.get(tally.module, ()),
                    contradicted=counted.get(tally.module, 0),
                )
                given = {record.obj.path: filling.given(record.obj.path) for record in tally.records}
                yield tally.module, ({
                    **found,
                    "answers": {key: answers.get(key) for key in found.pop("fingerprints")},
                    "added": {path: one.added.to_list() for path, one in given.items() if one.added is not None},
                    "labels": {path: one.label for path, one in given.items() if one.label},
                    "links": {path: dict(one.links) for path, one in given.items() if one.links},
                }, on)  # fmt: skip

        self._states = self.modules.write(data())

    def _rests_of(self, tally: Tally) -> Rests | None:
        if not is_kept(tally, self._session.settings) or any(one.obj.context is None for one in tally.records):
            return None
        return self._edits.rests_on(tally.module)

    def keep_whole(self, parts: Mapping[str, str]) -> None:
        """Keep what the whole build rested on; nothing is open any more.

        Args:
            parts: Under what the parts of the memo of the site are kept, of modules that were read.
        """
        session = self._session
        kept = {path: tally for path, tally in session.results.kept.items() if path in self.modules.states}
        more = session.remembered is None and self._noted != session.ledger.changes
        if self._noted is None or more or (blocks := self._shown()) is None:
            return
        last = self._edits.last([*kept, *self._rests], self._rests)
        if last is None:
            return
        before = self.modules.states
        states = {path: [before[path][0], parts.get(path) or before[path][1]] for path in kept}
        states.update((path, [self._states.get(path, ""), parts.get(path, "")]) for path in self._rests)
        self.modules.keep(last, states, {"blocks": blocks})

    def conclude(self) -> None:
        """Pack what blocks show until it is kept: nobody asks for anything else."""
        found = self._shown()
        if found is not None:
            self._told = Pack(found)
            self._new.clear()

    def _shown(self) -> list[Any] | None:
        """What blocks show, as plain data; `None` where that is not known of all."""
        if self._told is not None:
            return self._told.rows()
        if len(self._new) != len(self._blocks):
            return None
        return [
            [key, block.places, dict(block.ways), sorted(block.merged), sorted(block.looked_at)]
            for key, block in self._new.items()
        ]


def _exports(exports: Exports, context: CodeContext) -> str:
    return exports.stand_for(context.package.path_of(context.module), context.module)


def _shown_last(kept: KeptModules) -> LastShown:
    blocks: dict[Any, ShownBlock] = {}
    places: dict[str, list[tuple[str, str]]] = {}
    for key, shown, ways, merged, looked_at in kept.shown["blocks"]:
        found = [(path, anchor) for path, anchor in shown]
        for path, anchor in found:
            places.setdefault(path, []).append((key[1], anchor))
        pairs = frozenset((one, other) for one, other in merged)
        blocks[tuple(key)] = ShownBlock(found, ways, pairs, frozenset(looked_at))
    return LastShown(blocks, _ShownModules(kept), places, frozenset(), frozenset())


class _ShownModules(Mapping[str, ShownModule]):
    """What modules have got, read when it is asked for."""

    def __init__(self, kept: KeptModules) -> None:
        self.modules = kept
        self._found: dict[str, ShownModule] = {}

    def __getitem__(self, module: str) -> ShownModule:
        if module not in self._found:
            self._found[module] = self._shown(module)
        return self._found[module]

    def _shown(self, module: str) -> ShownModule:
        data = self.modules.of(module)
        if data is None:
            raise KeyError(module)
        added, labels, links = data["added"], data["labels"], data["links"]
        objects = []
        for path in dict.fromkeys((*added, *labels)):
            one = Added.from_list(added[path]) if path in added else None
            given = Given(one, labels.get(path, ""), links.get(path, NOTHING_NAMED))
            objects.append(ShownObject(path, -1, _names(path, module), None, given))
        return ShownModule((), {}, objects)

    def __iter__(self) -> Iterator[str]:
        return iter(self.modules.states)

    def __len__(self) -> int:
        return len(self.modules.states)


def _names(path: str, module: str) -> tuple[str, ...]:
    inner = path[len(module) + 1 :]
    return tuple(inner.split(".")) if inner else ()
