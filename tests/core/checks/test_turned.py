"""Exceptions that a body turns into another, or swallows, are none that its callers get."""

import pytest

from aidoc_core.checks import Severity, check

LIBRARY = """
class Missing(Exception):
    pass


class Lost(LookupError):
    pass


class Gone(KeyError):
    pass


def shelf_of(book):
    return SHELVES[book]


SHELVES = {"a": "b"}


class Library:
    def __init__(self, books):
        self._books = books
        self._engine = None

    def title(self, book: str) -> str:
        try:
            entry = self._books[book]
        except KeyError:
            raise Missing(f"no book {book}") from None
        return entry.title().join(sorted(book))

    def gone(self, book: str) -> str:
        try:
            return self._books[book]
        except KeyError as error:
            raise Gone(book) from error

    def again(self, book: str) -> str:
        try:
            return self._books[book]
        except KeyError:
            print(book)
            raise

    def chosen(self, book: str) -> str:
        try:
            return self._books[book]
        except KeyError as error:
            if book:
                raise error
            return ""

    def other(self, book: str) -> str:
        try:
            found = self._books[book]
        except KeyError:
            raise Missing(book) from None
        return found + self._books["spare"]

    def through(self, book: str) -> str:
        try:
            found = self._books[book]
        except KeyError:
            raise Missing(book) from None
        return found + shelf_of(book)

    def engine(self, name: str) -> object:
        try:
            import engines
        except ImportError:
            return None
        return engines.make(name)

    def first(self, books) -> str:
        try:
            return next(iter(books))
        except StopIteration:
            raise Lost(books) from None

    def number(self, text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise Missing(text) from None
"""


@pytest.fixture
def library(visit):
    return visit(LIBRARY)


def against(obj, **answer):
    found = check({"summary": "Look a book up in the library.", **answer}, obj)
    return {one.rule for one in found if one.severity is not Severity.WARN} & {"AD302", "AD303"}


TURNED = [
    ("title", "KeyError", "Missing"),
    ("engine", "ImportError", ""),
    ("first", "StopIteration", "Lost"),
    ("number", "ValueError", "Missing"),
]


@pytest.mark.parametrize(("name", "wrong", "right"), TURNED)
def test_what_is_turned_into_another_is_not_raised(library, name, wrong, right):
    obj = library[f"Library.{name}"]
    assert against(obj, raises=[{"type": wrong, "description": "If there is no such book."}]) == {"AD302"}
    assert against(obj, description=f"Raises a `{wrong}` if there is no such book.") == {"AD303"}
    if right:
        assert against(obj, raises=[{"type": right, "description": "If there is no such book."}]) == set()
        assert against(obj, description=f"Raises `{right}` if there is no such book.") == set()
    assert against(obj, description=f"A `{wrong}` inside is caught.") == set()


@pytest.mark.parametrize("name", ["gone", "again", "chosen", "other", "through"])
def test_what_may_still_leave_is_left_alone(library, name):
    """A class below it is raised, it is raised again, or other code beside the `try` may raise it."""
    obj = library[f"Library.{name}"]
    assert against(obj, raises=[{"type": "KeyError", "description": "If there is no such book."}]) == set()
    assert against(obj, description="Raises a `KeyError` if there is no such book.") == set()


def test_a_class_above_what_is_raised_instead_is_left_alone(library):
    told = [{"type": "LookupError", "description": "If there is no book."}]
    assert against(library["Library.first"], raises=told) == set()
