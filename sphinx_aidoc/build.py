"""One build's session and code: finding what documents show, filling it in one batch, and on demand."""

from __future__ import annotations

import builtins
import functools
import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import griffe
from sphinx.errors import ConfigError
from sphinx.locale import _

from aidoc_core import errors
from aidoc_core.asking.counters import Counters
from aidoc_core.build.session import Session
from aidoc_core.render.mark import join, mark_of
from aidoc_core.render.rest import reference
from sphinx_aidoc.badge import mark_lines
from sphinx_aidoc.kept import UNKNOWN, Kept, state
from sphinx_aidoc.links import links_of
from sphinx_aidoc.markers import Markers
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.packages import Packages
from sphinx_aidoc.placing import Fields, example_lines, fields, place, text_lines
from sphinx_aidoc.scan import scan_file
from sphinx_aidoc.shown import Rules, Walker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.render.links import Links
    from aidoc_core.settings import Settings
    from sphinx_aidoc.scan import Found
    from sphinx_aidoc.shown import Shown

_BUILTIN = frozenset(dir(builtins))


class Build:
    """Fills what the documents of one build show.

    Args:
        app: Sphinx.
        settings: aidoc's options.

    Attributes:
        rules: What conf.py says about what autodoc shows.
        markers: Where autodoc is told of texts.
        init_apart: Documents and classes whose `__init__` has a directive of its own there.
    """

    def __init__(self, app: Sphinx, settings: Settings) -> None:
        config = app.config
        self._app = app
        self.settings = settings
        self._look = (settings.mark, *settings.link_hosts)
        self.rules = Rules(
            inherit=getattr(config, "autodoc_inherit_docstrings", True),
            content=getattr(config, "autoclass_content", "class"),
            separated=getattr(config, "autodoc_class_signature", "mixed") == "separated",
        )
        self.session = Session(settings, root=Path(app.confdir).resolve(), tool="sphinx")
        self.session.use_inventory(lambda name: _in_inventory(app, name))
        self.packages = Packages(self.session)
        self.walker = Walker(self.packages, settings, self.rules)
        self.markers = Markers()
        self.init_apart: set[tuple[str, str]] = set()
        self._walked: set[tuple[str, MemberOptions]] = set()
        self._names: dict[str, dict[str, str]] = {}
        self._process = os.getpid()

    def fill_documents(self, documents: Iterable[str], kept: Kept) -> None:
        """Fill everything that some documents show, in one concurrent batch.

        Nothing is open when this returns: Sphinx may fork readers next.
        """
        session = self.session
        shown: dict[str, list[Shown]] = {}
        with session.stages.measure("scan"):
            for document in documents:
                shown[document] = list(self._shown_on(document))
        everything = [one for found in shown.values() for one in found]
        self._fill(everything)
        for document, found in shown.items():
            kept.forget(document)
            kept.names[document] = self._names.pop(document, {})
            for one in found:
                kept.show(document, session.ledger[one.api.path], self._look)
        kept.files = [str(path) for path in self.packages.files()] or kept.files
        session.release()

    def fill_objects(self, roots: Iterable[griffe.Object], options: MemberOptions) -> None:
        """Fill everything that some objects show with the same options, in one concurrent batch."""
        self._fill([one for root in roots for one in self.walker.walk(root, options)])
        self.session.release()

    def fill_object(self, obj: griffe.Object, options: MemberOptions | None, document: str, kept: Kept) -> None:
        """Fill what autodoc is about to show, where the scan had missed it; it is counted.

        Args:
            obj: A class or module with its members, or any other object.
            options: autodoc's options for a class or module.
            document: The document that is being read.
            kept: Where it is remembered.
        """
        key = (obj.path, options or MemberOptions())
        if key in self._walked:
            return
        self._walked.add(key)
        session = self.session
        before = replace(session.counters)
        new = [one for one in self.walker.walk(obj, key[1]) if one.api.path not in session.ledger]
        if not new:
            return
        self._fill(new, on_demand=True)
        for one in new:
            kept.show(document, session.ledger[one.api.path], self._look)
        kept.on_demand.setdefault(document, set()).update(one.api.path for one in new)
        if os.getpid() != self._process:  # a reader of `-j`: what it knows is gone when it ends
            kept.spent[document] = kept.spent.get(document, Counters()) + (session.counters - before)
            kept.problems.setdefault(document, []).extend(session.new_problems())
        session.release()

    def showing(self, documents: Iterable[str]) -> set[str]:
        """Those of some documents that show any object."""
        return {document for document in documents if any(True for _ in self._shown_on(document))}

    def outdated(self, kept: Kept) -> set[str]:
        """Documents whose generated text is not what it would be now. Asks nothing."""
        objects: dict[str, ApiObject] = {}
        for path in sorted(kept.shown()):
            found = self.packages.find(path)
            api = None if found is None else self.packages.read(found)
            if api is not None:
                objects[path] = api
        records = dict(zip(objects, self.session.look_up(objects.values()), strict=True))
        now = {path: state(record, self._look) for path, record in records.items()}
        self.session.release()
        asks = not self.settings.offline and not self.settings.require_review
        return {
            document
            for document, shown in kept.pages.items()
            for path, then in shown.items()
            if path in now and now[path] != then and (asks or now[path] != UNKNOWN or then)
        }

    def gather(self, kept: Kept) -> None:
        """Add what other processes have found on demand."""
        ledger = self.session.ledger
        for document, paths in kept.on_demand.items():
            ledger.on_demand |= paths
            if document in kept.spent:
                self.session.counters = self.session.counters + kept.spent[document]
                for path in paths:
                    if path not in ledger:
                        ledger.add(kept.records[path])
        kept.spent.clear()

    def carry_over(self, kept: Kept) -> set[str]:
        """Add the objects of documents that were not read again.

        Returns:
            Their paths.
        """
        carried = [record for record in kept.carried() if record.obj.path not in self.session.ledger]
        for record in carried:
            self.session.ledger.add(record)
        return {record.obj.path for record in carried}

    def close(self) -> None:
        """Give everything back."""
        self.markers.clear()
        self.session.close()

    def find(self, found: Found) -> griffe.Object | None:
        """The object that a directive names."""
        return self._named(found)[1]

    def _named(self, found: Found) -> tuple[str, griffe.Object | None]:
        for name in found.candidates():
            obj = self.packages.find(name)
            if obj is not None:
                return name, obj
        return "", None

    def _shown_on(self, document: str) -> Iterator[Shown]:
        app = self._app
        defaults = {} if app.config is None else getattr(app.config, "autodoc_default_options", {})
        names = self._names[document] = {}
        for found in scan_file(Path(app.env.doc2path(document)), Path(app.srcdir)):
            name, obj = self._named(found)
            if obj is None:
                continue
            names[obj.path] = name
            if found.directive == "automethod" and obj.name == "__init__" and obj.parent is not None:
                self.init_apart.add((document, obj.parent.path))
            options = MemberOptions()  # a line of an autosummary shows no members
            if found.directive in ("automodule", "autoclass", "autoexception"):
                options = MemberOptions.from_directive(found.options, defaults)
                self._walked.add((obj.path, options))
            for one in self.walker.walk(obj, options):
                names.update((one.api.path, ".".join(filter(None, place))) for place in one.places[1:])
                yield one

    def _fill(self, shown: list[Shown], *, on_demand: bool = False) -> None:
        objects = {one.api.path: one.api for one in shown}
        with configuration_errors():
            self.session.fill(objects.values(), on_demand=on_demand)
        for one in shown:
            record = self.session.ledger[one.api.path]
            if record.filled and record.gaps.summary:
                self.markers.mark(one.api.path, one.places, self.packages.find)

    def compose(
        self,
        lines: list[str],
        records: tuple[Record | None, Record | None],
        kept: Kept,
        document: str,
        *,
        by_people: bool,
    ) -> list[str]:
        """Put generated text into a docstring.

        Args:
            lines: What a person wrote, as reST.
            records: What became of the object, and of an `__init__` that is described with it.
            kept: Where the cross-references are remembered.
            document: Where it is shown.
            by_people: Whether a person's text stands there.
        """
        record, init = records
        added = Fields()
        marks = []
        for one in (record, init):
            if one is not None and one.entry is not None:
                exception = functools.partial(self._exception, one, kept, document)
                added += fields(one.entry.answer, exception, self._links(one), of_module=one.obj.kind == "module")
                mark = replace(mark_of(one.entry, one.gaps), human=by_people)
                # Of an `__init__` that is described with its class, only sections are shown.
                marks.append(mark if one is record else mark.without_summary())
        text: list[str] = []
        example: list[str] = []
        if record is not None and record.entry is not None:
            answer = record.entry.answer
            text, example = text_lines(answer, self._links(record)), example_lines(answer, _("Examples"))
        if not (text or added or example):
            return lines
        end = mark_lines(join(marks), self.settings.mark)
        return place(lines, text, added, [*example, "", *end] if example else end, group=_("Parameters"))

    def _links(self, record: Record) -> Links:
        return links_of(self.packages.loaded(record.obj.path), self.settings.link_hosts)

    def _exception(self, record: Record, kept: Kept, document: str, name: str) -> str:
        """The cross-reference to an exception; where it leads nowhere, nobody is warned of what nobody wrote."""
        obj = self.packages.loaded(record.obj.path)
        path = name
        if obj is not None and name not in _BUILTIN:
            try:
                path = obj.resolve(name)
            except griffe.NameResolutionError:
                path = name
            found = self.packages.loaded(path)
            path = path if found is None else found.path
        kept.exceptions.add((document, path))
        return f"~{reference(path)}" if "." in path else reference(path)

    def record(self, path: str) -> Record | None:
        """The filled record of an object, `None` where nothing was filled."""
        ledger = self.session.ledger
        return ledger[path] if path in ledger and ledger[path].filled else None


@contextmanager
def configuration_errors() -> Iterator[None]:
    """Turn the core's configuration errors into Sphinx' own."""
    try:
        yield
    except errors.ConfigError as error:
        raise ConfigError(f"aidoc: {error}") from error


def _in_inventory(app: Sphinx, name: str) -> bool:
    """Whether intersphinx knows a name; it has read its inventories before documents are read."""
    inventory = getattr(app.env, "intersphinx_inventory", {})
    return any(name in names for kind, names in inventory.items() if kind.startswith("py:"))
