"""The records of edited functions that have no answer: where they have none now, pages show what they showed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers.store import Question
from aidoc_core.asking.prompt import Ask
from aidoc_core.build.asked import OFFLINE, asked, record
from aidoc_core.code.canonical import dump
from aidoc_core.code.lookup import own_of

if TYPE_CHECKING:
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.code.edited_bodies import EditedBodies


def still_unanswered(session: Session, before: Record, edit: EditedBodies) -> Record | None:
    """The record of an edited function that had no answer; `None` where it may have one now, or shows something else.

    Args:
        session: The build.
        before: Its record before the edit.
        edit: The edit of its module.
    """
    settings, obj = session.settings, before.obj
    plain = before.outcome == "missed" and before.reason == OFFLINE and before.entry is None
    if not plain or settings.may_request or settings.send == "signatures" or obj.kind != "function" or obj.human:
        return None
    node = edit.functions[obj.path]
    does = own_of(node)
    annotated = node.returns is not None
    if does.yields != obj.yields_value or (not annotated and does.gives != obj.returns_value):
        return None
    now = replace(obj, code=dump(node), source=edit.file.text(node, obj.name), raises=tuple(does.raised))
    ask = asked(now, settings)
    if not isinstance(ask, Ask):
        return None
    question = Question(obj=now, fingerprint=ask.fingerprint)
    opened = session.opened
    kept = opened.reviewed.get_many([question]) or opened.cache.get_many([question])
    session.release()
    return None if kept else record(ask, "missed", reason=OFFLINE)
