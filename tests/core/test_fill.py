"""The order of a build with a scripted sender: what is kept with which provenance, billed to whom, claimed and given back."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import DiskAnswers, ReviewedAnswers
from aidoc_core.answers.fingerprint import PROMPT_VERSION
from aidoc_core.answers.memo import NO_MEMOS
from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireReply
from aidoc_core.asking.breaker import Breaker
from aidoc_core.asking.prompt import Bundle, output_limit
from aidoc_core.build.fill import Filler
from aidoc_core.build.kept import Kept
from aidoc_core.build.ledger import Ledger
from aidoc_core.build.opened import Opened
from aidoc_core.build.verdicts import Verdicts
from aidoc_core.code.gaps import find_gaps
from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, Misunderstood
from aidoc_core.model import Reply
from aidoc_core.settings import Settings
from tests.core.packages import collect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.asking.judging import Judged
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.errors import ModelError

TOKEN = "ghp_" + "a1B2" * 9
CODE = f"""
def short(a):
    return a


def long(value):
    token = "{TOKEN}"
    return [value, token]
"""
BILL = Usage(input_tokens=1_000, output_tokens=300, cost_usd=Decimal("0.003"))


class Script:
    """Hands scripted results to the judge, as the sender of requests does."""

    def __init__(self, *results: Reply | ModelError) -> None:
        self.results = list(results)
        self.bundles: list[Bundle] = []
        self.breaker = Breaker()
        self.stopped = ""
        self.left_out = ""

    def run(
        self,
        bundles: list[Bundle],
        judge: Callable[[Bundle, Reply | ModelError], Judged],
        prepare: Callable[[Bundle], Bundle | None] = lambda bundle: bundle,
    ) -> None:
        todo = list(bundles)
        while todo and self.results:
            bundle = prepare(todo.pop(0))
            if bundle is not None:
                self.bundles.append(bundle)
                judged = judge(bundle, self.results.pop(0))
                judged.settle()
                self.breaker.useful += judged.kept
                todo += judged.again

    def goes_on(self) -> bool:
        return True

    def stop(self, reason: str) -> None:
        self.stopped = self.stopped or reason


def reply(*texts: str, **change: Any) -> Reply:
    """One answer for each text; its function's parameter and result are described with it."""
    names = ["value", "a"] if len(texts) > 1 else ["value"]
    answers = [
        {
            "n": n, "summary": f"Give it back, {text}.", "details": "",
            "sections": [
                {"kind": "parameter", "name": name, "text": f"What is given back, {text}."},
                {"kind": "returns", "name": "", "text": f"What was passed, {text}."},
            ],
        }
        for n, (name, text) in enumerate(zip(names, texts, strict=True), 1)
    ]  # fmt: skip
    content = WireReply.model_validate({"answers": answers})
    return replace(Reply(content=content, usage=BILL, model="m-1-2026", headers={}), **change)


@pytest.fixture
def fill(tmp_path: Path) -> Any:
    """Fill the two functions, or one, with a script; gives the filler and the store."""
    objects = collect(tmp_path, CODE)

    def run(script: Script, *names: str, **options: Any) -> tuple[Filler, DiskAnswers]:
        given: dict[str, Any] = {"deployment": "docs", "model": "m-1", "max_repairs": 0} | options
        settings = Settings(**given)
        store = DiskAnswers(tmp_path / "cache")
        kept = Kept(settings=settings, reviewed=ReviewedAnswers(tmp_path / "r"), cache=store, requests=True)
        filler = Filler(settings=settings, kept=kept, store=store, ledger=Ledger(), asker=script, build="b1")  # type: ignore[arg-type]
        verdicts = Verdicts(NO_MEMOS, settings, kept.known)
        opened = Opened(reviewed=kept.reviewed, cache=store, kept=kept, verdicts=verdicts, directory=store.directory)
        filler.ask(opened.look_up([objects[f"pkg.{name}"] for name in names], filler.ledger))
        return filler, store

    return run


def test_what_is_kept_says_where_it_comes_from(fill: Any) -> None:
    """Model, wish, date, version of the prompt, build, what was redacted, and its share of the bill."""
    filler, store = fill(Script(reply("once")), "long")
    (entry,) = store.entries()
    assert (entry.state, entry.reason, entry.model) == ("answered", "", "m-1-2026")
    assert (entry.deployment, entry.wanted_model) == ("docs", "m-1")
    assert (entry.prompt, entry.build) == (PROMPT_VERSION, "b1")
    assert entry.date == datetime.datetime.now(datetime.UTC).date().isoformat()
    assert entry.redacted == ("GitHub token",)
    assert entry.usage == BILL
    record = filler.ledger["pkg.long"]
    assert (record.outcome, record.usage, len(record.redacted)) == ("generated", BILL, 1)


def test_a_rejected_answer_says_why(fill: Any) -> None:
    """All its reasons, in one line; the answer itself is not kept."""
    wrong = reply("once")
    sections = wrong.content.answers[0].sections
    more = [sections[0].model_copy(update={"name": name}) for name in ("left", "right")]
    answer = wrong.content.answers[0].model_copy(update={"sections": [*sections, *more]})
    filler, store = fill(Script(replace(wrong, content=WireReply(answers=[answer]))), "long")
    (entry,) = store.entries()
    assert entry.state == "failed"
    assert entry.answer.to_dict() == {}
    assert entry.reason == (
        "AD101: describes a parameter 'left' that cannot be passed; "
        "AD101: describes a parameter 'right' that cannot be passed"
    )
    assert filler.ledger["pkg.long"].reason == entry.reason


@pytest.mark.parametrize("said", [0, 2])
def test_a_bad_reply_is_told_with_its_model(said: int, fill: Any) -> None:
    """An object that was not answered, or twice, fails with the model that did so."""
    once = reply("once")
    content = WireReply(answers=[once.content.answers[0]] * said)
    _, store = fill(Script(replace(once, content=content)), "long")
    assert [(entry.state, entry.model) for entry in store.entries()] == [("failed", "m-1-2026")]


def test_who_writes_more_pays_more(fill: Any) -> None:
    """The bill of a request is shared by what came back too, and adds up."""
    filler, _ = fill(Script(reply("x" * 900, "y")), "long", "short")
    shares = [record.usage for record in filler.ledger]
    assert sum(shares[1:], shares[0]) == BILL
    by_name = {record.obj.name: record.usage.output_tokens for record in filler.ledger}
    assert by_name["short"] > 2 * by_name["long"]  # the first answer, though its source is the shorter one


def test_a_failed_request_gives_its_reason_and_keeps_nothing(fill: Any) -> None:
    """What was not billed costs nothing the next time either."""
    filler, store = fill(Script(GiveUp("the service refused it")), "long")
    record = filler.ledger["pkg.long"]
    assert (record.outcome, record.reason, record.usage) == ("failed", "the service refused it", Usage())
    assert list(store.entries()) == []


@pytest.mark.parametrize("error", [GiveUp, AnswerCut, ContextTooLong])
def test_what_was_paid_in_vain_is_remembered(error: type[GiveUp], fill: Any) -> None:
    """The next build does not pay again, until it is told to, or the code changes."""
    no = [error("no", usage=BILL)] * 2  # once more with more room, or less code
    filler, store = fill(Script(*no), "long")
    assert filler.ledger["pkg.long"].outcome == "failed"
    assert [(entry.state, entry.reason) for entry in store.entries()] == [("failed", "no")]
    again = Script(reply("once"))
    filler, _ = fill(again, "long")
    assert (filler.ledger["pkg.long"].outcome, filler.ledger["pkg.long"].reason) == ("failed", "no")
    assert again.bundles == []
    filler, store = fill(again, "long", retry_failed=True)
    assert filler.ledger["pkg.long"].outcome == "generated"
    assert [entry.state for entry in store.entries()] == ["answered"]


@pytest.mark.parametrize("useful", [False, True])
def test_a_server_of_another_form_is_not_remembered(useful: bool, fill: Any) -> None:
    """Where no reply could be used, the server is the cause; where others could, the object is."""
    script = Script(Misunderstood("no JSON", usage=BILL))
    script.breaker.useful = int(useful)
    _, store = fill(script, "long")
    assert [entry.state for entry in store.entries()] == ["failed"] * useful


def test_nothing_stays_claimed(fill: Any) -> None:
    """Neither what was answered nor what was not: whoever comes next need not wait."""
    for script in (Script(reply("once")), Script()):
        filler, store = fill(script, "long", "short")
        assert filler.claimed.ours == set()
        keys = [key for key in store._cache if key.startswith("claim ")]
        assert keys == []
        store.close()


def ask_of(tmp_path: Path, settings: Settings) -> Ask:
    from aidoc_core.asking.prompt import Ask

    obj = collect(tmp_path, "def f(a, b):\n    return a + b\n")["pkg.f"]
    return Ask(obj=obj, gaps=find_gaps(obj), settings=settings)


@pytest.mark.parametrize(
    ("options", "more", "tokens"),
    [
        ({}, False, 400 + 250 + 3 * 100),
        ({"examples": True}, False, 400 + 450 + 3 * 100),
        ({}, True, 4 * (400 + 250 + 3 * 100)),
        ({"reasoning_effort": "none"}, False, 950),
        ({"reasoning_effort": "minimal"}, False, 950),
        ({"reasoning_effort": "low"}, False, 950 + 8_192),
        ({"max_output_tokens": 77}, True, 77),
    ],
)
def test_room_for_an_answer(options: dict[str, Any], more: bool, tokens: int, tmp_path: Path) -> None:
    """By what is asked for, with room for reasoning and for examples; the option has the last word."""
    settings = Settings(**options)
    ask = replace(ask_of(tmp_path, settings), more_output=more)
    assert output_limit(Bundle((ask,)), settings) == tokens
