"""Never silence: a build in which aidoc is enabled and looked at nothing says so, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from aidoc_core.build.session import Session


def idle(session: Session, reason: str) -> list[Problem]:
    """What is to be said of a build that is over; nothing where it has looked at any object.

    Args:
        session: The build; what earlier builds looked at is taken over by now.
        reason: Why there is nothing, as far as the doc tool tells: a sentence without its full stop.
    """
    if session.ledger or session.course is not None:  # a command tells what it found
        return []
    return [Problem(kind="idle", message=f"There is nothing to fill: {reason}.")]
