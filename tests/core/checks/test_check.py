"""The public function: shapes of answers, levels, gaps; what an object carries; taking findings out."""

import copy
import dataclasses
import pickle

import griffe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core import checks
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks import LEVELS, RULES, Finding, Severity, check
from aidoc_core.code.collect import from_griffe
from aidoc_core.code.gaps import Gaps
from aidoc_core.code.objects import ApiObject
from aidoc_core.errors import ConfigError
from aidoc_core.settings import load_settings
from tests.core.checks.conftest import ROOTS

WRONG = Answer(
    summary="Put a parcel on a shelf.",
    parameters=(Described(name="altitude", description="Metres above the sea."),),
    returns="The shelf.",
    raises=(Described(name="FloodError", description="If water comes in."),),
)


def test_exported_members():
    """What is public, in full."""
    assert checks.__all__ == [
        "LEVELS", "RULES", "Finding", "Level", "Rule", "Severity", "check", "check_human",
    ]  # fmt: skip


def test_a_griffe_object_is_enough():
    """Whoever has a Griffe object can measure: nothing else has to be set up."""
    package = griffe.load("depot", search_paths=[str(ROOTS / "depot")], allow_inspection=False)
    obj = from_griffe(package["parcels.Depot.store"])
    assert obj is not None
    again = from_griffe(package["parcels.Depot.walk"])
    assert again is not None
    said = {"summary": "x", "raises": [{"type": "FloodError", "description": "If water comes in."}]}
    assert "AD301" in {finding.rule for finding in check(said, obj)}
    assert obj.context.package is again.context.package


def test_an_answer_and_a_mapping_of_the_same_say_the_same(depot):
    """The two shapes of an answer are read alike."""
    mapping = {
        "summary": WRONG.summary,
        "parameters": [{"name": "altitude", "description": "Metres above the sea."}],
        "returns": {"description": "The shelf."},
        "raises": [{"type": "FloodError", "description": "If water comes in."}],
    }
    assert check(WRONG, depot["parcels.Depot.store"]) == check(mapping, depot["parcels.Depot.store"])
    assert check(WRONG.to_dict(), depot["parcels.Depot.store"]) == check(mapping, depot["parcels.Depot.store"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "type", "description", "x"]), inner)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["summary", "description", "parameters", "returns", "yields", "raises", "attributes", "example"]
        ),
        JSON,
    )
)
def test_any_mapping_is_answered_with_findings(said):
    """Foreign data of any shape leads to findings, never to an error."""
    assert all(isinstance(finding, Finding) for finding in check(said, _object()))


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_answered_with_findings(text, name):
    """Any text in any field leads to findings, never to an error."""
    said = {
        "summary": text, "description": text, "example": text, "returns": text,
        "parameters": [{"name": name, "description": text, "type": text, "default": text}],
        "raises": [{"type": name, "description": text}], "attributes": [{"name": name, "description": text}],
    }  # fmt: skip
    assert all(isinstance(finding, Finding) for finding in check(said, _object()))


def _object():
    if not _objects:
        package = griffe.load("depot", search_paths=[str(ROOTS / "depot")], allow_inspection=False)
        obj = from_griffe(package["parcels.Depot.store"])
        assert obj is not None
        _objects.append(obj)
    return _objects[0]


_objects: list[ApiObject] = []


def test_the_context_is_no_part_of_an_objects_value(depot):
    """An object compares and hashes by what it is; it can be copied, and pickled without the package."""
    obj = depot["parcels.Depot.store"]
    alone = dataclasses.replace(obj, context=None)
    assert alone == obj
    assert hash(alone) == hash(obj)
    assert "context" not in repr(obj)
    assert copy.deepcopy(obj).context is obj.context
    assert pickle.loads(pickle.dumps(obj)) == obj


def test_an_object_without_a_home_is_held_against_itself(depot):
    """What its own source shows is checked; what would need the package is not claimed."""
    alone = dataclasses.replace(depot["parcels.Depot.store"], context=None)
    found = {finding.rule for finding in check(WRONG, alone)}
    assert {"AD101", "AD102"} <= found
    assert "AD301" not in found


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_takes_the_place_of_the_severity(depot, level):
    """Every rule can have any level, or be off."""
    obj = depot["parcels.Depot.store"]
    found = [f.severity for f in check(WRONG, obj, levels={"AD101": level}) if f.rule == "AD101"]
    assert found == ([] if level == "off" else [Severity(level)])


def test_only_what_was_asked_for_is_missed(depot):
    """With gaps, what a person has described needs no second description."""
    findings = check(Answer(), depot["parcels.Depot.store"], gaps=Gaps(returns=True))
    assert [finding.rule for finding in findings] == ["AD202"]


def test_ids_are_unique_and_documented():
    """Every rule has an id of its own and says what it checks, what follows and the hint."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)
    assert all(rule.title.endswith(".") and "Hint: " in rule.text for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_option_knows_every_rule(tmp_path, rule):
    """The option `checks` takes the id of each rule."""
    settings = load_settings({"checks": {rule.id: "off"}}, root=tmp_path, origin="test", environment={})
    assert settings.checks == {rule.id: "off"}


@pytest.mark.parametrize("value", [{"AD999": "off"}, {"AD101": "never"}, {"AD101": True}, ["AD101"], {101: "off"}])
def test_a_bad_level_is_a_configuration_error(tmp_path, value):
    """An unknown rule or level stops the build, naming the option and what is allowed."""
    with pytest.raises(ConfigError, match=r"option 'checks' cannot be .*; allowed: mapping from rule ids") as error:
        load_settings({"checks": value}, root=tmp_path, origin="test", environment={})
    assert error.value.option == "checks"


def test_a_bare_off_of_yaml_is_off(tmp_path):
    """YAML reads `off` as false."""
    assert load_settings({"checks": {"AD202": False}}, root=tmp_path, origin="t", environment={}).checks == {
        "AD202": "off"
    }


def test_levels_from_the_environment_are_json(tmp_path):
    """AIDOC_CHECKS holds JSON; anything else is an error that says so."""
    environment = {"AIDOC_CHECKS": '{"AD202": "warn"}'}
    assert load_settings({}, root=tmp_path, origin="t", environment=environment).checks == {"AD202": "warn"}
    with pytest.raises(ConfigError, match="AIDOC_CHECKS: is not JSON"):
        load_settings({}, root=tmp_path, origin="t", environment={"AIDOC_CHECKS": "AD202"})


def test_dropping_takes_out_what_is_at_fault_and_no_more(depot):
    """An entry, a sentence, or the backticks around a name."""
    answer = Answer(
        summary="Put a parcel on a shelf.",
        description="It uses `burn_parcels` at night.",
        parameters=(
            Described(name="shelf", description="Where it goes. Must be a dictionary. From 1."),
            Described(name="fragile", description="A list."),
        ),
        raises=(Described(name="ZeroDivisionError", description="Never."),),
    )
    dropped = drop(answer, check(answer, depot["parcels.Depot.store"]))
    assert dropped == Answer(
        summary="Put a parcel on a shelf.",
        description="It uses burn_parcels at night.",
        parameters=(Described(name="shelf", description="Where it goes. From 1."),),
    )


def test_nothing_to_drop_leaves_the_answer_itself(depot):
    """A right answer is the same object after dropping."""
    assert drop(WRONG, []) is WRONG


def test_examples_stay_only_where_they_were_asked_for(depot):
    """Conforming takes out an example that nobody asked for."""
    answer = Answer(summary="x", example="depot.clear()")
    obj, gaps = depot["parcels.Depot.clear"], Gaps(summary=True)
    assert normalize(answer, obj, gaps).example == ""
    assert normalize(answer, obj, gaps, examples=True).example == "depot.clear()"


def test_parameters_of_a_class_are_left_to_its_constructor(depot):
    """A section that nobody asked for is no reason to ask again: it is not shown, and that is all."""
    answer = Answer(
        summary="A building with shelves.", parameters=(Described(name="shelves", description="How many."),)
    )
    conformed = normalize(answer, depot["parcels.Depot"], Gaps(summary=True))
    assert conformed == Answer(summary="A building with shelves.")


def test_findings_stay_on_one_line():
    """Messages quote the model and go to the log: no line break, no control character, nothing that turns the text."""
    names = ("x\n::error file=a::pwned", "y\r\x1b[31m", "\u202ez", "\u2028::warning::w")
    answer = Answer(
        summary="Title\n=====\n::stop-commands::x",
        parameters=tuple(Described(name=name, description="\x1b]0;pwned\x07 <b\n::debug::>") for name in names),
    )
    package = griffe.load("depot", search_paths=[str(ROOTS / "depot")], allow_inspection=False)
    obj = from_griffe(package["parcels.Depot.store"])
    assert obj is not None
    found = check(answer, obj)
    assert len(found) > len(names)
    assert [finding for finding in found if not (finding.message + finding.hint).isprintable()] == []
