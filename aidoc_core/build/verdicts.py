"""What the checks say against kept answers, remembered for as long as nothing that they look at has changed.

A verdict is found again by the object, the answer and the options together; it is part of the memo of its module, with
all that the checks have asked of the package. Names that an inventory of the site was asked for are kept with the
verdict, and asked for again.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.build.module_memos import MOST_OPEN, ModuleMemos
from aidoc_core.checks.finding import SECOND_READING, Finding, Severity
from aidoc_core.code.installed import reader_state
from aidoc_core.code.objects import ApiObject, Documented

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.memo import Memos
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.tally import Tally
    from aidoc_core.code.lookup import Package
    from aidoc_core.code.lookup.notes import Note
    from aidoc_core.settings import Settings

_OF_MODELS = {
    SECOND_READING: (
        "a second reading found a sentence wrong",
        "https://github.com/aidoc-plugins/aidoc/blob/main/docs/checks/index.md#a-second-reading",
    )
}
"""Of findings that no rule makes: their title and where they are explained."""
_HUMAN = ("human",)
"""What is asked of a person's docstring."""
_PARTS = [one.name for one in fields(ApiObject) if one.name not in ("context", "location", "source")]
"""What of an object any verdict rests on; where it stands is for those who tell of it, and its source is asked for."""


class Verdicts:
    """The verdicts of one build.

    Args:
        memos: Where they are kept from build to build.
        settings: The options.
        known: Tells whether a dotted path is documented elsewhere.
        questions: What the last build of this process was asked; this one leaves there what it is asked.

    Attributes:
        found: What this build has found, by the module, by the path of the object, and whether people's words were
            looked at.
        carried: Modules about which nothing has changed since the last build of this process.
    """

    def __init__(
        self,
        memos: Memos,
        settings: Settings,
        known: Callable[[str], bool],
        questions: dict[tuple[str, bool], _Question] | None = None,
    ) -> None:
        self._memos = memos
        self._settings = settings
        self._known = known
        self._modules = ModuleMemos(memos, "verdicts", _digest(settings))
        self._questions: dict[tuple[str, bool], _Question] | None = questions
        self.found: dict[str, dict[tuple[str, bool], Found]] = {}
        self.carried: Collection[str] = ()

    def conflicts(self, answer: Answer, ask: Ask, *, edited: bool) -> list[Finding]:
        """What the code by now says against a kept answer.

        Args:
            answer: The answer.
            ask: What it answers.
            edited: Whether a person has edited it.
        """

        def look(known: Callable[[str], bool]) -> list[Finding]:
            from aidoc_core.build.upheld import conflicts  # noqa: PLC0415 - the rules, where there is anything to check

            return conflicts(answer, ask, self._settings, known=known, edited=edited)

        return self._remembered(ask.obj, (ask.gaps, ask.hints, answer, edited), look)

    def contradictions(self, obj: ApiObject) -> list[Finding]:
        """What in a person's docstring the code contradicts.

        Args:
            obj: The object that it is written for.
        """

        def look(_: object) -> list[Finding]:
            from aidoc_core.checks import check_human  # noqa: PLC0415 - as in `conflicts`

            return check_human(obj, levels=self._settings.checks)

        return self._remembered(obj, _HUMAN, look) if obj.human.strip() else []

    def contradictions_in(self, tally: Tally) -> list[tuple[ApiObject, Finding]]:
        """What the code contradicts in people's docstrings of the objects of a module.

        Args:
            tally: The module.
        """

        def look() -> list[tuple[ApiObject, Finding]]:
            return [(one.obj, finding) for one in tally.records for finding in self.contradictions(one.obj)]

        # Of a module that only has the same records, the code around it may be another one.
        return tally.made("contradictions", None if tally.module in self.carried else object(), look)

    @cached_property
    def pages(self) -> dict[str, tuple[str, str]]:
        """The title and the page of each rule, by its id."""
        state = reader_state()
        found = self._memos.read("rules", state)
        if not found:
            from aidoc_core.checks import RULES  # noqa: PLC0415 - as in `conflicts`

            found = {rule.id: (rule.title, rule.url) for rule in RULES}
            self._memos.write("rules", state, found)
        return {rule: (title, url) for rule, (title, url) in found.items()} | _OF_MODELS

    def _remembered(
        self, obj: ApiObject, about: tuple[object, ...], look: Callable[[Callable[[str], bool]], list[Finding]]
    ) -> list[Finding]:
        """What this build, or an earlier one, has found already, or what is found now."""
        key, found = (obj.path, len(about) == 1), self.found.setdefault(obj.module, {})
        known = found.get(key)
        if known is None or known.obj is not obj or known.about != about:
            known = Found(obj, about, tuple(self._look_up(obj, about, look)))
            if self._questions is not None or about is _HUMAN:  # else each answer is looked up once
                found[key] = known
        return list(known.findings)

    def _look_up(
        self, obj: ApiObject, about: tuple[object, ...], look: Callable[[Callable[[str], bool]], list[Finding]]
    ) -> list[Finding]:
        context = obj.context
        memo = None if context is None else self._modules.of(context.package, obj.module)
        if context is None or memo is None:
            return look(self._known)
        what = self._identity(obj, about)
        found = memo.find(what)
        if found is None or any(self._known(name) is not known for name, known in found["known"].items()):
            asked: dict[str, bool] = {}

            def known(name: str) -> bool:
                return asked.setdefault(name, self._known(name))

            with context.package.notes.gathered() as notes:
                found = {"findings": [_written(finding) for finding in look(known)], "known": asked}
            memo.put(what, found, notes)
        return [_read(finding) for finding in found["findings"]]

    def _identity(self, obj: ApiObject, about: tuple[object, ...]) -> str:
        """What tells the question of one verdict from all others, for the same code and options."""
        key = obj.path, len(about) == 1
        known = None if self._questions is None else self._questions.get(key)
        if known is not None and known.obj is obj and known.about == about:
            return known.what
        what = _digest([_plain(getattr(obj, name)) for name in _PARTS], about)
        if self._questions is not None:
            self._questions[key] = _Question(obj, about, what)
        return what

    def asked(self, package: Package, module: str) -> list[tuple[Note, Any]] | None:
        """The questions that the verdicts on a module rest on; `None` where nobody knows all of them."""
        return self._modules.asked(package, module)

    def close(self) -> None:
        """Keep what is new, unless sources have changed while they were read."""
        self._modules.close()

    def rest(self, most: int = MOST_OPEN) -> None:
        """Let memos go, where many are open, in a process that builds the site once; what was found stays.

        Args:
            most: How many may stay.
        """
        self._modules.rest(most)

    def let_go(self) -> None:
        """Let all of it go: for a build that has asked for all verdicts."""
        self._modules.forget()
        self.found.clear()


class Found(NamedTuple):
    """What was found in this build: of which object, what was asked, and the findings."""

    obj: ApiObject
    about: tuple[object, ...]
    findings: tuple[Finding, ...]


class _Question(NamedTuple):
    """The question of a verdict: about which object, what it asks, and what it is found under."""

    obj: ApiObject
    about: tuple[object, ...]
    what: str


def _plain(value: object) -> object:
    """A value whose `repr` is the same in every process: sets have no order."""
    if isinstance(value, Documented):
        return [_plain(getattr(value, one.name)) for one in fields(Documented)]
    return sorted(value) if isinstance(value, frozenset) else value


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _written(finding: Finding) -> list[str]:
    return [
        finding.rule, finding.severity.value, finding.message, finding.hint, finding.where, finding.quote, finding.cut
    ]  # fmt: skip


def _read(written: list[Any]) -> Finding:
    rule, severity, message, hint, where, quote, cut = written
    return Finding(
        rule=rule, severity=Severity(severity), message=message, hint=hint, where=where, quote=quote, cut=cut
    )
