"""Fields of parameters without a text, as sphinx-autodoc-typehints writes them where nobody describes a parameter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_aidoc.field_lists import field_lists
from sphinx_aidoc.placing import continued

if TYPE_CHECKING:
    from sphinx_aidoc.placing import Fields

_NAMING = frozenset({"param", "parameter", "arg", "argument", "key", "keyword"})


def with_texts(lines: list[str], added: Fields) -> tuple[list[str], Fields, list[str]]:
    """Put generated descriptions behind the names that stand in a docstring without any.

    Args:
        lines: The docstring.
        added: What is to be added.

    Returns:
        New lines, what of the fields is left, and the descriptions that are in the lines now.
    """
    lines, left, texts = list(lines), [], []
    for name, body in added.parameters:
        bare = name.replace("\\", "").lstrip("*")  # it leaves out the stars
        empty = (
            (field, field.name.replace("\\", "").split())
            for fields in field_lists(lines)
            for field in fields
            if field.end == field.first + 1 and lines[field.first].rstrip() == f":{field.name}:"
        )
        found = next(
            (field for field, (kind, *named) in empty if kind in _NAMING and named and named[-1].lstrip("*") == bare),
            None,
        )
        if found is None:
            left.append((name, body))
        else:
            texts.append(body)
            lines[found.first : found.end] = f":{found.name}: {continued(body, 4)}".split("\n")
    return lines, replace(added, parameters=tuple(left)), texts
