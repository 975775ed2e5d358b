"""Marks are taken out of a page and put back: found by their signs, and the same as by looking everywhere."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.render.labels import LABELS
from mkdocs_aidoc.unsearched import Unsearched

_LABEL = min(LABELS)
_EVERYWHERE = re.compile(
    r'<p class="aidoc-(?:badge|foot)[^>]*>.*?</p>'
    rf"|<(\w+)\b[^<>]*\bdoc-label-(?:{'|'.join(sorted(LABELS))})\b(?!-)[^<>]*>.*?</\1>",
    re.DOTALL,
)
_PIECES = (
    '<p class="aidoc-badge" x>', '<p class="aidoc-foot">', '<p class="aidoc-other">', "</p>", "<small ", "</small>",
    f'<small class="doc doc-label doc-label-{_LABEL}">', f'<span class="doc-label-{_LABEL}-x">', "</span>", "<", ">",
    f"doc-label-{_LABEL}", "doc-label-", "<code>", "</code>", "\n", " x ",
)  # fmt: skip


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=16))
def test_marks_are_found_as_if_looked_for_everywhere(pieces: list[str]) -> None:
    """Whatever stands around them, and whether an element is closed or not."""
    html, unsearched = "".join(pieces), Unsearched()
    numbers = iter(range(len(pieces)))
    without = unsearched.without_marks(html)
    assert without == _EVERYWHERE.sub(lambda _: f"<!--aidoc-mark-{next(numbers)}-->", html)
    assert unsearched.with_marks(without) == html
