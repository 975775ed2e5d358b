"""What is installed is told by sizes and times; installers that link files to one copy do not make it another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aidoc_core.code.installed import installed_state

if TYPE_CHECKING:
    from pathlib import Path


def state_of(place: Path) -> str:
    """As a new process tells it."""
    installed_state.cache_clear()
    return installed_state(place)


def test_another_environment_with_the_same_files_changes_nothing(tmp_path: Path) -> None:
    """Uv links each file of a package to one copy, so that a new environment gives all of them another time."""
    package = tmp_path / "one" / "package"
    package.mkdir(parents=True)
    module = package / "module.py"
    module.write_text("NAME = 1\n", encoding="utf-8")
    os.link(module, tmp_path / "copy")
    before = state_of(package)
    other = tmp_path / "other.py"
    os.link(module, other)
    assert state_of(package) == before
    other.unlink()
    assert state_of(package) == before
    os.utime(module, ns=(1, 1))
    assert state_of(package) != before


def test_a_changed_file_of_one_name_is_another(tmp_path: Path) -> None:
    """Its last time is one that nobody can set back."""
    module = tmp_path / "module.py"
    module.write_text("NAME = 1\n", encoding="utf-8")
    times = module.stat()
    before = state_of(tmp_path)
    module.write_text("NAME = 2\n", encoding="utf-8")
    os.utime(module, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert state_of(tmp_path) != before
