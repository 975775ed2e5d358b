"""What is kept is read without a judge where it is plainly right, and to the same value as the judge reads it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.entry import Entry
from aidoc_core.answers.kept_form import judged_entry, judged_paid
from aidoc_core.answers.paid import PaidEntry
from aidoc_core.answers.plain import plain_entry, plain_paid
from aidoc_core.errors import CacheError
from tests.core.test_disk_answers import ENTRY
from tests.laws import law

WRITTEN = json.loads(ENTRY.to_json())
KEYS = [
    *WRITTEN,
    *WRITTEN["usage"],
    *WRITTEN["answer"],
    "withheld",
    "parameters",
    "raises",
    "attributes",
    "wanted_model",
]
TEXT = st.one_of(st.text(max_size=6), st.sampled_from(["a.b", "a.b\n", "a..b", "2026-11-26", "2026-11-26\n", "failed"]))
NUMBER = st.one_of(
    st.integers(-2, 3),
    st.integers(2**52, 2**65),
    st.floats(),
    st.sampled_from([0.0, -0.0, 1.0, 1e-7, 1e308, 0.1, 5e-324]),
)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBER, TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.one_of(TEXT, st.sampled_from(KEYS)), inner, max_size=3)
    ),
    max_leaves=5,
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """The text of an entry of which a few members are gone, or others, or there twice; some in the answer or the usage."""
    data = json.loads(json.dumps(WRITTEN))
    for part in (data, data["answer"], data["usage"]):
        for name, value in draw(st.dictionaries(st.sampled_from(KEYS), VALUE, max_size=1)).items():
            part[name] = value
        for name in draw(st.sets(st.sampled_from(KEYS), max_size=1)):
            part.pop(name, None)
    text = json.dumps(data, ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 5)) == 0:
        text = text.replace("{", "{" + f"{json.dumps(draw(st.sampled_from(KEYS)))}: {json.dumps(draw(VALUE))}, ", 1)
    return text


@given(entries())
@law(2_000)
def test_what_is_read_without_the_judge_is_what_the_judge_reads(text: str) -> None:
    """Whatever is taken for plainly right is right, and means the same; for anything else the judge is asked."""
    if (plain := plain_entry(text)) is not None:
        assert read(plain) == read(judged_entry(text))
    if (paid := plain_paid(text)) is not None:
        judged = judged_paid(text)
        assert {name: paid[name] for name in ("version", "state")} == {
            name: judged[name] for name in ("version", "state")
        }
        with suppress(CacheError):
            assert PaidEntry.from_json(text).usage == Entry.from_json(text).usage


def read(data: dict[str, Any]) -> dict[str, Any]:
    """Members of an entry as they count: without what is empty, and numbers with their sign and sort."""
    answer = {name: value for name, value in data["answer"].items() if value}
    usage = {name: repr(value) for name, value in data.get("usage", {}).items() if value is not None and value != 0}
    rest = {name: value for name, value in data.items() if name not in ("answer", "usage") and value not in ("", [], 0)}
    return {"answer": answer, "usage": usage, **rest}


def test_what_this_release_writes_is_read_without_the_judge() -> None:
    """Every member that is written is among those that are known to be right."""
    text = ENTRY.to_json()
    assert plain_entry(text) is not None
    assert plain_paid(text) is not None
    assert Entry.from_json(text) == ENTRY
