"""What the last build has left and this one leaves: report.json, and the stamp that tells how everything was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.build import messages
from aidoc_core.build.report_file import write_data
from sphinx_aidoc import notices, report_page
from sphinx_aidoc import state as build_state
from sphinx_aidoc.stamp import Stamp

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from aidoc_core.build.session import Session
    from aidoc_core.settings import Settings
    from sphinx_aidoc.appendix import Appendix


class Left:
    """The files of one build.

    Args:
        page: The document of the report, if it has one of its own.
        began: When the process that builds was ready, in nanoseconds.

    Attributes:
        seen: Whether this build has made a report.
        stale: Whether that of the last build would be another one though no file has changed.
    """

    def __init__(self, page: str, began: int) -> None:
        self.seen = self.stale = False
        self._page = page
        self._began = began
        self._stamp: Stamp | None = None

    def stamp(self, app: Sphinx, settings: Settings) -> Stamp:
        """The stamp, as everything was when this build began."""
        self._stamp = self._stamp or Stamp(app, settings)
        return self._stamp

    def make_report(self, app: Sphinx, session: Session, settings: Settings) -> list[str]:
        """Make the report, when all is shown; gives the documents that it stands in.

        Args:
            app: Sphinx.
            session: The build.
            settings: aidoc's options.
        """
        kept = build_state.remembered(app.env)
        if session.remembered is not None:
            from aidoc_core.build.report_run import VERSION, run_data  # noqa: PLC0415 - as below

            kept.report = {
                "version": VERSION,
                **run_data(session, session.remembered.report["objects"]),
                **session.remembered.report,
            }
        else:
            from aidoc_core.build.report import report_data  # noqa: PLC0415 - a build that reads nothing makes none

            kept.report = report_data(session, kept.report)
        pages = sorted(kept.reports & app.env.found_docs)
        if settings.report:
            notices.say_contradictions(app, len(kept.report["contradictions"]), next(iter(pages), ""))
        self.seen = True
        return pages

    def write(self, app: Sphinx, settings: Settings, appendix: Appendix | None) -> None:
        """Write what this build leaves.

        Args:
            app: Sphinx.
            settings: aidoc's options.
            appendix: The report in documents and pages.
        """
        report, kept = Path(app.outdir) / messages.REPORT, build_state.remembered(app.env)
        stamp = self.stamp(app, settings)
        if not self.seen and stamp.fits(kept.outline.files, report):
            return
        if appendix is not None:
            appendix.remove_outdated(report, keep=settings.report)
        if settings.report and kept.report and (self.seen or not report.is_file()):
            write_data(kept.report, report)
            if settings.report_history:
                from aidoc_core.build.history import remember  # noqa: PLC0415 - other builds have no use for the past

                notices.warn(remember(kept.report, settings, Path(app.confdir).resolve()))
        if not settings.report:
            report_page.remove_report(app, self._page)
        stamp.write(kept.outline.files, report, began=self._began)

    def remove(self, app: Sphinx, settings: Settings, appendix: Appendix | None) -> None:
        """Remove what builds with aidoc have left: this is one without."""
        self.stamp(app, settings).remove()
        if appendix is not None and app.env is not None:
            appendix.remove_outdated(Path(app.outdir) / messages.REPORT, keep=False)
        report_page.remove_report(app, self._page)
