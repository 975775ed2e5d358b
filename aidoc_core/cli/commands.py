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
from aidoc_core.build import messages
from aidoc_core.build.figures import count
from aidoc_core.build.report import contradiction
from aidoc_core.build.session import Session
from aidoc_core.checks import RULES, check_human
from aidoc_core.cli.search_paths import search_paths
from aidoc_core.code.packages import Packages
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.answers import Entry
    from aidoc_core.code.objects import ApiObject

_PAGES = {rule.id: rule.url for rule in RULES}
_ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Directory of mkdocs.yml or conf.py; cache and reviewed files are relative to it.",
)
_EMPTY = frozenset({"empty file", "no source"})
"""Why a module may be left alone that says nothing of its package."""
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


@main.command()
@click.argument("packages", nargs=-1, required=True)
@click.option("--human", is_flag=True, help="Check hand-written docstrings instead of answers.")
@_SEARCH
@_ROOT
@_JSON
def check(packages: tuple[str, ...], search: tuple[Path, ...], root: Path, *, human: bool, as_json: bool) -> None:
    """Check documentation against the code; exit 1 on any contradiction.

    Checks the cached and reviewed answers of all objects in PACKAGES, and lists objects without an answer and modules
    that cannot be read. It also looks at objects that no page shows; `exclude` leaves them out. It sends no request.
    It searches for packages in --search, in the `paths` of mkdocstrings' Python handler in mkdocs.yml, and on Python's
    own path.
    """
    root = root.resolve()
    try:
        settings = core_settings.load_settings({"offline": True}, root=root, origin="command line")
        seconds = settings.extraction_timeout
        code = Packages([*search, *search_paths(root), *sys.path], root=root, seconds=seconds)
        found = {name: code.objects(name) for name in packages}
        unreadable = [{"source": one.where, "message": one.message} for one in code.new_problems()]
        objects = list({obj.path: obj for listed in found.values() for obj in listed}.values())
        rows = _human_rows(objects, settings) if human else _answer_rows(objects, settings, root)
        unreadable += [] if human else _unreadable_files(settings, root)
    except (ConfigError, CacheError) as error:
        fail(str(error))
    rows += [_nothing(name) for name, listed in found.items() if _is_empty(listed) and (listed or not unreadable)]
    if as_json:
        click.echo(json.dumps({"objects": len(objects), "findings": rows, "unreadable": unreadable}))
    else:
        for row in rows:
            where = f"{row['source']}: " if row["source"] else ""
            page = f" ({row['url']})" if "url" in row else ""
            rule = f"{row['rule']} " if "url" in row else ""
            todo = f". {row['hint']}" if row.get("hint") else ""
            click.echo(f"{where}{row['path']}: {rule}{row['message']}{todo}{page}".replace("\n", " "))
        for row in unreadable:
            click.echo(": ".join(filter(None, row.values())))
        told = [count(len(objects), "object"), count(len(rows), "finding")]
        told += [count(len(unreadable), "unreadable file")] if unreadable else []
        click.echo(", ".join(told), err=True)
    if rows or unreadable:
        raise SystemExit(1)


def _is_empty(objects: list[ApiObject]) -> bool:
    return all(obj.skip in _EMPTY for obj in objects)


def _nothing(name: str) -> dict[str, str]:
    """A package without any object is more likely the wrong one than a perfect one."""
    message = "the package has no object that can be documented. Is it the one that the site shows?"
    return {"path": name, "source": "", "rule": "empty", "severity": "", "message": message, "where": ""}


def _human_rows(objects: list[ApiObject], settings: core_settings.Settings) -> list[dict[str, str]]:
    return [
        {**contradiction(obj, finding), "url": _PAGES[finding.rule]}
        for obj in objects
        for finding in check_human(obj, levels=settings.checks)
    ]


def _answer_rows(objects: list[ApiObject], settings: core_settings.Settings, root: Path) -> list[dict[str, str]]:
    """What is wrong with kept answers as they stand, and which objects have none."""
    session = Session(settings, root=root, tool="cli")
    try:
        rows = []
        for record in session.fill(objects):
            row = {"path": record.obj.path, "source": str(record.obj.location)}
            if record.outcome in ("failed", "missed"):
                reason = f"no answer ({record.reason or messages.outcome_name(record.outcome)})"
                rows.append({**row, "rule": record.outcome, "severity": "", "message": reason, "where": ""})
            elif record.entry is not None:
                findings = session.findings(record)
                rows += [{**row, **finding.to_dict(), "url": _PAGES[finding.rule]} for finding in findings]
        for problem in session.new_problems():
            click.echo(f"aidoc: {problem}", err=True)
        return rows
    finally:
        session.close()


def _unreadable_files(settings: core_settings.Settings, root: Path) -> list[dict[str, str]]:
    """Reviewed files that cannot be read, also those of modules that were not looked at."""
    reviewed = ReviewedAnswers(settings.where(settings.reviewed_dir, root))
    for _ in reviewed.entries():
        pass
    return [{"source": problem.where, "message": problem.message} for problem in reviewed.problems]


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with the exit code of a wrong use."""
    click.echo(f"aidoc: {message}", err=True)
    raise SystemExit(2)
