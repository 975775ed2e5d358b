"""What is counted of a bank that was left out."""

from aidoc_core.checks.recognition.weights import Weights
from benchmarks.checks import left_out
from benchmarks.checks.blind_bank import BANKS
from benchmarks.checks.example import Example
from benchmarks.checks.learning import CLAIMS

LAZY = Weights(claims=["property"], starts=[-0.6], unit=0.1, features={"attribut": [0, 9], "parenthes": [0, 4]})
"""Weights by which "attribute" is recognised without doubt, and "parentheses" only just."""


def _said(text: str, *claims: str) -> Example:
    return Example(text=text, name="f", where="description", claims=frozenset(claims))


def test_false_wordings_that_are_recognised_are_told_from_those_that_stand_alone() -> None:
    """A wording counts where its own claim is recognised and nothing takes it back."""
    those = [
        ("false", "property", _said("It is used as an attribute.", "property")),
        ("false", "property", _said("A call without parentheses.", "property")),
        ("false", "property", _said("It is never used as an attribute.", "property")),
        ("false", "property", _said("It holds a value.", "property")),
        ("harmless", "property", _said("Its attribute is called.")),
    ]
    found = left_out._counted(LAZY, those)
    assert [found["false", "property", what] for what in ("all", "recognised", "alone")] == [4, 2, 1]
    assert [found["harmless", "property", what] for what in ("all", "recognised")] == [1, 1]


def test_an_alarm_is_what_would_be_held_against_a_sentence() -> None:
    """Claims that patterns read, too, or that the code bears out, are none."""
    borne_out = Example(
        text="An attribute.", name="f", where="summary", claims=frozenset(), borne_out=frozenset({"property"})
    )
    those = [_said("It is an attribute."), _said("It is an attribute.", "property"), borne_out, _said("It is called.")]
    assert left_out._alarms(LAZY, those) == 1


def test_each_wording_of_a_bank_is_judged_once() -> None:
    """False and harmless ones of the kinds that are recognised, no blank left; true ones are neither."""
    kinds = BANKS["blind3"].kinds()
    those = list(left_out.bank_wordings("blind3"))
    assert len(those) == sum(
        len(lines)
        for claim in CLAIMS
        if claim in kinds
        for sort in ("false", "harmless")
        for lines in kinds[claim][sort].values()
    )
    assert not any("{" in one.text and "}" in one.text for _, _, one in those)
