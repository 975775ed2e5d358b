"""Documents that show what other documents tell something of: a signature, a directive, some words.

What one document tells of an object counts on all that show it. So these are read again when it tells something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.declared import differing

if TYPE_CHECKING:
    from aidoc_core.code.declared import Declared
    from sphinx_aidoc.state import BuildState


def touched(state: BuildState, before: Declared, now: Declared) -> set[str]:
    """The documents that show any object of which something else is told now.

    Args:
        state: What Sphinx' environment remembers.
        before: What was told of objects.
        now: What is told of them now.
    """
    paths = differing(before, now)
    return {document for document, shown in state.pages.items() if not shown.keys().isdisjoint(paths)}
