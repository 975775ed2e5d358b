"""An answer written for Markdown, as it is added to a docstring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.objects import NOT_SAID
from aidoc_core.code.parts import DESCRIBED
from aidoc_core.render.added import Added
from aidoc_core.render.example import session_lines
from aidoc_core.render.markdown import line, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.answers.answer import Answer, Described
    from aidoc_core.code.objects import Said
    from aidoc_core.render.added import Item
    from aidoc_core.render.links import Links


def write(  # noqa: PLR0913 - keyword-only after what everyone needs
    answer: Answer,
    marks: str,
    *,
    worded: bool,
    names: Sequence[str],
    links: Links,
    said: Said = NOT_SAID,
) -> Added:
    """Write what is added to a docstring.

    Args:
        answer: Only what the gaps ask for is in it.
        marks: HTML to add at the end.
        worded: Whether a person's prose stands there.
        names: The parameters of the object, in order.
        links: What in generated text may become a link.
        said: What people say in the code, as trusted as a docstring: it is the site's Markdown.
    """
    texts = (said.summary, line(answer.summary, links), prose(answer.description, links))
    return Added(
        worded=worded,
        text="" if worded else "\n\n".join(filter(None, texts)),
        parts=tuple(_parts(answer, names, links, said)),
        example="\n".join(session_lines(answer.example)),
        marks=marks,
    )


def _parts(answer: Answer, names: Sequence[str], links: Links, said: Said) -> list[tuple[str, tuple[Item, ...]]]:
    found = []
    for part in DESCRIBED:
        value = getattr(answer, part.field)
        items = _named(value, links) if part.named else [("", prose(value, links))]
        if part.field == "parameters" and said.parameters:
            order = {name.lstrip("*"): place for place, name in enumerate(names)}
            items = sorted([*said.parameters, *items], key=lambda item: order.get(item[0].lstrip("*"), len(order)))
        elif part.field == "raises":
            items = [*said.raises, *items]
        elif words := {"returns": said.returns, "yields": said.yields}.get(part.field):
            items = [("", words)]
        if entries := tuple((name, text) for name, text in items if text):
            found.append((part.title, entries))
    return found


def _named(value: Sequence[Described], links: Links) -> list[Item]:
    """Name and text of the items that have both; what is no Python name could not come from the code."""
    sound = [(item.name, prose(item.description, links)) for item in value if item.name.lstrip("*").isidentifier()]
    return [(name, text) for name, text in sound if text]
