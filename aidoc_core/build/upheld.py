"""What the code by now says against kept answers: they are checked on every read, since the code may have changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from aidoc_core.build.judge import find_conflicts
from aidoc_core.checks import RULES, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.answers.answer import Answer
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.checks import Finding, Rule
    from aidoc_core.settings import Settings

_OF_PEOPLE = frozenset({"AD101", "AD201", "AD203"})
"""What a person's edit is still checked for: they may know of exceptions that the body does not show."""


_WORDS = tuple(rule for rule in RULES if rule.id == "AD520")


@cache
def _rules(*, edited: bool) -> tuple[Rule, ...]:
    """The rules that count by now.

    Of an answer that was accepted once, style and format are settled; what the code says may have changed around it:
    the fingerprint covers the object, not its callees and what its text refers to.
    """
    return tuple(rule for rule in RULES if rule.sort == "contradiction" and (not edited or rule.id in _OF_PEOPLE))


def conflicts(
    answer: Answer, ask: Ask, settings: Settings, *, known: Callable[[str], bool], edited: bool
) -> list[Finding]:
    """What the code by now says against a kept answer.

    Args:
        answer: The answer.
        ask: What it answers.
        settings: The options of the build.
        known: Tells whether a dotted path is documented elsewhere.
        edited: Whether a person has edited it.
    """
    found = find_conflicts(answer, ask, settings, known=known, rules=_rules(edited=edited))
    if settings.words and not edited:  # which may be newer than the answer: it stays, and is told
        found += [replace(one, severity=Severity.WARN) for one in find_conflicts(answer, ask, settings, rules=_WORDS)]
    return found
