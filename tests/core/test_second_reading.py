"""The second reading: what is sent, what an objection does to an answer, and that nothing is read or paid twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import Entry
from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireAnswer, WireReply
from aidoc_core.asking.plan import typical_output
from aidoc_core.asking.prompt import Ask, Bundle, user_message
from aidoc_core.asking.second_reading import Reading, ReadingBundle, objections
from aidoc_core.build.bills import spending
from aidoc_core.build.planning import plan
from aidoc_core.build.session import Session
from aidoc_core.code.gaps import Gaps
from aidoc_core.settings import Settings
from aidoc_core.settings.table import RULES
from tests.azure import AskedObject, Fault, LocalAzure, asked_in, every
from tests.core.packages import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aidoc_core.build.ledger import Record
    from tests.azure import Answer

CODE = '''
def pick(values, default=None):
    """Pick one.

    Args:
        values: What to pick from.
    """
    return values[0] if values else default


class Box:
    """A box."""

    def put(self, thing):
        self.thing = thing


def take(box, *, force=False):
    if not force:
        raise PermissionError(box)
    return box.thing
'''
_OFF: dict[str, Any] = dict.fromkeys(RULES, "off")
MODES = ("warn", "repair")
SUMMARY = "Take the thing out of a box."
FALSE = "The oldest thing comes first."
TRUE = "Without `force` nothing is taken."


TEXTS = {
    "parameter values": "A sequence of any kind.",
    "parameter default": "What is taken instead where there are none.",
    "parameter thing": "Whatever is to be put in.",
    "parameter box": "The one to look into.",
    "parameter force": "Whether it is taken without leave.",
    "returns": "What was found.",
    "raises PermissionError": "If `force` is not set.",
}
SUMMARIES = {"pick": "Pick one of several values.", "Box.put": "Put something into this one.", "take": SUMMARY}


def answer(objects: Sequence[AskedObject], details: str = f"{TRUE} {FALSE}") -> list[Answer]:
    """Answers of which one has a false sentence."""

    def of(asked: AskedObject) -> Answer:
        has = [f"parameter {name}" for name in asked.parameters] + [f"raises {name}" for name in asked.raises]
        wanted = asked.only if asked.only is not None else ("summary", *has, *(["returns"] if asked.returns else []))
        return {
            "n": asked.n,
            "summary": SUMMARIES[asked.name] if "summary" in wanted else "",
            "details": details if asked.name == "take" else "",
            "sections": [
                {"kind": kind, "name": name, "text": TEXTS[label]}
                for label in wanted
                for kind, _, name in [label.partition(" ")]
                if label != "summary"
            ],
        }

    return [of(asked) for asked in objects]


def objects_to(*sentences: str) -> Callable[[AskedObject, str, str], str]:
    """A reader that objects to some sentences."""
    return lambda _asked, _where, sentence: "The code does otherwise." if sentence in sentences else ""


@pytest.fixture
def azure() -> Any:
    """A model that errs in one sentence, and sees it when it reads it beside the code."""
    with LocalAzure(answer=answer, wrong=objects_to(FALSE)) as server:
        yield server


def build(root: Path, azure: LocalAzure, **options: Any) -> Session:
    """One build of the same functions; with `second_reading: repair` if nothing else is said."""
    values = {"endpoint": azure.url, "deployment": "docs", "kinds": ["function"], "second_reading": "repair"} | options
    session = Session(Settings(**values), root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    try:
        session.fill(collect(root, CODE).values())
        return session
    finally:
        session.close()


def sent(azure: LocalAzure) -> list[str]:
    """What each request since the last time was: `answers` or `reading`, with the names of the objects."""
    found = []
    for request in azure.requests:
        what = "reading" if any(asked.sentences is not None for asked in request.objects) else "answers"
        found.append(f"{what} {' '.join(sorted(asked.name for asked in request.objects))}")
    azure.reset()
    return found


def entry_of(session: Session, path: str = "pkg.take") -> Entry:
    record = session.ledger[path]
    assert record.entry is not None
    return record.entry


def assert_adds_up(session: Session, azure: LocalAzure) -> None:
    """The partition is whole, and the shares of the objects are what was billed."""
    records: list[Record] = list(session.ledger)
    assert sum(session.ledger.outcomes().values()) == len(records)
    assert sum((record.usage for record in records), Usage()) == session.counters.usage
    billed = azure.billed_usage()
    spent = session.counters.usage
    assert (spent.input_tokens, spent.output_tokens) == (billed.prompt_tokens, billed.completion_tokens)


ALL = "Box.put pick take"


def test_nothing_is_read_unasked(tmp_path: Path, azure: LocalAzure) -> None:
    """Without the option no request is added, and entries are what every release can read."""
    session = build(tmp_path, azure, second_reading="none")
    assert sent(azure) == [f"answers {ALL}"]
    assert FALSE in entry_of(session).answer.description
    assert '"version": 1' in entry_of(session).to_json()


def test_a_sentence_that_is_wrong_is_requested_again_and_the_new_one_is_read(tmp_path: Path, azure: LocalAzure) -> None:
    """An answer with an objection is requested again with the reason; others stay, and are read once."""
    azure.answer = lambda objects: answer(objects, TRUE if len(objects) == 1 else f"{TRUE} {FALSE}")
    session = build(tmp_path, azure)
    repair = str(azure.requests[2].body)
    assert FALSE in repair
    assert "The code does otherwise." in repair
    assert_adds_up(session, azure)
    assert sent(azure) == [f"answers {ALL}", f"reading {ALL}", "answers take", "reading take"]
    assert entry_of(session).answer.description == TRUE
    assert entry_of(session).read == "gpt-4.1-mini-2025-04-14"
    assert set(session.ledger.outcomes().items()) >= {("generated", 3), ("failed", 0)}
    assert session.new_problems() == []
    build(tmp_path, azure)
    assert sent(azure) == []


def test_what_stays_wrong_is_taken_out(tmp_path: Path, azure: LocalAzure) -> None:
    """A sentence that the model writes again goes, with a finding that says why; the rest stays."""
    session = build(tmp_path, azure)
    assert sent(azure) == [f"answers {ALL}", f"reading {ALL}", "answers take", "reading take"]
    entry = entry_of(session)
    assert entry.answer.description == TRUE
    assert entry.answer.summary == SUMMARY
    told = [finding for finding in entry.findings if finding["rule"] == "AD990"]
    assert [(one["where"], one["quote"], one["removed"]) for one in told] == [("description", FALSE, "sentence")]
    assert "The code does otherwise." in told[0]["message"]
    offline = build(tmp_path, azure, offline=True)
    assert entry_of(offline) == entry
    assert sent(azure) == []


def test_without_repairs_it_goes_at_once(tmp_path: Path, azure: LocalAzure) -> None:
    """`max_repairs: 0` requests nothing again."""
    session = build(tmp_path, azure, max_repairs=0)
    assert sent(azure) == [f"answers {ALL}", f"reading {ALL}"]
    assert entry_of(session).answer.description == TRUE


def test_it_is_only_told(tmp_path: Path, azure: LocalAzure) -> None:
    """`warn` leaves the text as it is, and says what is wrong with it."""
    session = build(tmp_path, azure, second_reading="warn")
    assert sent(azure) == [f"answers {ALL}", f"reading {ALL}"]
    entry = entry_of(session)
    assert FALSE in entry.answer.description
    assert [(one["rule"], one["severity"], one["quote"]) for one in entry.findings] == [("AD990", "warn", FALSE)]


def test_kept_answers_are_read_when_it_is_wanted(tmp_path: Path, azure: LocalAzure) -> None:
    """Answers of an earlier build are read once, not requested again; those that are wrong are."""
    build(tmp_path, azure, second_reading="none")
    sent(azure)
    azure.answer = lambda objects: answer(objects, TRUE)
    session = build(tmp_path, azure)
    assert_adds_up(session, azure)
    assert sent(azure) == [f"reading {ALL}", "answers take", "reading take"]
    assert session.ledger["pkg.take"].outcome == "generated"
    assert session.ledger["pkg.pick"].outcome == "cached"
    assert entry_of(session).answer.description == TRUE
    build(tmp_path, azure)
    assert sent(azure) == []


def test_what_was_only_told_is_mended_when_that_is_wanted(tmp_path: Path, azure: LocalAzure) -> None:
    """After `warn`, `repair` heeds what the reading had found, and has nothing read again that has been read."""
    build(tmp_path, azure, second_reading="warn")
    assert sent(azure) == [f"answers {ALL}", f"reading {ALL}"]
    session = build(tmp_path, azure)
    assert "The code does otherwise." in str(azure.requests[0].body)
    assert_adds_up(session, azure)
    assert sent(azure) == ["answers take", "reading take"]
    assert entry_of(session).answer.description == TRUE
    assert [(one["severity"], one["removed"]) for one in entry_of(session).findings] == [("repair", "sentence")]
    for options in ({}, {"second_reading": "warn"}, {"offline": True}):
        assert entry_of(build(tmp_path, azure, **options)) == entry_of(session)
    assert sent(azure) == []


def test_what_was_only_told_goes_without_repairs(tmp_path: Path, azure: LocalAzure) -> None:
    """Where nothing is requested again, it is removed without a request."""
    build(tmp_path, azure, second_reading="warn")
    sent(azure)
    assert entry_of(build(tmp_path, azure, max_repairs=0)).answer.description == TRUE
    assert entry_of(build(tmp_path, azure)).answer.description == TRUE
    assert sent(azure) == []


@pytest.mark.parametrize("options", [{"offline": True}, {"require_review": True}, {"send": "signatures"}])
def test_where_nothing_may_be_sent_nothing_is_read(options: dict[str, Any], tmp_path: Path, azure: LocalAzure) -> None:
    """Offline, for reviewed texts alone, and where bodies stay on the machine."""
    build(tmp_path, azure, second_reading="none", **({"send": "signatures"} if "send" in options else {}))
    sent(azure)
    build(tmp_path, azure, **options)
    assert sent(azure) == []


def test_an_answer_that_is_all_wrong_fails(tmp_path: Path, azure: LocalAzure) -> None:
    """Where nothing is left, the object has no text, and the failure is told and kept."""
    azure.wrong = lambda asked, _where, _sentence: "It is not so." if asked.name == "Box.put" else ""
    session = build(tmp_path, azure)
    record = session.ledger["pkg.Box.put"]
    assert (record.outcome, record.remembered) == ("failed", True)
    assert "second reading" in record.reason
    assert_adds_up(session, azure)
    sent(azure)
    again = build(tmp_path, azure)
    assert again.ledger["pkg.Box.put"].outcome == "failed"
    assert sent(azure) == []


def test_an_answer_that_is_all_wrong_is_requested_again_by_a_later_build(tmp_path: Path, azure: LocalAzure) -> None:
    """What keeps the repair from being sent does not make the failure one for good."""
    azure.wrong = lambda asked, _where, _sentence: "It is not so." if asked.name == "Box.put" else ""
    azure.faults = [Fault(lambda request: request.number == 3, "status", status=400)]
    session = build(tmp_path, azure)
    record = session.ledger["pkg.Box.put"]
    assert (record.outcome, record.remembered) == ("failed", False)
    assert_adds_up(session, azure)
    sent(azure)
    azure.faults, azure.wrong = [], lambda *_: ""
    session = build(tmp_path, azure)
    assert sent(azure) == ["answers Box.put", "reading Box.put"]
    assert session.ledger["pkg.Box.put"].outcome == "generated"
    build(tmp_path, azure)
    assert sent(azure) == []


def test_what_is_gone_is_requested_again_by_a_later_build(tmp_path: Path, azure: LocalAzure) -> None:
    """What keeps the repair from being sent puts it off; what is wrong is gone meanwhile, also offline."""
    azure.faults = [Fault(lambda request: request.number == 3, "status", status=400)]
    for session in (build(tmp_path, azure), build(tmp_path, azure, offline=True)):
        record = session.ledger["pkg.take"]
        assert record.entry is None or record.entry.answer.description == TRUE
    sent(azure)
    azure.faults = []
    azure.answer = lambda objects: answer(objects, "There is a new text.")
    session = build(tmp_path, azure)
    assert sent(azure) == ["answers take", "reading take"]
    assert entry_of(session).answer.description == "There is a new text."
    build(tmp_path, azure)
    assert sent(azure) == []


def test_a_sentence_that_is_said_twice_goes_twice(tmp_path: Path, azure: LocalAzure) -> None:
    """What is false is so wherever it stands."""
    azure.answer = lambda objects: answer(objects, f"{FALSE} {TRUE} {FALSE}")
    assert entry_of(build(tmp_path, azure, max_repairs=0)).answer.description == TRUE


@pytest.mark.parametrize(
    ("language", "first", "false", "last"),
    [
        ("German", "Ohne `force` geht nichts. ", "\u00c4ltere Dinge kommen zuerst. ", "\u00dcbrig bleibt nichts."),
        ("Russian", "\u0411\u0435\u0437 `force` \u043d\u0435\u0442. ", "\u0421\u0442\u0430\u0440\u043e\u0435. ", "\u042d\u0442\u043e \u0432\u0441\u0451."),
        ("Chinese", "\u6ca1\u6709\u53d8\u5316\u3002", "\u65e7\u7684\u5728\u524d\u3002", "\u6ca1\u6709\u522b\u7684\u3002"),
    ],
)  # fmt: skip
def test_one_sentence_goes_in_any_language(
    language: str, first: str, false: str, last: str, tmp_path: Path, azure: LocalAzure
) -> None:
    """Sentences end where those of the language do, so that what holds stays."""
    azure.answer = lambda objects: answer(objects, first + false + last)
    azure.wrong = objects_to(false.strip())
    session = build(tmp_path, azure, max_repairs=0, language=language)
    assert entry_of(session).answer.description == first + last


def test_a_reading_that_fails_leaves_the_answer(tmp_path: Path, azure: LocalAzure) -> None:
    """What failed and was not paid for is read by the next build; the text stays meanwhile."""
    build(tmp_path, azure, second_reading="none")
    sent(azure)
    azure.faults = [Fault(every(1), "status", status=400)]
    session = build(tmp_path, azure)
    assert FALSE in entry_of(session).answer.description
    assert not entry_of(session).read
    assert_adds_up(session, azure)
    azure.faults = []
    sent(azure)
    assert FALSE not in entry_of(build(tmp_path, azure)).answer.description


def test_what_was_paid_in_vain_is_not_read_at_every_build(tmp_path: Path, azure: LocalAzure) -> None:
    """A reading that comes back as nothing usable is paid for once; the text stays, and it is told."""
    build(tmp_path, azure, second_reading="none")
    sent(azure)
    azure.faults = [Fault(every(1), "content", text="I would rather not.")]
    session = build(tmp_path, azure)
    assert FALSE in entry_of(session).answer.description
    assert_adds_up(session, azure)
    paid = len(sent(azure))
    assert 1 <= paid <= 5
    told = [one["message"] for one in entry_of(session).findings if one["rule"] == "AD990"]
    assert len(told) == 1
    assert "could not be read a second time" in told[0]
    build(tmp_path, azure)
    assert sent(azure) == []


def test_a_kill_between_answer_and_reading_loses_nothing(tmp_path: Path, azure: LocalAzure) -> None:
    """The answer is on disk before it is read: a build that ends there has it read by the next one, and only that."""
    session = build(tmp_path, azure, second_reading="none")
    assert not entry_of(session).read
    sent(azure)
    build(tmp_path, azure, max_repairs=0)
    assert sent(azure) == [f"reading {ALL}"]


SCRIPT = """
import sys
from pathlib import Path
from aidoc_core.build.session import Session
from aidoc_core.settings import Settings
from tests.core.packages import collect

root, endpoint, mode = sys.argv[1:]
settings = Settings(
    endpoint=endpoint, deployment="docs", kinds=["function"], second_reading=mode, bundle=1, concurrency=1
)
session = Session(settings, root=Path(root), tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
session.fill(collect(Path(root)).values())
session.close()
print(session.ledger["pkg.take"].entry.answer.description)
"""


@pytest.mark.parametrize("mode", MODES)
def test_two_builds_at_once_read_each_answer_once(mode: str, tmp_path: Path, azure: LocalAzure) -> None:
    """Two builds on one cache share out what is to be read and mended; what one has read, the other does not pay for."""
    azure.answer = lambda objects: [{**one, "details": f"{TRUE} {FALSE}"} for one in answer(objects)]
    build(tmp_path, azure, second_reading="none")
    sent(azure)
    azure.latency = 0.3
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(tmp_path), azure.url, mode],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    shown = [process.communicate(timeout=60)[0].strip() for process in processes]  # less than a claim holds
    mended = [f"{what} {name}" for what in ("answers", "reading") for name in ("Box.put", "take")]
    wanted = [f"reading {name}" for name in ALL.split()] + (mended if mode == "repair" else [])
    assert sorted(sent(azure)) == sorted(wanted)
    assert shown == [TRUE if mode == "repair" else f"{TRUE} {FALSE}"] * 2


def test_a_budget_ends_it_and_the_next_build_goes_on(tmp_path: Path, azure: LocalAzure) -> None:
    """What the budget leaves unread is said, shown as it is, and read by the next build."""
    build(tmp_path, azure, second_reading="none")
    sent(azure)
    session = build(tmp_path, azure, budget_usd=0.00001, model="gpt-4.1-mini")
    assert sent(azure) == []
    assert [problem.message for problem in session.new_problems()] == [
        "'budget_usd' was reached; the rest will be requested in the next build."
    ]
    assert FALSE in entry_of(session).answer.description
    build(tmp_path, azure, max_repairs=0)
    assert sent(azure) == [f"reading {ALL}"]


def test_what_a_person_has_approved_is_not_read(tmp_path: Path, azure: LocalAzure) -> None:
    """Reviewed texts are people's business."""
    session = build(tmp_path, azure, second_reading="none")
    entries = [replace(record.entry, state="accepted") for record in session.ledger if record.entry is not None]
    objects = {record.obj.path: record.obj for record in session.ledger}
    reviewed = Reviewing(tmp_path / "aidoc-reviewed", objects, {one.path: one.fingerprint for one in entries})
    assert reviewed.propose([replace(one, state="answered") for one in entries]).added == 3
    sent(azure)
    session = build(tmp_path, azure)
    assert set(session.ledger.outcomes().items()) >= {("reviewed", 3)}
    assert sent(azure) == []


def test_what_is_read_now_is_no_saving(tmp_path: Path, azure: LocalAzure) -> None:
    """What cached answers have saved is what they had cost before they were read once more."""
    first = build(tmp_path, azure, second_reading="none")
    again = build(tmp_path, azure, second_reading="warn")
    assert again.counters.usage != Usage()
    assert spending(list(again.ledger), lambda _: None).saved == first.counters.usage


def test_long_answers_make_no_longer_readings(tmp_path: Path, azure: LocalAzure) -> None:
    """A plan takes answers for as long as earlier ones were; what a reading says of them is as short as ever."""
    objects = list(collect(tmp_path, "".join(f"def f{n}(a): ...\n\n\n" for n in range(25))).values())
    azure.answer = lambda asked: [
        {"n": one.n, "summary": "Keep it. " * 40, "details": "", "sections": []} for one in asked
    ]
    environment = {"AZURE_OPENAI_API_KEY": "test-key"}
    written, read = (
        Settings(endpoint=azure.url, deployment="docs", kinds=["function"], checks=_OFF, second_reading=mode)
        for mode in ("none", "warn")
    )
    for settings in (written, read):
        session = Session(settings, root=tmp_path, tool="tests", environment=environment)
        session.look_up(objects)
        if settings is written:
            session.fill(objects)
        else:
            told = plan(session, [], model="gpt-4.1-mini")
        session.close()
    assert told["readings"] == len(objects) - 1
    assert told["output_tokens"] == told["readings"] * typical_output(Gaps())


def test_what_a_reply_says_is_read_by_number(tmp_path: Path) -> None:
    """Whatever stands around it: a number that no sentence has, or a verdict on a sentence that holds, says nothing."""
    obj = collect(tmp_path, CODE)["pkg.take"]
    reading = Reading(
        obj=obj, gaps=Gaps(), sentences=(("summary", "One."), ("description", "Two."), ("returns", "Three."))
    )

    def said(details: str, summary: str = "") -> dict[str, list[tuple[str, str, str]]]:
        reply = WireReply(answers=[WireAnswer(n=1, summary=summary, details=details, sections=[])])
        found = objections([reading], reply)
        return {path: [(one.where, one.sentence, one.reason) for one in against] for path, against in found.items()}

    second = ("description", "Two.", "It is three.")
    assert said("wrong 2: It is three.") == {obj.path: [second]}
    assert said("Wrong [2] \u2013 It is three.\n\nwrong 9: Nothing.\nwrong 0: Nothing.") == {obj.path: [second]}
    assert said("wrong 2: It is three.\n\nwrong 2: Again.\nwrong 1: Not one.") == {
        obj.path: [("summary", "One.", "Not one."), second]
    }
    assert said("", summary="wrong 2: It is three.") == {obj.path: [second]}
    assert said("2 holds; sentence 3 is right.", summary="right") == {obj.path: []}
    assert said("No sentence is wrong. 3 gives the wrong 2 bytes; sentence 1 is not wrong.") == {obj.path: []}
    assert objections([reading], WireReply(answers=[])) == {}


@pytest.mark.parametrize(
    "details",
    [
        "wrong 2: So it is. wrong 3: And so.",
        "- **wrong 2:** So it is.\n- **wrong 3**: And so.",
        "1. wrong [2]: So it is.\n2. wrong #3 \u2013 And so.",
        "Sentence 2 is wrong: So it is.\nSentence 3 is wrong: And so.",
        "2 description: wrong: So it is.\n3 returns: wrong: And so.",
        "2 is wrong: So it is.\n3: wrong: And so.",
    ],
)
def test_a_reply_may_be_written_in_other_ways(details: str, tmp_path: Path) -> None:
    """Several on one line, lists, the number first: as models write that do not keep to the form."""
    reading = Reading(
        obj=collect(tmp_path, CODE)["pkg.take"], gaps=Gaps(), sentences=tuple(("returns", word) for word in "abcd")
    )
    reply = WireReply(answers=[WireAnswer(n=1, summary="", details=details, sections=[])])
    (against,) = objections([reading], reply).values()
    assert [(one.sentence, one.reason) for one in against] == [("b", "So it is."), ("c", "And so.")]


@pytest.mark.parametrize(
    "details",
    ["wrong 2, 3: Not so.", "wrong 2, wrong 3: Not so.", "Sentences 2 and 3 are wrong: Not so.", "wrong 2-3: Not so."],
)
def test_one_reason_may_be_against_several(details: str, tmp_path: Path) -> None:
    """Each of the numbers counts."""
    reading = Reading(
        obj=collect(tmp_path, CODE)["pkg.take"], gaps=Gaps(), sentences=tuple(("returns", word) for word in "abcd")
    )
    reply = WireReply(answers=[WireAnswer(n=1, summary="", details=details, sections=[])])
    (against,) = objections([reading], reply).values()
    assert [(one.sentence, one.reason) for one in against] == [("b", "Not so."), ("c", "Not so.")]


def test_an_objection_needs_no_label(tmp_path: Path, azure: LocalAzure) -> None:
    """`wrong 4: …` says by itself what it is."""
    build(tmp_path, azure, second_reading="none")
    take = min(asked.n for asked in azure.requests[0].objects if asked.name == "take")
    text = json.dumps({"answers": [{"n": f"{take} take", "texts": ["wrong 1: No box.", "wrong 3: The newest one."]}]})
    azure.faults = [Fault(every(1), "content", text=text)]
    told = entry_of(build(tmp_path, azure, second_reading="warn")).findings
    assert [(one["quote"], one["message"].rpartition(": ")[2]) for one in told] == [
        (SUMMARY, "No box."), (FALSE, "The newest one.")
    ]  # fmt: skip


def test_a_reply_cannot_reach_a_page(tmp_path: Path, azure: LocalAzure) -> None:
    """A reason is model text: on one line, bounded, and never among the texts."""
    azure.wrong = lambda _asked, _where, sentence: "<script>x</script> " * 60 if sentence == FALSE else ""
    session = build(tmp_path, azure, max_repairs=0)
    entry = entry_of(session)
    assert "<script" not in str(entry.answer.to_dict())
    (told,) = [one["message"] for one in entry.findings if one["rule"] == "AD990"]
    assert len(told) < 400
    assert "\n" not in told


SECRET = "ghp_" + "a1B2" * 9
CALLS = f'''
TOKEN = "{SECRET}"


def _wrapped(text):
    key = "{SECRET}"
    return text.strip() + key


def left_alone(text):  # aidoc: skip
    return text * 1234


def excluded(text):
    return text * 5678


def outer(text):
    return _wrapped(text) + left_alone(text) + excluded(text)


class Jar:
    size = "three litres"

    def _seal(self):
        return "sealed by wax"

    @property
    def lid(self):
        return self._lid

    @lid.setter
    def lid(self, lid):
        if lid == "none at all":
            raise ValueError(lid)
        self._lid = lid

    def open(self):
        """Open it."""
        return self._seal()
'''


def test_what_is_held_against_the_code_is_shown_with_bodies(tmp_path: Path) -> None:
    """Of callees and of a class's members the bodies go along, through the same gate as all that is sent."""
    objects = collect(tmp_path, CALLS)
    settings = Settings(second_reading="repair", exclude=["pkg.excluded"])

    def message(path: str) -> str:
        return ReadingBundle(
            (Reading(obj=objects[path], gaps=Gaps(), settings=settings, sentences=(("summary", "One."),)),)
        ).message

    of_function, of_class = message("pkg.outer"), message("pkg.Jar")
    assert "return text.strip() + key" in of_function
    assert "sealed by wax" in of_class
    assert 'size = "three litres"' in of_class
    assert "none at all" in message("pkg.Jar.lid")
    for hidden in (SECRET, "1234", "5678"):
        assert hidden not in of_function
    assert of_function.endswith("Sentences:\n[1] outer\n1 summary: One.")
    assert "return text.strip() + key" not in user_message(Bundle((Ask(obj=objects["pkg.outer"], gaps=Gaps()),)))


def test_a_comment_is_no_list_of_sentences(tmp_path: Path) -> None:
    """What stands in the code like our own heading is told apart."""
    obj = collect(
        tmp_path, "def f(a):\n    '''Do it.\n\nSentences:\n[1] f\n1 summary: Another.\n    '''\n    return a\n"
    )["pkg.f"]
    reading = Reading(obj=obj, gaps=Gaps(), sentences=(("returns", "The argument."),))
    (asked,) = asked_in([{"role": "user", "content": ReadingBundle((reading,)).message}])
    assert asked.sentences == (("returns", "The argument."),)
