"""Sentences that make a plain method a property or one of the class, and a coroutine a call that blocks."""

import pytest

from tests.core.checks.store import found, read_store

CODE = """
class Store:
    def pick(self, key):
        return self.things[key]

    @classmethod
    def opened(cls, path):
        return cls(path)

    @property
    def size(self):
        return len(self.things)

    async def fetch(self, key):
        return await self.client.get(key)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("members"), CODE)


OF_CLASS = (
    "Callable on the class without creating an instance.",
    "You do not need an instance to call it.",
    "It is an alternate constructor.",
    "The class is passed as the first argument.",
    "Decorated with `@classmethod`.",
    "This `staticmethod` has no access to the instance.",
    "It is static.",
    "Can be used without an instance.",
    "Is called on the class, not on an instance.",
    "Being static, it works without an instance.",
    "As a classmethod, it gets the class first.",
    "The method is bound to the class.",
)
OF_OBJECT = (
    "The method is not static.",
    "It is no class method.",
    "Unlike a `classmethod`, it needs an instance.",
    "Cannot be called without an instance.",
    "Works on the class of the key.",
    "The static files are picked first.",
    "The key may be a class.",
    "An instance is needed to call it.",
)
PROPERTY = (
    "This attribute is computed on demand.",
    "The property has no deleter.",
    "Access it without calling it.",
    "Read it like an attribute.",
    "No parentheses are needed.",
    "It is used as an attribute, not called.",
    "This property cannot be set.",
    "Assigning to this property raises an error.",
    "Use it without parentheses.",
    "It is accessed as an attribute.",
    "This read-only property gives the thing.",
    "The attribute is read-only.",
)
NO_PROPERTY = (
    "It is not a property: call it.",
    "The attribute of the thing is looked up.",
    "Must be called; it is no attribute.",
    "The property of a key is that it is unique.",
    "Do not access it as an attribute.",
    "The things are also accessible as attributes.",
)
BLOCKS = (
    "Blocks until the answer is there.",
    "It is a synchronous call.",
    "Not a coroutine.",
    "There is no need for `await`.",
    "The calling thread is blocked meanwhile.",
    "Works without an event loop.",
    "A blocking call.",
    "It need not be awaited.",
    "Call it like any normal function, no `await` required.",
    "This is a plain function, no coroutine.",
    "It runs synchronously.",
    "This is the synchronous version.",
)
NO_BLOCKS = (
    "Does not block the event loop.",
    "A non-blocking call.",
    "It is not a synchronous call.",
    "Unlike the blocking version, it must be awaited.",
    "Waits without blocking.",
    "Needs an event loop.",
    "Forgetting to await it does nothing.",
    "It never blocks.",
    "The returned stream's `next` blocks until there is a change.",
    "The stream's :meth:`next` method blocks until there is a change.",
    "Iterating over the stream blocks until another key is set.",
)


@pytest.mark.parametrize("text", OF_CLASS)
def test_a_method_of_the_object_is_none_of_the_class(store, text: str) -> None:
    """False of a method with `self`; not touched where the method is one of the class."""
    assert "AD804" in found(store, "pick", text)


@pytest.mark.parametrize("text", PROPERTY)
def test_a_method_is_no_property(store, text: str) -> None:
    """False of a method that takes an argument."""
    assert "AD804" in found(store, "pick", text)
    assert "AD804" not in found(store, "size", text)


@pytest.mark.parametrize("text", [*OF_OBJECT, *NO_PROPERTY])
def test_what_is_true_of_a_method_stays(store, text: str) -> None:
    """Denials and what is said of other things."""
    assert "AD804" not in found(store, "pick", text)


@pytest.mark.parametrize("text", BLOCKS)
def test_a_coroutine_does_not_block(store, text: str) -> None:
    """False of `async def`, right of a plain method."""
    assert "AD803" in found(store, "fetch", text)
    assert "AD803" not in found(store, "pick", text)


@pytest.mark.parametrize("text", NO_BLOCKS)
def test_what_is_true_of_a_coroutine_stays(store, text: str) -> None:
    """It does not block."""
    assert "AD803" not in found(store, "fetch", text)
