"""What the records of modules come to, counted module by module.

A build that goes on in the process of an earlier one (`mkdocs serve`) has the same records where nothing has changed;
what was counted of them, and made of that, is taken from there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter, is_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from aidoc_core.answers.redacted import RedactedCount
from aidoc_core.build.approval import add_up, approval
from aidoc_core.build.authorship import AUTHORS, authors, count_authors, filled_fields
from aidoc_core.build.coverage import Coverage, count_covered, covered
from aidoc_core.build.ledger import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aidoc_core.answers.redacted import Redacted
    from aidoc_core.build.approval import Approval, Floor
    from aidoc_core.build.authorship import Author
    from aidoc_core.build.coverage import Covered
    from aidoc_core.build.ledger import Outcome, Record
    from aidoc_core.build.provenance import Answered

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the objects of a module are documented, and by whom.

    Attributes:
        covers: Which of them are documented and complete, by path.
        by: Who wrote the text of each, by path.
        before: How many are, by people's words in the source.
        after: How many are on the pages.
        authors: How many each has written.
    """

    covers: Mapping[str, Covered]
    by: Mapping[str, Author]
    before: Coverage
    after: Coverage
    authors: Mapping[Author, int]


class Tally:
    """The records of one module, and what was made of them.

    Args:
        module: The path of the module.
        records: What became of its objects, in the order of their paths.
        keeps: Whether what was made of them stays, for a process that builds the site again.
    """

    def __init__(self, module: str, records: tuple[Record, ...], *, keeps: bool = True) -> None:
        self.module = module
        self.records = records
        self._keeps = keeps
        self._made: dict[str, tuple[object, Any]] = {}

    def is_of(self, records: tuple[Record, ...]) -> bool:
        """Whether these are its records, each the very same."""
        same = records is self.records
        return same or (len(records) == len(self.records) and all(map(is_, records, self.records)))

    def made(self, what: str, rests_on: object, make: Callable[[], _Made]) -> _Made:
        """What was made of the records, or is made now.

        Args:
            what: What it is.
            rests_on: All that it rests on beside the records.
            make: Makes it.
        """
        if not self._keeps:
            return make()
        known = self._made.get(what)
        if known is None or known[0] != rests_on:
            known = self._made[what] = rests_on, make()
        return known[1]

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of its objects."""
        return frozenset(record.obj.path for record in self.records)

    @cached_property
    def fields(self) -> Mapping[str, Author]:
        """Who wrote the lists of attributes that describe fields, by the path of the field, whosever it is."""
        return filled_fields(self.records)

    @cached_property
    def lacking(self) -> tuple[Record, ...]:
        """Those of its records that have no answer."""
        return tuple(record for record in self.records if record.lacks_answer)

    @cached_property
    def redacted(self) -> tuple[tuple[Redacted, ...], ...]:
        """What was redacted from each of its objects from which anything was."""
        return tuple(record.redacted for record in self.records if record.redacted)

    @property
    def answered(self) -> Iterable[Answered]:
        """Of each answer the deployment that was asked, the date, and the model that answered."""
        entries = (record.entry for record in self.records if record.entry is not None)
        return ((one.deployment, one.date, one.model) for one in entries)

    @cached_property
    def outcomes(self) -> Counter[Outcome]:
        """How many of its objects had each outcome."""
        return Counter(record.outcome for record in self.records)

    @cached_property
    def reviewed(self) -> bool:
        """Whether any of it is in a reviewed file, so that git may tell more of it at any time."""
        return any(one.outcome == "reviewed" or (one.entry is not None and one.entry.place) for one in self.records)

    def standing(self, fields: Mapping[str, Author]) -> Standing:
        """How far its objects are documented.

        Args:
            fields: The fields that lists of attributes of the whole package describe.
        """
        here = {path: fields[path] for path in fields.keys() & self.paths}

        def count() -> Standing:
            covers, by = covered(self.records, here.keys()), authors(self.records, here)
            before, after = count_covered(covers.values())
            return Standing(covers=covers, by=by, before=before, after=after, authors=count_authors(by.values()))

        return self.made("standing", here, count)


class Tallies:
    """The tallies of all modules, in the order of their paths.

    Args:
        records: What became of the objects of each module, in the order of modules and paths.
        held: The tallies of the last build, by module; those of this one are left there. `None` for a process that
            builds the site once.
        kept: The tallies of further modules, which an earlier build has counted; none of them has records.
    """

    def __init__(
        self,
        records: Iterable[tuple[str, tuple[Record, ...]]],
        held: dict[str, Tally] | None,
        kept: Mapping[str, Tally] = MappingProxyType({}),
    ) -> None:
        self.modules: list[Tally] = []
        last, keeps = held or {}, held is not None
        for module, found in records:
            known = last.get(module)
            if known is None or not known.is_of(found):
                known = Tally(module, found, keeps=keeps)
            self.modules.append(known)
        if kept:
            self.modules = sorted([*self.modules, *kept.values()], key=attrgetter("module"))
        if held is not None:
            held.clear()
            held.update((tally.module, tally) for tally in self.modules)

    def settle(self) -> None:
        """Let go how far each object is documented; what all of them come to stays."""
        _ = self.coverage, self.authors
        for name in ("standings", "covers"):
            vars(self).pop(name, None)

    @cached_property
    def standings(self) -> list[Standing]:
        """How far the objects of each module are documented, in the same order."""
        fields: dict[str, Author] = {}
        for tally in self.modules:
            fields.update(tally.fields)
        return [tally.standing(fields) for tally in self.modules]

    @cached_property
    def covers(self) -> dict[str, Covered]:
        """Which objects are documented and complete, by path."""
        return {path: one for standing in self.standings for path, one in standing.covers.items()}

    @cached_property
    def coverage(self) -> tuple[Coverage, Coverage]:
        """Coverage before and after."""
        before = sum((one.before for one in self.standings), Coverage())
        return before, sum((one.after for one in self.standings), Coverage())

    @cached_property
    def outcomes(self) -> dict[Outcome, int]:
        """How many objects had each outcome; the numbers add up to the objects selected."""
        counted: Counter[Outcome] = Counter()
        for tally in self.modules:
            counted.update(tally.outcomes)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def redacted(self) -> RedactedCount:
        """What was redacted from the model."""
        return RedactedCount.of(redacted for tally in self.modules for redacted in tally.redacted)

    def approval(self, floor: Floor = None) -> Approval:
        """How much people have approved.

        Args:
            floor: As `aidoc_core.build.approval.approval` takes it.
        """
        parts = (tally.made("approval", floor, partial(approval, tally.records, floor)) for tally in self.modules)
        return add_up(parts, floor)

    @property
    def lacking(self) -> list[Record]:
        """The records without an answer, in order."""
        return [record for tally in self.modules for record in tally.lacking]

    @cached_property
    def authors(self) -> dict[Author, int]:
        """How many objects each has; all authors are named, in order."""
        counted: Counter[Author] = Counter()
        for standing in self.standings:
            counted.update(standing.authors)
        return {author: counted[author] for author in AUTHORS}
