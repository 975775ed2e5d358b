"""The appendix: `.. aidoc-report::` anywhere, or a document of its own.

Made from the report that the environment keeps, when a document is written: by then all documents have been read.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from aidoc_core.build.appendix import TITLE, appendix
from sphinx_aidoc import state as build_state
from sphinx_aidoc.outline import outline_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PAGE = f"""\
:orphan:
:nosearch:

{TITLE}
{"=" * len(TITLE)}

.. aidoc-report::
"""


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
    for node in list(doctree.findall(ReportNode)):
        data = build_state.of(app.env).report
        link = functools.partial(_link, app, docname)
        node.replace_self(outline_nodes(appendix(data), link) if data else [])


class ReportPage:
    """A document of its own for the report: a file that exists while Sphinx runs, and no longer.

    Sphinx reads documents from files in its source directory only. A file that was there before is the project's.

    Args:
        name: The option `report_page`.
        source: The source directory.
        config: Sphinx' configuration.
    """

    def __init__(self, name: str, source: Path, config: Config) -> None:
        suffixes = dict(config.source_suffix)
        suffix = next((suffix for suffix, kind in suffixes.items() if kind == "restructuredtext"), None)
        self._path = source / f"{name.removesuffix(suffix or '')}{suffix}" if suffix else None

    def place(self) -> None:
        """Write the file, unless there is one."""
        if self._path is None or self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(_PAGE, encoding="utf-8")
        # Old, or Sphinx would read it anew with every build; not 0, or a second builder would not write the page.
        os.utime(self._path, (1, 1))

    def remove(self) -> None:
        """Remove the file, if it is ours."""
        if self._path is not None and self._path.is_file() and self._path.read_text(encoding="utf-8") == _PAGE:
            self._path.unlink()


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
