"""A large site of which all is told: what the next build goes by is kept ahead, as far as it can be by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.build.remembered import Remembered
    from aidoc_core.build.site_memo import SiteMemo
    from aidoc_core.code.packed import Pack
    from mkdocs_aidoc.kept_site import KeptSite


class Concluded(NamedTuple):
    """What is left to keep when the build ends.

    Attributes:
        memo: The memo of the site.
        kept: What is kept of each module.
        first: The memo that tells of the parts that are kept; `None` where none is.
    """

    memo: SiteMemo
    kept: KeptSite | None
    first: Pack | None

    @classmethod
    def of(cls, memo: SiteMemo, kept: KeptSite | None, came_to: Remembered | None) -> Concluded:
        """Keep the parts.

        Args:
            memo: The memo of the site.
            kept: What is kept of each module.
            came_to: What the build came to; `None` where the next one does not go by it.
        """
        first = None if came_to is None else memo.keep_parts(came_to, {} if kept is None else kept.parts)
        if kept is not None:
            kept.conclude()
        return cls(memo, kept, first)

    def keep(self) -> None:
        """Keep the rest, unless sources or answers have changed meanwhile; nothing is open any more."""
        parts: Mapping[str, str] = {}
        if self.first is not None and self.memo.keeps:
            parts = self.memo.keep_first(self.first)
        if self.kept is not None:
            self.kept.keep_whole(parts)
