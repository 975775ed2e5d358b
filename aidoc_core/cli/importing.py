"""`aidoc import`: reviewed files back into the cache, e.g. where the cache was lost or never was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from aidoc_core import settings as core_settings
from aidoc_core.answers import DiskAnswers, ReviewedAnswers
from aidoc_core.answers.lost import path_of
from aidoc_core.build.figures import count
from aidoc_core.cli.group import fail
from aidoc_core.cli.options import JSON, ROOT
from aidoc_core.cli.search_paths import site_options
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("import")
@ROOT
@click.option("--cache-dir", help="The disk cache (default: the option cache_dir).")
@click.option("--reviewed-dir", help="Where reviewed files are (default: the option reviewed_dir).")
@JSON
def import_(root: Path, *, as_json: bool, **given: str | None) -> None:
    """Copy answers from reviewed files into the cache, where it has none for the same code.

    Only what a model wrote, accepted or proposed: the cache holds no texts of people. The reviewed files stay as they
    are, and come first in builds as ever.
    """
    root = root.resolve()
    try:
        options = site_options(root) | {name: value for name, value in given.items() if value}
        settings = core_settings.load_settings(options, root=root, origin="the site's options")
        source = ReviewedAnswers(settings.where_reviewed(root))
        if not source.modules() and not source.directory.is_dir():
            fail(f"{source.directory} does not exist: run `aidoc export`, or pass --reviewed-dir.")
        place = settings.where(settings.cache_dir, root)
        try:
            cache = DiskAnswers(place)
        except CacheError as error:
            fail(f"{place}: the cache cannot be opened ({error}).")
        try:
            known = {entry.fingerprint for entry in cache.entries()}
            copies = _copies(source)
            texts = [
                one
                for one in source.entries()
                if one.state in ("accepted", "proposed") and one.fingerprint and one.path not in copies
            ]
            new = [entry for entry in texts if entry.fingerprint not in known]
            added = sum(cache.put(replace(entry, state="answered", by="", on="", place="")) for entry in new)
            problems = [*source.problems, *cache.problems]
        finally:
            cache.close()
    except (ConfigError, CacheError) as error:
        fail(str(error))
    for problem in problems:
        click.echo(f"aidoc: {problem}", err=True)
    told = {"added": added, "present": len(texts) - len(new), "directory": str(cache.directory)}
    click.echo(json.dumps(told) if as_json else f"{count(added, 'answer')} added to {cache.directory}")
    if problems:
        raise SystemExit(1)


def _copies(source: ReviewedAnswers) -> set[str]:
    """Objects whose text was written for other code, which is only like theirs: nobody has said that it fits."""
    texts = source.texts()
    return {
        path_of(module, name)
        for module, found in texts.items()
        for name, text in found.items()
        if text.origin and text.state == "proposed"
    }
