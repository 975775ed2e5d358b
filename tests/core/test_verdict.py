"""The verdict alone: records go in, what to say and whether the build fails comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aidoc_core.build.ledger import Outcome, Record
from aidoc_core.build.verdict import verdict
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.settings import Settings

OUTCOMES: tuple[Outcome, ...] = ("human", "reviewed", "cached", "generated", "failed", "missed", "skipped")


def record(outcome: Outcome, reason: str = "", line: int = 1) -> Record:
    obj = ApiObject(path=f"pkg.f{line}", kind="function", module="pkg", location=Location(file="pkg.py", line=line))
    return Record(obj=obj, outcome=outcome, reason=reason)


def settings(on_miss: Any) -> Settings:
    return Settings(on_miss=on_miss)


@pytest.mark.parametrize(("on_miss", "level"), [("warn", "warning"), ("error", "error"), ("ignore", "ignore")])
def test_what_lacks_an_answer_is_told_at_the_level_of_the_option(on_miss: str, level: str) -> None:
    """Failed and missing objects, each with its place; nothing else lacks anything."""
    records = [record(outcome, "offline", line) for line, outcome in enumerate(OUTCOMES, 1)]
    found = verdict(records, settings(on_miss))
    assert found.level == level
    assert found.lacking == 2
    assert [(problem.kind, problem.where, problem.message) for problem in found.problems] == [
        (
            "failed",
            "pkg.py:5",
            "pkg.f5: no usable answer (offline). Write the docstring, or build again.",
        ),
        ("miss", "pkg.py:6", "pkg.f6: not in the cache. Build once online, or write the docstring."),
    ]
    assert found.failure == ("2 objects have no answer (on_miss: error)." if on_miss == "error" else "")


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("offline", "not in the cache. Build once online, or write the docstring."),
        ("waits for review", "no reviewed answer. Accept one in the reviewed files, or write the docstring."),
        ("kept by a newer release", "a newer release of aidoc wrote its answer. Upgrade aidoc."),
        ("interrupted", "not requested (interrupted)."),
    ],
)
def test_why_an_answer_is_missing(reason: str, message: str) -> None:
    """Each reason with what to do about it."""
    (problem,) = verdict([record("missed", reason)], settings("warn")).problems
    assert problem.message == f"pkg.f1: {message}"


def test_a_failure_that_is_remembered_needs_an_option() -> None:
    """Only then would building again change nothing by itself."""
    (problem,) = verdict([replace(record("failed", "AD101"), remembered=True)], settings("warn")).problems
    told = "Write the docstring, or build again with 'retry_failed: true'."
    assert problem.message == f"pkg.f1: no usable answer (AD101). {told}"


@pytest.mark.parametrize("on_miss", ["warn", "error", "ignore"])
def test_nothing_lacking_is_no_failure(on_miss: str) -> None:
    """Whatever the option says, a build that lacks nothing passes."""
    found = verdict([record("cached"), record("human", line=2)], settings(on_miss))
    assert (found.problems, found.lacking, found.failure) == ((), 0, "")


def test_a_reason_that_all_share_is_told_once() -> None:
    """Where requests stopped, missing objects are not listed one by one; they still count, and failures are told."""
    records = [record("missed", "the key is refused", line) for line in (1, 2)]
    found = verdict([*records, record("failed", "AD101", 3)], settings("error"), stopped=True)
    assert [problem.kind for problem in found.problems] == ["failed"]
    assert found.lacking == 3
    assert found.failure == "3 objects have no answer (on_miss: error)."


@pytest.mark.parametrize("reason", ["budget", "deadline"])
@pytest.mark.parametrize("on_miss", ["warn", "error"])
def test_a_limit_is_told_once(reason: str, on_miss: str) -> None:
    """The session tells it for all; the objects that it leaves for the next build are counted and not listed."""
    found = verdict([record("missed", reason), record("missed", "offline", 2)], settings(on_miss))
    assert [problem.where for problem in found.problems] == ["pkg.py:2"]
    assert found.lacking == 2


def test_one_object_has_no_answer() -> None:
    """The sentence agrees with the number."""
    assert verdict([record("missed")], settings("error")).failure == "1 object has no answer (on_miss: error)."


def test_a_build_tells_of_what_it_has_looked_at() -> None:
    """A host that keeps pages does not repeat itself; a build that fails counts and lists everything."""
    records = [record("missed", "offline", line) for line in (1, 2)]
    some = verdict(records, settings("warn"), looked_at={"pkg.f2"})
    assert [problem.where for problem in some.problems] == ["pkg.py:2"]
    assert some.lacking == 2
    everything = verdict(records, settings("error"), looked_at={"pkg.f2"})
    assert [problem.where for problem in everything.problems] == ["pkg.py:1", "pkg.py:2"]
