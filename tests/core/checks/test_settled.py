"""Sentences that say two things, deny, warn or leave to callers: what is so stays, what is not goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks.sentences.disclaimed import is_disclaimed
from aidoc_core.checks.statements.settled import settled
from aidoc_core.checks.statements.statement import Sentence
from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from aidoc_core.checks.statements.settled import Read

CODE = """
import abc


class Store(abc.ABC):
    def rows(self, table: list):
        for row in table:
            yield row

    def pick(self, key: str, strict: bool = False, loud: bool = True, most: int = 3, mode=None) -> list:
        if not key:
            raise KeyError(key)
        return [key] * most

    def pair(self, width, height):
        return width, height

    def clear(self, items: list) -> None:
        items.append(3)
        self.things = {}

    def keep(self, thing):
        self.thing = thing
        return self

    async def fetch(self, key):
        return await self.client.get(key)

    def measure(self, near: int) -> int:
        return near + 1
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("settled"), CODE)


LEFT_ALONE = (
    ("fetch", "As a coroutine, it does nothing until it is awaited."),
    ("fetch", "Blocking operations should not be performed by the caller while the call is pending."),
    ("fetch", "Code that cannot await should use `asyncio.run()` at its entry point."),
    ("fetch", "Synchronous callers need an event loop of their own to drive it."),
    ("pick", "From asynchronous code, run it in an executor so that the event loop stays responsive."),
    ("pick", "It can be used without an event loop, as nothing has to be awaited."),
    ("pick", "Callers may yield control to other tasks between two invocations."),
    ("pick", "To process many inputs lazily, call it from within a generator expression."),
    ("pick", "No values are yielded, and the result is not an iterator."),
    ("pick", "The result is handed over in one piece instead of being yielded bit by bit."),
    ("rows", "Elements are yielded one after another rather than returned as a whole."),
    ("pick", "No subclass is forced to supply an implementation of its own."),
    ("pick", "Attribute access alone does not trigger the call."),
    ("pick", "Command-line options do not affect this function."),
    ("pick", "Environment variables have no influence on the result."),
    ("pick", "It behaves the same in every environment."),
    ("pick", "Results can differ between versions of the underlying data."),
    ("pick", "To persist the outcome, store it explicitly."),
    ("pick", "It is not deprecated."),
    ("pick", "It is not thread-safe."),
    ("pick", "Callers that share the object between threads need to synchronize access themselves."),
    ("pick", "No locking takes place."),
    ("pick", "Do not pass untrusted input without checking it first."),
    ("pick", "It performs no sanitization of any kind."),
    ("pick", "Nothing is encrypted here."),
    ("pick", "Omitting `most` does not make it `None`."),
    ("pick", "To use `7` for `most` instead of the default, pass it explicitly."),
    ("pick", "`key` has no default and has to be specified in each call."),
    ("pick", "Avoid passing an integer as `key`, since it is not supported."),
    ("clear", "When the message is complete, its use is recorded."),
    ("clear", "Append the received bytes."),
    ("measure", "`near` is not measured in milliseconds."),
)
SEEN = (
    ("pick", "As a coroutine, it does nothing until it is awaited.", "AD801"),
    ("fetch", "It can be used without an event loop, as nothing has to be awaited.", "AD803"),
    ("pick", "Elements are yielded one after another rather than returned as a whole.", "AD802"),
    ("rows", "A fully populated list is returned, and nothing is evaluated lazily.", "AD804"),
    ("pick", "Reads its settings from the environment.", "AD907"),
    ("pick", "Repeated calls with identical arguments may produce different results.", "AD907"),
    ("pick", "It is deprecated; new code should not use it.", "AD902"),
    ("pick", "Assigning the outcome of `pick()` to a variable is pointless, as it holds `None`.", "AD206"),
    ("keep", "Multiple threads may invoke it at the same time without additional synchronization.", "AD903"),
    ("pick", "The input is sanitized, so that nothing harmful gets through.", "AD904"),
    ("pick", "`strict` has no default and has to be specified in each call.", "AD124"),
    ("pick", "The `key` argument is optional and only needed in advanced use cases.", "AD124"),
    ("pick", "If `most` is not given, `7` is used.", "AD123"),
    ("pick", "Compatible with the W3C recommendation.", "AD404"),
    ("pair", "A tuple of length three is returned.", "AD207"),
    ("pair", "Use `result[-1]` to access the width.", "AD207"),
    ("measure", "`near` is measured in milliseconds.", "AD905"),
    ("pick", "Wrap the call in `try`/`except BufferedFaultError` to go on.", "AD303"),
)


@pytest.mark.parametrize(("name", "text"), LEFT_ALONE)
def test_denials_warnings_and_what_callers_do_stay(store, name: str, text: str) -> None:
    """Nothing of it is wrong."""
    assert not found(store, name, text)


@pytest.mark.parametrize(("name", "text", "rule"), SEEN)
def test_the_same_matters_are_seen_where_they_are_claimed(store, name: str, text: str, rule: str) -> None:
    """By the same rules."""
    assert rule in found(store, name, text)


@pytest.mark.parametrize(
    ("text", "matter", "wanted"),
    [
        ("It is not thread-safe.", "threads", True),
        ("Concurrent calls are not supported.", "threads", True),
        ("No external locking is required.", "threads", False),
        ("No other thread can see a half-finished state.", "threads", False),
        ("The input is not sanitized.", "security", True),
        ("Sanitizing the input is up to the caller.", "security", True),
        ("Unsafe names are rejected, so that no harm is done.", "security", False),
        ("Secrets are never logged.", "security", False),
    ],
)
def test_what_promises_nothing(text: str, matter: str, wanted: bool) -> None:
    """A denial of the promise, a warning, a duty of callers."""
    assert is_disclaimed(text, matter) is wanted


def test_of_two_contraries_the_whole_sentence_decides() -> None:
    """Where it tells nothing, neither is stated."""
    both: Read = {("is", "", "coroutine"): None, ("is", "", "no coroutine"): None}
    told = Sentence(text="It must be awaited inside of a running event loop.", where="description", name="f")
    assert settled(both, told) == {("is", "", "coroutine"): None}
    vague = Sentence(text="It is done.", where="description", name="f")
    assert settled(both, vague) == {}
    alone: Read = {("changes", "x", "keeps"): None}
    assert settled(alone, vague) == alone
