"""What a page shows though nothing of the source says so: every object of a page is a row of the report.

Classes and members that code makes while it runs, what other packages' classes bring along: autodoc finds all of it in
the live objects. So the page itself is asked, when it is read. Nothing is requested for what is found here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.inspect import safe_getattr

from aidoc_core.build.ledger import Outcome, Record
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.objects import ApiObject, Documented, Location
from aidoc_core.patterns import regex
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.state import ELSEWHERE, MADE, NO_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.words import LivePackages

    Kind = Literal["module", "class", "function", "property", "field", "data"]

_OF = "docstring of "
_DOCSTRING = f":{_OF}"
_MODULE = regex(r"module; ([\w.]+)")
_SPECIAL = regex(r"__\w+__")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("function", "method", "classmethod", "staticmethod", "decorator", "decoratormethod"), "function"),
    **dict.fromkeys(("attribute", "data"), "field"),
    "class": "class",
    "exception": "class",
    "property": "property",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPage:
    """An object that autodoc has described.

    Attributes:
        module: Its module.
        name: Its name there; empty for the module itself.
        kind: Its kind.
        says: Whether any words are there.
    """

    module: str
    name: str
    kind: Kind
    says: bool

    @property
    def path(self) -> str:
        """Its full name."""
        return f"{self.module}.{self.name}" if self.name else self.module


def described(doctree: nodes.document) -> Iterator[OnPage]:
    """What autodoc has described in a document; not what stands there in words, in a document or in a docstring.

    Args:
        doctree: The document.
    """
    for description in doctree.findall(lambda node: isinstance(node, addnodes.desc | addnodes.index)):
        if isinstance(description, addnodes.index):
            yield from _module(description, doctree)
        if not isinstance(description, addnodes.desc):
            continue
        kind = _KINDS.get(description.get("objtype", ""))
        signature = next((one for one in description.children if isinstance(one, addnodes.desc_signature)), None)
        if signature is None or kind is None or description.get("domain") != "py":
            continue
        module, name = signature.get("module") or "", signature.get("fullname") or ""
        if not (module and name and _by_autodoc(description, signature, module)):
            continue
        kind = "data" if kind == "field" and "." not in name else kind
        content = next((one for one in description.children if isinstance(one, addnodes.desc_content)), None)
        says = content is not None and any(isinstance(one, nodes.paragraph) for one in content.children)
        yield OnPage(module=module, name=name, kind=kind, says=says)


def _module(entry: addnodes.index, doctree: nodes.document) -> Iterator[OnPage]:
    """The module that autodoc has described, if any: its entry in the index is of its docstring."""
    entries: list[Any] = entry.get("entries", [])
    found = _MODULE.fullmatch("".join(str(one[1]) for one in entries))
    if found is not None and str(entry.source or "").endswith(f"{_OF}{found[1]}"):
        says = any(paragraph.source == entry.source for paragraph in doctree.findall(nodes.paragraph))
        yield OnPage(module=found[1], name="", kind="module", says=says)


def _by_autodoc(description: addnodes.desc, signature: addnodes.desc_signature, module: str) -> bool:
    """Whether a signature is one of autodoc's lines: of no source since Sphinx 9, or else of the object's docstring."""
    if not signature.source:
        return signature.source == ""
    home = _home(signature)
    return bool(home) and home not in (module, _home(_above(description)))


def _home(signature: Any) -> str:
    """The object to whose docstring a line belongs; empty for a line of a document."""
    return "" if signature is None else str(signature.source or "").partition(_DOCSTRING)[2]


def _above(description: Any) -> Any:
    """The signature of the description around another one."""
    node = description.parent
    while node is not None and not isinstance(node, addnodes.desc):
        node = node.parent
    return None if node is None else next(iter(node.children), None)


def rows(found: Iterable[OnPage], packages: LivePackages) -> list[Record]:
    """The rows of what was found on a page, all of it left alone.

    Args:
        found: What was found.
        packages: The code.
    """
    records = []
    for one in found:
        module = packages.find(one.module)
        if one.kind == "module" and module is not None:
            continue
        reason = _compiled(one, packages) if module is None else _made(one, packages)
        if not reason:
            continue
        obj = ApiObject(
            path=one.path,
            kind=one.kind,
            module=one.module,
            location=Location(file="" if module is None else packages.locate(module)),
            documented=Documented(summary=one.says),
            skip=reason,
        )
        outcome: Outcome = "human" if one.says else "skipped"
        records.append(Record(obj=obj, outcome=outcome, gaps=find_gaps(obj), reason=reason))
    return records


def _compiled(one: OnPage, packages: LivePackages) -> str:
    """Why an object of a module without source is left alone; empty where it is no row."""
    if not packages.live.there(one.module) or _SPECIAL.fullmatch(one.name.rpartition(".")[2]):
        return ""  # what a person has written of a module that nobody has imported, or what Python adds
    return NO_SOURCE


def _made(one: OnPage, packages: LivePackages) -> str:
    """Why an object that running code makes is left alone; empty where it is no row."""
    top = one.module.partition(".")[0]
    owner = packages.live.find(one.path.rpartition(".")[0])
    if owner is not None and isinstance(owner.obj, type) and not path_of(owner.obj).startswith(f"{top}."):
        return ""  # a class of another package is one row, with all that it has
    live = packages.live.find(one.path)
    home = "" if live is None else _package(live)
    made = home in ("", top)
    if (made or home == "builtins") and _SPECIAL.fullmatch(one.name.rpartition(".")[2]):
        return ""  # what Python adds to every class
    return MADE if made else f"{ELSEWHERE}{home}"


def _package(live: LiveObject) -> str:
    """The package of the class that has a member, or of any other object; empty where that is not known."""
    classes = safe_getattr(live.owner, "__mro__", ()) if isinstance(live.owner, type) else ()
    home = next((path_of(one) for one in classes if live.name in vars(one)), "") or path_of(live.obj)
    return home.partition(".")[0]
