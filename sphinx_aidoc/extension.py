"""The events, in the order in which Sphinx fires them."""

from __future__ import annotations

import glob
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.published import published
from aidoc_core.build.report_file import aidoc_version
from aidoc_core.render import REFERENCE
from aidoc_core.settings import Settings
from sphinx_aidoc import notices, options, report_page
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
from sphinx_aidoc.published import publisher
from sphinx_aidoc.reading import Reading, by_autoapi
from sphinx_aidoc.references import References, resolve_label
from sphinx_aidoc.remembered import Remembered
from sphinx_aidoc.revealed_markup import RevealedMarkup
from sphinx_aidoc.stylesheet import Stylesheet
from sphinx_aidoc.typed_fields import missing_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from aidoc_core.build.verdict import Verdict

_LAST = 1_000_000
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
    # After others have made ready what their handlers of docstrings go by: those are asked then.
    app.connect("env-before-read-docs", events.before_read, priority=_LAST)
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
        self._left = Left(self._page, self._began)
        self._reading: Reading | None = None
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
        self._reading = Reading(app, self._settings)

    def builder_inited(self, app: Sphinx) -> None:
        """Bring the style sheet and the page of the report; fill what sphinx-autoapi is about to write."""
        if app.builder.name in _OF_PEOPLE:
            self._settings, self._reading = replace(self._settings, enabled=False), None
        settings, root = self._settings, Path(app.confdir).resolve()
        self._appendix = Appendix(app, self._page, settings.where_reviewed(root))
        if self._reading is None:
            return
        self._markup = RevealedMarkup(app)
        self._markup.attach()
        self._reading.processing.numbers.attach()
        if app.builder.format == "html" and (settings.mark != "none" or settings.report):
            self._stylesheet = Stylesheet(app)
            self._stylesheet.place()
        notices.warn(published(settings, root, lambda path: publisher(path, app)))
        if settings.report and self._page:
            report_page.add_page(app, self._page)
        if by_autoapi(app):
            from sphinx_aidoc.autoapi import Autoapi  # noqa: PLC0415 - as in `_open`

            autoapi = Autoapi(self._reading.open(app), app.config, Path(app.srcdir))
            autoapi.fill()
            app.connect("autoapi-skip-member", autoapi.before_others, priority=100)
            app.connect("autoapi-skip-member", autoapi.skip_member, priority=900)

    def get_outdated(self, app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> Iterable[str]:
        """Documents whose generated text has changed since they were read, though their source has not."""
        added, changed, removed = changes
        outline = build_state.remembered(env).outline
        if self._reading is None:
            state = build_state.of(env)
            filled = [document for document, shown in state.pages.items() if any(shown.values())]
            reports = state.reports & env.found_docs
            env.aidoc = Remembered(build_state.BuildState(reports=reports))  # type: ignore[attr-defined]
            return {*filled, *reports}
        outdated = set(outline.reports) if removed else set()
        stamp = self._left.stamp(app, self._settings)
        unread = env.found_docs - added - changed
        if removed and outline.showing:
            from sphinx_aidoc.told_elsewhere import touched  # noqa: PLC0415 - where documents are gone

            state = build_state.of(env)
            outdated |= touched(state, state.declares(), state.declares(without=removed)) & unread
        if unread and not stamp.exists():  # the last build was one without aidoc
            return outdated | self._reading.open(app).showing(unread) | (outline.reports & unread)
        if not outline.showing & unread:
            return outdated
        if not outline.waits(self._settings) and stamp.fits(outline.files):
            return outdated
        self._left.stale = stamp.is_stale()
        return outdated | self._reading.outdated(app, unread)

    def before_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Find all that the documents will show and fill it in one batch, or take up what was filled before."""
        del env
        if self._reading is not None:
            self._reading.begin(app, docnames, lambda: self._left.stamp(app, self._settings))

    def withdraw(self, app: Sphinx, doctree: nodes.document) -> None:
        """Take off what only aidoc made appear and is not to be shown."""
        if self._reading is not None:
            self._reading.processing.withdraw(app, doctree)

    def doctree_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Mark the generated summaries in tables."""
        if "sphinx.ext.autosummary" not in app.extensions:  # no writer writes such a table then
            return
        if self._reading is not None and self._settings.mark != "none" and self._reading.processing.labels:
            from sphinx_aidoc.tables import label_rows  # noqa: PLC0415 - where there is anything to mark

            label_rows(doctree, self._reading.processing.labels)

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document that is gone; one that is about to be read has been scanned already."""
        del app
        if self._reading is None or docname not in self._reading.documents:
            build_state.of(env).forget([docname])

    def merge(self, app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
        """Take over what a parallel reader has found."""
        del app
        if self._reading is not None:
            self._reading.merge(env, docnames, other)

    def updated(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """All documents are read: say what is missing, and make the report."""
        reading = self._reading
        if reading is None:
            return ()
        kept, silent, replay = build_state.remembered(env), reading.silent, reading.replay
        from sphinx_aidoc import elsewhere  # noqa: PLC0415 - where documents were read

        if replay is not None and replay.whole:
            notices.say(elsewhere.line(app))
            self._judge(reading.told_verdict(app, replay))
            return self._left.make_report(app, replay.session, self._settings)
        if reading.build is None and replay is None and not (silent.passes and kept.opened):
            fails = kept.outline.waiting and self._settings.on_miss == "error"
            if fails or self._settings.review_floor:
                from aidoc_core.build.verdict import verdict  # noqa: PLC0415 - what has not been read has been told

                self._judge(verdict(kept.state.carried(), self._settings, looked_at=()))
            return ()
        if reading.build is None and silent.passes and silent.session is not None and not kept.outline.showing:
            notices.warn(silent.problems(app))
            recalled = silent.recall()
            self._judge(silent.session.verdict(looked_at=()))
            documents = self._left.make_report(app, silent.session, self._settings)
            if not recalled:
                silent.keep(kept.report)
            return documents
        build = reading.open(app)
        notices.warn([*build.new_problems(), *build.entered.gather(build.asked)])
        reading.say_figures(build)
        reading.carry_over(build)
        if not (build.scan.failing or build.refusals.failing):
            from aidoc_core.build.idle import idle  # noqa: PLC0415 - as above

            notices.warn(idle(build.session, elsewhere.why_nothing(app, build.scan.unfound)))
        notices.say(elsewhere.line(app) if build.session.ledger else "")
        self._judge(build.verdict())
        if kept.report and not reading.documents and not self._left.stale:
            return ()
        documents = self._left.make_report(app, build.session, self._settings)
        reading.note(build)
        return documents

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
        if self._reading is not None:
            self._reading.end(failed=exception is not None)
        if not self._settings.enabled:
            self._left.remove(app, self._settings, self._appendix)
        elif exception is None and app.env is not None:
            self._left.write(app, self._settings, self._appendix)
        self._left = Left(self._page, self._began)
        self._stylesheet = None
        failure, self._failure = self._failure, ""
        if failure and exception is None:
            app.statuscode = 1  # what `sphinx-build` exits with; all is written, so nothing is raised
            notices.say_failure(failure)
