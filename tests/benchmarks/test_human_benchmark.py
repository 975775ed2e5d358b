"""The judged findings of the benchmark on people's docstrings: each can be checked against what stands beside it."""

import json

import pytest

from benchmarks.human import JUDGED, QUICK, SETS, first_read, interval, judged, run


def test_each_verdict_has_its_source_and_reason():
    """Every finding is of a package that is read, with lines of its source and why it is true or not."""
    entries = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    assert {entry["package"] for entry in entries} <= {package for packages in SETS.values() for package in packages}
    assert all(entry["reason"] and len(entry["source"]) > 1 and isinstance(entry["true"], bool) for entry in entries)
    assert len(judged()) == len(entries)


def test_each_verdict_counts_in_the_set_that_it_was_first_read_with():
    """The figures of the sets are those of all verdicts, none left out."""
    verdicts = judged()
    sets = first_read(verdicts)
    assert sum(row["findings"] for row in sets.values()) == len(verdicts)
    assert sum(row["true"] for row in sets.values()) == sum(verdicts.values())


def test_a_package_is_in_one_set_and_pinned():
    """A package that has been read before is no test of the rules, and another release has other findings."""
    packages = [package.lower() for packages in SETS.values() for package in packages]
    assert len({package.partition("==")[0] for package in packages}) == len(packages)
    assert all(package.partition("==")[2] for package in packages)


def test_what_is_not_read_in_time_is_told():
    """The benchmark ends, and no figure stands for packages that it has not read."""
    figures = run(quick=True, seconds=0)
    assert (figures["packages"], figures["docstrings"], figures["findings"]) == (0, 0, 0)
    assert len(figures["not_read"]) == QUICK


@pytest.mark.parametrize(
    ("true", "all_", "wanted"), [(12, 12, (0.757, 1.0)), (95, 100, (0.888, 0.978)), (0, 0, (0.0, 1.0))]
)
def test_few_findings_show_little(true, all_, wanted):
    """Twelve of twelve may as well be three of four."""
    assert interval(true, all_) == pytest.approx(wanted, abs=0.001)
