"""The judged findings of the benchmark on people's docstrings: each can be checked against what stands beside it."""

import json

from benchmarks.human import JUDGED, PACKAGES, SLOW, first_read, judged


def test_each_verdict_has_its_source_and_reason():
    """Every finding is of a package that is read, with lines of its source and why it is true or not."""
    entries = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    assert {entry["package"] for entry in entries} <= {
        *PACKAGES,
        *(package for packages in SLOW.values() for package in packages),
    }
    assert all(entry["reason"] and len(entry["source"]) > 1 and isinstance(entry["true"], bool) for entry in entries)
    assert len(judged()) == len(entries)


def test_each_verdict_counts_in_the_set_that_it_was_first_read_with():
    """The figures of the sets are those of all verdicts, none left out."""
    verdicts = judged()
    sets = first_read(verdicts)
    assert sum(row["findings"] for row in sets.values()) == len(verdicts)
    assert sum(row["true"] for row in sets.values()) == sum(verdicts.values())
