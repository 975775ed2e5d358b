"""The site of one build: what its pages show is filled and attached, and what the scan missed is caught."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from aidoc_core.errors import ConfigError
from mkdocs_aidoc.appearance import resolve
from mkdocs_aidoc.filling import Filling
from mkdocs_aidoc.inventories import known_names
from mkdocs_aidoc.links import SiteLinks
from mkdocs_aidoc.marking import Marking
from mkdocs_aidoc.paths import KnownPaths
from mkdocs_aidoc.scan import Scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    import griffe
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.rendered import Places


class Site:
    """Fills what the pages of a site show.

    Args:
        session: The build.
        config: The site's configuration, mkdocstrings' part already set up.

    Attributes:
        scan: What the pages show.
    """

    def __init__(self, session: Session, config: MkDocsConfig) -> None:
        self._session = session
        self.scan = Scan(session.settings, config, root=session.root)
        self._records: dict[str, Record] = {}
        self._losses: dict[str, Loss] = {}
        self._filling = Filling(
            session,
            read=self.scan.object,
            links=SiteLinks(places=self.scan.places, hosts=session.settings.link_hosts).of,
            records=self._records,
            marking=Marking(session.settings.mark, self._records),
            on_loss=self._losses.__setitem__,
        )
        self._watching = False
        session.use_inventory(known_names(config.plugins["mkdocstrings"].handlers))  # type: ignore[attr-defined]

    @property
    def places(self) -> dict[str, Places]:
        """Where each object may be documented, by its path: the URLs of pages, each with an anchor."""
        return self.scan.places

    @property
    def filled(self) -> bool:
        """Whether any generated or reviewed text is on the site."""
        return any(record.filled for record in self._records.values())

    @property
    def filled_pages(self) -> set[str]:
        """The URLs of pages with such text."""
        filled = (path for path, record in self._records.items() if record.filled)
        return {url for path in filled for url, _ in self.places.get(path, ())}

    def fill(self, pages: Iterable[File]) -> None:
        """Scan all pages of the build and fill what they show in one batch."""
        with self._session.measure("scan"):
            collected = self.scan.collect(pages)
            known = KnownPaths(self.scan.loaded)
            shown = self.scan.pages(collected)
        self._fill(shown)
        self.scan.close()
        known.restore()

    def fill_page(self, file: File, text: str) -> None:
        """Fill what a page shows beyond what the scan saw, if other plugins have changed its text since."""
        self._fill(self.scan.page(file, text))

    def _watch_rendering(self) -> None:
        """The last net: an object that is rendered and was not found in any page is filled then, and counted."""
        handler = self.scan.handler
        if self._watching or handler is None:
            return
        self._watching = True
        from mkdocs_aidoc.appearing import Appearing  # noqa: PLC0415 - as in `Scan`
        from mkdocs_aidoc.converting import Converting  # noqa: PLC0415

        render = handler.render

        @functools.wraps(render)
        def watched(data: Any, options: Any, *args: Any, **kwargs: Any) -> str:
            self._fill(self.scan.block(data, options), on_demand=True)
            self._leave_out()
            filters = handler.env.filters
            if not isinstance(keep := filters.get("filter_objects"), Appearing) and keep is not None:
                filters["filter_objects"] = Appearing(keep, self._may_appear, self._tell_of_set)
            if not isinstance(convert := filters.get("convert_markdown"), Converting) and convert is not None:
                filters["convert_markdown"] = Converting(convert)
            html: str = render(data, options, *args, **kwargs)
            if self._losses:  # seen while rendering
                self._leave_out()
                handler.get_headings()  # of the first time
                html = render(data, options, *args, **kwargs)
            return html

        handler.render = watched  # type: ignore[method-assign]

    def _may_appear(self, obj: griffe.Object | griffe.Alias) -> bool:
        """Whether an object is shown because it was filled, or something in it."""
        from mkdocs_aidoc.shown import is_own  # noqa: PLC0415 - as in `Scan`

        target = resolve(obj)
        if target is None or not self._session.settings.reveal:
            return False
        record = self._records.get(target.path)
        inside = target.members.values() if target.is_class or target.is_module else ()
        return (record is not None and record.shown) or any(is_own(one) and self._may_appear(one) for one in inside)

    def _tell_of_set(self, obj: griffe.Object | griffe.Alias, loss: Loss) -> None:
        target = resolve(obj)
        read = self.scan.object(target) if target is not None else None
        where = str(read.location) if read is not None else ""
        self._session.tell([loss.problem(obj.path, where)])

    def _leave_out(self) -> None:
        """Show as without aidoc what would not leave a person's words as they are, and tell it."""
        for path, loss in self._losses.items():
            self._filling.leave_out(path, loss)
        self._losses.clear()

    def _fill(self, shown: list[Shown], *, on_demand: bool = False) -> None:
        self._watch_rendering()
        self._session.tell(self.scan.problems)
        self.scan.problems.clear()
        try:
            self._filling.fill(shown, on_demand=on_demand)
        except ConfigError as error:
            raise PluginError(f"aidoc: {error}") from error
