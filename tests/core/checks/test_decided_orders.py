"""What the code decides of the order of a tuple, of exceptions that are caught, of properties and of the same object."""

import pytest

from aidoc_core.checks import check
from tests.core.checks.store import found, read_store

CODE = """
import contextlib
import copy
import logging
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import Enum

logger = logging.getLogger(__name__)


class Colour(Enum):
    RED = 1


class Row:
    def __init__(self, size):
        self.size = size


class Once:
    def __new__(cls, size):
        return KEPT


class Store:
    def evict(self, limit):
        if not self.rows:
            return None, None, 0
        key, value, weight = self.rows.pop()
        return key, value, weight

    def find(self, text):
        if text not in self.rows:
            return None
        return self.key, self.value

    def either(self, text):
        if text:
            return self.key, self.value
        return self.value, self.key

    def bounds(self, text):
        if text:
            return None, self.upper
        return self.lower, self.upper

    def discard(self, key):
        try:
            del self.rows[key]
        except KeyError:
            pass

    def leave(self, job):
        try:
            logger.debug("Leaving %s", str(job))
            self.jobs.remove(job)
        except ValueError:
            logger.debug("Not there: %s", str(job))

    def quiet(self, key):
        with suppress(KeyError):
            self.rows.pop(key)

    def silent(self, key):
        with contextlib.suppress(LookupError):
            del self.rows[key]

    def fallback(self, key):
        try:
            return self.rows[key]
        except Exception:
            return None

    def again(self, key):
        try:
            return self.rows[key]
        except KeyError:
            return self.others[key]

    def chained(self, key):
        try:
            del self.rows[key]
        except KeyError:
            raise

    def partly(self, key):
        try:
            del self.rows[key]
        except IndexError:
            pass

    def late(self, key):
        try:
            value = self.rows[key]
        except KeyError:
            value = None
        else:
            del self.others[key]
        return value

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._name = value

    @property
    def size(self) -> int:
        return len(self.rows)

    @property
    def hook(self):
        return self._hook

    @contextmanager
    def held(self):
        yield self.lock

    @asynccontextmanager
    async def kept(self):
        yield self.lock

    def other(self):
        return Store(self.rows)

    def like(self):
        return type(self)(self.rows)

    def listed(self) -> list:
        return [row for row in self.rows]

    def sliced(self) -> list:
        return self.rows[:]

    def rest(self, items):
        return list(items)

    def row(self):
        return Row(1)

    def once(self):
        return Once(1)

    def colour(self):
        return Colour(1)

    def itself(self):
        if self.rows:
            return self
        return Store(self.rows)

    def chain(self):
        return self
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("decided"), CODE)


ORDER = (
    ("evict", "Returns the weight, the key and the value, in that order."),
    ("evict", "Returns a `(value, key, weight)` triple."),
    ("evict", "The weight is the first element of the returned tuple."),
    ("evict", "Returns a `(key, value)` pair."),
    ("find", "Returns `(value, key)`."),
    ("find", "It returns a tuple of three values."),
)
CAUGHT = (
    ("discard", "Raises `KeyError` if the key is unknown."),
    ("discard", "A `KeyError` is raised for a missing key."),
    ("leave", "Raises `ValueError` if the job is not scheduled."),
    ("quiet", "Raises `KeyError` if there is none."),
    ("silent", "Raises `KeyError` if there is none."),
    ("fallback", "Raises `KeyError` for an unknown key."),
)
SORTS = (
    ("name", "The property is read-only."),
    ("name", "It is read-only."),
    ("name", "A read-only property."),
    ("name", "Cannot be set."),
    ("name", "It cannot be assigned to."),
    ("name", "There is no setter."),
    ("size", "It can be set."),
    ("size", "The property has a setter."),
    ("size", "This property is writable."),
    ("size", "Call it without arguments."),
    ("held", "Cannot be used in a `with` statement."),
    ("held", "It is no context manager."),
    ("held", "It is not a context manager."),
    ("kept", "It cannot be used as a context manager."),
)
SAME = (
    ("other", "Returns the same object."),
    ("other", "Returns itself."),
    ("other", "Returns this store."),
    ("like", "Returns the object itself, so that calls can be chained."),
    ("listed", "Returns the same object."),
    ("sliced", "Returns the store's own list, not a copy."),
    ("rest", "Returns the same object."),
    ("rest", "The same object is returned."),
    ("row", "Returns the same object each time."),
)
TRUE = (
    ("evict", "Returns the key, the value and the weight, in that order."),
    ("evict", "Returns a `(key, value, weight)` triple."),
    ("evict", "Returns a tuple of three values."),
    ("evict", "Drops the `(key, value)` pair that was used last."),
    ("evict", "Turns the 2-tuple of a row into a 3-tuple."),
    ("find", "Returns `(key, value)`, or `None` if there is none."),
    ("either", "Returns `(value, key)`."),
    ("bounds", "Returns `(lower, upper)`."),
    ("discard", "Unlike `remove`, which raises `KeyError`, this does nothing for an unknown key."),
    ("discard", "`remove` raises `KeyError` instead."),
    ("discard", "No `KeyError` is raised."),
    ("discard", "A `KeyError` is ignored."),
    ("discard", "Does not raise `KeyError` if the key is missing."),
    ("again", "Raises `KeyError` if there is none."),
    ("chained", "Raises `KeyError` if there is none."),
    ("partly", "Raises `KeyError` if there is none."),
    ("late", "Raises `KeyError` if the others have none."),
    ("name", "It can be set."),
    ("name", "The property is not read-only."),
    ("name", "It cannot be set to an empty text."),
    ("name", "Cannot be set once the store is open."),
    ("name", "The name of the read-only file."),
    ("size", "It is read-only."),
    ("size", "Cannot be set."),
    ("size", "It can be set in the constructor."),
    ("size", "The limit can be set with `resize`."),
    ("hook", "Call it without arguments."),
    ("held", "It is a context manager."),
    ("held", "Cannot be used in an `async with` statement."),
    ("held", "It cannot be used as a context manager twice."),
    ("kept", "It cannot be used in a plain `with` statement."),
    ("chain", "Returns itself."),
    ("chain", "Returns the same object, not a copy."),
    ("itself", "Returns the same object."),
    ("once", "Returns the same object each time."),
    ("colour", "Returns the same object each time."),
    ("other", "Returns the same object as `copy.copy`."),
    ("other", "Returns a store with the same rows."),
    ("listed", "Returns the rows themselves."),
)
ENTRIES = (
    ("evict", "A `(value, key, weight)` triple.", "AD207"),
    ("evict", "A `(key, value)` pair.", "AD207"),
    ("evict", "A pair of key and value.", "AD207"),
    ("evict", "A pair.", "AD207"),
    ("other", "The same object.", "AD208"),
    ("other", "This store.", "AD208"),
    ("other", "Itself.", "AD208"),
    ("sliced", "The store's own list, not a copy.", "AD208"),
)
TRUE_ENTRIES = (
    ("evict", "A `(key, value, weight)` triple."),
    ("evict", "A pair of coordinates and the weight."),
    ("evict", "A pair of names, and the weight."),
    ("find", "A `(key, value)` pair."),
    ("other", "The same objects in another store."),
    ("chain", "This store."),
    ("row", "This store's first row."),
)


def _cases(rule, texts):
    return [(name, text, rule) for name, text in texts]


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [*_cases("AD207", ORDER), *_cases("AD303", CAUGHT), *_cases("AD804", SORTS), *_cases("AD208", SAME)],
)
def test_what_the_code_excludes_is_seen(store, name, text, rule):
    assert rule in found(store, name, text)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_what_holds_is_left_alone(store, name, text):
    assert not found(store, name, text) & {"AD207", "AD208", "AD303", "AD804"}


@pytest.mark.parametrize(("name", "text", "rule"), ENTRIES)
def test_what_the_code_excludes_of_a_result_is_seen(store, name, text, rule):
    assert rule in {one.rule for one in check({"summary": "Go through it.", "returns": text}, store[name])}


@pytest.mark.parametrize(("name", "text"), TRUE_ENTRIES)
def test_what_holds_of_a_result_is_left_alone(store, name, text):
    rules = {one.rule for one in check({"summary": "Go through it.", "returns": text}, store[name])}
    assert not rules & {"AD207", "AD208"}


@pytest.mark.parametrize(("name", "kept"), [("discard", False), ("leave", True), ("again", True), ("chained", True)])
def test_an_entry_on_an_exception_that_is_caught_is_seen(store, name, kept):
    said = {"summary": "Go through it.", "raises": [{"type": "KeyError", "description": "If there is none."}]}
    assert ("AD302" not in {one.rule for one in check(said, store[name])}) is kept
