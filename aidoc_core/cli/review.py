"""`aidoc review`: texts one after the other, for a person to accept, edit or reject. By keyboard alone."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidoc_core.build.figures import count, shown_commit
from aidoc_core.cli.deciding import Deciding, person
from aidoc_core.cli.reviewer import Reviewer
from aidoc_core.cli.site import looks_at_a_site
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.cli.deciding import Item
    from aidoc_core.cli.site import Where


@click.command()
@looks_at_a_site
@click.option(
    "--by", "order", type=click.Choice(["risk", "module"]), default="risk", show_default=True, help="What comes first."
)
@click.option("--fixes", is_flag=True, help="New texts for docstrings older than their code (option propose_fixes).")
@click.option("--accept-all", is_flag=True, help="Accept all without showing them; needs --only or --changed-since.")
@click.option("--list", "listed", is_flag=True, help="List what waits, and end.")
@click.option("--json", "as_json", is_flag=True, help="Print what waits as one JSON object, and end.")
def review(  # noqa: PLR0913 - one parameter an option
    where: Where, *, order: str, fixes: bool, accept_all: bool, listed: bool, as_json: bool
) -> None:
    """Read texts that wait for a person, and accept, edit or reject them.

    Shows the code, the text and what the checks say, the riskiest first: most findings, most complex, most used.
    Decisions go into the reviewed files, for you to commit.
    """
    if accept_all and not (where.only or where.since):
        raise click.UsageError("--accept-all needs --only or --changed-since: nobody can have read everything.")
    asking = not (accept_all or listed or as_json)
    if asking and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("this needs a terminal. Use --list or --json, or edit the reviewed files.")
    told = where.ask(where.errand("review", fixes=fixes))
    for problem in told["problems"]:
        click.echo(f"aidoc: {problem}", err=True)
    items: list[Item] = told["items"]
    if order == "module":
        items.sort(key=lambda item: (item["module"], item["file"], item["line"], item["path"]))
    if as_json or listed:
        click.echo(json.dumps(told)) if as_json else _list(items)
        return
    if not items:
        _tell_nothing(told["missing"])
        return
    directory = Path(told["reviewed_dir"])
    deciding = Deciding(directory=directory, cache=Path(told["cache_dir"]), by=person(Path(told["root"])))
    try:
        if accept_all:
            _accept_all(items, deciding)
        else:
            Reviewer(items, deciding, again=_asker(where, fixes=fixes)).run()
    except OSError as error:
        raise CacheError(f"{directory}: cannot be written ({error.strerror or type(error).__name__}).") from error


def _tell_nothing(missing: int) -> None:
    click.echo("nothing to review")
    if missing:
        click.echo(f"{count(missing, 'object')} without a text: `aidoc fill` requests what is missing.", err=True)


def _list(items: list[Item]) -> None:
    for item in items:
        commit = f", approved in {shown_commit(item['commit'])}" if item["commit"] else ""
        findings = count(len(item["findings"]), "finding") if item["answer"] else "no new text"
        click.echo(f"{item['source']}: {item['path']}: {item['state']}, {findings}{commit}")
        if drift := item.get("drift"):
            click.echo(f"  since the docstring was written ({drift['date']}): {'; '.join(drift['changed'])}")
    click.echo(f"{count(len(items), 'text')} to review", err=True)


def _accept_all(items: list[Item], deciding: Deciding) -> None:
    texts = [item for item in items if item["answer"]]
    for item in texts:
        deciding.decide(item, "accepted")
    click.echo(f"{count(len(texts), 'text')} accepted in {deciding.directory}")


def _asker(where: Where, *, fixes: bool) -> Callable[[Item, str], Item | None]:
    """How a text is requested again: in the site, with all that its pages show."""

    def again(item: Item, hint: str) -> Item | None:
        if fixes:
            raise ConfigError("a fix is not requested again: edit it, or reject it.")
        one = replace(where, only=(item["path"],), since="")
        told = one.ask(one.errand("refresh", hint=hint))
        if told["offline"]:
            raise ConfigError("'offline' is set, so nothing was requested. Run with AIDOC_OFFLINE=false.")
        for problem in told["problems"]:
            click.echo(f"aidoc: {problem}", err=True)
        return next((new for new in told["items"] if new["path"] == item["path"]), None)

    return again
