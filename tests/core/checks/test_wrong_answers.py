"""Wrong answers by what is wrong with them, from `wrong_answers.yml`: every rule has to be needed for one."""

from pathlib import Path

import pytest
import yaml

from aidoc_core.checks import RULES, Severity, check

CASES = yaml.safe_load((Path(__file__).parent / "wrong_answers.yml").read_text(encoding="utf-8"))
WARNINGS = {rule.id for rule in RULES if rule.severity is Severity.WARN}
# AD108: only where attributes were asked for, see `test_attributes`. AD113: only for mappings with a type and without
# an annotation, which this file has in `test_stated_types`. AD509, AD514: only where it is told what was asked, see `test_rule_examples`.
# AD207: only where a tuple of names is returned, see there. AD520: only where there is a glossary, see `test_glossary`.
ELSEWHERE = {"AD108", "AD113", "AD207", "AD509", "AD514", "AD520"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_wrong_is_found_and_nothing_else(case, depot):
    """Each answer gets exactly the findings that it deserves, each with a message and a place."""
    findings = [f for f in check(case["answer"], depot[case["object"]]) if f.severity is not Severity.WARN]
    assert [finding.rule for finding in findings] == case["rules"]
    assert all(finding.message and finding.where for finding in findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_asked_again_has_a_hint(case, depot):
    """A finding that leads to another request tells the model what to do."""
    asked = [f for f in check(case["answer"], depot[case["object"]]) if f.severity in ("reject", "repair")]
    assert all(finding.hint for finding in asked)


def test_every_rule_has_an_answer_that_breaks_it():
    """No rule goes without a wrong answer that needs it."""
    broken = {rule for case in CASES for rule in case["rules"]}
    assert {rule.id for rule in RULES} - WARNINGS - ELSEWHERE == broken
