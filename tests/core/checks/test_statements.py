"""What sentences state about an object, and what is none of it."""

import pytest

from aidoc_core.checks import check
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.statements import statements
from aidoc_core.checks.words import without_sentences


def read(text: str, entry: str = "") -> list[tuple[str, str, str]]:
    """Kind, subject and value of what a description, or an entry, states."""
    answer = {"parameters": {entry: text}} if entry else {"description": text}
    return [(one.kind, one.subject, one.value) for one in statements(Claims.read(answer), "find")]


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Always returns `None`.", ("gives", "", "nothing")),
        ("Stores it and gives back nothing.", ("gives", "", "nothing")),
        ("The return value is always None.", ("gives", "", "nothing")),
        ("`find` returns the shelf.", ("gives", "", "something")),
        ("If the label is missing, a `KeyError` is raised.", ("raises", "", "KeyError")),
        ("Any problem surfaces as a LabelError.", ("raises", "", "LabelError")),
        ("Pass `strict=False` to skip it.", ("parameter", "strict", "told")),
        ("Use the retries argument to wait.", ("parameter", "retries", "told")),
        ("This is a property.", ("is", "", "property")),
        ("Acts as a context manager.", ("is", "", "context manager")),
        ("Subclasses must override this method.", ("is", "", "abstract")),
    ],
)
def test_what_a_sentence_states_is_read(sentence: str, stated: tuple[str, str, str]) -> None:
    """One statement for each sentence, whatever its verb and voice."""
    assert read(sentence) == [stated]


@pytest.mark.parametrize(
    "sentence",
    [
        "Returns `None` if nothing was found.",
        "If the callback returns `None`, the next one is called.",
        "The callback returns None.",
        "Unlike others, this never returns `None`.",
        "Catches `KeyError` and goes on.",
        "It does not raise `KeyError`.",
        "The parameter list is sorted first.",
        "Looks for a property of the parcel.",
        "A method that must return a value for callers.",
    ],
)
def test_what_is_said_under_a_condition_or_of_others_is_no_statement(sentence: str) -> None:
    """Conditions, other subjects and negations state nothing of the object."""
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Optional.", ("optional", "a", "")),
        ("May be left out.", ("optional", "a", "omitted")),
        ("May be left empty.", ("optional", "a", "")),
        ("Mandatory.", ("required", "a", "")),
        ("Enabled by default.", ("switch", "a", "on")),
        ("Off unless told otherwise.", ("switch", "a", "off")),
    ],
)
def test_what_an_entry_states_of_its_parameter_is_read(sentence: str, stated: tuple[str, str, str]) -> None:
    """Whether it may be left out, and its default in words."""
    assert read(sentence, "a") == [stated]


@pytest.mark.parametrize(
    "sentence", ["Port is optional.", "If not given, the length is required.", "The default order."]
)
def test_an_entry_may_speak_of_other_things(sentence: str) -> None:
    """What another thing needs is not said of the parameter."""
    assert read(sentence, "url") == []


@pytest.mark.parametrize(
    ("text", "gone", "rest"),
    [
        ("A b. C d. E f.", {"C d."}, "A b. E f."),
        ("A b.\n\nC d.\n\nE f.", {"C d."}, "A b.\n\nE f."),
        ("A b. C d.\n\nE f.", {"C d."}, "A b.\n\nE f."),
        ("X:\n- A b. More.\n- C d.\n- E f.", {"- A b.", "- C d."}, "X:\n- More.\n- E f."),
        ("A b.", {"A b."}, ""),
    ],
)
def test_a_sentence_goes_alone(text: str, gone: set[str], rest: str) -> None:
    """Paragraphs and bullet points around it stay as they are."""
    assert without_sentences(text, frozenset(gone)) == rest


def test_true_sentences_stay(visit) -> None:
    """What the code does may be said in the same words."""
    shop = visit(
        "import os\nimport threading\n_LOCK = threading.Lock()\n\n\n"
        "def put(label: str, *, heavy: bool = True) -> None:\n"
        "    with _LOCK:\n        if not label:\n            raise ValueError(label)\n        os.environ['SHOP_HOME'] = label\n"
    )
    said = {
        "summary": "Put a label on the shelf.",
        "description": "Always returns `None`. Raises `ValueError` for an empty label. Thread-safe. "
        "Sets the environment variable SHOP_HOME. Pass `heavy=False` for a light one.",
        "parameters": {"label": "What is put there. Required.", "heavy": "Whether it takes two. Enabled by default."},
    }
    assert check(said, shop["put"]) == []


def test_other_languages_are_left_alone(visit) -> None:
    """Rules about English sentences keep out of texts in other languages."""
    shop = visit("def total(prices: list[int]) -> int:\n    return sum(prices)\n")
    said = {
        "summary": "Addiert die Preise.",
        "description": "Always returns `None`.",
        "parameters": {"prices": "Die Preise."},
    }
    said["returns"] = "Die Summe."
    assert check(said, shop["total"], language="German") == []
