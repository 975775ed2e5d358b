"""`aidoc plan`: what would be requested and what it would cost, before anything is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aidoc_core.build.figures import count
from aidoc_core.cli.site import looks_at_a_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.cli.site import Where

_MOST_MODULES = 40
HAS_MODEL = click.option(
    "--model", default="", help="The model by whose price to reckon, if the deployment's name does not tell."
)
"""The option of commands that tell a price."""


@click.command()
@looks_at_a_site
@HAS_MODEL
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def plan(where: Where, *, model: str, as_json: bool) -> None:
    """Tell what a build would request: objects, requests, tokens and dollars, by module. Nothing is sent.

    Without PACKAGES, the site's own tool is started and stopped when all pages are scanned; with them, whole packages
    are read and no tool is started.
    """
    tell_plan(where.ask(where.errand("plan", model=model)), as_json=as_json, command="fill")


def tell_plan(told: dict[str, Any], *, as_json: bool, command: str) -> None:
    """Print a plan, and what is wrong with the site.

    Args:
        told: The plan, as `plan_lines` takes it.
        as_json: Whether to print it as one JSON object.
        command: The command that would request it.
    """
    for problem in told["problems"]:
        click.echo(f"aidoc: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(told))
        return
    for line in plan_lines(told, command=command):
        click.echo(line)


def plan_lines(told: dict[str, Any], *, command: str = "fill") -> Iterator[str]:
    """A plan as people read it.

    Args:
        told: What `aidoc_core.build.planning.plan` says, with what was selected and what is lacking.
        command: The command that would request it.
    """
    selected, lacking = count(told["selected"], "object"), told["lacking"]
    if not told["requests"]:
        yield f"nothing to request: {_without(lacking, selected) if lacking else f'no text is missing in {selected}'}"
        return
    modules = told["modules"]
    shown = sorted(modules, key=lambda row: -row["output_tokens"])[:_MOST_MODULES]
    rows: list[tuple[str, ...]] = [("module", "objects", "in", "cached", "out", "US dollars")]
    rows += [_row(row["path"], row) for row in sorted(shown, key=lambda row: str(row["path"]))]
    if len(shown) < len(modules):
        rows.append((f"({len(modules) - len(shown)} more modules; all of them: --json)", "", "", "", "", ""))
    rows.append(_row("in all", told))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
    tokens = "counted with the model's vocabulary" if told["exact"] else "estimated by length"
    yield ""
    yield f"{told['objects']:,} of {selected} in {count(told['requests'], 'request')}"
    if told["readings"]:
        yield f"With a second reading of {count(told['readings'], 'answer')}"
    if lacking:
        yield f"Not among them: {_without(lacking, selected)}"
    yield f"Input tokens are {tokens}; output tokens are what answers usually take."
    yield "Repairs are not included."
    if not told["model"]:
        yield "No price without a model: pass --model, or set the option `deployment` or `model`."
    elif told["cost_usd"] is None:
        yield f"The price of '{told['model']}' is not known. Set the option `model`, or pass --model."
    else:
        budget = f"`aidoc {command} --budget {told['budget_usd']:.2f}`"
        yield f"Prices: {told['model']}, list price. {budget} stops before more."


def _without(lacking: int, selected: str) -> str:
    """Objects that have no text and are not requested: the reviewed file is unreadable, or requests brought nothing."""
    return f"{lacking:,} of {selected} without a text, for reasons that `aidoc check` tells"


def _row(name: str, figures: dict[str, Any]) -> tuple[str, ...]:
    cost = figures["cost_usd"]
    return (
        name,
        f"{figures['objects']:,}",
        f"{figures['input_tokens']:,}",
        f"{figures['cached_input_tokens']:,}",
        f"{figures['output_tokens']:,}",
        "unknown" if cost is None else f"{cost:,.4f}",
    )
