"""A build from the core's side: objects in, outcomes out, with no doc tool around."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import DiskAnswers, Entry, ReadOnlyAnswers, ReviewedAnswers
from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireAnswer, WireReply
from aidoc_core.build.openers import Openers
from aidoc_core.build.session import Session
from aidoc_core.errors import ConfigError
from aidoc_core.model import Reply, Request
from aidoc_core.problems import Problem
from aidoc_core.settings import Settings
from tests.azure import INVENTED, Fault, LocalAzure, every, invent_parameter, leave_out_last, read_code, write_answers
from tests.core.packages import EXAMPLE, collect, load, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject

CODE = '''
"""Documented."""

def f(a, b):
    """Documented in part.

    Args:
        a: One.
    """
    return a

def g(x): ...

class A:
    size: int

    def method(self, x):
        raise KeyError(x)

def _hidden(): ...
def skipped(): ...  # aidoc: skip
'''
WHOLE = {"AD101": "reject"}
"""What is wrong with a part of an answer counts against all of it."""
ASKED = ["pkg.A", "pkg.A.method", "pkg.A.size", "pkg.f", "pkg.g"]


def build(root: Path, objects: Iterable[ApiObject], azure: LocalAzure | None = None, **options: Any) -> Session:
    """Fill objects in a session of its own, closed again."""
    if azure is not None:
        options = {"endpoint": azure.url, "deployment": "docs"} | options
    session = Session(Settings(**options), root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    try:
        session.fill(objects)
    finally:
        session.close()
    return session


def outcomes(session: Session) -> dict[str, str]:
    return {record.obj.path: record.outcome for record in session.ledger}


def assert_adds_up(session: Session, azure: LocalAzure) -> None:
    """Nothing is lost: the partition is whole, and the objects' shares are what was billed."""
    records = list(session.ledger)
    assert sum(session.ledger.outcomes().values()) == len(records)
    spent = sum((record.usage for record in records), Usage())
    assert spent == session.counters.usage
    billed = azure.billed_usage()
    assert (spent.input_tokens, spent.output_tokens) == (billed.prompt_tokens, billed.completion_tokens)


def test_a_wrong_address_is_a_wrong_option(tmp_path: Path, azure: LocalAzure) -> None:
    """The build stops where something has to be requested; what is kept needs no address."""
    objects = collect(tmp_path, "def f(a): ...\n").values()
    with pytest.raises(
        ConfigError, match=r"option 'endpoint' cannot be 'foo': it has no scheme\. Set it to https://foo"
    ):
        build(tmp_path, objects, deployment="docs", endpoint="foo")
    build(tmp_path, objects, azure)
    assert "cached" in outcomes(build(tmp_path, objects, deployment="docs", endpoint="foo")).values()


@pytest.fixture
def objects(tmp_path: Path) -> list[ApiObject]:
    return list(collect(tmp_path, CODE).values())


def test_a_build_and_the_next(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """What is missing is asked for once, kept, and never paid again; offline it is the same text."""
    first = build(tmp_path, objects, azure)
    assert outcomes(first) == {
        "pkg": "human",
        "pkg._hidden": "skipped",
        "pkg.skipped": "skipped",
        **dict.fromkeys(ASKED, "generated"),
    }
    assert first.new_problems() == []
    assert first.verdict().problems == ()
    assert_adds_up(first, azure)
    assert sorted(asked.path for request in azure.requests for asked in request.objects) == ASKED
    partial = first.ledger["pkg.f"]
    assert partial.gaps.names() == ["parameter b", "returns"]
    assert partial.entry is not None
    assert partial.entry.answer.summary == ""
    assert [item.name for item in partial.entry.answer.parameters] == ["b"]
    assert all(record.complete_after for record in first.ledger if record.outcome == "generated")
    azure.reset()
    for options in ({}, {"offline": True}):
        again = build(tmp_path, objects, azure, **options)
        assert {path: outcome for path, outcome in outcomes(again).items() if path in ASKED} == dict.fromkeys(
            ASKED, "cached"
        )
        assert [answer_of(record) for record in again.ledger] == [answer_of(record) for record in first.ledger]
        assert again.new_problems() == []
        assert again.counters.usage == Usage()
    assert azure.requests == []


def answer_of(record: Record) -> object:
    return record.entry and record.entry.answer


def test_the_example(tmp_path: Path, azure: LocalAzure) -> None:
    """A whole package: every object ends with an outcome, and the money adds up."""
    session = build(tmp_path, objects_of(load(EXAMPLE, "tidemark"), EXAMPLE).values(), azure)
    found = session.ledger.outcomes()
    assert found["generated"] > 30
    assert found["failed"] == found["missed"] == 0
    assert_adds_up(session, azure)


def test_an_editor_pays_for_one_function(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """A changed body asks for that function alone."""
    build(tmp_path, objects, azure)
    azure.reset()
    changed = collect(tmp_path / "new", CODE.replace("raise KeyError(x)", "raise ValueError(x)")).values()
    session = build(tmp_path, changed, azure)
    assert [asked.path for request in azure.requests for asked in request.objects] == ["pkg.A.method"]
    assert session.ledger["pkg.A.method"].outcome == "generated"


def test_a_wrong_answer_is_repaired(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """Answers that the code contradicts are asked for again, alone, with what was wrong."""
    azure.faults = [Fault(1, "alter", alter=invent_parameter)]
    session = build(tmp_path, objects, azure)
    assert [sorted(asked.path for asked in request.objects) for request in azure.requests] == [
        ASKED,
        ["pkg.A.method", "pkg.f", "pkg.g"],
    ]
    body = azure.requests[1].body
    assert body is not None
    assert "There is no parameter `tide_margin`; the parameters are: x." in body["messages"][1]["content"]
    assert session.ledger.outcomes()["generated"] == len(ASKED)
    assert_adds_up(session, azure)


def test_a_failure_is_kept_and_not_asked_again(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """An answer that stays wrong costs its object, once; the next build does not pay for it again."""
    azure.faults = [Fault(every(1), "alter", alter=invent_parameter)]
    session = build(tmp_path, objects, azure, checks=WHOLE)
    failed = ["pkg.A.method", "pkg.f", "pkg.g"]
    assert [path for path, outcome in outcomes(session).items() if outcome == "failed"] == failed
    assert [(problem.kind, problem.where.partition(":")[0]) for problem in session.verdict().problems] == [
        ("failed", "pkg/__init__.py")
    ] * 3
    assert_adds_up(session, azure)
    azure.faults = []
    azure.reset()
    again = build(tmp_path, objects, azure, checks=WHOLE)
    assert [path for path, outcome in outcomes(again).items() if outcome == "failed"] == failed
    assert azure.requests == []


def test_a_part_that_stays_wrong_is_removed(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """It costs itself, not the answer: the rest is shown, and nothing is asked again."""
    azure.faults = [Fault(every(1), "alter", alter=invent_parameter)]
    session = build(tmp_path, objects, azure)
    assert session.ledger.outcomes()["generated"] == len(ASKED)
    entries = [record.entry for record in session.ledger if record.entry is not None]
    assert INVENTED not in {one.name for entry in entries for one in entry.answer.parameters}
    assert_adds_up(session, azure)
    azure.faults = []
    azure.reset()
    assert build(tmp_path, objects, azure).ledger.outcomes()["cached"] == len(ASKED)
    assert azure.requests == []


def test_an_object_that_was_left_out_is_asked_again(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """A model that forgets one object of many is reminded of it."""
    azure.faults = [Fault(1, "alter", alter=leave_out_last)]
    session = build(tmp_path, objects, azure)
    assert session.ledger.outcomes()["generated"] == len(ASKED)
    assert [request.asked for request in azure.requests] == [5, 1]


def test_a_bundle_that_is_too_long_is_halved(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """What one request cannot hold, two may."""
    azure.faults = [Fault(lambda request: request.asked > 2, "context_length")]
    session = build(tmp_path, objects, azure)
    assert session.ledger.outcomes()["generated"] == len(ASKED)
    assert_adds_up(session, azure)


def test_a_refused_request_costs_its_objects_only(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """The others are filled, and the next build asks for the rest again."""
    azure.faults = [Fault(lambda request: any(asked.name == "g" for asked in request.objects), "content_filter")]
    session = build(tmp_path, objects, azure, bundle=1)
    assert [path for path, outcome in outcomes(session).items() if outcome == "failed"] == ["pkg.g"]
    azure.faults = []
    azure.reset()
    assert build(tmp_path, objects, azure).ledger["pkg.g"].outcome == "generated"
    assert [request.asked for request in azure.requests] == [1]


def test_a_wrong_key_is_told_once(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """Nothing can be asked: one problem, not one for each object."""
    azure.api_key = "another"
    session = build(tmp_path, objects, azure)
    assert session.ledger.outcomes()["missed"] == len(ASKED)
    assert [problem.kind for problem in session.new_problems()] == ["model"]
    assert session.verdict().problems == ()


def test_missing_settings_are_told_once(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Without a deployment nothing is asked, and the site can be built from what is kept."""
    session = build(tmp_path, objects, endpoint="http://127.0.0.1:9", deployment="")
    assert session.ledger.outcomes()["missed"] == len(ASKED)
    (problem,) = session.new_problems()
    assert problem.message.startswith("Stopped sending requests: no deployment is set.")
    assert session.verdict().problems == ()


def test_a_budget_that_cannot_be_kept_stops_the_build(tmp_path: Path, objects: list[ApiObject]) -> None:
    """The adapter gets the configuration error itself, not a group around it."""
    with pytest.raises(ConfigError, match="budget_usd"):
        build(tmp_path, objects, endpoint="http://127.0.0.1:9", deployment="docs", budget_usd=1.0)


def test_nothing_to_ask_needs_no_settings(tmp_path: Path) -> None:
    """A package that people have documented builds without a key or an endpoint."""
    session = build(tmp_path, collect(tmp_path, '"""Doc."""\ndef f():\n    """Doc."""\n').values())
    assert session.ledger.outcomes()["human"] == 2


def test_offline_misses_have_their_place(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Offline, what is not in the cache is a miss, told with file and line."""
    session = build(tmp_path, objects, offline=True)
    assert session.ledger.outcomes()["missed"] == len(ASKED)
    assert session.new_problems() == []
    misses = {problem.where: problem.message for problem in session.verdict().problems}
    assert misses["pkg/__init__.py:12"] == "pkg.g: not in the cache. Build once online, or write the docstring."
    assert not (tmp_path / ".aidoc").exists()


def test_reviewed_answers_come_first(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """What people reviewed is shown, what they rejected is neither shown nor asked; with require_review only theirs."""
    first = build(tmp_path, objects, azure)
    entries = [record.entry for record in first.ledger if record.entry]
    ReviewedAnswers(tmp_path / "aidoc-reviewed").propose(entries)
    file = tmp_path / "aidoc-reviewed" / "pkg.yml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("  g:\n    review: {state: proposed", "  g:\n    review: {state: rejected")
    text = text.replace("  A.size:\n    review: {state: proposed", "  A.size:\n    review: {state: accepted")
    file.write_text(text, encoding="utf-8")
    azure.reset()
    assert {path: o for path, o in outcomes(build(tmp_path, objects, azure)).items() if path in ASKED} == {
        **dict.fromkeys(ASKED, "reviewed"),
        "pkg.g": "skipped",
    }
    strict = build(tmp_path, objects, azure, require_review=True)
    assert {path: outcome for path, outcome in outcomes(strict).items() if path in ASKED} == {
        **dict.fromkeys(ASKED, "missed"),
        "pkg.A.size": "reviewed",
        "pkg.g": "skipped",
    }
    assert azure.requests == []


class Interrupted:
    """A client that answers some requests and is then stopped by Ctrl-C."""

    def __init__(self, answers: int) -> None:
        self.left = answers
        self.closed = False

    async def ask(self, request: Request) -> Reply:
        await asyncio.sleep(0)
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        answers = [WireAnswer(**answer) for answer in write_answers(read_code(request.user))]
        return Reply(content=WireReply(answers=answers), usage=Usage(input_tokens=7), model="m", headers={})

    async def close(self) -> None:
        self.closed = True


def test_ctrl_c_keeps_what_was_answered(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Whatever was answered is on disk; the rest is asked by the next build."""
    settings = Settings(bundle=1, concurrency=1, deployment="d", endpoint="e")
    session = Session(settings, root=tmp_path, tool="tests", open_client=lambda: Interrupted(2))
    with pytest.raises(KeyboardInterrupt):
        session.fill(objects)
    session.close()
    assert session.ledger.outcomes()["generated"] == 2
    assert sum(session.ledger.outcomes().values()) == len(objects)
    again = Session(settings, root=tmp_path, tool="tests", open_client=lambda: Interrupted(99))
    again.fill(objects)
    again.close()
    assert again.ledger.outcomes()["cached"] == 2
    assert again.ledger.outcomes()["generated"] == len(ASKED) - 2
    gc.collect()  # asyncio logs what became of the interrupted task when it goes: here, not in another test


def test_inside_a_running_loop(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """Notebooks and some build servers run a loop of their own."""

    async def main() -> Session:
        return build(tmp_path, objects, azure)

    session = asyncio.run(main())
    assert session.ledger.outcomes()["generated"] == len(ASKED)
    with pytest.raises(ConfigError):
        asyncio.run(failing(tmp_path / "other", objects))


async def failing(root: Path, objects: list[ApiObject]) -> None:
    build(root, objects, endpoint="http://127.0.0.1:9", deployment="docs", budget_usd=1.0)


def test_later_batches_ask_for_new_objects_only(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """Pages that the scan missed come on demand, are counted, and repeat nothing."""
    settings = Settings(endpoint=azure.url, deployment="docs")
    session = Session(settings, root=tmp_path, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    session.fill(objects[:3])
    records = session.fill(objects, on_demand=True)
    session.close()
    assert [record.obj for record in records] == objects
    assert session.ledger.on_demand == {obj.path for obj in objects[3:]}
    asked = [asked.path for request in azure.requests for asked in request.objects]
    assert sorted(asked) == ASKED


OFFLINE = """
import socket, sys
from pathlib import Path
def refuse(*args, **kwargs): raise AssertionError("a socket was opened")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from aidoc_core.build.openers import Openers
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from aidoc_core.build.appendix import appendix
from aidoc_core.build.report import report_data
from aidoc_core.render import outline_markdown
from tests.core.packages import load, objects_of
root = Path(sys.argv[1])
session = Session(Settings(offline=True), root=root, tool="tests")
session.fill(objects_of(load(root), root).values())
print(session.ledger.outcomes()["cached"])
print(outline_markdown.page(appendix(report_data(session))))
session.close()
heavy = ("openai", "tiktoken", "genai_prices", "azure.identity", "httpx2", "rich")
print([name for name in heavy if name in sys.modules])
"""


def test_offline_is_offline(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """From the cache alone: no socket, no SDK, no tokenizer, no price table; the same bytes on every run."""
    build(tmp_path, objects, azure)
    runs = [
        subprocess.run([sys.executable, "-c", OFFLINE, str(tmp_path)], capture_output=True, text=True, check=False)
        for _ in range(2)
    ]
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.splitlines()[0] == str(len(ASKED))
    assert runs[0].stdout.splitlines()[-1] == "[]"


def test_what_a_budget_leaves_out_comes_first_next_time(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """The next build begins with what the last one did not get to, and then everything is there."""
    options = {"model": "gpt-4.1-mini", "concurrency": 1, "bundle": 1}
    first = build(tmp_path, objects, azure, budget_usd=0.0018, **options)
    assert [problem.kind for problem in first.new_problems()] == ["budget"]
    left = {record.obj.path for record in first.ledger if record.outcome == "missed"}
    assert 0 < len(left) < len(ASKED)
    extra = collect(tmp_path, "def a_new_one(x):\n    return x + 1\n", package="aaa").values()
    azure.reset()
    second = build(tmp_path, [*extra, *objects], azure, **options)
    assert {asked.path for request in azure.requests[: len(left)] for asked in request.objects} == left
    assert second.ledger.outcomes()["missed"] == 0


@pytest.mark.parametrize("pays", [False, True])
def test_nothing_is_paid_for_what_cannot_be_kept(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure, pays: object
) -> None:
    """Where the cache cannot be written nothing is requested, and that is told; an option says otherwise."""
    (tmp_path / ".aidoc").write_text("in the way", encoding="utf-8")
    session = build(tmp_path, objects, azure, pay_without_cache=pays)
    told = [(problem.kind, problem.message) for problem in session.new_problems()]
    assert told[0][0] == "cache"
    assert told[0][1].startswith("The cache cannot be opened for writing (")
    if pays:
        assert (len(told), len(azure.requests)) == (1, 1)
        assert session.ledger.outcomes()["generated"] == len(ASKED)
        return
    assert azure.requests == []
    assert session.ledger.outcomes()["missed"] == len(ASKED)
    assert [kind for kind, _ in told[1:]] == ["model"]
    assert told[1][1] == (
        "Stopped sending requests: answers cannot be kept. Set 'pay_without_cache: true' to pay for them at every "
        "build."
    )
    assert session.verdict().problems == ()
    assert session.verdict().lacking == len(ASKED)


def test_a_cache_that_takes_nothing_is_told_once_an_answer_is_missing(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """A site whose answers are all there builds without a word from files that nobody may write to."""
    told = Problem(kind="cache", message="It takes nothing.", where="here")

    def takes_nothing(settings: Settings, root: Path, problems: list[Problem]) -> ReadOnlyAnswers:
        problems.append(told)
        return ReadOnlyAnswers(settings.where(settings.cache_dir, root))

    build(tmp_path, [obj for obj in objects if obj.path != ASKED[-1]], azure)
    asked = len(azure.requests)
    for missing, problems in ((ASKED[-1], []), ("", ["cache", "model"])):
        where = Settings(endpoint=azure.url, deployment="docs")
        with closing(Session(where, root=tmp_path, tool="tests", openers=Openers(cache=takes_nothing))) as session:
            session.fill([obj for obj in objects if obj.path != missing])
        assert [problem.kind for problem in session.new_problems()] == problems
    assert len(azure.requests) == asked


def test_a_cache_that_fails_in_between_stops_the_requests(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """What was paid is shown; no further request is sent for answers that the next build would pay for again."""

    class Full(DiskAnswers):
        """A cache on a disk that is full after one answer."""

        def put(self, entry: Entry) -> bool:
            return len(list(self.entries())) < 1 and super().put(entry)

    openers = Openers(cache=lambda settings, root, _: Full(settings.where(settings.cache_dir, root)))
    settings = Settings(endpoint=azure.url, deployment="docs", bundle=1, concurrency=1)
    session = Session(
        settings, root=tmp_path, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"}, openers=openers
    )
    session.fill(objects)
    session.close()
    assert session.ledger.outcomes()["generated"] == len(azure.requests) == 2
    assert session.ledger.outcomes()["missed"] == len(ASKED) - 2
    assert [problem.kind for problem in session.new_problems()] == ["model"]


def test_an_answer_of_a_newer_release_is_not_paid_for(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """It is missing on the page, told with what to do, and stays as it is in the cache."""
    build(tmp_path, objects, azure)
    database = tmp_path / ".aidoc" / "cache" / "cache.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        changed = connection.execute(
            "UPDATE Cache SET value = replace(replace(value, '\"version\": 1', '\"version\": 3'), '\"kind\"', '\"sort\"')"
        )
        assert changed.rowcount == len(ASKED)
    azure.reset()
    session = build(tmp_path, objects, azure)
    assert azure.requests == []
    assert session.ledger.outcomes()["missed"] == len(ASKED)
    assert {problem.message.partition(": ")[2] for problem in session.verdict().problems} == {
        "a newer release of aidoc wrote its answer. Upgrade aidoc."
    }
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM Cache WHERE value LIKE '%\"sort\"%'").fetchone() == (
            len(ASKED),
        )


def test_an_object_that_comes_twice_is_requested_once(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """Whoever calls may show an object in two places."""
    session = build(tmp_path, [*objects, *objects], azure)
    assert sorted(asked.path for request in azure.requests for asked in request.objects) == ASKED
    assert session.ledger.outcomes()["generated"] == len(ASKED)


def test_what_people_rejected_stays_away_when_their_file_breaks(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """The objects of a reviewed file that cannot be read are missing: not requested, not shown from the cache."""
    build(tmp_path, objects, azure)
    (tmp_path / "aidoc-reviewed").mkdir()
    (tmp_path / "aidoc-reviewed" / "pkg.yml").write_text("module: pkg\nanswers:\n  g: {state: rejectd}\n", "utf-8")
    azure.reset()
    for options in ({}, {"offline": True}, {"require_review": True}):
        session = build(tmp_path, objects, azure, **options)
        assert session.ledger.outcomes()["missed"] == len(ASKED)
        assert [problem.kind for problem in session.new_problems()] == ["reviewed"]
        assert {problem.message.partition(": ")[2] for problem in session.verdict().problems} == {
            "its reviewed file cannot be read. Correct the file."
        }
    assert azure.requests == []


def test_a_problem_that_is_found_again_is_told_once(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Files are closed over a fork and read again for what comes on demand."""
    (tmp_path / "aidoc-reviewed").mkdir()
    (tmp_path / "aidoc-reviewed" / "pkg.yml").write_text("nonsense: [", "utf-8")
    session = Session(Settings(offline=True), root=tmp_path, tool="tests")
    told = []
    for some in (objects[:4], objects[4:]):
        session.fill(some)
        told += session.new_problems()
        session.release()
    session.close()
    assert [problem.kind for problem in told] == ["reviewed"]


def test_a_budget_waits_for_what_is_in_flight(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Requests cost far less than their worst case: what does not fit beside others is sent when they have come back."""
    with LocalAzure(latency=0.05) as azure:
        options = {"model": "gpt-4.1-mini", "bundle": 1, "concurrency": 8}
        session = build(tmp_path, objects, azure, budget_usd=0.0035, **options)
        assert session.ledger.outcomes()["generated"] == len(ASKED)
        assert session.new_problems() == []
        assert azure.max_in_flight < len(ASKED)  # not all of them fit at once
    spent = session.counters.usage.cost_usd
    assert spent is not None
    assert spent <= Decimal("0.0035")
