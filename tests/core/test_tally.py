"""What records come to, module by module: with what the last build has counted, all is as if it had not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.redacted import Redacted
from aidoc_core.answers.usage import Usage
from aidoc_core.build.approval import approval
from aidoc_core.build.authorship import authors, count_authors, filled_fields
from aidoc_core.build.bills import spending, sum_of
from aidoc_core.build.coverage import coverage, covered
from aidoc_core.build.ledger import Ledger, Record
from aidoc_core.build.prominence import Uses, prominences
from aidoc_core.build.tally import Tallies
from aidoc_core.code.objects import ApiObject, Documented, Location
from tests.laws import law

_NAMES = ("one", "two", "Box", "Box.size")
_MODULES = ("pkg", "pkg.a", "pkg.b")


def _record(module: str, name: str, outcome: Any, *, fields: bool, written: bool, reads: str) -> Record:
    path = f"{module}.{name}"
    obj = ApiObject(
        path=path, kind="class" if name == "Box" else "function", module=module, location=Location(file="x.py"),
        documented=Documented(summary=written), code=f"Name(id='{reads}')",
    )  # fmt: skip
    described = (Described(name="size", description="x"), Described(name="a.one", description="x"))
    answer = Answer(summary="x", attributes=described if fields else ())
    usage = Usage(input_tokens=len(reads), output_tokens=3, cost_usd=None if reads == "other" else Decimal("0.0012"))
    entry = Entry(
        fingerprint="f", path=path, module=module, kind=obj.kind, state="answered", answer=answer, model=reads[0],
        usage=usage,
    )  # fmt: skip
    redacted = (Redacted(kind="key", where=path),) if reads == "two" else ()
    return Record(
        obj=obj, outcome=outcome, entry=entry if outcome == "cached" else None, usage=usage, redacted=redacted
    )


def _cost(record: Record) -> Usage | None:
    return record.entry.usage if record.entry is not None else None


_RECORDS = st.lists(
    st.builds(
        _record,
        st.sampled_from(_MODULES),
        st.sampled_from(_NAMES),
        st.sampled_from(["cached", "human", "missed"]),
        fields=st.booleans(),
        written=st.booleans(),
        reads=st.sampled_from(["one", "two", "size", "other"]),
    ),
    max_size=10,
)


@law(300)
@given(builds=st.lists(_RECORDS, min_size=1, max_size=4))
def test_the_last_build_changes_nothing(builds: list[list[Record]]) -> None:
    """After any changes of records: coverage, authors, and how often names are read, as counted of all of them."""
    held: dict[str, Any] = {}
    uses = Uses()
    last: dict[str, Record] = {}
    for records in builds:
        ledger = Ledger(last=last)
        for record in records:
            ledger.add(record)
        found = Tallies(ledger.by_module(), held)
        fields = filled_fields(ledger)
        assert [tally.module for tally in found.modules] == sorted({record.obj.module for record in ledger})
        assert found.covers == covered(ledger, fields)
        assert found.coverage == coverage(ledger)
        assert found.authors == count_authors(authors(ledger, fields).values())
        assert found.outcomes == ledger.outcomes()
        assert found.redacted == ledger.redacted()
        assert found.lacking == [record for record in ledger if record.lacks_answer]
        for floor in (None, 0.5, "public"):
            assert found.approval(floor) == approval(ledger, floor)
        parts = [spending(tally.records, _cost) for tally in found.modules]
        assert sum_of(parts) == spending(list(ledger), _cost)
        plain = Tallies(ledger.by_module(), {})
        assert list(prominences(found.modules, uses)) == list(prominences(plain.modules, Uses()))


def test_only_what_has_changed_is_counted_again() -> None:
    """Records that are equal are the very same, and so is what was made of those of their module."""
    held: dict[str, Any] = {}
    last: dict[str, Record] = {}
    kept = [_record(module, "one", "cached", fields=False, written=False, reads="one") for module in _MODULES]
    changing = [_record("pkg.b", "two", "human", fields=False, written=one, reads="two") for one in (False, True)]
    found: list[dict[str, Any]] = []
    for turn in range(3):
        ledger = Ledger(last=last)
        for record in kept:
            ledger.add(replace(record))
        ledger.add(replace(changing[bool(turn)]))
        tallies = Tallies(ledger.by_module(), held)
        found.append({tally.module: (tally, tally.made("it", None, list)) for tally in tallies.modules})
    assert all(found[0][module][0] is found[2][module][0] for module in ("pkg", "pkg.a"))
    assert all(found[0][module][1] is found[2][module][1] for module in ("pkg", "pkg.a"))
    assert found[0]["pkg.b"][0] is not found[1]["pkg.b"][0]
    assert found[1]["pkg.b"][0] is found[2]["pkg.b"][0]


def test_a_module_that_goes_or_comes_alone() -> None:
    """What it reads counts no longer, or counts, for modules of which nothing has changed."""
    held: dict[str, Any] = {}
    last: dict[str, Record] = {}
    uses = Uses()
    names = {"pkg": "one", "pkg.a": "two"}
    records = [_record(*one, "cached", fields=False, written=False, reads="one") for one in names.items()]
    for several in (records, records[:1], records):
        ledger = Ledger(last=last)
        for record in several:
            ledger.add(record)
        found, plain = Tallies(ledger.by_module(), held), Tallies(ledger.by_module(), {})
        assert list(prominences(found.modules, uses)) == list(prominences(plain.modules, Uses()))
