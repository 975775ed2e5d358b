"""`aidoc report`: a build's report on a terminal, as Markdown or as JSON, alone or against an earlier one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidoc_core.build.comparison import alone, compare, since
from aidoc_core.build.report_file import write_data
from aidoc_core.build.report_reading import read_report
from aidoc_core.build.report_shape import schema
from aidoc_core.build.summary import read_code, summary
from aidoc_core.cli.first_screen import first_screen
from aidoc_core.cli.group import fail
from aidoc_core.cli.options import SEARCH
from aidoc_core.cli.site import Where
from aidoc_core.errors import CacheError, ConfigError, ReportError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.build.comparison import Comparison


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _print_schema(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value:
        click.echo(json.dumps(schema(), indent=1))
        context.exit()


def _made(root: Path, site: Path | None, packages: tuple[str, ...], search: tuple[Path, ...]) -> Mapping[str, Any]:
    """The report of what is there, made without a build."""
    where = Where(packages=packages, root=root, site=site, search=search)
    told = where.ask(where.errand("report"))
    for problem in told["problems"]:
        click.echo(f"aidoc: {problem}", err=True)
    data: Mapping[str, Any] = told["report"]
    return data


def _write(data: Mapping[str, Any], file: Path) -> None:
    try:
        write_data(data, file)
    except OSError as error:
        fail(f"{error.filename or file}: cannot be written ({error.strerror or type(error).__name__}).")


@click.command()
@click.argument("file", type=_FILE, required=False)
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
    type=_FILE,
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
@click.option("--site", type=_FILE, help="Without FILE: the site's mkdocs.yml or conf.py (default: the one in --root).")
@click.option("--package", "packages", multiple=True, help="Without FILE: a whole package instead; repeatable.")
@SEARCH
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report there, too, as `report.json`, and the badges beside it.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema,
    help="Print the JSON schema of report.json, and end.",
)  # fmt: skip
def report(  # noqa: PLR0913 - one for each option
    file: Path | None, base: Path | None, when: str | None, root: Path, output: Path | None, *, form: str,
    as_json: bool, **what: Any,
) -> None:  # fmt: skip
    """Show the report of a build (`aidoc/report.json` in the site).

    Without FILE, make the report of what the pages show from the reviewed files and the cache, as a build with
    `offline: true` would. With --package it needs no site: for tools that write no report, as Zensical.
    """
    if file is not None and any(what.values()):
        raise click.UsageError("FILE is a report already: --site, --package and --search are for one made anew.")
    if base is not None and when is not None:
        raise click.UsageError("--base and --since exclude each other.")
    try:
        data = read_report(file) if file is not None else _made(root, **what)
        changed: Comparison | None = None
        if base is not None:
            changed = compare(read_report(base), data)
    except (ReportError, ConfigError, CacheError) as error:
        fail(str(error))
    if output is not None:
        _write(data, output)
    if when is not None:
        changed = since(data, when)
        if changed is None:
            told = f"the history in it has no build of '{when}' or before. Set 'report_history' to keep one."
            fail(f"{file or root}: {told}")
    if as_json or form == "json":
        click.echo(json.dumps(data if changed is None else changed.to_dict()))
    elif form == "markdown":
        click.echo(summary(data, changed or alone(data), lambda row: read_code(row, root)))
    else:
        click.echo(first_screen(data, changed))
