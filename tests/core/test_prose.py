"""Roles, formulas and bold text become plain prose without another request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.prose import plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See :func:`fetch` and :py:meth:`Shop.open`.", "See `fetch` and `Shop.open`."),
        ("See :class:`~shop.goods.Box`.", "See `Box`."),
        ("See :class:`the box <shop.goods.Box>`.", "See `the box`."),
        ("As :math:`x^2 + 1`, or $$\\sum_i x_i$$.", "As `x^2 + 1`, or `\\sum_i x_i`."),
        ("It is **not** shown.", "It is not shown."),
        ("Takes `**kwargs` and **options, x**2 and y**3.", "Takes `**kwargs` and **options, x**2 and y**3."),
        ("Costs $5 or $$.", "Costs $5 or $$."),
        ("A key:`value`, :unknown:`thing` and `:func:`.", "A key:`value`, :unknown:`thing` and `:func:`."),
        ("", ""),
    ],
)
def test_markup_becomes_plain(text, said):
    """What code can write otherwise is; all else stays as it is."""
    assert plain(text) == said


@given(st.text(alphabet="a `*$:<>~.\nfunc", max_size=60))
def test_plain_text_stays_plain(text):
    """Nothing is left to do at the second time."""
    once = plain(text)
    assert plain(once) == once
