"""What the pages of a site will show: files -> blocks -> objects. Nothing is filled or asked for here.

A build fills what is found; a command may only count it. The plugins of the site must have made their pages, and
mkdocstrings its handlers: in `on_nav` of a build, or after the same events without one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from sys import intern
from typing import TYPE_CHECKING

from mkdocs_aidoc.appearance import as_shown, resolve
from mkdocs_aidoc.blocks import Block, PageReader
from mkdocs_aidoc.collecting import Collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import griffe
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocstrings_handlers.python import PythonHandler, PythonOptions

    from aidoc_core.code.collect import Memory
    from aidoc_core.code.lookup import Package
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.code.parsed import ParsedFiles
    from aidoc_core.code.reading import Reader
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.rendered import Places
    from mkdocs_aidoc.shown import Walker

    Collected = tuple[File, griffe.Object | griffe.Alias, PythonOptions]

DISABLED = "mkdocstrings is disabled ('enabled: false')"
"""Why no object was found where nothing is scanned."""
_DECISIONS = ("{%", "{#")  # of Jinja: conditions, loops, comments


class Scan:
    """Finds what the pages of a site show.

    Args:
        settings: The options; those that select objects count.
        config: The site's configuration, mkdocstrings' part already set up.
        root: The directory of the configuration file.
        memory: Gives what an earlier build has read; not asked for before there is a block.
        files: Gives the modules that are parsed already; likewise.
        held: Objects as the last build of this process has shown them; those of this one are left there. `None` in a
            process that builds the site once.

    Attributes:
        places: Where each object may be documented, by its path: the URLs of pages, each with an anchor.
        problems: Modules that cannot be read; whoever tells of them takes them out.
        odd: Whether an extension of Griffe may have put in what stands in no source.
        looked_at: Modules of objects that were looked at to tell what blocks show, whether these show them or not.
        on_new: Told of each block that was not found before, before anything is looked at.
    """

    def __init__(  # noqa: PLR0913 - keyword-only after what every scan needs
        self,
        settings: Settings,
        config: MkDocsConfig,
        *,
        root: Path,
        memory: Callable[[], Memory | None] = lambda: None,
        files: Callable[[], ParsedFiles | None] = lambda: None,
        held: dict[str, tuple[ApiObject, ApiObject]] | None = None,
    ) -> None:
        self._keeps = held is not None
        self._held = {} if held is None else held
        self.places: dict[str, Places] = {}
        self._settings = settings
        self._root = root
        self._memory = memory
        self._files = files
        self._collecting = Collecting(config.plugins["mkdocstrings"].handlers)  # type: ignore[attr-defined]
        self._macros = "macros" in config.plugins
        self._reader = PageReader(config)
        self.problems: list[Problem] = []
        self._read: dict[str, ApiObject | None] = {}
        self._texts: dict[str, str] = {}
        self._walked: set[tuple[str, str]] = set()
        self._packages: set[str] = set()
        self._options: dict[int, tuple[PythonOptions, str]] = {}
        self.odd = False
        self.looked_at: set[griffe.Module] = set()
        self.on_new: Callable[[], None] = lambda: None

    # What reads code is imported for the first block: the host has imported Griffe by then.
    @cached_property
    def _walker(self) -> Walker:
        from mkdocs_aidoc.shown import Walker  # noqa: PLC0415

        return Walker(self._fillable, reveal=self._settings.reveal)

    @cached_property
    def _code(self) -> Reader:
        from aidoc_core.code.reading import Reader  # noqa: PLC0415

        memory = None if self.odd else self._memory()
        reader = Reader(self._root, self._settings.extraction_timeout, memory=memory, files=self._files())
        reader.problems = self.problems
        return reader

    def let_go(self) -> None:
        """Let go what only reading needs; objects that are read later cost more."""
        if "_code" in vars(self):
            self._code.let_go()

    def forget(self) -> None:
        """Let go what was read and where it may be documented; what blocks show is taken for found."""
        self._read.clear()
        self._held.clear()
        self.places.clear()

    @property
    def anew(self) -> int:
        """How many objects were read so far that no earlier build had read."""
        return self._code.anew if "_code" in vars(self) else 0

    @property
    def gave_up(self) -> bool:
        """Whether a module was not read whole."""
        return "_code" in vars(self) and self._code.gave_up

    @property
    def loaded(self) -> griffe.ModulesCollection | None:
        """What mkdocstrings has loaded; `None` while no block could be collected."""
        return self._collecting.loaded

    @property
    def handler(self) -> PythonHandler | None:
        """The Python handler of mkdocstrings; `None` while no block needed it."""
        return self._collecting.handler

    @property
    def why_nothing(self) -> str:
        """Why no object was found."""
        if self.handler is None:
            return "no page has a `:::` block for mkdocstrings' Python handler"
        if self.loaded is None:
            return "no `:::` block could be collected, as mkdocstrings tells"
        return "the options of the `:::` blocks show no object"

    def collect(self, pages: Iterable[File]) -> list[Collected]:
        """The blocks of pages, by their files, as far as they can be collected."""
        collected: list[Collected] = []
        for file in pages:
            try:
                text = file.content_string
            except (OSError, UnicodeDecodeError):  # MkDocs itself will say so
                continue
            if self._undecided(text):
                continue
            self._texts[file.src_uri] = text
            collected += self._collected(file, text)
        return collected

    def pages(
        self, collected: Iterable[Collected], each: Callable[[list[Shown]], None] = lambda _: None
    ) -> list[Shown]:
        """What collected blocks show; an object comes once for each way in which it is shown.

        Not before all is collected: what one page shows of another package may be there because of a later page.

        Args:
            collected: The blocks.
            each: Told of what one of them shows, if it shows anything, before the next one is looked at.
        """
        found: list[Shown] = []
        for one in collected:
            if shown := list(self._shown_in([one])):
                each(shown)
                found += shown
        return found

    def page(self, file: File, text: str) -> list[Shown]:
        """What a page shows beyond what its file told, if plugins have changed its text since.

        Args:
            file: The page's file.
            text: Its Markdown by now, without front matter.
        """
        scanned = self._texts.get(file.src_uri, "")
        if not text.strip() or scanned.endswith(text):  # front matter is off by now
            return []
        return list(self._shown_in(self._collected(file, text)))

    def how(self, options: PythonOptions) -> str:
        """The options of a block as text; those of blocks that were collected are written once."""
        known = self._options.get(id(options))
        return repr(options) if known is None else known[1]

    def take(self, path: str, how: str) -> None:
        """Take for found what a block shows, as an earlier build has found it; whoever does knows the places, too.

        Args:
            path: What the block names.
            how: Its options, as text.
        """
        self._walked.add((path, how))

    def package(self, top: griffe.Module) -> Package:
        """A package that is loaded, as the core knows it."""
        return self._code.package(top)

    def pass_over(self, collected: Iterable[Collected]) -> None:
        """Take what blocks show for found."""
        self._walked.update((data.path, self.how(options)) for _, data, options in collected)

    def begin_again(self) -> None:
        """Forget what blocks show."""
        self._walked.clear()
        self.places.clear()

    def block(self, data: griffe.Object | griffe.Alias, options: PythonOptions) -> list[Shown]:
        """What a block shows that has been collected; nothing if it was found before."""
        key = (data.path, self.how(options))
        if key in self._walked:
            return []
        self.on_new()
        self._walked.add(key)
        root = resolve(data)
        if root is None:
            return []
        self.look_for_unreadable(root.package)
        return list(self._walker.walk(data, options))

    def object(self, obj: griffe.Object, *, renamed: bool = False, path: str = "") -> ApiObject | None:
        """An object as the core knows it; `None` for what is not documented by itself.

        Args:
            obj: The object.
            renamed: Whether a page shows it under a public name, whatever its own is.
            path: Its path, where that is known: Griffe makes it anew whenever it is asked.
        """
        path = path or intern(obj.path)
        if path not in self._read:
            read = self._code.read(obj)
            self._read[path] = None if read is None else self._as(read, "", partial(as_shown, read, obj))
        read = self._read[path]
        return self._as(read, " renamed", partial(replace, read, public=True)) if renamed and read is not None else read

    def _as(self, read: ApiObject, how: str, make: Callable[[], ApiObject]) -> ApiObject:
        """An object as it is shown; the same value as in the last build of this process where it was read the same."""
        known = self._held.get(read.path + how)
        if known is None or known[0] is not read:
            known = read, make()
            if self._keeps or how:  # as it is read, it is found again by itself
                self._held[read.path + how] = known
        return known[1]

    def is_open(self, file: File) -> bool:
        """Whether only rendering a page tells which blocks it shows."""
        return self._macros and any(sign in file.content_string for sign in (*_DECISIONS, "{{"))

    def is_loaded(self, path: str) -> bool:
        """Whether the code has an object of this path."""
        from griffe import GriffeError  # noqa: PLC0415

        try:
            return self.loaded is not None and self.loaded[path] is not None
        except (KeyError, GriffeError):
            return False

    def _undecided(self, text: str) -> bool:
        """Whether macros decide which blocks of a page are shown: it is read when they have run."""
        return self._macros and any(sign in text for sign in _DECISIONS)

    def _collected(self, file: File, text: str) -> list[Collected]:
        """The blocks of a page, as far as they can be collected."""
        found = [one for block in self._blocks(text) if (one := self._collecting.collect(block)) is not None]
        self.odd = self.odd or any(options.extensions or options.force_inspection for _, options in found)
        for _, options in found:  # held, so that the number is not given twice
            self._options[id(options)] = options, repr(options)
        return [(file, *one) for one in found]

    def _shown_in(self, collected: Iterable[Collected]) -> Iterator[Shown]:
        for file, data, options in collected:
            for shown in self.block(data, options):
                place = (file.url, shown.anchor)
                self._place(shown.path, place)
                yield shown

    def _place(self, path: str, place: tuple[str, str]) -> None:
        """Add a place of an object. A list of places is never changed: that of the last build may be the same."""
        self.places[path] = [*self.places.get(path, ()), place]

    def _blocks(self, text: str) -> list[Block]:
        try:
            return self._reader.blocks(text)
        except Exception:  # noqa: BLE001 - extensions raise what they like; rendering raises it again, with the page
            return []

    def look_for_unreadable(self, package: griffe.Object) -> None:
        """Tell of modules of a package that cannot be read; each package is looked through once."""
        if package.name not in self._packages:  # the path of a package that nothing is around
            from aidoc_core.code.unreadable import unreadable  # noqa: PLC0415

            self._packages.add(package.name)
            self.problems += unreadable(package, self._root)

    def _fillable(self, obj: griffe.Object, renamed: bool) -> bool:  # noqa: FBT001 - a callback
        from aidoc_core.code.gaps import may_appear  # noqa: PLC0415 - as in `_walker`

        self.looked_at.add(obj if obj.is_module else obj.module)  # type: ignore[arg-type]
        read = self.object(obj, renamed=renamed)
        return read is not None and may_appear(read, self._settings)
