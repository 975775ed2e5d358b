"""Sentences that deny what a function is: a generator that gives a whole list, a coroutine that blocks."""

import pytest

from tests.core.checks.store import found, read_store

CODE = """
class Store:
    def rows(self, path):
        for line in open(path):
            yield line.split()

    def all_rows(self, path):
        return [line.split() for line in open(path)]

    async def fetch(self, key):
        return await self.client.get(key)

    def moved(self, step):
        self.place += step
        return self

    def pick(self, key):
        return self.things[key]

    def span(self):
        lower, upper = min(self.things), max(self.things)
        return lower, upper
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("denied"), CODE)


WHOLE = (
    "Does not yield anything.",
    "Returns the full list of rows at once.",
    "The rows come back as a single list.",
    "All rows are gathered in memory before the call returns.",
    "It is evaluated eagerly.",
    "Gives back a list instead of a generator.",
    "The result is a `list`, not an iterator.",
    "Callers get a tuple of all rows.",
    "It is no generator.",
    "Rows are read eagerly into a list.",
    "You can call `len()` on the result.",
    "The returned list may be indexed.",
)
BIT_BY_BIT = (
    "Yields a list of fields for each line.",
    "Each step gives a list.",
    "Nothing is yielded twice.",
    "Nothing is yielded if the file is empty.",
    "Does not return a list.",
    "Wrap it in `list()` to get a list.",
    "Returns an iterator over lists.",
    "The rows are not collected in a list.",
    "A list of paths is not accepted.",
    "Pass the result to `list` if a list is needed.",
    "Does not yield empty rows.",
    "The file is not read eagerly.",
)


@pytest.mark.parametrize("text", WHOLE)
def test_a_generator_gives_no_whole_list(store, text: str) -> None:
    """It is false of a generator function, and not touched where a list is returned."""
    assert found(store, "rows", text)
    assert not found(store, "all_rows", text) - {"AD207"}


@pytest.mark.parametrize("text", BIT_BY_BIT)
def test_what_is_true_of_a_generator_stays(store, text: str) -> None:
    """Conditions, parts of what is yielded, and what is denied of lists."""
    assert not found(store, "rows", text)


@pytest.mark.parametrize(
    "text", ["Nothing is yielded here.", "Nothing is yielded; all rows are there when the call ends."]
)
def test_a_plain_function_yields_nothing(store, text: str) -> None:
    """What denies that it is a generator does not call it one."""
    assert not found(store, "all_rows", text)
    assert found(store, "rows", text)
