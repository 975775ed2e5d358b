"""What sentences state about an object, and what is none of it."""

import pytest

from aidoc_core.checks import check
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.passages import without_sentences
from aidoc_core.checks.statements import statements


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
        "If the callback returns `None`, the next one is called.",
        "The callback returns None.",
        "Unlike others, this never returns `None`.",
        "Catches `KeyError` and goes on.",
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


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Returns a dictionary of prices.", ("type", "", "dictionary")),
        ("A list of names is returned.", ("type", "", "list")),
        ("`label` must be an integer.", ("type", "label", "integer")),
        ("Returns `(width, height)`.", ("order", "", "width,height")),
        ("The result is a pair of the width and the height.", ("order", "", "width,height")),
        ("`items` is modified in place.", ("changes", "items", "mutates")),
        ("Never changes `items`.", ("changes", "items", "keeps")),
        ("Works on a copy of `items`.", ("changes", "items", "keeps")),
        ("Exposed as a property.", ("is", "", "property")),
        ("Use it in a `with` statement.", ("is", "", "context manager")),
        ("Callers should be prepared for a `KeyError`.", ("raises", "", "KeyError")),
        ("Setting retry_count to zero waits for ever.", ("parameter", "retry_count", "")),
    ],
)
def test_types_order_and_changes_are_read(sentence: str, stated: tuple[str, str, str]) -> None:
    """What is returned, in which order, what becomes of an argument."""
    assert stated in read(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "`label` is set to the first name.",
        "If `items` is modified in place, sort it again.",
        "The callback should raise a `KeyError`.",
        ".. versionchanged:: 2.0 Raises `KeyError`.",
        "The `retries` argument was removed.",
    ],
)
def test_possibilities_and_other_days_state_nothing(sentence: str) -> None:
    """Alternatives, conditions, what others do and what was once."""
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("Returns a list or a tuple.", [("gives", "sometimes", "something")]),
        ("Returns a list if there are several.", [("gives", "sometimes", "something"), ("type", "", "list")]),
        ("On success it returns `True`.", [("gives", "sometimes", "something")]),
        ("Returns `None` if there is none.", [("gives", "sometimes", "nothing")]),
        ("When `parse` returns a list, it is closed.", []),
    ],
)
def test_what_is_returned_in_some_calls_is_returned(sentence: str, stated: list[tuple[str, str, str]]) -> None:
    """A function that never returns a value does not do so under a condition either; nothing may be returned in some."""
    assert read(sentence) == stated


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("In milliseconds.", [("unit", "wait", "milliseconds")]),
        ("Between 5 and 4,500.", [("limit", "wait", "5"), ("limit", "wait", "4500")]),
        ("At most `20`.", [("limit", "wait", "20")]),
    ],
)
def test_units_and_limits_are_read(sentence: str, stated: list[tuple[str, str, str]]) -> None:
    """Of the value that an entry describes."""
    assert read(sentence, "wait") == stated


CODE = '''
def sizes(parcel: dict[str, int], seen: list[str], scale: int = 2, order=None):
    """Given in pixels."""
    if scale > 500 or order is None:
        raise ValueError(scale)
    width = parcel["width"] * scale
    height = parcel["height"] * scale
    seen.append(str(width))
    return width, height


def names(parcels, start):
    return [parcel.name for parcel in parcels]


def label(parcel) -> str:
    return parcel.label
'''


@pytest.mark.parametrize(
    ("path", "sentence", "rule"),
    [
        ("sizes", "Returns `(height, width)`.", "AD207"),
        ("sizes", "Returns a tuple of the height and the width.", "AD207"),
        ("sizes", "Leaves `seen` unchanged.", "AD208"),
        ("sizes", "`scale` is modified in place.", "AD208"),
        ("sizes", "Returns a dictionary of sizes.", "AD114"),
        ("sizes", "`scale` must be a string.", "AD114"),
        ("names", "Returns a dictionary of names.", "AD114"),
        ("names", "`start` is modified in place.", "AD208"),
        ("label", "Returns a list of labels.", "AD114"),
        ("label", "Follows RFC 9472.", "AD404"),
        ("label", "It is exposed as a property.", "AD804"),
        ("label", "Used as a class method.", "AD804"),
        ("label", "Nothing is returned.", "AD206"),
    ],
)
def test_code_decides(visit, path: str, sentence: str, rule: str) -> None:
    """By annotations, by what the body returns and by what it does with its arguments."""
    found = check({"description": sentence}, visit(CODE)[path])
    assert [one.rule for one in found if one.quote == sentence] == [rule]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("sizes", "Returns `(width, height)`."),
        ("sizes", "Returns `(width, depth)`, roughly."),
        ("sizes", "`seen` is modified in place."),
        ("sizes", "Leaves `parcel` unchanged."),
        ("sizes", "Returns a tuple of integers."),
        ("names", "Returns a list of names."),
        ("names", "`parcels` is not modified."),
        ("label", "Returns the text of the label."),
    ],
)
def test_true_sentences_about_types_order_and_changes_stay(visit, path: str, sentence: str) -> None:
    """What the code does, and what it does not tell."""
    found = check({"description": sentence}, visit(CODE)[path])
    assert [one.rule for one in found if one.quote == sentence and one.severity != "warn" and one.rule != "AD402"] == []


@pytest.mark.parametrize(
    ("name", "sentence", "rules"),
    [
        ("scale", "In milliseconds.", ["AD905"]),
        ("scale", "In pixels.", []),
        ("scale", "At most 500.", []),
        ("scale", "At most 700.", ["AD905"]),
        ("scale", "May be omitted.", []),
        ("parcel", "May be omitted.", ["AD124"]),
        ("order", "Must be given.", []),
    ],
)
def test_entries_are_decided_by_code(visit, name: str, sentence: str, rules: list[str]) -> None:
    """Units and numbers that the module has, and what must be passed."""
    found = check({"parameters": {name: sentence}}, visit(CODE)["sizes"])
    assert [one.rule for one in found if one.quote == sentence] == rules


def test_a_sentence_goes_with_its_section(visit) -> None:
    """Where an entry is removed, so is the sentence of the description that repeats it."""
    shop = visit("def close(box):\n    box.open = False\n\n\ndef shut(box, key=None):\n    close(box)\n")
    said = {
        "summary": "Close a box.",
        "description": "Returns the closed box. Raises `LookupError` for a lost key.",
        "parameters": {"box": "What to close.", "key": "What locks it."},
        "returns": "The box.",
        "raises": {"LookupError": "If the key is lost."},
    }
    found = {(one.rule, one.where) for one in check(said, shop["shut"])}
    assert {("AD201", "returns"), ("AD206", "description")} <= found
    assert {("AD302", "raises LookupError"), ("AD303", "description")} <= found


def test_swapped_texts_are_a_warning(visit) -> None:
    """Each has a word of the other's name and none of its own."""
    shop = visit("def send(host, payload):\n    return host.put(payload)\n")
    said = {"parameters": {"host": "The payload to send.", "payload": "Name of the host."}}
    assert [one.severity for one in check(said, shop["send"]) if one.rule == "AD906"] == ["warn"]
    right = {"parameters": {"payload": "The payload to send.", "host": "Name of the host."}}
    assert [one for one in check(right, shop["send"]) if one.rule == "AD906"] == []
