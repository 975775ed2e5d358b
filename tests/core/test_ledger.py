"""What became of each object, and what is complete then: pure values, no build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.redacted import Redacted
from aidoc_core.build.coverage import Coverage, coverage
from aidoc_core.build.ledger import OUTCOMES, Ledger, Record
from aidoc_core.code.objects import ApiObject, Documented, Location, Parameter

if TYPE_CHECKING:
    from aidoc_core.build.ledger import Outcome
    from aidoc_core.code.objects import Kind

FILLED = ("reviewed", "cached", "generated")
NOT_FILLED = ("human", "failed", "missed", "skipped")
WRITTEN = Documented(summary=True)


def obj(path: str = "pkg.mod.f", *, module: str = "pkg.mod", kind: Kind = "function", **facts: Any) -> ApiObject:
    return ApiObject(path=path, kind=kind, module=module, location=Location(file="pkg/mod.py", line=1), **facts)


def described(*names: str) -> tuple[Described, ...]:
    return tuple(Described(name=name, description="x") for name in names)


def record(
    of: ApiObject | None = None, outcome: Outcome = "generated", answer: Answer | None = None, **more: Any
) -> Record:
    of = of or obj()
    entry = None
    if answer is not None:
        entry = Entry(fingerprint="f", path=of.path, module=of.module, kind=of.kind, state="answered", answer=answer)
    return Record(obj=of, outcome=outcome, entry=entry, **more)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_is_filled_shows_an_answer(outcome: Outcome) -> None:
    """Reviewed, cached and generated objects are filled; no other is, even where there is an entry."""
    assert set(FILLED) | set(NOT_FILLED) == set(OUTCOMES)
    made = record(outcome=outcome, answer=Answer(summary="x", attributes=described("size")))
    assert made.filled is (outcome in FILLED)
    assert made.attributes == ({"pkg.mod.f.size"} if outcome in FILLED else set())
    assert made.complete_after is (outcome in FILLED)
    assert record(outcome=outcome).attributes == set()
    assert record(outcome=outcome).complete_after is False


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_where_nothing_was_missing_a_persons_word_is_complete(outcome: Outcome) -> None:
    """An object that a person documented in full is complete as `human` alone; `skipped` claims nothing."""
    made = record(obj(documented=WRITTEN), outcome)
    assert made.documented_before
    assert made.complete_after is (outcome == "human")
    assert not record(obj(), "human").documented_before
    assert not record(obj(), "human").complete_after


@pytest.mark.parametrize(
    ("facts", "answer", "complete"),
    [
        pytest.param({}, Answer(summary="x"), True, id="nothing to describe"),
        pytest.param({"parameters": ("a", "b")}, Answer(parameters=described("a", "b")), True, id="parameters"),
        pytest.param(
            {"parameters": ("a", "b")}, Answer(parameters=described("a")), False, id="one parameter is missing"
        ),
        pytest.param({"parameters": ("a",)}, Answer(parameters=described("a", "b")), True, id="one too many"),
        pytest.param({"parameters": ("a", "*args", "_b")}, Answer(parameters=described("a")), True, id="not required"),
        pytest.param({"returns_value": True}, Answer(returns="x"), True, id="returns"),
        pytest.param({"returns_value": True}, Answer(yields="x"), False, id="no returns"),
        pytest.param({"yields_value": True}, Answer(yields="x"), True, id="yields"),
        pytest.param({"yields_value": True}, Answer(returns="x"), False, id="no yields"),
        pytest.param({"raises": ("E", "F")}, Answer(raises=described("F", "E")), True, id="raises"),
        pytest.param({"raises": ("E", "F")}, Answer(raises=described("E")), False, id="one exception is missing"),
        pytest.param({"raises": ("E",)}, Answer(raises=described("E", "G")), True, id="another exception"),
        pytest.param(
            {"attributes": ("x", "y"), "documented": Documented(summary=True, attributes=frozenset({"x"}))},
            Answer(attributes=described("y")),
            True,
            id="attributes",
        ),
        pytest.param(
            {"attributes": ("x", "y"), "documented": Documented(summary=True, attributes=frozenset({"x"}))},
            Answer(summary="x"),
            False,
            id="an attribute is missing",
        ),
        pytest.param(
            {"parameters": ("a", "b"), "documented": Documented(summary=True, parameters=frozenset({"a"}))},
            Answer(parameters=described("b")),
            True,
            id="the other parameter is a person's",
        ),
    ],
)
def test_complete_after(facts: dict[str, Any], answer: Answer, complete: bool) -> None:
    """An object is complete once the answer describes everything that a person has not."""
    facts = {**facts, "parameters": tuple(Parameter(name=name) for name in facts.get("parameters", ()))}
    assert record(obj(**facts), answer=answer).complete_after is complete


def test_a_ledger_has_one_record_for_each_object() -> None:
    """A later record takes the place of an earlier one; records come in the order of modules and paths."""
    ledger = Ledger()
    assert (len(ledger), list(ledger), ledger.get("pkg.mod.f")) == (0, [], None)
    first, later = record(outcome="missed"), record(outcome="cached")
    of_b = record(obj("pkg.mod.a.x", module="pkg.mod.b"))
    of_a = record(obj("pkg.mod.z", module="pkg.mod.a"))
    earlier_path = record(obj("pkg.mod.a.a", module="pkg.mod.b"))
    for one in (of_b, first, of_a, later, earlier_path):
        ledger.add(one)
    assert len(ledger) == 4
    assert list(ledger) == [later, of_a, earlier_path, of_b]
    assert "pkg.mod.f" in ledger
    assert "pkg.mod" not in ledger
    assert ledger["pkg.mod.f"] is ledger.get("pkg.mod.f") is later
    assert ledger.get("pkg.mod") is None


_CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "drop", "carry"]), st.sampled_from(["a", "b"]), st.sampled_from("xyz")),
    max_size=12,
)


@given(changes=_CHANGES)
def test_records_by_module_are_all_records(changes: list[tuple[str, str, str]]) -> None:
    """Whatever is entered, taken out and carried over: by module, in order, and the very same where nothing changed."""
    ledger, known = Ledger(), {}
    for what, module, name in changes:
        path = f"pkg.{module}.{name}"
        before = dict(ledger.by_module())
        if what == "add":
            known[path] = record(obj(path, module=f"pkg.{module}"))
            ledger.add(known[path])
        elif what == "drop" and path in ledger:
            ledger.drop([path])
            del known[path]
        elif what == "carry":
            records = tuple(record(obj(f"pkg.{module}.{one}", module=f"pkg.{module}")) for one in "xy")
            ledger.carry(f"pkg.{module}", records, {one.obj.path: one for one in records})
            known.update((one.obj.path, one) for one in records)
        expected = sorted(known.values(), key=lambda one: (one.obj.module, one.obj.path))
        assert list(ledger) == expected
        assert all(found is one for found, one in zip(ledger, expected, strict=True))
        found = dict(ledger.by_module())
        assert [one for records in found.values() for one in records] == expected
        assert all(found[other] is records for other, records in before.items() if other != f"pkg.{module}")


def test_outcomes_add_up() -> None:
    """Every outcome is counted, those that no object had included, in one order."""
    ledger = Ledger()
    outcomes: list[Outcome] = ["missed", "generated", "generated", "human"]
    for number, outcome in enumerate(outcomes):
        ledger.add(record(obj(f"pkg.mod.f{number}"), outcome))
    counted = ledger.outcomes()
    assert counted == {
        "human": 1,
        "reviewed": 0,
        "cached": 0,
        "generated": 2,
        "failed": 0,
        "missed": 1,
        "skipped": 0,
    }
    assert tuple(counted) == OUTCOMES
    assert sum(counted.values()) == len(ledger)


def test_what_was_redacted_is_counted_over_all_objects() -> None:
    """Each literal of each object, in the order of the objects."""
    key, token = Redacted(kind="key", where="a.py:1"), Redacted(kind="token")
    ledger = Ledger()
    assert not ledger.redacted()
    ledger.add(record(obj("pkg.mod.b"), redacted=(token, key)))
    ledger.add(record(obj("pkg.mod.a"), redacted=(key,)))
    ledger.add(record(obj("pkg.mod.c")))
    counted = ledger.redacted()
    assert (counted.objects, counted.literals) == (2, (key, token, key))


def test_coverage_before_and_after() -> None:
    """People's words count before; answers, and fields that an answer lists, count after."""
    size = obj("pkg.mod.A.size", kind="field")
    listed = record(obj("pkg.mod.A", kind="class"), answer=Answer(summary="x", attributes=described("size")))
    records = [
        record(obj("pkg.mod.f", documented=WRITTEN), "human"),
        record(obj("pkg.mod.g", documented=WRITTEN, returns_value=True), "missed"),
        listed,
        record(size, "skipped"),
        record(obj("pkg.mod.h", returns_value=True), answer=Answer(summary="x")),
        record(obj("pkg.mod.i"), "failed"),
        record(obj("pkg.mod.j"), "missed"),
    ]
    assert coverage(iter(records)) == (
        Coverage(documented=2, complete=1, total=7),
        Coverage(documented=5, complete=3, total=7),
    )
    assert coverage([]) == (Coverage(), Coverage())
    assert Coverage(documented=1, complete=2, total=3).to_dict() == {"documented": 1, "complete": 2, "total": 3}


def test_a_ledger_that_is_cleared_is_as_new() -> None:
    """But for what has counted its records: that holds no more."""
    ledger = Ledger()
    ledger.add(record(outcome="missed"))
    ledger.keep({"pkg.other": ["pkg.other.f"]})
    ledger.on_demand.add("pkg.mod.f")
    before = ledger.changes
    ledger.clear()
    assert (len(ledger), list(ledger), list(ledger.paths), ledger.on_demand) == (0, [], [], set())
    assert ledger.changes > before
