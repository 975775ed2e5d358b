"""The parts of an answer: every file and page that spells them keeps its form, to the byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import griffe
import pytest

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.kept_form import AnswerData
from aidoc_core.answers.reviewed import ReviewedAnswers
from aidoc_core.answers.store import Question
from aidoc_core.answers.wire import WireAnswer, WireSection, wire_schema
from aidoc_core.build.ledger import Record
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.finding import Finding, Severity
from aidoc_core.code.gaps import Gaps
from aidoc_core.code.objects import ApiObject, Documented, Kind, Location, Parameter
from aidoc_core.code.parts import PARTS, SECTIONS, Part, SectionKind
from aidoc_core.render.attaching import fill
from aidoc_core.render.mark import mark_of
from sphinx_aidoc.placing import example_lines, fields, place, text_lines

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
WIRE = [
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
PROPOSAL = """\
version: 3
module: p
answers:

  f:
    review: {state: proposed, fingerprint: f, text: c910c3ed, model: m, date: 2026-11-21, prompt: 1}
    summary: |-
      Sum.
    description: |-
      Détails.

      More.
    parameters:
      b: |-
        B.
      "*a": |-
        A.
    returns: |-
      What.
    yields: |-
      Each.
    raises:
      KeyError: |-
        When.
    attributes:
      x: |-
        X.
    example: |-
      f(1)

# end of file
"""
SCHEMA = (
    '{"additionalProperties": false, "properties": {"answers": {"items": {"additionalProperties": false, "properties": '
    '{"n": {"type": "string"}, "texts": {"items": {"type": "string"}, "type": "array"}}, "required": ["n", "texts"], '
    '"type": "object"}, "type": "array"}}, "required": ["answers"], "type": "object"}'
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
        sections=[WireSection.model_validate({"kind": kind, "name": name, "text": text}) for kind, name, text in WIRE],
    )
    assert Answer.from_wire(wire) == FULL


def test_a_proposal_keeps_its_form(tmp_path: Path) -> None:
    """A reviewed file spells every part, and gives each back."""
    reviewed = ReviewedAnswers(tmp_path)
    assert reviewed.propose([entry()]).added == 1
    assert (tmp_path / "p.yml").read_text(encoding="utf-8") == PROPOSAL
    question = Question(obj=obj(), fingerprint="f")
    assert reviewed.get_many([question])["p.f"].answer == FULL
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


@pytest.mark.parametrize(
    ("change", "complete"),
    [
        ({}, True),
        ({"description": "More.", "example": "f(1)"}, True),
        ({"summary": ""}, True),
        ({"parameters": ()}, False),
        ({"returns": ""}, False),
        ({"returns": "", "yields": "What."}, False),
        ({"raises": ()}, False),
        ({"raises": (Described(name="OSError", description="When."),)}, False),
    ],
)
def test_an_answer_completes_an_object_part_by_part(change: dict[str, Any], *, complete: bool) -> None:
    """Complete is what lacks no required parameter, result or exception; a variadic may stay undescribed."""
    it = obj(
        parameters=(Parameter(name="b"), Parameter(name="*a", kind="variadic positional")),
        returns_value=True,
        raises=("KeyError",),
    )
    answer = Answer(summary="Sum.", parameters=FULL.parameters[:1], returns="What.", raises=FULL.raises)
    answer = replace(answer, **change)
    assert Record(obj=it, outcome="cached", entry=entry(answer)).complete_after is complete
    assert not Record(obj=it, outcome="failed", entry=entry(answer)).complete_after
    assert not Record(obj=it, outcome="cached").complete_after


def test_a_list_of_fields_is_complete_with_the_last_field() -> None:
    """Fields that a person's list leaves out count too."""
    documented = Documented(summary=True, attributes=frozenset({"w"}))
    it = obj(kind="class", attributes=("w", "x", "y"), documented=documented)
    both = (*FULL.attributes, Described(name="y", description="Y."))
    for attributes, complete in ((both, True), (both[:1], False), (both[1:], False)):
        answer = Answer(attributes=attributes)
        assert Record(obj=it, outcome="reviewed", entry=entry(answer)).complete_after is complete


def test_the_table_and_the_classes_agree() -> None:
    """A part that has a row has its field wherever parts are held, of the kind that the row tells; and the reverse."""
    empty = {part.field: () if part.named else "" for part in PARTS}
    assert {name: getattr(Answer(), name) for name in Answer.__slots__} == empty
    assert {name: getattr(Claims(), name) for name in empty} == empty
    assert AnswerData().model_dump() == {part.field: {} if part.named else "" for part in PARTS}
    gaps = {part.gap: () if part.named else False for part in PARTS if not part.asked_with}
    assert {name: getattr(Gaps(), name) for name in Gaps.__slots__} == gaps
    assert {name: bool(getattr(Documented(), name)) for name in Documented.__slots__} == dict.fromkeys(gaps, False)
    assert {part.gap for part in PARTS} == set(gaps)
    assert [part.word for part in SECTIONS] == list(get_args(SectionKind))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.field)
class TestEveryPart:
    """Each row of the table, through every module that holds, cuts, tells or shows parts."""

    def test_is_kept_alone(self, part: Part) -> None:
        """Cache entries and reviewed files hold a part without the others."""
        assert list(alone(part).to_dict()) == [part.field]
        assert Answer.from_dict(alone(part).to_dict()) == alone(part)

    def test_is_normalized_only_where_it_was_asked_for(self, part: Part) -> None:
        """A part stays as it is where it was asked for, and goes where a person has said it all."""
        it = obj("class" if part.field == "attributes" else "function", parameters=(B, A), raises=("KeyError",))
        gaps = replace(GAPS, yields=part.field == "yields")  # what a generator is said to return, it yields
        assert normalize(alone(part), it, gaps, examples=True) == alone(part)
        documented = Documented(
            summary=True, parameters=frozenset("ab"), returns=True, yields=True,
            raises=frozenset({"KeyError"}), attributes=frozenset("x"),
        )  # fmt: skip
        assert normalize(alone(part), replace(it, documented=documented), Gaps(), examples=True) == Answer()

    @pytest.mark.parametrize("nothing", ["", " ", "\u200b", "\n\x00"])
    def test_goes_where_there_is_nothing_to_see(self, part: Part, nothing: str) -> None:
        """A text of white space and invisible characters is no text; code is looked at elsewhere."""
        it = obj("class" if part.field == "attributes" else "function", parameters=(B, A))
        unseen = alone(part).revised(lambda *_: nothing) if nothing else Answer()
        assert normalize(unseen, it, GAPS, examples=True) == (unseen if part.code else Answer())

    def test_is_dropped_by_its_name(self, part: Part) -> None:
        """A finding takes out the part, or the entry, that it names, and nothing else."""
        for name in names_of(part):
            finding = Finding(rule="AD000", severity=Severity.DROP, message="m", where=part.where(name), cut="entry")
            rest: Any = tuple(item for item in getattr(FULL, part.field) if item.name != name) if part.named else ""
            assert drop(FULL, [finding]) == replace(FULL, **{part.field: rest})

    def test_is_told_by_the_mark(self, part: Part) -> None:
        """The mark of an answer that holds only this part names it."""
        assert mark_of(entry(alone(part)), GAPS).added == tuple(part.marked.format(name) for name in names_of(part))

    def test_is_shown_by_both_renderers(self, part: Part) -> None:
        """Its text reaches pages of MkDocs, as sections of Griffe, and of Sphinx, as reST."""
        module = griffe.visit("p", Path("p.py"), "def f(b, *a): ...\nclass C:\n    x: int = 1\n")
        parent = module["C" if part.field == "attributes" else "f"]
        answer = alone(part).revised(lambda *_: "seen")
        filled = fill(parent, None, answer, "")
        assert "seen" in json.dumps([section.as_dict() for section in filled.parsed], default=lambda it: it.as_dict())
        assert "seen" in " ".join(place([], text_lines(answer), fields(answer, str), example_lines(answer, part.title)))


A, B = Parameter(name="*a", kind="variadic positional"), Parameter(name="b")


def names_of(part: Part) -> list[str]:
    return [item.name for item in getattr(FULL, part.field)] if part.named else [""]


def alone(part: Part) -> Answer:
    return Answer(**{part.field: getattr(FULL, part.field)})


def obj(kind: Kind = "function", **facts: Any) -> ApiObject:
    return ApiObject(path="p.f", kind=kind, module="p", location=Location(file="p.py"), **facts)
