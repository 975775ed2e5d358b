"""Fields that name something and say nothing of it: generated text goes into them, and makes no second row.

sphinx-autodoc-typehints with `always_document_param_types` writes them to have a place for types, as other handlers
may. People's own are no gaps (`aidoc_core.code.gaps`), so nothing is there to be placed for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from aidoc_core.patterns import regex
from sphinx_aidoc.field_lists import Block, field_lists
from sphinx_aidoc.placing import continued

if TYPE_CHECKING:
    from sphinx_aidoc.placing import Fields

_Item = TypeVar("_Item", tuple[str, str], tuple[str, str, str])

# The words of `sphinx.domains.python.PyObject.doc_field_types`.
_WORDS = {
    "parameters": ("param", "parameter", "arg", "argument", "key", "keyword", "kwarg", "kwparam"),
    "attributes": ("var", "ivar", "cvar"),
    "raises": ("raises", "raise", "except", "exception"),
}
_RESULTS = {"returns": ("returns", "return"), "Yields": ("Yields", "yields", "yield")}
_DEFAULT = regex(r"\([Dd]efault:[^\n]*\)")
"""What `typehints_defaults = "braces-after"` writes behind a description, or in the place of one."""


def with_texts(lines: list[str], added: Fields) -> tuple[list[str], Fields, list[str]]:
    """Put generated text into the fields that have none.

    Args:
        lines: The docstring.
        added: What is to be added.

    Returns:
        New lines, what of the fields is left, and the texts that are in the lines now.
    """
    empty = {key: field for fields in reversed(field_lists(lines)) for field in fields for key in _keys(lines, field)}
    if not empty:
        return lines, added, []
    bodies: dict[Block, str] = {}

    def rest(kind: str, items: tuple[_Item, ...]) -> tuple[_Item, ...]:
        left: list[_Item] = []
        for item in items:
            field = empty.get((kind, _bare(item[0])))
            if field is None or field in bodies:
                left.append(item)
            else:
                bodies[field] = item[-1]
        return tuple(left)

    added = replace(
        added,
        parameters=rest("parameters", added.parameters),
        attributes=rest("attributes", added.attributes),
        results=rest("results", added.results),
        raises=rest("raises", added.raises),
    )
    lines = list(lines)
    for field in sorted(bodies, key=lambda one: -one.first):
        lines[field.first : field.end] = _with_body(lines[field.first], bodies[field])
    return lines, added, list(bodies.values())


def _keys(lines: list[str], field: Block) -> list[tuple[str, str]]:
    """What a field without a text is about: its kind, and its name."""
    if field.end > field.first + 1 or not _is_empty(lines[field.first], field):
        return []
    word, _, argument = field.name.partition(" ")
    if not argument:
        return [("results", title) for title, words in _RESULTS.items() if word in words]
    name = argument.split()[-1]  # a type may stand before it
    return [(kind, _bare(name)) for kind, words in _WORDS.items() if word in words]


def _bare(name: str) -> str:
    """A name without what reST and calls put before it; sphinx-autodoc-typehints leaves out stars."""
    return name.replace("\\", "").lstrip("*")


def _is_empty(one: str, field: Block) -> bool:
    body = one[len(field.name) + 2 :].strip()
    return not body or _DEFAULT.fullmatch(body) is not None


def _with_body(one: str, body: str) -> list[str]:
    """A field's line, and its body behind it; a default that stands there comes last."""
    default = _DEFAULT.search(one)
    if default is not None:
        one, body = one[: default.start()], body + ("\n\n" if "\n" in body else " ") + default[0]
    return f"{one.rstrip()} {continued(body, 4)}".split("\n")
