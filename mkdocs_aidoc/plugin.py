"""The hooks of the MkDocs plugin, in the order in which MkDocs calls them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options as opt
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import InclusionLevel

from aidoc_core import settings as core_settings
from aidoc_core.build import messages
from aidoc_core.build.growth import growing
from aidoc_core.errors import ConfigError
from mkdocs_aidoc.languages import forget_anchors
from mkdocs_aidoc.listed import take_out
from mkdocs_aidoc.unsearched import HidesMarks, Unsearched

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from aidoc_core.build.repository import Repository
    from aidoc_core.build.session import Session
    from mkdocs_aidoc.appendix import Appendix
    from mkdocs_aidoc.log import BuildLog
    from mkdocs_aidoc.reporting import Report
    from mkdocs_aidoc.serving import Watch
    from mkdocs_aidoc.site import Site

# After the plugins that write files and navigation (gen-files, api-autonav, autoapi, literate-nav, macros), before
# any page is rendered. Earlier than -100, static-i18n fails on generated files.
_AFTER_OTHERS = -150
# Before other plugins: where one of them fails in the same hook, MkDocs does not call those that follow.
_BEFORE_OTHERS = 100


class AidocPlugin(HidesMarks, BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Fills missing docstrings while the site is built."""

    config_scheme = tuple((option.name, opt.Optional(opt.Type(object))) for option in core_settings.options())

    def __init__(self) -> None:
        super().__init__()
        self._settings = core_settings.Settings()
        self._session: Session | None = None
        self._site: Site | None = None
        self._report: Report | None = None
        self._appendix: Appendix | None = None
        self._appendices: list[Appendix] = []
        self._log: BuildLog | None = None
        self._nav: Navigation | None = None
        self._shown = InclusionLevel.is_included
        self._unsearched = Unsearched()
        self._watch: Watch | None = None
        self._ending = 0
        self._opens = False
        self._held: dict[str, Any] | None = None

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Read the options; a wrong one is an error of MkDocs' own kind, and stops the build."""
        self.config = dict(options)
        root = Path(config_file_path).parent if config_file_path else Path.cwd()
        origin = Path(config_file_path).name if config_file_path else "mkdocs.yml"
        try:
            self._settings = core_settings.load_settings(options, root=root.resolve(), origin=origin)
        except ConfigError as error:
            return [(error.option or "options", ValidationError(str(error)))], []
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether drafts are shown; having this hook also keeps the instance over rebuilds of `serve`."""
        del dirty
        self._shown = InclusionLevel.is_in_serve if command == "serve" else InclusionLevel.is_included
        self._held = {} if command == "serve" else None

    @event_priority(_BEFORE_OTHERS)
    def _take_over(self, config: MkDocsConfig) -> None:
        """Before mkdocstrings sets up its handlers."""
        take_out(getattr(config.plugins.get("mkdocstrings"), "config", {}))

    def _open(self, config: MkDocsConfig) -> None:
        """Open a session for this build; one of another language goes on with that of the first."""
        if self._ending and self._session is not None:
            self._site = self._appendix = self._nav = None
            self._unsearched = Unsearched()
            forget_anchors(config, [record.obj.path for record in self._session.ledger])
            return
        self._close()
        root = _root(config)
        self._follow(root)
        if not self._settings.enabled:
            return
        # What only a build needs is imported when it begins, and what only texts need, for the first of them.
        from aidoc_core.build.begun import by_a_command  # noqa: PLC0415
        from aidoc_core.build.session import Session  # noqa: PLC0415
        from mkdocs_aidoc.log import BuildLog  # noqa: PLC0415
        from mkdocs_aidoc.published import has_cache, makes_listed_cache, refuse  # noqa: PLC0415

        refuse(self._settings, config, root)
        errand = None
        if by_a_command():
            from aidoc_core.build.errand import handed_in  # noqa: PLC0415 - for commands alone

            errand = handed_in()
        self._session = Session(self._settings, root=root, tool="mkdocs", errand=errand)
        if self._held is not None:
            self._session.memory.hold(self._held)
        self._log = BuildLog(self._session)
        self._opens = has_cache(self._settings, root)
        if makes_listed_cache(self._settings, config, root):
            self._session.open()

    on_config = CombinedEvent(_take_over, _open)

    @event_priority(_AFTER_OTHERS)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add the appendix page."""
        if not (self._log and self._settings.report and self._settings.report_page):
            return
        from mkdocs_aidoc.appendix import Appendix  # noqa: PLC0415 - as in `_open`
        from mkdocs_aidoc.appendix_files import page_uri  # noqa: PLC0415 - likewise

        uri = page_uri(self._settings.report_page)
        if files.get_file_from_path(uri) is None:
            settings, root = self._settings, _root(config)
            self._appendix = Appendix(
                settings.report_page, config, files, lambda: _repository(config, root, settings.where_reviewed(root))
            )
            return
        self._log.warning(
            f"{Path(config.docs_dir).name}/{uri}: The site has a page of this name, so the appendix page is left out. "
            "Set 'report_page' to another name, or to '' for no page."
        )

    @event_priority(_AFTER_OTHERS)
    @growing
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Find everything that the pages will show and fill it in one batch, before the first page is rendered."""
        session, log = self._session, self._log
        if session is None or log is None:
            return
        from aidoc_core.build.published import published  # noqa: PLC0415 - as in `_open`
        from mkdocs_aidoc.published import publisher  # noqa: PLC0415
        from mkdocs_aidoc.reporting import Report  # noqa: PLC0415
        from mkdocs_aidoc.site import Site  # noqa: PLC0415

        session.tell(published(self._settings, session.root, lambda path: publisher(path, config, files, self._shown)))
        if not config.plugins["mkdocstrings"].config.get("enabled", True):
            self._open_cache()
            return
        listed = {page.url for page in nav.pages}
        self._nav = nav
        self._site = Site(session, config, listed)
        self._report = self._report or Report(config.site_dir)
        if self._site.look_at(files.documentation_pages(inclusion=self._shown)):
            self._opens = False
        else:
            self._open_cache()
            self._site.fill()
            if self._held is None:
                session.settle()
                self._site.scan.let_go()
        session.in_navigation = self._site.in_navigation
        if session.course is not None:
            from aidoc_core.build.errands import finish  # noqa: PLC0415 - for commands alone

            finish(session)
        log.problems()
        log.batch()

    @event_priority(_AFTER_OTHERS)
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Read a page once more if another plugin (macros) has changed it since."""
        del config, files
        if self._site is not None:
            self._site.fill_page(page.file, markdown)

    @growing
    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """All pages are rendered: say what is missing and write the appendix."""
        del env
        session, site, log, report = self._session, self._site, self._log, self._report
        if session is not None and log is not None:
            from aidoc_core.build.idle import idle  # noqa: PLC0415 - as in `_open`
            from mkdocs_aidoc.scan import DISABLED  # noqa: PLC0415

            if session.remembered is None:
                session.tell(idle(session, site.scan.why_nothing if site is not None else DISABLED))
            log.problems()
        if session is None or site is None or log is None or report is None:
            return
        session.in_navigation = site.in_navigation  # rendering may have shown more
        report.see(files, site.scan, session)
        log.problems()
        log.verdict(session.verdict())
        # Now, because macros and rendering may have brought objects to light that no page's source had.
        if site.filled and self._settings.mark != "none":
            from mkdocs_aidoc.stylesheet import add_stylesheet  # noqa: PLC0415 - where texts were filled in

            add_stylesheet(files, config)
        if self._appendix is None or self._nav is None:
            return
        from aidoc_core.build.appendix_page import has_page  # noqa: PLC0415 - as in `_open`

        named = bool(self.config.get("report_page")) or self._appendix.files.listed(self._nav)
        if has_page(filled=site.filled, offline=self._settings.offline, named=named):
            if self._settings.report_nav:
                self._appendix.files.place(self._nav)
            self._appendices.append(self._appendix)
            known = session.remembered.pages if session.remembered is not None else {}
            held = session.memory.held if session.memory.goes_on else None
            self._appendix.write(report.data(session), site.places, known, held, lasts=site.lasts, kept=site.pages_kept)
            if self._settings.report_link:
                self._appendix.files.link_from(site.filled_pages)
        else:  # offline with nothing in the cache: the site is what it would be without aidoc
            self._appendix.files.withdraw()
            self._appendix = None
        if self._held is None and session.remembered is None:
            self._conclude(site, report)

    def _conclude(self, site: Site, report: Report) -> None:
        """Let go what has told the report."""
        appendix = self._appendix
        if site.conclude(report, appendix.drawn if appendix is not None else {}):
            report.conclude()
            if appendix is not None:
                appendix.conclude()

    @event_priority(_BEFORE_OTHERS)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Style the appendix, and keep it out of search engines."""
        del config
        return (
            self._appendix.files.with_head(output, page)
            if self._appendix is not None and self._appendix.files.is_on(page)
            else output
        )

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep the appendix out of the site map."""
        del config
        if self._appendix is None or template_name != "sitemap.xml":
            return output_content
        return self._appendix.files.without_entry(output_content)

    @event_priority(_BEFORE_OTHERS)
    def _start_to_end(self, config: MkDocsConfig) -> None:
        """Before any plugin that now builds the site in another language."""
        del config
        self._ending += 1

    @event_priority(_AFTER_OTHERS)
    @growing
    def _end(self, config: MkDocsConfig) -> None:
        """Write the report beside the site, when all languages are built."""
        del config
        self._ending -= 1
        if self._ending:
            return
        if self._session is not None and self._report is not None and self._settings.report:
            data = self._report.write(self._session)
            for appendix in self._appendices:
                appendix.complete(data, self._appendices)
            if self._log is not None:
                self._log.problems()
                self._log.note(self._report.note)
                self._log.contradictions(self._appendix.files.where if self._appendix else messages.REPORT)
        failure = self._session.verdict().failure if self._session is not None else ""
        if self._session is not None and self._site is not None and self._report is not None:
            self._session.release()
            if self._report.whole:
                pages = self._appendix.drawn if self._appendix is not None else {}
                self._site.keep(partial(self._report.lasting, self._session), pages)
        self._close()
        if failure:  # last, as `--strict`: the site and the report are there
            raise PluginError(f"aidoc: {failure}")

    on_post_build = CombinedEvent(_start_to_end, _end)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Rebuild when a reviewed file changes, not when a build writes; called once, after the first build."""
        del builder
        from mkdocs_aidoc.serving import Watch  # noqa: PLC0415 - for `serve` alone

        self._watch = Watch(server, config.docs_dir)
        self._follow(_root(config))

    @event_priority(_BEFORE_OTHERS)
    def on_build_error(self, error: Exception) -> None:
        """Close everything; what was answered is on disk."""
        del error
        self._open_cache()
        self._close()

    @event_priority(_BEFORE_OTHERS)
    def on_shutdown(self) -> None:
        """Close everything: an interruption ends a build without `on_build_error`."""
        self._close()
        if self._held:
            from aidoc_core.build.site_memo import write_held  # noqa: PLC0415 - for `serve` alone

            write_held(self._held)

    def _open_cache(self) -> None:
        """What is wrong with a cache is told whatever becomes of the build."""
        if self._opens and self._session is not None:
            self._opens = False
            self._session.open()

    def _follow(self, root: Path) -> None:
        settings = self._settings
        if self._watch is not None and settings.enabled:
            files = (settings.cache_dir, settings.log_file, settings.report_history)
            own = (settings.where(path, root) for path in files if path)
            self._watch.follow(settings.where_reviewed(root), own)
        elif self._watch is not None:
            self._watch.follow(None, ())

    def _close(self) -> None:
        session, log = self._session, self._log
        self._ending = 0
        self._session = self._site = self._report = self._appendix = self._log = self._nav = None
        self._unsearched = Unsearched()
        for appendix in self._appendices:
            appendix.files.remove_source()
        self._appendices = []
        if session is not None:
            session.close()
        if log is not None:  # what a build found that ended early, and what could not be closed
            log.problems()


def _repository(config: MkDocsConfig, root: Path, reviewed: Path) -> Repository | None:
    from mkdocs_aidoc.repository import repository  # noqa: PLC0415 - where there is an appendix

    return repository(config, root, reviewed)


def _root(config: MkDocsConfig) -> Path:
    """The directory that relative ones are relative to."""
    return (Path(config.config_file_path).parent if config.config_file_path else Path.cwd()).resolve()
