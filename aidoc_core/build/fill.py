"""The order of a build: look up, request, judge, keep, record. The only module that knows it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage
from aidoc_core.asking.breaker import is_paid
from aidoc_core.asking.plan import typical_output
from aidoc_core.asking.prompt import Ask, Bundle, make_bundles
from aidoc_core.build import doubts, entries
from aidoc_core.build.asked import OFFLINE, record
from aidoc_core.build.billing import Bills
from aidoc_core.build.claimed import Claimed, patience
from aidoc_core.errors import GiveUp, Misunderstood, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aidoc_core.answers import Entry, WritableStore
    from aidoc_core.asking.judging import Judged
    from aidoc_core.asking.online import Asker
    from aidoc_core.build.judge import Candidate, Ruling
    from aidoc_core.build.kept import Kept
    from aidoc_core.build.ledger import Ledger, Record
    from aidoc_core.model import Reply
    from aidoc_core.settings import Settings

LOOK_AGAIN = 0.5
"""Seconds between looks for answers that another build is about to get."""
_AGAIN = (
    "This is known from an earlier build, and nothing was sent. Requests are sent again with another 'deployment' or "
    "'model', another release of aidoc, changed code, or 'retry_failed: true'"
)


@dataclass(slots=True)
class Filler:
    """Fills objects for one build.

    Attributes:
        settings: The options.
        kept: What is known without a request.
        store: Where new answers are kept; `None` where the cache cannot be written.
        ledger: Where every object is entered.
        asker: Sends requests; `None` for a build that makes none.
        build: The build's id, kept with every answer.
        advance: Told the number of objects done.
        sleep: Waits for some seconds; tests pass their own.
        is_late: Whether nothing is claimed before the first answer.
        has_kept: Whether anything that came is on disk.
        claimed: What this build has claimed; `None` where the cache cannot be written.
        bills: What each object was billed.
    """

    settings: Settings
    kept: Kept
    store: WritableStore | None
    ledger: Ledger
    asker: Asker | None
    build: str
    advance: Callable[[int], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep
    is_late: Callable[[], bool] = lambda: False
    has_kept: bool = False
    claimed: Claimed | None = field(init=False)
    bills: Bills = field(default_factory=Bills)
    _earlier: dict[str, Candidate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        store = self.store
        self.claimed = None if store is None else Claimed(store, patience(self.settings.request_timeout))

    def ask(self, asks: Sequence[Ask]) -> None:
        """Request what is left, in one concurrent batch, and enter it into the ledger."""
        try:
            self.stop_if_unkept()
            if self.asker is not None and asks:
                self._request(self.asker, asks)
                self._take_from_others()
        finally:
            if self.asker is not None and self.store is not None:
                doubts.remember(self.store, self.settings, self.asker, asks, self.ledger)
            self._give_up([ask for ask in asks if ask.obj.path not in self.ledger])
            self.close()

    def _request(self, asker: Asker, asks: Sequence[Ask]) -> None:
        """Request what is left. Of a server that gave nothing in an earlier build, only what is new, and that alone."""
        earlier = doubts.recall(self.store, self.settings, asker)
        bundles = self.bundles(asks)
        if earlier is not None:
            new = [ask for ask in asks if ask.fingerprint not in earlier.fingerprints]
            if not new:
                asker.stop(f"{earlier.reason}. {_AGAIN}")
                return
            asker.breaker.doubt()
            asker.run(self.bundles(new)[:1], self._judge, self._prepare)
            left = [ask for ask in asks if ask.obj.path not in self.ledger]
            bundles = self.bundles(left) if asker.goes_on() else []
        if bundles and self.is_late():  # nothing is claimed before the first answer
            asker.run(bundles[:1], self._judge, self._prepare)
            bundles = bundles[1:] if asker.goes_on() else []
        if bundles:
            asker.run(bundles, self._judge, self._prepare)

    def repair(self, asks: Sequence[Ask]) -> None:
        """Request answers once more that are kept and wrong; where nothing better comes, they stay as they are."""
        for ask in asks:
            self._earlier.pop(ask.obj.path, None)  # the rules had nothing against it
        if self.asker is not None and self.asker.goes_on():
            self.asker.run(self.bundles(asks), self._judge)

    def put_off(self, asks: Sequence[Ask]) -> None:
        """Enter what a command does not want to be requested now, with the best that there is."""
        for ask in asks:
            self.ledger.add(self.kept.fall_back(ask) or record(ask, "missed", reason="not in the cache"))

    def close(self) -> None:
        """Give back what this build has claimed and not answered."""
        if self.claimed is not None:
            self.claimed.close()

    def bundles(self, asks: Sequence[Ask]) -> list[Bundle]:
        """Bundles of what is asked; what an earlier build did not get to comes first.

        Then the longest: one that is begun last keeps all others waiting.
        """
        waiting = self.store.deferred() if self.store is not None else frozenset()
        parts = ([a for a in asks if a.fingerprint in waiting], [a for a in asks if a.fingerprint not in waiting])
        made = (make_bundles(part, limit=self.settings.bundle) for part in parts)
        return [bundle for part in made for bundle in sorted(part, key=_length, reverse=True)]

    def _prepare(self, bundle: Bundle) -> Bundle | None:
        """What is left of a bundle that is about to be sent.

        Another build on the same cache may have got some of its answers by now, or be about to: neither is paid twice.
        """
        if self.claimed is None:
            return bundle
        mine = tuple(self._claim(self.claimed, bundle.asks))
        self.stop_if_unkept()
        return Bundle(mine) if mine and self.asker is not None and not self.asker.stopped else None

    def _claim(self, claimed: Claimed, asks: Sequence[Ask]) -> list[Ask]:
        """Claim what is about to be requested; what another build has got by now is entered.

        Claimed before it is looked up: an answer that comes in between is found, and not paid for again.
        """
        records, mine = self.kept.look_in_cache(claimed.claim(asks))
        self._enter_all(records)
        claimed.store.release(record.fingerprint for record in records)
        return mine

    def _take_from_others(self) -> None:
        """Take the answers that other builds were about to get; request those that they did not."""
        asker, claimed = self.asker, self.claimed
        if claimed is None:
            return
        until = time.monotonic() + claimed.patience
        while claimed.elsewhere and asker is not None and asker.goes_on():
            records, asks = self.kept.look_in_cache(list(claimed.elsewhere.values()))
            self._enter_all(records)
            claimed.elsewhere = {}
            # A build that claims and claims and never answers is not waited for without end.
            mine = self._claim(claimed, asks) if time.monotonic() < until else asks
            if mine:
                asker.run(self.bundles(mine), self._judge)
            elif claimed.elsewhere:
                self.sleep(LOOK_AGAIN)

    def _judge(self, bundle: Bundle, result: Reply | ModelError) -> Judged:
        """What becomes of a bundle. Runs beside everything else, so nothing is changed before `settle`."""
        from aidoc_core.asking.judging import Judged  # noqa: PLC0415 - where there is a reply
        from aidoc_core.build.judge import judge  # noqa: PLC0415

        ruling = judge(bundle, result, self.settings, earlier=self._earlier, known=self.kept.known)
        return Judged(kept=len(ruling.keep), again=ruling.again, settle=lambda: self._settle(bundle, result, ruling))

    def _settle(self, bundle: Bundle, result: Reply | ModelError, ruling: Ruling) -> None:
        """Keep what is good and enter what failed, before the next request of this kind is sent."""
        content = None if isinstance(result, ModelError) else result.content
        usage = result.usage if isinstance(result.usage, Usage) else Usage()
        self.bills.add(bundle.asks, usage, content)
        self._earlier.update(ruling.earlier)
        for candidate in ruling.keep:
            self._keep(candidate)
        for candidate in ruling.reject:
            self._fail_for_good(candidate)
        from aidoc_core.build.judge import nothing_of  # noqa: PLC0415 - as in `_judge`

        for ask, reason in ruling.fail:
            if self._is_for_good(result):
                self._fail_for_good(nothing_of(ask), reason)
            else:
                self.enter(self.kept.fall_back(ask) or record(ask, "failed", reason=reason), ask)
        for ask in bundle.asks:
            if ask.obj.path in self.ledger:  # what was sent of others is asked for again
                ask.let_go()

    def _is_for_good(self, result: Reply | ModelError) -> bool:
        """Whether the same request would most likely be paid in vain once more.

        Not where the service may be the cause: a failure that passes, or replies none of which could be used.
        """
        if not isinstance(result, GiveUp):
            return not isinstance(result, ModelError)
        if isinstance(result, Misunderstood) and not (self.asker and self.asker.breaker.useful):
            return False
        return is_paid(result)

    def _give_up(self, asks: Sequence[Ask]) -> None:
        """Enter what no further request is sent for, with the best that there is."""
        if self.store is not None and self.asker is not None:
            self.store.defer(ask.fingerprint for ask in asks)
        reason = self._why_not_asked()
        for ask in asks:
            earlier = self._earlier.get(ask.obj.path)
            if earlier is not None and not earlier.rejected:  # its repair was not sent any more
                self._keep(earlier.settled)
            else:
                self.enter(self.kept.fall_back(ask) or record(ask, "missed", reason=reason), ask)

    def _why_not_asked(self) -> str:
        if self.asker is None:
            return "waits for review" if self.settings.require_review and not self.settings.offline else OFFLINE
        return self.asker.stopped or self.asker.left_out or "interrupted"

    def _keep(self, candidate: Candidate) -> None:
        usage = self.bills.of(candidate.ask.obj.path)
        entry = entries.answered(candidate, self.settings, build=self.build, usage=usage)
        self.put(entry)
        self.enter(record(candidate.ask, "generated", entry=entry), candidate.ask)

    def _fail_for_good(self, candidate: Candidate, reason: str = "") -> None:
        """Remember a failure, so that nobody pays for it again; an answer of another model stays as it was."""
        ask = candidate.ask
        fallback = self.kept.fall_back(ask)
        if fallback is not None and ask.kept is not None:
            self.put(entries.as_wished(ask.kept, self.settings))
            self.enter(fallback, ask)
            return
        usage = self.bills.of(ask.obj.path)
        entry = entries.failed(candidate, self.settings, build=self.build, usage=usage, reason=reason)
        remembered = self.put(entry)
        self.enter(replace(record(ask, "failed", reason=entry.reason, entry=entry), remembered=remembered), ask)

    def put(self, entry: Entry) -> bool:
        """Keep an entry; see `WritableStore.put`. Where that fails, nothing more is requested, unless it may be."""
        if self.claimed is None:
            return False
        kept = self.claimed.store.put(entry)
        self.has_kept = self.has_kept or kept
        if not kept:
            self._stop_unkept()
        self.claimed.answered(entry.fingerprint)
        return kept

    @property
    def keeps(self) -> bool:
        """Whether what is answered is on disk for the next build."""
        return self.store is not None and self.store.writable

    def stop_if_unkept(self) -> None:
        """Request nothing where answers cannot be kept, unless it may be."""
        if not self.keeps:
            self._stop_unkept()

    def _stop_unkept(self) -> None:
        """Stop before money is spent on answers that the next build would have to pay for again."""
        if self.asker is not None and not self.settings.pay_without_cache:
            self.asker.stop("answers cannot be kept. Set 'pay_without_cache: true' to pay for them at every build")

    def enter(self, one: Record, ask: Ask) -> None:
        """Enter the record of an object that was asked about, with what this build paid and redacted for it."""
        path, bills = ask.obj.path, self.bills
        redacted = ask.payload.redacted if path in bills else one.redacted
        self._enter_all([replace(one, usage=bills.of(path), repeated=bills.repeated(path), redacted=redacted)])

    def _enter_all(self, records: Iterable[Record]) -> None:
        for one in records:
            self.ledger.add(self.kept.changed.shown(one))
            self.advance(1)


def _length(bundle: Bundle) -> int:
    """About as many tokens as its answers take: they take the time."""
    return sum(typical_output(ask.gaps) for ask in bundle.asks)
