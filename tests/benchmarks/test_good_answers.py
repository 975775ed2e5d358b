"""The bank of good answers: right texts about real packages are left alone, by every rule."""

import json
from pathlib import Path

import pytest

from benchmarks.checks import good_answers, wrong_answers

ANSWERS, PACKAGES = 300, 10
"""At least."""
BLIND_PACKAGES = 5
PER_PACKAGE, WRONG = 20, 60
"""At least, in a set that no rule knew: objects of a package, and wrong sentences."""
BLIND = pytest.mark.parametrize("name", ["second", "third", "fourth", "fifth", "sixth"])
CONTRADICTED = pytest.mark.parametrize("name", ["second", "third", "fourth", "sixth"])
"""The sets that have wrong sentences too."""
JUDGED = pytest.mark.parametrize("name", ["second", "third", "fifth"])
LICENCES = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Artistic-2.0"}
"""Those of wheels that are kept here."""
TOUCHED, REJECTED = 0.005, 0.001
"""At most, as shares of the answers."""


def test_the_bank_is_whole() -> None:
    """It has enough answers for enough packages, each object once, and a licence for each wheel."""
    banks = good_answers.banks()
    objects = [answer["object"] for bank in banks for answer in bank.answers]
    assert len(objects) >= ANSWERS
    assert len(banks) >= PACKAGES
    assert len(set(objects)) == len(objects)
    assert {bank.licence for bank in banks} <= LICENCES


@BLIND
def test_a_blind_set_is_whole(name: str, tmp_path: Path) -> None:
    """Every answer is about an object of its wheel that nobody has documented."""
    banks = good_answers.banks(home=good_answers.SETS[name])
    assert len(banks) == BLIND_PACKAGES
    assert {bank.licence for bank in banks} <= LICENCES
    for bank in banks:
        objects = {answer["object"] for answer in bank.answers}
        assert len(objects) >= PER_PACKAGE
        assert objects <= bank.objects(tmp_path / bank.distribution).keys()


@JUDGED
def test_every_verdict_is_about_a_text_of_its_set(name: str) -> None:
    """What was judged stands in an answer, and a right answer that a rule was wrong about stays as it was."""
    home = good_answers.SETS[name]
    texts: dict[str, str] = {}
    for bank in good_answers.banks(home=home):
        for answer in bank.answers:
            texts[answer["object"]] = texts.get(answer["object"], "") + json.dumps(answer)
    verdicts = [json.loads(line) for line in (home / "judged.jsonl").read_text(encoding="utf-8").splitlines()]
    assert verdicts
    for verdict in verdicts:
        sentence = verdict["sentence"].rpartition(": ")[2]
        assert verdict["verdict"] == "true" or json.dumps(sentence)[1:-1] in texts[verdict["answer"]]


@CONTRADICTED
def test_every_wrong_sentence_fits_an_answer(name: str) -> None:
    """It is put into a right answer, which it changes, and there is enough of them."""
    home = good_answers.SETS[name]
    answers = [answer for bank in good_answers.banks(home=home) for answer in bank.answers]
    wrong = wrong_answers.sentences(home)
    assert len(wrong) >= WRONG
    for one in wrong:
        fitting = wrong_answers.fitting(one, [answer for answer in answers if answer["object"] == one.object])
        assert one.put(fitting) != fitting


def test_good_answers_are_left_alone() -> None:
    """Nothing is said against an answer for three small packages, which cover functions, classes and fields."""
    figures = good_answers.run(quick=True)
    assert figures["left"] == []
    assert figures["answers"] > 50


@pytest.mark.slow
def test_all_good_answers_are_left_alone() -> None:
    """Of all answers hardly any is touched, and none is rejected."""
    figures = good_answers.run()
    assert figures["touched"] <= TOUCHED * figures["answers"], figures["left"]
    assert figures["rejected"] <= REJECTED * figures["answers"], figures["left"]
