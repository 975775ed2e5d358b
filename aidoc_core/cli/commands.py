"""The `aidoc` command: thin commands over the core. Results on stdout, problems on stderr.

Exit codes: 0 fine, 1 findings, 2 usage or configuration.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from aidoc_core import settings as core_settings
from aidoc_core.answers import ReadOnlyAnswers, ReviewedAnswers
from aidoc_core.answers.reviewed import Written
from aidoc_core.build.figures import count
from aidoc_core.cli.search_paths import search_paths
from aidoc_core.code.packages import Packages
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.answers import Entry
    from aidoc_core.code.objects import ApiObject

_ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Directory of mkdocs.yml or conf.py; cache and reviewed files are relative to it.",
)
_SEARCH = click.option(
    "--search",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A directory that holds packages, before all others; repeatable. Needed for a Sphinx project whose packages "
    "are not installed: conf.py is not run.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aidoc-plugins", prog_name="aidoc")
def main() -> None:
    """Manage the answers that aidoc has cached for your documentation."""


@main.command()
@_ROOT
@_SEARCH
@click.option("--cache-dir", help="The disk cache (default: the option cache_dir).")
@click.option("--reviewed-dir", help="Where reviewed files go (default: the option reviewed_dir).")
@click.option("--rewrite", is_flag=True, help="Also bring older files into the present form; texts and comments stay.")
@_JSON
def export(root: Path, search: tuple[Path, ...], *, rewrite: bool, as_json: bool, **given: str | None) -> None:
    """Copy cached answers into reviewed files as `proposed`.

    Entries that are there already stay as they are. Those that a person has changed say `edited` afterwards. Above each
    new entry stand the signature and the place of the object, where Python finds the package.
    """
    root = root.resolve()
    try:
        settings = core_settings.load_settings(
            {name: value for name, value in given.items() if value}, root=root, origin="command line"
        )
        source = settings.where(settings.cache_dir, root)
        if not source.is_dir() and not rewrite:
            fail(f"{source} does not exist: build the site once with aidoc, or pass --cache-dir.")
        target = ReviewedAnswers(settings.where(settings.reviewed_dir, root))
        cache = ReadOnlyAnswers(source)
        try:
            entries = list(_newest(cache.entries())) if source.is_dir() else []
        finally:
            cache.close()
        modules = {entry.module for entry in entries} | set(target.modules() if rewrite else ())
        objects = _objects(modules, [*search, *search_paths(root), *sys.path], settings, root)
        done = target.propose(entries, objects)
        done += target.rewrite(objects) if rewrite else Written()
    except (ConfigError, CacheError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{settings.where(settings.reviewed_dir, root)}: cannot be written ({error}).")
    if as_json:
        click.echo(json.dumps({**asdict(done), "directory": str(target.directory)}))
        return
    click.echo(f"{count(done.added, 'answer')} added to {target.directory}")
    if done.edited:
        click.echo(f"{count(done.edited, 'answer')} changed by hand, now `edited`")
    if done.rewritten:
        click.echo(f"{count(done.rewritten, 'file')} rewritten")


def _objects(
    modules: Iterable[str], paths: list[Path | str], settings: core_settings.Settings, root: Path
) -> dict[str, ApiObject]:
    """The objects of the packages of some modules, by path; of those that Python does not find, none."""
    code = Packages(paths, root=root, seconds=settings.extraction_timeout)
    found: dict[str, ApiObject] = {}
    for package in sorted({module.partition(".")[0] for module in modules}):
        try:
            found |= {obj.path: obj for obj in code.objects(package)}
        except ConfigError:  # their entries go without signature and place
            continue
    return found


def _newest(entries: Iterable[Entry]) -> Iterable[Entry]:
    """The last answer for each object: earlier ones are about code that has changed since."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.state == "answered" and (entry.path not in newest or newest[entry.path].date <= entry.date):
            newest[entry.path] = entry
    return newest.values()


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with the exit code of a wrong use."""
    click.echo(f"aidoc: {message}", err=True)
    raise SystemExit(2)
