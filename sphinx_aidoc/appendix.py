"""The appendix: `.. aidoc-report::` anywhere, or a document of its own; and what stands in it.

Made of nodes, from plain data that the environment keeps, when a document is written: by then all documents have
been read. It works in every builder, and needs no reST that could go wrong.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from aidoc_core.build.appendix import MEANING
from sphinx_aidoc import state as build_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PAGE = """\
:orphan:
:nosearch:

Documentation coverage
======================

.. aidoc-report::
"""
_FILLED = ("reviewed", "cached", "generated")


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
        node.replace_self(_content(app, docname, data) if data else [])


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
        os.utime(self._path, (0, 0))  # old, or Sphinx would read it anew with every build

    def remove(self) -> None:
        """Remove the file, if it is ours."""
        if self._path is not None and self._path.is_file() and self._path.read_text(encoding="utf-8") == _PAGE:
            self._path.unlink()


def _content(app: Sphinx, docname: str, data: dict[str, Any]) -> list[Node]:
    before, after = data["coverage"]["before"], data["coverage"]["after"]
    outcomes = data["outcomes"]
    parts: list[Node] = [
        _paragraph(
            f"Of {after['total']} API objects that these pages show, people have documented {before['documented']} "
            f"({_percent(before)}) in the source. With what was filled in it is {after['documented']} "
            f"({_percent(after)}). Filled-in text is marked as such, and was checked against the code."
        ),
        nodes.rubric("", "By module"),
        _table(
            ("Module", "Documented before", "Documented after", "Complete before", "Complete after"),
            (_module_row(module) for module in data["modules"]),
        ),
        _paragraph("Complete: parameters, results, exceptions and listed attributes are all described."),
        nodes.rubric("", "What became of each object"),
        _table(
            ("Outcome", "Objects", "Meaning"),
            [(name, str(number), MEANING[name]) for name, number in outcomes.items()]
            + [("all", str(sum(outcomes.values())), "")],
        ),
        nodes.rubric("", "Cost"),
        *_cost(data),
    ]
    redacted = data["withheld"]
    if redacted["literals"]:
        literals, objects = redacted["literals"], redacted["objects"]
        said = f"Redacted from the model, because they look like secrets: {literals} literals of {objects} objects."
        parts += [nodes.rubric("", "Privacy"), _paragraph(said)]
    if data["models"]:
        parts += [nodes.rubric("", "Models"), _paragraph(", ".join(data["models"]))]
    lacking = [row for row in data["objects"] if row["outcome"] in ("failed", "missed")]
    if lacking:
        why = ((_link(app, docname, row["path"]), row["source"], row["reason"]) for row in lacking)
        parts += [nodes.rubric("", "Without an answer"), _table(("Object", "Where", "Why"), why)]
    if data["contradictions"]:
        parts += _contradictions(app, docname, data["contradictions"])
    if filled := [row for row in data["objects"] if row["outcome"] in _FILLED]:
        rows = (_filled_row(app, docname, row) for row in filled)
        parts += [
            nodes.rubric("", "Filled objects"),
            _table(("Object", "Kind", "Filled", "Outcome", "Model", "Date"), rows, style="aidoc-filled"),
        ]
    return parts


def _contradictions(app: Sphinx, docname: str, rows: list[dict[str, Any]]) -> list[Node]:
    told = ((_link(app, docname, row["path"]), row["source"], row["message"], row["rule"]) for row in rows)
    return [
        nodes.rubric("", "Documentation that contradicts the code"),
        _paragraph("Written by people, shown as it is; either the text or the code is out of date."),
        _table(("Object", "Where", "What", "Rule"), told),
    ]


def _module_row(module: dict[str, Any]) -> tuple[Node | str, ...]:
    before, after = module["before"], module["after"]
    return (
        nodes.literal("", module["path"]),
        f"{before['documented']} of {before['total']}",
        f"{after['documented']} of {after['total']}",
        f"{before['complete']} of {before['total']}",
        f"{after['complete']} of {after['total']}",
    )


def _filled_row(app: Sphinx, docname: str, row: dict[str, Any]) -> tuple[Node | str, ...]:
    what = "all" if "summary" in row["gaps"] else ", ".join(row["gaps"])
    origin = row["state"] if row["outcome"] == "reviewed" else row["outcome"]
    return _link(app, docname, row["path"]), row["kind"], what, origin, row["model"], row["date"]


def _cost(data: dict[str, Any]) -> list[Node]:
    usage = data["usage"]
    rows = [
        ("Requests", str(usage["requests"])),
        ("Input tokens", f"{usage['input_tokens']:,} ({usage['cached_input_tokens']:,} of them cached by the service)"),
        ("Output tokens", f"{usage['output_tokens']:,}"),
        ("Cost of this build", _money(usage["cost_usd"])),
    ]
    if data["outcomes"].get("cached"):
        rows.append(("Paid earlier for what came from the cache", _money(usage["saved_usd"])))
    parts: list[Node] = [_table((), rows)]
    if len(rows) > 4 or usage["requests"]:  # noqa: PLR2004 - the row of what was paid earlier
        prices = data["prices"]
        parts.append(_paragraph(f"Prices: {prices['source']} {prices['version']}, list prices in US dollars."))
    return parts


def _link(app: Sphinx, docname: str, path: str) -> Node:
    code = nodes.literal("", path)
    found = app.env.domaindata.get("py", {}).get("objects", {}).get(path)
    if found is None:
        return code
    try:
        return make_refnode(app.builder, docname, found.docname, found.node_id, code)
    except NoUri:  # a builder whose documents have no addresses
        return code


def _table(headings: Sequence[str], rows: Iterable[Sequence[Node | str]], *, style: str = "") -> nodes.compound:
    listed = list(rows)
    columns = len(headings) or max((len(row) for row in listed), default=1)
    group = nodes.tgroup(cols=columns)
    group += [nodes.colspec(colwidth=100 // columns) for _ in range(columns)]
    if headings:
        group += nodes.thead("", _row(headings))
    group += nodes.tbody("", *(_row(row) for row in listed))
    return nodes.compound("", nodes.table("", group), classes=["aidoc-table", *style.split()])


def _row(cells: Iterable[Node | str]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        content = _paragraph(cell) if isinstance(cell, str) else nodes.paragraph("", "", cell)
        row += nodes.entry("", content)
    return row


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph(text, text)


def _percent(coverage: dict[str, int]) -> str:
    return f"{coverage['documented'] / coverage['total'] if coverage['total'] else 1:.0%}"


def _money(cost: float | None) -> str:
    return "unknown (no price for this model)" if cost is None else f"${cost:,.4f}"
