"""Whether what a build found out of modules holds for the next one of its process, as far as their answers go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.database import Reader
from aidoc_core.answers.usage import Usage
from aidoc_core.build.provenance import is_other_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.settings import Settings


def with_other_answers(session: Session, modules: Mapping[str, Iterable[Record]]) -> frozenset[str]:
    """The modules of which any answer in the cache may be another one than it was: of each, the very row is compared.

    Args:
        session: The build.
        modules: What the last build of this process came to.
    """
    cache = session.opened.cache
    if not isinstance(cache, Reader):
        return frozenset(modules)
    wanted: dict[str, bool] = {}
    for records in modules.values():
        wanted.update((one.fingerprint, one.entry is not None) for one in records if one.fingerprint)
    others = cache.others(wanted)
    return frozenset(module for module, records in modules.items() if any(one.fingerprint in others for one in records))


def digests_of(session: Session, fingerprints: Iterable[str]) -> dict[str, str] | None:
    """What stands for the answers that the cache has under some fingerprints; `None` where nobody can tell.

    Args:
        session: The build.
        fingerprints: They.
    """
    cache = session.opened.cache
    return {key: row.hex() for key, row in cache.digests(fingerprints).items()} if isinstance(cache, Reader) else None


def are_settled(records: Iterable[Record], settings: Settings) -> bool:
    """Whether a build that finds the same answers comes to the same records.

    Not where any was requested: the next build finds it in the cache, or requests it again. Nor where any is in a
    reviewed file: git may tell more of it, and what of the code has changed since is told each time.

    Args:
        records: What became of the objects of a module.
        settings: The options.
    """
    return all(_is_settled(one, settings) for one in records)


def _is_settled(record: Record, settings: Settings) -> bool:
    if record.outcome == "generated" or record.usage != Usage():
        return False
    if record.is_unread(settings):
        return False
    if record.outcome == "reviewed" or (record.entry is not None and record.entry.place):
        return False
    if not settings.may_request:
        return True
    if record.lacks_answer and (settings.retry_failed or not record.remembered):
        return False
    other = record.entry is not None and is_other_model(record.entry, settings)
    return not (other and settings.on_model_change == "refresh")
