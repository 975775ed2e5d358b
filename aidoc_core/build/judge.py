"""What becomes of a reply: which answers are kept, which objects are requested again, which fail.

A pure function of the reply, of what was asked, and of the answers before their repair: nothing is sent, stored or
recorded here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.answers.answer import Answer
from aidoc_core.answers.prose import plain
from aidoc_core.asking.prompt import Bundle, told
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks import RULES, Finding, Severity, check
from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aidoc_core.answers.wire import WireAnswer
    from aidoc_core.asking.payload import Payload
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.checks import Rule
    from aidoc_core.model import Reply
    from aidoc_core.settings import Settings


_UNUSABLE = Finding(rule="AD100", severity=Severity.REJECT, message="", hint="", where="answer")
_EMPTY = replace(
    _UNUSABLE,
    message="is empty once what is wrong is taken out",
    hint="Nothing usable was left of your answer.",
)
_UNANSWERED = replace(_UNUSABLE, message="was not answered", hint="This one was not answered.")
_DOUBLED = replace(_UNUSABLE, message="was answered more than once", hint="Answer this number once.")
_MOST_HINTS = 40
"""Findings that a repair tells the model of: an answer may have one in every word."""
_CONTRADICTIONS = frozenset(rule.id for rule in RULES if rule.sort == "contradiction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An answer as far as it was judged.

    Attributes:
        ask: What it answers.
        answer: The answer, without what had to go; empty where there was none.
        findings: What the checks say.
        model: The model that answered.
    """

    ask: Ask
    answer: Answer = Answer()
    findings: tuple[Finding, ...] = ()
    model: str = ""

    @property
    def rejected(self) -> tuple[Finding, ...]:
        """The findings for which it must not be shown."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.REJECT)

    @property
    def settled(self) -> Candidate:
        """The answer as it is shown: it was asked about once, so what is still wrong goes, where it can go alone."""
        repairs = (finding for finding in self.findings if finding.severity is Severity.REPAIR)
        return replace(self, answer=drop(self.answer, repairs))


def nothing_of(ask: Ask) -> Candidate:
    """The candidate of a question that brought no answer."""
    return Candidate(ask=ask)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What becomes of one reply.

    Attributes:
        keep: Answers to show and to keep.
        reject: Answers that failed for good: kept as failures, so that nobody pays for them again.
        fail: Objects whose request failed, each with the reason; a later build may request them again.
        again: What to request next: repairs, halves.
        earlier: Of the objects in repair, the answers before it, by path.
    """

    keep: tuple[Candidate, ...] = ()
    reject: tuple[Candidate, ...] = ()
    fail: tuple[tuple[Ask, str], ...] = ()
    again: tuple[Bundle, ...] = ()
    earlier: Mapping[str, Candidate] = field(default_factory=dict)

    def __add__(self, more: Ruling) -> Ruling:
        return Ruling(
            keep=self.keep + more.keep,
            reject=self.reject + more.reject,
            fail=self.fail + more.fail,
            again=self.again + more.again,
            earlier={**self.earlier, **more.earlier},
        )


def judge(
    bundle: Bundle,
    result: Reply | ModelError,
    settings: Settings,
    *,
    earlier: Mapping[str, Candidate],
    known: Callable[[str], bool] = lambda _: False,
) -> Ruling:
    """Judge what a request brought back.

    Args:
        bundle: What was asked.
        result: The reply, or why there is none.
        settings: The options on checks, repairs and what is sent.
        earlier: Answers before their repair, by the path of the object.
        known: Tells whether a dotted path is documented elsewhere (an inventory of the site).
    """
    if isinstance(result, ModelError):
        if parts := smaller(bundle, result):
            return Ruling(again=tuple(parts))
        rulings = [_settle(ask, None, earlier, str(result)) for ask in bundle.asks]
        return sum(rulings, Ruling())
    by_number = {answer.n: answer for answer in result.content.answers}
    counts = Counter(answer.n for answer in result.content.answers)
    ruling, again = Ruling(), []
    for number, ask in enumerate(bundle.asks, 1):
        if counts[number] > 1:  # one of them may come from an order in another object's source
            candidate = Candidate(ask=ask, findings=(_DOUBLED,), model=result.model)
        elif number not in by_number:
            candidate = Candidate(ask=ask, findings=(_UNANSWERED,), model=result.model)
        else:
            try:
                candidate = _checked(ask, by_number[number], result.model, settings, known)
            except Exception as error:  # noqa: BLE001 - it is paid for: a fault of ours costs this object, not the build
                ruling += Ruling(fail=((ask, unchecked(error)),))
                continue
        repair = _repair(candidate, settings)
        if repair is None:
            ruling += _settle(ask, candidate, earlier, "")
        else:
            again.append(repair)
            ruling += Ruling(earlier={ask.obj.path: candidate})
    return ruling + Ruling(again=(Bundle(tuple(again)),) if again else ())


def find_conflicts(
    answer: Answer,
    ask: Ask,
    settings: Settings,
    *,
    known: Callable[[str], bool] = lambda _: False,
    rules: Sequence[Rule] = RULES,
) -> list[Finding]:
    """Check an answer with the options of the build."""
    return check(
        answer,
        ask.obj,
        gaps=ask.gaps,
        levels=settings.checks,
        known=known,
        hosts=settings.link_hosts,
        rules=rules,
        language=settings.language,
        question=told(ask),
        words=settings.words,
    )


def unchecked(error: Exception) -> str:
    """Why an answer fails that a rule could not cope with."""
    return f"it cannot be checked: {type(error).__name__}, a fault of aidoc; please report it"


def repair_hint(finding: Finding, payload: Payload) -> str:
    """What a repair may say of a finding.

    Where no body is sent, what contradicts the body is not said either: the checks look at all of the code.
    """
    if not payload.signatures:
        return payload.clean(finding.hint)
    if finding.where == "yields" and payload.gaps.returns:
        return 'Add a "returns" section.'
    if finding.rule in _CONTRADICTIONS:
        return f"What you say in {finding.where} is not so; say only what the signature tells."
    return payload.clean(finding.hint)


def _checked(ask: Ask, wire: WireAnswer, model: str, settings: Settings, known: Callable[[str], bool]) -> Candidate:
    answer = Answer.from_wire(wire).revised(lambda part, _, text: text if part.code else plain(text))
    if settings.send == "signatures":
        answer = replace(answer, raises=())  # a guess: no body was sent
    answer = normalize(answer, ask.obj, ask.gaps, examples=settings.examples)
    findings = [_asked_of_a_summary(f, answer) for f in find_conflicts(answer, ask, settings, known=known)]
    answer = drop(answer, (finding for finding in findings if finding.severity is Severity.DROP))
    if not answer.to_dict():
        findings.append(_EMPTY)
    return Candidate(ask=ask, answer=answer, findings=tuple(findings), model=model)


def _asked_of_a_summary(finding: Finding, answer: Answer) -> Finding:
    """A finding that would take the whole summary: that is requested once more before it goes."""
    if finding.severity is not Severity.DROP or finding.cut != "sentence" or finding.where != "summary":
        return finding
    return finding if drop(answer, [finding]).summary else replace(finding, severity=Severity.REPAIR)


def _repair(candidate: Candidate, settings: Settings) -> Ask | None:
    """The same question with what was wrong, `None` where nothing is or it was asked often enough."""
    ask = candidate.ask
    wrong = [f for f in candidate.findings if f.severity in (Severity.REJECT, Severity.REPAIR)]
    if not wrong or len(ask.hints) >= settings.max_repairs:
        return None
    hint = " ".join(dict.fromkeys(repair_hint(finding, ask.payload) for finding in wrong[:_MOST_HINTS]))
    return replace(ask, hints=(*ask.hints, hint))


def _settle(ask: Ask, latest: Candidate | None, earlier: Mapping[str, Candidate], reason: str) -> Ruling:
    """The better of the latest answer and the one before its repair, or the failure."""
    candidates = [c for c in (latest, earlier.get(ask.obj.path)) if c is not None]
    for candidate in candidates:
        if not candidate.rejected and (settled := candidate.settled).answer.to_dict():
            return Ruling(keep=(settled,))
    if candidates:
        return Ruling(reject=(_told(candidates[0]),))
    return Ruling(fail=((ask, reason),))


def _told(candidate: Candidate) -> Candidate:
    """A candidate that fails, with a finding that says why: one of which nothing is left may have no other."""
    return candidate if candidate.rejected else replace(candidate, findings=(*candidate.findings, _EMPTY))


def smaller(bundle: Bundle, error: ModelError) -> list[Bundle]:
    """What may pass where a bundle did not: its halves; a single object once more, shorter or with more room.

    Args:
        bundle: What was sent.
        error: Why it failed.
    """
    if len(bundle.asks) > 1:
        divisible = isinstance(error, ContextTooLong | AnswerCut) or (isinstance(error, GiveUp) and error.divisible)
        return list(bundle.split()) if divisible else []
    ask = bundle.asks[0]
    if isinstance(error, ContextTooLong) and not ask.brief:
        return [replace(bundle, asks=(replace(ask, brief=True),))]
    if isinstance(error, AnswerCut) and not ask.more_output:
        return [replace(bundle, asks=(replace(ask, more_output=True),))]
    return []
