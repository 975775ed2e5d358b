"""The events, in the order in which Sphinx fires them."""

from __future__ import annotations

import glob
import os
import time
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build import messages
from aidoc_core.build.begun import by_a_command
from aidoc_core.build.growth import growth, settle, unsettle
from aidoc_core.build.idle import idle
from aidoc_core.build.published import published
from aidoc_core.build.report_file import aidoc_version, write_data
from aidoc_core.build.verdict import verdict
from aidoc_core.render.links import REFERENCE
from aidoc_core.settings import Settings
from sphinx_aidoc import documenters, elsewhere, notices, options, report_page, silent
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
from sphinx_aidoc.line_numbers import LineNumbers
from sphinx_aidoc.links import ReferenceToObject, resolve
from sphinx_aidoc.published import publisher
from sphinx_aidoc.references import References, resolve_label
from sphinx_aidoc.remembered import Remembered
from sphinx_aidoc.revealed_markup import RevealedMarkup
from sphinx_aidoc.stamp import Stamp
from sphinx_aidoc.stylesheet import Stylesheet
from sphinx_aidoc.tables import label_rows
from sphinx_aidoc.typed_fields import missing_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Verdict
    from sphinx_aidoc.build import Build
    from sphinx_aidoc.docstrings import Docstrings
    from sphinx_aidoc.others import Others

# After napoleon and numpydoc, which have the same priority and were connected earlier, in their `setup`; before
# sphinx-autodoc-typehints (501), which adds types to the fields that it finds.
_AFTER_OTHERS = 500
_LAST = 1_000_000
_FIRST = -_LAST
_OF_PEOPLE = ("changes", "coverage", "doctest")
"""Builders that write no pages, and count, list or run what people have written: a model has no part in it."""


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
        self._build: Build | None = None
        self._silent: Session | None = None
        self._settled = False
        self._docstrings: Docstrings | None = None
        self._reading: set[str] = set()
        self._stamp: Stamp | None = None
        self._seen = self._stale = False
        self._passed_over = False
        self._process = os.getpid()
        self._began = time.time_ns()
        self._failure = ""
        self._stylesheet: Stylesheet | None = None
        self._appendix: Appendix | None = None
        self._markup: RevealedMarkup | None = None
        self._numbers = LineNumbers()

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Read the options; connect what has to come after the handlers of other extensions."""
        self._settings = options.read(config, Path(app.confdir).resolve())
        # A report of an earlier build is not a part of the book. The same whatever the options: Sphinx reads all
        # documents anew when this value changes.
        config.epub_exclude_files = [*config.epub_exclude_files, "aidoc/report.json"]
        self._page = report_page.document_name(self._settings.report_page, config)
        left = report_page.leftovers(self._page, Path(app.srcdir), config)
        config.exclude_patterns = [*config.exclude_patterns, *map(glob.escape, left)]
        if self._page and not report_page.is_taken(self._page, Path(app.srcdir), config):
            report_page.leave_out(config, self._page, document=True)
        if not self._settings.enabled:
            return
        notices.say_leftovers(left)
        app.connect("autodoc-skip-member", self.skip_member, priority=_FIRST)
        app.connect("autodoc-process-docstring", self.strip_docstring, priority=_FIRST)
        app.connect("autodoc-process-docstring", self.fill_docstring, priority=_AFTER_OTHERS)
        app.connect("autodoc-process-docstring", self.check_docstring, priority=_LAST)

    def builder_inited(self, app: Sphinx) -> None:
        """Bring the style sheet and the page of the report; fill what sphinx-autoapi is about to write."""
        if app.builder.name in _OF_PEOPLE:
            self._settings = replace(self._settings, enabled=False)
        settings, root = self._settings, Path(app.confdir).resolve()
        self._appendix = Appendix(app, self._page, settings.where_reviewed(root))
        if not settings.enabled:
            return
        self._markup = RevealedMarkup(app)
        self._markup.attach()
        self._numbers.attach()
        if app.builder.format == "html" and (settings.mark != "none" or settings.report):
            self._stylesheet = Stylesheet(app)
            self._stylesheet.place()
        notices.warn(published(settings, root, lambda path: publisher(path, app)))
        if settings.report and self._page:
            report_page.add_page(app, self._page)
        if "autoapi-skip-member" in app.events.events and getattr(app.config, "autoapi_dirs", None):
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
        stamp = self._stamp = Stamp(app, self._settings)
        unread = env.found_docs - added - changed
        if unread and not stamp.exists():  # the last build was one without aidoc
            return self._open(app).showing(unread) | (outline.reports & unread)
        if not outline.showing & unread:
            return outdated
        if not (outline.waiting and self._settings.may_request) and stamp.fits(outline.files):
            return outdated
        self._stale = stamp.is_stale()
        return outdated | self._open(app).outdated(unread)

    def before_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Find everything that the documents will show and fill it in one batch."""
        del env
        if not self._settings.enabled:
            return
        self._reading = set(docnames)
        self._passed_over = self._shows_nothing(app, docnames)
        if docnames and not self._passed_over:
            with growth():
                self._fill(app)
                import sphinx_aidoc.docstrings  # noqa: F401, PLC0415 - readers of `-j` are forked next
            self._settled = settle()

    def _shows_nothing(self, app: Sphinx, docnames: list[str]) -> bool:
        """Whether documents show nothing, so that reading them needs nothing of ours."""
        outline = build_state.remembered(app.env).outline
        if by_a_command() or self._build is not None:
            return False
        files = {document: Path(app.env.doc2path(document)) for document in docnames}
        if outline.showing:
            return outline.are_silent(files.items()) and self._stamp_of(app).fits(outline.files)
        if not docnames:
            return False
        from aidoc_core.build.session import Session  # noqa: PLC0415 - a build that reads no document needs none

        session = Session(self._settings, root=Path(app.confdir).resolve(), tool="sphinx")
        with session.measure("scan"):
            shows_nothing = silent.are_silent(files.values(), Path(app.srcdir), documenters.directives(app))
        self._silent = session
        if shows_nothing:
            silent.remember(build_state.of(app.env), files)
        return shows_nothing

    def _fill(self, app: Sphinx) -> None:
        build, state = self._open(app), build_state.of(app.env)
        state.spent.clear()
        state.problems.clear()
        build.fill_documents(sorted(self._reading))
        if build.session.course is not None:
            from aidoc_core.build.errands import finish  # noqa: PLC0415 - for commands alone

            for document in sorted(self._reading):
                build.session.tell(build.scan.out_of_reach(Path(app.env.doc2path(document))))
            finish(build.session)
        notices.warn(build.new_problems())
        notices.say_batch(build.session)

    def skip_member(self, app: Sphinx, *event: Any) -> bool | None:
        """See that aidoc's marks change nothing of what autodoc shows but for what `reveal` lets appear."""
        if self._build is None:
            return None
        return self._build.appearing.skip_member(app, *event)

    def strip_docstring(self, app: Sphinx, *event: Any) -> None:
        """Take aidoc's mark out of a docstring before anything else sees it."""
        what, name, live, options, lines = event
        if self._passed_over and options is not None:  # autodoc shows an object after all
            self._passed_over = False
            if os.getpid() == self._process:
                self._fill(app)
            else:
                self._open(app)
        if self._build is None or options is None:  # sphinx-autoapi gives no options; it has a hook of its own
            return
        from sphinx_aidoc.docstrings import Docstrings  # noqa: PLC0415 - as in `_open`
        from sphinx_aidoc.event import Event  # noqa: PLC0415
        from sphinx_aidoc.gathering import in_table, leaves_out  # noqa: PLC0415

        if not leaves_out(app.env, name, live, options):
            self._docstrings = self._docstrings or Docstrings(app, self._build, self._numbers)
            self._docstrings.strip(Event.of(what, name, live, options, row=in_table()), lines)

    def fill_docstring(self, app: Sphinx, *event: Any) -> None:
        """Put generated text into a docstring."""
        _, name, _, options, lines = event
        if self._docstrings is not None and options is not None:
            between = self.strip_docstring, self.fill_docstring
            self._docstrings.fill(name, lines, lambda: self._others(app, event, *between))

    def check_docstring(self, app: Sphinx, *event: Any) -> None:
        """Leave a docstring as it is without aidoc if what other handlers made of ours lacks a person's words."""
        _, name, live, options, lines = event
        if self._docstrings is not None and options is not None:
            between = self.fill_docstring, self.check_docstring
            self._docstrings.check(name, live, lines, lambda: self._others(app, event, *between))

    def _others(
        self, app: Sphinx, event: tuple[Any, ...], first: Callable[..., None], last: Callable[..., None]
    ) -> Others:
        """The handlers that see a docstring between two of aidoc's own."""
        from sphinx_aidoc.others import Others  # noqa: PLC0415 - as in `_open`

        listeners = sorted(app.events.listeners["autodoc-process-docstring"], key=attrgetter("priority"))
        handlers = [listener.handler for listener in listeners]
        return Others(handlers=handlers[handlers.index(first) + 1 : handlers.index(last)], event=(app, *event[:-1]))

    def withdraw(self, app: Sphinx, doctree: nodes.document) -> None:
        """Take off what only aidoc made appear and is not to be shown."""
        if self._docstrings is not None:
            self._docstrings.withdrawn.take_off(doctree, app.env)
        self._numbers.correct(doctree)

    def doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Mark the generated summaries in tables."""
        del app
        if self._build is not None and self._settings.mark != "none":
            label_rows(doctree, self._build.labels)

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

    def updated(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """All documents are read: say what is missing, and make the report."""
        if not self._settings.enabled:
            return ()
        kept = build_state.remembered(env)
        if self._build is None and not (self._passed_over and kept.opened):
            if kept.outline.waiting or self._settings.review_floor:
                self._judge(verdict(kept.state.carried(), self._settings, looked_at=()))
            return ()
        if self._build is None and self._passed_over and self._silent is not None and not kept.outline.showing:
            notices.warn(silent.ending(self._silent, app))
            self._judge(self._silent.verdict(looked_at=()))
            return self._report(app, self._silent)
        build, state = self._open(app), kept.state
        notices.warn([*build.new_problems(), *build.gather()])
        build.carry_over()
        if not build.scan.failing:
            notices.warn(idle(build.session, elsewhere.why_nothing(app, build.scan.unfound)))
        notices.say(elsewhere.line(app) if build.session.ledger else "")
        self._judge(build.verdict())
        return () if state.report and not self._reading and not self._stale else self._report(app, build.session)

    def _report(self, app: Sphinx, session: Session) -> Iterable[str]:
        """Make the report; gives the documents that it stands in."""
        from aidoc_core.build.report import report_data  # noqa: PLC0415 - as in `_open`

        env, state = app.env, build_state.of(app.env)
        state.report = report_data(session, state.report)
        pages = sorted(state.reports & env.found_docs)
        if self._settings.report:
            notices.say_contradictions(app, len(state.report["contradictions"]), next(iter(pages), ""))
        self._seen = True
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
        self._numbers.detach()
        if self._build is not None:
            self._build.close()
        elif self._silent is not None:
            self._silent.close()
        if self._settled:
            unsettle()
        if not self._settings.enabled:
            self._stamp_of(app).remove()
            if self._appendix is not None and app.env is not None:
                self._appendix.remove_outdated(Path(app.outdir) / messages.REPORT, keep=False)
            report_page.remove_report(app, self._page)
        elif exception is None and app.env is not None:
            self._write(app)
        self._build = self._silent = self._docstrings = self._stylesheet = self._stamp = None
        self._settled = False
        self._reading = set()
        failure, self._failure = self._failure, ""
        if failure and exception is None:
            app.statuscode = 1  # what `sphinx-build` exits with; all is written, so nothing is raised
            notices.say_failure(failure)

    def _write(self, app: Sphinx) -> None:
        report, kept = Path(app.outdir) / messages.REPORT, build_state.remembered(app.env)
        stamp = self._stamp_of(app)
        if not self._seen and stamp.fits(kept.outline.files, report):
            return
        if self._appendix is not None:
            self._appendix.remove_outdated(report, keep=self._settings.report)
        state = kept.state
        if self._settings.report and state.report and (self._seen or not report.is_file()):
            write_data(state.report, report)
            from aidoc_core.build.history import remember  # noqa: PLC0415 - nor does it need the past

            notices.warn(remember(state.report, self._settings, Path(app.confdir).resolve()))
        if not self._settings.report:
            report_page.remove_report(app, self._page)
        stamp.write(state.files, report, began=self._began)

    def _stamp_of(self, app: Sphinx) -> Stamp:
        """The stamp, as everything was when this build began."""
        self._stamp = self._stamp or Stamp(app, self._settings)
        return self._stamp

    def _open(self, app: Sphinx) -> Build:
        if self._build is None:
            # A build that reads no document, or is without aidoc, needs neither Griffe nor what answers are made of.
            from sphinx_aidoc.build import Build  # noqa: PLC0415 - takes most of the time that the extension takes

            self._build = Build(app, self._settings, self._silent)
            self._build.session.watch = notices.watch
        return self._build
