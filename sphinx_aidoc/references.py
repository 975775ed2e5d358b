"""References around objects that only aidoc makes appear: neither they nor their names add a warning to a site.

autodoc writes cross-references into the signature of everything that it shows, and every description is one more
target that a short name may mean. What people wrote, and what autodoc wrote for them, is warned of as ever.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aidoc import state as build_state
from sphinx_aidoc.doctree import outside_signatures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_OURS = "aidoc-revealed"
_HOLDERS = (addnodes.desc, addnodes.start_of_file)


class References(SphinxPostTransform):
    """Sees to the references of a document right before Sphinx resolves them."""

    default_priority: ClassVar[int] = 5  # Sphinx' own comes at 10

    def run(self, **kwargs: Any) -> None:
        """Tell the references of revealed objects, and settle which object a short name means."""
        del kwargs
        found = build_state.remembered(self.env).revealed
        if not found:
            return
        document = self.env.current_document.docname if hasattr(self.env, "current_document") else self.env.docname
        parts = _Parts(self._revealed(document, found))
        revealed = {name for _, name in found}
        names = self._last_names(revealed)
        for reference in self.document.findall(addnodes.pending_xref):
            if reference in parts:
                reference[_OURS] = True
            by_name = reference.get("refdomain") == "py" or reference.get("reftype") == "any"
            # Sphinx looks all names up once more, so this is for those alone that could mean what is revealed.
            if by_name and (is_revealed(reference) or _last(reference["reftarget"]) in names):
                self._settle(reference, revealed)

    def _last_names(self, revealed: AbstractSet[str]) -> frozenset[str]:
        """How names of revealed objects end, and of what stands in them: a reference may leave out what is around."""
        return frozenset(map(_last, all_below(self.env.get_domain("py").data["objects"], revealed)))

    def _revealed(self, document: str, found: AbstractSet[tuple[str, str]]) -> Iterator[nodes.Element]:
        """The descriptions of revealed objects, and their rows in tables of summaries, with all that is in them."""
        held = [one for one in outside_signatures(self.document) if isinstance(one, _HOLDERS)]
        files = _Files(document, (one for one in held if isinstance(one, addnodes.start_of_file)))
        names = files.shared(found)
        if not any(names.values()):
            return
        for one in held:
            if isinstance(one, addnodes.desc) and names_of(one) & names[files.of(one)]:
                yield one
        from sphinx_aidoc.tables import named_rows  # noqa: PLC0415 - where aidoc makes anything appear

        for name, row in named_rows(self.document):
            if is_below(name, names[files.of(row)]):
                yield row

    def _settle(self, reference: addnodes.pending_xref, revealed: AbstractSet[str]) -> None:
        """Of several objects that a name may mean, take the one that it means without aidoc."""
        any_kind = reference["reftype"] == "any"
        matches = self._found(reference, reference["reftype"])
        if not matches and reference["reftype"] == "class":  # Sphinx takes annotations for names of data, too
            matches = self._found(reference, "data") or self._found(reference, "attr")
            own = f"{reference.get('py:module')}.{reference['reftarget']}"
            if matches and all(is_below(one[0], revealed) and one[0] != own for one in matches):
                reference.attributes.pop("refspecific", None)  # `str` is not an attribute of that name
                reference["py:module"] = reference["py:class"] = None
                return
        if len(matches) < 2:  # noqa: PLR2004 - there is no choice
            return
        known = [one for one in matches if not is_below(one[0], revealed)]
        if len(known) == len(matches) and not is_revealed(reference):
            return
        known = [one for one in known if not one[1].aliased] or known
        if any_kind and len(known) != 1:
            return
        if len(known) > 1 and not is_revealed(reference):
            return
        reference["reftarget"] = (known or matches)[0][0]
        reference.attributes.pop("refspecific", None)
        if any_kind:
            reference["refdomain"], reference["reftype"] = "py", "obj"

    def _found(self, reference: addnodes.pending_xref, kind: str) -> list[Any]:
        """The objects that a name may mean, found as Sphinx finds them."""
        domain: Any = self.env.get_domain("py")
        any_kind = kind == "any"
        where = (self.env, reference.get("py:module"), reference.get("py:class"), reference["reftarget"])
        specific = 1 if any_kind or reference.hasattr("refspecific") else 0
        return list(domain.find_obj(*where, None if any_kind else kind, specific))


class _Parts:
    """Parts of a document: a node is in them if it is one of them, or stands in one.

    Args:
        parts: The nodes that they begin with.
    """

    def __init__(self, parts: Iterable[nodes.Element]) -> None:
        self._inside: dict[int, bool] = {id(part): True for part in parts}  # the document holds all of them

    def __contains__(self, node: nodes.Node) -> bool:
        way: list[int] = []
        at: nodes.Node | None = node if self._inside else None
        while at is not None and id(at) not in self._inside:
            way.append(id(at))
            at = at.parent
        inside = at is not None and self._inside[id(at)]
        self._inside.update(dict.fromkeys(way, inside))
        return inside


class _Files:
    """The documents that one stands for: itself, and all that it holds in a site of a single page, or in a book.

    Args:
        document: The one.
        held: Where others begin in it.
    """

    def __init__(self, document: str, held: Iterable[addnodes.start_of_file]) -> None:
        self._document = document
        # Sphinx moves nodes into the whole without telling them: what is above them is the document they were read in.
        self._tops = {id(child.parent): str(file["docname"]) for file in held for child in file.children[:1]}

    def of(self, node: nodes.Element) -> str:
        """The name of the document that a node was read from."""
        at: nodes.Element | None = node
        while at is not None and id(at) not in self._tops:
            at = at.parent
        return self._document if at is None else self._tops[id(at)]

    def shared(self, found: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        """By document, the names that were found for it, or for any."""
        names: dict[str, set[str]] = {document: set() for document in (self._document, *self._tops.values())}
        for place, name in found:
            for there in names if place == build_state.ANY else {place} & names.keys():
                names[there].add(name)
        return names


def _last(name: str) -> str:
    return name.removesuffix("()").rpartition(".")[2]


def resolve_label(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> nodes.TextElement | None:
    """Plain text for a label that nobody gives, where only aidoc makes the reference appear.

    Sphinx itself warns of labels, whatever others say to `warn-missing-reference`.
    """
    del app, env
    return content if is_revealed(node) and node.get("reftype") == "ref" else None


def is_revealed(reference: Any) -> bool:
    """Whether a reference stands in the description of an object that only aidoc makes appear."""
    return bool(reference.get(_OURS))


def names_of(description: addnodes.desc) -> set[str]:
    """The name of what is described, and of its module: sphinx-autoapi leaves whole modules out."""
    signatures = (node for node in description.children if isinstance(node, addnodes.desc_signature))
    parts = [(node.get("module") or "", node.get("fullname") or "") for node in signatures]
    return {".".join(filter(None, part)) for part in parts} | {module for module, _ in parts if module}


def is_below(name: str, revealed: AbstractSet[str]) -> bool:
    """Whether an object is one of some, or stands in one."""
    end = len(name)
    while end > 0:
        if name[:end] in revealed:
            return True
        end = name.rfind(".", 0, end)
    return False


def all_below(names: Iterable[str], revealed: Iterable[str]) -> Iterator[str]:
    """Those of many names for which `is_below` holds, without asking for each; some may come twice.

    Args:
        names: The names.
        revealed: What they may be, or stand in.
    """
    ordered = sorted(names)
    for name in revealed:
        for first, end in ((name, f"{name}\0"), (f"{name}.", f"{name}/")):  # itself, and what follows its dot
            yield from ordered[bisect_left(ordered, first) : bisect_left(ordered, end)]
