"""Paths of Windows: places are told with `/`, relative where they can be, and drives do not mix."""

from __future__ import annotations

from pathlib import PureWindowsPath
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from aidoc_core.code.files import beside, source_file
from aidoc_core.code.unreadable import relative

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from aidoc_core.code.objects import ApiObject


class WindowsPath(PureWindowsPath):
    """A path of Windows on any system: it has no links, and no file but one."""

    def resolve(self) -> Self:
        """Itself."""
        return self

    def is_file(self) -> bool:
        """Whether it is that file."""
        return self == PureWindowsPath(r"C:\Work\src\pkg\a.py")


def windows(path: str) -> Path:
    """A path of Windows, where one of this system is wanted."""
    return cast("Path", WindowsPath(path))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (r"C:\Work\src\pkg\a.py", "src/pkg/a.py"),
        (r"c:\work\src\pkg\a.py", "src/pkg/a.py"),  # letters' case does not count
        (r"D:\lib\pkg\a.py", "pkg/a.py"),
        (r"\\server\share\pkg\a.py", "pkg/a.py"),
        (r"C:\Work\Zoö und mehr\a.py", "Zoö und mehr/a.py"),
    ],
)
def test_a_place_is_told(path: str, told: str) -> None:
    """Relative to the root with `/`, elsewhere by its last names."""
    assert relative(windows(path), windows(r"C:\Work")) == told


@pytest.mark.parametrize("place", ["src/pkg/a.py", "pkg/a.py"])
def test_the_file_of_a_place_is_found(place: str) -> None:
    """From the root, or among the files that were read."""
    obj = cast("ApiObject", SimpleNamespace(location=SimpleNamespace(file=place)))
    files = [windows(r"C:\Work\src\pkg\a.py"), windows(r"C:\Work\src\pkg\data.py")]
    assert source_file(obj, windows(r"C:\Work"), files) == files[0]


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        (r"C:\Work\docs\b", "b"),
        (r"C:\Work", ".."),
        (r"C:\Other\a.yml", "../../Other/a.yml"),
        (r"D:\Work\docs\b", ""),
        (r"\\server\share\b", ""),
    ],
)
def test_a_path_as_seen_from_a_directory(path: str, seen: str) -> None:
    """With `..`, and empty where no relative path leads: another drive is no error."""
    assert beside(PureWindowsPath(path), PureWindowsPath(r"C:\Work\docs")) == seen
