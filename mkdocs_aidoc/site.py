"""The pages of one build and the objects they show: scan, fill, attach; and catching what the scan missed."""

from __future__ import annotations

import functools
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import griffe
from mkdocs.exceptions import PluginError

from aidoc_core.code.gaps import find_gaps, why_not
from aidoc_core.code.unreadable import unreadable
from aidoc_core.errors import ConfigError
from aidoc_core.render.sections import attach, set_label
from mkdocs_aidoc.blocks import Block, PageReader
from mkdocs_aidoc.inventories import known_names
from mkdocs_aidoc.links import SiteLinks
from mkdocs_aidoc.marking import Marking, Placed
from mkdocs_aidoc.shown import Shown, Walker, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocstrings_handlers.python import PythonHandler, PythonOptions

    from aidoc_core.build.session import Session
    from aidoc_core.code.objects import ApiObject
    from mkdocs_aidoc.appendix import Places

_HANDLER = "python"
_DECISIONS = ("{%", "{#")  # of Jinja: conditions, loops, comments


class Site:
    """Fills what the pages of a site show.

    Args:
        session: The build.
        config: The site's configuration, mkdocstrings' part already set up.

    Attributes:
        places: Where each object may be documented, by its path: the URLs of pages, each with an anchor.
    """

    def __init__(self, session: Session, config: MkDocsConfig) -> None:
        self.places: dict[str, Places] = {}
        self._session = session
        self._links = SiteLinks(places=self.places, hosts=session.settings.link_hosts)
        self._handlers = config.plugins["mkdocstrings"].handlers  # type: ignore[attr-defined]
        session.use_inventory(known_names(self._handlers))
        self._macros = "macros" in config.plugins
        self._reader = PageReader(config)
        self._walker = Walker(self._fillable, reveal=session.settings.reveal)
        self._read: dict[str, ApiObject | None] = {}
        self._scanned: dict[str, str] = {}
        self._done: set[tuple[str, str]] = set()
        self._failed: dict[tuple[str, str], Exception] = {}
        self._targets: dict[str, griffe.Object] = {}
        self._marking = Marking(session.settings.mark, session.ledger)
        self._placed: dict[str, Placed] = {}
        self._checked: set[str] = set()
        self._watching = False
        self._loaded: griffe.ModulesCollection | None = None

    def fill(self, pages: Iterable[File]) -> None:
        """Scan all pages of the build and fill what they show in one batch."""
        shown: list[Shown] = []
        with self._session.stages.measure("scan"):
            for file in pages:
                try:
                    text = file.content_string
                except (OSError, UnicodeDecodeError):  # MkDocs itself will say so
                    continue
                if self._undecided(text):
                    continue
                self._scanned[file.src_uri] = text
                shown += self._shown_on(file, self._blocks(text))
        self._fill(shown)

    def _undecided(self, text: str) -> bool:
        """Whether macros decide which blocks of a page are shown: it is read when they have run."""
        return self._macros and any(sign in text for sign in _DECISIONS)

    def fill_page(self, file: File, text: str) -> None:
        """Fill what a page shows beyond what the scan saw, if other plugins have changed its text since."""
        scanned = self._scanned.get(file.src_uri, "")
        if text.strip() and not scanned.endswith(text):  # front matter is off by now
            self._fill(list(self._shown_on(file, self._blocks(text))))

    def _watch_rendering(self) -> None:
        """The last net: an object that is rendered and was not found in any page is filled then, and counted."""
        if self._watching:
            return
        self._watching = True
        handler = self._handlers.get_handler(_HANDLER)
        collect, render = handler.collect, handler.render

        @functools.wraps(collect)
        def remembered(identifier: str, options: Any) -> Any:
            """Fail once, in the scan or later, so that what is logged with it is logged once."""
            key = (identifier, repr(options))
            if key in self._failed:
                raise self._failed[key]
            try:
                return collect(identifier, options)
            except Exception as error:
                self._failed[key] = error
                raise

        @functools.wraps(render)
        def watched(data: Any, options: Any, *args: Any, **kwargs: Any) -> str:
            if _key(data, options) not in self._done:
                self._fill(list(self._shown_in(data, options)), on_demand=True)
            html: str = render(data, options, *args, **kwargs)
            return html

        handler.collect, handler.render = remembered, watched

    def _blocks(self, text: str) -> list[Block]:
        try:
            return self._reader.blocks(text)
        except Exception:  # noqa: BLE001 - extensions raise what they like; rendering raises it again, with the page
            return []

    def _shown_on(self, file: File, blocks: Iterable[Block]) -> Iterator[Shown]:
        for block in blocks:
            found = self._collect(block)
            if found is None:
                continue
            for shown in self._shown_in(*found):
                self.places.setdefault(shown.obj.path, []).append((file.url, shown.anchor))
                yield shown

    def _collect(self, block: Block) -> tuple[griffe.Object | griffe.Alias, PythonOptions] | None:
        if self._handlers.get_handler_name(block.config) != _HANDLER:
            return None
        self._watch_rendering()  # not before there is a block: the handler's imports take their time
        handler: PythonHandler = self._handlers.get_handler(_HANDLER)
        try:
            options = handler.get_options(block.options)
            with self._style_kept(block.identifier):
                data = handler.collect(block.identifier, options)
        except Exception:  # noqa: BLE001 - Griffe and its extensions raise what they like; see `_blocks`
            return None
        self._loaded = data.modules_collection
        return data, options

    @contextmanager
    def _style_kept(self, identifier: str) -> Iterator[None]:
        """Undo what collecting a block does to the docstring of its root: it takes on the block's style.

        When pages are rendered, blocks are collected one after the other; a block further down would otherwise
        change how an earlier one reads a person's words.
        """
        docstring = None
        with suppress(KeyError, griffe.GriffeError):
            docstring = None if self._loaded is None else self._loaded[identifier].docstring
        if docstring is None:
            yield
            return
        style = docstring.parser, docstring.parser_options
        try:
            yield
        finally:
            docstring.parser, docstring.parser_options = style

    def _shown_in(self, data: griffe.Object | griffe.Alias, options: PythonOptions) -> Iterator[Shown]:
        key = _key(data, options)
        if key in self._done:
            return
        self._done.add(key)
        root = resolve(data)
        if root is not None:
            self._check(root.package)
            yield from self._walker.walk(data, options)

    def _check(self, package: griffe.Object) -> None:
        if package.path not in self._checked:
            self._checked.add(package.path)
            self._session.problems += unreadable(package, self._session.root)

    def _fill(self, shown: list[Shown], *, on_demand: bool = False) -> None:
        objects: dict[str, ApiObject] = {}
        with self._session.stages.measure("read"):
            for one in shown:
                path = one.obj.path
                self._marking.see(one)
                obj = self._object(one.obj)
                if obj is not None and path not in self._targets:
                    self._targets[path] = one.obj
                    objects[path] = obj
        try:
            self._session.fill(objects.values(), on_demand=on_demand)
        except ConfigError as error:
            raise PluginError(f"aidoc: {error}") from error
        for path in dict.fromkeys(one.obj.path for one in shown):
            if path in self._targets:
                self._attach(path)

    def _attach(self, path: str) -> None:
        """Give an object its text and its marks, anew if it is now shown in another way too."""
        placed = self._marking.place(path)
        if self._placed.get(path) == placed:
            return
        self._placed[path] = placed
        record, target = self._session.ledger[path], self._targets[path]
        if record.filled and record.entry is not None:
            links = self._links.of(target)
            attach(target, record.entry.answer, badge=placed.badge, worded=placed.worded, links=links)
        set_label(target, placed.label)

    def _object(self, obj: griffe.Object) -> ApiObject | None:
        if obj.path not in self._read:
            self._read[obj.path] = self._session.collector.read(obj)
        return self._read[obj.path]

    def _fillable(self, obj: griffe.Object) -> bool:
        read = self._object(obj)
        return read is not None and not why_not(read, self._session.settings) and bool(find_gaps(read))


def _key(data: griffe.Object | griffe.Alias, options: Any) -> tuple[str, str]:
    return data.path, repr(options)
