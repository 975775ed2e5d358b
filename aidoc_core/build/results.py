"""What a build comes to, for its report and its last lines: worked out when first asked for, when all is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from aidoc_core.answers import Entry
    from aidoc_core.build.costs import Paid
    from aidoc_core.build.kept_tally import KeptTally
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.provenance import OtherModels
    from aidoc_core.build.run import Run
    from aidoc_core.build.tally import Tallies
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject


class Results:
    """The results of one build.

    Args:
        run: The build.

    Attributes:
        kept: What an earlier build has counted of modules that nothing has touched since.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._tallied: tuple[int, Tallies] | None = None
        self._contradictions: tuple[int, list[tuple[ApiObject, Finding]]] | None = None
        self.kept: dict[str, KeptTally] = {}

    @property
    def tallies(self) -> Tallies:
        """What the records come to, module by module."""
        changes = self._run.ledger.changes
        if self._tallied is None or self._tallied[0] != changes:
            from aidoc_core.build.tally import Tallies  # noqa: PLC0415 - all is shown by then

            held = self._run.memory.table("tallies")
            self._tallied = changes, Tallies(self._run.ledger.by_module(), held, self.kept)
        return self._tallied[1]

    def paid(self) -> Paid:
        """What is known of what texts cost, in this build and before; nothing stays open for it."""
        from aidoc_core.build.costs import read_kept, read_paid  # noqa: PLC0415 - all is shown by then

        run = self._run
        if not run.ledger:
            return read_paid(self.tallies, run.settings, None, run.counters)
        cache = run.opened.cache
        try:
            kept = read_kept(cache, run.settings, run.root, run.memory.table("kept"))
            return read_paid(self.tallies, run.settings, kept, run.counters, run.memory.table("kept"))
        finally:
            cache.close()

    @property
    def contradictions(self) -> list[tuple[ApiObject, Finding]]:
        """What in people's own docstrings the code contradicts; to be asked for when all is shown."""
        if self._run.is_idle:
            return []
        changes = self._run.ledger.changes
        if self._contradictions is None or self._contradictions[0] != changes:
            with self._run.stages.measure("check people's docstrings"):
                self._contradictions = changes, self._find_contradictions()
        return self._contradictions[1]

    def _find_contradictions(self) -> list[tuple[ApiObject, Finding]]:
        if not any(record.obj.human for record in self._run.ledger):
            return []
        verdicts = self._run.opened.verdicts
        return [told for tally in self.tallies.modules for told in verdicts.contradictions_in(tally)]

    @property
    def contradicted(self) -> int:
        """How many contradictions people's docstrings hold."""
        if self._run.remembered is not None:
            return self._run.remembered.contradicted
        before: list[int] = [tally.data["contradicted"] for tally in self.kept.values()]
        return len(self.contradictions) + sum(before)

    def findings(self, record: Record) -> list[Finding]:
        """What the code says against a kept answer, as it stood before that was taken out."""
        return self._run.used.kept.conflicts.get(record.obj.path, []) if self._run.used is not None else []

    @property
    def stale(self) -> AbstractSet[str]:
        """Paths of the objects whose code has changed since people approved their text."""
        return self._run.used.kept.changed.paths if self._run.used is not None else frozenset()

    def newer(self, records: Iterable[Record]) -> list[Entry]:
        """The new texts for objects whose code has changed since a person approved what is still shown."""
        found = (self._run.opened.kept.changed.newer.get(record.obj.path) for record in records)
        return [entry for entry in found if entry is not None]

    @cached_property
    def other_models(self) -> OtherModels | None:
        """What of the answers comes from another deployment or model than the settings name; `None` for nothing.

        Worked out when first asked for, when everything is looked up: it reads the price table.
        """
        entries = self._run.used.kept.other_models.values() if self._run.used is not None else ()
        from aidoc_core.build.provenance import sum_up  # noqa: PLC0415 - the price table

        return sum_up(entries, self._run.settings) if entries and not self._run.settings.offline else None

    def conclude(self) -> None:
        """Let go what was counted and found: it is told."""
        self._tallied = self._contradictions = None
        vars(self).pop("other_models", None)

    def settle(self) -> None:
        """Let go what was counted, for a process that builds the site once and has made the report."""
        if self._tallied is not None:
            self._tallied[1].settle()
