"""Texts that are the signature once more."""

from __future__ import annotations

import pytest

from aidoc_core.checks.repeated import repeats_signature

SIGNATURE = ("when", "dt.date | dt.datetime", "None")


@pytest.mark.parametrize(
    "text",
    [
        "dt.date | dt.datetime",
        "`dt.date | dt.datetime`.",
        "when: dt.date | dt.datetime = None",
        "dt.date | dt.datetime = None",
        "Optional[dt.date]",
        "date or datetime",
        "date, optional",
        "None",
    ],
)
def test_a_type_or_default_that_the_signature_has_says_nothing(text: str) -> None:
    assert repeats_signature(text, SIGNATURE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "When it was.",
        "float",
        "today",
        "`None` means today.",
        "date: the first one",
        "dt.date(2020, 1, 1)",
        "x" * 400,
    ],
)
def test_whatever_else_it_says_counts(text: str) -> None:
    assert not repeats_signature(text, SIGNATURE)


def test_without_annotation_and_default_a_type_tells_something() -> None:
    assert not repeats_signature("int", ("count", None, None))
    assert not repeats_signature("int", ("count", "int", "0")[:1])
    assert repeats_signature("int", ("count", "int", None))
    assert repeats_signature("int = 0", ("count", "int", "0"))
    assert repeats_signature("str = '%b %d'", ("format", "str", '"%b %d"'))
