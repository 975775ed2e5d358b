"""The directives that other extensions have for objects: told without what asks their documenters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.ext.autodoc import Documenter

_OWN = "sphinx.ext.autodoc"


def directives(app: Sphinx) -> dict[str, type[Documenter]]:
    """The documenters that are not autodoc's own, by the names of their directives."""
    found = app.registry.documenters
    return {f"auto{kind}": one for kind, one in found.items() if not one.__module__.startswith(_OWN)}
