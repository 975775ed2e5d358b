"""The site of one build: what its pages show is filled and attached, and what the scan missed is caught."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from aidoc_core.code.gaps import may_appear, repeats_its_class
from aidoc_core.errors import ConfigError
from aidoc_core.problems import Problem
from mkdocs_aidoc.inventories import known_names
from mkdocs_aidoc.links import SiteLinks
from mkdocs_aidoc.marking import Marking, Placed
from mkdocs_aidoc.paths import KnownPaths
from mkdocs_aidoc.scan import Scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    import griffe
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.appendix import Places
    from mkdocs_aidoc.shown import Shown


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
        self._links = SiteLinks(places=self.scan.places, hosts=session.settings.link_hosts)
        self._targets: dict[str, griffe.Object] = {}
        self._records: dict[str, Record] = {}
        self._marking = Marking(session.settings.mark, self._records)
        self._placed: dict[str, Placed] = {}
        self._losses: dict[str, Loss] = {}
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

        render = handler.render

        @functools.wraps(render)
        def watched(data: Any, options: Any, *args: Any, **kwargs: Any) -> str:
            self._fill(self.scan.block(data, options), on_demand=True)
            self._leave_out()
            filters = handler.env.filters
            if not isinstance(keep := filters.get("filter_objects"), Appearing) and keep is not None:
                filters["filter_objects"] = Appearing(keep, self._may_appear, self._tell_of_set)
            html: str = render(data, options, *args, **kwargs)
            if self._losses:  # seen while rendering
                self._leave_out()
                handler.get_headings()  # of the first time
                html = render(data, options, *args, **kwargs)
            return html

        handler.render = watched  # type: ignore[method-assign]

    def _may_appear(self, obj: griffe.Object | griffe.Alias) -> bool:
        """Whether an object is shown because it was filled, or something in it."""
        from mkdocs_aidoc.shown import is_own, resolve  # noqa: PLC0415 - as in `Scan`

        target = resolve(obj)
        if target is None or not self._session.settings.reveal:
            return False
        record = self._records.get(target.path)
        inside = target.members.values() if target.is_class or target.is_module else ()
        return (record is not None and record.shown) or any(is_own(one) and self._may_appear(one) for one in inside)

    def _tell_of_set(self, obj: griffe.Object | griffe.Alias, what: str) -> None:
        from mkdocs_aidoc.shown import resolve  # noqa: PLC0415 - as in `Scan`

        target = resolve(obj)
        read = self.scan.object(target) if target is not None else None
        where = str(read.location) if read is not None else ""
        message = f"{obj.path} {what}, and is left as it is. This is a fault of aidoc, please report it."
        self._session.tell([Problem(kind="fault", message=message, where=where)])

    def _leave_out(self) -> None:
        """Show as without aidoc what would not leave a person's words as they are, and tell it."""
        if not self._losses:
            return
        from aidoc_core.render.sections import detach  # noqa: PLC0415 - as in `Scan`

        for path, loss in self._losses.items():
            self._session.leave_out(path, loss)
            self._records[path] = self._session.ledger[path]
            detach(self._targets[path])
        self._losses.clear()

    def _fill(self, shown: list[Shown], *, on_demand: bool = False) -> None:
        self._watch_rendering()
        self._session.tell(self.scan.problems)
        self.scan.problems.clear()
        objects: dict[str, ApiObject] = {}
        renamed = {one.obj.path for one in shown if one.renamed}
        with self._session.measure("read"):
            for one in shown:
                path = one.obj.path
                self._marking.see(one)
                obj = self.scan.object(one.obj, renamed=path in renamed)
                if obj is not None and path not in self._targets and not self._repeats(obj, one.inside):
                    self._targets[path] = one.obj
                    objects[path] = obj
        try:
            filled = self._session.fill(objects.values(), on_demand=on_demand)
        except ConfigError as error:
            raise PluginError(f"aidoc: {error}") from error
        self._records.update((record.obj.path, record) for record in filled)
        for path in dict.fromkeys(one.obj.path for one in shown):
            if path in self._targets:
                self._attach(path)

    def _repeats(self, obj: ApiObject, cls: str) -> bool:
        """Whether a constructor that is merged into a class would only say what the text of the class says."""
        above = self.scan.object(self._targets[cls]) if cls in self._targets else None
        settings = self._session.settings
        worded = above is not None and (above.documented.summary or may_appear(above, settings))
        return worded and repeats_its_class(obj, settings)

    def _attach(self, path: str) -> None:
        """Give an object its text and its marks, anew if it is now shown in another way too."""
        placed = self._marking.place(path)
        if self._placed.get(path) == placed:
            return
        self._placed[path] = placed
        from aidoc_core.answers.answer import Answer  # noqa: PLC0415 - as in `Scan`
        from aidoc_core.render.sections import attach, set_label  # noqa: PLC0415

        record, target = self._records[path], self._targets[path]
        if record.shown:
            answer = record.entry.answer if record.filled and record.entry is not None else Answer()
            links = self._links.of(target)
            on_loss = functools.partial(self._losses.__setitem__, path)

            attach(
                target,
                answer,
                badge=placed.badge,
                worded=placed.worded,
                links=links,
                said=record.said,
                on_loss=on_loss,
                read={parameter.name for parameter in record.obj.parameters},
            )
        set_label(target, placed.label)
