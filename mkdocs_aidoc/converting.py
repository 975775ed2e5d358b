"""The host's conversion of Markdown, spared for marks: each is a paragraph of HTML, and there is one for each object.

Whether the Markdown extensions of a site leave such a paragraph as it is, the first mark of each page tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from aidoc_core.render.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable


class Converting:
    """The host's filter, which is not asked for what it would give back as it is.

    Args:
        convert: The filter.
    """

    def __init__(self, convert: Callable[..., Markup]) -> None:
        self._convert = convert
        self._leaves: bool | None = None

    def __call__(self, text: str, *args: Any, **options: Any) -> Markup:
        """The text as HTML."""
        if not isinstance(text, Paragraph):
            return self._convert(text, *args, **options)
        if not self._leaves:
            converted = self._convert(text, *args, **options)
            self._leaves = self._leaves is None and converted == str(text)
            return converted
        return Markup(text)  # noqa: S704 - as the host gives it back; what is in it is encoded
