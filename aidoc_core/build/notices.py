"""Which problems of a build were told: each once, also where files that are closed over a fork are read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from aidoc_core.build.journal import Journal


class Notices:
    """The problems of one build, as they are told.

    Args:
        problems: All of them; more are added while the build goes on.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._seen = 0
        self._told: set[Problem] = set()

    def new(self, journal: Journal | None) -> list[Problem]:
        """The problems since the last call, written into the log of requests, too.

        Args:
            journal: The log, if there is one; that it cannot be written is a problem itself.
        """
        if journal is not None and journal.broken:
            message = f"{journal.broken}. Correct the option, or the permissions."
            self._problems.append(Problem(kind="model", message=message))
        new = [one for one in dict.fromkeys(self._problems[self._seen :]) if one not in self._told]
        self._seen = len(self._problems)
        self._told.update(new)
        if journal is not None:
            for problem in new:
                journal.problem(problem)
        return new
