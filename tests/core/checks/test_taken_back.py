"""Claims that words in front of them or behind them take back, and claims that only the words of other code bore out."""

from __future__ import annotations

import pytest

from aidoc_core.checks.recognition.clear import is_clear
from aidoc_core.checks.releases import unsupported_version
from aidoc_core.checks.sentences.disclaimed import is_disclaimed
from aidoc_core.checks.standards import standards_in
from tests.core.checks.store import found, read_store

CODE = """
import botorch
from joblib import Parallel


class Store:
    def pick(self, key: str, strict: bool = False, loud: bool = True, most: int = 3) -> list:
        if not key:
            raise KeyError(key)
        return [key] * most

    async def take(self, key):
        return await self.things.get(key)

    def fit(self, shape: str = "gaussian") -> str:
        return shape.upper()

    def each(self, keys):
        for key in keys:
            yield key

    def pad(self, padding):
        if padding not in (1, 2):
            raise ValueError("no such padding")
        return padding
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("taken_back"), CODE)


LEFT_ALONE = (
    ("pick", "Subclasses are not required to override it."),
    ("pick", "It is far from a placeholder for subclasses."),
    ("pick", "It is by no means abstract."),
    ("pick", "An error that it raises can be caught like any other error."),
    ("pick", "Not all failures are exceptions."),
    ("pick", "The outcome is not cached."),
    ("pick", "The value is never stored."),
    ("pick", "The function does not print anything, and its statements log nothing."),
    ("pick", "Callers who want a log entry have to write one."),
    ("pick", "The files of the owner stay untouched."),
    ("pick", "Directories are left as they are."),
    ("pick", "Two calls with the same key do not differ by chance."),
    ("pick", "It is not yet marked as deprecated."),
    ("pick", "It was not written for use by several threads."),
    ("pick", "There is no way in which it raises `PermissionError`."),
    ("pick", "What is off by default in other functions says nothing about `loud`."),
    ("pick", "To see them all, `strict=False` has to be passed."),
    ("pick", "Naming it without parentheses gives the bound method, not its result."),
    ("take", "It is not made for code that cannot await."),
    ("take", "Synchronous callers have to run it in an event loop."),
    ("take", "Blocking code needs a loop of its own to run it."),
    ("each", "Nothing is computed before iteration starts."),
    ("each", "No key is looked up until the generator is started."),
    ("pick", "No new instance is created."),
    ("pick", "No new objects are made."),
    ("pick", "Make sure that the object exists before calling its methods."),
    ("pick", "Using the result in a `with` statement fails."),
    ("pick", "Entering the result with `with` is an error."),
    ("pick", "Repeated calls repeat the work."),
    ("pick", "Retrying after network errors is up to the caller."),
    ("pick", "The environment of the process is left alone."),
    ("pick", "The files on disk are left untouched."),
    ("pick", "There is no need to pass a copy of `key`."),
    ("pad", "A single number is a valid padding and does not lead to a `ValueError`."),
    ("pad", "A padding of two does not raise `ValueError`."),
    ("pad", "Raises `ValueError` if neither a margin nor a padding is given."),
    ("take", "Without `await`, nothing is taken and a bare call does not start anything."),
)
SEEN = (
    ("each", "Nothing is evaluated lazily: the complete sequence is computed on each call.", "AD804"),
    ("each", "Unlike a generator, it evaluates everything when it is called.", "AD804"),
    ("each", "Use `len()` on the returned list to find out how many there are.", "AD114"),
    ("pick", "Subsequent calls return the same list without repeating the computation.", "AD907"),
    ("pick", "Network errors are retried up to three times.", "AD907"),
    ("pick", "It can be used with or without arguments as a decorator.", "AD804"),
    ("fit", "Classes that do not override this method cannot be instantiated.", "AD804"),
    ("fit", "A class that does not implement it cannot be instantiated.", "AD804"),
    ("pick", "It is a placeholder for subclasses.", "AD804"),
    ("pick", "Files are written to disk.", "AD907"),
    ("pick", "Results are saved to a temporary directory.", "AD907"),
    ("pick", "The data is downloaded from a server on first use.", "AD907"),
    ("fit", "The weights are drawn at random.", "AD907"),
    ("pick", "Two calls with the same key may differ by chance.", "AD907"),
    ("pick", "It follows the GraphQL 2021 specification.", "AD404"),
    ("pick", "The procedure is that of NIST SP 800-57.", "AD404"),
    ("pick", "It is regarded as legacy and should not be used in new projects.", "AD902"),
    ("pick", "It is meant for use by several threads at once.", "AD903"),
)


@pytest.mark.parametrize(("name", "text"), LEFT_ALONE)
def test_what_is_taken_back_stays(store, name: str, text: str) -> None:
    """Nothing of it is wrong."""
    assert not found(store, name, text)


@pytest.mark.parametrize(("name", "text", "rule"), SEEN)
def test_what_is_claimed_goes(store, name: str, text: str, rule: str) -> None:
    """An import by another name, or a shape called so, does nothing of the kind."""
    assert rule in found(store, name, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Permissions are not checked at this point.", True),
        ("The name is assumed to be safe.", True),
        ("Validation is the task of the caller.", True),
        ("Untrusted names are never run.", False),
        ("Permissions are checked first.", False),
    ],
)
def test_security_that_is_not_promised(text: str, wanted: bool) -> None:
    """What is not done, or taken for done, promises nothing."""
    assert is_disclaimed(text, "security") is wanted


@pytest.mark.parametrize(
    ("claim", "text", "wanted"),
    [
        ("caches", "the value is kept and given again if the key has not changed.", True),
        ("caches", "the value is not kept if the key has changed.", False),
        ("coroutine, denied", "without an `await`, a call does nothing.", False),
        ("default on", "what holds elsewhere says nothing about it: on by default.", False),
    ],
)
def test_a_denial_counts_where_the_claim_is(claim: str, text: str, wanted: bool) -> None:
    """Not in a condition of it."""
    assert is_clear(claim, text) is wanted


@pytest.mark.parametrize(
    ("text", "mentioned", "wanted"),
    [
        ("It follows RFC 7230.", {"7230"}, {"rfc7230", "rfc-7230", "rfc_7230"}),
        ("It follows RFC 7230.", {"rfc"}, {"rfc7230", "rfc-7230", "rfc_7230", "7230"}),
        ("It follows RFC 8259.", {"json"}, {"rfc8259", "rfc-8259", "rfc_8259", "json"}),
        ("It follows the OpenAPI 3.1 specification.", {"openapi"}, set()),
        ("It follows the JSON Schema draft 2020-12.", {"json"}, {"jsonschema", "json-schema", "json_schema"}),
        ("Only the Python standard library is used.", set(), set()),
    ],
)
def test_the_words_that_tell_of_a_standard(text: str, mentioned: set[str], wanted: set[str]) -> None:
    """A number alone is none of them, unless the package speaks of the body, too."""
    assert {word for _, known in standards_in(text, mentioned) for word in known} == wanted


def test_versions_have_a_rule_of_their_own() -> None:
    """Beside addresses and standards."""
    assert unsupported_version.id == "AD902"
