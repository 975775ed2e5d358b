"""How long the stages of a build take: each second counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.build.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Sequence

_TREES = st.recursive(
    st.tuples(st.sampled_from("abc"), st.just(())),
    lambda inner: st.tuples(st.sampled_from("abc"), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


class _Clock:
    """A clock that each look moves on by one."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> float:
        self.now += 1
        return float(self.now)


def _measure(stages: Stages, tree: tuple[str, Sequence[object]]) -> None:
    name, inner = tree
    with stages.measure(name):
        for one in inner:
            _measure(stages, one)  # type: ignore[arg-type]


@given(trees=st.lists(_TREES, max_size=4))
def test_stages_inside_of_others_count_once(trees: list[tuple[str, Sequence[object]]]) -> None:
    """However they stand inside of each other, they add up to the time of the outermost."""
    clock = _Clock()
    stages = Stages(clock=clock)
    whole = 0.0
    for tree in trees:
        before = clock.now
        _measure(stages, tree)
        whole += clock.now - before - 1
    assert sum(stages.seconds.values()) == whole
    assert all(seconds >= 0 for seconds in stages.seconds.values())
