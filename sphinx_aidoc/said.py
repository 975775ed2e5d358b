"""People's words in code as reST: plain prose with code spans, whatever they were written for.

A library shows them as plain text, or as Markdown, seldom as reST; read as reST, `*args` or `name_` would warn, and a
role could lead nowhere. So a role becomes the code span that it would be shown as, and all else is text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex
from aidoc_core.render.rest import parameter_name, prose
from sphinx_aidoc.field_lists import field_lists
from sphinx_aidoc.placing import Fields

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from aidoc_core.code.objects import ApiObject, Said
    from aidoc_core.render.links import Links

_ROLE = regex(r"(?<![\w`]):(?:\w+:)*\w+:`(?:[^`<]*<)?([^`<>]+)>?`")
_FIELD_OF_PARAMETER = regex(r"(?:param|parameter|arg|argument|key|keyword)\b.*?(?<!\w)(\w+)$")


def said_lines(text: str, links: Links) -> list[str]:
    """A person's words as lines of reST."""
    return _prose(text, links).split("\n")


def said_fields(said: Said, lines: Sequence[str], links: Links, exception: Callable[[str], str]) -> Fields:
    """What people say of parameters, results and exceptions, without what another extension has put there.

    Args:
        said: People's words.
        lines: What stands there.
        links: What in the words may become a link.
        exception: Gives the cross-reference to an exception by its name.
    """
    names = [field.name for group in field_lists(list(lines)) for field in group]
    there = {found[1] for name in names if (found := _FIELD_OF_PARAMETER.match(name))}
    told = [(name, text) for name, text in said.parameters if name.lstrip("*") not in there]
    return Fields(
        parameters=tuple((parameter_name(name), _prose(text, links)) for name, text in told),
        results=tuple(
            (title, _prose(text, links)) for title, text in (("returns", said.returns), ("Yields", said.yields)) if text
        ),
        raises=tuple((parameter_name(name), exception(name), _prose(text, links)) for name, text in said.raises),
    )


def in_order(added: Fields, obj: ApiObject) -> Fields:
    """The parameters in the order of the signature, whoever describes them."""
    order = {parameter_name(parameter.name): place for place, parameter in enumerate(obj.parameters)}
    return replace(added, parameters=tuple(sorted(added.parameters, key=lambda one: order.get(one[0], len(order)))))


def _prose(text: str, links: Links) -> str:
    return prose(_ROLE.sub(_shown, text), links)


def _shown(role: re.Match[str]) -> str:
    """What a role shows: `~pkg.Name` by its last part."""
    target = role[1].strip()
    return f"`{target.rpartition('.')[2] if target.startswith('~') else target.lstrip('!')}`"
