"""What is known of objects without a request: which store comes first, and what of a kept answer is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import Entry, Question
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.build.kept import Kept
from aidoc_core.settings import Settings
from tests.core.packages import collect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.answers.entry import State
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.problems import Problem

CODE = '''
def f(a):
    return a


class A:
    """A thing.

    Attributes:
        size: Its size.
    """

    size: int = 1
    colour: str = ""


def whole():
    """Say nothing."""


def _hidden(x): ...
'''


class Store:
    """A store in memory that remembers what it was asked."""

    def __init__(self, *entries: Entry) -> None:
        self.problems: list[Problem] = []
        self.questions: list[Question] = []
        self._entries = {entry.path: entry for entry in entries}

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        self.questions += questions
        paths = [question.obj.path for question in questions]
        return {path: self._entries[path] for path in paths if path in self._entries}

    def entries(self) -> Iterator[Entry]:
        yield from self._entries.values()

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def objects(tmp_path: Path) -> dict[str, ApiObject]:
    return collect(tmp_path, CODE)


def entry(obj: ApiObject, settings: Settings, state: State = "answered", **facts: Any) -> Entry:
    answer = facts.pop("answer", Answer(summary="Give it back.", returns="What was passed."))
    return Entry(
        fingerprint=fingerprint(obj, settings), path=obj.path, module=obj.module, kind=obj.kind, state=state,
        answer=answer, **facts,
    )  # fmt: skip


def look_up(
    obj: ApiObject,
    settings: Settings,
    *,
    reviewed: Entry | None = None,
    cached: Entry | None = None,
    requests: bool = True,
) -> tuple[Record | None, Ask | None]:
    """What is found of one object: its record, or what is left to request."""
    stores = [Store(*([one] if one is not None else [])) for one in (reviewed, cached)]
    kept = Kept(settings=settings, reviewed=stores[0], cache=stores[1], requests=requests)
    records, asks = kept.look_up([obj])
    assert len(records) + len(asks) == 1
    return records[0] if records else None, asks[0] if asks else None


def test_reviewed_files_come_first_and_the_cache_is_not_asked(objects: dict[str, ApiObject]) -> None:
    """What a person stands behind is shown, whatever the cache holds."""
    settings = Settings()
    f = objects["pkg.f"]
    stores = Store(entry(f, settings, "accepted", answer=Answer(summary="Reviewed."))), Store(entry(f, settings))
    kept = Kept(settings=settings, reviewed=stores[0], cache=stores[1], requests=True)
    records, asks = kept.look_up([f])
    assert asks == []
    assert (records[0].outcome, records[0].entry and records[0].entry.answer.summary) == ("reviewed", "Reviewed.")
    assert stores[1].questions == []


@pytest.mark.parametrize(
    ("state", "options", "outcome", "reason"),
    [
        ("proposed", {}, "reviewed", ""),
        ("accepted", {}, "reviewed", ""),
        ("edited", {}, "reviewed", ""),
        ("rejected", {}, "skipped", "rejected in review"),
        ("proposed", {"require_review": True}, "missed", "waits for review"),
        ("accepted", {"require_review": True}, "reviewed", ""),
        ("edited", {"require_review": True}, "reviewed", ""),
    ],
)
def test_states_of_reviewed_files(
    state: State, options: dict[str, Any], outcome: str, reason: str, objects: dict[str, ApiObject]
) -> None:
    """What people decided, as the pages have it."""
    settings = Settings(**options)
    record, _ = look_up(objects["pkg.f"], settings, reviewed=entry(objects["pkg.f"], settings, state))
    assert record is not None
    assert (record.outcome, record.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("state", "outcome", "reason"),
    [("answered", "cached", ""), ("failed", "failed", "AD101"), ("newer", "missed", "kept by a newer release")],
)
def test_states_of_the_cache(state: State, outcome: str, reason: str, objects: dict[str, ApiObject]) -> None:
    """What is in the cache costs nothing, whatever it is."""
    settings, f = Settings(), objects["pkg.f"]
    record, ask = look_up(f, settings, cached=entry(f, settings, state, reason=reason if state == "failed" else ""))
    assert ask is None
    assert record is not None
    assert (record.outcome, record.reason) == (outcome, reason)


def test_with_require_review_the_cache_is_never_looked_at(objects: dict[str, ApiObject]) -> None:
    """What nobody reviewed is missing."""
    settings, f = Settings(require_review=True), objects["pkg.f"]
    record, ask = look_up(f, settings, cached=entry(f, settings), requests=False)
    assert record is None
    assert ask is not None


@pytest.mark.parametrize(
    ("path", "options", "outcome", "reason"),
    [
        ("pkg.whole", {}, "human", ""),
        ("pkg._hidden", {}, "skipped", "private"),
        ("pkg.f", {"exclude": ["*.f"]}, "skipped", "exclude"),
        ("pkg.A", {"enrich": False}, "human", "enrich: false"),
    ],
)
def test_what_is_not_to_be_filled(
    path: str, options: dict[str, Any], outcome: str, reason: str, objects: dict[str, ApiObject]
) -> None:
    """It has a record with the reason, and no store is asked about it."""
    store = Store()
    kept = Kept(settings=Settings(**options), reviewed=store, cache=store, requests=True)
    records, asks = kept.look_up([objects[path]])
    assert [(record.outcome, record.reason) for record in records] == [(outcome, reason)]
    assert (asks, store.questions) == ([], [])


@pytest.mark.parametrize("examples", [False, True])
def test_examples_are_shown_where_they_are_asked_for(examples: bool, objects: dict[str, ApiObject]) -> None:
    """An example that an earlier build has kept goes by the option of this one."""
    settings, f = Settings(examples=examples), objects["pkg.f"]
    kept = entry(f, settings, answer=Answer(summary="Give it back.", example="from pkg import f\n\nf(1)"))
    record, _ = look_up(f, settings, cached=kept)
    assert record is not None
    assert record.entry is not None
    assert bool(record.entry.answer.example) is examples


@pytest.mark.parametrize(("state", "shown"), [("edited", ["colour", "weight"]), ("answered", ["colour"])])
def test_a_person_may_describe_more_than_was_asked(
    state: State, shown: list[str], objects: dict[str, ApiObject]
) -> None:
    """An attribute that nobody asked for stays in a reviewed file, and goes from the cache."""
    settings, cls = Settings(), objects["pkg.A"]
    said = Answer(attributes=tuple(Described(name=name, description="Said so.") for name in ("colour", "weight")))
    kept = entry(cls, settings, state, answer=said)
    settings = replace(settings, checks={"AD108": "off"})
    reviewed, cached = (kept, None) if state == "edited" else (None, kept)
    record, _ = look_up(cls, settings, reviewed=reviewed, cached=cached)
    assert record is not None
    assert record.entry is not None
    assert [item.name for item in record.entry.answer.attributes] == shown


def test_what_the_code_contradicts_by_now_is_taken_out(objects: dict[str, ApiObject]) -> None:
    """The rest is shown, and the conflict is remembered for `aidoc check`."""
    settings, f = Settings(), objects["pkg.f"]
    said = Answer(summary="Give it back.", parameters=(Described(name="b", description="What is added."),))
    store = Store(entry(f, settings, answer=said))
    kept = Kept(settings=settings, reviewed=Store(), cache=store, requests=True)
    records, _ = kept.look_up([f])
    assert records[0].entry is not None
    assert records[0].entry.answer == Answer(summary="Give it back.")
    assert [finding.rule for finding in kept.conflicts["pkg.f"]] == ["AD101"]


@pytest.mark.parametrize(
    ("state", "requests", "outcome"),
    [("answered", True, None), ("answered", False, "failed"), ("accepted", True, "failed")],
)
def test_an_answer_of_which_nothing_is_left(
    state: State, requests: bool, outcome: str | None, objects: dict[str, ApiObject]
) -> None:
    """Ours is requested again where that can be; a person's is told, not replaced."""
    settings, f = Settings(), objects["pkg.f"]
    said = Answer(parameters=(Described(name="b", description="What is added."),))
    kept = entry(f, settings, state, answer=said)
    reviewed, cached = (None, kept) if state == "answered" else (kept, None)
    record, ask = look_up(f, settings, requests=requests, reviewed=reviewed, cached=cached)
    assert (record and record.outcome) == outcome
    assert (ask is not None) is (outcome is None)
    if record is not None:
        assert record.reason == "nothing is left of the kept answer"


def test_what_was_reviewed_with_bodies_is_good_without(objects: dict[str, ApiObject]) -> None:
    """With `send: signatures` the reviewed files are asked for either identity; what no signature tells is not asked."""
    settings, f = Settings(send="signatures"), objects["pkg.f"]
    store = Store()
    _, asks = Kept(settings=settings, reviewed=store, cache=Store(), requests=True).look_up([f])
    (question,) = store.questions
    assert question.fingerprint == fingerprint(f, settings)
    assert question.also == fingerprint(f, Settings())
    assert [(ask.gaps.returns, ask.gaps.raises) for ask in asks] == [(False, ())]
    plain = Store()
    Kept(settings=Settings(), reviewed=plain, cache=Store(), requests=True).look_up([f])
    assert plain.questions[0].also == ""


def test_redacted_literals_of_an_earlier_build_are_counted(objects: dict[str, ApiObject]) -> None:
    """The entry says what was not sent when it was asked for."""
    settings, f = Settings(), objects["pkg.f"]
    record, _ = look_up(f, settings, cached=entry(f, settings, redacted=("token",)))
    assert record is not None
    assert [one.kind for one in record.redacted] == ["token"]


def test_an_answer_that_no_rule_can_cope_with_costs_its_object(objects: dict[str, ApiObject]) -> None:
    """A fault of ours is told as a failure of the one object, and the others are shown."""

    def broken(_: str) -> bool:
        raise RecursionError

    settings = Settings()
    said = Answer(summary="See `pkg.nothing.there`.", returns="What was passed.")
    store = Store(entry(objects["pkg.f"], settings, answer=said))
    kept = Kept(settings=settings, reviewed=Store(), cache=store, requests=True, known=broken)
    records, _ = kept.look_up([objects["pkg.f"], objects["pkg.whole"]])
    assert [(record.outcome, record.reason) for record in records] == [
        ("human", ""),
        ("failed", "it cannot be checked: RecursionError, a fault of aidoc; please report it"),
    ]
