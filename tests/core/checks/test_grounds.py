"""What a finding needs before it touches a text: a literal reading, or two signs."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import RULES, Severity, check
from aidoc_core.checks.default_owners import is_of
from aidoc_core.checks.grounds import PROSE, may_touch
from aidoc_core.checks.recognition.claimed import is_claimed
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import Complaint

ROOT = Path(__file__).parents[3]
LONG = "It walks over every row of the given table and of all the tables that hang below it, as long as there is one left, {}"
CODE = '''
"""Boats."""


class Fleet:
    def launch(self, boat, speed=3, loud=False):
        boat.crew = 1
        self.last = boat
        return [boat]

    def hook(self):
        pass


def sink(boat: str, depth: int = 5) -> int:
    if depth < 0:
        raise ValueError("a depth is no less than zero")
    return depth
'''

rules = st.sampled_from([rule.id for rule in RULES])
complaints = st.builds(
    Complaint,
    message=st.just("is wrong"),
    where=st.sampled_from(["summary", "description", "parameter boat", "returns"]),
    quote=st.sampled_from(
        ["", "Optional.", "Enabled by default.", "Multiply the generator point by two.", LONG.format("by default.")]
    ),
    claims=st.sampled_from([(), ("optional",), ("default on",), ("generator, claimed",)]),
    unsure=st.booleans(),
    shown=st.booleans(),
)


@pytest.fixture(name="boats")
def _boats(visit):
    return visit(CODE)


def levels(obj, **answer):
    """By rule, what its findings on an answer do."""
    return {one.rule: one.severity for one in check({"summary": "Work on a boat.", **answer}, obj)}


@given(rule=rules, complaint=complaints)
def test_a_sign_more_never_makes_a_warning(rule, complaint):
    """What the code shows only ever adds to what words say; and doubt outweighs both."""
    shown = Complaint(message=complaint.message, quote=complaint.quote, where=complaint.where, shown=True)
    assert may_touch(rule, shown, "f")
    if complaint.unsure:
        assert not may_touch(rule, complaint, "f")
    elif rule not in PROSE or complaint.shown:
        assert may_touch(rule, complaint, "f")
    elif not complaint.claims:
        assert not may_touch(rule, complaint, "f")


def test_rules_that_need_two_signs_are_rules_and_stand_in_the_docs():
    """The page tells which; a range stands for the numbers in it."""
    page = (ROOT / "docs/checks/index.md").read_text(encoding="utf-8")
    told = re.search(r"rules ask for\s+two signs: (.*?)\. Rules about", page, re.DOTALL)
    assert told is not None
    named = set()
    for first, last in re.findall(r"AD(\d+)(?:\s+to\s+AD(\d+))?", told[1]):
        named |= {f"AD{number}" for number in range(int(first), int(last or first) + 1)}
    known = {rule.id for rule in RULES}
    assert named & known == PROSE
    assert known >= PROSE


def test_entries_and_fields_need_no_second_sign(boats):
    """What is compared as it is written is not read."""
    found = levels(
        boats["sink"],
        parameters=[{"name": "anchor", "description": "Which anchor is thrown."}, {"name": "boat", "type": "int"}],
        raises=[{"type": "BoatishError", "description": "If it floats."}],
    )
    assert {rule: found[rule] for rule in ("AD101", "AD111", "AD301")} == dict.fromkeys(
        ("AD101", "AD111", "AD301"), Severity.REPAIR
    )


@pytest.mark.parametrize(
    ("text", "other", "rule"),
    [
        ("The list is modified: `boat` gets a crew.", None, ""),
        (
            "Yields the boats one after the other.",
            "Draw from the generator of noise, and multiply what comes by two.",
            "AD802",
        ),
        ("Pass `anchor=True` to wait for it.", "Then `anchor = speed * 2` holds.", "AD109"),
        ("`speed` defaults to 7.", "By default, we only take 1 / `speed` of it.", "AD123"),
        ("It may be called from several threads at once.", "Parallel lines are drawn for each of them.", "AD903"),
    ],
)
def test_what_is_said_of_the_object_is_touched_and_nothing_else(boats, text, other, rule):
    """Siblings that have the words and not the claim are at most reported."""
    for said, touched in ((text, bool(rule)), (other, False)):
        found = levels(boats["Fleet.launch"], description=said) if said else {}
        assert (found.get(rule, Severity.WARN) is not Severity.WARN) is touched


@pytest.mark.parametrize("rule", sorted(PROSE))
def test_a_long_sentence_is_not_removed_for_its_words(rule):
    """It says several things."""
    long = LONG.format("and is enabled by default.")
    assert not is_short(long)
    complaint = Complaint(message="is wrong", where="description", quote=long, claims=("default on",))
    assert not may_touch(rule, complaint, "f")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("4", "Defaults to 4."),
        ("4", "The speed defaults to 4, which is slow."),
        ("4", "How fast it goes (default: 4)."),
        ("4", "Unless it is given, 4 is used."),
        ("4", "If nothing is passed, it is 4."),
        ("4", "4 by default for the sake of safety."),
        ("4", "Default is 4 seconds."),
        ("fast", "Either `slow` or `fast` (default)."),
    ],
)
def test_a_default_belongs_to_the_parameter(value, sentence):
    """Nothing else in the sentence could have it."""
    assert is_of("speed", value, sentence, ["boat"])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("4", "How fast it goes (the wind defaults to 4)."),
        ("4", "Defaults to 4% of the wind."),
        ("4", "Defaults to 4 * wind."),
        ("4", "The default is 4 steps ahead of the wind."),
        ("4", "Usually 4 by default."),
        ("4", "The default of `boat` is 4."),
        ("4", "If there is wind, the default is 4."),
        ("4", "How fast (for sailing boats the default is 4)."),
        ("4", "With a default weight of 4 for each."),
        ("4", "How fast it goes. Default: 4\nwind : float"),
    ],
)
def test_a_default_may_belong_to_something_else(value, sentence):
    """Another noun, a share, a condition, the next entry."""
    assert not is_of("speed", value, sentence, ["boat"])


@pytest.mark.parametrize(
    ("claim", "made", "near"),
    [
        ("uses the network", "It connects to a server on the internet.", "Series connection of two systems."),
        (
            "environment variable",
            "It can be overridden by an environment variable.",
            "Location where a particular variable is defined.",
        ),
    ],
)
def test_words_alone_count_far_beyond_doubt_only(claim, made, near):
    """Where no pattern reads the claim, nearly making it is not enough."""
    assert is_claimed(claim, made, "summary")
    assert not is_claimed(claim, near, "summary")
