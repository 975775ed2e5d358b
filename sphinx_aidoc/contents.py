"""What people say of an object in the content of its auto directive: autodoc shows it below the docstring.

Owns what such a content describes. It is read like a docstring, in whichever style, and no more is requested than what
neither says. Where the directive stands, and what its content is, others tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.code.docstrings import decided, described_names, read_docstring
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    import griffe

    from aidoc_core.code.objects import ApiObject

_MARKUP = regex(r"\.\.(?: |$)")
_LISTING = regex(r"\.\. (?:rubric|autosummary)::")


def with_contents(api: ApiObject, obj: griffe.Object, contents: Mapping[str, str]) -> ApiObject:
    """An object, with what the contents of its directives and of those of its class describe.

    Args:
        api: The object.
        obj: The same in the source.
        contents: By the paths of objects.
    """
    own = contents.get(obj.path, "")
    parent = obj.parent
    around = contents.get(parent.path, "") if parent is not None and parent.is_class else ""
    if not own and not around:
        return api
    has, found, above = api.documented, read_docstring(own, obj), read_docstring(around, obj)
    with_class = obj.name == "__init__"  # many describe the parameters of a constructor with its class
    named = obj.is_attribute and obj.name in described_names(around)
    merged = replace(
        has,
        summary=has.summary or named or bool(_prose(own)),
        parameters=has.parameters | found.parameters | (above.parameters if with_class else frozenset()),
        returns=has.returns or found.returns,
        yields=has.yields or found.yields,
        raises=has.raises | found.raises | (above.raises if with_class else frozenset()),
        # Without a list in the docstring fields are requested one by one.
        attributes=has.attributes and has.attributes | found.attributes,
    )
    return api if merged == has else replace(api, documented=merged)


def says_anything(text: str) -> bool:
    """Whether there is more in a content than headings and tables of summaries, as autosummary writes them into pages.

    Args:
        text: The content.
    """
    return bool(_outside(_LISTING, text).strip())


def _prose(text: str) -> str:
    """The words that stand in no section, list of fields, directive or comment."""
    return decided(_outside(_MARKUP, text)).prose.strip()


def _outside(markup: re.Pattern[str], text: str) -> str:
    """The lines that stand in no markup of a kind."""
    lines: list[str] = []
    inside = -1
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth <= inside:
            inside = -1
        if inside < 0 and markup.match(line, depth):
            inside = depth
        if inside < 0:
            lines.append(line)
    return "\n".join(lines)
