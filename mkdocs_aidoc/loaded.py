"""A package that Griffe has loaded, filled as a whole when all other extensions are done with it."""

from __future__ import annotations

import logging
import sysconfig
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.asking.plan import Plan
from aidoc_core.build import messages
from aidoc_core.build.session import Session
from aidoc_core.code.files import files_of
from aidoc_core.code.gaps import matches
from aidoc_core.code.reading import Reader
from aidoc_core.code.unreadable import unreadable
from aidoc_core.errors import ConfigError
from aidoc_core.render.links import NO_LINKS
from mkdocs_aidoc.appearance import Shown, as_shown
from mkdocs_aidoc.filling import Filling
from mkdocs_aidoc.listed import EXTENSION
from mkdocs_aidoc.marking import Marking
from mkdocs_aidoc.paths import KnownPaths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.render.loss import Loss
    from aidoc_core.settings import Settings

_END = "__aidoc_end__"
# The logger of the plugin: where MkDocs or ProperDocs load the package, warnings count for `--strict`.
_log = logging.getLogger("mkdocs.plugins.aidoc")
_LEVELS = {"warning": logging.WARNING, "error": logging.ERROR, "ignore": logging.DEBUG}


class AfterOthers(griffe.Extension):
    """Fills each package after the last event of its load.

    Griffe has no such event: after `on_package`, extensions still see each object of the package. So the package gets
    one more member, which is seen last of all and taken out again.

    Args:
        settings: The options.
        root: The directory that relative ones are relative to.
    """

    def __init__(self, settings: Settings, root: Path) -> None:
        super().__init__()
        self._settings = settings
        self._root = root
        self._package: griffe.Module | None = None
        self._told = False

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        """Remember which package is loaded."""
        del kwargs
        self._package = pkg

    def on_module(self, *, mod: griffe.Module, **kwargs: Any) -> None:
        """The package itself comes first: put its end after all that it has."""
        del kwargs
        if mod is self._package and _END in mod.members:
            self._package = None  # listed before this one, the same extension fills it
            if not self._told:
                self._told = True
                _log.warning("aidoc: %s is listed twice among the extensions. The first listing counts.", EXTENSION)
        elif mod is self._package:
            mod.set_member(_END, griffe.Alias(_END, target=f"{mod.path}.{_END}"))

    def on_alias(self, *, alias: griffe.Alias, loader: griffe.GriffeLoader, **kwargs: Any) -> None:
        """The end: all other extensions have seen everything."""
        del kwargs
        package = self._package
        if package is not None and alias.name == _END:
            self._package = None
            package.del_member(_END)
            Loaded(package, self._settings, self._root).fill(loader.modules_collection)


class Loaded:
    """One package.

    Args:
        package: The package.
        settings: The options.
        root: The directory that relative ones are relative to.
    """

    def __init__(self, package: griffe.Module, settings: Settings, root: Path) -> None:
        self._package = package
        # What is loaded beside a project's own packages is not to be paid for, unless somebody names it.
        self._own = is_own(package, settings.include)
        self._settings = settings if self._own else replace(settings, offline=True)
        self._root = root
        self._code = Reader(root, settings.extraction_timeout)
        self._read: dict[str, ApiObject | None] = {}

    def fill(self, collection: griffe.ModulesCollection) -> None:
        """Fill all of it in one batch, and say what came of it.

        Args:
            collection: All that is loaded.

        Raises:
            griffe.ExtensionError: Something has to be asked and the settings do not say how, or the options let the
                build fail.
        """
        with closing(Session(self._settings, root=self._root, tool="griffe")) as session:
            session.watch = _tell_sent
            records: dict[str, Record] = {}
            filling = Filling(
                session,
                read=self._object,
                links=lambda _: NO_LINKS,
                records=records,
                marking=Marking(self._settings.mark, records, merging=False),
                on_loss=lambda path, loss: self._leave_out(session, filling, path, loss),
            )
            known = KnownPaths(collection)
            try:
                filling.fill(list(self._shown()))
            except ConfigError as error:
                raise griffe.ExtensionError(f"aidoc: {error}") from error
            known.restore()
            session.tell([*unreadable(self._package, self._root), *self._code.problems])
            self._report(session)

    def _leave_out(self, session: Session, filling: Filling, path: str, loss: Loss) -> None:
        """Noticed when the docstring is read, which may be while a page is rendered."""
        filling.leave_out(path, loss)
        _tell_problems(session)

    def _report(self, session: Session) -> None:
        _tell_problems(session)
        # A job may install the package that it documents: one that has answers is the project's.
        if not self._own and not any(record.filled for record in session.ledger):
            _log.info("aidoc: %s is no package of this project: only known answers are used", self._package.path)
            return
        verdict = session.verdict(remedy=f"Run `aidoc fill {self._package.path}`")
        # A whole package has more than pages show: what is missing for one reason is one warning.
        for line in messages.alike_lines(verdict.problems):
            _log.log(_LEVELS[verdict.level], "aidoc: %s", line)
        for line in messages.batch_lines(session):
            _log.info("aidoc: %s: %s", self._package.path, line)
        if verdict.failure:
            raise griffe.ExtensionError(f"aidoc: {verdict.failure}")

    def _object(self, obj: griffe.Object, *, renamed: bool = False, path: str = "") -> ApiObject | None:
        del renamed, path  # only pages tell under which names they show an object
        if obj.path not in self._read:
            read = self._code.read(obj)
            # Only pages tell whether they show a special method.
            self._read[obj.path] = None if read is None or read.special else as_shown(read, obj)
        return self._read[obj.path]

    def _shown(self) -> Iterator[Shown]:
        for obj in _objects(self._package):
            if obj.is_module and not self._settings.private and _is_private(obj.name):
                continue  # a page may name it, and a package as a whole does not show it
            # Where nobody may appear, an object without a docstring stays without: a tool may hide it.
            if not self._settings.reveal and obj.docstring is None:
                continue
            above = obj.parent
            merged = obj.name == "__init__" and obj.is_function and above is not None and above.is_class
            inside = above.path if merged and above is not None else ""
            yield Shown(obj=obj, anchor="", inside=inside, path=obj.path)


def is_own(package: griffe.Module, include: Iterable[str]) -> bool:
    """Whether a package belongs to the project: it is not installed, or a pattern names it."""
    name = package.path
    if any(matches(name, [pattern]) or pattern.partition(".")[0] == name for pattern in include):
        return True
    found = files_of(package)
    files = found if isinstance(found, list) else [found]
    standard = Path(sysconfig.get_path("stdlib"))
    foreign = {"site-packages", "dist-packages"}
    return any(file is not None and not foreign & {*file.parts} and standard not in file.parents for file in files)


def _objects(obj: griffe.Object) -> Iterator[griffe.Object]:
    yield obj
    for member in obj.members.values():
        if isinstance(member, griffe.Object):
            yield from _objects(member)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def _tell_problems(session: Session) -> None:
    for problem in session.new_problems():
        _log.warning("aidoc: %s", problem)


def _tell_sent(event: Any) -> None:
    if isinstance(event, Plan):
        _log.info("aidoc: %s", messages.plan_line(event))
    else:
        _log.debug("aidoc: %s", messages.sent_line(event))
