"""The mass run: which half a package is in is told by its name, and verdicts are on the half that nobody mended by."""

import json

import pytest

from benchmarks.checks.mass import HERE, half_of, judged, run, sets


@pytest.mark.parametrize("name", ["read", "blind"])
def test_the_half_of_a_package_is_that_of_its_name(name):
    """Nobody chooses what is read and what is judged blind."""
    packages = sets()[name]
    assert len(packages) > 50
    assert {half_of(requirement.partition("==")[0]) for requirement in packages} == {name}
    assert all(packages.values())


def test_verdicts_are_on_packages_of_the_set_that_they_name():
    """Each has a reason, and its finding is judged once."""
    lines = (HERE / "mass_judged.jsonl").read_text(encoding="utf-8").splitlines()
    verdicts = [json.loads(line) for line in lines]
    of_run = {"read half": "read"} | {name: name for name in sets()}
    for one in verdicts:
        known = {requirement.partition("==")[0] for requirement in sets()[of_run.get(one["run"], "blind")]}
        assert one["package"] in known
    assert all(one["reason"] for one in verdicts)
    assert len(judged()) > 200


def test_a_set_that_is_not_there_is_named():
    """What there is stands in the message."""
    with pytest.raises(SystemExit, match="'read', 'blind'"):
        run(only="dreams")
