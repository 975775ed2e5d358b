"""What rendering tells beyond what the pages told: objects that nobody had found, and words that would be lost."""

from __future__ import annotations

import functools
from itertools import chain
from typing import TYPE_CHECKING, Any

from mkdocs_aidoc.appearance import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import griffe

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.appearance import Shown
    from mkdocs_aidoc.filling import Filling
    from mkdocs_aidoc.scan import Scan


class Rendering:
    """The last net of one build.

    Args:
        session: The build.
        scan: What the pages show.
        records: What became of each object, by its path; filled in while the build goes on.
        fill: Fills what nobody had found before, and counts it.
        filling: Gives what fills; not asked for before anything is to be left out.
        look_after_all: Looks at all that the pages told before they were rendered, where an earlier build was gone by.

    Attributes:
        losses: Objects with which a person's words would not be as they are, by path, until they are left out.
    """

    def __init__(  # noqa: PLR0913 - keyword-only after what it watches
        self,
        session: Session,
        scan: Scan,
        records: Mapping[str, Record],
        *,
        fill: Callable[[list[Shown]], None],
        filling: Callable[[], Filling],
        look_after_all: Callable[[], None],
    ) -> None:
        self._session = session
        self._scan = scan
        self._records = records
        self._fill = fill
        self._filling = filling
        self._look_after_all = look_after_all
        self._watching = False
        self.losses: dict[str, Loss] = {}

    def watch(self) -> None:
        """Have each object that is rendered and was not found in any page filled then, from now on."""
        handler = self._scan.handler
        if self._watching or handler is None:
            return
        self._watching = True
        from mkdocs_aidoc.appearing import Appearing  # noqa: PLC0415 - as in `Scan`
        from mkdocs_aidoc.converting import Converting  # noqa: PLC0415

        render = handler.render

        @functools.wraps(render)
        def watched(data: Any, options: Any, *args: Any, **kwargs: Any) -> str:
            self._fill(self._scan.block(data, options))
            self._leave_out()
            filters = handler.env.filters
            if not isinstance(keep := filters.get("filter_objects"), Appearing) and keep is not None:
                filters["filter_objects"] = Appearing(keep, self._may_appear, self._tell_of_set)
            if not isinstance(convert := filters.get("convert_markdown"), Converting) and convert is not None:
                filters["convert_markdown"] = Converting(convert)
            html: str = render(data, options, *args, **kwargs)
            if self.losses:  # seen while rendering
                self._leave_out()
                handler.get_headings()  # of the first time
                html = render(data, options, *args, **kwargs)
            return html

        handler.render = watched  # type: ignore[method-assign]

    @functools.cached_property
    def shown_before(self) -> frozenset[str]:
        """Paths of the objects of which anything may be shown, of modules that are gone by unread."""
        kept = self._session.results.kept.values()
        return frozenset(chain.from_iterable((*tally.data["filled"], *tally.data["said"]) for tally in kept))

    @property
    def shown(self) -> frozenset[str]:
        """Paths of all objects of which anything may be shown."""
        return self.shown_before.union(path for path, record in self._records.items() if record.shown)

    def _may_appear(self, obj: griffe.Object | griffe.Alias) -> bool:
        from mkdocs_aidoc.appearing import may_appear  # noqa: PLC0415 - as in `Scan`

        return self._session.settings.reveal and may_appear(obj, self._is_shown)

    def _is_shown(self, path: str) -> bool:
        remembered = self._session.remembered
        if remembered is not None:
            return path in remembered.shown
        record = self._records.get(path)
        return path in self.shown_before if record is None else record.shown

    def _tell_of_set(self, obj: griffe.Object | griffe.Alias, loss: Loss) -> None:
        from mkdocs_aidoc.appearing import has_text  # noqa: PLC0415 - as in `Scan`

        target = resolve(obj)
        if target is not None and loss.what == "appeared" and has_text(target, self._is_shown):
            return  # another block shows it without words: a special method, or any object with `reveal: false`
        self._look_after_all()
        read = self._scan.object(target) if target is not None else None
        where = str(read.location) if read is not None else ""
        self._session.tell([loss.problem(obj.path, where)])

    def _leave_out(self) -> None:
        """Show as without aidoc what would not leave a person's words as they are, and tell it."""
        if self.losses:
            self._look_after_all()
        for path, loss in list(self.losses.items()):
            self._filling().leave_out(path, loss)
        self.losses.clear()
