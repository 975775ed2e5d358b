"""`aidoc eval`: how good the texts of a deployment are, measured against people's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidoc_core.build.figures import count, dollars
from aidoc_core.cli.columns import draw
from aidoc_core.cli.group import end_run
from aidoc_core.cli.site import code_of, looks_at_a_site
from aidoc_core.errors import ConfigError
from aidoc_core.evaluation import evaluation, report
from aidoc_core.evaluation.agreement import open_agreement
from aidoc_core.evaluation.configuration import WITHOUT, configurations
from aidoc_core.evaluation.filling import Filling
from aidoc_core.evaluation.preparing import Subject, prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.cli.site import Where
    from aidoc_core.settings import Settings

_KEPT = ".aidoc/eval"
_SAMPLE = 50
_OF_A_FILE = "Take it out of the file for --against."
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("eval")
@looks_at_a_site
@click.option(
    "--deployment", "deployments", multiple=True, metavar="NAME", help="A deployment; repeatable, to compare."
)
@click.option(
    "--against",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file with options that differ from the project's, to compare; repeatable.",
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(WITHOUT),
    help="Compare with the same without this part of what is sent beside the code; repeatable.",
)
@click.option("--sample", type=click.IntRange(min=1), default=_SAMPLE, show_default=True, help="Docstrings to hide.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number hides other docstrings.")
@click.option("--judge", is_flag=True, help="Have the first deployment compare texts blindly, in both orders.")
@click.option("--embedding", type=click.Path(file_okay=False, path_type=Path), help="Directory of a model2vec model.")
@click.option("--budget", type=click.FloatRange(min=0), help="US dollars that this run may spend at most.")
@click.option("--plan", "only_plan", is_flag=True, help="Tell what it would request and cost; send nothing.")
@click.option("--output", type=_FILE, help="Write the report as Markdown, or as JSON if the name ends so.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def eval(  # noqa: A001, PLR0913 - the name of the command; one for each option
    where: Where,
    *,
    deployments: tuple[str, ...],
    against: tuple[Path, ...],
    without: tuple[str, ...],
    sample: int,
    seed: int,
    judge: bool,
    embedding: Path | None,
    budget: float | None,
    only_plan: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Hide people's docstrings, fill them in, and measure how good the texts are.

    The docstrings are those of the site's pages, or of PACKAGES. They are hidden in a temporary copy of the code and
    requested as a build requests them, with the same checks. Answers are kept in .aidoc/eval, apart from the
    project's own: a run that ends early goes on where it stopped. Exit code 1 if an object is still without an answer.
    """
    settings, subject = _subject(where)
    compared = configurations(
        settings, root=where.root.resolve(), deployments=deployments, against=against, without=without
    )
    if judge and len(compared) == 1:
        raise click.UsageError("--judge needs two texts to compare: name --deployment twice, --against or --without.")
    agreement = open_agreement(embedding)
    if output is not None and not only_plan:
        _check_writable(output)
    filling = Filling(directory=where.root.resolve() / _KEPT, root=where.root.resolve())
    with prepared(subject, settings, sample=sample, seed=seed) as test:
        if only_plan:
            _print(evaluation.plan(test, compared, filling), as_json=as_json)
            return
        budget = settings.budget_usd if budget is None else budget
        result = evaluation.evaluate(test, compared, filling=filling, agreement=agreement, budget=budget, judge=judge)
    result |= {"packages": list(subject.packages), "sample": sample, "seed": seed}
    if output is not None:
        text = json.dumps(result, indent=1) + "\n" if output.suffix == ".json" else report.markdown(result)
        _write(output, text)
    _tell(result, as_json=as_json, offline=settings.offline)


def _check_writable(file: Path) -> None:
    """Make sure that a report can be written before anything is paid for it; errors are those of writing it."""
    was_there = file.exists()
    with file.open("ab"):
        pass
    if not was_there:
        file.unlink()


def _write(file: Path, text: str) -> None:
    """Write a report; a full disk does not say which file it has no room for."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        kept = "What was answered is kept; run it again with another --output."
        raise ConfigError(f"{file}: {error.strerror or type(error).__name__}. {kept}") from error


def _subject(where: Where) -> tuple[Settings, Subject]:
    """Whose docstrings are hidden, and the options: those of the site, or of the project for packages by name."""
    code = code_of(where)
    subject = Subject(packages=code.packages, search=code.search, root=code.root, only=where.only, shown=code.shown)
    return code.settings, subject


def _tell(result: dict[str, Any], *, as_json: bool, offline: bool) -> None:
    for problem in result["problems"]:
        click.echo(f"aidoc: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(result))
    else:
        for part in _lines(result):
            click.echo(part)
    end_run(
        interrupted=result["interrupted"],
        offline=bool(result["offline"] and not result["interrupted"]),
        lacking=bool(result["lacking"]),
        hint="" if offline else _OF_A_FILE,
    )


def _lines(result: dict[str, Any]) -> Iterator[str]:
    if result["scored"]:
        for rows in (report.table(result), report.difference_rows(result)):
            if rows:
                yield draw(rows)
                yield ""
    yield from report.notes(result)


def _print(plans: Iterable[dict[str, Any]], *, as_json: bool) -> None:
    plans = list(plans)
    if as_json:
        click.echo(json.dumps({"version": evaluation.VERSION, "plan": plans}))
        return
    for one in plans:
        for problem in one["problems"]:
            click.echo(f"aidoc: {problem}", err=True)
        click.echo(
            f"{one['name']}: {count(one['objects'], 'object')} in {count(one['requests'], 'request')}, "
            f"{one['input_tokens']:,} tokens in, {one['output_tokens']:,} out, {dollars(one['cost_usd'])}"
        )
    click.echo("Repairs and comparisons are not included.")
