"""What is remembered is written down as JSON, whole, and nothing else is made from it."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.entry import Entry
from aidoc_core.answers.usage import Usage
from aidoc_core.build.ledger import Record
from aidoc_core.code.declared import Declared
from aidoc_core.code.gaps import Gaps
from aidoc_core.code.objects import ApiObject, Documented, Location, Parameter, Said
from aidoc_core.problems import Problem
from sphinx_aidoc.state import BuildState
from sphinx_aidoc.written_state import _HOMES, _class, as_text, from_plain, from_text, is_text, to_plain

_OTHERS = {"Any", "CodeContext", "Decimal", "Kind", "Literal", "Mapping", "Outcome", "ParameterKind", "ProblemKind"}
_OTHERS |= {"None", "State"}
_TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
_ATOMS = st.none() | st.booleans() | st.integers() | _TEXT | st.decimals(allow_nan=False, allow_infinity=False)
_VALUES = st.recursive(
    _ATOMS | st.sets(_TEXT) | st.frozensets(st.tuples(_TEXT, _TEXT)),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(_TEXT, inner),
    max_leaves=12,
)


@given(value=_VALUES)
def test_values_come_back(value: Any) -> None:
    """By value and by kind, through text."""
    text = as_text(to_plain(value))
    found = from_plain(json.loads(text.decode("utf-8", "surrogatepass")))
    assert repr(found) == repr(value) or found == value
    assert type(found) is type(value)


@given(words=_TEXT, cost=st.none() | st.decimals(0, 9, places=4), line=st.integers(0, 99))
def test_a_state_comes_back(words: str, cost: Decimal | None, line: int) -> None:
    """With records, answers, and all that hangs on them."""
    obj = ApiObject(
        path="pkg.one", kind="function", module="pkg", location=Location(file=words, line=line),
        parameters=(Parameter(name="*a", default=words),), documented=Documented(parameters=frozenset({words})),
        said=Said(summary=words, parameters=((words, words),)),
    )  # fmt: skip
    answer = Answer(summary=words, parameters=(Described(name="a", description=words),))
    newer = Entry(fingerprint="2", path="pkg.one", module="pkg", kind="function", state="proposed", answer=answer)
    entry = Entry(
        fingerprint="1", path="pkg.one", module="pkg", kind="function", state="accepted", answer=answer,
        findings=({"check": words},), usage=Usage(input_tokens=line, cost_usd=cost), proposal=newer,
    )  # fmt: skip
    record = Record(obj=obj, outcome="cached", gaps=Gaps(parameters=("*a",)), entry=entry, usage=Usage(cost_usd=cost))
    state = BuildState(
        pages={"one": {"pkg.one": words}}, records={"pkg.one": record}, exceptions={("one", words)}, twins={},
        declared={"one": Declared(written=frozenset({words}), signatures={"a": (words,)})}, rows={"one": {words}},
        problems={"one": [Problem(kind="miss", message=words)]}, told={"pkg.one": obj.said}, token=words,
    )  # fmt: skip
    text = as_text(to_plain(state))
    assert is_text(text)
    assert from_text(text) == state


def test_every_class_is_known() -> None:
    """Each field of what is remembered holds plain values or classes that are made again."""
    for name, home in _HOMES.items():
        assert (_class(name).__name__, _class(name).__module__) == (name, home)
        named = {word for one in fields(_class(name)) for word in re.findall(r"\b[A-Z]\w+", str(one.type))}
        assert named <= _HOMES.keys() | _OTHERS


@pytest.mark.parametrize("plain", [{"": "Path"}, {"": "Live"}, {}, ["eval", "1"], ["bytes", "x"]])
def test_nothing_else_is_made(plain: Any) -> None:
    """Whatever a text names."""
    with pytest.raises(ValueError, match="no part of what is remembered"):
        from_plain(plain)


@pytest.mark.parametrize("value", [b"x", object(), {"a": {1: lambda: None}}, Record])
def test_nothing_else_is_written(value: Any) -> None:
    """What is not known is not kept."""
    with pytest.raises(ValueError, match="no part of what is remembered"):
        to_plain(value)
