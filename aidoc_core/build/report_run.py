"""What of a report changes from run to run: light enough for builds that have counted nothing anew."""

from __future__ import annotations

import datetime
import sys
import time
from typing import TYPE_CHECKING, Any

from aidoc_core.build.report_file import aidoc_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sized

    from aidoc_core.build.session import Session

VERSION = 2
"""Of the shape; see `aidoc_core.build.report_shape`."""


def without_run(data: Mapping[str, Any]) -> dict[str, Any]:
    """What of a report the same build would tell again."""
    return {name: value for name, value in data.items() if name not in ("version", "build", "on_demand", "system")}


def run_data(session: Session, objects: Sized) -> dict[str, Any]:
    """What of a report changes from run to run: the build, its requests, time and memory.

    Args:
        session: The build.
        objects: What it documents; without any there is no commit to tell, and git is not started.
    """
    return {
        "build": {
            "id": session.build,
            "tool": session.tool,
            "aidoc": aidoc_version(),
            "started": datetime.datetime.fromtimestamp(session.started, datetime.UTC).isoformat(timespec="seconds"),
            "duration_s": round(time.time() - session.started, 3),
            "offline": session.settings.offline,
            "stages_s": {name: round(seconds, 3) for name, seconds in session.stages.seconds.items()},
            "commit": session.commit.id if len(objects) else "",
        },
        "on_demand": 0 if session.is_idle else len(session.on_demand),
        "system": {"cpu_s": round(time.process_time(), 3), "peak_rss_mb": _peak_rss()},
    }


def _peak_rss() -> float | None:
    """The process's largest resident size so far, in MB; `None` where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10), 1)  # bytes on macOS, KiB on Linux
