"""What needs a person next, of however many modules: the first of each, then the second of each."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.build.next_steps import MOST, NEEDS, Needing, next_steps, rank

_ROWS = st.lists(
    st.tuples(st.sampled_from(["", "missing", "unreviewed", "stale"]), st.integers(0, 3)), max_size=2 * MOST
)
_MODULES = st.lists(st.tuples(st.sampled_from("abcdefgh"), _ROWS), max_size=12)


def _row(path: str, need: str, importance: float) -> dict[str, Any]:
    return {
        "path": path, "needs": [need] if need else [], "importance": importance, "reason": "", "source": "",
        "complexity": 0,
    }  # fmt: skip


def _in_turn(lists: list[list[Any]]) -> list[Any]:
    return [one for one in chain.from_iterable(zip_longest(*lists)) if one is not None][:MOST]


@given(modules=_MODULES)
def test_the_first_steps_are_those_of_all_in_turn(modules: list[tuple[str, list[tuple[str, int]]]]) -> None:
    """As if all steps of all modules had been put in order; several private modules may count for one."""
    needing = []
    for number, (module, found) in enumerate(modules):
        rows = [_row(f"{module}.{number}.o{place}", *one) for place, one in enumerate(found)]
        needing.append(Needing(module, rows, rank(rows)))
    told = next_steps(needing, [])

    expected = []
    for need in NEEDS:
        groups: dict[str, list[Any]] = {}
        for one in needing:
            groups.setdefault(one.module, []).extend((*ranked[:3], one.module) for ranked in one.ranked.get(need, ()))
        ordered = sorted(sorted(group) for group in groups.values() if group)
        expected.append([(path, need, module, len(groups[module])) for _, _, path, module in _in_turn(ordered)])
    assert [(one["path"], one["needs"], one["module"], one["alike"]) for one in told["first"]] == _in_turn(expected)
