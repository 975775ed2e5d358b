"""Writing report.json, and the version in it: light enough for builds that have nothing to report."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from aidoc_core.build.appendix_page import is_divided
from aidoc_core.build.messages import BADGES
from aidoc_core.releases import release_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Data = Mapping[str, Any]


def write_data(data: Data, path: Path) -> None:
    """Write report.json whole or not at all, and the badges beside it."""
    from aidoc_core.build.badges import write_badges  # noqa: PLC0415 - most builds in which nothing changes write none

    # Lines of their own cost as much again as all the rest; nobody reads that many of them.
    text = json.dumps(data, ensure_ascii=False, indent=None if is_divided(data) else 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)
    write_badges(data, path.parent / BADGES)


def aidoc_version() -> str:
    """The installed version of the distribution; `unknown` for a checkout that is not installed."""
    return release_of("aidoc-plugins") or "unknown"
