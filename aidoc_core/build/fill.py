"""The pipeline: look up -> ask -> check -> repair -> keep. The only module that knows the order."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.fingerprint import PROMPT_VERSION, fingerprint
from aidoc_core.answers.redacted import Redacted
from aidoc_core.answers.usage import Usage
from aidoc_core.asking.prompt import Ask, Bundle, make_bundles
from aidoc_core.build.ledger import Outcome, Record
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks import RULES, Finding, Severity, check
from aidoc_core.code.gaps import wanted_gaps, why_not, without_body
from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aidoc_core.answers import DiskAnswers, ReadOnlyAnswers, ReviewedAnswers
    from aidoc_core.asking.online import Asker
    from aidoc_core.asking.payload import Payload
    from aidoc_core.build.ledger import Ledger
    from aidoc_core.checks import Rule
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.model import Reply
    from aidoc_core.settings import Settings

_OUTCOMES: dict[str, Outcome] = {
    "proposed": "reviewed",
    "accepted": "reviewed",
    "edited": "reviewed",
    "answered": "cached",
}
# Of an answer that was accepted once, style and format are settled; what the code says may have changed around it:
# the fingerprint covers the object, not its callees and what its text refers to.
_CONTRADICTIONS = tuple(rule for rule in RULES if rule.sort == "contradiction")
_CONTRADICTION_IDS = frozenset(rule.id for rule in _CONTRADICTIONS)
_OF_PEOPLE = frozenset({"AD101", "AD201", "AD203"})
"""What a person's edit is still held against: they may know of exceptions that the body does not show."""
_EMPTY = Finding(
    rule="AD100",
    severity=Severity.REJECT,
    message="is empty once what is wrong is taken out",
    hint="Nothing usable was left of your answer.",
    where="answer",
)
_UNANSWERED = Finding(
    rule="AD100",
    severity=Severity.REJECT,
    message="was not answered",
    hint="This one was not answered.",
    where="answer",
)
_DOUBLED = Finding(
    rule="AD100",
    severity=Severity.REJECT,
    message="was answered more than once",
    hint="Answer this number once.",
    where="answer",
)


@dataclass(slots=True)
class Filler:
    """Fills objects for one build.

    Attributes:
        settings: The options.
        reviewed: The reviewed files.
        cache: The disk cache.
        ledger: Where every object is entered.
        asker: Sends requests; `None` when offline.
        build: The build's id, kept with every answer.
        advance: Told the number of objects done.
        known: Tells whether a dotted path is documented elsewhere (an inventory of the site).
        held: What the code by now says against kept answers, by the path of the object.
    """

    settings: Settings
    reviewed: ReviewedAnswers
    cache: DiskAnswers | ReadOnlyAnswers
    ledger: Ledger
    asker: Asker | None
    build: str
    advance: Callable[[int], None] = lambda _: None
    known: Callable[[str], bool] = lambda _: False
    held: dict[str, list[Finding]] = field(default_factory=dict)
    _spent: dict[str, Usage] = field(default_factory=dict)
    _fallback: dict[str, tuple[Answer, list[Finding], str]] = field(default_factory=dict)

    def look_up(self, objects: Iterable[ApiObject]) -> list[Ask]:
        """Enter what needs no asking into the ledger.

        Args:
            objects: What pages show; objects that are in the ledger already are passed over.

        Returns:
            What is left to ask.
        """
        new = (obj for obj in objects if obj.path not in self.ledger)
        return [ask for obj in new if (ask := self._look_up(obj)) is not None]

    def ask(self, asks: Sequence[Ask]) -> None:
        """Ask for what is left, in one concurrent batch, and enter it into the ledger."""
        left = {ask.obj.path: ask for ask in asks}
        try:
            if self.asker is not None and left:
                self.asker.run(self._bundles(asks), self._judge)
        finally:
            reason = self._why_not_asked()
            if self.asker is not None:
                self.cache.leave_out(ask.fingerprint for path, ask in left.items() if path not in self.ledger)
            for path, ask in left.items():
                if path in self.ledger:
                    continue
                answer, findings, model = self._fallback.pop(path, (None, [], ""))
                if answer is not None and not _rejected(findings):  # its repair was not sent any more
                    self._keep(ask, answer, findings, model)
                else:
                    self._enter(ask, "missed", reason=reason)

    def _bundles(self, asks: Sequence[Ask]) -> list[Bundle]:
        """Bundles of what is asked; what an earlier build did not get to comes first."""
        waiting = self.cache.left_out()
        parts = ([a for a in asks if a.fingerprint in waiting], [a for a in asks if a.fingerprint not in waiting])
        return [bundle for part in parts for bundle in make_bundles(part, limit=self.settings.bundle)]

    def _why_not_asked(self) -> str:
        if self.asker is None:
            return "waits for review" if self.settings.require_review and not self.settings.offline else "offline"
        return self.asker.stopped or self.asker.left_out or "interrupted"

    def _look_up(self, obj: ApiObject) -> Ask | None:
        gaps = wanted_gaps(obj, self.settings)
        if not gaps:
            self.ledger.add(Record(obj=obj, outcome="human"))
            return None
        if reason := why_not(obj, self.settings):
            outcome: Outcome = "human" if obj.documented.summary else "skipped"
            self.ledger.add(Record(obj=obj, outcome=outcome, gaps=gaps, reason=reason))
            return None
        ask = Ask(obj=obj, gaps=gaps, fingerprint=fingerprint(obj, self.settings), settings=self.settings)
        entry = self._reviewed(ask)
        if entry is None and self.settings.send == "signatures":
            ask = replace(ask, gaps=without_body(gaps, obj))
            if not ask.gaps:
                self.ledger.add(Record(obj=obj, outcome="human", gaps=gaps, reason="send: signatures"))
                return None
        if entry is None and not self.settings.require_review:
            entry = self.cache.get(obj, ask.fingerprint)
        if entry is None or self._outdated(entry):
            return ask
        return self._use(entry, ask)

    def _use(self, entry: Entry, ask: Ask) -> Ask | None:
        """Enter what a kept entry says; gives back what has to be asked again."""
        if entry.state == "rejected":
            self._enter(ask, "skipped", reason="rejected in review")
        elif entry.state == "proposed" and self.settings.require_review:
            self._enter(ask, "missed", reason="waits for review")
        elif entry.state == "failed":
            self._enter(ask, "failed", reason=entry.reason)
        else:
            # The renderer shows what it is given, so foreign text is held against the code on every read.
            ours = entry.state == "answered"
            answer = normalize(entry.answer, ask.obj, ask.gaps, examples=self.settings.examples, asked_only=ours)
            answer = self._hold(ask, answer, entry)
            if answer.to_dict():
                self._enter(ask, _OUTCOMES[entry.state], entry=replace(entry, answer=answer))
            elif self.asker is not None and ours:
                return ask
            else:
                self._enter(ask, "failed", reason="nothing is left of the kept answer")
        return None

    def _reviewed(self, ask: Ask) -> Entry | None:
        also = ""
        if self.settings.send == "signatures":  # what was reviewed may have been asked for with the body
            also = fingerprint(ask.obj, replace(self.settings, send="bodies"))
        return self.reviewed.get(ask.obj, ask.fingerprint, also=also)

    def _hold(self, ask: Ask, answer: Answer, entry: Entry) -> Answer:
        """An answer that was kept, without what the code contradicts by now."""
        rules = _CONTRADICTIONS
        if entry.state == "edited":
            rules = tuple(rule for rule in rules if rule.id in _OF_PEOPLE)
        findings = self._check(answer, ask, rules)
        if findings:
            self.held[ask.obj.path] = findings
        return drop(answer, (f for f in findings if f.severity is not Severity.WARN))

    def _check(self, answer: Answer, ask: Ask, rules: Sequence[Rule] = RULES) -> list[Finding]:
        settings = self.settings
        return check(
            answer,
            ask.obj,
            gaps=ask.gaps,
            levels=settings.checks,
            known=self.known,
            hosts=settings.link_hosts,
            rules=rules,
            language=settings.language,
        )

    def _outdated(self, entry: Entry) -> bool:
        settings = self.settings
        return (
            self.asker is not None
            and settings.on_model_change == "refresh"
            and bool(settings.model)
            and not entry.model.startswith(settings.model)
            and entry.state in ("answered", "failed")
        )

    def _judge(self, bundle: Bundle, result: Reply | ModelError) -> Iterator[Bundle]:
        """Keep what is good, give back what is to be asked again. Runs before the next request is awaited."""
        if isinstance(result, ModelError):
            usage = result.usage if isinstance(result.usage, Usage) else Usage()
            self._bill(bundle.asks, usage, None)
            if smaller := _smaller(bundle, result):
                return iter(smaller)
            for ask in bundle.asks:
                self._settle(ask, None, str(result))
            return iter(())
        self._bill(bundle.asks, result.usage, result)
        return iter(self._read(bundle, result))

    def _read(self, bundle: Bundle, reply: Reply) -> list[Bundle]:
        wire = {answer.n: answer for answer in reply.content.answers}
        counts = Counter(answer.n for answer in reply.content.answers)
        again = []
        for number, ask in enumerate(bundle.asks, 1):
            answer, findings = Answer(), [_UNANSWERED]
            if counts[number] > 1:  # one of them may come from an order in another object's source
                findings = [_DOUBLED]
            elif number in wire:
                answer = Answer.from_wire(wire[number])
                if self.settings.send == "signatures":
                    answer = replace(answer, raises=())  # a guess: no body was sent
                answer = normalize(answer, ask.obj, ask.gaps, examples=self.settings.examples)
                findings = self._check(answer, ask)
                answer = drop(answer, (f for f in findings if f.severity is Severity.DROP))
                if not answer.to_dict():
                    findings = [*findings, _EMPTY]
            to_repair = [f for f in findings if f.severity in (Severity.REJECT, Severity.REPAIR)]
            if to_repair and len(ask.hints) < self.settings.max_repairs:
                self._fallback[ask.obj.path] = (answer, findings, reply.model)
                again.append(replace(ask, hints=(*ask.hints, " ".join(repair_hint(f, ask.payload) for f in to_repair))))
            else:
                self._settle(ask, (answer, findings, reply.model), "")
        return [Bundle(tuple(again))] if again else []

    def _settle(self, ask: Ask, latest: tuple[Answer, list[Finding], str] | None, reason: str) -> None:
        """Keep the better of the latest answer and the one before its repair, or the failure."""
        candidates = [c for c in (latest, self._fallback.pop(ask.obj.path, None)) if c is not None]
        for answer, findings, model in candidates:
            if not _rejected(findings):
                # Asked about once; what is still wrong goes, where it can go without the rest.
                rest = drop(answer, (f for f in findings if f.severity is Severity.REPAIR))
                self._keep(ask, rest, findings, model)
                return
        if not candidates:  # the request itself failed: nothing to keep, the next build may ask again
            self._enter(ask, "failed", reason=reason, redacted=ask.payload.redacted)
            return
        _, findings, model = candidates[0]
        self._keep(ask, None, findings, model)

    def _keep(self, ask: Ask, answer: Answer | None, findings: Sequence[Finding], model: str) -> None:
        clean = ask.payload.clean
        findings = [replace(one, message=clean(one.message), where=clean(one.where)) for one in findings]
        rejected = [f"{finding.rule}: {finding.message}" for finding in _rejected(findings)]
        entry = Entry(
            fingerprint=ask.fingerprint,
            path=ask.obj.path,
            module=ask.obj.module,
            kind=ask.obj.kind,
            state="answered" if answer is not None else "failed",
            answer=answer or Answer(),
            reason="" if answer is not None else "; ".join(rejected),
            findings=tuple(finding.to_dict() for finding in findings),
            model=model,
            date=datetime.datetime.now(datetime.UTC).date().isoformat(),
            prompt=PROMPT_VERSION,
            build=self.build,
            redacted=tuple(one.kind for one in ask.payload.redacted),
            usage=self._spent.get(ask.obj.path, Usage()),
        )
        self.cache.put(entry)
        self._enter(
            ask,
            "failed" if answer is None else "generated",
            reason=entry.reason,
            entry=entry,
            redacted=ask.payload.redacted,
        )

    def _enter(
        self,
        ask: Ask,
        outcome: Outcome,
        *,
        reason: str = "",
        entry: Entry | None = None,
        redacted: Sequence[Redacted] = (),
    ) -> None:
        if entry is not None and not redacted:
            redacted = [Redacted(kind=kind) for kind in entry.redacted]
        usage = self._spent.get(ask.obj.path, Usage())
        self.ledger.add(
            Record(
                obj=ask.obj,
                outcome=outcome,
                gaps=ask.gaps,
                fingerprint=ask.fingerprint,
                reason=reason,
                entry=entry,
                usage=usage,
                redacted=tuple(redacted),
            )
        )
        self.advance(1)

    def _bill(self, asks: Sequence[Ask], usage: Usage, reply: Reply | None) -> None:
        """Share out what a request was billed, by the size of what was sent and written for each object."""
        written = {answer.n: len(answer.model_dump_json()) for answer in reply.content.answers} if reply else {}
        weights = [len(ask.obj.source) + 4 * written.get(number, 0) for number, ask in enumerate(asks, 1)]
        for ask, share in zip(asks, usage.share(weights), strict=True):
            self._spent[ask.obj.path] = self._spent.get(ask.obj.path, Usage()) + share


def _smaller(bundle: Bundle, error: ModelError) -> list[Bundle]:
    """What may pass where a bundle did not: its halves; a single object once more, shorter or with more room."""
    if len(bundle.asks) > 1:
        divisible = isinstance(error, ContextTooLong | AnswerCut) or (isinstance(error, GiveUp) and error.divisible)
        return list(bundle.split()) if divisible else []
    ask = bundle.asks[0]
    if isinstance(error, ContextTooLong) and not ask.brief:
        return [Bundle((replace(ask, brief=True),))]
    if isinstance(error, AnswerCut) and not ask.more_output:
        return [Bundle((replace(ask, more_output=True),))]
    return []


def repair_hint(finding: Finding, payload: Payload) -> str:
    """What a repair may say of a finding.

    Where no body is sent, what contradicts the body is not said either: the checks look at all of the code.
    """
    if not payload.signatures:
        return payload.clean(finding.hint)
    if finding.where == "yields" and payload.gaps.returns:
        return 'Add a "returns" section.'
    if finding.rule in _CONTRADICTION_IDS:
        return f"What you say in {finding.where} is not so; say only what the signature tells."
    return payload.clean(finding.hint)


def _rejected(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.REJECT]
