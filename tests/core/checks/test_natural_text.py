"""What a strong model naturally writes, and rules took for something else: true text stays, false text goes."""

import pytest

from aidoc_core.checks import Severity, check

PARK = '''
"""A car park, steered from the command line."""

import os
import sys
from argparse import ArgumentParser


class Listener:
    def on_event(self, hook, name: str) -> None:
        hook(name)

    def forward(self, *values):
        return values


class Barrier:
    def __init__(self, config):
        self._config = config

    @property
    def record(self):
        return os.path.join(self._config["root"], self._config["record"])

    def write(self, text):
        with open(self.record, "w") as file:
            file.write(text)


class Option:
    def __init__(self, cli, table):
        self.cli = cli
        self.table = table

    def coerce(self, value: str) -> str:
        return value.lower()


class Place:
    def __init__(self, raw):
        self._raw = raw

    @property
    def raw(self) -> str:
        return str(self._raw)

    @property
    def north(self) -> str:
        d = self._raw // 3600000
        m = self._raw % 3600000 // 60000
        return f"{d} {m}"


def require(value: int) -> None:
    if value < 1:
        raise ValueError(value)


def parse(buffer: bytes, length: int) -> bytes:
    return buffer


def trim(buffer: bytes, length: int) -> bytes:
    return buffer[:length]


def main(arguments: list[str]) -> None:
    options = ArgumentParser().parse_args(arguments)
    print(options)


def leave(status: int) -> None:
    print(status)
    sys.exit(status)


def close(status: int) -> None:
    leave(status)


def count(values: list[str]) -> int:
    return len(values)
'''


@pytest.fixture
def park(visit):
    return visit(PARK)


def against(obj, **answer):
    whole = {"summary": "Work on the cars in the park.", **answer}
    gaps = {"AD102", "AD104", "AD202", "AD503"}
    return {one.rule for one in check(whole, obj) if one.severity is not Severity.WARN} - gaps


def entry(name, text):
    return [{"name": name, "description": text}]


@pytest.mark.parametrize(
    "text",
    [
        "The hook is called with the name, and its return value is ignored.",
        "It is called at once and its result is discarded.",
        "It is called in the same thread; the result is not used.",
    ],
)
def test_a_result_that_is_dropped_is_anothers(park, text):
    assert against(park["Listener.on_event"], description=text) == set()
    assert "AD206" in against(park["Listener.on_event"], description="Returns the number of cars.")


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is returned; the function only raises an exception if the check fails.",
        "Nothing is returned, but an exception is raised if the check fails.",
        "No value is returned; it raises an exception where the check fails.",
    ],
)
def test_a_denial_ends_with_its_clause(park, text):
    assert against(park["require"], description=text) == set()


@pytest.mark.parametrize("text", ["Nothing is raised.", "It never raises an exception; nothing is returned."])
def test_a_denied_exception_is_still_found(park, text):
    assert "AD303" in against(park["require"], description=text)


@pytest.mark.parametrize(
    "text",
    ["Length of the data; it is not needed here.", "Not required by this format.", "Length of the data; never needed."],
)
def test_what_the_body_does_not_use_is_not_needed(park, text):
    assert against(park["parse"], parameters=entry("length", text)) == set()


@pytest.mark.parametrize("name", ["parse", "trim"])
def test_what_may_be_left_out_is_optional_whether_used_or_not(park, name):
    assert "AD124" in against(park[name], parameters=entry("length", "Length of the data; it may be left out."))
    assert "AD124" in against(park["trim"], parameters=entry("length", "Length of the data; it is not needed."))


@pytest.mark.parametrize("name", ["main", "leave", "close"])
def test_an_exit_is_an_exception(park, name):
    told = [{"type": "SystemExit", "description": "When all is done."}]
    assert against(park[name], raises=told) == set()
    assert "AD302" in against(park["count"], raises=told)


@pytest.mark.parametrize(
    "text", ["The values to pass to the function.", "The values passed to the function.", "Handed on to the method."]
)
def test_where_arguments_go_says_something(park, text):
    assert against(park["Listener.forward"], parameters=entry("*values", text)) == set()
    assert "AD105" in against(park["count"], parameters=entry("values", "The values to pass to the function."))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Barrier.record", "Path of the record, made up of the root directory and the configured file name."),
        ("Barrier.record", "If the configured file name is an absolute path, the root directory is ignored."),
        ("Option.coerce", "Looks up the object that belongs to a value from the command line."),
    ],
)
def test_what_is_only_named_is_not_used(park, name, text):
    assert against(park[name], description=text) == set()


def test_what_is_used_has_to_show(park):
    assert "AD907" in against(park["Barrier.record"], description="The record is written to a file on disk.")
    assert "AD907" in against(park["count"], description="The result is written to a file on disk.")


@pytest.mark.parametrize("units", ["degrees, minutes and seconds", "hours, minutes and seconds"])
def test_a_number_that_makes_a_unit_is_a_sign_of_it(park, units):
    assert against(park["Place.north"], summary=f"The latitude as text, in {units}, followed by `N`.") == set()
    assert "AD905" in against(park["Place.raw"], summary="The latitude as text, in degrees, then `N`.")
