"""Never silence: a build in which aidoc is enabled and looked at nothing says so, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from aidoc_core.build.session import Session


def idle(session: Session, reason: str) -> list[Problem]:
    """What is to be said of a build that is over; nothing where any object that it shows may be filled.

    Args:
        session: The build; what earlier builds looked at is taken over by now.
        reason: Why there is nothing, as far as the doc tool tells: a sentence without its full stop.
    """
    if session.course is not None:  # a command tells what it found
        return []
    if not session.is_idle:
        from aidoc_core.code.gaps import matches  # noqa: PLC0415 - where objects were looked at

        include = session.settings.include
        if not include or any(matches(path, include) for path in session.ledger.paths):
            return []
        reason = f"`include` ({', '.join(include)}) matches none of the objects that are shown"
    return [Problem(kind="idle", message=f"There is nothing to fill: {reason}.")]
