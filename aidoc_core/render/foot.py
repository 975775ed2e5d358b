"""The line at the foot of a page with text that was filled in: where to read who stands behind it."""

from __future__ import annotations

from aidoc_core.render.picture import characters

FOOT = "Some text on this page was filled in."
"""What it says before the link."""


def foot(address: str, title: str) -> str:
    """The line in HTML.

    Args:
        address: Where the appendix is, relative to the page.
        title: The title of the appendix.
    """
    link = f'<a href="{characters(address)}">{characters(title)}</a>'
    return f'<p class="aidoc-foot"><small>{FOOT} {link}</small></p>'
