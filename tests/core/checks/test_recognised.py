"""Claims that are recognised by all words of a sentence, where no reader of phrases knows the wording."""

import gzip
import json
from importlib import resources

import pytest

from aidoc_core.checks.recognition.claimed import claimed, guarded
from aidoc_core.checks.recognition.clear import is_clear
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import FILE, Weights, evenly, features, packed, weights
from tests.core.checks.store import found, read_store

CODE = """
class Store:
    def rows(self, path):
        for line in open(path):
            yield line.split()

    def pick(self, key: str, strict: bool = False, loud: bool = True, most: int = 3) -> str:
        if not key:
            raise KeyError(key)
        return self.things[key] * most

    def clear(self, items: list) -> None:
        items.append(self.things)
        self.things = {}

    async def fetch(self, key):
        return await self.client.get(key)

    def refill(self, items):
        raise NotImplementedError

    def filtered(self, items):
        return items

    def marked(self, items) -> Marks:
        '''Tell how items are marked.'''
        return Marks(False, None)

    def counted(self, items):
        return self.count + len(items)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("recognised"), CODE)


FALSE = (
    ("pick", "Loop over it: each round of the `for` statement receives the next element as soon as it is known."),
    ("pick", "It suspends itself after every element and goes on when the consumer asks for more."),
    ("pick", "On leaving the block, the previous state is restored."),
    ("pick", "It supports the context management protocol."),
    ("pick", "A property that can be read but not set."),
    ("pick", "What Python hands to it first is the class, not an object."),
    ("pick", "There is no input for which it raises an error."),
    ("pick", "`strict` is a flag that starts out set."),
    ("pick", "A look at the signature tells that `most` begins as `None`."),
    ("clear", "You can reuse `items` afterwards, it is as it was before."),
)
TRUE = (
    ("rows", "Loop over it: each round of the `for` statement receives the next element as soon as it is known."),
    ("pick", "`loud` is a flag that starts out set."),
    ("pick", "It is no property."),
    ("pick", "An instance is needed."),
    ("pick", "The call may end with an error."),
    ("pick", "If `strict` is true, the keys are compared as they are."),
    ("clear", "`items` is not the same afterwards."),
    ("fetch", "While other tasks go on, the value is on its way."),
)


@pytest.mark.parametrize(("name", "text"), FALSE)
def test_what_is_recognised_is_decided_by_code(store, name: str, text: str) -> None:
    """Wordings that no list of phrases has."""
    assert found(store, name, text)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_what_is_true_or_denied_stays(store, name: str, text: str) -> None:
    """The same wordings where they hold, denials and conditions."""
    assert not found(store, name, text)


@pytest.mark.parametrize(
    ("claim", "made", "taken_back"),
    [
        ("property", "it is used as an attribute.", "it is never used as an attribute."),
        ("property", "a property that can be read.", "the property of the key can be read."),
        ("generator, claimed", "it yields one line after another.", "the callback yields one line after another."),
        ("generator, claimed", "it is a lazy generator.", "it may be a lazy generator."),
        ("coroutine, claimed", "has to be awaited.", "unlike others, it does not have to be awaited."),
        ("coroutine, claimed", "has to be awaited.", "return the text of what has been awaited."),
        ("context manager", "enter its context.", "there is no context to enter."),
        ("class or static method", "called on the class.", "cannot be called without an instance of the class."),
        ("class or static method", "it is static.", "the static files are picked."),
        ("returns a copy", "a new object comes back.", "a new object comes back when the old one is full."),
        ("required", "it has to be passed.", "it has to be passed if `mode` is set."),
        ("says something is returned", "it gives the sum back.", "it does not give the sum back."),
        ("default on", "starts out on by default.", "starts out on if `mode` is given."),
    ],
)
def test_what_denies_ties_or_is_said_of_others_takes_a_claim_back(claim: str, made: str, taken_back: str) -> None:
    """By the same guard for all claims."""
    assert is_clear(claim, made)
    assert not is_clear(claim, taken_back)


@pytest.mark.parametrize(("score", "holds"), [(0.2, False), (0.9, False), (1.6, True)])
def test_what_takes_a_claim_back_is_outweighed_only_beyond_doubt(score: float, *, holds: bool) -> None:
    """The guard costs a score; what it does not take back keeps its own."""
    assert (guarded("property", score, "it is never used as an attribute.") > 0) is holds
    assert guarded("property", score, "it is used as an attribute.") == score


def test_words_behind_a_denial_or_a_condition_are_features_of_their_own() -> None:
    """Up to the next sign."""
    found = set(features(["not", "static", ",", "if", "full", "."], "summary"))
    assert {"!static", "?full"} <= found
    assert {"!full", "?static", "static", "full"} & found == {"static", "full"}


def test_what_is_only_handed_on_is_no_claim(store) -> None:
    """A coroutine that is called by it makes it none."""
    assert not found(store, "pick", "Have a coroutine function called with each key.")


def test_names_and_values_become_signs() -> None:
    """So that a sentence is read whatever it is about."""
    assert tokens("Passing `limit=None` to `pick()` isn't a `KeyError`.", "pick") == [
        "pass", "<name>", "=", "<none>", "to", "<self>", "is", "not", "<exception>",
    ]  # fmt: skip
    assert tokens("The 3 lists hold a list.") == ["<number>", "<types>", "hold", "<type>"]


def test_weights_add_up() -> None:
    """A claim is made where what it starts from and what its features weigh is more than nothing."""
    known = Weights(
        claims=["lazy", "eager"], starts=[-1.0, -1.0], unit=0.5, features={"later": [0, 3], "now": [0, -3, 1, 3]}
    )
    assert known.claimed(["later"], "summary") == ["lazy"]
    assert known.claimed(["later", "now"], "summary") == ["eager"]
    assert known.claimed(["never"], "summary") == []
    assert Weights(**json.loads(gzip.decompress(packed(known)))) == known


def test_long_sentences_say_not_much_more_than_short_ones() -> None:
    """Each feature counts less among many; a few words do not count for a whole sentence."""
    assert evenly(1) == evenly(4) > evenly(60) > evenly(240)
    known = Weights(claims=["lazy"], starts=[0.0], unit=0.5, features={"later": [0, 3]})
    short, long = (known.scores(["later", *range_of], "summary")["lazy"] for range_of in (["it"], ["it", "x", "y"] * 9))
    assert short > long > 0


def test_the_weights_of_the_package_are_small_and_plain() -> None:
    """A file of numbers as JSON, each feature of which a sentence can have."""
    data = (resources.files("aidoc_core.checks.recognition") / FILE).read_bytes()
    kept = json.loads(gzip.decompress(data))
    assert len(data) < 400_000
    assert len(kept["claims"]) == len(kept["starts"]) == len(weights().starts)
    assert all(0 <= place < len(kept["claims"]) for numbers in kept["features"].values() for place in numbers[::2])
    assert not weights().claimed([], "")
    assert packed(Weights(**kept)) == data


def test_long_texts_are_no_sentences() -> None:
    """What has no end is not read as one."""
    assert not claimed("It is a generator that yields. " * 40, "description")
    assert "generator, claimed" in claimed("It is a generator that yields one item at a time.", "description")


def test_features_are_neighbours() -> None:
    """Words, pairs, triples and what stands around a word."""
    assert set(features(["a", "b"], "summary")) == {
        "^", "a", "b", "$", "^ a", "a b", "b $", "^ a b", "a b $", "^ * b", "a * $", "^ ** $", "@summary", "@0", "@summary a",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("pick", "Every derived store has to bring its own code for this.", {"AD804"}),
        ("pick", "There is no code here; whoever derives from the class writes it.", {"AD804"}),
        ("clear", "Only declared here, and written by each derived class.", {"AD804"}),
        ("refill", "Every derived store has to bring its own code for this.", set()),
        ("refill", "There is no code here; whoever derives from the class writes it.", set()),
        ("counted", "There is no code here; whoever derives from the class writes it.", {"AD804"}),
        ("filtered", "The base implementation changes nothing.", set()),
        ("filtered", "There is no code here; whoever derives from the class writes it.", set()),
        ("marked", "The base implementation claims no marks.", set()),
        ("pick", "Derived stores may bring code of their own for this.", set()),
        ("pick", "Each derived class gets a copy of the rows.", set()),
        ("pick", "Counts what the derived class has declared.", set()),
    ],
)
def test_what_is_written_is_not_left_to_derived_classes(store, name, text, rules):
    assert found(store, name, text) & {"AD804"} == rules
