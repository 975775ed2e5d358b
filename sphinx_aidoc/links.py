"""Links from generated text to what the project's documents describe: a role, and finding its target when all is read.

A role of our own, because nobody wrote these cross-references: where one leads nowhere, it is plain code and no
warning, and inventories of other projects are not asked.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole

from sphinx_aidoc import state as build_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import griffe
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from aidoc_core.render.links import Links
    from sphinx_aidoc.state import BuildState

_TYPE = "aidoc"


def links_of(obj: griffe.Object | None, hosts: Sequence[str]) -> Links:
    """What the text of one object may link to.

    Args:
        obj: The object; `None` where its code is not loaded.
        hosts: The option `link_hosts`.
    """
    from aidoc_core.render.links import Links  # noqa: PLC0415 - for the first text

    find = partial(_path, obj) if obj is not None else Links().find
    return Links(find=find, hosts=tuple(hosts))


def _path(obj: griffe.Object, name: str) -> str:
    from aidoc_core.code.lookup.named import named  # noqa: PLC0415 - with Griffe, which is there if an object is

    found = named(name, obj)
    return "" if found is None else found.path


class ReferenceToObject(ReferenceRole):
    """The role of a link to an object by its path in the source; written by aidoc itself."""

    def run(self) -> tuple[list[Node], list[nodes.system_message]]:
        """A cross-reference as a person's `:py:obj:` has it."""
        reference = addnodes.pending_xref(
            self.rawtext,
            nodes.literal(self.title, self.title, classes=["xref", "py", "py-obj"]),
            reftype=_TYPE,
            refdomain="",
            reftarget=self.target,
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=False,
        )
        return [reference], []


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> nodes.Element | None:
    """Link to where an object is described, under whatever name; plain code where it is not."""
    if node.get("reftype") != _TYPE:
        return None
    domain = env.get_domain("py")
    for name in _names(node["reftarget"], build_state.of(env)):
        found = domain.resolve_xref(env, node["refdoc"], app.builder, "obj", name, node, content)
        if found is not None:
            return found
    return nodes.literal(content.rawsource, content.astext())


def _names(path: str, state: BuildState) -> Iterator[str]:
    """Names under which an object may be described: its own, and those of a package that exports it or its class."""
    yield path
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        for exported in state.exported(".".join(parts[:end])):
            yield ".".join([exported, *parts[end:]])


def in_inventory(app: Sphinx, name: str) -> bool:
    """Whether intersphinx knows a name; it has read its inventories before documents are read."""
    inventory = getattr(app.env, "intersphinx_inventory", {})
    return any(name in names for kind, names in inventory.items() if kind.startswith("py:"))
