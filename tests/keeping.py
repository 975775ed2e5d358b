"""Before and after: telling what a person wrote from what an answer added, in Griffe's sections and docutils' trees.

For tests and for the benchmark `words`. The texts of answers hold `MARK`, those of people do not.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import griffe
from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes

from aidoc_core.answers.answer import Answer
from aidoc_core.render.markdown import prose
from tests.texts import MARK

if TYPE_CHECKING:
    pass

JOINED = ("parameters", "attributes", "raises")


def plain(value: Any) -> str:
    """A value of Griffe's as text, to compare."""
    return json.dumps(value, cls=griffe.JSONEncoder, sort_keys=True)


def wanted_sections(answer: Answer) -> list[tuple[str, str, str]]:
    """Kind, name and text of every section that says something."""
    found = []
    for kind, items in (
        ("attributes", answer.attributes),
        ("parameters", answer.parameters),
        ("raises", answer.raises),
    ):
        found += [(kind, item.name, text) for item in items if (text := prose(item.description))]
    return found + [(k, "", text) for k in ("returns", "yields") if (text := prose(getattr(answer, k)))]


def added_sections(
    before: Sequence[griffe.DocstringSection], after: Sequence[griffe.DocstringSection]
) -> list[tuple[str, str, str]]:
    """What stands in the sections after that did not before; all sections and entries before have to be there, in order."""
    rest = list(before)
    found = []
    for section in after:
        kind = section.kind.value
        items = section.value if isinstance(section.value, list) else []
        if rest and plain(section) == plain(rest[0]):
            rest.pop(0)
            continue
        if rest and rest[0].kind is section.kind and kind in JOINED:
            old = [plain(item) for item in rest.pop(0).value]
            items = [item for item in items if not (old and plain(item) == old[0] and old.pop(0))]
            assert old == [], "a person's entry is gone, changed or moved"
        for item in items:
            name = str(item.annotation) if kind == "raises" else getattr(item, "name", "") or ""
            found.append((kind, name, item.description))
    assert rest == [], "a person's section is gone, changed or moved"
    return found


def tree_of(lines: list[str]) -> nodes.document:
    """What docutils makes of lines, its complaints left out."""
    options = {
        "report_level": 5, "halt_level": 6, "_disable_config": True, "docinfo_xform": False, "doctitle_xform": False,
        "file_insertion_enabled": False, "raw_enabled": False, "smart_quotes": False, "warning_stream": False,
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = publish_doctree("\n".join(lines) + "\n", settings_overrides=options)
    for message in list(tree.findall(nodes.system_message)):
        message.parent.remove(message)
    return tree


def shape(tree: nodes.Node) -> str:
    """A tree as text; numbers of identifiers, which count through, left out."""
    text = re.sub(r' (?:ids|refid|backrefs|names|dupnames|refids|refname)="[^"]*"', "", tree.pformat())
    return re.sub(r"\bindex-\d+", "index", text)


def _name(node: nodes.Node) -> str:
    """The name of an entry: a field, an item of numpydoc's lists, a directive for an attribute."""
    if isinstance(node, nodes.field | nodes.definition_list_item):
        return str(node.children[0].astext())
    if isinstance(node, nodes.container) and node["names"]:  # stands for the directive where there is no Sphinx
        return str(node["names"][0])
    if isinstance(node, addnodes.desc) and node["objtype"] in ("attribute", "data"):
        signature = next(node.findall(addnodes.desc_signature))
        return f"attribute {signature.get('fullname', '')}"
    return ""


_GROUPED = "in a group: "


def taken_apart(tree: nodes.document, names: set[str]) -> list[str]:
    """Remove what the answer made, and tell the names of its entries."""

    def ours(node: nodes.Node) -> bool:
        return _name(node) in names and MARK in node.astext()

    found = []
    for node in list(tree.findall(ours)):
        if not any(ours(above) for above in _above(node)):
            found.append(f"{'' if isinstance(node, nodes.field) else _GROUPED}{_name(node)}")
            _remove(node)
    found += _taken_from_groups(tree, names)
    for node in list(tree.findall(nodes.Text)):
        if MARK in node.astext():
            block = next(above for above in _above(node) if isinstance(above, nodes.paragraph))
            if block in block.parent.children:
                _remove(block)
    for node in list(tree.findall(nodes.paragraph)):
        if node.astext() == "\u200b":  # what parts two blocks, and shows nothing
            _remove(node)
    return found


def _taken_from_groups(tree: nodes.document, names: set[str]) -> Iterator[str]:
    """In a group of napoleon's, an entry is a list item, or a paragraph and what follows it."""
    entry = re.compile(rf"^(\S+) --(?:\s+{MARK}|$)")
    for node in list(tree.findall(lambda one: isinstance(one, nodes.list_item | nodes.paragraph))):
        match = entry.match(node.astext())
        if match and MARK not in node.astext() and not _leads_to_an_answer(node, entry):
            continue
        inner = isinstance(node, nodes.paragraph) and isinstance(node.parent, nodes.list_item)
        if match and match[1] in names and not inner and node in node.parent.children:
            yield f"{_GROUPED}{match[1]}"
            _remove(node)


def _leads_to_an_answer(node: nodes.Node, entry: re.Pattern[str]) -> bool:
    """Whether what follows a name is generated: a person may end a line like that too."""
    beside = node.parent.children[node.parent.index(node) + 1 :][:1]
    return any(MARK in one.astext() and not entry.match(one.astext()) for one in beside)


def _above(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _remove(node: nodes.Node) -> None:
    """Remove a node, and what held nothing else."""
    parent = node.parent
    place = parent.index(node)
    parent.remove(node)
    if isinstance(node, addnodes.desc):  # Sphinx puts an entry for the index in front of it
        del parent[place - 1]
    if not parent.children and not isinstance(parent, nodes.document | nodes.field_body | nodes.field):
        _remove(parent)


def wanted_fields(answer: Answer) -> Counter[str]:
    """The fields that an answer makes, those that say nothing left out."""
    found = [f"param {item.name}" for item in answer.parameters if prose(item.description)]
    found += [f"attribute {item.name}" for item in answer.attributes if prose(item.description)]
    found += [f"raises {item.name}" for item in answer.raises if prose(item.description)]
    found += ["returns"] * bool(prose(answer.returns)) + ["Yields"] * bool(prose(answer.yields))
    return Counter(found)


def field_names(answer: Answer) -> set[str]:
    """What these fields may be called in a tree."""
    stars = [item.name for item in answer.parameters]
    return (
        {f"param {name}" for name in stars}
        | {f"{word} {item.name}" for item in answer.attributes for word in ("ivar", "cvar", "var", "attribute")}
        | {f"raises {item.name}" for item in answer.raises}
        | {item.name for item in (*answer.parameters, *answer.attributes, *answer.raises)}
        | {"returns", "Yields"}
    )


def named_fields(found: list[str], answer: Answer) -> Counter[str]:
    """Names as they were found, by what they name: in a group an entry is called by its name alone."""
    kinds = {"ivar": "attribute", "cvar": "attribute", "var": "attribute"}
    named: Counter[str] = Counter()
    left = wanted_fields(answer)
    for name in sorted(found, key=lambda one: one.startswith(_GROUPED)):
        bare = name.removeprefix(_GROUPED)
        word, _, rest = bare.partition(" ")
        full = f"{kinds.get(word, word)} {rest}" if rest else bare
        if bare != name and not rest:
            full = next((one for one in left if one.partition(" ")[2] == bare and named[one] < left[one]), name)
        named[full] += 1
    return named
