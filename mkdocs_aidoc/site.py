"""The site of one build: what its pages show is filled and attached, and what the scan missed is caught.

Where nothing has changed since an earlier build, what that came to is attached instead, until somebody asks for more.
"""

from __future__ import annotations

import functools
from itertools import chain
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from aidoc_core.errors import ConfigError
from mkdocs_aidoc.inventories import known_names
from mkdocs_aidoc.rendering import Rendering
from mkdocs_aidoc.scan import Scan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import griffe
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from aidoc_core.build.kept_modules import KeptModules
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.remembered import Remembered
    from aidoc_core.build.session import Session
    from aidoc_core.build.site_memo import SiteMemo
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.carried import Carried
    from mkdocs_aidoc.concluded import Concluded
    from mkdocs_aidoc.filling import Filling
    from mkdocs_aidoc.kept_site import KeptSite
    from mkdocs_aidoc.paths import KnownPaths
    from mkdocs_aidoc.rendered import Places
    from mkdocs_aidoc.reporting import Report


class Site:
    """Fills what the pages of a site show.

    Args:
        session: The build.
        config: The site's configuration, mkdocstrings' part already set up.
        listed: The URLs of the pages in the navigation.

    Attributes:
        scan: What the pages show.
    """

    def __init__(self, session: Session, config: MkDocsConfig, listed: Collection[str]) -> None:
        self._session = session
        self._config = config
        self._listed = frozenset(listed)
        self._collected: list[Any] = []
        self._memo: SiteMemo | None = None
        self._carried: Carried | None = None
        self._kept: KeptSite | None = None
        self._known_before: KnownPaths | None = None
        self.scan = Scan(
            session.settings,
            config,
            root=session.root,
            memory=lambda: session.memory.readings,
            files=lambda: session.memory.parsed,
            held=session.memory.table("shown"),
        )
        self._records: dict[str, Record] = {}
        self._rendering = Rendering(
            session,
            self.scan,
            self._records,
            fill=functools.partial(self._fill, on_demand=True),
            filling=lambda: self._filling,
            look_after_all=self._look_after_all,
        )
        self._anew = 0
        self._concluded: Concluded | None = None
        self._known = known_names(config.plugins["mkdocstrings"].handlers)  # type: ignore[attr-defined]
        session.use_inventory(self._known)

    @functools.cached_property
    def _filling(self) -> Filling:
        """What fills: made, and imported, where something is to be filled."""
        from mkdocs_aidoc.filling import Filling  # noqa: PLC0415
        from mkdocs_aidoc.links import SiteLinks  # noqa: PLC0415
        from mkdocs_aidoc.marking import Marking  # noqa: PLC0415

        session = self._session
        return Filling(
            session,
            read=self.scan.object,
            links=SiteLinks(places=self.scan.places, hosts=session.settings.link_hosts).of,
            records=self._records,
            marking=Marking(session.settings.mark, self._records, held=session.memory.table("marked")),
            on_loss=self._rendering.losses.__setitem__,
        )

    @property
    def places(self) -> dict[str, Places]:
        """Where each object may be documented, by its path: the URLs of pages, each with an anchor."""
        return self.scan.places

    @property
    def in_navigation(self) -> Callable[[str], bool]:
        """Tells whether a page of the navigation shows an object; one that is equal to another tells the same."""
        known = None if self._carried is None else self._carried.in_navigation(self._listed)
        return functools.partial(self._is_listed) if known is None else known.__contains__

    def _is_listed(self, path: str) -> bool:
        return any(url in self._listed for url, _ in self.places.get(path, ()))

    @property
    def filled(self) -> bool:
        """Whether any generated or reviewed text is on the site."""
        return bool(self._filled)

    @property
    def filled_pages(self) -> set[str]:
        """The URLs of pages with such text."""
        return {url for path in self._filled for url, _ in self.places.get(path, ())}

    @property
    def _filled(self) -> Collection[str]:
        remembered = self._session.remembered
        if remembered is not None:
            return remembered.filled
        kept = self._session.results.kept.values()
        ours = (path for path, record in self._records.items() if record.filled)
        return [*chain.from_iterable(tally.data["filled"] for tally in kept), *ours]

    def look_at(self, pages: Iterable[File]) -> bool:
        """Look which blocks the pages have, and attach what an earlier build came to if nothing has changed since.

        Returns:
            Whether it was attached; if not, the site is to be filled.
        """
        with self._session.measure("scan"):
            self._collected = self.scan.collect(pages)
            loaded = self.scan.loaded
            if loaded is None or self.scan.odd:
                return False
            from aidoc_core.build.site_memo import SiteMemo  # noqa: PLC0415 - as in `Scan`
            from mkdocs_aidoc.unchanged import put_all, recall  # noqa: PLC0415

            if self._session.memory.goes_on and "i18n" not in self._config.plugins:
                from mkdocs_aidoc.carried import Carried  # noqa: PLC0415 - for `serve` alone

                self._known_before = self._known_paths()  # edits are looked for in what other paths lead to
                self._carried = Carried(
                    self._session, self.scan, self._known, self._collected, self._rendering.losses.__setitem__
                )
                if self._carried.are_edited:  # so the site is not what it was
                    return False
            self._memo = SiteMemo(self._session, self._known)
            blocks = [(file, data, self.scan.how(options)) for file, data, options in self._collected]
            remembered = recall(self._memo, self._config, loaded, blocks, self._listed)
            if remembered is None or not put_all(remembered, loaded, self._rendering.losses.__setitem__):
                history, several = self._session.settings.report_history, "i18n" in self._config.plugins
                if not (self._session.memory.goes_on or self._memo.is_damaged or history or several):
                    from mkdocs_aidoc.kept_site import KeptSite  # noqa: PLC0415 - where anything has changed

                    self._known_before = self._known_paths()  # as for `Carried`
                    self._carried = self._kept = KeptSite(
                        self._session, self.scan, self._known, self._collected, self._rendering.losses.__setitem__
                    )
                return False
        if self._known_before is not None:  # nothing is filled, and rendering learns them in its own order
            self._known_before.restore()
            self._known_before = None
        self._rendering.watch()
        self.scan.pass_over(self._collected)
        self.scan.places.update((path, [tuple(one) for one in found]) for path, found in remembered.places.items())
        self._session.take_up(remembered, self._fill_after_all)
        self.scan.on_new = self._look_after_all
        return True

    def fill(self) -> None:
        """Fill what the blocks of all pages show, in one batch."""
        self.scan.on_new = lambda: None
        if self._memo is not None:
            self._memo.begin()
        carried = self._carried
        if carried is not None:
            carried.begin()
        with self._session.measure("scan"):
            known = self._known_before or self._known_paths()
            self._known_before = None  # rendering learns more, which stays
            if carried is None:
                shown = self.scan.pages(self._collected, self._look_ahead)
            else:
                shown = carried.shown(self._look_ahead)
        if carried is not None and carried.any:  # go by what became of objects that nothing has touched
            with self._session.measure("carry over"):
                for records in carried.records():
                    self._records.update(records)
                self._filling.carry(carried.texts)
        self._fill(shown)
        if carried is not None and carried.any:
            with self._session.measure("carry over"):
                carried.put()
        if known is not None:
            known.restore()
        self.scan.on_new = self._look_after_all

    def _known_paths(self) -> KnownPaths | None:
        if self.scan.loaded is None:
            return None
        from mkdocs_aidoc.paths import KnownPaths  # noqa: PLC0415 - as in `Scan`

        return KnownPaths(self.scan.loaded)

    def _look_ahead(self, shown: list[Shown]) -> None:
        """Have all that looks at the code of one block look at it while that is parsed."""
        self._tell_of_reading()
        objects = self._filling.read(shown)
        if self.scan.anew != self._anew:  # of what was remembered, the verdicts most likely are, too
            self._anew = self.scan.anew
            self._session.look_ahead(objects)
        self._session.rest(objects)

    def _fill_after_all(self) -> None:
        self._memo = None
        self.scan.begin_again()
        self.fill()

    @property
    def lasts(self) -> bool:
        """Whether this build may be kept for one in which nothing has changed."""
        return self._memo is not None

    def keep(self, report: Callable[[], Mapping[str, Any]], pages: Mapping[str, Any]) -> None:
        """Keep what this build came to, for the next one in which nothing has changed; nothing is open any more.

        Args:
            report: Tells what of the report the same build would tell again.
            pages: The pages of the report as they were drawn.
        """
        memo, session, loaded = self._memo, self._session, self.scan.loaded
        if self._concluded is not None:
            self._concluded.keep()
            return
        if self._carried is not None and session.remembered is not None:
            self._carried.go_on()
        elif self._carried is not None and self._kept is None and not self.scan.gave_up:
            self._carried.keep(self._filling, self._listed)
        if memo is None or loaded is None or session.remembered is not None or self.scan.odd or self.scan.gave_up:
            return
        kept = self._kept
        if kept is not None:
            kept.note(report(), self._filling)
        parts: Mapping[str, str] = {}
        if self._may_keep(memo, loaded) and memo.keeps:
            parts = memo.keep(self._came_to(report(), pages), {} if kept is None else kept.parts)
        if kept is not None:
            kept.keep_whole(parts)

    def _may_keep(self, memo: SiteMemo, loaded: griffe.ModulesCollection) -> bool:
        from mkdocs_aidoc.unchanged import find  # noqa: PLC0415 - as in `look_at`

        return memo.may_keep and self._filling.are_found(functools.partial(find, loaded))

    def _came_to(self, report: Mapping[str, Any], pages: Mapping[str, Any]) -> Remembered:
        from mkdocs_aidoc.unchanged import came_to  # noqa: PLC0415 - as in `look_at`

        shown, filled = self._rendering.shown, list(self._filled)
        return came_to(
            self._session, self._filling, shown=shown, filled=filled, places=self.places, report=report, pages=pages
        )

    def conclude(self, report: Report, pages: Mapping[str, Any]) -> bool:
        """Let go what has told the report, in a process that builds the site once; a large site needs it no more.

        What the next build goes by is kept as far as it can be by now.

        Args:
            report: It is made.
            pages: Its pages as they were drawn.

        Returns:
            Whether the session goes by what this build came to from here on.
        """
        memo, session, loaded = self._memo, self._session, self.scan.loaded
        if self._kept is not None and memo is not None and not self.scan.gave_up:
            self._kept.note(report.data(session), self._filling)
        session.settle(told=True)
        self.scan.let_go()
        if memo is None or loaded is None or self.scan.odd or self.scan.gave_up or not report.whole:
            return False
        if not session.memory.packs or session.on_demand or "i18n" in self._config.plugins:
            return False
        from mkdocs_aidoc.concluded import Concluded  # noqa: PLC0415 - for large sites

        came_to = self._came_to(report.lasting(session), pages)
        self._concluded = Concluded.of(memo, self._kept, came_to if self._may_keep(memo, loaded) else None)
        session.conclude(came_to.told(), self._fill_once_more)
        self._records.clear()
        vars(self).pop("_filling")
        self.scan.forget()
        return True

    def _fill_once_more(self) -> None:
        self._concluded = self._carried = self._kept = None
        self._session.forget_kept()
        self._fill_after_all()

    @property
    def pages_kept(self) -> KeptModules | None:
        """What keeps pages of the report from build to build, where this one looks what has changed."""
        return None if self._kept is None else self._kept.modules

    def fill_page(self, file: File, text: str) -> None:
        """Fill what a page shows beyond what the scan saw, if other plugins have changed its text since."""
        self._fill(self.scan.page(file, text))

    def _look_after_all(self) -> None:
        """Fill what the pages told before they were rendered, and keep nothing: rendering tells more."""
        if self._memo is not None:
            self._memo.forget()
        _ = self._session.ledger  # filled, where it was not
        self._look_again()

    def _look_again(self) -> None:
        """Carry nothing over, in this build and in the next: rendering shows what marks and links may rest on."""
        carried, self._carried, self._kept = self._carried, None, None
        if carried is not None and carried.any:
            carried.drop()
            self._filling.carry(tuple)
            self.scan.begin_again()
            self.fill()

    def _fill(self, shown: list[Shown], *, on_demand: bool = False) -> None:
        self._rendering.watch()
        self._tell_of_reading()
        if not shown:
            return
        try:
            self._filling.fill(shown, on_demand=on_demand)
        except ConfigError as error:
            raise PluginError(f"aidoc: {error}") from error

    def _tell_of_reading(self) -> None:
        self._session.tell(self.scan.problems)
        self.scan.problems.clear()
