"""One wrong and one right answer for every rule, from `rule_examples.yml`: the rule pages show them."""

from pathlib import Path

import pytest
import yaml

from aidoc_core.asking.prompt import system_message
from aidoc_core.checks import RULES, check
from aidoc_core.code.gaps import find_gaps
from aidoc_core.glossary import read_glossary
from aidoc_core.settings import Settings

EXAMPLES = yaml.safe_load((Path(__file__).parent / "rule_examples.yml").read_text(encoding="utf-8"))

QUESTION = system_message(Settings())


def found(visit, example, answer):
    """The rules that an answer of an example breaks."""
    obj = visit(example["code"])[example["object"]]
    return {
        finding.rule
        for finding in check(
            yaml.safe_load(example[answer]),
            obj,
            gaps=find_gaps(obj),
            question=QUESTION,
            words=read_glossary(example.get("glossary", {}), Path(), "the example"),
        )
    }


def test_every_rule_has_an_example():
    """No rule goes without an example, and no example without a rule; both are in the same order."""
    assert list(EXAMPLES) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_wrong_answer_breaks_its_rule(rule, visit):
    """The wrong answer breaks its own rule, and no others than the example says."""
    example = EXAMPLES[rule]
    assert found(visit, example, "bad") == {rule, *example.get("also", ())}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_right_answer_breaks_none(rule, visit):
    """The right answer has no finding at all."""
    assert found(visit, EXAMPLES[rule], "good") == set()
