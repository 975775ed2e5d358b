"""Rows that are added to a person's table: each where the signature has it, and the person's as they were."""

from __future__ import annotations

import griffe
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.render.sections import joined

NAMES = ["a", "b", "c", "d", "e"]


def _rows(names: list[str]) -> list[griffe.DocstringParameter]:
    return [griffe.DocstringParameter(name, description=f"About {name}.") for name in names]


@given(st.permutations(NAMES), st.lists(st.sampled_from([*NAMES, "key", "*c"]), unique=True), st.data())
def test_rows_are_joined(signed: list[str], human: list[str], data: st.DataObject) -> None:
    """Nothing of a person's moves; of what is added, nothing stands behind a person's row that comes later."""
    left = [name for name in signed if name not in human]
    added = data.draw(st.lists(st.sampled_from(left), unique=True)) if left else []
    added.sort(key=signed.index)
    function = griffe.Function("f", parameters=griffe.Parameters(*map(griffe.Parameter, signed)))
    sections = [griffe.DocstringSectionParameters(_rows(human))] if human else []
    found = joined(sections, "", [griffe.DocstringSectionParameters(_rows(added))] if added else [], function)
    names = [row.name for section in found for row in section.value]
    assert [name for name in names if name not in added] == human
    assert [name for name in names if name in added] == added
    for one in added:
        before = names[: names.index(one)]
        assert not [name for name in before if name in signed and signed.index(name) > signed.index(one)], names
