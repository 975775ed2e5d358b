"""The parts of an answer: every file and page that spells them keeps its form, to the byte."""

from __future__ import annotations

import json

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described, WireAnswer, WireSection, wire_schema
from aidoc_core.answers.reviewed import ReviewedAnswers
from aidoc_core.build.ledger import Record
from aidoc_core.checks.claims import Claims
from aidoc_core.code.gaps import Gaps
from aidoc_core.code.objects import ApiObject, Location, Parameter
from aidoc_core.render.mark import mark_of

FULL = Answer(
    summary="Sum.",
    description="Détails.\n\nMore.",
    parameters=(Described(name="b", description="B."), Described(name="*a", description="A.")),
    returns="What.",
    yields="Each.",
    raises=(Described(name="KeyError", description="When."),),
    attributes=(Described(name="x", description="X."),),
    example="f(1)",
)
GAPS = Gaps(summary=True, parameters=("b", "*a"), returns=True, yields=True, raises=("KeyError",), attributes=("x",))
SECTIONS = [
    ("attribute", "x", "X."),
    ("example", "", "f(1)"),
    ("raises", "KeyError", "When."),
    ("yields", "", "Each."),
    ("parameter", "b", "B."),
    ("returns", "", "What."),
    ("parameter", "*a", "A."),
]
ENTRY = """\
{
 "version": 1,
 "fingerprint": "f",
 "path": "p.f",
 "module": "p",
 "kind": "function",
 "state": "answered",
 "answer": {
  "summary": "Sum.",
  "description": "Détails.\\n\\nMore.",
  "parameters": {
   "b": "B.",
   "*a": "A."
  },
  "returns": "What.",
  "yields": "Each.",
  "raises": {
   "KeyError": "When."
  },
  "attributes": {
   "x": "X."
  },
  "example": "f(1)"
 },
 "reason": "",
 "findings": [],
 "model": "m",
 "date": "2026-11-21",
 "prompt": 1,
 "build": "",
 "usage": {
  "input_tokens": 0,
  "cached_input_tokens": 0,
  "output_tokens": 0,
  "reasoning_tokens": 0,
  "cost_usd": 0.0
 }
}"""
SCHEMA = (
    '{"additionalProperties": false, "properties": {"answers": {"items": {"additionalProperties": false, "properties": '
    '{"n": {"type": "integer"}, "summary": {"type": "string"}, "details": {"type": "string"}, "sections": {"items": '
    '{"additionalProperties": false, "properties": {"kind": {"enum": ["parameter", "returns", "yields", "raises", '
    '"attribute", "example"], "type": "string"}, "name": {"type": "string"}, "text": {"type": "string"}}, '
    '"required": ["kind", "name", "text"], "type": "object"}, "type": "array"}}, "required": ["n", "summary", '
    '"details", "sections"], "type": "object"}, "type": "array"}}, "required": ["answers"], "type": "object"}'
)


def entry(answer: Answer = FULL) -> Entry:
    return Entry(
        fingerprint="f", path="p.f", module="p", kind="function", state="answered", answer=answer, model="m",
        date="2026-11-21", prompt=1,
    )  # fmt: skip


def test_a_cache_entry_keeps_its_bytes() -> None:
    """What was paid for is read and written in the same form, part by part."""
    assert entry().to_json() == ENTRY
    assert Entry.from_json(ENTRY) == entry()


def test_the_wire_schema_keeps_its_bytes() -> None:
    """A schema that differs in a byte is compiled anew by the service, for seconds."""
    assert json.dumps(wire_schema()) == SCHEMA


def test_sections_of_the_wire_become_parts() -> None:
    """Whatever their order, each section goes to its part; named ones keep theirs."""
    wire = WireAnswer(
        n=1,
        summary="Sum.",
        details="Détails.\n\nMore.",
        sections=[
            WireSection.model_validate({"kind": kind, "name": name, "text": text}) for kind, name, text in SECTIONS
        ],
    )
    assert Answer.from_wire(wire) == FULL


def test_a_proposal_keeps_its_form(tmp_path) -> None:
    """A reviewed file spells every part, and gives each back."""
    reviewed = ReviewedAnswers(tmp_path)
    assert reviewed.propose([entry()]) == 1
    obj = ApiObject(path="p.f", kind="function", module="p", location=Location(file="p.py"))
    found = reviewed.get(obj, "f")
    assert found is not None
    assert found.answer == FULL
    assert reviewed.problems == []


def test_gaps_and_marks_name_every_part() -> None:
    """The words of the report and of the marks, in the order of a docstring."""
    assert GAPS.names() == [
        "summary", "parameter b", "parameter *a", "returns", "yields", "raises KeyError", "attribute x",
    ]  # fmt: skip
    added = ("summary", "b", "*a", "returns", "yields", "raises KeyError", "x", "example")
    assert mark_of(entry(), GAPS).added == added
    assert mark_of(entry(Answer(description="More.")), GAPS).added == ("summary",)


def test_passages_name_their_place() -> None:
    """Every text but the example, named as findings name it, in the order in which rules report."""
    assert [(passage.where, passage.text) for passage in Claims.read(FULL).passages] == [
        ("summary", "Sum."),
        ("description", "Détails.\n\nMore."),
        ("parameter b", "B."),
        ("parameter *a", "A."),
        ("raises KeyError", "When."),
        ("attribute x", "X."),
        ("returns", "What."),
        ("yields", "Each."),
    ]


def test_an_answer_completes_an_object_part_by_part() -> None:
    """Complete is what lacks no required parameter, result, exception or field; a variadic may stay undescribed."""
    obj = ApiObject(
        path="p.f", kind="function", module="p", location=Location(file="p.py"),
        parameters=(Parameter(name="b"), Parameter(name="*a", kind="variadic positional")),
        returns_value=True, raises=("KeyError",),
    )  # fmt: skip
    needed = Answer(summary="Sum.", parameters=FULL.parameters[:1], returns="What.", raises=FULL.raises)

    def complete(answer: Answer) -> bool:
        return Record(obj=obj, outcome="cached", entry=entry(answer)).complete_after

    assert complete(needed)
    assert complete(FULL)
    from dataclasses import replace

    for empty in ({"parameters": ()}, {"returns": ""}, {"raises": ()}):
        assert not complete(replace(needed, **empty))
    assert not Record(obj=obj, outcome="failed", entry=entry(needed)).complete_after
    assert not Record(obj=obj, outcome="cached").complete_after
