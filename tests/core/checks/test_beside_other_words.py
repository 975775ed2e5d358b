"""Statements that stand beside any other words: each wording where it is wrong, and the same one where it is right."""

import pytest

from tests.core.checks.store import found, read_store

CODE = """
class Store:
    def total(self, items: list[int]) -> int:
        number = 0
        for item in items:
            number = number + item
        return number

    def grow(self, items: list[int]) -> None:
        items.append(1)
        self.last = len(items)

    def nested(self, model, key):
        model.parts[key] = 1

    def area(self, width: int, height: int) -> int:
        if width < 1:
            raise ValueError("too small")
        return width * height

    def safe(self, width: int, height: int = 3, open: bool = False, shut: bool = True) -> str:
        if open and shut:
            return str(height)
        return str(width)

    def named(self, title):
        self.title = title
        return self

    def copied(self, title):
        return Store(title)

    @property
    def label(self):
        return str(self)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("beside"), CODE)


CHANGED = (
    "As a side effect, duplicates are dropped from `items` in place.",
    "The call leaves `items` in a modified state.",
    "This mutates `items`, so pass a copy if you need the original later.",
    "Works directly on `items` instead of on a copy.",
    "The running total is written back to `items`.",
    "`items` does not survive the call unchanged.",
    "The caller should not expect `items` to be unchanged afterwards.",
    "Changes made to `items` are visible to the caller.",
    "Inserts a sentinel at the front of `items` in place.",
    "The numbers are accumulated into `items` directly.",
)
KEPT = (
    "The call leaves no trace in `items`.",
    "Nothing is ever stored in `items`, no matter what.",
    "The function treats `items` as input only, so callers find it exactly as they left it.",
    "A fresh list is built, and `items` is left intact.",
    "It is a pure function as far as `items` is concerned.",
    "`items` may be shared between several callers, because it is merely read here.",
    "There are no side effects on `items`.",
    "Only a copy of `items` is modified.",
)


def test_what_becomes_of_an_argument_is_read_as_subject_object_and_place(store):
    """A list that is only read is not changed; one that is appended to is not left alone."""
    assert [text for text in CHANGED if "AD208" not in found(store, "total", text)] == []
    assert [text for text in CHANGED if found(store, "grow", text)] == []
    assert [text for text in KEPT if "AD208" not in found(store, "grow", text)] == []
    assert [text for text in KEPT if found(store, "total", text)] == []


def test_what_is_set_deep_in_an_argument_changes_it(store):
    """An item of an attribute belongs to the argument."""
    assert "AD208" in found(store, "nested", "The call leaves no trace in `model`.")
    assert not found(store, "nested", "The call leaves no trace in `key`.")


@pytest.mark.parametrize(
    "text",
    [
        "`items` may be changed by the caller afterwards.",
        "Changing `items` after the call has no effect.",
        "`items` must not be changed while this runs.",
        "Leaves the other entries of `items` alone.",
        "The sum of `items` is updated with every entry.",
        "If a copy is wanted, `items` can be sorted before.",
        "The order of `items` is kept.",
    ],
)
def test_what_others_do_to_an_argument_is_no_statement_on_the_call(store, text):
    """Callers may do what they like, and a part is not the whole."""
    assert not found(store, "total", text) | found(store, "grow", text)


LEFT_OUT = (
    "The call works without `height` as well, falling back to something built in.",
    "`height` only has to be provided in unusual situations.",
    "It is fine to leave `height` unspecified; something will be substituted.",
    "In the absence of `height`, a square is assumed.",
    "Most of the time `height` is left away, since that is what people want.",
    "The width is used in case `height` is not supplied.",
    "Omitting `height` makes the method measure a square.",
)


def test_a_parameter_that_may_be_left_out_is_read_in_whatever_frame(store):
    """Wrong of one without a default, right of one with it."""
    assert [text for text in LEFT_OUT if "AD124" not in found(store, "area", text)] == []
    assert [text for text in LEFT_OUT if found(store, "safe", text)] == []


ON = (
    "`open` takes effect out of the box and is active by default.",
    "Calls that do not mention `open` behave as though `open=True` had been passed.",
    "`open` is turned on unless the caller decides against it.",
    "Unless `open` is `False`, doors are counted as well.",
    "`True` is the default of `open`, which suits most callers.",
)


def test_the_state_of_a_flag_is_read_where_nothing_is_passed(store):
    """Wrong of one that is off, and of its mirror image."""
    off = [one.replace("`open=True`", "`shut=False`").replace("`open`", "`shut`") for one in ON]
    turned = [
        one.replace("active", "inactive").replace("on unless", "off unless").replace("against it", "in favor of it")
        .replace("`False`", "<>").replace("`True`", "`False`").replace("<>", "`True`").replace("are counted", "are skipped")
        for one in off
    ]  # fmt: skip
    assert [text for text in ON if "AD123" not in found(store, "safe", text)] == []
    assert [text for text in turned if "AD123" not in found(store, "safe", text)] == []
    assert [text for text in (one.replace("open", "shut") for one in ON) if found(store, "safe", text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Has a default of `height`, which is not 7.",
        "Passing 7 for `height` overrides the default.",
        "When `height` is omitted on a slow disk, 7 is used.",
        "If `height` is left out and the mode is slow, 7 is used.",
        "Set `open` to `True` to count doors.",
        "If `open` is `True`, doors count.",
    ],
)
def test_other_values_and_other_conditions_are_no_defaults(store, text):
    """What is denied, passed, or holds of some calls only."""
    assert not found(store, "safe", text)


NOTHING = (
    "The result is discarded, so the expression itself has no value.",
    "It performs its task and exits, leaving the caller with `None` in every case.",
    "The outcome is not returned but stored on the store.",
    "All arguments are processed, after which control goes back without any value attached.",
    "There is nothing to receive from the call.",
)
CALM = (
    "All errors are caught and suppressed before they reach the caller.",
    "Whatever is passed, it is quietly ignoring anything that is wrong with the arguments.",
    "If the arguments turn out to be unusable, it returns early instead of raising `ValueError`.",
    "Bad input is skipped and never causes an exception.",
)


def test_how_a_call_ends_is_read_beside_what_it_does(store):
    """Nothing for the caller, or no exception: wrong of one that returns and raises, right of the others."""
    assert [text for text in NOTHING if "AD206" not in found(store, "area", text)] == []
    assert [text for text in NOTHING if found(store, "grow", text)] == []
    assert [text for text in CALM if "AD303" not in found(store, "area", text)] == []
    assert [text for text in CALM if found(store, "safe", text) & {"AD303"}] == []


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is returned to the pool.",
        "The exception is never caught.",
        "Errors of the disk are ignored.",
        "Errors are not caught here.",
    ],
)
def test_what_goes_elsewhere_and_is_not_caught_stays(store, text):
    """A pool is no caller, and what is not caught is raised."""
    assert not found(store, "area", text)


NEW = (
    "The original and the object returned have nothing in common; a new object is returned.",
    "It starts from a copy of the object, changes that copy and hands it out.",
    "The returned object is built anew.",
    "Returns a modified copy of the store.",
)
READ = (
    "No call is necessary: mentioning `named` after the dot is enough.",
    "It is accessed like an ordinary attribute.",
    "The value is determined the first time that the attribute is accessed.",
    "Write it without the parentheses.",
)


def test_another_object_and_a_property_are_read(store):
    """Wrong of a method that gives itself, right of one that makes another and of a property."""
    assert [text for text in NEW if "AD208" not in found(store, "named", text)] == []
    assert [text for text in NEW if found(store, "copied", text) & {"AD208"}] == []
    assert [text for text in READ if "AD804" not in found(store, "area", text)] == []
    assert [text for text in READ if found(store, "label", text) & {"AD804"}] == []


TYPES = (
    "Callers hand over `width` in the form of a dictionary, from which all else follows.",
    "With a dictionary for `width`, the method knows where to begin.",
    "What is passed as `width` must be a dictionary.",
    "The method boils its findings down to a single list.",
    "In return the caller is given a list.",
    "Once all is done, a list is built from it and returned.",
)


def test_a_type_is_read_by_the_words_right_beside_it(store):
    """Of an integer, and of what returns one."""
    assert [text for text in TYPES if "AD114" not in found(store, "area", text)] == []
    right = [text.replace("a dictionary", "an integer").replace("list", "integer") for text in TYPES]
    assert [text for text in right if found(store, "area", text) & {"AD114", "AD112"}] == []
