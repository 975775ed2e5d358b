"""An evaluation in words: the table, how configurations differ, and texts side by side."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from aidoc_core.build.figures import count, percent_of_one, spent
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Data = Mapping[str, Any]

_PERCENT = "{:.0%}"
_FIGURES = (
    ("filled", "texts that could be shown", _PERCENT),
    ("complete", "of what is missing, described", _PERCENT),
    ("contradicted", "contradicted claims for each object", "{:.2f}"),
    ("unsupported", "unsupported claims for each object", "{:.2f}"),
    ("agreement", "agreement with the person, 0 to 1", "{:.2f}"),
    ("agreement summary", "- of summaries", "{:.2f}"),
    ("agreement parameters", "- of parameters", "{:.2f}"),
    ("agreement results", "- of results", "{:.2f}"),
    ("agreement raises", "- of exceptions", "{:.2f}"),
    ("told", "of the person's words, said too", _PERCENT),
    ("beyond", "words beyond name and signature", "{:.1f}"),
    ("words", "words", "{:.1f}"),
)
"""Each figure's name, its words and its form."""
_EXAMPLES = 3
"""Texts that agree most, and as many that agree least."""
_UNKNOWN = "unknown"
_NONE = "—"


def table(result: Data) -> list[tuple[str, ...]]:
    """The figures as rows of cells, the head first: one column for each configuration, the last for people.

    Args:
        result: The evaluation.
    """
    made = result["configurations"]
    rows = [("", *(one["name"] for one in made), "people")]
    for name, words, form in _FIGURES:
        cells = [one["scores"].get(name) for one in made]
        if any(cell is not None for cell in cells):
            rows.append((words, *(_cell(cell, form) for cell in (*cells, result["people"].get(name)))))
    rows.append(("US dollars for 100 objects", *(_cost(one["scores"].get("usd_per_100")) for one in made), _NONE))
    rows.append(("US dollars for these", *(_cost(one["scores"].get("usd")) for one in made), _NONE))
    return rows


def difference_rows(result: Data) -> list[tuple[str, ...]]:
    """How each further configuration differs from the first, as rows of cells; empty with one configuration.

    A difference is marked if it is larger than what chance does in 19 of 20 samples of this size.
    """
    others = result["differences"]
    if not others:
        return []
    rows = [(f"against {others[0]['against']}", *(one["name"] for one in others))]
    for name, words, form in _FIGURES:
        cells = [one["scores"].get(name) for one in others]
        if any(cell is not None for cell in cells):
            rows.append((words, *(_difference(cell, form) for cell in cells)))
    return rows


def notes(result: Data) -> Iterator[str]:
    """What has to be known to read the table."""
    yield (
        f"{count(result['scored'], 'docstring')} hidden and filled in; agreement by {result['agreement']}. "
        "Contradicted and unsupported claims are counted as they came; a build removes them."
    )
    if result["differences"] and result["scored"]:
        yield "* more than chance does in 19 of 20 samples of this size."
    for one in result["judged"]:
        yield _verdict(one)
    if result["lacking"]:
        whose = ", ".join(result["offline"])
        then = f"'offline' is set for {whose}, so nothing was requested" if whose else "run it again"
        yield f"{count(len(result['lacking']), 'object')} without an answer so far, in no figure: {then}."
    if result["left_out"]:
        reasons = sorted({row["reason"] for row in result["left_out"]})
        yield f"{count(len(result['left_out']), 'object')} left out: {'; '.join(reasons)}."
    yield f"This run was billed {_billed(result)}."


def _billed(result: Data) -> str:
    """What this run was billed in all; what nobody knows of it is said."""
    bills = [one["billed"] for one in (*result["configurations"], *result["judged"])]
    unpriced = sum(bill["unpriced"] for bill in bills)
    return spent(
        {
            "cost_usd": result["spent_usd"],
            "known_usd": sum(bill["known_usd"] for bill in bills),
            "unpriced": unpriced,
        }
    )


def markdown(result: Data) -> str:
    """The whole report as Markdown, with examples."""
    parts = ["# Texts of a model, measured against people's", _markdown_table(table(result))]
    if rows := difference_rows(result):
        parts += ["## Differences", _markdown_table(rows)]
    parts.append("\n".join(f"- {_plain(note)}" for note in notes(result)))
    for title, row in examples(result):
        parts.append(f"## {title}: `{row['path']}`")
        parts.append(_side_by_side(row))
    return "\n\n".join(parts) + "\n"


def examples(result: Data) -> Iterator[tuple[str, Data]]:
    """The objects whose texts agree most with the person's, by the first configuration, and those that agree least."""
    if not result["configurations"]:
        return
    first = result["configurations"][0]["name"]
    rows = sorted(result["texts"], key=lambda row: (-row["scores"][first].get("agreement", 0.0), row["path"]))
    best = rows[:_EXAMPLES]
    worst = [row for row in reversed(rows) if row not in best][:_EXAMPLES]
    yield from (("Agrees most", row) for row in best)
    yield from (("Agrees least", row) for row in worst)


def _side_by_side(row: Data) -> str:
    names = list(row["texts"])
    places = list(dict.fromkeys((*row["person"], *(where for name in names for where in row["texts"][name]))))
    rows = [("", "person", *names)]
    for where in places:
        cells = (row["person"], *(row["texts"][name] for name in names))
        rows.append((where, *(cell.get(where, "") for cell in cells)))
    empty = [f"{name}: no text ({row['reasons'][name]})" for name in names if not row["texts"][name]]
    return "\n".join([_markdown_table(rows), *(f"\n{_plain(line)}" for line in empty)])


def _markdown_table(rows: list[tuple[str, ...]]) -> str:
    head, *body = ([_plain(cell) for cell in row] for row in rows)
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_MARKUP = regex(r"([\\`*_{}\[\]#|!~])")


def _plain(text: str) -> str:
    """A text that means nothing to Markdown: a model's words are data."""
    return _MARKUP.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def _cell(value: float | None, form: str) -> str:
    if value is None:
        return _NONE
    return percent_of_one(value) if form == _PERCENT else form.format(value)


def _cost(value: float | None) -> str:
    return _UNKNOWN if value is None else f"{value:.4f}"


def _difference(cell: Data | None, form: str) -> str:
    if cell is None:
        return _NONE
    signed = form.replace("{:", "{:+")
    if cell["plus_minus"] is None:
        return signed.format(cell["mean"])
    sure = "*" if abs(cell["mean"]) > cell["plus_minus"] else ""
    return f"{signed.format(cell['mean'])} ± {form.format(cell['plus_minus'])}{sure}"


def _verdict(one: Data) -> str:
    wins = one["wins"]
    text = (
        f"Blind comparison of {count(one['pairs'], 'pair')}, each in both orders: {one['first']} better "
        f"{wins[one['first']]}, {one['second']} better {wins[one['second']]}, tie {one['ties']}"
    )
    swayed = f" (in {one['swayed']} the verdict turns with the order)" if one["swayed"] else ""
    unjudged = f", not judged {one['unjudged']}" if one["unjudged"] else ""
    why = f" ({one['reason']})" if one["unjudged"] and one["reason"] else ""
    return f"{text}{swayed}{unjudged}{why}."
