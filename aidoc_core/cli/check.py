"""`aidoc check`: what is wrong with the documentation as it stands, for people and for CI."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

import click

from aidoc_core.build.figures import count, percent
from aidoc_core.cli.formats import FORMATS, Format, pages
from aidoc_core.cli.site import looks_at_a_site
from aidoc_core.code.drift_changes import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.cli.site import Where
    from aidoc_core.code.drift_changes import Severity

_FIGURES = ("documented", "complete", "human", "human-complete", "approved")
_WHOLE = 100


def _floors(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, float]]:
    """`90` or `complete=90`."""
    return [_floor(value) for value in values]


def _floor(value: str) -> tuple[str, float]:
    figure, _, number = value.rpartition("=")
    try:
        floor = float(number)
    except ValueError:
        floor = -1
    if (figure or _FIGURES[0]) not in _FIGURES or not 0 <= floor <= _WHOLE:
        names = ", ".join(_FIGURES)
        raise click.BadParameter(f"{value!r}: give a number from 0 to 100, or FIGURE=NUMBER with one of {names}.")
    return figure or _FIGURES[0], floor


@click.command()
@looks_at_a_site
@click.option("--human", is_flag=True, help="Check hand-written docstrings instead of answers.")
@click.option("--drift", is_flag=True, help="With --human: also list docstrings whose code changed after them (git).")
@click.option(
    "--drift-severity",
    type=click.Choice(SEVERITIES),
    default="low",
    show_default=True,
    help="Least severity to list: high = the signature changed, medium = the body, low = imports that it uses.",
)
@click.option("--approved", is_flag=True, help="Texts that no person has approved are findings, too.")
@click.option(
    "--fail-under",
    "floors",
    metavar="[FIGURE=]PERCENT",
    callback=_floors,
    multiple=True,
    help="The least share of objects, in percent: documented, complete, human (documented by people), human-complete, "
    "approved (of the texts of a model). Repeatable; without a name: documented.",
)
@click.option("--format", "form", type=click.Choice(get_args(Format)), help="How to print it (default: text).")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def check(  # noqa: PLR0913 - one parameter an option
    where: Where,
    *,
    human: bool,
    drift: bool,
    drift_severity: Severity,
    approved: bool,
    floors: list[tuple[str, float]],
    form: Format | None,
    as_json: bool,
) -> None:
    """Check documentation against the code; exit 1 on any finding. It sends no request.

    Lists objects without an answer, answers that failed, texts whose code has changed since they were reviewed, texts
    that the code contradicts, and files that cannot be read. Without PACKAGES, it looks at what the pages of the site
    show; with them, at all objects of whole packages (`exclude` leaves objects out), and no doc tool is started. It
    searches for packages in --search, in the `paths` of mkdocstrings' Python handler in mkdocs.yml, and on Python's own
    path.
    """
    if drift and not human:
        raise click.UsageError("--drift is about hand-written docstrings: write `aidoc check --human --drift`.")
    least = drift_severity if drift else None
    told = where.ask(where.errand("check", approved=approved, people=human, drift=least))
    told["findings"] += [_nothing(name) for name in told.pop("empty", ()) if told["objects"] or not told["unreadable"]]
    told["floors"] = list(_too_low(told["coverage"], floors))
    for problem in [*told["notes"], *told["problems"]]:
        click.echo(f"aidoc: {problem}", err=True)
    form = form or ("json" if as_json else "text")
    printed = FORMATS[form](told)
    if printed:
        click.echo(printed)
    if form == "text":
        findings, unreadable = len(told["findings"]) + len(told["floors"]), len(told["unreadable"])
        lines = [count(told["objects"], "object"), count(findings, "finding")]
        lines += [count(unreadable, "unreadable file")] if unreadable else []
        lines += [f"{count(told['unreviewed'], 'text')} not reviewed"] if told["unreviewed"] else []
        click.echo(", ".join(lines), err=True)
        for line in pages(told["findings"]):
            click.echo(line, err=True)
        for line in _next_steps(told["findings"]):
            click.echo(line, err=True)
    if told["findings"] or told["unreadable"] or told["floors"]:
        raise SystemExit(1)


def _next_steps(findings: list[dict[str, Any]]) -> Iterator[str]:
    """What a person can do about some kinds of findings."""
    kinds = Counter(row["kind"] for row in findings)
    if kinds["missing"]:
        yield "`aidoc fill` requests what is missing."
    if kinds["stale"]:
        yield "`aidoc fill` and `aidoc export` put new texts beside the stale ones."
    if kinds["unreviewed"] or kinds["stale"]:
        yield "`aidoc review` shows what waits for a decision."


def _too_low(coverage: dict[str, dict[str, int]], floors: list[tuple[str, float]]) -> Iterator[dict[str, Any]]:
    """The figures that are under what was asked for; nothing is too little of nothing."""
    for name, floor in floors:
        part, whole = coverage[name]["part"], coverage[name]["whole"]
        if whole and part * _WHOLE < floor * whole:
            message = f"{name}: {percent(part, whole)} ({part:,} of {whole:,}) is under {floor:g}%"
            yield {"name": name, "part": part, "whole": whole, "floor": floor, "message": message}


def _nothing(name: str) -> dict[str, Any]:
    """A package without any object is more likely the wrong one than a perfect one."""
    message = "the package has no object that can be documented. Is it the one that the site shows?"
    row = {"path": name, "source": "", "rule": "empty", "severity": "", "message": message, "where": ""}
    return {**row, "kind": "empty", "file": "", "line": 0}
