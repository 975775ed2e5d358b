"""The wire model and the kept answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.answer import LONGEST, Answer, Described
from aidoc_core.answers.wire import WireAnswer, WireSection, WrittenAnswer, WrittenReply, narrow_schema, wire_schema
from tests.azure.strict_schema import conforms, schema_problem

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
NAMED = st.dictionaries(TEXT, TEXT, max_size=3).map(
    lambda items: tuple(Described(name=name, description=text) for name, text in items.items())
)
ANSWERS = st.builds(
    Answer,
    summary=TEXT,
    description=TEXT,
    parameters=NAMED,
    returns=TEXT,
    yields=TEXT,
    raises=NAMED,
    attributes=NAMED,
    example=TEXT,
)
KINDS = st.sampled_from(["parameter", "returns", "yields", "raises", "attribute", "example"])
WIRE = st.builds(
    WireAnswer,
    n=st.integers(),
    summary=TEXT,
    details=TEXT,
    sections=st.lists(st.builds(WireSection, kind=KINDS, name=TEXT, text=TEXT), max_size=5),
)


def test_schema_is_strict_by_azures_rules() -> None:
    """Azure takes the schema as it is: closed objects, all required, no keyword that strict mode lacks."""
    assert schema_problem(wire_schema()) is None


def test_a_narrow_schema_takes_what_was_asked_for() -> None:
    """An answer for each object, under its number and name, and in it each text under what it is."""
    schema = narrow_schema(("tides.get", "tides"), (("summary", "details", "parameter url"), ("summary",)))
    whole = {"1 get": {"summary": "A.", "parameter url": "B."}, "2 tides": {"summary": "C."}}

    def takes(answers: Mapping[str, object]) -> bool:
        return bool(jsonschema.Draft202012Validator(schema).is_valid({"answers": answers}))

    assert takes(whole)
    assert takes(whole | {"1 get": {"summary": "A.", "details": "D.", "parameter url": "B."}})
    assert not takes({"1 get": whole["1 get"]})
    assert not takes(whole | {"3 put": {"summary": "E."}})
    assert not takes(whole | {"1 get": {"summary": "A."}})
    assert not takes(whole | {"1 get": {"summary": "A.", "parameter url": "B.", "parameter path": "F."}})
    assert not takes(whole | {"2 tides": {"summary": ["C."]}})
    schema = narrow_schema(("tides.get",), (("summary",),), ("first", "second"))
    assert [takes({"1 get": {"summary": word}}) for word in ("first", "third")] == [True, False]


def test_schema_holds_no_prose() -> None:
    """Titles and descriptions would be billed with every request, and read as instructions."""
    text = json.dumps(wire_schema())
    assert '"title"' not in text
    assert '"description"' not in text
    assert "$ref" not in text


@given(st.builds(WrittenAnswer, n=st.text(), texts=st.lists(st.text())))
def test_what_the_form_takes_the_schema_takes(written: WrittenAnswer) -> None:
    """Schema and form describe the same values."""
    schema = wire_schema()
    data = WrittenReply(answers=[written]).model_dump(mode="json")
    assert conforms(data, schema, schema)
    assert WrittenReply.model_validate_json(json.dumps(data)).answers == [written]


@given(ANSWERS)
def test_kept_answers_round_trip(answer: Answer) -> None:
    """An answer survives the cache and the reviewed files, through JSON."""
    assert Answer.from_dict(json.loads(json.dumps(answer.to_dict()))) == answer


@given(WIRE)
def test_every_section_of_the_wire_is_kept(wire: WireAnswer) -> None:
    """No text gets lost between wire and checks, doubled sections included."""
    answer = Answer.from_wire(wire)
    for section in wire.sections:
        text = section.text.strip()
        texts = {
            "parameter": [item.description for item in answer.parameters],
            "raises": [item.description for item in answer.raises],
            "attribute": [item.description for item in answer.attributes],
        }.get(section.kind)
        if texts is None:
            assert text in getattr(answer, section.kind)
        else:
            assert text in texts


def test_from_wire_tidies_names_and_lengths() -> None:
    """Spaces and backticks around names go, endless texts are cut."""
    wire = WireAnswer(
        n=1,
        summary="  Sum. ",
        details="d" * (LONGEST + 5),
        sections=[WireSection(kind="parameter", name=" `url` ", text=" Where. ")],
    )
    answer = Answer.from_wire(wire)
    assert answer.summary == "Sum."
    assert len(answer.description) == LONGEST
    assert answer.parameters == (Described(name="url", description="Where."),)


def test_doubled_results_are_joined() -> None:
    """Two texts for one return value become two paragraphs; empty ones nothing."""
    sections = [WireSection(kind="returns", name="", text=text) for text in ("One.", " ", "Two.")]
    assert Answer.from_wire(WireAnswer(n=1, summary="", details="", sections=sections)).returns == "One.\n\nTwo."


@pytest.mark.parametrize("data", [{"unknown": 1}, {"summary": 1}, {"parameters": ["url"]}, {"raises": {"A": None}}])
def test_foreign_data_is_refused(data: dict[str, object]) -> None:
    """What people or strangers wrote into a file is not taken as it comes."""
    with pytest.raises(pydantic.ValidationError):
        Answer.from_dict(data)
