"""What the code decides of decorators, of tuples whose values have no names, and of results with two outcomes."""

import pytest

from benchmarks.checks.alternatives import drawn
from tests.core.checks.store import found, read_store

CODE = """
from contextlib import contextmanager
from functools import cache as memo, wraps

from httpx import AsyncClient
from pydantic import BaseModel, model_validator


class Model(BaseModel):
    pass


class RemoteClient(AsyncClient):
    pass


class Plan:
    def __init__(self, made):
        self.made = made


def plan(made):
    @wraps(made)
    def wrapper(*args):
        return Plan(made(*args))
    return wrapper


def collected(made):
    @wraps(made)
    def wrapper(*args):
        return list(made(*args))
    return wrapper


class Store:
    def count(self, things) -> int:
        return len(things)

    @contextmanager
    def held(self):
        yield self.lock

    def timed(self, function):
        @wraps(function)
        def wrapper(*args):
            return function(*args)
        return wrapper

    def halves(self, things):
        half = len(things) // 2
        return things[:half], half

    def either(self, things):
        if not things:
            return self.lower, self.mask
        return self.upper, self.mask

    def typed(self, things) -> tuple[int, str]:
        found = self.find(things)
        return found

    def rows(self, things) -> tuple[int, ...]:
        return tuple(things)

    @memo
    def kept(self, key):
        return self.find(key)

    @plan
    def planned(self, things):
        done = yield things
        return done

    @collected
    def gathered(self, things):
        yield from things

    def model(self) -> Model:
        return Model()

    def client(self) -> RemoteClient:
        return RemoteClient()

    def save(self, things):
        self.things = things

    @model_validator(mode="after")
    def checked(self):
        return self
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("decided"), CODE)


FALSE = (
    ("count", "It is a decorator.", "AD804"),
    ("halves", "It returns a tuple of three values.", "AD207"),
    ("halves", "Three values in a tuple are returned.", "AD207"),
    ("halves", "The half is the first element of the returned tuple.", "AD207"),
    ("either", "It returns a tuple whose first element is the mask.", "AD207"),
    ("either", "The lower comes last in the returned tuple.", "AD207"),
    ("typed", "It returns a tuple of three values.", "AD207"),
    ("save", "On success, the record is returned; otherwise the result is `None`.", "AD206"),
    ("checked", "Returns a copy.", "AD208"),
    ("planned", "It is no generator; everything is computed before it returns.", "AD804"),
    ("model", "It is a coroutine and must be awaited.", "AD801"),
    ("save", "A list of the names is returned, in the order in which they were handled.", "AD206"),
    ("save", "An empty list as the result indicates that there was nothing to do.", "AD206"),
    ("save", "It is decorated with `@functools.cache`.", "AD804"),
    ("kept", "The method is wrapped by `@retry(times=3)`.", "AD804"),
    ("count", "Thanks to `@total_ordering`, it compares well.", "AD804"),
    ("held", "The method itself is decorated with `@property`.", "AD804"),
)
TRUE = (
    ("count", "It is called directly, not used as a decorator."),
    ("count", "It is no decorator."),
    ("held", "It can be used as a decorator."),
    ("held", "It is a decorator."),
    ("timed", "It is a decorator."),
    ("halves", "It returns a tuple of two values."),
    ("halves", "The half is the last element of the returned tuple."),
    ("halves", "Looks for the end of a half."),
    ("halves", "Something else than the half is at the front."),
    ("either", "It returns a tuple whose last element is the mask."),
    ("either", "The upper comes first in the returned tuple."),
    ("typed", "It returns a tuple of two values."),
    ("rows", "It returns a tuple of three values."),
    ("save", "The result is `None`."),
    ("checked", "Returns itself, not a copy."),
    ("planned", "Returns a list of what was done."),
    ("count", "Asynchronous callers use it without `await`."),
    ("count", "Reading the name `count` does not call it."),
    ("gathered", "It is no generator; everything is computed before it returns."),
    ("client", "It must be awaited."),
    ("kept", "It is decorated with `@functools.cache`."),
    ("kept", "It is decorated with `@memo`."),
    ("held", "The method is decorated with `@contextmanager`."),
    ("timed", "The wrapper is decorated with `@wraps`."),
    ("save", "Functions decorated with `@cache` are left out."),
    ("save", "It is not decorated with `@cache`."),
    ("save", "It may be decorated with `@cache`."),
)


@pytest.mark.parametrize(("name", "text", "rule"), FALSE)
def test_what_the_code_excludes_is_seen(store, name, text, rule):
    assert rule in found(store, name, text)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_what_holds_is_left_alone(store, name, text):
    assert not found(store, name, text)


def test_sentences_are_drawn_from_alternatives_always_the_same_ones():
    parts = {"whole": ["list", "[small|empty] array"]}
    line = "[It|The call] returns a <whole>[, always|]."
    sentences = drawn(line, parts, each=50)
    assert sentences == drawn(line, parts, each=50)
    assert {"It returns a list.", "The call returns an empty array, always."} <= set(sentences)
    assert len(set(sentences)) == len(sentences) <= 12
    assert len(drawn(line, parts, each=3)) == 3
