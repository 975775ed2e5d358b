"""What a build says: number, plural and rounding in every line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from aidoc_core.answers.usage import Usage
from aidoc_core.asking.plan import Plan
from aidoc_core.asking.sent import Sent
from aidoc_core.build import figures, messages
from aidoc_core.build.coverage import Coverage
from aidoc_core.build.provenance import OtherModels


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 objects"), (1, "1 object"), (2, "2 objects"), (1975, "1,975 objects")]
)
def test_one_is_one(number: int, words: str) -> None:
    """The noun agrees with its number, and thousands are parted."""
    assert figures.count(number, "object") == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 469, "0%"),
        (1, 469, "1%"),
        (234, 469, "49%"),
        (1, 8, "12%"),
        (2, 3, "66%"),
        (1, 100_000, "1%"),
        (468, 469, "99%"),
        (469, 469, "100%"),
        (9_999, 10_000, "99%"),
        (0, 0, "—"),
    ],
)
def test_only_all_is_100_per_cent(part: int, whole: int, words: str) -> None:
    """Nothing is rounded up, or down to none, and of no objects there is no share."""
    assert figures.percent(part, whole) == words


@pytest.mark.parametrize(
    ("cost", "about", "billed"),
    [
        (None, "cost unknown", "unknown"),
        (Decimal(0), "~$0.0000", "$0.0000"),
        (Decimal("0.00003"), "<$0.0001", "less than $0.0001"),
        (Decimal("0.0031"), "~$0.0031", "$0.0031"),
        (Decimal("0.0213"), "~$0.02", "$0.0213"),
        (Decimal("1234.5"), "~$1,234.50", "$1,234.5000"),
    ],
)
def test_costs(cost: Decimal | None, about: str, billed: str) -> None:
    """A cost that is there is never shown as none; an estimate is said to be one."""
    plan = Plan(objects=129, requests=7, input_tokens=9940, output_tokens=9435, cost_usd=cost)
    line = messages.plan_line(plan)
    assert line == f"requesting 129 objects in 7 requests (estimated: ~9,940 tokens in, ~9,435 out, {about})"
    elsewhere = messages.plan_line(replace(plan, host="gpu.lan:8000", origin="/above/pyproject.toml"))
    assert elsewhere == f"{line} from gpu.lan:8000 (set in /above/pyproject.toml)"
    assert messages.plan_line(replace(plan, build="3352348751d5")) == (
        f"{line}; build 3352348751d5, as report.json and the service's records name it"
    )
    assert messages.plan_line(replace(plan, reads=True)) == line.replace(
        "requesting 129 objects", "reading 129 answers again"
    )
    exact = messages.plan_line(replace(plan, exact=True))
    assert exact == f"requesting 129 objects in 7 requests (9,940 tokens in, ~9,435 out, {about})"
    assert figures.dollars(cost) == billed


def test_a_plan_of_one() -> None:
    """One object in one request."""
    plan = Plan(objects=1, requests=1, input_tokens=940, output_tokens=45)
    assert (
        messages.plan_line(plan)
        == "requesting 1 object in 1 request (estimated: ~940 tokens in, ~45 out, cost unknown)"
    )


def test_a_request() -> None:
    """What it took, or why it failed."""
    usage = Usage(input_tokens=3412, cached_input_tokens=1024, output_tokens=812, cost_usd=Decimal("0.0027"))
    sent = Sent(number=3, paths=("m.f",) * 12, seconds=2.34, usage=usage, model="m")
    assert messages.sent_line(sent) == "request 3: 12 objects, 2.3 s, 3,412 tokens in (1,024 cached), 812 out, $0.0027"
    failed = Sent(number=4, paths=("m.f",), seconds=0.5, failure="HTTP 500")
    assert messages.sent_line(failed) == "request 4: 1 object, 0.5 s, failed: HTTP 500"


def test_outcomes_have_the_names_that_readers_know() -> None:
    """Only those that some object had, and together they are all objects."""
    outcomes = {"human": 2, "reviewed": 0, "cached": 0, "generated": 1, "failed": 0, "missed": 1, "skipped": 0}
    assert messages.outcomes_line(outcomes) == "4 objects: 2 hand-written, 1 generated, 1 missing"  # type: ignore[arg-type]
    assert messages.outcomes_line(dict.fromkeys(outcomes, 0)) == "no objects"  # type: ignore[arg-type]


def test_completeness_is_told_beside_documentation() -> None:
    """What an answer completes does not show in the number of documented objects."""
    before, after = (Coverage(documented=d, complete=c, total=963) for d, c in ((954, 917), (958, 957)))
    assert messages.coverage_line(before, after) == (
        "documented: 954 (99%) before, 958 (99%) after; complete: 917 (95%) before, 957 (99%) after"
    )


def test_contradictions() -> None:
    """The verb agrees; nothing is said of none."""
    where = messages.page_place("Documentation coverage", "aidoc/index.html")
    assert messages.contradictions_line(0, where) == ""
    assert messages.contradictions_line(1, where) == (
        '1 statement in hand-written docstrings contradicts the code; see "Documentation coverage" (aidoc/index.html)'
    )
    assert messages.contradictions_line(2, messages.REPORT) == (
        "2 statements in hand-written docstrings contradict the code; see aidoc/report.json"
    )


@pytest.mark.parametrize(
    ("others", "line"),
    [
        (
            OtherModels(answers=1, models=("gpt-4.1-mini",), cost_usd=Decimal("0.0123")),
            "1 answer comes from another model or deployment (gpt-4.1-mini); 'on_model_change: refresh' redoes them "
            "(~$0.01)",
        ),
        (
            OtherModels(answers=1_200, models=("a", "b\n::set-output")),
            "1,200 answers come from another model or deployment (a, b ::set-output); 'on_model_change: refresh' "
            "redoes them (cost unknown)",
        ),
        (
            OtherModels(answers=2, models=()),
            "2 answers come from another model or deployment; 'on_model_change: refresh' redoes them (cost unknown)",
        ),
    ],
)
def test_answers_of_other_models(others: OtherModels, line: str) -> None:
    """How many, of which models on one line, and what redoing them would cost."""
    assert messages.other_models_line(others) == line


def test_what_many_objects_lack_is_told_once() -> None:
    """A wrong key is one line; single failures keep their places."""
    alike = [{"path": f"pkg.f{n}", "source": "pkg.py:1", "outcome": "failed", "reason": "wrong key"} for n in range(39)]
    other = {"path": "pkg.g", "source": "pkg.py:9", "outcome": "missed", "reason": ""}
    assert list(messages.lacking_lines([*alike, other])) == [
        "39 objects without an answer (pkg.f0, pkg.f1, pkg.f2, ...): wrong key",
        "pkg.py:9: pkg.g: missed",
    ]
