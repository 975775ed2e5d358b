"""The judged findings of the benchmark on people's docstrings: each can be checked against what stands beside it."""

import json

from benchmarks.human import JUDGED, PACKAGES, judged


def test_each_verdict_has_its_source_and_reason():
    """Every finding is of a package that is read, with lines of its source and why it is true or not."""
    entries = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    assert {entry["package"] for entry in entries} <= set(PACKAGES)
    assert all(entry["reason"] and len(entry["source"]) > 1 and isinstance(entry["true"], bool) for entry in entries)
    assert len(judged()) == len(entries)
