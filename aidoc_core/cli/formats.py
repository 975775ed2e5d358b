"""What `aidoc check` has found, in the formats that other tools read. Pure: data in, text out."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import quoteattr

from aidoc_core.build.figures import count, percent
from aidoc_core.build.told_findings import in_words
from aidoc_core.checks import RULES
from aidoc_core.releases import release_of
from aidoc_core.render.blocks import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Format = Literal["text", "json", "sarif", "junit", "github", "markdown"]

KINDS = {
    "missing": "An object has no text, and no answer is kept for it",
    "failing": "An answer was requested for an object, and none was usable",
    "stale": "The code has changed since a person reviewed the text",
    "unreviewed": "No person has approved the text of a model",
    "contradicted": "The code contradicts the text",
    "unreadable": "A file cannot be read",
    "drift": "The code has changed since people wrote the docstring",
    "empty": "A package has no object that can be documented",
    "floor": "A figure is under what --fail-under asks for",
}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SOURCE = "https://github.com/aidoc-plugins/aidoc"
_LEVELS = {"high": "error", "medium": "warning", "low": "note"}
"""Of drift; all else is an error."""
_MOST_ROWS = 200
_SUMMARY = "aidoc check"


def text(told: Mapping[str, Any]) -> Iterator[str]:
    """For people who read it in a terminal: a finding a line, with its place in front; `pages` tells of the rules."""
    for row in told["findings"]:
        rule = f"{row['rule']} " if "url" in row else ""
        parts = (row["source"], row["path"], f"{rule}{_message(row)}")
        yield ": ".join(filter(None, parts)).replace("\n", " ")
    for row in told["unreadable"]:
        yield ": ".join(filter(None, (row["source"], row["message"])))
    for row in told["floors"]:
        yield row["message"]


def pages(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each rule that findings are of, once, with the address of its page.

    Args:
        rows: The findings.
    """
    yield from sorted({f"{row['rule']}: {row['url']}" for row in rows if row.get("url")})


def sarif(told: Mapping[str, Any]) -> str:
    """SARIF 2.1.0, for code scanning."""
    rows = list(_all(told))
    known = {rule.id: rule for rule in RULES}
    used = sorted({_rule(row) for row in rows})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": known[name].title if name in known else KINDS.get(name, name)},
            "helpUri": known[name].url if name in known else _SOURCE,
        }
        for name in used
    ]
    results = [
        {
            "ruleId": _rule(row),
            "ruleIndex": used.index(_rule(row)),
            "level": _level(row),
            "message": {"text": f"{row['path']}: {_message(row)}" if row["path"] else _message(row)},
            **_sarif_place(row),
        }
        for row in rows
    ]
    driver = {
        "name": "aidoc",
        "version": release_of("aidoc-plugins"),
        "informationUri": _SOURCE,
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _sarif_place(row: Mapping[str, Any]) -> dict[str, Any]:
    if not row["file"]:
        return {}
    from urllib.parse import quote  # noqa: PLC0415 - for this format alone

    place: dict[str, Any] = {"artifactLocation": {"uri": quote(row["file"])}}
    if row["line"]:
        place["region"] = {"startLine": row["line"]}
    # What code scanning tells findings apart by: not the line, which moves.
    return {
        "locations": [{"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": row["path"]}]}],
        "partialFingerprints": {"aidoc/v1": f"{_rule(row)}:{row['path']}:{row['where']}"},
    }


def junit(told: Mapping[str, Any]) -> str:
    """JUnit's XML, as CI systems read it: a failed test for each finding, one that passes where there is none."""
    rows = list(_all(told))
    head = f'tests="{max(len(rows), 1)}" failures="{len(rows)}" errors="0"'
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append(f'<testsuites {head}><testsuite name="aidoc" {head} skipped="0">')
    for row in rows:
        place = f" file={_xml(row['file'])}" + (f' line="{row["line"]}"' if row["line"] else "") if row["file"] else ""
        name = _xml(row["path"] or row["file"] or "aidoc")
        lines.append(f"<testcase classname={_xml(_rule(row))} name={name}{place}>")
        where = f"{row['source']}: " if row["source"] else ""
        lines.append(f"<failure message={_xml(where + _alone(row))}/></testcase>")
    if not rows:
        lines.append(f'<testcase classname="aidoc" name="{count(told["objects"], "object")}"/>')
    return "\n".join([*lines, "</testsuite></testsuites>"])


def _xml(value: str) -> str:
    """An attribute: what XML 1.0 cannot hold is replaced, line breaks are spaces."""
    allowed = "".join(
        char if " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff" else "\ufffd"
        for char in " ".join(value.split())
    )
    return quoteattr(allowed)


def github(told: Mapping[str, Any]) -> str:
    """Annotations of GitHub Actions: workflow commands, all that could end or begin one escaped."""
    lines = []
    for row in _all(told):
        facts = {"file": row["file"], "line": str(row["line"] or ""), "title": f"aidoc {_rule(row)}"}
        properties = ",".join(f"{name}={_property(value)}" for name, value in facts.items() if value)
        said = f"{row['path']}: {_alone(row)}" if row["path"] else _alone(row)
        command = _level(row).replace("note", "notice")
        lines.append(f"::{command} {properties}::{_data(said)}")
    return "\n".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def markdown(told: Mapping[str, Any]) -> str:
    """For a job summary or the comment on a pull request."""
    rows = list(_all(told))
    lines = [f"### {_SUMMARY}: {count(len(rows), 'finding') if rows else 'nothing to do'}", ""]
    lines += ["| | objects | share |", "| --- | ---: | ---: |"]
    for name, figure in told["coverage"].items():
        part, whole = figure["part"], figure["whole"]
        lines.append(f"| {name} | {part:,} of {whole:,} | {percent(part, whole)} |")
    if rows:
        lines += ["", "| where | object | finding |", "| --- | --- | --- |"]
        lines += [
            f"| {_cell(_place(row))} | {_cell(row['path'])} | {_rule(row)}: {_cell(_message(row))} |"
            for row in rows[:_MOST_ROWS]
        ]
        rules = list(pages(rows[:_MOST_ROWS]))
        lines += ["", *(f"- {page}" for page in rules)] if rules else []
    if len(rows) > _MOST_ROWS:
        lines += ["", f"{len(rows) - _MOST_ROWS:,} more are not listed; `aidoc check` tells them all."]
    kinds = Counter(row["kind"] for row in rows)
    lines += ["", ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))] if kinds else []
    return "\n".join(lines)


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['file']}:{row['line']}" if row["line"] else str(row["file"])


def _cell(value: str) -> str:
    """Text that Markdown takes as it is: nothing in it is markup, a link or the end of a cell."""
    told = one_line(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+!|~@$:" else char for char in told)


def _all(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Findings, files that cannot be read and figures that are too low, in one form."""
    yield from told["findings"]
    empty = {"path": "", "file": "", "line": 0, "where": "", "source": ""}
    for row in told["unreadable"]:
        yield {**empty, **row, "rule": "unreadable", "kind": "unreadable"}
    for row in told["floors"]:
        yield {**empty, **row, "rule": "floor", "kind": "floor"}


def _rule(row: Mapping[str, Any]) -> str:
    return str(row["rule"] if "url" in row else row["kind"])


def _level(row: Mapping[str, Any]) -> str:
    return _LEVELS.get(row.get("severity", ""), "error")


def _message(row: Mapping[str, Any]) -> str:
    said = in_words(row)
    return f"{said}. {row['hint']}" if row.get("hint") else said


def _alone(row: Mapping[str, Any]) -> str:
    """A message that nothing stands beside: with the page of its rule."""
    return f"{_message(row)} ({row['url']})" if row.get("url") else _message(row)


FORMATS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "text": lambda told: "\n".join(text(told)),
    "json": json.dumps,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "markdown": markdown,
}
