"""Sentences of people that somebody has read: what they tell of the claim that they were read for, and of no other."""

import json

import pytest

from benchmarks.checks import blind_bank, learning, mass, mined, people
from benchmarks.checks.example import Example
from benchmarks.checks.learning import CLAIMS

LINES = [json.loads(line) for line in mined.FILE.read_text(encoding="utf-8").splitlines()]


def test_each_line_is_of_a_claim_and_has_one_verdict():
    """And no sentence has two on the same claim."""
    assert {one["claim"] for one in LINES} == set(CLAIMS)
    assert {one["label"] for one in LINES} == {mined.MADE, mined.NOT_MADE, mined.OPEN}
    keys = [(one["claim"], one["package"], one["name"], one["where"], one["text"]) for one in LINES]
    assert len(keys) == len(set(keys))


def test_no_package_that_judges_is_read():
    """Neither of the sets of people's docstrings, but for the half to read, nor of a bank."""
    judges = {name for by_package in people.sets().values() for name in by_package}
    judges |= {name for half, packages in mass.sets().items() if half != "read" for name in packages}
    judges |= {name for bank in blind_bank.BANKS.values() for name in bank.packages}
    assert {one["package"].partition("==")[0] for one in LINES}.isdisjoint(name.partition("==")[0] for name in judges)


@pytest.mark.parametrize(
    ("verdict", "made", "is_alarm", "weight"),
    [
        (mined.MADE, True, False, learning.TOLD),
        (mined.NOT_MADE, False, True, learning.TOLD),
        (mined.OPEN, False, False, learning.LEFT_OPEN),
    ],
)
def test_a_verdict_tells_of_its_claim(verdict, made, is_alarm, weight):
    """Made, it teaches as a wording; not made, to hold it against the sentence is an error; open, it tells nothing."""
    line = next(one for one in LINES if one["label"] == verdict and one["claim"] == "property")
    read = [one for one in mined.mined() if (one.text, one.name) == (line["text"], line["name"])]
    assert len(read) == 1
    assert ("property" in read[0].claims) is made
    assert learning.is_alarm("property", read[0]) is is_alarm
    assert learning._weight(read[0], "property") == weight
    others = set(CLAIMS) - {other["claim"] for other in LINES if other["text"] == line["text"]}
    assert {learning._weight(read[0], claim) for claim in others} == {learning.LEFT_OPEN}


def test_a_sentence_that_is_trained_with_anyhow_has_its_verdict():
    """It is not taught twice, and what patterns read of it gives way."""
    line = next(one for one in LINES if one["label"] == mined.NOT_MADE and one["claim"] == "property")
    package = line["package"]
    assert all(one.text != line["text"] for one in mined.mined(frozenset({package})))
    where = line["where"].partition(" ")[0]
    claims = frozenset({"property", "hedge"})
    one = Example(text=line["text"], name=line["name"], where=where, claims=claims, package=package)
    assert "property" not in mined.with_verdicts(one).claims
    assert "hedge" in mined.with_verdicts(one).claims
    other = Example(text="Another.", name=line["name"], where=where, claims=claims, package=package)
    assert mined.with_verdicts(other) is other
