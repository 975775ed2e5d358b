"""The events, in the order in which Sphinx fires them."""

from __future__ import annotations

import hashlib
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.errors import SphinxError

from aidoc_core.build.report import aidoc_version, report_data, write_data
from aidoc_core.render.rest import REFERENCE
from aidoc_core.settings import Settings
from sphinx_aidoc import kept as kept_values
from sphinx_aidoc import notices, options
from sphinx_aidoc.appendix import ReportDirective, ReportNode, ReportPage, fill_reports
from sphinx_aidoc.autoapi import Autoapi
from sphinx_aidoc.badge import (
    BadgeDirective,
    LabelNode,
    MarkNode,
    place_marks,
    spell_marks,
    visit_label,
    visit_mark,
)
from sphinx_aidoc.build import Build
from sphinx_aidoc.docstrings import Docstrings, Event
from sphinx_aidoc.links import ReferenceToObject, resolve
from sphinx_aidoc.stylesheet import Stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_STAMP = "aidoc.stamp"
# After napoleon and numpydoc, which have the same priority and were connected earlier, in their `setup`; before
# sphinx-autodoc-typehints (501), which adds types to the fields that it finds.
_AFTER_OTHERS = 500


def setup(app: Sphinx) -> dict[str, Any]:
    """Set the extension up."""
    app.setup_extension("sphinx.ext.autodoc")
    options.register(app)
    app.add_directive("aidoc-badge", BadgeDirective)
    app.add_directive("aidoc-report", ReportDirective)
    app.add_role(REFERENCE, ReferenceToObject())
    app.add_node(ReportNode)
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
    app.connect("doctree-resolved", fill_reports)
    app.connect("missing-reference", resolve)
    app.connect("doctree-resolved", spell_marks)
    app.connect("html-page-context", events.page_context)
    app.connect("warn-missing-reference", events.missing_reference)
    app.connect("build-finished", events.finished)
    return {
        "version": aidoc_version(),
        "env_version": kept_values.VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


class Events:
    """What happens at each event of one application."""

    def __init__(self) -> None:
        self._settings = Settings()
        self._build: Build | None = None
        self._docstrings: Docstrings | None = None
        self._page: ReportPage | None = None
        self._reading: set[str] = set()
        self._seen = False
        self._stylesheet: Stylesheet | None = None

    def config_inited(self, app: Sphinx, config: Config) -> None:
        """Read the options; connect what has to come after the handlers of other extensions."""
        self._settings = options.read(config, Path(app.confdir).resolve())
        # A report of an earlier build is not a part of the book. The same whatever the options: Sphinx reads all
        # documents anew when this value changes.
        config.epub_exclude_files = [*config.epub_exclude_files, "aidoc/report.json"]
        if not self._settings.enabled:
            return
        app.connect("autodoc-process-docstring", self.strip_docstring, priority=1)
        app.connect("autodoc-process-docstring", self.fill_docstring, priority=_AFTER_OTHERS)

    def builder_inited(self, app: Sphinx) -> None:
        """Bring the style sheet and the page of the report; fill what sphinx-autoapi is about to write."""
        settings = self._settings
        if not settings.enabled:
            return
        if app.builder.format == "html" and settings.mark != "none":
            self._stylesheet = Stylesheet(app)
            self._stylesheet.place()
        if settings.report and settings.report_page:
            self._page = ReportPage(settings.report_page, Path(app.srcdir), app.config)
            self._page.place()
        if "autoapi-skip-member" in app.events.events and getattr(app.config, "autoapi_dirs", None):
            autoapi = Autoapi(self._open(app), app.config, Path(app.srcdir))
            autoapi.fill()
            app.connect("autoapi-skip-member", autoapi.skip_member, priority=900)

    def get_outdated(self, app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> Iterable[str]:
        """Documents whose generated text has changed since they were read, though their source has not."""
        added, changed, removed = changes
        kept = kept_values.of(env)
        if not self._settings.enabled:
            filled = [document for document, shown in kept.pages.items() if any(shown.values())]
            env.aidoc = kept_values.Kept()  # type: ignore[attr-defined]
            return filled
        outdated = set(kept.reports) if removed else set()
        before = _stamp_file(app)
        unread = env.found_docs - added - changed
        if unread and not before.is_file():  # the last build was one without aidoc
            return self._open(app).showing(unread)
        if not kept.pages.keys() & unread:
            return outdated
        waiting = any(record.outcome == "missed" for record in kept.records.values())
        asks = not self._settings.offline and not self._settings.require_review
        if not (waiting and asks) and _read_text(before) == self._stamp(app, kept):
            return outdated
        return outdated | self._open(app).outdated(kept)

    def before_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Find everything that the documents will show and fill it in one batch."""
        if not self._settings.enabled:
            return
        kept = kept_values.of(env)
        kept.spent.clear()
        kept.problems.clear()
        self._reading = set(docnames)
        if not docnames:
            return
        build = self._open(app)
        build.fill_documents(docnames, kept)
        notices.warn(build.session.new_problems())
        notices.say_batch(build.session)

    def strip_docstring(self, app: Sphinx, *event: Any) -> None:
        """Take aidoc's mark out of a docstring before anything else sees it."""
        what, name, live, options, lines = event
        # sphinx-autoapi gives no options; it has a hook of its own.
        if self._build is not None and options is not None:
            self._docstrings = self._docstrings or Docstrings(app, self._build)
            self._docstrings.strip(Event.of(what, name, live, options), lines)

    def fill_docstring(self, app: Sphinx, *event: Any) -> None:
        """Put generated text into a docstring."""
        del app
        _, name, _, options, lines = event
        if self._docstrings is not None and options is not None:
            self._docstrings.fill(name, lines)

    def purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document that is gone; one that is about to be read has been scanned already."""
        del app
        if docname not in self._reading:
            kept_values.of(env).forget(docname)

    def merge(self, app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
        """Take over what a parallel reader has found."""
        del app
        kept_values.of(env).merge(docnames, kept_values.of(other))

    def updated(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """All documents are read: say what is missing, and make the report."""
        build, kept = self._build, kept_values.of(env)
        if build is None or (kept.report and not self._reading):
            return ()
        session = build.session
        notices.warn([*session.new_problems(), *(one for found in kept.problems.values() for one in found)])
        kept.problems.clear()
        build.gather(kept)
        verdict = session.verdict()
        notices.say_misses(list(verdict.problems), self._settings.on_miss)
        if verdict.failure:
            raise SphinxError(f"aidoc: {verdict.failure}")
        carried = build.carry_over(kept)
        before = [row for row in kept.report.get("contradictions", ()) if row["path"] in carried]
        kept.report = report_data(session)
        kept.report["contradictions"] = sorted([*before, *kept.report["contradictions"]], key=itemgetter("path"))
        pages = sorted(kept.reports & env.found_docs)
        if self._settings.report:
            notices.say_contradictions(app, len(kept.report["contradictions"]), next(iter(pages), ""))
        self._seen = True
        return pages

    def missing_reference(self, app: Sphinx, domain: object, node: nodes.Element) -> bool | None:
        """Nobody wrote the cross-references of generated text: where one leads nowhere, it is plain text."""
        del domain
        known, target = kept_values.of(app.env).exceptions, node.get("reftarget", "")
        ours = {(node.get("refdoc", ""), target), (kept_values.ANY, target)} & known
        return True if ours else None

    def page_context(self, app: Sphinx, page: str, template: str, context: Any, doctree: nodes.document | None) -> None:
        """Link the style sheet where it is of use."""
        del app, page, template, context
        if self._stylesheet is not None:
            self._stylesheet.link(doctree)

    def finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the report and give everything back."""
        if self._page is not None:
            self._page.remove()
        if self._build is not None:
            self._build.close()
        if not self._settings.enabled:
            _stamp_file(app).unlink(missing_ok=True)
        elif exception is None and app.env is not None:
            self._write(app, kept_values.of(app.env))
        self._build = self._docstrings = self._page = self._stylesheet = None
        self._reading = set()

    def _write(self, app: Sphinx, kept: kept_values.Kept) -> None:
        report = Path(app.outdir) / "aidoc" / "report.json"
        if self._settings.report and kept.report and (self._seen or not report.is_file()):
            write_data(kept.report, report)
        _write_text(_stamp_file(app), self._stamp(app, kept))

    def _open(self, app: Sphinx) -> Build:
        if self._build is None:
            self._build = Build(app, self._settings)
            self._build.session.watch = notices.watch
        return self._build

    def _stamp(self, app: Sphinx, kept: kept_values.Kept) -> str:
        """What decides about the texts of all documents, looked at from outside: nothing is opened or loaded."""
        settings, root = self._settings, Path(app.confdir).resolve()
        files = [Path(file) for file in kept.files]
        for directory in (settings.cache_dir, settings.reviewed_dir):
            found = settings.where(directory, root).glob("*")
            files += sorted(path for path in found if path.suffix in (".db", ".yml"))
        parts = [repr(settings), aidoc_version(), sphinx.__version__]
        for file in files:
            try:
                info = file.stat()
            except OSError:
                parts.append(f"{file} -")
            else:
                parts.append(f"{file} {info.st_size} {info.st_mtime_ns}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stamp_file(app: Sphinx) -> Path:
    return Path(app.doctreedir) / _STAMP


def _read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write_text(path: Path, text: str) -> None:
    """Write a small file, unless it says so already."""
    if _read_text(path) != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
