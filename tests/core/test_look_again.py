"""Files that nobody has touched are not compared line by line for ever, and what is edited is noticed all the same."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.lookup.outlines import look_again, outlines_of
from aidoc_core.code.steady import GRAIN
from tests.core.packages import load, write

if TYPE_CHECKING:
    from pathlib import Path

_CODE = "def one(a):\n    return a + 1\n"


def _loaded(root: Path) -> griffe.Module:
    module = load(root, "pkg")
    assert isinstance(module, griffe.Module)
    return module


def test_an_edit_that_keeps_size_and_time_is_noticed(tmp_path: Path) -> None:
    """Also when the file has been the same for several loads; a stub that appears beside it is noticed, too."""
    write(tmp_path, {"pkg/__init__.py": _CODE, "pkg/young.py": _CODE})
    file = tmp_path / "pkg/__init__.py"
    time.sleep(1.2 * GRAIN / 1e9)  # younger files may be changed once more and keep their stamps
    (tmp_path / "pkg/young.py").write_text(_CODE, encoding="utf-8")
    looks = [outlines_of(_loaded(tmp_path)).look]
    for _ in range(3):
        again = _loaded(tmp_path)
        assert look_again(again, looks[-1])
        looks.append(outlines_of(again).look)
    assert [set(look.sure) for look in looks] == [set(), {"pkg"}, {"pkg"}, {"pkg"}]
    assert all(look.texts == looks[0].texts for look in looks)

    before = file.stat()
    file.write_text(_CODE.replace("a + 1", "a + 2"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    edited = _loaded(tmp_path)
    assert look_again(edited, looks[-1])
    now = outlines_of(edited).look
    assert {path for path, text in now.texts.items() if text != looks[-1].texts[path]} == {"pkg"}
    assert "pkg" not in now.sure

    read = outlines_of(again)
    assert not read.is_as_read("pkg")
    assert outlines_of(edited).is_as_read("pkg")
    file.with_suffix(".pyi").write_text("def one(a: int) -> int: ...\n", encoding="utf-8")
    assert not outlines_of(edited).is_as_read("pkg")
