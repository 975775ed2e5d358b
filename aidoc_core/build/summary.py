"""A report, or what has changed since another, as Markdown for the summary of a job or a comment on a pull request.

Texts of a model stand in code blocks, where nothing in them is markup, a link or a mention of somebody.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from aidoc_core.build.authorship import AUTHORS
from aidoc_core.build.figures import count, dollars, share, shares, spent
from aidoc_core.build.messages import TITLE, redacted_words
from aidoc_core.build.next_lines import lines
from aidoc_core.code.decoding import source_text
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex
from aidoc_core.render.markdown import characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.build.comparison import Comparison

    Data = Mapping[str, Any]
    Rows = Sequence[Data]

MOST = 50
"""Objects that each list names at most: a summary has a limit of its own, and readers have one, too."""
_FIGURES = {
    "total": "Objects",
    "documented": "Documented",
    "complete": "Complete",
    "people": "Hand-written",
    "approved": "Filled in and approved",
    "model": "Filled in, not approved",
    "nobody": "Undocumented",
}
_LONGEST = 40
"""Lines of code that are shown of one object."""
_FENCE = regex(r"`{3,}")


def summary(report: Data, changed: Comparison, code: Callable[[Data], str]) -> str:
    """The Markdown.

    Args:
        report: The report.
        changed: What has changed since another one, or what this build has done.
        code: The code of an object, by its row; empty where it is not at hand.
    """
    return "\n".join(_lines(report, changed, code))


def read_code(row: Data, root: Path) -> str:
    """The code of an object, from the source as it is now, without what looks like a secret; empty if it is not there.

    Args:
        row: The object in a report.
        root: The directory that places are relative to.
    """
    from aidoc_core.redaction import redact_code  # noqa: PLC0415 - heavy, and of no use to other commands

    name, _, line = row["source"].rpartition(":")
    try:
        text = source_text(root / name)
        node = _definition(parse(text), int(line), row["path"].rpartition(".")[2])
    except (OSError, ValueError, SyntaxError, RecursionError):
        return ""
    if node is None:
        return ""
    lines = text.splitlines()[int(line) - 1 : node.end_lineno]
    margin = len(lines[0]) - len(lines[0].lstrip())
    shown = [one[margin:] if not one[:margin].strip() else one for one in lines[:_LONGEST]]
    return redact_code("\n".join([*shown, *(["..."] if len(lines) > _LONGEST else [])])).text


def _definition(module: ast.Module, line: int, name: str) -> ast.stmt | None:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if line in (first, node.lineno):
                return node
    return None


def _lines(report: Data, changed: Comparison, code: Callable[[Data], str]) -> Iterator[str]:
    yield f"## {TITLE}"
    yield ""
    yield from _figures(changed.before, changed.after)
    yield ""
    yield from _cost(report, changed)
    yield from _new(changed.new, code)
    yield from _list("Stale: the code has changed since people approved these texts", changed.stale, _stale)
    yield from _list("Without a text", changed.lacking, lambda row: _safe(row["reason"]) or "undocumented")
    yield from _list("Documentation that contradicts the code", changed.contradictions, _contradicted)
    if changed.gone:
        more = f" and {len(changed.gone) - MOST:,} more" if len(changed.gone) > MOST else ""
        yield f"{count(len(changed.gone), 'object')} gone: {', '.join(map(_code, changed.gone[:MOST]))}{more}."
        yield ""
    yield from _next(report)


def _figures(before: Data, after: Data) -> Iterator[str]:
    then, now = _told(before) if before else {}, _told(after)
    yield "| | Before | Now | Change |" if before else "| | Now |"
    yield "|---|--:|--:|--:|" if before else "|---|--:|"
    for member, name in _FIGURES.items():
        if before:
            change = after[member] - before[member]
            yield f"| {name} | {then[member]} | {now[member]} | {f'{change:+,}' if change else '±0'} |"
        else:
            yield f"| {name} | {now[member]} |"


def _told(point: Data) -> dict[str, str]:
    """The figures of a build, as the page tells them."""
    covered = {member: share(point[member], point["total"]) for member in ("documented", "complete")}
    by_author = zip(AUTHORS, shares([point[author] for author in AUTHORS]), strict=True)
    return {"total": f"{point['total']:,}", **covered, **dict(by_author)}


def _cost(report: Data, changed: Comparison) -> Iterator[str]:
    usage, costs = report["usage"], report["costs"]
    paid = spent(usage) if usage["requests"] else "nothing"
    tokens = f"{usage['input_tokens']:,} tokens in ({usage['cached_input_tokens']:,} cached), "
    tokens += f"{usage['output_tokens']:,} out"
    requested = f" for {count(usage['requests'], 'request')} ({tokens})" if usage["requests"] else ""
    yield f"**Cost of this build: {paid}**{requested}."
    if costs is not None:
        missing = costs["missing"]
        if missing["objects"]:
            cost = "cost unknown" if missing["cost_usd"] is None else f"about {dollars(missing['cost_usd'])}"
            yield f"Missing answers: {missing['objects']:,} ({cost})."
        in_vain = costs["in_vain"]["failures"]["cost_usd"]
        if in_vain or in_vain is None:
            yield f"Paid in vain: {dollars(in_vain)}."
    redacted = report["withheld"]
    if redacted["literals"] and changed.new:
        yield f"{redacted_words(redacted['literals'], redacted['objects']).capitalize()}."
    yield ""


def _new(rows: Rows, code: Callable[[Data], str]) -> Iterator[str]:
    if not rows:
        return
    yield f"### New texts ({len(rows):,})"
    yield ""
    for row in rows[:MOST]:
        yield f"<details><summary><code>{_html(row['path'])}</code>: {_html(row['source'])}</summary>"
        yield ""
        if shown := code(row):
            yield from _block(shown, "python")
            yield ""
        yield from _block(row["text"] or row["summary"] or "(no summary)", "text")
        yield ""
        yield "</details>"
        yield ""
    if len(rows) > MOST:
        yield f"… and {len(rows) - MOST:,} more."
        yield ""


def _list(title: str, rows: Rows, told: Callable[[Data], str]) -> Iterator[str]:
    if not rows:
        return
    yield f"### {title} ({len(rows):,})"
    yield ""
    for row in rows[:MOST]:
        yield f"- {_code(row['path'])} ({_code(row['source'])}): {told(row)}"
    if len(rows) > MOST:
        yield f"- … and {len(rows) - MOST:,} more"
    yield ""


def _stale(row: Data) -> str:
    changed = (row.get("reviewed") or {}).get("changed", ())
    return _safe("; ".join(changed)) if changed else "read it again, and accept or edit it"


def _contradicted(row: Data) -> str:
    told = ". ".join(filter(None, (row["message"], row.get("hint"))))
    rule, url = row["rule"], row.get("url")
    return f"{_safe(told)} ({f'[{rule}]({url})' if url else rule})"


def _next(report: Data) -> Iterator[str]:
    steps = report["next"]
    if not steps["first"]:
        return
    yield "### What needs a person next"
    yield ""
    for line in lines(report):
        named = ", ".join(f"{_code(step['path'])} ({_code(step['source'])})" for step in line.steps)
        more = f"; {line.more:,} more in {_code(line.module)}" if line.more else ""
        yield f"- {named}: {_safe(line.words)}{more}"
    counted = ", ".join(f"{number:,} {need}" for need, number in steps["counts"].items())
    yield ""
    yield f"In all: {counted}."


def _block(text: str, language: str) -> Iterator[str]:
    """A code block whose fence is longer than any in the text."""
    longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    yield f"{fence}{language}"
    yield from _visible(text).split("\n")
    yield fence


def _visible(text: str) -> str:
    """Without what no reader can see: it could hide an order in a review."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)


def _safe(text: str) -> str:
    """Nothing in it is markup, and nobody is called by it."""
    return characters(text).replace("@", "@\u200b").replace("&#64;", "@\u200b")


def _code(text: str) -> str:
    return f"`{_visible(text).replace('`', ' ')}`"


def _html(text: str) -> str:
    return _visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
