"""Claims in wordings that no rule lists, made of known words; and texts that no rule about English may trip over."""

from dataclasses import replace

import pytest

from aidoc_core.checks import Severity, check
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.concepts import means
from aidoc_core.checks.statements import statements

SOURCE = '''
"""A shop."""


def count(shelves: list[str], quick: bool = False, step=3) -> int:
    """Count."""
    return len(shelves)


def clear(shelves: list[str]) -> None:
    """Clear."""
    if not shelves:
        raise KeyError("no shelf")
    shelves.clear()
'''


def read(text: str, entry: str = "") -> set[tuple[str, str]]:
    """Kind and value of what a description, or an entry, states."""
    answer = {"parameters": {entry: text}} if entry else {"description": text}
    found = statements(Claims.read(answer), "find")
    return {(one.kind, one.value) for one in found if one.subject != "sometimes" or one.value != "nothing"}


@pytest.mark.parametrize(
    ("word", "concept"),
    [("modifies", "MUTATE"), ("omitted", "OMIT"), ("handing", "GIVE"), ("`None`", "NOTHING")],
)
def test_a_word_means_the_same_with_every_ending(word: str, concept: str) -> None:
    """Endings and backticks make no other word of it."""
    assert concept in means(word)


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Its outcome is invariably None.", ("gives", "nothing")),
        ("No value is ever handed to the caller.", ("gives", "nothing")),
        ("You will not get anything back.", ("gives", "nothing")),
        ("Whatever is passed in, it evaluates to `None`.", ("gives", "nothing")),
        ("On success it hands the caller a ticket.", ("gives", "something")),
        ("Under no circumstances does it throw.", ("raises", "never")),
        ("In case of doubt you will see `KeyError`.", ("raises", "KeyError")),
        ("The items come lazily, one after another.", ("is", "generator")),
        ("Callers have to await it.", ("is", "coroutine")),
        ("`shelves` is altered directly.", ("changes", "mutates")),
        ("`shelves` stays untouched.", ("changes", "keeps")),
    ],
)
def test_a_wording_made_of_known_words_is_read(sentence: str, stated: tuple[str, str]) -> None:
    """Concepts in one clause make a claim; nobody has to have thought of the phrase."""
    assert stated in read(sentence)


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Nobody is obliged to; it can simply be skipped.", ("optional", "omitted")),
        ("It is not essential.", ("optional", "")),
        ("Every caller has to supply it.", ("required", "")),
        ("Leaving this away is an error.", ("required", "")),
        ("Stays inactive unless told otherwise.", ("switch", "off")),
        ("Normally this is on.", ("switch", "on")),
    ],
)
def test_a_wording_of_an_entry_made_of_known_words_is_read(sentence: str, stated: tuple[str, str]) -> None:
    """What an entry says of its parameter is read in the same way."""
    assert stated in read(sentence, "step")


@pytest.mark.parametrize(
    "sentence",
    [
        "The human render mode does not return anything.",
        "Returns no more than ten rows.",
        "Returns `None` for empty shelves.",
        "This yields a better order.",
        "Cannot be passed together with `quick`.",
        "Guards against division by zero.",
    ],
)
def test_another_subject_a_quantity_or_a_condition_is_no_claim(sentence: str) -> None:
    """The words alone claim nothing; who does what, and when, counts."""
    assert not {kind for kind, _ in read(sentence)} & {"gives", "is", "raises", "switch"}
    assert not {kind for kind, _ in read(sentence, "step")} & {"required", "optional", "switch"}


LONG = "Counts what stands on the shelves and says how many there are. " * 140


@pytest.mark.parametrize(
    "description",
    [
        LONG[:8_000],
        ("counts the shelves and the boxes on them and the labels of the boxes " * 130)[:8_000],
        "Zählt die Regale, in denen nichts steht, und gibt nichts zurück.",
        "棚の数を数えます。何も返しません。",
        "Считает полки и ничего не возвращает.",
        "The `the` and the `If` of a `return` that `is` not `None`.",
        "the the the if if or or",
        "\u200b`\u0000` `` ``` ...",
    ],
)
@pytest.mark.parametrize("name", ["count", "clear"])
def test_odd_texts_are_judged_without_an_error_and_never_by_rules_about_english_wording(visit, name, description):
    """Long texts, texts without ends, other scripts and languages, names that are words: no claim is read into them."""
    obj = visit(SOURCE)[name]
    answer = {"summary": "Count the shelves.", "description": description, "parameters": {"the": "If it is the one."}}
    found = {finding.rule for finding in check(answer, obj)}
    assert not found & {"AD206", "AD208", "AD303", "AD801", "AD802", "AD123", "AD124", "AD903", "AD904", "AD508"}


def test_wrong_claims_of_one_function_each_lose_their_sentence_only(visit):
    """Every false sentence goes, and nothing is rejected for it."""
    answer = {
        "summary": "Count the shelves.",
        "description": "No value comes back from it. The items come lazily, one after another. It counts the shelves.",
        "parameters": {
            "shelves": "What to count. It may simply be left out.",
            "quick": "Whether to guess. Normally this is on.",
        },
        "returns": "How many there are.",
    }
    found = check(answer, visit(SOURCE)["count"])
    assert [(one.rule, one.quote) for one in found if one.severity is Severity.DROP] == [
        ("AD123", "Normally this is on."),
        ("AD124", "It may simply be left out."),
        ("AD206", "No value comes back from it."),
        ("AD802", "The items come lazily, one after another."),
    ]
    assert not [one for one in found if one.severity is Severity.REJECT]


def test_a_function_that_raises_does_not_never_raise(visit):
    """A `raise` of the body's own, outside of every `try`, is against it."""
    found = visit(SOURCE)
    answer = {"summary": "Clear the shelves.", "description": "It does not throw under any circumstances."}
    assert "AD303" in {one.rule for one in check(answer, found["clear"])}
    assert "AD303" not in {one.rule for one in check(answer, found["count"])}


@pytest.mark.parametrize("source", ["", "def count(:", "\x00"])
def test_claims_about_objects_without_readable_source_are_left_alone(visit, source):
    """Where there is no source, or none that parses, nothing is held against a sentence but what the signature says."""
    obj = replace(visit(SOURCE)["clear"], source=source, context=None)
    answer = {
        "summary": "Clear the shelves.",
        "description": "Raises `KeyError` when empty. `shelves` is modified in place.",
    }
    assert not {one.rule for one in check(answer, obj)} & {"AD208", "AD303"}
