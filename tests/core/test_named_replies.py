"""Replies that have each answer under its name, as the schemas for servers of one's own leave it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.wire import narrow_schema
from aidoc_core.asking.prompt import Ask
from aidoc_core.code.gaps import find_gaps
from aidoc_core.model.reading import read_answers
from aidoc_core.settings import Settings
from tests.core.test_asking import bundles

if TYPE_CHECKING:
    from aidoc_core.answers.wire import WireAnswer

PATHS = ("tides.get", "tides.Bay.put")
WRITTEN = {
    "1 get": {
        "summary": "Get a tide.",
        "details": "",
        "parameter url": "Where from.",
        "raises OSError": "If it is down.",
    },
    "2 put": {"summary": "Put one.", "parameter **extra": "More.", "returns": "How high it is.", "example": "put()"},
}
PROSE = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).map(str.strip).filter(bool)


def said(answer: WireAnswer) -> list[tuple[str, str, str]]:
    return [(section.kind, section.name, section.text) for section in answer.sections]


def test_each_text_is_read_under_its_name() -> None:
    reply, exact = read_answers(json.dumps({"answers": WRITTEN}), PATHS)
    first, second = reply.answers
    assert exact
    assert (first.n, first.summary, first.details, second.n, second.summary) == (1, "Get a tide.", "", 2, "Put one.")
    assert said(first)[0] == ("parameter", "url", "Where from.")
    assert said(second) == [
        ("parameter", "**extra", "More."),
        ("returns", "", "How high it is."),
        ("example", "", "put()"),
    ]


def test_a_label_that_stands_before_its_text_too_is_taken_off() -> None:
    """The instructions ask for it, for servers that have no such schema."""
    twice = {name: {label: f"{label}: {text}" for label, text in texts.items()} for name, texts in WRITTEN.items()}
    assert read_answers(json.dumps({"answers": twice}), PATHS) == read_answers(json.dumps({"answers": WRITTEN}), PATHS)


def test_an_answer_under_another_name_is_left_out() -> None:
    reply, exact = read_answers(json.dumps({"answers": {**WRITTEN, "2 get": WRITTEN["2 put"]}}), PATHS)
    assert ([one.n for one in reply.answers], exact) == ([1, 2], False)


def test_of_a_cut_reply_the_whole_answers_are_kept() -> None:
    text = json.dumps({"answers": WRITTEN})
    for end in range(text.index('"2 put"') - 2, len(text) - 2):
        reply, exact = read_answers(text[:end], PATHS)
        assert ([one.summary for one in reply.answers], exact) == (["Get a tide."], False)


@pytest.mark.parametrize("key", ["type", "docstring", "parameters", "raises", "name of it", "argument"])
def test_a_key_that_is_no_label_is_passed_over(key: str) -> None:
    """Servers without a schema write keys of their own beside those that are asked for."""
    reply, _ = read_answers(json.dumps([{"n": 1, "summary": "Get a tide.", key: "function"}]), PATHS[:1])
    assert [(one.summary, said(one)) for one in reply.answers] == [("Get a tide.", [])]


@given(st.dictionaries(st.sampled_from(["parameter url", "parameter *rest", "returns", "raises OSError"]), PROSE))
def test_what_the_schema_takes_is_read(texts: dict[str, str]) -> None:
    """Whatever stands in a text, colons and braces too, is of the name that it stands under."""
    written = {"answers": {"1 get": {"summary": "Get a tide."} | texts}}
    schema = narrow_schema(PATHS[:1], (("summary", "details", *texts),))
    assert jsonschema.Draft202012Validator(schema).is_valid(written)
    reply, exact = read_answers(json.dumps(written), PATHS[:1])
    assert exact
    [answer] = reply.answers
    assert [f"{kind} {name}".strip() for kind, name, _ in said(answer)] == list(texts)
    assert [text for _, _, text in said(answer)] == list(texts.values())


def test_the_texts_of_a_request_are_what_is_missing() -> None:
    [ask] = bundles(1)[0].asks
    assert ask.texts == ("summary", "details")
    more = Ask(obj=ask.obj, gaps=find_gaps(ask.obj), settings=Settings(examples=True))
    assert more.texts == ("summary", "details", "example")
