"""How many texts people have approved, and whether that is enough."""

from __future__ import annotations

from typing import Literal

import pytest

from aidoc_core.answers import Entry
from aidoc_core.build.approval import approval
from aidoc_core.build.ledger import Outcome, Record
from aidoc_core.build.verdict import verdict
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.settings import Settings


def record(path: str, outcome: Outcome, state: str = "", changed: tuple[str, ...] = ()) -> Record:
    obj = ApiObject(path=path, kind="function", module="pkg", location=Location(file="pkg.py", line=1))
    made = {"path": path, "module": "pkg", "kind": "function", "fingerprint": "f"}
    entry = Entry(**made, state=state, changed=changed) if state else None  # type: ignore[arg-type]
    return Record(obj=obj, outcome=outcome, entry=entry)


RECORDS = [
    record("pkg.a", "reviewed", "accepted"),
    record("pkg.b", "reviewed", "edited", ("body changed",)),
    record("pkg.c", "cached", "answered"),
    record("pkg._d", "missed"),
    record("pkg.e", "human"),
    record("pkg.f", "skipped"),
]


def test_what_counts() -> None:
    """Texts that were to be filled in, shown or missing; what people wrote in the code needs no approval."""
    found = approval(RECORDS)
    assert (found.approved, found.texts, found.stale, found.met) == (2, 4, 1, True)
    assert found.words == "2 of 4 texts approved by people, 1 of them before their code changed"


@pytest.mark.parametrize(
    ("floor", "without", "failure"),
    [
        (None, (), ""),
        (0.5, (), ""),
        (0.6, (), "People have approved the texts of 2 of 4 objects (review_floor: 0.6), but not that of pkg._d and 1 more."),
        ("public", (), "People have approved the texts of 2 of 3 public objects (review_floor: public), but not that of pkg.c."),
        ("public", ("pkg.c",), ""),
        (1.0, ("pkg.c", "pkg._d"), ""),
        (1.0, [one.obj.path for one in RECORDS], ""),
    ],
)  # fmt: skip
def test_the_floor(floor: Literal["public"] | float | None, without: tuple[str, ...], failure: str) -> None:
    """A share of all texts, or all of public objects; nothing is too little of nothing."""
    records = [one for one in RECORDS if one.obj.path not in without]
    assert approval(records, floor).failure == failure
    assert verdict(records, Settings(review_floor=floor)).failure == failure
