"""Whether a site has the page of the appendix."""

from __future__ import annotations


def has_page(*, filled: bool, offline: bool, named: bool) -> bool:
    """Whether the site has the page: always, but for a build that leaves the site as it is without aidoc.

    Args:
        filled: Whether any text was filled in.
        offline: Whether the build sends nothing.
        named: Whether the site names the page, in the option `report_page` or in its navigation.
    """
    return named or filled or not offline
