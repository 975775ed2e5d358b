"""Types that autodoc writes beside what aidoc alone describes: where they lead nowhere, nobody is warned.

Under `autodoc_typehints_description_target = "documented"`, and with sphinx-autodoc-typehints, a type stands where a
description is. A reference in it is as new to the site as the description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_aidoc import state as build_state
from sphinx_aidoc.references import is_revealed, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from aidoc_core.code.gaps import Gaps
    from sphinx_aidoc.state import BuildState


def missing_reference(app: Sphinx, domain: object, node: nodes.Element) -> bool | None:
    """Nobody wrote the cross-references of generated text, or asked for an object that only aidoc shows.

    Where one leads nowhere, it is plain text.
    """
    del domain
    if is_revealed(node) or beside_generated(node, build_state.of(app.env), app.config):
        return True
    known, target = build_state.of(app.env).exceptions, node.get("reftarget", "")
    ours = {(node.get("refdoc", ""), target), (build_state.ANY, target)} & known
    return True if ours else None


def beside_generated(reference: nodes.Element, state: BuildState, config: Config) -> bool:
    """Whether a reference stands beside a parameter or a result that only generated text describes, and for that alone.

    Args:
        reference: The reference, where it stands.
        state: What Sphinx' environment remembers.
        config: Its configuration.
    """
    above = list(_above(reference))
    description = next((one for one in above if isinstance(one, addnodes.desc)), None)
    entry = next((one for one in above if isinstance(one, nodes.paragraph)), None)
    if description is None or entry is None or not any(isinstance(one, nodes.field) for one in above):
        return False
    found = list(_filled(description, reference.get("refdoc", ""), state))
    name = entry.children[0]
    if isinstance(name, addnodes.literal_strong | nodes.strong):
        bare = name.astext().lstrip("*")
        return not _types_all(config) and any(
            bare == parameter.lstrip("*") for gaps in found for parameter in gaps.parameters
        )
    return not _types_results(config) and any(gaps.returns or gaps.yields for gaps in found)


def _types_all(config: Config) -> bool:
    """Whether types stand beside all parameters, described or not."""
    by_autodoc = getattr(config, "autodoc_typehints", "") in ("description", "both")
    target = getattr(config, "autodoc_typehints_description_target", "all")
    return (by_autodoc and target == "all") or bool(getattr(config, "always_document_param_types", False))


def _types_results(config: Config) -> bool:
    """The same of results; sphinx-autodoc-typehints has an option for that."""
    target = getattr(config, "autodoc_typehints_description_target", "all")
    return target != "documented" or bool(getattr(config, "typehints_document_rtype", False))


def _above(node: nodes.Node) -> Iterator[nodes.Element]:
    """What a node stands in, up to the first description."""
    above = node.parent
    while above is not None:
        yield above
        above = None if isinstance(above, addnodes.desc) else above.parent


def _filled(description: addnodes.desc, document: str, state: BuildState) -> Iterator[Gaps]:
    """What was filled of the object of a description, and of the constructor that it shows."""
    names = names_of(description)
    for path in state.pages.get(document, ()):
        record = state.records.get(path)
        shown = state.names.get(document, {}).get(path.removesuffix(".__init__"), path.removesuffix(".__init__"))
        if record is not None and record.filled and (shown in names or path in names):
            yield record.gaps
