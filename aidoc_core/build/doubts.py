"""What a build knows of a server that an earlier one paid for nothing, and what it tells the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.fruitless import Fruitless, asked_how

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.answers import WritableStore
    from aidoc_core.asking.online import Asker
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.ledger import Ledger
    from aidoc_core.settings import Settings


def recall(store: WritableStore | None, settings: Settings, asker: Asker) -> Fruitless | None:
    """What an earlier build paid for in vain; `None` where there is nothing, or no reason to heed it."""
    if store is None or settings.retry_failed or asker.breaker.useful or not asker.goes_on():
        return None
    return store.fruitless(asked_how(settings))


def remember(store: WritableStore, settings: Settings, asker: Asker, asks: Sequence[Ask], ledger: Ledger) -> None:
    """Remember a server that was paid and gave nothing; forget it where it gives something.

    Where the reason may pass, nothing is held against what was asked: the next build tries one request first.

    Args:
        store: Where it is remembered.
        settings: Whom the build asks, and how.
        asker: What has asked.
        asks: What was to be asked.
        ledger: What became of objects.
    """
    breaker, how = asker.breaker, asked_how(settings)
    if not (breaker.useful or breaker.fruitless or breaker.passing):
        return
    earlier = store.fruitless(how)
    if breaker.fruitless:
        given_up = {ask.fingerprint for ask in asks if breaker.tripped or ask.obj.path in ledger}
        if earlier is not None:
            given_up |= earlier.fingerprints.intersection(ask.fingerprint for ask in asks)
        reason = asker.stopped if breaker.tripped else breaker.fruitless
        store.remember_fruitless(how, Fruitless(reason=reason, fingerprints=frozenset(given_up)))
    elif breaker.passing and earlier is None:
        store.remember_fruitless(how, Fruitless(reason=breaker.passing, fingerprints=frozenset()))
    elif breaker.useful and earlier is not None:
        store.remember_fruitless(how, None)
