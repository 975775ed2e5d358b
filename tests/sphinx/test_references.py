"""Which objects stand in what only aidoc makes appear."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_aidoc.references import all_below, is_below

_NAMES = st.lists(st.sampled_from(["a", "ab", "a0", "a-", "A", "b"]), min_size=1, max_size=4).map(".".join)


@given(names=st.lists(_NAMES), revealed=st.frozensets(_NAMES))
def test_all_below_are_those_that_are_below(names, revealed):
    """Looking all of many names up at once finds what asking for each of them does."""
    assert {*all_below(names, revealed)} == {name for name in names if is_below(name, revealed)}
