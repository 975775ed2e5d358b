"""Takes an object off its page again that only aidoc made appear, where its text is not to be shown after all.

autodoc has described it by then. So it is taken out of the document that was read, before anything else looks at that:
the description with all that is in it, its anchors, and its entries in the index and the inventory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from sphinx_aidoc import state as build_state
from sphinx_aidoc.references import names_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from docutils import nodes
    from sphinx.environment import BuildEnvironment


def take_off(doctree: nodes.document, env: BuildEnvironment, document: str, names: Collection[str]) -> None:
    """Take objects out of a document.

    Args:
        doctree: The document.
        env: Sphinx' environment.
        document: Its name.
        names: The objects, as they are shown.
    """
    anchors: set[str] = set()
    for description in list(doctree.findall(addnodes.desc)):
        if not names_of(description) & set(names) or description.parent is None:
            continue
        for signature in description.findall(addnodes.desc_signature):
            anchors.update(signature["ids"])
        parent = description.parent
        place = parent.index(description)
        if place and isinstance(parent[place - 1], addnodes.index):
            del parent[place - 1]
        parent.remove(description)
    if not anchors:
        return
    python: Any = env.get_domain("py")
    for name, entry in list(python.objects.items()):
        if entry.docname == document and entry.node_id in anchors:
            del python.objects[name]
    index: Any = env.get_domain("index")
    entries = index.entries.get(document, [])
    entries[:] = [entry for entry in entries if entry[2] not in anchors]
    state = build_state.of(env)
    state.revealed -= {(document, name) for name in names}
