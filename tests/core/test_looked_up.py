"""What looking up came to in the last build of a process: the same record for as long as all of it is the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.asking.prompt import Ask
from aidoc_core.build.asked import record
from aidoc_core.build.looked_up import looked_up
from aidoc_core.checks.finding import Finding, Severity
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.settings import Settings

OBJ = ApiObject(path="pkg.f", kind="function", module="pkg", location=Location(file="x.py", line=1))
ENTRY = Entry(
    fingerprint="f", path="pkg.f", module="pkg", kind="function", state="answered", answer=Answer(summary="x")
)
FINDING = Finding(rule="AD101", severity=Severity.REJECT, message="no")


def _settle(held: dict[str, Any], obj: ApiObject, entry: Entry, *findings: Finding) -> tuple[Any, int]:
    """The record, and how often one was made."""
    made = []

    def settled(answer: Answer, found: Any) -> Any:
        made.append((answer, found))
        assert isinstance(ask, Ask)
        return record(ask, "cached", entry=entry)

    known = looked_up(held, Settings())
    ask = known.asked(obj)
    assert isinstance(ask, Ask)
    found, said = known.settle(
        entry, ask, normal=lambda: entry.answer, against=lambda _: list(findings), settled=settled
    )
    assert said == list(findings)
    return found, len(made)


def test_the_same_record_until_something_changes() -> None:
    """An object of the same value that was read anew, another entry, or something the code says: a new one."""
    held: dict[str, Any] = {}
    first, made = _settle(held, OBJ, ENTRY)
    assert made == 1
    assert _settle(held, OBJ, replace(ENTRY)) == (first, 0)
    assert _settle(held, OBJ, ENTRY)[0] is first
    for obj, entry, findings in (
        (replace(OBJ, source="def f(): 1"), ENTRY, ()),
        (OBJ, replace(ENTRY, answer=Answer(summary="y")), ()),
        (OBJ, ENTRY, (FINDING,)),
        (OBJ, ENTRY, ()),
    ):
        found, made = _settle(held, obj, entry, *findings)
        assert made == 1
        assert found is not first


def test_other_options_begin_anew() -> None:
    """What was asked under other options is nobody's answer."""
    held: dict[str, Any] = {}
    known = looked_up(held, Settings())
    assert looked_up(held, Settings()) is known
    assert looked_up(held, Settings(kinds=["class"])) is not known
    assert looked_up(held, Settings()) is not known
