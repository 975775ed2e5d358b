"""The second reading of a build: the model reads answers once more beside their code, and what it finds wrong goes.

Each answer is read once, in the build that gets it or in the next one that may send requests; what a person has
decided on is not read. By the option `second_reading` objections are only told, or the answer is requested again with
them; what is still wrong in the new one is taken out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.answers import Question
from aidoc_core.answers.usage import Usage
from aidoc_core.asking.breaker import is_paid
from aidoc_core.asking.judging import Judged
from aidoc_core.asking.prompt import Ask
from aidoc_core.asking.second_reading import Objection, Reading, ReadingBundle, make_readings, objections
from aidoc_core.build.fill import LOOK_AGAIN
from aidoc_core.build.judge import smaller
from aidoc_core.build.normalize import drop
from aidoc_core.build.told_findings import finding_data, is_unrepaired
from aidoc_core.checks.finding import SECOND_READING, Finding, Severity, shortened
from aidoc_core.checks.passages import sentences
from aidoc_core.code.gaps import Gaps
from aidoc_core.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aidoc_core.answers import Entry
    from aidoc_core.answers.answer import Answer
    from aidoc_core.asking.prompt import Bundle
    from aidoc_core.build.fill import Filler
    from aidoc_core.build.ledger import Record
    from aidoc_core.model import Reply
    from aidoc_core.settings import Settings

_UNREAD = "could not be read a second time"
_SAID = "by a second reading: "
_NOTHING_LEFT = f"{SECOND_READING}: the second reading found all of it wrong"
_CLAIM = ".read"
"""Behind a fingerprint, the name of the claim on a reading: who reads an answer does not request it."""


@dataclass(slots=True)
class SecondReading:
    """Has answers of one build read once more.

    Attributes:
        filler: Fills the build's objects: what it has open, has been billed and has entered counts.
        advance: Told the number of answers read.
    """

    filler: Filler
    advance: Callable[[int], None] = lambda _: None
    _repairs: bool = field(init=False)
    _stored: dict[str, Entry] = field(default_factory=dict)
    _wrong: dict[str, Ask] = field(default_factory=dict)
    _elsewhere: list[Ask] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = self.filler.settings
        self._repairs = settings.second_reading == "repair" and settings.max_repairs > 0

    def read(self, records: Iterable[Record]) -> None:
        """Have the answers of some objects read, and enter what comes of it.

        Args:
            records: Records whose answers are unread, or have in them what an earlier reading only told.
        """
        self._round(records)
        self._mend()
        self._wait_for_others()

    def _mend(self) -> None:
        """Request again what was found wrong, once, and have that read, too."""
        filler, wrong = self.filler, dict(self._wrong)
        if not wrong or not self._repairs:
            return
        before = {path: filler.ledger[path] for path in wrong}
        filler.repair([*wrong.values()])
        for path, record in before.items():
            now = filler.ledger[path]
            if now.outcome == "cached":  # nothing better came: it stays an answer of this build if it was
                filler.ledger.add(replace(now, outcome=record.outcome))
        self._repairs = False
        self._round(record for path in wrong if (record := filler.ledger[path]).is_unread(filler.settings))
        self._repairs = True
        self._wrong.clear()
        for ask in wrong.values():
            self._release(ask)

    def _round(self, records: Iterable[Record]) -> None:
        self._wrong.clear()
        asker, settings = self.filler.asker, self.filler.settings
        if asker is None:
            return
        self.filler.stop_if_unkept()
        readings, read = [], []
        for record in records:
            reading = reading_of(record, settings)
            if record.entry is not None and record.entry.read:
                read.append(reading)
            elif reading.sentences:
                readings.append(reading)
            else:
                self._enter(reading, (), Usage(), record.entry.model if record.entry else "")
        if asker.goes_on():
            for bundle in make_readings(read, limit=len(read)):
                left = self._prepare(bundle)
                readings += [one for one in (left.asks if left else ()) if isinstance(one, Reading)]
        if readings and asker.goes_on():
            asker.run(make_readings(readings, limit=settings.bundle), self._judge, self._prepare)

    def _wait_for_others(self) -> None:
        """Wait for what other builds read, or pages would show what they take out; read what they do not."""
        filler, claimed, asker = self.filler, self.filler.claimed, self.filler.asker
        until = time.monotonic() + (claimed.patience if claimed is not None else 0)
        while self._elsewhere and asker is not None and asker.goes_on() and time.monotonic() < until:
            waiting, self._elsewhere = self._elsewhere, []
            left = self._prepare(ReadingBundle(tuple(waiting)))
            if left is not None:
                asker.run([left], self._judge)
            elif self._elsewhere:
                filler.sleep(LOOK_AGAIN)
            self._mend()
        self._elsewhere = []

    def _prepare(self, bundle: Bundle) -> Bundle | None:
        """What of a bundle is still to be read: another build on the same cache may read some of it."""
        claimed, asker = self.filler.claimed, self.filler.asker
        mine = list(bundle.asks)
        stored: Mapping[str, Entry] = {}
        if claimed is not None:
            ours = claimed.store.claim([_claim(one) for one in bundle.asks], seconds=claimed.patience)
            mine = [one for one in bundle.asks if _claim(one) in ours]
            self._elsewhere += [one for one in bundle.asks if _claim(one) not in ours]
            claimed.ours |= ours
            stored = claimed.store.get_many([Question(obj=one.obj, fingerprint=one.fingerprint) for one in mine])
            self._stored |= stored
        left = []
        for one in mine:
            entry = stored.get(one.obj.path, one.kept)
            if entry is None or not entry.read:
                left.append(one)
            elif self.filler.settings.second_reading == "repair" and any(map(is_unrepaired, entry.findings)):
                self._enter(one, self._findings(told_against(one, entry)), Usage(), entry.read)
            else:
                records, _ = self.filler.kept.look_in_cache([self._question(one)])
                for record in records:
                    before = self.filler.ledger[one.obj.path]
                    outcome = before.outcome if record.filled and before.filled else record.outcome
                    self.filler.enter(replace(record, outcome=outcome), one)
                self._release(one)
                self.advance(1)
        return ReadingBundle(tuple(left)) if left and asker is not None and asker.goes_on() else None

    def _judge(self, bundle: Bundle, result: Reply | ModelError) -> Judged:
        """What becomes of a request; nothing is changed before `settle`."""
        if isinstance(result, ModelError):
            again = smaller(bundle, result)
            return Judged(again=tuple(again), settle=lambda: self._settle_error(bundle, result, over=not again))
        said = objections(bundle.asks, result.content)
        return Judged(kept=len(said), settle=lambda: self._settle(bundle, result, said))

    def _settle(self, bundle: Bundle, reply: Reply, said: dict[str, tuple[Objection, ...]]) -> None:
        """Enter what was read. What the model passed over, it had nothing against."""
        billed = self.filler.bills.add(bundle.asks, reply.usage, reply.content, again=False)
        for reading in bundle.asks:
            path = reading.obj.path
            self._enter(reading, self._findings(said.get(path, ())), billed[path], reply.model)

    def _settle_error(self, bundle: Bundle, error: ModelError, *, over: bool) -> None:
        """Enter what a failure cost. What was paid for nothing is not read again, or each build would pay for it."""
        usage = error.usage if isinstance(error.usage, Usage) else Usage()
        billed = self.filler.bills.add(bundle.asks, usage, None, again=False)
        for reading in bundle.asks:
            if over and is_paid(error):
                told = Finding(
                    rule=SECOND_READING, severity=Severity.WARN, message=f"{_UNREAD} ({error})", where="answer"
                )
                self._enter(reading, [told], billed[reading.obj.path], self.filler.settings.deployment or "unknown")
            elif over:
                self._release(reading)

    def _findings(self, against: Sequence[Objection]) -> list[Finding]:
        severity = Severity.REPAIR if self.filler.settings.second_reading == "repair" else Severity.WARN
        return [
            Finding(
                rule=SECOND_READING,
                severity=severity,
                message=f"{_SAID}{one.reason or 'not so by the code'}",
                hint=f'What you said in {one.where}, "{one.sentence}", is wrong: {one.reason}',
                where=one.where,
                quote=one.sentence,
                cut="sentence",
            )
            for one in against
        ]

    def _enter(self, reading: Ask, findings: Sequence[Finding], share: Usage, model: str) -> None:
        """Keep and enter an answer that was read, without what is wrong in it where that is to go."""
        filler, path = self.filler, reading.obj.path
        record = filler.ledger[path]
        shown = record.entry
        if shown is None:
            return
        clean = reading.payload.clean
        gone = [one for one in findings if one.severity is Severity.REPAIR]
        known = [replace(one, message=clean(one.message), where=clean(one.where)) for one in findings]

        def read(entry: Entry, told: Sequence[dict[str, str]]) -> Entry:
            answer = drop(entry.answer, gone)
            found = (*(row for row in entry.findings if not is_unrepaired(row)), *told)
            rest = replace(entry, answer=answer, findings=found, usage=entry.usage + share, read=model)
            return rest if answer.to_dict() else replace(rest, state="failed", reason=_NOTHING_LEFT)

        told = [finding_data(one, clean) for one in known]
        entry = read(shown, told)
        if gone and self._repairs:  # a kill or an end of the budget puts the repair off; it does not spare it
            told = [{**row, "severity": Severity.WARN.value} for row in told]
        kept = filler.put(read(self._stored.get(path, shown), told))
        if not gone or not self._repairs:  # else nobody else is to request it again
            self._release(reading)
        filler.enter(replace(record, entry=entry), reading)
        if entry.state == "failed":
            remembered = kept and not self._repairs
            filler.ledger.add(
                replace(filler.ledger[path], outcome="failed", reason=entry.reason, remembered=remembered)
            )
        if gone:
            against = tuple(dict.fromkeys(clean(one.hint) for one in gone))
            self._wrong[path] = replace(
                self._question(reading), objections=against, kept=None if entry.state == "failed" else entry
            )
        self.advance(1)

    def _question(self, reading: Ask) -> Ask:
        """The question that an answer was given to."""
        record = self.filler.ledger[reading.obj.path]
        return Ask(obj=record.obj, gaps=record.gaps, fingerprint=record.fingerprint, settings=self.filler.settings)

    def _release(self, reading: Ask) -> None:
        if self.filler.claimed is not None:
            self.filler.claimed.answered(_claim(reading))


def reading_of(record: Record, settings: Settings) -> Reading:
    """The question whether an answer is right.

    Args:
        record: The record that shows it.
        settings: The options on what is sent.
    """
    return Reading(
        obj=record.obj,
        gaps=Gaps(),  # no text is asked for
        fingerprint=record.fingerprint,
        kept=record.entry,
        settings=settings,
        sentences=tuple(sentences_of(record.entry.answer)) if record.entry is not None else (),
    )


def told_against(reading: Ask, entry: Entry) -> list[Objection]:
    """What an earlier reading has against sentences of an answer, gone from it or not.

    Args:
        reading: The question whether it is right.
        entry: The answer.
    """
    clean = reading.payload.clean
    whole = {(clean(where), shortened(clean(one))): (where, one) for where, one in sentences_of(entry.answer)}
    told = {(row["where"], row["quote"]): row["message"] for row in entry.findings if is_unrepaired(row)}
    found = ((*whole.get(quoted, quoted), message) for quoted, message in told.items())
    return [
        Objection(where=where, sentence=sentence, reason=message.removeprefix(_SAID))
        for where, sentence, message in found
    ]


def _claim(reading: Ask) -> str:
    return f"{reading.fingerprint}{_CLAIM}"


def sentences_of(answer: Answer) -> Iterable[tuple[str, str]]:
    """The sentences of an answer, each with its part; examples are code, and checked as such."""
    for part, name, text in answer.texts():
        if not part.code:
            yield from ((part.where(name), sentence) for sentence in sentences(text))
