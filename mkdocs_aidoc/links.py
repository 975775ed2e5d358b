"""Links from generated text to what the site's pages document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aidoc_core.render.links import Links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import griffe

    from mkdocs_aidoc.rendered import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLinks:
    """What texts on a site may link to.

    Attributes:
        places: Where each object may be documented, by its path; filled while pages are scanned.
        hosts: The option `link_hosts`.
    """

    places: Mapping[str, Places]
    hosts: Sequence[str]

    def of(self, obj: griffe.Object) -> Links:
        """What the text of one object may link to."""
        return Links(find=partial(self._identifier, obj), hosts=tuple(self.hosts))

    def lead_elsewhere(self, obj: griffe.Object, links: Mapping[str, str]) -> bool:
        """Whether any name in the text of an object leads elsewhere than it did.

        Args:
            obj: The object.
            links: The names, each with the heading that it led to; empty for none.
        """
        return any(self._identifier(obj, name) != heading for name, heading in links.items())

    def _identifier(self, obj: griffe.Object, name: str) -> str:
        """The heading under which a page shows what a name stands for, as mkdocs-autorefs knows it."""
        from aidoc_core.code.lookup.named import named  # noqa: PLC0415 - it reads code: as in `Scan`

        found = named(name, obj)
        if found is None:
            return ""
        anchors = [anchor for _, anchor in self.places.get(found.path, ()) if anchor]
        # An inherited member also has a heading in each subclass that shows it.
        return found.path if found.path in anchors else next(iter(anchors), "")
