"""Clauses of one matter only, roles of names, and sorts that no code has a word of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import Severity, check
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.statements import statements
from aidoc_core.checks.statements.closed import duty, gives_no_value

NEEDED = ("required", "mandatory", "compulsory", "obligatory")
FRAMES = ("it is {}", "this is a {} argument", "an explicit value is {}", "the parameter is always {}")


def stated(text: str, entry: str = "") -> set[tuple[str, str]]:
    """Kind and value of what a description, or an entry, states."""
    answer = {"parameters": {entry: text}} if entry else {"description": text}
    return {(one.kind, one.value) for one in statements(Claims.read(answer), "find")}


@given(st.sampled_from(FRAMES), st.sampled_from(NEEDED), st.booleans())
def test_a_negation_turns_a_duty_round(frame, word, denied):
    """In whatever frame it stands."""
    text = frame.format(f"not {word}" if denied else word)
    assert duty(text.split(), "size") == ("optional" if denied else "required")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("There isn't a default for this one.", ("required", "")),
        ("Omitting it raises a `TypeError`.", ("required", "")),
        ("The call is invalid without it.", ("required", "")),
        ("No value has to be passed here.", ("optional", "omitted")),
        ("The flag is set by default.", ("switch", "on")),
        ("Without this argument the feature is on.", ("switch", "on")),
        ("Must be turned on by the caller.", ("switch", "off")),
        ("Unless enabled, this has no effect.", ("switch", "off")),
        ("Opt-out.", ("switch", "on")),
    ],
)
def test_what_an_entry_says_of_passing_is_read(text, value):
    """By concepts and negations, whatever their order."""
    assert value in stated(text, "size")


@pytest.mark.parametrize(
    "text",
    [
        "No limit by default.",
        "There is no timeout by default.",
        "Required if `mode` is set.",
        "Required for large files.",
        "This value is required on create and optional on update.",
        "Must not be given.",
        "Optionally, with its prefix.",
        "At least one must be given.",
        "Set to `True` to print more.",
        "Destination file (created if missing).",
    ],
)
def test_what_says_nothing_of_passing_is_left_alone(text):
    """Other defaults, conditions, bans, and files that are created."""
    assert not {kind for kind, _ in stated(text, "size")} & {"required", "optional", "switch"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Has a `None` return, as is usual for setters.", "nothing"),
        ("It won't return a thing.", "nothing"),
        ("Assigning the outcome of this call to a variable leaves you with `None`.", "nothing"),
        ("It returns without giving back any data.", "nothing"),
        ("A count of what was changed is returned.", "something"),
        ("Check the boolean that it returns.", "something"),
        ("The function's result is the old value.", "something"),
    ],
)
def test_what_is_given_back_is_read(text, value):
    """Nouns, passives and possessives."""
    assert ("gives", value) in stated(text)


@pytest.mark.parametrize("text", ["it is not returned", "does not return anything else", "it is not always returned"])
def test_a_part_or_something_spoken_of_before_is_no_result(text):
    """What "it" stands for may be a value that the text has spoken of."""
    assert not gives_no_value(text.split())


BOXES = '''
def pack(items: list[int], name: str, limit: int = 3, lock=None):
    """Pack."""
    total = 0
    for item in items:
        total += item
    return total


def whole(src: list[int]):
    """Whole."""
    return list(iter(src))


def found(items: list[int]) -> int:
    """Found."""
    return items[0]
'''


def rules(visit, name, text, **entries):
    answer = {"summary": "Go through all that lies there.", "description": text, "parameters": entries}
    found = [one.rule for one in check(answer, visit(BOXES)[name]) if one.severity is not Severity.WARN]
    return [rule for rule in found if rule in ("AD206", "AD208", "AD801", "AD802", "AD804", "AD903")]


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("pack", "New entries are appended to `items`.", "AD208"),
        ("pack", "Rather than returning a copy, it edits `items`.", "AD208"),
        ("pack", "Items are removed from `items` on the way.", "AD208"),
        ("pack", "Works in-place on `items`.", "AD208"),
        ("pack", "From synchronous code, wrap it with `asyncio.run`, since it has to be awaited.", "AD801"),
        ("pack", "The resource is released when the `with` block ends.", "AD804"),
        ("whole", "Returns a generator.", "AD802"),
        ("whole", "Returns an iterator over all of it.", "AD802"),
        ("found", "Returns `None` if there is nothing.", "AD206"),
    ],
)
def test_what_the_code_denies_is_seen(visit, name, text, rule):
    """Roles of a name, sorts that the module has no word of, and `None` that is never returned."""
    assert rule in rules(visit, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pack", "Adds up what is in `items`."),
        ("pack", "Writes `name` on the box."),
        ("pack", "`name` is added to the total."),
        ("pack", "Not thread-safe unless a `lock` is given."),
        ("pack", "Awaiting approval, a box has no name yet."),
        ("pack", "The state of a generator of pseudo-random numbers is left alone."),
        ("whole", "Returns a list."),
    ],
)
def test_true_text_is_left_alone(visit, name, text):
    """What only resembles a claim."""
    assert rules(visit, name, text) == []


def test_a_switch_told_behind_a_default_is_no_default(visit):
    """As in "Off by default, `True` to turn it on", it says what the value is for."""
    source = "def go(fast: bool = False, most: int = 10):\n    return fast, most\n"
    answer = {
        "summary": "Go on and on.",
        "parameters": {
            "fast": "Whether to hurry. Off by default, `True` to turn it on.",
            "most": "Upper limit; ten by default, `None` for no limit.",
        },
    }
    assert [one.rule for one in check(answer, visit(source)["go"]) if one.rule.startswith("AD12")] == []
