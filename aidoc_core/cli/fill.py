"""`aidoc fill` and `aidoc refresh`: answers without pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aidoc_core.answers.fingerprint import PROMPT_VERSION
from aidoc_core.build import messages
from aidoc_core.build.figures import count, spent
from aidoc_core.cli.group import end_run
from aidoc_core.cli.plan import HAS_MODEL, tell_plan
from aidoc_core.cli.site import looks_at_a_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.cli.site import Where

_BUDGET = click.option("--budget", type=click.FloatRange(min=0), help="US dollars that this run may spend at most.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.command()
@looks_at_a_site
@_BUDGET
@_JSON
def fill(where: Where, *, budget: float | None, as_json: bool) -> None:
    """Request what is missing and keep it, without building pages.

    Each answer is on disk before the next request: Ctrl-C loses nothing that was paid for, and the next run goes on
    from there. Where `require_review` is set, the answers are also put into the reviewed files, as proposals. Exit
    code 1 if anything is still without an answer, 2 if answers cannot be kept.
    """
    _tell(where.ask(where.errand("fill"), **_options(budget)), as_json=as_json)


@click.command()
@looks_at_a_site
@click.option("--hint", default="", help="What was wrong with the answers, for the model to read.")
@click.option(
    "--prompt-older-than",
    "prompt",
    type=click.IntRange(min=1),
    metavar="VERSION",
    help=f"Only answers to an older version of the prompt; this release has version {PROMPT_VERSION}.",
)
@click.option("--plan", "planned", is_flag=True, help="Tell what it would request and cost; nothing is sent.")
@HAS_MODEL
@_BUDGET
@_JSON
def refresh(  # noqa: PLR0913 - one for each option
    where: Where, *, hint: str, prompt: int | None, planned: bool, model: str, budget: float | None, as_json: bool
) -> None:
    """Request answers anew that are there already, and put them in the place of the old ones.

    Say which: with --only, --changed-since, --prompt-older-than or --all; what is missing among these is requested,
    too. What a person has accepted, edited or rejected stays as it is. An old answer is kept where no better one comes.
    --plan tells the price before. Exit code 2 if answers cannot be kept.
    """
    if not (where.only or where.since or where.everything or where.packages or prompt):
        raise click.UsageError(
            "say what to request anew: --only PATTERN, --changed-since REF, --prompt-older-than VERSION, --all or "
            "PACKAGES."
        )
    if model and not planned:
        raise click.UsageError("--model tells the price of a plan: add --plan, or set the option `model`.")
    errand = where.errand("refresh", hint=hint, prompt=prompt or 0, planned=planned, model=model)
    told = where.ask(errand, **_options(budget))
    if planned:
        tell_plan(told, as_json=as_json, command="refresh")
    else:
        _tell(told, as_json=as_json)


def _options(budget: float | None) -> dict[str, str]:
    return {} if budget is None else {"budget_usd": str(budget)}


def _tell(told: dict[str, Any], *, as_json: bool) -> None:
    for problem in told["problems"]:
        click.echo(f"aidoc: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(told))
    else:
        for line in _lines(told):
            click.echo(line)
    end_run(
        interrupted=told["interrupted"],
        offline=bool(told["offline"] and told["requested"]),
        unkept=not told["kept"],
        lacking=bool(told["lacking"] or told["fixes"]["lacking"]),
    )


def _lines(told: dict[str, Any]) -> Iterator[str]:
    outcomes, usage = told["outcomes"], told["usage"]
    yield (
        f"{count(outcomes.get('generated', 0), 'new answer')}, {outcomes.get('cached', 0):,} in the cache, "
        f"{outcomes.get('reviewed', 0):,} in reviewed files, {outcomes.get('human', 0):,} hand-written"
    )
    if usage["requests"]:
        yield (
            f"{count(usage['requests'], 'request')}, {usage['input_tokens']:,} tokens in "
            f"({usage['cached_input_tokens']:,} cached), {usage['output_tokens']:,} out, "
            f"cost {spent(usage)}"
        )
    if told["proposed"]:
        yield f"{count(told['proposed'], 'proposal')} added to {told['reviewed_dir']}"
    if told["replaced"]:
        yield f"{count(told['replaced'], 'proposal')} replaced in {told['reviewed_dir']}"
    if told["fixes"]["proposed"]:
        number = count(told["fixes"]["proposed"], "new text")
        yield f"{number} for docstrings older than their code proposed in {told['reviewed_dir']}/fixes"
    if told["fixes"]["lacking"]:
        yield f"{count(told['fixes']['lacking'], 'docstring')} older than the code without a new text"
    problems = "\n".join(told["problems"])
    yield from messages.lacking_lines(
        {**row, "reason": "the reason stands above" if row["reason"] and row["reason"] in problems else row["reason"]}
        for row in told["lacking"]
    )
