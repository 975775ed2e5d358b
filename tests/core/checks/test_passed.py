"""How arguments are passed: by position, by keyword, several at once; the signature decides it."""

import pytest

from tests.core.checks.store import found, read_store

CODE = """
class Store:
    def merge(self, other, /, limit=3):
        return other, limit

    def loose(self, other, /, **names):
        return other, names

    def fetch(self, key, *, timeout=3.0):
        return key, timeout

    def drop(self, *keys, force=False):
        for key in keys:
            self.rows.remove(key)

    def flat(self, *keys):
        if len(keys) == 1 and isinstance(keys[0], list):
            keys = keys[0]
        return keys

    def lists(self, *rows: list):
        return rows

    @guarded
    def held(self, key, *, timeout=3.0):
        return key, timeout

    def keyed(self, *, key, timeout):
        return key, timeout
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The objects of the code above, read once."""
    return read_store(tmp_path_factory.mktemp("passed"), CODE)


FALSE = (
    ("merge", "`other` can be passed by keyword."),
    ("merge", "`other` may also be given as a keyword argument."),
    ("merge", "`other` is keyword-only."),
    ("merge", "`limit` is a keyword-only parameter."),
    ("merge", "`limit` is positional-only."),
    ("merge", "`limit` must be passed by keyword."),
    ("merge", "`limit` can only be passed by position."),
    ("fetch", "`timeout` may be passed by position."),
    ("fetch", "`timeout` can be given positionally."),
    ("fetch", "`timeout` may be given as the second positional argument."),
    ("fetch", "`timeout` is positional-only."),
    ("fetch", "All arguments are keyword-only."),
    ("fetch", "All parameters can be passed by position."),
    ("fetch", "Takes any number of positional arguments."),
    ("drop", "Keys are passed as one list."),
    ("drop", "The keys must be given as a single tuple."),
    ("drop", "`keys` is passed as a list."),
    ("drop", "Takes exactly one key."),
    ("drop", "It accepts only one argument."),
)
TRUE = (
    ("merge", "`other` is positional-only."),
    ("merge", "`other` must be passed by position."),
    ("merge", "`other` cannot be passed by keyword."),
    ("merge", "`limit` can be passed by keyword."),
    ("merge", "`limit` can be passed by position or by keyword."),
    ("merge", "`limit` is passed as a keyword argument to the backend."),
    ("loose", "`other` can be passed by keyword."),
    ("fetch", "`timeout` is keyword-only."),
    ("fetch", "`timeout` must be passed by keyword."),
    ("fetch", "`timeout` is not positional-only."),
    ("fetch", "`key` can be passed by keyword."),
    ("fetch", "All arguments but the first are keyword-only."),
    ("keyed", "All arguments are keyword-only."),
    ("held", "`timeout` may be passed by position."),
    ("drop", "Takes any number of positional arguments."),
    ("drop", "Takes one or more keys."),
    ("drop", "`force` is keyword-only."),
    ("drop", "The rows are passed as one list."),
    ("flat", "Keys are passed as one list."),
    ("flat", "Keys can be passed as a list."),
    ("lists", "The rows are passed as a list."),
)
FALSE_ENTRIES = (
    ("merge", "other", "The other store. It can be passed by keyword."),
    ("merge", "other", "The other store. Keyword-only."),
    ("merge", "limit", "Positional-only. How many."),
    ("fetch", "timeout", "Seconds to wait; may be passed by position."),
    ("fetch", "timeout", "Seconds to wait (positional-only)."),
    ("fetch", "key", "A keyword-only argument. What to look for."),
    ("drop", "*keys", "What to remove, passed as one list."),
)
TRUE_ENTRIES = (
    ("merge", "other", "The other store. Positional-only."),
    ("merge", "limit", "How many; may be passed by keyword."),
    ("fetch", "timeout", "Seconds to wait. Keyword-only."),
    ("fetch", "timeout", "Whether keyword-only calls wait."),
    ("drop", "*keys", "What to remove, each passed as a string."),
    ("held", "key", "What to look for. Keyword-only."),
)


@pytest.mark.parametrize(("name", "text"), FALSE)
def test_another_way_of_passing_than_the_signature_has_is_seen(store, name, text):
    assert "AD124" in found(store, name, text)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_the_way_of_the_signature_is_left_alone(store, name, text):
    assert "AD124" not in found(store, name, text)


@pytest.mark.parametrize(("name", "parameter", "text"), FALSE_ENTRIES)
def test_an_entry_with_another_way_is_seen(store, name, parameter, text):
    assert "AD124" in found(store, name, text, parameter)


@pytest.mark.parametrize(("name", "parameter", "text"), TRUE_ENTRIES)
def test_an_entry_with_the_way_of_the_signature_is_left_alone(store, name, parameter, text):
    assert "AD124" not in found(store, name, text, parameter)
