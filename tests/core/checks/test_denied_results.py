"""Sentences on what comes back: a copy where it is the object itself, the order and number of a tuple's items."""

import pytest

from tests.core.checks.store import found, read_store

CODE = """
class Store:
    def moved(self, step):
        self.place += step
        return self

    def copied(self):
        return Store(self.place)

    def span(self, things):
        lower, upper_bound = min(things), max(things)
        return lower, upper_bound

    def single(self, things):
        return things[0]
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("results"), CODE)


COPIES = (
    "Returns a copy.",
    "A shallow copy is returned.",
    "Gives back a new instance.",
    "Returns a new store object.",
    "The result is an independent copy of the store.",
    "Each call creates a fresh instance and returns it.",
    "A new object comes back, with the step added.",
    "The returned object is a copy.",
    "What comes back is a separate instance.",
    "Since a copy is returned, the store stays as it is.",
    "The returned store is independent of the one it was called on.",
    "It returns another instance instead of itself.",
)
NO_COPIES = (
    "Returns the instance itself, not a copy.",
    "No copy is made; the store is returned.",
    "Returns the same object, which is no new instance.",
    "A copy is not returned.",
    "If you need a copy, call `copied`.",
    "Use `copied` to get a new instance.",
    "Makes a copy of the old place first.",
    "Stores a copy of the step and returns the store.",
    "Returns the store rather than a copy of it.",
    "May return a copy.",
    "Returns a copy when the step is zero.",
    "Returns itself so that new items can be added.",
)


@pytest.mark.parametrize("text", COPIES)
def test_the_object_itself_is_no_copy(store, text: str) -> None:
    """False where every `return` gives `self`; left alone where something is built."""
    assert "AD208" in found(store, "moved", text)
    assert "AD208" not in found(store, "copied", text)


@pytest.mark.parametrize("text", NO_COPIES)
def test_copies_that_are_denied_stay(store, text: str) -> None:
    """Conditions, copies of something else, and advice."""
    assert not found(store, "moved", text)


PLACES = (
    "The first element is the upper bound.",
    "The first item of the tuple is `upper_bound`.",
    "The second value is the lower.",
    "Starts with the upper bound.",
    "Returns a tuple that ends in `lower`.",
    "The upper bound comes first.",
    "In the returned pair, the lower stands last.",
    "A pair that opens with the upper bound.",
    "Returns a tuple of three values.",
    "The result is a 4-tuple.",
    "Three items are returned.",
    "The tuple has five elements.",
)
RIGHT_PLACES = (
    "The first element is the lower.",
    "The last item of the tuple is `upper_bound`.",
    "Starts with the lower.",
    "The lower comes first.",
    "Returns a tuple of two values.",
    "The result is a 2-tuple.",
    "The first element is the smallest of the things.",
    "The first item of `things` is the upper bound.",
    "The list of things has five elements.",
    "The search starts with the upper bound.",
    "If the tuple has three elements, the first is the upper bound.",
    "Two of three items are looked at.",
)


@pytest.mark.parametrize("text", PLACES)
def test_a_tuples_places_are_those_of_the_code(store, text: str) -> None:
    """What comes first or last, and how many there are; nothing is said where no tuple is returned."""
    assert "AD207" in found(store, "span", text)
    assert "AD207" not in found(store, "single", text)


@pytest.mark.parametrize("text", RIGHT_PLACES)
def test_right_places_stay(store, text: str) -> None:
    """The right order and number, and what is said of something else."""
    assert not found(store, "span", text)
