"""Reading a report: one of any version, from anywhere, so it is validated and brought into the present shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from aidoc_core.build.report_shape import VERSION, Report
from aidoc_core.build.report_v1 import from_version_1
from aidoc_core.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 2**29
"""Bytes; a report of 100,000 objects has a tenth of that."""


def read_report(file: Path) -> dict[str, Any]:
    """Read a report of this version or of version 1, which is brought into the present shape.

    Args:
        file: The report.

    Raises:
        ReportError: It cannot be read, is no report, or a newer release wrote it.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise ReportError(f"{file}: is too large for a report of aidoc.")
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        raise ReportError(f"{file}: is not a report of aidoc ({reason}).") from error
    return _present(data, file)


def _present(data: Any, file: Path) -> dict[str, Any]:
    version = data.get("version") if isinstance(data, dict) else None
    version = version if type(version) is int else 0  # `true` is no number
    if version > VERSION:
        raise ReportError(f"{file}: a newer release of aidoc wrote this report (version {version}). Upgrade aidoc.")
    try:
        if version == 1:
            data = from_version_1(data)
        return Report.model_validate(data).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "its top level"
        raise ReportError(f"{file}: is not a report of aidoc ({place}: {first['msg']}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # version 1 is brought up as it comes
        raise ReportError(f"{file}: is not a report of aidoc ({type(error).__name__}).") from error
