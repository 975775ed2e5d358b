"""Libraries that a build rests on beside the core: told by their releases and their files, none is imported."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.files import stamp_of
from aidoc_core.releases import release_of

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_REPORT = ("genai-prices", "complexipy")
"""What the report is made with, where it is installed."""


def installed(names: Iterable[str]) -> list[object]:
    """Which of some libraries are installed: values whose `repr` is another one where another release is.

    Its release, too: files of another one may have the same size and time, where a builder sets all times to one.

    Args:
        names: What they are called in the package index.
    """
    return [(release_of(name), _origin(name.replace("-", "_"))) for name in names]


def _origin(name: str) -> object:
    spec = find_spec(name)
    return (spec.origin, stamp_of(Path(spec.origin))) if spec and spec.origin else None
