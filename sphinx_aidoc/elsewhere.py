"""Extensions that show code without autodoc: what they show is not filled, and a build says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.application import Sphinx

_NAMES = {
    "autodoc2": "sphinx-autodoc2",
    "sphinx_immaterial.apidoc.python.apigen": "sphinx-immaterial's apigen",
    "sphinx_click": "sphinx-click",
    "sphinx_click.ext": "sphinx-click",
    "sphinxarg.ext": "sphinx-argparse",
}
_NAMED = 3
"""Names that a reason gives as examples."""
_NOTHING = "no document has a directive of autodoc, autosummary or sphinx-autoapi that shows Python objects"


def not_filled(app: Sphinx) -> list[str]:
    """The names of the extensions of a project that show code without autodoc."""
    return sorted({name for extension, name in _NAMES.items() if extension in app.extensions})


def why_nothing(app: Sphinx, unfound: Collection[str]) -> str:
    """Why a build has looked at no object.

    Args:
        app: Sphinx.
        unfound: The names in directives for which there is no Python source.
    """
    if unfound:
        names = ", ".join(list(unfound)[:_NAMED]) + ", …" * (len(unfound) > _NAMED)
        return f"there is no Python source for what the documents name ({names})"
    found = not_filled(app)
    return f"aidoc fills what autodoc shows, and {' and '.join(found)} can do without autodoc" if found else _NOTHING


def line(app: Sphinx) -> str:
    """What is said beside objects that were looked at; empty if all is."""
    found = not_filled(app)
    return f"not filled, since autodoc has no part in it: the pages of {' and '.join(found)}" if found else ""
