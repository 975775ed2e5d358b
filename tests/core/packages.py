"""Tiny packages for tests: files in, collected objects out."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.collect import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import ApiObject

EXAMPLE = Path(__file__).parents[2] / "example_site" / "src"


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below `root`; contents are dedented."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8", newline="")
    return root


def load(root: Path, package: str = "pkg") -> griffe.Object:
    """Load a package by reading it, as the doc tools do."""
    loader = griffe.GriffeLoader(search_paths=[root], allow_inspection=False)
    loaded = loader.load(package, try_relative_path=False)
    loader.resolve_aliases()
    assert isinstance(loaded, griffe.Object)
    return loaded


def objects_of(package: griffe.Object, root: Path) -> dict[str, ApiObject]:
    """Every object of a package that is documented by aidoc, by path, in the order of the source."""
    collector = Collector(root)
    return {obj.path: obj for member in _walk(package) if (obj := collector.read(member)) is not None}


def collect(root: Path, code: str | None = None, package: str = "pkg") -> dict[str, ApiObject]:
    """Collect a package; `code` is written as its only module first."""
    if code is not None:
        write(root, {f"{package}/__init__.py": code})
    return objects_of(load(root, package), root)


def _walk(obj: griffe.Object) -> Iterator[griffe.Object]:
    yield obj
    for member in obj.members.values():
        if isinstance(member, griffe.Object):
            yield from _walk(member)
