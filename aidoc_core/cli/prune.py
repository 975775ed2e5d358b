"""`aidoc prune`: entries of reviewed files, and answers of the cache, whose objects are gone from the code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from aidoc_core import settings as core_settings
from aidoc_core.answers import ReadOnlyAnswers, ReviewedAnswers, WritableStore, open_cache
from aidoc_core.answers.lost import Lost
from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.build.figures import count
from aidoc_core.cli.code import read_code
from aidoc_core.cli.group import fail
from aidoc_core.cli.options import JSON, ROOT, SEARCH
from aidoc_core.cli.search_paths import site_options
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.answers import Entry
    from aidoc_core.cli.code import Code

_APPROVED = {"accepted": "accepted text", "edited": "text that a person wrote", "rejected": "rejected text"}


@click.command()
@click.option("--yes", "-y", is_flag=True, help="Remove them. Without it, the command only lists them.")
@click.option("--cache", "also_cache", is_flag=True, help="Also the cached answers of objects that are gone.")
@SEARCH
@ROOT
@JSON
def prune(*, yes: bool, also_cache: bool, search: tuple[Path, ...], root: Path, as_json: bool) -> None:
    """List entries of reviewed files whose objects are gone from the code; with --yes, remove them.

    Whatever it removes it prints whole. An entry whose code has another name or place by now is kept: `aidoc export`
    moves it. Nothing is removed of packages that Python does not find, or that have a module which cannot be read.
    """
    root = root.resolve()
    removed: list[str] = []
    try:
        settings = core_settings.load_settings(site_options(root), root=root, origin="the site's options")
        directory = settings.where_reviewed(root)
        reviewed = ReviewedAnswers(directory)
        entries = list(reviewed.entries())
        if reviewed.problems:
            fail(str(reviewed.problems[0]))
        cached = _cached(settings.where(settings.cache_dir, root)) if also_cache else []
        code = read_code({entry.module for entry in [*entries, *cached]}, search, settings, root)
        dead = [entry for entry in entries if code.lacks(entry.path)]
        moving = _moving(reviewed, code)
        gone = [entry for entry in dead if entry.path not in moving]
        stale = [entry for entry in cached if code.lacks(entry.path)]
        desk = Reviewing(directory)
        removed = desk.removed
        if yes:
            desk.remove({entry.path for entry in gone})
            _forget(stale, settings, root)
    except (ConfigError, CacheError) as error:
        _tell_removed(removed)
        fail(str(error))
    kept = [f"{entry.path} → {moving[entry.path]}" for entry in dead if entry.path in moving]
    if as_json:
        rows = [
            {"path": one.path, "state": one.state, "file": one.place, "answer": one.answer.to_dict()} for one in gone
        ]
        told = {"entries": rows, "moved": kept, "cached": sorted(one.path for one in stale), "removed": yes}
        click.echo(json.dumps({**told, "unknown": sorted(code.unknown)}))
        return
    _tell(gone, removed, stale, yes=yes)
    for line in kept:
        click.echo(f"kept: {line}: 'aidoc export' moves it", err=True)
    for package in sorted(code.unknown):
        click.echo(f"kept: all of {package}: Python does not find it, or cannot read all of it", err=True)


def _tell_removed(texts: list[str]) -> None:
    for text in texts:
        click.echo(f"\n{text}", nl=False)


def _tell(gone: list[Entry], removed: list[str], stale: list[Entry], *, yes: bool) -> None:
    for entry in gone:
        click.echo(f"{entry.place}: {entry.path}: {_APPROVED.get(entry.state, 'proposed text')}, and no such object")
    _tell_removed(removed)
    if stale:
        click.echo(f"{count(len(stale), 'cached answer')} of objects that are gone")
    entries = f"{len(gone):,} {'entry' if len(gone) == 1 else 'entries'}"
    if yes:
        click.echo(f"{entries} removed", err=True)
    else:
        click.echo(f"{entries} to remove{': run again with --yes' if gone or stale else ''}", err=True)


def _moving(reviewed: ReviewedAnswers, code: Code) -> dict[str, str]:
    """Where entries belong whose code has another name or place by now."""
    texts = reviewed.texts()
    lost = Lost(texts)
    new = [obj for obj in code.objects.values() if obj.qualname not in texts.get(obj.module, {})]
    found: dict[str, str] = {}
    for obj in new:
        if one := lost.same(obj):
            found.setdefault(one.path, obj.path)
    for obj in new:
        if obj.path not in found.values() and (one := lost.alike(obj, without=found)):
            found[one.path] = obj.path
    return found


def _cached(directory: Path) -> list[Entry]:
    cache = ReadOnlyAnswers(directory)
    try:
        return list(cache.entries()) if directory.is_dir() else []
    finally:
        cache.close()


def _forget(stale: list[Entry], settings: core_settings.Settings, root: Path) -> None:
    if not stale:
        return
    cache, problems = open_cache(settings.where(settings.cache_dir, root), offline=False)
    try:
        if not isinstance(cache, WritableStore):
            fail("; ".join(str(problem) for problem in problems) or "the cache cannot be written.")
        cache.forget(entry.fingerprint for entry in stale)
    finally:
        cache.close()
