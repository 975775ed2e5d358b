"""What looking up came to in the last build of this process: the same object with the same answer comes to the same.

An object that was read is the same value for as long as nothing that reading looks at has changed (`Readings`); so is
its record, for as long as nothing has changed that it was made of. What is made of records goes by that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aidoc_core.build.asked import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aidoc_core.answers import Entry
    from aidoc_core.answers.answer import Answer
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.ledger import Record
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a kept entry came to."""

    ask: Ask
    entry: Entry
    normal: Answer
    findings: list[Finding]
    record: Record | None


@dataclass(slots=True)
class LookedUp:
    """What looking up came to, for one set of options.

    Attributes:
        settings: The options.
        once: Whether this process builds the site once, so that each object is looked up once: what was worked out
            ahead holds, and goes when it is looked up.
    """

    settings: Settings
    once: bool = False
    _asked: dict[str, Record | Ask] = field(default_factory=dict)
    _settled: dict[str, _Settled] = field(default_factory=dict)

    def clear(self) -> None:
        """Let all of it go."""
        self._asked.clear()
        self._settled.clear()

    def forget(self, objects: Iterable[ApiObject]) -> None:
        """Let go what objects came to, which are looked up by now.

        Args:
            objects: The objects.
        """
        for obj in objects:
            self._asked.pop(obj.path, None)
            self._settled.pop(obj.path, None)

    def found(self, ask: Ask) -> Entry | None:
        """The entry that was settled ahead, in a process that builds the site once; `None` for nothing.

        Args:
            ask: What it answers.
        """
        known = self._settled.get(ask.obj.path) if self.once else None
        return known.entry if known is not None and known.ask is ask else None

    def asked(self, obj: Any) -> Record | Ask:
        """What is asked of an object, as `asked` tells."""
        known = self._asked.get(obj.path)
        if known is None or known.obj is not obj:
            known = self._asked[obj.path] = asked(obj, self.settings)
        return known

    def answers(self, objects: Iterable[ApiObject]) -> Iterator[Answer]:
        """The kept answers of some objects, as far as they were looked up.

        Args:
            objects: The objects.
        """
        for obj in objects:
            if (known := self._settled.get(obj.path)) is not None:
                yield from (known.entry.answer, known.normal)
                if known.record is not None and known.record.entry is not None:
                    yield known.record.entry.answer

    def settle(
        self,
        entry: Entry,
        ask: Ask,
        *,
        normal: Callable[[], Answer],
        against: Callable[[Answer], list[Finding]],
        settled: Callable[[Answer, Sequence[Finding]], Record | None],
    ) -> tuple[Record | None, list[Finding]]:
        """What a kept entry comes to, and what the code says against it, which is asked for each time.

        Args:
            entry: The entry.
            ask: What it answers.
            normal: Gives its answer in the spelling of the code.
            against: Tells what the code says against that.
            settled: Gives the record with what is left of it.
        """
        known = self._settled.get(ask.obj.path)
        if known is not None and (known.ask is not ask or known.entry != entry):
            known = None
        if known is not None and self.once:
            return known.record, known.findings
        answer = normal() if known is None else known.normal
        findings = against(answer)
        if known is None or known.findings != findings:
            found = settled(answer, findings)
            known = self._settled[ask.obj.path] = _Settled(ask, entry, answer, findings, found)
        return known.record, findings


def looked_up(held: dict[str, Any], settings: Settings) -> LookedUp:
    """What the last build of this process has looked up, if its options were the same.

    Args:
        held: What it has left; what this build looks up is left there.
        settings: The options.
    """
    known: LookedUp | None = held.get("looked up")
    if known is None or known.settings != settings:
        known = held["looked up"] = LookedUp(settings)
    return known
