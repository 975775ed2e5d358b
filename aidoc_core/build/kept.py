"""What is known of objects without a request: from their source, the reviewed files and the cache."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from aidoc_core.answers import Question
from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.answers.memo import NO_MEMOS
from aidoc_core.asking.prompt import Ask
from aidoc_core.build.asked import record
from aidoc_core.build.changed_texts import ChangedTexts
from aidoc_core.build.ledger import Record
from aidoc_core.build.looked_up import LookedUp
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.build.provenance import is_other_model
from aidoc_core.build.told_findings import finding_data, in_words
from aidoc_core.build.verdicts import Verdicts
from aidoc_core.checks.finding import Severity
from aidoc_core.code.gaps import without_body
from aidoc_core.code.packed import pack
from aidoc_core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from aidoc_core.answers import AnswerStore, Entry
    from aidoc_core.answers.answer import Answer
    from aidoc_core.build.ledger import Outcome
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

_OUTCOMES: dict[str, Outcome] = {
    "proposed": "reviewed",
    "accepted": "reviewed",
    "edited": "reviewed",
    "answered": "cached",
}
REJECTED = "rejected in review"
"""Why an object has no text that a person wants none for, as its code is now."""
_PORTION = 900
"""Objects that are looked up at a time, where one does not hang on the other: as many as there are keys in a query."""
_NOT_SHOWN: dict[str, tuple[Outcome, str]] = {
    "newer": ("missed", "kept by a newer release"),
    "unreadable": ("missed", "its reviewed file cannot be read"),
    "rejected": ("skipped", REJECTED),
}


@dataclass(slots=True)
class Kept:
    """Looks up what is kept.

    Attributes:
        settings: The options.
        reviewed: The reviewed files; they come first.
        cache: The cache.
        requests: Whether this build may request answers; without that, an answer of another model is as good as any.
        known: Tells whether a dotted path is documented elsewhere (an inventory of the site).
        verdicts: What the checks say against kept answers; nothing is remembered of them if not given.
        again: Tells whether an object is to be requested again though no person has decided on its answer.
        hinted: Adds to a question what is to be said when it is asked again.
        earlier: What looking up came to in the last build of this process.
        cache_first: Whether no reviewed file can come before the cache, so that what an object gets is known by itself.
        conflicts: What the code by now says against kept answers, by the path of the object.
        changed: Texts that people approved and whose code has changed since.
        other_models: Kept answers of another deployment or model than the settings name, by the path of the object.
    """

    settings: Settings
    reviewed: AnswerStore
    cache: AnswerStore
    requests: bool
    known: Callable[[str], bool] = lambda _: False
    verdicts: Verdicts | None = None
    again: Callable[[ApiObject, Entry], bool] = lambda _, __: False
    hinted: Callable[[Ask], Ask] = lambda ask: ask
    earlier: LookedUp = field(default_factory=lambda: LookedUp(Settings()))
    cache_first: bool = False
    conflicts: dict[str, list[Finding]] = field(default_factory=dict)
    other_models: dict[str, Entry] = field(default_factory=dict)
    changed: ChangedTexts = field(default_factory=ChangedTexts)

    def __post_init__(self) -> None:
        if self.earlier.settings != self.settings:
            self.earlier = LookedUp(self.settings)

    def look_ahead(self, objects: Iterable[ApiObject]) -> None:
        """Have the checks look at kept answers and people's words now: the code around objects has just been parsed.

        Nothing is entered or told. Looking up finds what came of it, and works out itself what was not foreseen.

        Args:
            objects: Objects that are about to be looked up.
        """
        objects = list(objects)
        if self.cache_first:
            asks = [ask for obj in objects if isinstance(ask := self.earlier.asked(obj), Ask)]
            found = self.cache.get_many([Question(obj=ask.obj, fingerprint=ask.fingerprint) for ask in asks])
            for ask in asks:
                entry = found.get(ask.obj.path)
                if entry is not None and entry.state == "answered":
                    with suppress(Exception):  # a fault of ours is told where the answer is looked up
                        self._settled(entry, ask)
        for obj in objects:
            with suppress(Exception):  # likewise, where people's words are checked
                self._verdicts.contradictions(obj)

    def pack(self, objects: Collection[ApiObject]) -> None:
        """Pack the texts of objects that were looked at ahead, and those of their answers.

        Args:
            objects: Objects of one module, about.
        """
        pack(objects)
        pack(self.earlier.answers(objects))

    def look_up(self, objects: Iterable[ApiObject]) -> tuple[list[Record], list[Ask]]:
        """Look up objects, all of them at once.

        Returns:
            The records of the objects that need no request, and what is left to request.
        """
        records: list[Record] = []
        asks: list[Ask] = []
        for obj in objects:
            found = self.earlier.asked(obj)
            if isinstance(found, Ask):
                asks.append(found)
            else:
                records.append(found)
        reviewed = self.reviewed.get_many([self._question(ask) for ask in asks])
        self._tell_of_unused(records)
        left: list[Ask] = []
        for ask in asks:
            if entry := reviewed.get(ask.obj.path):
                self._sort(self._stale(entry, ask) if entry.stale else self._use(entry, ask), records, left)
            else:
                self._sort(self._unreviewed(ask), records, left)
        if not self.settings.require_review:
            more, left = self.look_in_cache(left, self._ahead(left))
            records += more
        return [self.changed.shown(one) for one in records], left

    def _ahead(self, asks: Iterable[Ask]) -> dict[str, Entry]:
        """The entries of the cache that were settled ahead; where there are reviewed files, what is, may be theirs."""
        if not self.cache_first:
            return {}
        return {ask.obj.path: entry for ask in asks if (entry := self.earlier.found(ask)) is not None}

    def portions(self, objects: Sequence[ApiObject]) -> Iterator[Sequence[ApiObject]]:
        """Objects to be looked up one after the other: all at once where reviewed files tell of any.

        Args:
            objects: The objects.
        """
        size = _PORTION if self.cache_first and self.earlier.once else max(1, len(objects))
        yield from (objects[start : start + size] for start in range(0, len(objects), size))

    def _tell_of_unused(self, records: Iterable[Record]) -> None:
        """Have the reviewed files tell which of their texts lose to what the code says by now."""
        said = [record.obj for record in records if record.obj.said or record.obj.set_by_code]
        if said:
            self.reviewed.get_many([Question(obj=obj, fingerprint=fingerprint(obj, self.settings)) for obj in said])

    def look_in_cache(
        self, asks: Sequence[Ask], ahead: Mapping[str, Entry] = MappingProxyType({})
    ) -> tuple[list[Record], list[Ask]]:
        """Look up in the cache alone: no reviewed file has these.

        Args:
            asks: What is asked.
            ahead: Entries that were read ahead, by the path of the object; what is asked again is read again.

        Returns:
            The records of those that are there, and what is left to request.
        """
        others = [ask for ask in asks if ask.obj.path not in ahead]
        cached = self.cache.get_many([Question(obj=ask.obj, fingerprint=ask.fingerprint) for ask in others])
        records: list[Record] = []
        left: list[Ask] = []
        for ask in asks:
            entry = ahead.get(ask.obj.path) or cached.get(ask.obj.path)
            self._sort(ask if entry is None else self._use(entry, ask), records, left)
        return records, left

    @staticmethod
    def _sort(found: Record | Ask, records: list[Record], left: list[Ask]) -> None:
        if isinstance(found, Ask):
            left.append(found)
        else:
            records.append(found)

    def _question(self, ask: Ask) -> Question:
        also = ""
        if self.settings.send == "signatures":  # what was reviewed may have been asked for with the body
            also = fingerprint(ask.obj, replace(self.settings, send="bodies"))
        return Question(obj=ask.obj, fingerprint=ask.fingerprint, also=also)

    def _unreviewed(self, ask: Ask) -> Record | Ask:
        """What may be asked of an object that no reviewed file describes."""
        if self.settings.send != "signatures":
            return ask
        gaps = without_body(ask.gaps, ask.obj)
        if gaps:
            return replace(ask, gaps=gaps)
        return replace(record(ask, "human", reason="send: signatures"), fingerprint="")

    def _use(self, entry: Entry, ask: Ask) -> Record | Ask:
        """What a kept entry comes to; the question itself where it has to be asked again."""
        if self.requests and entry.state in ("answered", "failed", "proposed") and self.again(ask.obj, entry):
            return self.hinted(replace(ask, kept=entry))
        if entry.state == "failed" and self.settings.retry_failed and self.requests:
            return ask
        if entry.state in ("answered", "failed") and is_other_model(entry, self.settings):
            if self.requests and self.settings.on_model_change == "refresh":
                return replace(ask, kept=entry)
            self.other_models[ask.obj.path] = entry
        return self._settle(entry, ask)

    def _stale(self, entry: Entry, ask: Ask) -> Record | Ask:
        """A text whose code has changed since: shown while nothing in it is wrong, with a new question if need be."""
        self.changed.paths.add(ask.obj.path)
        found = self._settle(entry, ask)
        against = [f for f in self.conflicts.get(ask.obj.path, ()) if f.severity is not Severity.WARN]
        stands = isinstance(found, Record) and found.filled and not against
        self.changed.tell(entry, [in_words(finding_data(replace(one, cut=""))) for one in against], stands=stands)
        if isinstance(found, Record) and stands:
            self.changed.standing[ask.obj.path] = found
            if entry.proposal is not None or not self.requests:
                return found
            return self._unreviewed(ask)
        self.conflicts.pop(ask.obj.path, None)
        if entry.proposal is not None and not self.settings.require_review:
            return self._use(entry.proposal, ask)
        if self.settings.require_review:
            return record(ask, "missed", reason="waits for review")
        return self._unreviewed(ask)

    def _settle(self, entry: Entry, ask: Ask) -> Record | Ask:
        if entry.state in _NOT_SHOWN:
            outcome, reason = _NOT_SHOWN[entry.state]
            return record(ask, outcome, reason=reason)
        if entry.state == "proposed" and self.settings.require_review:
            return record(ask, "missed", reason="waits for review")
        if entry.state == "failed":
            return replace(record(ask, "failed", reason=entry.reason, entry=entry), remembered=True)
        try:
            return self._show(entry, ask)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs this object, not the build
            from aidoc_core.build.judge import unchecked  # noqa: PLC0415 - where there is a fault

            return record(ask, "failed", reason=unchecked(error))

    def _show(self, entry: Entry, ask: Ask) -> Record | Ask:
        found, findings = self._settled(entry, ask)
        if findings:
            self.conflicts[ask.obj.path] = findings
        if found is None and entry.state == "answered" and self.requests:
            return ask
        return found or record(ask, "failed", reason="nothing is left of the kept answer")

    def _settled(self, entry: Entry, ask: Ask) -> tuple[Record | None, list[Finding]]:
        """What is left of a kept answer, and what the code says against it."""
        # The renderer shows what it is given, so foreign text is checked on every read.
        ours = entry.state == "answered"

        def left(answer: Answer, findings: Sequence[Finding]) -> Record | None:
            rest = drop(answer, (finding for finding in findings if finding.severity is not Severity.WARN))
            shown = entry if rest is entry.answer else replace(entry, answer=rest)
            return record(ask, _OUTCOMES[entry.state], entry=shown) if rest.to_dict() else None

        def normal() -> Answer:
            found = normalize(entry.answer, ask.obj, ask.gaps, examples=examples, asked_only=ours)
            return entry.answer if found == entry.answer else found  # as most are: one value is enough

        examples = self.settings.examples
        return self.earlier.settle(
            entry,
            ask,
            normal=normal,
            against=lambda answer: self._verdicts.conflicts(answer, ask, edited=entry.state == "edited"),
            settled=left,
        )

    @property
    def _verdicts(self) -> Verdicts:
        return self.verdicts or Verdicts(NO_MEMOS, self.settings, self.known)

    def fall_back(self, ask: Ask) -> Record | None:
        """The answer of another model that a question was to replace, where nothing better came."""
        if ask.kept is None:
            return None
        found = self._settle(ask.kept, ask)
        return found if isinstance(found, Record) else None
