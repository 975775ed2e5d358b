"""What is kept of second readings is of the sets as they are, and is counted whole."""

from __future__ import annotations

import pytest

from benchmarks.checks import second_reading
from benchmarks.checks.good_answers import SETS

READ = sorted(name for name, home in SETS.items() if (home / second_reading.READ).is_file())
CORRECTED = 2
"""Answers of a set that were put right once they had been read, so that nobody has read their new texts."""


def test_sets_have_been_read() -> None:
    """At least the newest one, which no rule had been mended by when it was read."""
    assert "sixth" in READ


@pytest.mark.parametrize("name", READ)
def test_what_is_kept_is_of_the_answers_as_they_are(name: str) -> None:
    """Every answer that is shown has been read, mistakes and right answers add up, and each objection is counted."""
    figures = second_reading.run(only=name)
    shown = [one for objects in second_reading.shown(SETS[name]) for one in objects]
    assert figures["unread"] <= CORRECTED
    assert figures["mistakes"] + figures["right"] + figures["unread"] == len(shown)
    assert sum(seen for seen, _ in figures["sorts"].values()) == figures["seen"]
    assert figures["seen"] + len(figures["missed"]) == figures["mistakes"]
    assert figures["by"]


def test_a_mistake_is_known_by_its_sentence() -> None:
    """Each mistake that is shown stands in one sentence or more that the right answer has not."""
    shown = [one for objects in second_reading.shown(SETS["sixth"]) for one in objects]
    wrong = [one for one in shown if one.wrong is not None]
    assert len(wrong) > len(shown) // 4
    assert all(one.at <= set(one.reading.sentences) and one.at for one in wrong)
    assert all(not one.at for one in shown if one.wrong is None)
