"""The appendix: `.. aidoc-report::` anywhere; a document of its own is `report_page`'s.

Made from the report that the environment keeps, when a document is written: by then all documents have been read. The
further pages of a long one are no documents: as those of viewcode they are in no toctree and in no search.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from aidoc_core.build.appendix_page import is_divided
from aidoc_core.build.messages import TITLE
from sphinx_aidoc import state as build_state
from sphinx_aidoc.doctree import outside_signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from aidoc_core.render.pieces import Addresses
    from sphinx_aidoc.repository import Sources

_DIVIDED = ("html", "dirhtml")
"""Builders that write pages which are no documents."""


class ReportNode(nodes.General, nodes.Element):
    """Stands where the report will be."""


class FootNode(nodes.General, nodes.Element):
    """The line at the foot of a page; its attribute `address` is where it leads."""


def visit_foot(translator: Any, node: FootNode) -> None:
    """Write the line in HTML."""
    from aidoc_core.render.foot import foot  # noqa: PLC0415 - draws, which a build without that line has no use for

    translator.body.append(f"{foot(node['address'], TITLE)}\n")
    raise nodes.SkipNode


class ReportDirective(SphinxDirective):
    """`.. aidoc-report::`: the report of this build."""

    def run(self) -> list[Node]:
        """Mark the place; the content is known when all documents are read."""
        build_state.remembered(self.env).note_report(self.env.docname)
        return [ReportNode()]


class Appendix:
    """The report in the documents and pages of one build.

    Args:
        app: Sphinx.
        page: The document of its own, if it has one.
        reviewed: The directory of reviewed files.

    Attributes:
        further: The pages that are no documents, as far as they are written.
    """

    def __init__(self, app: Sphinx, page: str, reviewed: Path) -> None:
        self.further: set[str] = set()
        self._app = app
        self._page = page
        self._reviewed = reviewed
        self._sources: Sources | None = None

    def fill(self, doctree: nodes.document, docname: str) -> None:
        """Put the report in its place in a document that is about to be written."""
        remembered = build_state.remembered(self._app.env)
        places = [node for node in outside_signatures(doctree) if isinstance(node, ReportNode)]
        if not places:
            return
        from aidoc_core.build.appendix import appendix  # noqa: PLC0415 - for the one document that shows it
        from sphinx_aidoc.outline import drawn_nodes, outline_nodes  # noqa: PLC0415 - likewise

        app, data = self._app, remembered.report
        for node in places:
            if not data:
                node.replace_self([])
            elif self._is_drawn:
                whole = app.builder.name not in _DIVIDED
                node.replace_self(drawn_nodes(appendix(data, whole=whole), self._addresses(docname)))
            else:
                outline = appendix(data, whole=True)
                node.replace_self(outline_nodes(outline, lambda path, name: _link(app, docname, path, name)))

    def link_from(self, doctree: nodes.document, docname: str) -> None:
        """Let a document with text that was filled in lead to the report, at its foot."""
        app = self._app
        section = next(doctree.findall(nodes.section), None)
        if section is None or not self._first or app.builder.name not in _DIVIDED:
            return
        state = build_state.of(app.env)
        shown = (state.records.get(path) for path in state.pages.get(docname, ()))
        if any(record is not None and record.filled for record in shown):
            section += FootNode("", address=app.builder.get_relative_uri(docname, self._first))

    def pages(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """The further pages, as Sphinx collects pages of extensions."""
        if not self._first:
            return
        data = build_state.remembered(self._app.env).report
        names = self.names(data)
        if not names:
            return
        from aidoc_core.build.appendix import further_pages  # noqa: PLC0415 - as above
        from aidoc_core.render.outline_html import HtmlWriter  # noqa: PLC0415
        from sphinx_aidoc.outline import drawn_nodes  # noqa: PLC0415

        for package, outline in further_pages(data).items():
            name = names[package]
            self.further.add(name)
            drawn = drawn_nodes(outline, self._addresses(name))
            title = HtmlWriter().encode(outline.title)
            body = "".join(self._app.builder.render_partial(node)["fragment"] for node in drawn)  # type: ignore[attr-defined]
            yield name, {"title": title, "body": f"<h1>{title}</h1>\n{body}"}, "page.html"

    def names(self, data: Mapping[str, Any]) -> dict[str, str]:
        """The page of each package that has one, by the package.

        Args:
            data: A report, of this build or of an earlier one.
        """
        first = self._first
        if not first or not data or self._app.builder.name not in _DIVIDED:
            return {}
        if not is_divided(data):
            return {}
        from aidoc_core.build.modules import page_names  # noqa: PLC0415 - as above

        documents = self._app.env.found_docs
        return {
            package: f"{first}/{package}" if f"{first}/{package}" not in documents else f"{first}/{package}-"
            for package in page_names(data)
        }

    def remove_outdated(self, report: Path, *, keep: bool) -> None:
        """Remove the further pages that an earlier build has written, and this one has not.

        Args:
            report: The report of the earlier build, where there is one.
            keep: Whether this build has a report.
        """
        now = self.names(build_state.remembered(self._app.env).report) if keep else {}
        for name in {*self._known(report).values()} - {*now.values()}:
            Path(self._app.builder.get_outfilename(name)).unlink(missing_ok=True)  # type: ignore[attr-defined]

    def _known(self, report: Path) -> dict[str, str]:
        try:
            return self.names(json.loads(report.read_text(encoding="utf-8")))
        except (OSError, ValueError, LookupError, TypeError, RuntimeError):  # none, or of another version
            return {}

    @property
    def _first(self) -> str:
        """The document with the report, its own before any other."""
        if self._page:
            return self._page
        return next(iter(sorted(build_state.remembered(self._app.env).reports & self._app.env.found_docs)), "")

    @property
    def _is_drawn(self) -> bool:
        # An EPUB is HTML, but its readers want to be told of every picture in a page.
        return self._app.builder.format == "html" and self._app.builder.name != "epub"

    def _addresses(self, docname: str) -> Addresses:
        from aidoc_core.render.pieces import Addresses  # noqa: PLC0415 - as above
        from sphinx_aidoc.repository import Sources  # noqa: PLC0415

        builder = self._app.builder
        sources = self._sources = self._sources or Sources(self._app, self._reviewed)
        names = self.names(build_state.remembered(self._app.env).report)

        def docs(path: str) -> str:
            found = _found(self._app, path)
            if found is None:
                return ""
            address = builder.get_relative_uri(docname, found[0])
            # All in one page: what Sphinx calls the address of a document is an anchor of its own there.
            return f"#{found[1]}" if address.startswith("#") else f"{address}#{found[1]}"

        def page(name: str) -> str:
            target = names.get(name, "") if name else self._first
            return builder.get_relative_uri(docname, target) if target else ""

        return Addresses(
            docs=docs, page=page, source=lambda place: sources.address(place, docname), entry=sources.entry
        )


def _found(app: Sphinx, path: str) -> tuple[str, str] | None:
    """The document and the anchor of an object."""
    objects = app.env.domaindata.get("py", {}).get("objects", {})
    found = objects.get(path) or objects.get(path.removesuffix(".__init__"))  # which its class describes
    return None if found is None else (found.docname, found.node_id)


def _link(app: Sphinx, docname: str, path: str, name: nodes.literal) -> Node:
    """Lead to an object from a document, where the object is documented and documents have addresses."""
    found = _found(app, path)
    if found is None:
        return name
    try:
        return make_refnode(app.builder, docname, *found, name)
    except NoUri:
        return name
