"""Whether a site has the page of the appendix, and whether it has more than one. Drawn nowhere in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_OBJECTS = 300
"""A report of more objects is divided into pages."""


def is_divided(report: Mapping[str, Any]) -> bool:
    """Whether a report is divided into pages.

    Args:
        report: The report of a build.
    """
    return len(report["objects"]) > MOST_OBJECTS


def has_page(*, filled: bool, offline: bool, named: bool) -> bool:
    """Whether the site has the page: always, but for a build that leaves the site as it is without aidoc.

    Args:
        filled: Whether any text was filled in.
        offline: Whether the build sends nothing.
        named: Whether the site names the page, in the option `report_page` or in its navigation.
    """
    return named or filled or not offline
