"""The appendix: `.. aidoc-report::` anywhere; a document of its own is `report_page`'s.

Made from the report that the environment keeps, when a document is written: by then all documents have been read.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from sphinx_aidoc import state as build_state

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx


class ReportNode(nodes.General, nodes.Element):
    """Stands where the report will be."""


class ReportDirective(SphinxDirective):
    """`.. aidoc-report::`: the report of this build."""

    def run(self) -> list[Node]:
        """Mark the place; the content is known when all documents are read."""
        build_state.of(self.env).reports.add(self.env.docname)
        return [ReportNode()]


def fill_reports(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the report in its place in a document that is about to be written."""
    places = list(doctree.findall(ReportNode))
    if not places:
        return
    from aidoc_core.build.appendix import appendix  # noqa: PLC0415 - for the one document that shows it
    from sphinx_aidoc.outline import outline_nodes  # noqa: PLC0415 - likewise

    for node in places:
        data = build_state.of(app.env).report
        link = functools.partial(_link, app, docname)
        # An EPUB is HTML, but its readers want to be told of every picture in a page.
        drawn = app.builder.format == "html" and app.builder.name != "epub"
        node.replace_self(outline_nodes(appendix(data), link, drawn=drawn) if data else [])


def _link(app: Sphinx, docname: str, path: str, name: nodes.literal) -> Node:
    """Lead to an object from a document, where the object is documented and documents have addresses."""
    objects = app.env.domaindata.get("py", {}).get("objects", {})
    found = objects.get(path) or objects.get(path.removesuffix(".__init__"))  # which its class describes
    if found is None:
        return name
    try:
        return make_refnode(app.builder, docname, found.docname, found.node_id, name)
    except NoUri:
        return name
