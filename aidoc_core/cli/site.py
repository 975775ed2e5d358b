"""What commands that look at a site have in common: their options, and the way to what they want to know."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidoc_core import settings as core_settings
from aidoc_core.build.changed import changes_since
from aidoc_core.build.errand import Errand, Kind
from aidoc_core.build.errands import carry_out
from aidoc_core.build.session import Session
from aidoc_core.cli.hosts import find_host, send
from aidoc_core.cli.search_paths import search_paths
from aidoc_core.code.packages import Packages
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.code.objects import ApiObject

_EMPTY = frozenset({"empty file", "no source"})
"""Why a module may be left alone that says nothing of its package."""
_DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
SITE = click.option(
    "--site",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's mkdocs.yml or conf.py (default: the one found in --root).",
)
_OPTIONS = (
    click.argument("packages", nargs=-1),
    click.option("--root", type=_DIRECTORY, default=Path(), help="Where mkdocs.yml or conf.py is, or docs/conf.py."),
    SITE,
    click.option("--docs", type=_DIRECTORY, help="Sphinx' source directory, if it is not that of conf.py."),
    click.option("--all", "everything", is_flag=True, help="The whole packages of the site, not only what pages show."),
    click.option(
        "--only",
        multiple=True,
        metavar="PATTERN",
        help="Only objects and modules that match, e.g. `pkg.client.*`; repeatable.",
    ),
    click.option("--changed-since", "since", metavar="REF", default="", help="Only code changed since a commit."),
    click.option("--search", multiple=True, type=_DIRECTORY, help="A directory that holds packages; repeatable."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a command looks at.

    Attributes:
        packages: Whole packages; none for what the pages of a site show.
        root: The directory.
        site: The site's configuration file.
        docs: Sphinx' source directory.
        everything: Whether whole packages of the site are looked at.
        only: Patterns of objects and modules.
        since: The commit since which code must have changed.
        search: Directories with packages.
    """

    packages: tuple[str, ...]
    root: Path
    site: Path | None
    docs: Path | None = None
    everything: bool = False
    only: tuple[str, ...] = ()
    since: str = ""
    search: tuple[Path, ...] = ()

    def errand(self, kind: Kind, **more: Any) -> Errand:
        """What is wanted of what is looked at."""
        search = tuple(str(path.resolve()) for path in self.search)
        return Errand(kind=kind, only=self.only, since=self.since, everything=self.everything, search=search, **more)

    def ask(self, errand: Errand, **options: str) -> dict[str, Any]:
        """Find out or have done what is wanted.

        Args:
            errand: What.
            options: Options of aidoc that count for this alone.

        Raises:
            ConfigError: It cannot be.
            CacheError: It cannot be.
        """
        root = self.root.resolve()
        if self.since:
            changes_since(self.since, root)  # before a tool is started in vain
        if self.packages:
            return self._packages(errand, root, options)
        host = find_host(root, self.site, self.docs)
        found = search_paths(host.config.parent, host.config) if host.tool == "mkdocs" else ()
        errand = replace(errand, search=(*errand.search, *map(str, found)))
        return send(errand, host, {f"AIDOC_{name.upper()}": value for name, value in options.items()})

    def _packages(self, errand: Errand, root: Path, options: dict[str, str]) -> dict[str, Any]:
        settings = core_settings.load_settings(options, root=root, origin="command line")
        paths: list[str | Path] = [*self.search, *search_paths(root), *sys.path]
        code = Packages(paths, root=root, seconds=settings.extraction_timeout)
        found = {name: code.objects(name) for name in self.packages}
        objects = {obj.path: obj for listed in found.values() for obj in listed}
        session = Session(settings, root=root, tool="cli", errand=errand)
        try:
            session.fill(objects.values())
            session.tell(code.new_problems())
            told = carry_out(session, session.course) if session.course is not None else {}
        finally:
            session.close()
        return {**told, "empty": [name for name, listed in found.items() if _is_empty(listed)]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Whole packages that a command reads by itself, and the options for them.

    Attributes:
        packages: Their names.
        settings: The options: those of the site, or of the project for packages by name.
        root: The directory of the configuration file.
        search: Where packages are found.
        shown: Paths of the objects that the site shows; `None` for packages by name.
    """

    packages: tuple[str, ...]
    settings: core_settings.Settings
    root: Path
    search: list[str | Path]
    shown: frozenset[str] | None = None


def code_of(where: Where) -> Code:
    """The packages that are named, or those that the pages of the site show anything of.

    Raises:
        ConfigError: There is no site, or its options are wrong.
        CacheError: A store cannot be read.
    """
    root = where.root.resolve()
    if where.packages:
        settings = core_settings.load_settings({}, root=root, origin="command line")
        search: list[str | Path] = [*where.search, *search_paths(root), *sys.path]
        return Code(packages=where.packages, settings=settings, root=root, search=search)
    told = where.ask(where.errand("eval"))
    root = Path(told["root"])
    return Code(
        packages=tuple(told["packages"]),
        settings=core_settings.with_options(core_settings.Settings(), told["options"], root=root, origin="the site"),
        root=root,
        search=[*where.search, *search_paths(root, where.site), *map(str, told["search"])],
        shown=frozenset(told["objects"]),
    )


def _is_empty(objects: list[ApiObject]) -> bool:
    return all(obj.skip in _EMPTY for obj in objects)


def looks_at_a_site(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options on what it looks at; it is called with a `Where`."""
    names = Where.__dataclass_fields__.keys()

    @functools.wraps(command)
    def called(**given: Any) -> None:
        where = Where(**{name: given.pop(name) for name in names})
        try:
            command(where, **given)
        except (ConfigError, CacheError) as error:
            click.echo(f"aidoc: {error}", err=True)
            raise SystemExit(2) from None

    for option in reversed(_OPTIONS):
        called = option(called)
    return called
