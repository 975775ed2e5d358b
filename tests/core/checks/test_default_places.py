"""Defaults that the description states of a parameter that it names."""

import pytest

from aidoc_core.checks import check
from aidoc_core.code.packages import read_package

WRONG = (
    "By default, `step` is 7.",
    'By default `mode` is "auto".',
    "Without an explicit `step`, a value of 7 is assumed.",
    "If `step` is left out, it falls back to 7.",
    "When `step` is omitted, 7 is used.",
    "If no `step` is given, it defaults to 7.",
    "The default of 7 for `step` can be overridden.",
    'The default value of `"auto"` for `mode` suits most.',
    "`step` is 7 unless given.",
    'If `mode` is not given, `"auto"` is assumed.',
    "Without `step`, it defaults to 7.",
    "By default, `step` equals 12.",
)
RIGHT = (
    "By default, `step` is 3.",
    "If `step` is left out, it falls back to 3.",
    'Without an explicit `mode`, a value of "fast" is assumed.',
    "The default of 3 for `step` can be overridden.",
    "If `step` is left out and the mode is slow, 7 is used.",
    "If `step` is 7, the default is ignored.",
    "When `step` is omitted on a slow disk, 7 is used.",
    "The default of 7 for the timeout is below `step`.",
)


@pytest.fixture(scope="module")
def move(tmp_path_factory):
    """A function with two defaults."""
    root = tmp_path_factory.mktemp("defaults")
    (root / "shop").mkdir()
    code = 'def move(path, step=3, mode="fast"):\n    return path * step + mode\n'
    (root / "shop" / "__init__.py").write_text(code, encoding="utf-8")
    return next(obj for obj in read_package("shop", [root]) if obj.name == "move")


def touched(move, text: str) -> bool:
    said = {"summary": "Move along the path.", "description": text}
    return any(f.rule == "AD123" for f in check(said, move))


@pytest.mark.parametrize("text", WRONG)
def test_another_default_than_the_signature_is_seen(move, text: str) -> None:
    """What is there when nothing is passed."""
    assert touched(move, text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_defaults_and_other_conditions_stay(move, text: str) -> None:
    """The right value, further conditions, other things' defaults."""
    assert not touched(move, text)
