"""`aidoc badge`: pictures of a report's figures, without a build."""

from __future__ import annotations

import json
from pathlib import Path

import click

from aidoc_core.build.badges import badges, write_badges
from aidoc_core.build.messages import BADGES
from aidoc_core.build.report_reading import read_report
from aidoc_core.cli.commands import fail
from aidoc_core.errors import ReportError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory for the files (default: `badges` beside the report).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, and write nothing.")
def badge(file: Path, output: Path | None, *, as_json: bool) -> None:
    """Write badges for the figures of a report (`aidoc/report.json` in the site).

    Each is a picture (NAME.svg) and data for the endpoint of shields.io (NAME.json): documented, complete,
    hand-written, approved.
    """
    try:
        data = read_report(file)
    except ReportError as error:
        fail(str(error))
    found = badges(data)
    if as_json:
        click.echo(json.dumps({name: one.message for name, one in found.items()}))
        return
    target = output or file.parent / BADGES
    try:
        write_badges(data, target)
    except OSError as error:
        fail(f"{target}: cannot be written ({error}).")
    for name, one in found.items():
        click.echo(f"{target / name}.svg: {one.label} {one.message}")
