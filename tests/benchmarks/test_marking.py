"""What the scores of a claim have to reach, by what was scored."""

import pytest

from aidoc_core.checks.recognition.claimed import ALONE
from aidoc_core.checks.recognition.weights import weights
from benchmarks.checks import marking, marks
from benchmarks.checks.learning import CLAIMS
from benchmarks.checks.marking import Scored
from benchmarks.checks.marks import usual


def _scored(claim, scores, group="", *, is_read=False):
    return [Scored(claim=claim, group=group, score=score, plain=score, is_read=is_read) for score in scores]


def test_each_claim_has_its_marks_and_the_weights_have_them():
    """Those that the weights of the package were written with."""
    table = marks.read()
    assert set(table) == set(CLAIMS)
    assert weights().seconds() == {claim: mark.least for claim, mark in table.items()}


def test_where_nothing_tells_the_mark_of_before_stays():
    """Of no sentence, and of one alone."""
    former = {claim: usual(claim) for claim in CLAIMS}
    assert marking.derived([]) == former
    assert marking.derived(_scored("property", [0.1])) == former


@pytest.mark.parametrize("is_read", [False, True])
def test_a_mark_goes_down_where_wordings_are_gained_and_up_where_alarms_are(is_read):
    """One claim pays for another: alarms together are fewer than they were."""
    before = usual("property").margin + (usual("property").least if is_read else ALONE)
    low, high = before - 0.12, before + 0.12
    found = marking.derived(
        [
            *_scored("property", [low] * 20, is_read=is_read),
            *_scored("property", [low], "people", is_read=is_read),
            *_scored("decorator", [high + 0.2] * 20, is_read=is_read),
            *_scored("decorator", [high] * 20, "people", is_read=is_read),
        ]
    )
    reached = {claim: mark.margin + (mark.least if is_read else ALONE) for claim, mark in found.items()}
    assert reached["property"] < low
    assert reached["decorator"] > high
    assert reached["default on"] == pytest.approx(before)


def test_what_no_code_looks_at_costs_more():
    """The same sentences lower the mark of a claim that is compared with code, and not that of a manner."""
    those = _scored("decorator", [usual("decorator").margin + ALONE + 0.02] * 3, "people")
    for claim, before in (("property", usual("property").margin + ALONE), ("marketing", usual("marketing").margin)):
        those += [*_scored(claim, [before - 0.02] * 4), *_scored(claim, [before - 0.02] * 2, "people")]
    found = marking.derived(those)
    assert found["property"].margin < usual("property").margin
    assert found["marketing"] == usual("marketing")
