"""Words with two meanings: a rule reads them as one, and the sentence or the code shows that the other one is meant.

Beside each table of what is left alone stands one of what is still found: sentences that differ in the meaning alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.checks import Severity, check
from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

CODE = """
import struct
from abc import ABC


class Store(ABC):
    FROZEN = 4

    def load(self, data: memoryview, rows: list, strict=False) -> None:
        self.data = data.tobytes()
        self.rows.append(len(rows))
        self.index["a"] = strict

    def store(self, rows: list) -> None:
        rows.append(len(self.rows))

    def extend(self, rows: list) -> None:
        rows.append(1)
        self.rows.append(1)

    def measure(self, data: memoryview) -> int:
        return len(data) + self._pad()

    def _pad(self) -> int:
        return 1 if "PADDED" in self.flags or "trimmed" in self.options else 0

    def width(self, data: memoryview) -> int:
        if "PADDED" in self.flags:
            try:
                return struct.unpack("!B", data[:1])[0]
            except struct.error as err:
                raise ValueError("no width") from err
        return 0

    def pick(self, key: str, kinds):
        if isinstance(kinds, set):
            raise TypeError(key)
        return self.rows[key]

    def nodes(self):
        yield self

    def parts(self):
        yield from ()

    def close(self):
        return None

    def merge(self, key: str, limit: int = 3):
        found = [row for row in self.rows if row.key == key]
        self.kept = found[:limit]
        return self.kept

    def split(self, text: str) -> list:
        lines = text.splitlines()
        return [line for line in lines if not line.startswith("--- ")]


    def pages(self, size: int) -> int:
        if self.known(size):
            return size
        return 0

    def feed(self, rows: list, write) -> None:
        for row in rows:
            write(row)

    def scan(self, ranges: list, key: int) -> bool:
        for lower, upper in ranges:
            if lower <= key < upper:
                return True
        return False

    def is_abstract(self, node) -> bool:
        return any(one.name == "abstractmethod" for one in node.decorators)

    def walk(self):
        for row in self.rows:
            yield row, row.parent

    def memoize(self, name=None):
        return self._index.memoize(name)

    def keep(self, file) -> None:
        self._files.append(file)
        self._by_name = None

    def hang_up(self) -> None:
        self.database.close()

    def shorten(self, text: str) -> str:
        return text[:10].title()

    def parse(self, text: str) -> Shelf:
        if isinstance(text, Shelf):
            return text
        if text in self.names:
            return self.names[text]
        raise ValueError(text)

    def truth(self, value: str, fail_on_errors: bool = True) -> bool | None:
        if value == "yes":
            return True
        if fail_on_errors:
            raise ValueError(value)
        return None


class Lease:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self._leave()

    async def close(self) -> None:
        self.open = False


class Index:
    def memoize(self, name):
        def decorate(function):
            self.names[name] = function
            return function

        return decorate


def resolve(cls, names=None):
    cls.names = names or {}
    return cls


class Shelf(Store):
    def pages(self, size: int) -> int:
        found = self.rows[::size]
        return len(found)

    def nodes(self):
        yield self
        yield from self.rows

    def parts(self):
        yield from self.rows
"""


@pytest.fixture
def store(tmp_path: Path) -> dict[str, ApiObject]:
    return read_store(tmp_path, CODE)


def strong(obj: ApiObject, **said: object) -> list[Finding]:
    """What touches an answer."""
    return [
        one for one in check({"summary": "Go through the store.", **said}, obj) if one.severity is not Severity.WARN
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("load", "The bytes are copied to `data` as they are; nothing is decoded."),
        ("load", "The bytes are stored in `data`, which is updated."),
        ("load", "The number of rows is appended to `rows`."),
        ("load", "`rows` is extended by one entry."),
        ("store", "`rows` is left unchanged."),
        ("feed", "Write the rows into a stream by its `write` method, which is changed by each."),
    ],
)
def test_an_attribute_may_have_the_name_of_a_parameter(store: dict[str, ApiObject], name: str, text: str) -> None:
    """Which of the two is changed a sentence need not say: the body changes the attribute."""
    assert "AD208" not in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("measure", "The bytes are added to `data`, which is changed in place."),
        ("split", "`text` is modified in place."),
        ("load", "The argument `rows` is modified in place by the call."),
        ("extend", "`rows` is left unchanged."),
        ("scan", "`ranges` is sorted in place."),
        ("scan", "`ranges` is emptied."),
    ],
)
def test_a_parameter_without_a_namesake_is_what_is_changed(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert "AD208" in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("list_items", "Gives all things in a list."),
        ("Shelf.value", "The value of everything."),
        ("filesize", "How big the file is, in bytes."),
        ("tzname", "The name given to the zone."),
        ("Field.__init__", "Creates a field."),
    ],
)
def test_each_word_of_the_own_name_counts(tmp_path: Path, name: str, summary: str) -> None:
    """Also one that says nothing elsewhere, and one that is written together with another."""
    code = """
def list_items(x): return x
def filesize(x): return x
def tzname(x): return x
class Shelf:
    def value(self): return 1
class Field:
    def __init__(self, x): self.x = x
"""
    obj = read_store(tmp_path, code)[f"shop.{name}"]
    rules = {one.rule for one in check({"summary": summary}, obj)}
    assert "AD901" not in rules


def test_a_text_about_something_else_shares_no_word(store: dict[str, ApiObject]) -> None:
    assert "AD901" in {one.rule for one in check({"summary": "Sends mail to customers."}, store["measure"])}


@pytest.mark.parametrize(
    "text",
    [
        "`ranges` are sorted and do not overlap, so that the first one above ends the search.",
        "`ranges` is sorted by its lower ends.",
        "The `ranges` are normalised.",
    ],
)
def test_what_is_sorted_need_not_get_so(store: dict[str, ApiObject], text: str) -> None:
    """A participle tells of a state, too: here, of what callers pass."""
    assert "AD208" not in found(store, "scan", text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("measure", "The length of the padding is added if the `PADDED` flag is set."),
        ("measure", "One byte is added if the `trimmed` option is set."),
        ("measure", "The `FROZEN` flag is set by default."),
        ("measure", "With the `DOTALL` flag set, line ends count as well."),
        ("split", "If the `END_STREAM` flag is given, nothing follows."),
        ("split", "It is fit for `make_store`'s `splitter` argument."),
        ("split", "The `touch` option of the browser context has to be set to true."),
        ("split", "It is like a Network created with a default `strict` argument."),
    ],
)
def test_a_flag_of_the_data_is_no_parameter(store: dict[str, ApiObject], name: str, text: str) -> None:
    """Code asks for it as a text or constant, or it is written in capitals as no parameter there is."""
    assert "AD109" not in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("measure", "The length is doubled if the `double` flag is set."),
        ("split", "Empty lines are left out if the `compact` option is given."),
        ("split", "Pass `keep_ends=True` to keep the line ends."),
    ],
)
def test_a_flag_of_nobody_is_a_parameter(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert "AD109" in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "exception", "text"),
    [
        ("width", "ValueError", "The `PADDED` flag is set but `data` is empty."),
        ("width", "ValueError", "The `PADDED` flag of `flags` is set."),
        ("width", "ValueError", "If the flags are set and there is no byte."),
        ("width", "ValueError", "The flag is set, and nothing is left of the body."),
        ("parse", "ValueError", "The conversion to `Shelf` fails."),
        ("parse", "ValueError", "The text cannot be made into a `Shelf`."),
        ("truth", "ValueError", "Nothing fits, or, if `fail_on_errors=False`, returns `None`."),
        ("truth", "ValueError", "If it is neither, or, if `fail_on_errors` is `False`, gives `None`."),
    ],
)
def test_the_other_meaning_of_a_condition_holds(
    store: dict[str, ApiObject], name: str, exception: str, text: str
) -> None:
    """What is set is none, what something is converted to it is not yet, and another clause has its own outcome."""
    raises = [{"type": exception, "description": text}]
    assert "AD304" not in {one.rule for one in strong(store[name], raises=raises)}


@pytest.mark.parametrize("text", ["If `kinds` is not a set.", "If `kinds` is a list."])
def test_with_an_article_a_set_is_a_type(store: dict[str, ApiObject], text: str) -> None:
    raises = [{"type": "TypeError", "description": text}]
    assert "AD304" in {one.rule for one in strong(store["pick"], raises=raises)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nodes", "The base implementation has no nodes below it."),
        ("nodes", "The base implementation knows no other nodes."),
        ("merge", "The base implementation has no children."),
        ("merge", "The base implementation ignores the argument."),
        ("merge", "The default implementation makes no request."),
        ("merge", "The base implementation does no check of the key."),
        ("parts", "There is no implementation in the base class."),
        ("close", "There is no implementation in the base class."),
        ("is_abstract", "The method is annotated with `abc.abstractmethod`."),
        ("is_abstract", "It must be overridden by subclasses in order not to be abstract."),
        ("walk", "Iterator that gives the row and its parent all at once."),
        ("memoize", "Decorator that wraps a function with a memo."),
        ("shop.resolve", "It gives back the class, so that it can be used as a class decorator."),
        ("shop.Lease.close", "It is called when the context manager is left."),
        ("merge", "Check whether the key is an abstract method."),
        ("scan", "Tells whether a key is that of a property, a class method or a static method."),
        ("merge", "It wraps the static function :meth:`~lib.Visitor.merge` of the visitor."),
        ("split", "The page is static, so that its lines are known."),
        ("split", "Methods which are not implemented by the plugin are left out."),
        ("merge", "We override this behaviour here."),
        ("pages", "It is meant to be overridden by stores that know better."),
    ],
)
def test_an_implementation_that_does_something_is_there(store: dict[str, ApiObject], name: str, text: str) -> None:
    """Of what it does not do something may be said; and one that hardly does anything may be called none."""
    assert "AD804" not in found(store, name, text)


@pytest.mark.parametrize(
    "text",
    [
        "The base implementation has no body.",
        "There is no implementation in the base class.",
        "The base implementation does nothing and only raises `NotImplementedError`.",
        "This is an abstract method that subclasses must implement.",
        "It is a decorator and wraps the function that it is applied to.",
        "It is a context manager, to be used in a `with` statement.",
    ],
)
def test_an_implementation_that_is_said_to_be_missing_is_not(store: dict[str, ApiObject], text: str) -> None:
    assert "AD804" in found(store, "merge", text)


@pytest.mark.parametrize(
    "text",
    [
        "Stores must override this method to bring their own pages.",
        "The default implementation is empty and meant to be overridden.",
    ],
)
def test_a_method_that_is_overridden_is_not_left_open(store: dict[str, ApiObject], text: str) -> None:
    """It works by itself, so that nobody has to."""
    assert "AD804" in found(store, "pages", text)


def test_a_generator_is_said_to_give_all_at_once(store: dict[str, ApiObject]) -> None:
    assert "AD804" in found(store, "walk", "All rows are collected and returned as one list.")


@pytest.mark.parametrize(
    "text",
    [
        "The header is a line that begins with `---`, directly followed by one that begins with `+++`.",
        "A boundary begins with `--`.",
        "Lines that begin with `--` are comments.",
        "The rule `---` ends the front matter.",
        "A line of dashes, `-----`, separates the parts.",
        "The values `-p_min` and `-1` count as well.",
        "The sides of the grid---bottom, right, top---are left out.",
    ],
)
def test_dashes_are_no_options(store: dict[str, ApiObject], text: str) -> None:
    """An option has a name."""
    assert "AD907" not in found(store, "split", text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("keep", "The file is added to the others."),
        ("keep", "Adds the file to the list of files."),
        ("hang_up", "Closes the database connection."),
        ("shorten", "The text is suitable to be placed in a log file."),
        ("shorten", "Texts should be prepared once, and then reused."),
    ],
)
def test_a_thing_outside_may_be_named_only(store: dict[str, ApiObject], name: str, text: str) -> None:
    """It is given, belongs to another thing that the code uses, or is for others to do."""
    assert "AD907" not in found(store, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("keep", "The file is written to the disk."),
        ("hang_up", "Sends a request to a remote server."),
        ("hang_up", "It reads `$HOME`."),
        ("shorten", "The result is cached, so that a second call is fast."),
        ("shorten", "The text is written to a file."),
    ],
)
def test_what_is_done_outside_is_not_only_named(store: dict[str, ApiObject], name: str, text: str) -> None:
    assert "AD907" in found(store, name, text)


@pytest.mark.parametrize(
    "text",
    [
        "The `--compact` flag turns it on.",
        "The value given by `--timeout` is used.",
        "It can be started from a shell with `python -m shop`.",
    ],
)
def test_options_with_a_name_are_of_a_command_line(store: dict[str, ApiObject], text: str) -> None:
    assert "AD907" in found(store, "split", text)


@pytest.mark.parametrize(
    "text",
    [
        "The value. A constant is wrapped as a term.",
        "A value. It is compared with each key.",
        "The argument. Every row is asked for it.",
        "The parameter. Rows without it are left out.",
        "The thing to look for. It must not be empty.",
        "Any value. It is not looked at.",
        "**Details** Rows without it are left out.",
    ],
)
def test_an_entry_may_begin_with_a_noun(store: dict[str, ApiObject], text: str) -> None:
    """Entries name their matter first, and tell more of it in sentences."""
    entry = [{"name": "key", "description": text}]
    assert "AD515" not in {one.rule for one in strong(store["merge"], parameters=entry)}


@pytest.mark.parametrize(
    "text",
    [
        "Your text here. Rows without it are left out.",
        "Placeholder text. Rows without it are left out.",
        "Some text. Rows without it are left out.",
        "Lorem ipsum dolor. Rows without it are left out.",
    ],
)
def test_a_gap_to_fill_in_is_no_noun(store: dict[str, ApiObject], text: str) -> None:
    entry = [{"name": "key", "description": text}]
    assert "AD515" in {one.rule for one in strong(store["merge"], parameters=entry)}
