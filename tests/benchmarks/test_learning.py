"""Training: what it is given, and that the weights of the package are of the claims that it trains."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks.recognition.clear import OF_MANNER, OF_THE_WORLD
from aidoc_core.checks.recognition.weights import Weights, weights
from aidoc_core.checks.statements import recognised
from benchmarks.checks import learning
from benchmarks.checks.blind_bank import BANKS, SEALED
from benchmarks.checks.example import Example
from benchmarks.checks.learning import CLAIMS, OPPOSITE, joined, train
from benchmarks.checks.marks import Mark
from benchmarks.checks.near import fold, near_sentences
from benchmarks.checks.taught import near, wordings


def test_the_weights_of_the_package_are_those_of_the_claims() -> None:
    """What is trained, what is kept and what is stated are the same claims."""
    stated = {
        *recognised._OBJECTS,
        *recognised._ARGUMENTS,
        *recognised._TYPES,
        "invented parameter",
        "order of a tuple",
    }
    assert sorted(CLAIMS) == list(weights().claims) == sorted({*stated, *OF_THE_WORLD, *OF_MANNER})


def test_wordings_are_filled_in_and_the_same_each_time() -> None:
    """No blank is left; a bank that is left out is not there."""
    every = list(wordings())
    assert every == list(wordings())
    blanks = {blank for one in every for blank in re.findall(r"\{[a-z_]+\}", one.text)}
    assert blanks == {"{user_id}"}, "the part of a path, in a sentence about routes"
    without = {one.text for one in wordings("blind3")}
    only = [one for kind in BANKS["blind3"].kinds().values() for one in kind["false"].get("description", ())]
    plain = [one for one in only if isinstance(one, str) and "{" not in one]
    assert plain
    assert without.isdisjoint(plain)


def test_nothing_sealed_is_trained_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sealed bank is not even read."""
    opened: list[Path] = []
    read = Path.read_text

    def noted(path: Path, *args: str | None, **keys: str | None) -> str:
        opened.append(path)
        return read(path, *args, **keys)

    monkeypatch.setattr(Path, "read_text", noted)
    assert list(wordings())
    assert {name for name, bank in BANKS.items() if bank.path in opened} == BANKS.keys() - SEALED


def test_sentences_that_tests_want_left_alone_teach() -> None:
    """Those of tables whose tests deny findings, none that a table wants found, and of each fifth some."""
    texts = near_sentences()
    assert len(texts) == len(set(texts)) > 300
    assert {"The method is not static.", "May return a copy.", "Nothing is returned again once it was handed out."} <= {
        *texts
    }
    assert {"It is static.", "Returns a copy.", "Nothing is returned to the caller."}.isdisjoint(texts)
    assert {fold(text) for text in texts} == {0, 1, 2, 3, 4}
    assert {one.text for one in near()} == set(texts)


def test_opposites_are_claims() -> None:
    """What counts against a claim is one that wordings make."""
    made = {claim for one in wordings() for claim in one.claims}
    assert {*OPPOSITE, *OPPOSITE.values()} <= made


def test_training_tells_claims_apart() -> None:
    """A few sentences are enough for a claim that one word tells, and the same sentences give the same weights."""
    pytest.importorskip("scipy")
    of = frozenset({"property"})
    examples = [
        *(
            Example(text=f"It is a property of {n} things.", name="f", where="description", claims=of)
            for n in range(20)
        ),
        *(Example(text=f"It takes {n} things.", name="f", where="description", claims=frozenset()) for n in range(20)),
        *(
            Example(text="It has things.", name="f", where="description", claims=frozenset(), package=f"p{n}")
            for n in range(40)
        ),
    ]
    marks = {"property": Mark(margin=0.4, least=-0.3)}
    kept = train(examples, claims=["property"], of_claims=marks)
    assert train(examples, claims=["property"], of_claims=marks) == kept
    assert kept.seconds() == {"property": -0.3}
    assert kept.claimed(["it", "is", "property", "of", "<number>", "thing"], "description") == ["property"]
    assert kept.claimed(["it", "has", "thing"], "description") == []


@pytest.mark.parametrize(
    ("claim", "where", "text", "comes_to"),
    [
        ("optional", "parameter", "May be left out.", True),
        ("optional", "description", "`x` may be left out.", True),
        ("optional", "description", "May be left out.", False),
        ("optional", "returns", "`x` may be left out.", False),
        ("type of a parameter", "parameter", "A list.", True),
        ("type of a parameter", "parameter", "A list or a string.", False),
        ("invented parameter", "description", "Pass `strict`.", True),
        ("invented parameter", "description", "Goes through `Checker`.", False),
        ("logs", "description", "Writes a log.", True),
    ],
)
def test_only_what_something_is_stated_from_counts_against_a_threshold(
    claim: str, where: str, text: str, *, comes_to: bool
) -> None:
    """A sentence that names no parameter, or two types, is no false alarm, whatever its score."""
    one = Example(text=text, name="f", where=where, claims=frozenset())
    assert learning._comes_to(claim, one) is comes_to


KNOWN = Weights(
    claims=["caches", "logs"],
    starts=[-0.5, 0.25],
    unit=0.02,
    least=[-0.3, 0.1],
    features={"log": [0, -4, 1, 9], "keep": [0, 7]},
)
NEW = Weights(claims=["abstract"], starts=[-0.75], unit=0.02, least=[-0.35], features={"log": [0, -3], "body": [0, 8]})
WORDS = st.lists(st.sampled_from(["log", "keep", "body", "other"]), min_size=1, max_size=8)


@given(WORDS)
def test_joined_weights_score_each_claim_as_it_was(words: list[str]) -> None:
    """A claim that is trained alone changes no other one, and may be trained again."""
    both = joined(KNOWN, NEW)
    assert both.claims == ["abstract", "caches", "logs"]
    assert both.scores(words, "summary") == {**NEW.scores(words, "summary"), **KNOWN.scores(words, "summary")}
    assert both.seconds() == {"abstract": -0.35, "caches": -0.3, "logs": 0.1}
    assert joined(both, NEW) == both
    assert joined(KNOWN, KNOWN) == KNOWN


def test_a_claim_that_is_trained_anew_takes_the_place_of_its_own() -> None:
    other = Weights(claims=["logs"], starts=[1.0], unit=0.02, least=[0.5], features={"log": [0, 2]})
    both = joined(KNOWN, other)
    assert both.scores(["log"], "summary")["logs"] == other.scores(["log"], "summary")["logs"]
    assert both.scores(["keep"], "summary")["caches"] == KNOWN.scores(["keep"], "summary")["caches"]
