"""Values whose long parts lie packed are what they were."""

import copy
import pickle
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.code.objects import ApiObject, Location, Parameter
from aidoc_core.code.packed import PackedNames, is_packed, pack

_TEXTS = st.text(st.characters(codec=None), max_size=30)  # lone surrogates, too: sources have them
_NAMED = st.lists(st.builds(lambda name, text: (name, text), _TEXTS, _TEXTS), max_size=3).map(tuple)
_OBJECTS = st.builds(
    ApiObject,
    path=st.just("a.b"),
    kind=st.just("function"),
    module=st.just("a"),
    location=st.just(Location(file="a.py", line=3)),
    signature=_TEXTS,
    parameters=st.lists(
        st.builds(Parameter, name=_TEXTS, annotation=st.none() | _TEXTS, default=st.none() | _TEXTS), max_size=3
    ).map(tuple),
    decorators=st.lists(_TEXTS, max_size=2).map(tuple),
    code=_TEXTS,
    source=_TEXTS,
    header=_TEXTS,
    members=st.lists(_TEXTS, max_size=2).map(tuple),
    human=_TEXTS,
)
_ENTRIES = _NAMED.map(lambda items: tuple(Described(name=name, description=text) for name, text in items))
_ANSWERS = st.builds(
    Answer,
    summary=_TEXTS,
    description=_TEXTS,
    parameters=_ENTRIES,
    returns=_TEXTS,
    yields=_TEXTS,
    raises=_ENTRIES,
    attributes=_ENTRIES,
    example=_TEXTS,
)


@given(st.lists(_OBJECTS | _ANSWERS, max_size=4), st.lists(_OBJECTS, max_size=3))
def test_packed_is_equal(values, others):
    """Whatever was packed before and since, a value is equal to what it was, and so is each copy of it."""
    plain = [copy.deepcopy(value) for value in values]
    pack([*values, *values[:1]])
    pack(others)
    pack(values)
    assert all(map(is_packed, values))
    for value, before in zip(values, plain, strict=True):
        assert value == before
        assert (hash(value), repr(value)) == (hash(before), repr(before))
        for again in (replace(value), copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert again == before
            assert not is_packed(again)
        assert [getattr(value, one.name) for one in fields(value)] == [
            getattr(before, one.name) for one in fields(value)
        ]


def test_no_other_attribute():
    """What a value does not have, it does not have packed either."""
    value = Answer(summary="Does it.")
    pack([value])
    with pytest.raises(AttributeError, match="'Answer' object has no attribute 'brief'"):
        _ = value.brief  # type: ignore[attr-defined]
    assert not hasattr(Answer(), "brief")


def test_takes_less_room():
    """Texts that have much in common take a fifth of their room together."""
    texts = [
        f"def method_{number}(self, value):\n    return self.values[{number}] + value\n" * 4 for number in range(50)
    ]
    objects = [
        ApiObject(path=f"a.{n}", kind="function", module="a", location=Location(file="a.py"), source=text, code=text)
        for n, text in enumerate(texts)
    ]
    pack(objects)
    assert len(objects[0]._pack._packed) < sum(map(len, texts)) * 2 / 5


@given(st.lists(_TEXTS, unique=True, max_size=5), _TEXTS)
def test_packed_names_are_the_names(names, other):
    """In their order, and none more."""
    packed = PackedNames(names)
    assert (list(packed), len(packed), bool(packed)) == (names, len(names), bool(names))
    assert all(name in packed for name in names)
    assert (other in packed) is (other in names)
