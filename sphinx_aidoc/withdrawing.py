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
    from docutils import nodes
    from sphinx.environment import BuildEnvironment


class Withdrawn:
    """The objects of one document that are to be taken off it, by their names there."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._names)

    def add(self, name: str) -> None:
        """One more."""
        self._names.add(name)

    def take_off(self, doctree: nodes.document, env: BuildEnvironment) -> None:
        """Take them out of a document that was read, and forget them.

        Args:
            doctree: The document.
            env: Sphinx' environment.
        """
        names, self._names = self._names, set()
        anchors: set[str] = set()
        for description in list(doctree.findall(addnodes.desc)) if names else ():
            if description.parent is not None and names_of(description) & names:
                anchors.update(one for part in description.findall(addnodes.desc_signature) for one in part["ids"])
                _remove(description)
        build_state.of(env).revealed -= {(env.docname, name) for name in names}
        if not anchors:
            return
        python: Any = env.get_domain("py")
        for name, entry in list(python.objects.items()):
            if entry.docname == env.docname and entry.node_id in anchors:
                del python.objects[name]
        index: Any = env.get_domain("index")
        entries = index.entries.get(env.docname, [])
        entries[:] = [entry for entry in entries if entry[2] not in anchors]


def _remove(description: addnodes.desc) -> None:
    parent: Any = description.parent
    place = parent.index(description)
    first = place - 1 if place and isinstance(parent[place - 1], addnodes.index) else place
    del parent[first : place + 1]
