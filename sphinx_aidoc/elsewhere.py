"""Extensions that show code without autodoc: what they show is not filled, and a build says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.application import Sphinx

_READ = "use autodoc or `aidoc patch`"
_HELP = "write `help=` in the code"
_NAMES = {
    "autodoc2": f"sphinx-autodoc2 ({_READ})",
    "sphinx_immaterial.apidoc.python.apigen": f"sphinx-immaterial's apigen ({_READ})",
    "sphinx_click": f"sphinx-click ({_HELP})",
    "sphinx_click.ext": f"sphinx-click ({_HELP})",
    "sphinxarg.ext": f"sphinx-argparse ({_HELP})",
}
"""Their names, each with the way round."""
_NAMED = 3
"""Names that a reason gives as examples."""
_NOTHING = "no document has a directive of autodoc, autosummary or sphinx-autoapi that shows Python objects"


def not_filled(app: Sphinx) -> list[str]:
    """The extensions of a project that show code without autodoc, each with the way round."""
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
