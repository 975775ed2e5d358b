"""What a reviewed file keeps of code: changes in words, and code that is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers.recorded import changes, likeness, record_code
from aidoc_core.code.packages import Packages

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.answers.recorded import RecordedCode

F = "def f(a: int, b=1) -> int:\n    total = load(a)\n    return total.sum(b)\n"


def record(directory: Path, source: str, name: str = "f") -> RecordedCode:
    (directory / "pk.py").write_text(source, encoding="utf-8")
    (obj,) = [one for one in Packages([directory], root=directory).objects("pk") if one.name == name]
    return record_code(obj)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (F.replace("b=1", "b=2"), "default of `b` changed from `1` to `2`"),
        (F.replace("b=1", "b"), "default of `b` removed"),
        (F.replace("b=1", "b=1, *, c=None"), "parameter `c` added"),
        (F.replace(", b=1", "").replace("sum(b)", "sum()"), "parameter `b` removed; body changed"),
        (F.replace("b=1", "size=1").replace("(b)", "(size)"), "parameter `b` is now `size`; body changed"),
        (F.replace("a: int, b=1", "b=1, a: int = 0"), "order of parameters changed; default of `a` is `0` now"),
        (F.replace("a: int", "a: str"), "type of `a` changed from `int` to `str`"),
        (F.replace("b=1", "*, b=1"), "`b` is keyword-only now"),
        (F.replace("-> int", "-> str"), "return type changed from `int` to `str`"),
        (F.replace("def f", "async def f"), "async now"),
        ("@cache\n" + F, "decorator `cache` added"),
        (F.replace("    return", "    if not total:\n        raise ValueError\n    return"), "raises `ValueError` now; body changed"),
        (F.replace("sum", "max"), "body changed"),
        (F.replace("    total", '    """Add."""\n    # up\n    total'), "its docstring or an option (`language`, `instructions`) changed, not its code"),
    ],
)  # fmt: skip
def test_changes_in_words(after: str, told: str, tmp_path: Path) -> None:
    """Signature, defaults, exceptions and body: what is different, and nothing else."""
    before = record(tmp_path, F)
    assert "; ".join(changes(before, record(tmp_path, after))) == told


def test_code_without_its_name(tmp_path: Path) -> None:
    """The same code under another name is known again; other code, and what is little more than a name, is not."""
    before = record(tmp_path, F)
    renamed = record(tmp_path, F.replace("def f", "def g"), "g")
    assert before.nameless == renamed.nameless != ""
    assert before.named != renamed.named
    other = record(tmp_path, F.replace("sum", "max"))
    assert before.nameless != other.nameless
    assert 0.5 < likeness(before, other) < 1 == likeness(before, renamed)
    for empty in ("def f(self): ...\n", "def f(self):\n    raise NotImplementedError\n", "f: int = 1\n"):
        source = f"class A:\n    {empty.replace(chr(10), chr(10) + '    ')}\n"
        assert record(tmp_path, source).nameless == ""


def test_nothing_recorded(tmp_path: Path) -> None:
    """A file of an earlier release does not say what the code was."""
    assert changes(None, record(tmp_path, F)) == ("what changed was not recorded",)
