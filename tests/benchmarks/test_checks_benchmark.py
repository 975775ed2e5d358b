"""The checks benchmark on the depot: mutations are wrong answers, banks are apart, figures become a table."""

import json
from pathlib import Path

import pytest

from aidoc_core.checks import check
from aidoc_core.checks.human import read_human
from aidoc_core.code.packages import read_package
from benchmarks.checks import table
from benchmarks.checks.corpus import APART, DEVELOPMENT, HELD_OUT, SENTENCES, Case
from benchmarks.checks.measure import Counters, measure
from benchmarks.checks.mutations import MUTATIONS
from benchmarks.checks.people import judged, sets
from benchmarks.checks.sentences import sentence_bank, wrong_sentences
from benchmarks.checks.wordings import bank

pytestmark = pytest.mark.slow

SOURCE = '''
def pack(parcel: str, depth: int = 3) -> list:
    """Put a parcel into a box.

    Args:
        parcel: What is packed into the box.
        depth: How deep the box is, in metres.

    Returns:
        The boxes that were needed for the parcel.
    """
    boxes = [parcel] * depth
    return boxes
'''


@pytest.fixture
def case(tmp_path):
    (tmp_path / "shop.py").write_text(SOURCE, encoding="utf-8")
    obj = next(o for o in read_package("shop", [tmp_path]) if o.name == "pack")
    said = read_human(obj.human)
    said["returns"] = said["returns"]["description"]
    return Case(package="shop==1", obj=obj, said=said, complete=True)


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_every_type_is_made_and_seen(case, name):
    """Each mutation of a function that allows all of them is seen, and the right answer has no complaint."""
    counters = Counters()
    measure([case], bank(name), counters)
    assert {kind.split()[0] for kind in counters.tried} == set(MUTATIONS) - {"j"}  # there is no other function
    unseen = {kind for kind in counters.tried if not counters.seen[kind]} - {"g right (must pass)", "i external"}
    assert unseen == set()
    assert (counters.flagged["complete"], counters.examples) == (0, [])


def test_the_banks_have_no_wording_in_common():
    """What the rules were written on is not what they are measured on."""
    for field in ("placeholders", "parameter_placeholders", "leaks", "exceptions", "snakes", "camels", "parameters"):
        assert set(getattr(bank("development"), field)) & set(getattr(bank("held_out"), field)) == set()
    assert set(DEVELOPMENT) & set(HELD_OUT) == set()


def test_wrong_sentences_are_apart_and_seen(case):
    """No sentence and no package is in two sets; each kind that the object allows is made, and most are seen."""
    built, kept = sentence_bank("development"), sentence_bank("held_out")
    assert built.keys() == kept.keys()
    assert [kind for kind in built if set(built[kind]) & set(kept[kind])] == []
    assert set(SENTENCES) & {*DEVELOPMENT, *HELD_OUT} == set()
    made = list(wrong_sentences(case, built))
    known = {(found.rule, found.where) for found in check(case.said, case.obj)}
    unseen = [kind for kind, _, said in made if not {(f.rule, f.where) for f in check(said, case.obj)} - known]
    assert {"wrong type", "mutates", "range", "required", "property", "says nothing is returned"} <= {
        one[0] for one in made
    }
    assert set(unseen) <= {"leak"}  # nothing is asked here


def test_figures_become_a_table():
    """The table has a row for each type and a column for each linter."""
    figures = json.loads(
        '{"detection": {"a": 0.995}, "tried": {"a": 200}, "by_rule": {"a": {"AD101": 199}},'
        ' "rivals": {"x": {"a": 0.5}},'
        ' "false_claims": 0.004, "soft_claims": 0.01, "false_claims_all": 0.02, "human": {"complete": 250, "all": 300},'
        ' "cpu_ms": 1.2, "index_s_per_10k": 0.3, "warned": {}, "places": ["p: AD101 m"]}'
    )
    lines = table(figures).splitlines()
    assert lines[0] == "| type | answers | seen % | x % | rules |"
    assert "| a | 200 | 99.5 | 50.0 | AD101 |" in lines
    assert lines[-1] == "- p: AD101 m"


def test_the_dispatcher_knows_its_benchmarks():
    """Every name leads to a module with `run` and `table`."""
    import importlib

    from benchmarks.__main__ import NAMES

    for module in NAMES.values():
        loaded = importlib.import_module(module)
        assert callable(loaded.run)
        assert callable(loaded.table)
    assert (Path(__file__).parents[2] / "benchmarks" / "README.md").is_file()


def test_the_half_of_the_wordings_that_is_kept_apart_is_another():
    """Halves of the same kinds, none of whose sentences is in another bank, on packages of their own."""
    worked, apart = sentence_bank("manners"), sentence_bank("apart")
    assert list(worked) == list(apart)
    assert min(map(len, [*worked.values(), *apart.values()])) >= 7
    for kind, lines in apart.items():
        assert set(lines) & set(worked[kind]) == set()
    assert (
        set(APART)
        & {*DEVELOPMENT, *HELD_OUT, *SENTENCES, *(one for name, of in sets().items() if name != "blind" for one in of)}
        == set()
    )


def test_judged_findings_have_a_verdict_and_a_reason():
    """Each of a package in one of the sets."""
    packages = {one for of in sets().values() for one in of}
    for one in judged().values():
        assert one["package"] in packages
        assert isinstance(one["true"], bool)
        assert one["reason"]
