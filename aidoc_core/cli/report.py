"""`aidoc report`: a build's report on a terminal, as Markdown or as JSON, alone or against an earlier one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidoc_core.build.comparison import alone, compare, since
from aidoc_core.build.report_reading import read_report
from aidoc_core.build.report_shape import schema
from aidoc_core.build.summary import read_code, summary
from aidoc_core.cli.commands import fail
from aidoc_core.cli.first_screen import first_screen
from aidoc_core.errors import ReportError

if TYPE_CHECKING:
    from aidoc_core.build.comparison import Comparison


def _print_schema(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        click.echo(json.dumps(schema(), indent=1))
        context.exit()


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="`text`: a screen of 80 columns. `markdown`: for the summary of a job, with new texts and their code. "
    "`json`: the report itself; with --base or --since, what has changed.",
)
@click.option(
    "--base",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier report; tell what has changed since then.",
)
@click.option(
    "--since",
    "when",
    help="A commit or a day (YYYY-MM-DD) in the history; tell how the figures have changed since then.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Directory of mkdocs.yml or conf.py; `markdown` reads the code from it.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema,
    help="Print the JSON schema of report.json, and end.",
)  # fmt: skip
def report(  # noqa: PLR0913 - one for each option
    file: Path, base: Path | None, when: str | None, root: Path, *, form: str, as_json: bool
) -> None:
    """Show the report of a build (`aidoc/report.json` in the site)."""
    if base is not None and when is not None:
        raise click.UsageError("--base and --since exclude each other.")
    try:
        data = read_report(file)
        changed: Comparison | None = None
        if base is not None:
            changed = compare(read_report(base), data)
    except ReportError as error:
        fail(str(error))
    if when is not None:
        changed = since(data, when)
        if changed is None:
            fail(f"{file}: the history in it has no build of '{when}' or before. Set 'report_history' to keep one.")
    if as_json or form == "json":
        click.echo(json.dumps(data if changed is None else changed.to_dict()))
    elif form == "markdown":
        click.echo(summary(data, changed or alone(data), lambda row: read_code(row, root)))
    else:
        click.echo(first_screen(data, changed))
