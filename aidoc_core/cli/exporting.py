"""`aidoc export`: cached answers into reviewed files."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from aidoc_core import settings as core_settings
from aidoc_core.answers import ReadOnlyAnswers, ReviewedAnswers
from aidoc_core.answers.decisions import Written
from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.build.figures import count
from aidoc_core.cli.code import read_code
from aidoc_core.cli.group import fail
from aidoc_core.cli.options import JSON, ROOT, SEARCH
from aidoc_core.cli.search_paths import site_options
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aidoc_core.answers import Entry
    from aidoc_core.cli.code import Code


@click.command()
@ROOT
@SEARCH
@click.option("--cache-dir", help="The disk cache (default: the option cache_dir).")
@click.option("--reviewed-dir", help="Where reviewed files go (default: the option reviewed_dir).")
@click.option("--rewrite", is_flag=True, help="Also bring older files into the present form; texts and comments stay.")
@JSON
def export(root: Path, search: tuple[Path, ...], *, rewrite: bool, as_json: bool, **given: str | None) -> None:
    """Copy cached answers into reviewed files as `proposed`.

    Entries that are there already stay as they are. Those that a person has changed say `edited` afterwards. If the
    code has changed since a text was reviewed, the new answer stands beside it as `proposal`: accept or reject it. A
    text follows its code to another name or module. Above each new entry stand the signature and the place of the
    object, where Python finds the package.
    """
    root = root.resolve()
    removed: list[str] = []
    try:
        settings = core_settings.load_settings(
            site_options(root) | {name: value for name, value in given.items() if value},
            root=root,
            origin="the site's options",
        )
        source = settings.where(settings.cache_dir, root)
        if not source.is_dir() and not rewrite:
            fail(f"{source} does not exist: run `aidoc fill`, build the site with aidoc, or pass --cache-dir.")
        target = ReviewedAnswers(settings.where_reviewed(root))
        cache = ReadOnlyAnswers(source)
        try:
            entries = [one for one in cache.entries() if one.state == "answered"] if source.is_dir() else []
        finally:
            cache.close()
        code = read_code({entry.module for entry in entries} | set(target.modules()), search, settings, root)
        desk = Reviewing(target.directory, code.objects, code.current)
        removed = desk.removed
        done = desk.follow()
        done += desk.propose(_newest(entries, code))
        done += desk.rewrite() if rewrite else Written()
    except (ConfigError, CacheError) as error:
        _tell_removed(removed)
        fail(str(error))
    if as_json:
        click.echo(json.dumps({**asdict(done), "directory": str(target.directory)}))
        return
    for line in _written(done, target.directory):
        click.echo(line)
    click.echo(_next_step(done, entries), err=True)
    _tell_removed(removed)


def _tell_removed(texts: Iterable[str]) -> None:
    for text in texts:
        click.echo(f"\nreplaced, as the new text was accepted:\n{text}", nl=False)


def _written(done: Written, directory: Path) -> Iterator[str]:
    """What became of the files, a line each."""
    yield f"{count(done.added, 'answer')} added to {directory}"
    if done.beside:
        yield f"{count(done.beside, 'new text')} beside reviewed ones whose code changed: accept or reject them"
    if done.settled:
        yield f"{count(done.settled, 'decision')} about new texts carried out"
    if done.edited:
        yield f"{count(done.edited, 'answer')} changed by hand, now `edited`"
    yield from (f"followed its code: {names}" for names in done.moved)
    yield from (f"proposed, as the code is alike: {names}: accept it, or remove it" for names in done.alike)
    if done.rewritten:
        yield f"{count(done.rewritten, 'file')} rewritten"


def _next_step(done: Written, entries: list[Entry]) -> str:
    """What a person does after an export."""
    if done.added or done.beside or done.alike:
        return "Review them with `aidoc review` or in the files, then commit the files."
    if not entries:
        return "The cache has no answers: run `aidoc fill`, or build the site with aidoc."
    if done == Written():
        return "Nothing is new. `aidoc review` shows what waits for a decision."
    return "Commit the files."


def _newest(entries: Iterable[Entry], code: Code) -> Iterable[Entry]:
    """For each object the answer for its present code; where that is not known, the last one. None of what is gone."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        present, old = code.current.get(entry.path), newest.get(entry.path)
        fits = (entry.fingerprint == present, entry.date)
        if old is None or (old.fingerprint == present, old.date) <= fits:
            newest[entry.path] = entry
    return [entry for entry in newest.values() if not code.lacks(entry.path)]
