"""Objects of Griffe's get an answer: it is written, and attached to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.handwritten import hand_written_in
from aidoc_core.code.objects import NOT_SAID
from aidoc_core.code.wrapping import without_added
from aidoc_core.render.filled import FilledDocstring
from aidoc_core.render.links import NO_LINKS, Links
from aidoc_core.render.loss import contradicted
from aidoc_core.render.writing import write

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from aidoc_core.answers.answer import Answer
    from aidoc_core.code.objects import Said
    from aidoc_core.render.added import Added, Write
    from aidoc_core.render.loss import Loss
    from aidoc_core.render.mark import Mark


def attach(  # noqa: PLR0913 - keyword-only after what everyone needs
    obj: griffe.Object,
    answer: Answer,
    *,
    badge: Mark | None = None,
    worded: bool = True,
    links: Links = NO_LINKS,
    said: Said = NOT_SAID,
    on_loss: Callable[[Loss], None] | None = None,
    read: Collection[str] | None = None,
    write: Write = write,
) -> Added | None:
    """Give an object its filled docstring; one that cannot be read is left as it is.

    Args:
        obj: The Griffe object that the answer is about.
        answer: What is added.
        badge: The mark at the end of its text; `None` for none, or where another docstring on the page carries it.
        worded: Whether generated summary and description are shown.
        links: What in generated text may become a link.
        said: What people say in the code that is shown.
        on_loss: Called where the docstring is read and a person's words would not be as they are; and at once where
            the shown signature lacks what is described.
        read: The parameters that were read from the code: names that it never had are for the checks to find. `None`
            for all that are described.
        write: Writes what is added.

    Returns:
        What was added; `None` if the object is left as it is.
    """
    human = without_added(obj.docstring)
    if hand_written_in(human).broken:
        return None
    answer = answer if worded else replace(answer, summary="", description="")
    filled = fill(obj, human, answer, badge.html if badge is not None else "", links=links, said=said, write=write)
    if human is not None:  # else there is nothing to lose, and who would be told takes room
        filled.on_loss = on_loss
    loss = _contradiction(obj, answer, read)
    if loss is not None and on_loss is not None:
        on_loss(loss)
    if not filled.added or loss is not None:
        obj.docstring = human
        return None
    obj.docstring = filled
    return filled.added


def fill(  # noqa: PLR0913 - keyword-only after what everyone needs
    parent: griffe.Object,
    human: griffe.Docstring | None,
    answer: Answer,
    marks: str = "",
    *,
    links: Links = NO_LINKS,
    said: Said = NOT_SAID,
    write: Write = write,
) -> FilledDocstring:
    """Make a filled docstring.

    Args:
        parent: The object it belongs to.
        human: The person's docstring, `None` where there is none.
        answer: What is added; only what the gaps ask for is in it.
        marks: HTML to add at the end.
        links: What in the added text may become a link.
        said: What people say in the code.
        write: Writes what is added.
    """
    worded = human is not None and bool(hand_written_in(human).text)
    names = [one.name for one in parent.parameters] if isinstance(parent, griffe.Function) else []
    return FilledDocstring(parent, human, write(answer, marks, worded=worded, names=names, links=links, said=said))


def _contradiction(obj: griffe.Object, answer: Answer, read: Collection[str] | None) -> Loss | None:
    """A parameter that the signature of a function lacks, as Griffe and its extensions have left it to be shown."""
    if not isinstance(obj, griffe.Function):
        return None
    stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}
    shown = [f"{stars.get(one.kind, '')}{one.name}" for one in obj.parameters]
    described = (item.name for item in answer.parameters if read is None or item.name in read)
    return contradicted(described, shown)
