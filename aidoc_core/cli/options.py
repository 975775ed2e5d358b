"""Options that commands on caches and reviewed files have in common."""

from __future__ import annotations

from pathlib import Path

import click

_DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
ROOT = click.option(
    "--root",
    type=_DIRECTORY,
    default=Path(),
    help="Directory of mkdocs.yml or conf.py; cache and reviewed files are relative to it.",
)
SEARCH = click.option(
    "--search",
    multiple=True,
    type=_DIRECTORY,
    help="A directory that holds packages, before all others; repeatable. Needed for a Sphinx project whose packages "
    "are not installed: conf.py is not run.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
