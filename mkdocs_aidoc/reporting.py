"""The report beside the site. A build that renders only what has changed (`--dirty`) may see a part of the site alone.

Pages that it does not render may show what only rendering tells. The report of a part takes no whole one's place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.figures import count
from aidoc_core.build.report_file import write_data
from aidoc_core.build.report_run import VERSION, run_data, without_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.structure.files import Files

    from aidoc_core.build.session import Session
    from mkdocs_aidoc.scan import Scan


class Report:
    """The report of one build.

    Args:
        site: The site's directory.
    """

    def __init__(self, site: str) -> None:
        self._file = Path(site, "aidoc", "report.json")
        self._whole: Mapping[str, Any] | None = None
        self._made: tuple[tuple[int, int], dict[str, Any]] | None = None
        self._unread = 0

    def see(self, files: Files, scan: Scan, session: Session) -> None:
        """Look which pages have been rendered; to be called when all are that will be."""
        pages = [file for file in files.documentation_pages() if file.page is not None and file.page.content is None]
        if not pages:
            return
        whole = self._read()
        unread = [file for file in pages if scan.is_open(file)]
        missing = (path for path in (_paths(whole) if whole is not None else ()) if path not in session.ledger)
        # What is in the code still, and on no page that was read, may well be on one that was not.
        if unread or any(map(scan.is_loaded, missing)):
            self._unread += len(unread or pages)
            self._whole = self._whole or whole

    def conclude(self) -> None:
        """Let go what was made of records: the session has it by now."""
        self._made = None

    @property
    def whole(self) -> bool:
        """Whether all pages were rendered, so that nothing of the site is unknown."""
        return not self._unread

    def lasting(self, session: Session) -> Mapping[str, Any]:
        """What of the report the same build would tell again."""
        return without_run(self.data(session))

    @property
    def note(self) -> str:
        """What is to be said of it; empty for the report of a whole site."""
        if not self._unread:
            return ""
        pages = f"{count(self._unread, 'page')} not rendered (--dirty)"
        if self._whole is not None:
            return f"{pages}: {self._file.name} and the appendix stay those of the last whole build"
        return f"{pages}: {self._file.name} and the appendix do not cover what only rendering shows"

    def data(self, session: Session) -> Mapping[str, Any]:
        """The report; that of the last whole build where this one has seen a part. Counted anew if there is more."""
        if self._whole is not None:
            return self._whole
        if session.remembered is not None:
            return {
                "version": VERSION,
                **run_data(session, session.remembered.report["objects"]),
                **session.remembered.report,
            }
        if session.is_idle and not session.counters.requests:
            from aidoc_core.build.report_empty import empty_data  # noqa: PLC0415 - for sites with nothing to report

            with session.measure("report"):
                counted = empty_data(session)
            return {"version": VERSION, **run_data(session, ()), **counted}
        seen = (session.ledger.changes, session.counters.requests)
        if self._made is None or self._made[0] != seen:
            from aidoc_core.build.report import report_data  # noqa: PLC0415 - it imports much

            self._made = (seen, report_data(session, packed=session.memory.packs))
        return self._made[1]

    def write(self, session: Session) -> Mapping[str, Any]:
        """Write it beside the site and into the history, and give it back."""
        data = self.data(session)
        if data is self._whole:
            return data
        data = {**data, **run_data(session, data["objects"])}
        if self._unread:
            data["build"]["part"] = True
        held = session.memory.held.setdefault("rows", {}) if session.memory.goes_on else None
        write_data(data, self._file, held)
        if session.settings.report_history:
            from aidoc_core.build.history import remember  # noqa: PLC0415 - where the options name one

            session.tell(remember(data, session.settings, session.root))
        return data

    def _read(self) -> Mapping[str, Any] | None:
        """The report that an earlier build has written; `None` if there is none of a whole site."""
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            whole = data["version"] == VERSION and not data["build"].get("part") and _paths(data)
            whole = whole and data["authors"]  # reports of 0.1.0 have none
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return data if whole else None


def _paths(data: Mapping[str, Any]) -> list[str]:
    return [row["path"] for row in data["objects"]]
