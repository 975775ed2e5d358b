"""Coverage before and after: who counts as documented and complete."""

from __future__ import annotations

import pytest

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.build.coverage import Coverage, coverage
from aidoc_core.build.ledger import Outcome, Record
from aidoc_core.code.objects import ApiObject, Documented, Location, Parameter


def record(outcome: Outcome, documented: Documented, answer: Answer | None = None, path: str = "p.f") -> Record:
    obj = ApiObject(
        path=path, kind="function", module="p", location=Location(file="p.py"), parameters=(Parameter(name="a"),),
        documented=documented,
    )  # fmt: skip
    entry = None
    if answer is not None:
        entry = Entry(fingerprint="f", path=path, module="p", kind="function", state="answered", answer=answer)
    return Record(obj=obj, outcome=outcome, entry=entry)


NOTHING, SUMMARY = Documented(), Documented(summary=True)
ALL = Documented(summary=True, parameters=frozenset({"a"}))
FULL = Answer(summary="S", parameters=(Described(name="a", description="A."),))


@pytest.mark.parametrize(
    ("one", "before", "after"),
    [
        (record("human", ALL), (1, 1), (1, 1)),
        (record("human", SUMMARY), (1, 0), (1, 0)),
        (record("skipped", NOTHING), (0, 0), (0, 0)),
        (record("skipped", ALL), (1, 1), (1, 1)),
        (record("missed", SUMMARY), (1, 0), (1, 0)),
        (record("failed", NOTHING, FULL), (0, 0), (0, 0)),  # rejected: it is not shown
        (record("generated", NOTHING, FULL), (0, 0), (1, 1)),
        (record("cached", NOTHING, Answer(summary="S")), (0, 0), (1, 0)),
        (record("reviewed", SUMMARY, FULL), (1, 0), (1, 1)),
    ],
)
def test_an_object_counts_once(one: Record, before: tuple[int, int], after: tuple[int, int]) -> None:
    """Before: people's words alone. After: with what is shown."""
    found = coverage([one])
    assert [(each.documented, each.complete) for each in found] == [before, after]
    assert [each.total for each in found] == [1, 1]


def test_a_field_counts_with_the_list_that_describes_it() -> None:
    """Only where that list is shown."""
    field = record("skipped", NOTHING, path="p.A.x")
    listing = Answer(attributes=(Described(name="x", description="X."),))
    cases: tuple[tuple[Outcome, int], ...] = (("generated", 2), ("failed", 0))
    for outcome, documented in cases:
        _, after = coverage([field, record(outcome, NOTHING, listing, path="p.A")])
        assert (after.documented, after.complete, after.total) == (documented, documented // 2, 2)


def test_counts_keep_their_names_in_the_report() -> None:
    """The form that report.json has, and back."""
    counts = Coverage(documented=1, complete=2, total=4)
    assert counts.to_dict() == {"documented": 1, "complete": 2, "total": 4}
    assert Coverage.from_dict(counts.to_dict()) == counts
