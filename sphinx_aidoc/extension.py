"""The events, in the order in which Sphinx fires them."""

from __future__ import annotations

import glob
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.begun import by_a_command
from aidoc_core.build.growth import growth, settle, unsettle
from aidoc_core.build.idle import idle
from aidoc_core.build.published import published
from aidoc_core.build.report_file import aidoc_version
from aidoc_core.build.verdict import verdict
from aidoc_core.render.links import REFERENCE
from aidoc_core.settings import Settings
from sphinx_aidoc import elsewhere, notices, options, report_page
from sphinx_aidoc import state as build_state
from sphinx_aidoc.appendix import Appendix, FootNode, ReportDirective, ReportNode, visit_foot
from sphinx_aidoc.badge import (
    BadgeDirective,
    LabelNode,
    MarkNode,
    place_marks,
    spell_marks,
    visit_label,
    visit_mark,
)
from sphinx_aidoc.left import Left
from sphinx_aidoc.links import ReferenceToObject, resolve
from sphinx_aidoc.processing import Processing
from sphinx_aidoc.published import publisher
from sphinx_aidoc.references import References, resolve_label
from sphinx_aidoc.remembered import Remembered
from sphinx_aidoc.revealed_markup import RevealedMarkup
from sphinx_aidoc.silent import SilentBuild
from sphinx_aidoc.stylesheet import Stylesheet
from sphinx_aidoc.tables import label_rows
from sphinx_aidoc.typed_fields import missing_reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Verdict
    from sphinx_aidoc.build import Build
    from sphinx_aidoc.page_memo import PageMemo
    from sphinx_aidoc.replay import Replay

_LAST = 1_000_000
_MEASURING = ("coverage",)
"""Builders that write no pages and count what people have documented: texts of a model are not to be among it."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Set the extension up."""
    app.setup_extension("sphinx.ext.autodoc")
    options.register(app)
    report_page.register(app)
    app.add_directive("aidoc-badge", BadgeDirective)
    app.add_directive("aidoc-report", ReportDirective)
    app.add_role(REFERENCE, ReferenceToObject())
    app.add_node(ReportNode)
    app.add_node(FootNode, html=(visit_foot, None))
    app.add_node(MarkNode, html=(visit_mark, None))
    app.add_node(LabelNode, html=(visit_label, None))
    events = Events()
    app.connect("config-inited", events.config_inited, priority=900)
    app.connect("builder-inited", events.builder_inited, priority=400)  # before sphinx-autoapi
    app.connect("env-get-outdated", events.get_outdated)
    app.connect("env-before-read-docs", events.before_read)
    app.connect("env-purge-doc", events.purge)
    app.connect("env-merge-info", events.merge)
    app.connect("env-updated", events.updated)
    app.connect("object-description-transform", place_marks)
    app.connect("doctree-read", events.withdraw, priority=400)  # before Sphinx lists the objects in its contents
    app.connect("doctree-read", events.doctree_read)
    app.connect("doctree-resolved", events.document_resolved)
    app.connect("html-collect-pages", events.collect_pages)
    app.connect("missing-reference", resolve)
    app.connect("missing-reference", resolve_label, priority=_LAST)
    app.add_post_transform(References)
    app.connect("html-page-context", events.page_context)
    app.connect("warn-missing-reference", missing_reference)
    app.connect("build-finished", events.finished)
    return {
        "version": aidoc_version(),
        "env_version": build_state.VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


class Events:
    """What happens at each event of one application."""

    def __init__(self) -> None:
        self._settings = Settings()
        self._page = ""
        self._began = time.time_ns()
        self._process = os.getpid()
        self._left = Left(self._page, self._began)
        self._build: Build | None = None
        self._silent = SilentBuild(self._settings)
        self._session: Session | None = None
        self._processing: Processing | None = None
        self._memo: PageMemo | None = None
        self._to_keep: dict[str, Any] = {}
        self._settled = False
        self._reading: set[str] = set()
        self._failure = ""
        self._stylesheet: Stylesheet | None = None
        self._appendix: Appendix | None = None
        self._markup: RevealedMarkup | None = None

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Read the options; connect what has to come after the handlers of other extensions."""
        self._settings = options.read(config, Path(app.confdir).resolve())
        # A report of an earlier build is not a part of the book. The same whatever the options: Sphinx reads all
        # documents anew when this value changes.
        config.epub_exclude_files = [*config.epub_exclude_files, "aidoc/report.json"]
        self._page = report_page.document_name(self._settings.report_page, config)
        self._left = Left(self._page, self._began)
        left = report_page.leftovers(self._page, Path(app.srcdir), config)
        config.exclude_patterns = [*config.exclude_patterns, *map(glob.escape, left)]
        if self._page and not report_page.is_taken(self._page, Path(app.srcdir), config):
            report_page.leave_out(config, self._page, document=True)
        if not self._settings.enabled:
            return
        notices.say_leftovers(left)
        self._processing = Processing(app, there=lambda: self._build, wanted=self._wanted, opened=self._open)

    def builder_inited(self, app: Sphinx) -> None:
        """Bring the style sheet and the page of the report; fill what sphinx-autoapi is about to write."""
        if app.builder.name in _MEASURING:
            self._settings = replace(self._settings, enabled=False)
        self._silent = SilentBuild(self._settings)
        settings, root = self._settings, Path(app.confdir).resolve()
        self._appendix = Appendix(app, self._page, settings.where_reviewed(root))
        if not settings.enabled:
            return
        self._markup = RevealedMarkup(app)
        self._markup.attach()
        if app.builder.format == "html" and (settings.mark != "none" or settings.report):
            self._stylesheet = Stylesheet(app)
            self._stylesheet.place()
        notices.warn(published(settings, root, lambda path: publisher(path, app)))
        if settings.report and self._page:
            report_page.add_page(app, self._page)
        if self._by_autoapi(app):
            from sphinx_aidoc.autoapi import Autoapi  # noqa: PLC0415 - as in `_open`

            autoapi = Autoapi(self._open(app), app.config, Path(app.srcdir))
            autoapi.fill()
            app.connect("autoapi-skip-member", autoapi.before_others, priority=100)
            app.connect("autoapi-skip-member", autoapi.skip_member, priority=900)

    def get_outdated(self, app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> Iterable[str]:
        """Documents whose generated text has changed since they were read, though their source has not."""
        added, changed, removed = changes
        outline = build_state.remembered(env).outline
        if not self._settings.enabled:
            state = build_state.of(env)
            filled = [document for document, shown in state.pages.items() if any(shown.values())]
            reports = state.reports & env.found_docs
            env.aidoc = Remembered(build_state.BuildState(reports=reports))  # type: ignore[attr-defined]
            return {*filled, *reports}
        outdated = set(outline.reports) if removed else set()
        stamp = self._left.stamp(app, self._settings)
        unread = env.found_docs - added - changed
        if unread and not stamp.exists():  # the last build was one without aidoc
            return self._open(app).showing(unread) | (outline.reports & unread)
        if not outline.showing & unread:
            return outdated
        if not (outline.waiting and self._settings.may_request) and stamp.fits(outline.files):
            return outdated
        self._left.stale = stamp.is_stale()
        return outdated | self._open(app).outdated(unread)

    def before_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Find all that the documents will show and fill it in one batch, or take up what was filled before."""
        del env
        if not self._settings.enabled:
            return
        self._reading = set(docnames)
        if self._build is None:
            self._silent.look(app, docnames, lambda: self._left.stamp(app, self._settings))
            self._session = self._silent.session
        if docnames and not self._silent.passes:
            with growth():
                if not self._is_taken_up(app):
                    self._fill(app, self._reading)
                    import sphinx_aidoc.docstrings  # noqa: F401, PLC0415 - readers of `-j` are forked next
            self._settled = settle()

    def _is_taken_up(self, app: Sphinx) -> bool:
        """Whether what an earlier build has noted of the documents is told again."""
        if by_a_command() or self._by_autoapi(app) or self._processing is None:
            return False
        from sphinx_aidoc.page_memo import PageMemo  # noqa: PLC0415 - where anything is shown

        self._memo = PageMemo(app, self._session_of(app))
        self._memo.begin()
        found = self._memo.find(self._reading) if self._build is None else None
        if found is None:
            return False
        from sphinx_aidoc.replay import Replay  # noqa: PLC0415 - as above

        self._processing.replay = Replay(app, self._memo.session, found)
        for line in found.remembered.lines if found.whole else ():
            notices.say(line)
        return True

    @staticmethod
    def _by_autoapi(app: Sphinx) -> bool:
        return "autoapi-skip-member" in app.events.events and bool(getattr(app.config, "autoapi_dirs", None))

    def _session_of(self, app: Sphinx) -> Session:
        if self._build is not None:
            return self._build.session
        if self._session is None:
            from aidoc_core.build.session import Session  # noqa: PLC0415 - a build that reads nothing needs none

            self._session = Session(self._settings, root=Path(app.confdir).resolve(), tool="sphinx")
        return self._session

    def _fill(self, app: Sphinx, documents: Collection[str]) -> None:
        build, state = self._open(app), build_state.of(app.env)
        state.spent.clear()
        state.problems.clear()
        state.events.clear()
        build.fill_documents(sorted(documents))
        if self._memo is not None:
            self._memo.note(build)
        if build.session.course is not None:
            from aidoc_core.build.errands import finish  # noqa: PLC0415 - for commands alone

            for document in sorted(documents):
                build.session.tell(build.scan.out_of_reach(Path(app.env.doc2path(document))))
            finish(build.session)
        notices.warn(build.new_problems())
        notices.say_batch(build.session)

    def _wanted(self, app: Sphinx) -> Build | None:
        """The build; where autodoc shows an object after all, it is begun now."""
        if self._silent.passes:
            self._silent.passes = False
            if os.getpid() == self._process:
                self._fill(app, self._reading)
            else:
                self._open(app)
        return self._build

    def withdraw(self, app: Sphinx, doctree: nodes.document) -> None:
        """Take off what only aidoc made appear and is not to be shown."""
        if self._processing is not None:
            self._processing.withdraw(app, doctree)

    def doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Mark the generated summaries in tables."""
        del app
        if self._processing is not None and self._settings.mark != "none":
            label_rows(doctree, self._processing.labels)

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document that is gone; one that is about to be read has been scanned already."""
        del app
        if docname not in self._reading:
            build_state.of(env).forget([docname])

    def merge(self, app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
        """Take over what a parallel reader has found."""
        del app
        if not build_state.remembered(other).is_as(build_state.remembered(env)):
            build_state.of(env).merge(docnames, build_state.of(other))
            if self._replay is not None:
                self._replay.whole = False

    @property
    def _replay(self) -> Replay | None:
        return None if self._processing is None else self._processing.replay

    def updated(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """All documents are read: say what is missing, and make the report."""
        if not self._settings.enabled:
            return ()
        kept, silent, replay = build_state.remembered(env), self._silent, self._replay
        if replay is not None and replay.whole:
            notices.say(elsewhere.line(app))
            self._judge(replay.session.verdict())
            return self._report(app, replay.session)
        if self._build is None and replay is None and not (silent.passes and kept.opened):
            if kept.outline.waiting or self._settings.review_floor:
                self._judge(verdict(kept.state.carried(), self._settings, looked_at=()))
            return ()
        if self._build is None and silent.passes and silent.session is not None and not kept.outline.showing:
            notices.warn(silent.problems(app))
            self._judge(silent.session.verdict(looked_at=()))
            return self._report(app, silent.session)
        build = self._open(app)
        notices.warn([*build.new_problems(), *build.gather()])
        build.carry_over()
        if not build.scan.failing:
            notices.warn(idle(build.session, elsewhere.why_nothing(app, build.scan.unfound)))
        notices.say(elsewhere.line(app) if build.session.ledger else "")
        self._judge(build.verdict())
        if kept.report and not self._reading and not self._left.stale:
            return ()
        documents = self._report(app, build.session)
        if self._memo is not None and replay is None:
            self._to_keep = self._memo.close(build)
        return documents

    def _report(self, app: Sphinx, session: Session) -> Iterable[str]:
        """Make the report; gives the documents that it stands in."""
        env, kept = app.env, build_state.remembered(app.env)
        if session.remembered is not None:
            from aidoc_core.build.report_run import VERSION, run_data  # noqa: PLC0415 - as below

            kept.report = {"version": VERSION, **run_data(session), **session.remembered.report}
        else:
            from aidoc_core.build.report import report_data  # noqa: PLC0415 - a build that reads nothing makes none

            kept.report = report_data(session, kept.report)
        pages = sorted(kept.reports & env.found_docs)
        if self._settings.report:
            notices.say_contradictions(app, len(kept.report["contradictions"]), next(iter(pages), ""))
        self._left.seen = True
        return pages

    def _judge(self, verdict: Verdict) -> None:
        notices.say_verdict(verdict)
        self._failure = verdict.failure

    def document_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Put the report in its place, and write marks as words where the builder is not HTML."""
        if self._appendix is not None:
            self._appendix.fill(doctree, docname)
            if self._settings.report and self._settings.report_link:
                self._appendix.link_from(doctree, docname)
        spell_marks(app, doctree, for_models=self._settings.llms_txt_marks)

    def collect_pages(self, app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
        """The further pages of a long report."""
        if self._appendix is not None and self._settings.enabled:
            for page in self._appendix.pages():
                report_page.leave_out(app.config, page[0], document=False)
                yield page

    def page_context(self, app: Sphinx, page: str, template: str, context: Any, doctree: nodes.document | None) -> None:
        """Link the style sheet where it is of use; the page of the report has no source, and is in no search engine."""
        del template
        further = self._appendix is not None and page in self._appendix.further
        if further or (doctree is not None and report_page.is_page(app, page)):
            context.update(sourcename="", page_source_suffix="", has_source=False)  # nobody can read or edit its source
            context["metatags"] = f'{context.get("metatags", "")}\n<meta name="robots" content="noindex">'
        if self._stylesheet is not None:
            self._stylesheet.link(doctree, report=further)

    def finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the report and give everything back; last of all, tell if the build fails."""
        if self._markup is not None:
            self._markup.detach()
        if self._processing is not None:
            self._processing.end()
        if self._build is not None:
            self._build.close()
            if self._memo is not None and exception is None:
                self._memo.keep(self._build, self._to_keep)
        elif self._session is not None:
            self._session.close()
        if self._settled:
            unsettle()
        if not self._settings.enabled:
            self._left.remove(app, self._settings, self._appendix)
        elif exception is None and app.env is not None:
            self._left.write(app, self._settings, self._appendix)
        self._left = Left(self._page, self._began)
        self._silent = SilentBuild(self._settings)
        self._build = self._session = self._stylesheet = self._memo = None
        self._to_keep = {}
        self._settled = False
        self._reading = set()
        failure, self._failure = self._failure, ""
        if failure and exception is None:
            app.statuscode = 1  # what `sphinx-build` exits with; all is written, so nothing is raised
            notices.say_failure(failure)

    def _open(self, app: Sphinx) -> Build:
        if self._build is None:
            # A build that reads no document, or is without aidoc, needs neither Griffe nor what answers are made of.
            from sphinx_aidoc.build import Build  # noqa: PLC0415 - takes most of the time that the extension takes

            self._build = Build(app, self._settings, self._session)
            self._build.session.watch = notices.watch
        return self._build
