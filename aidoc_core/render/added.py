"""What is added to a docstring, written for Markdown and ready to be attached: plain text, which a build remembers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from aidoc_core.code.objects import NOT_SAID
from aidoc_core.code.packed import Packable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aidoc_core.answers.answer import Answer, Described
    from aidoc_core.code.objects import Said
    from aidoc_core.render.links import Links

Item: TypeAlias = "tuple[str, str]"
"""A name, empty where an entry has none, and its text."""
Write: TypeAlias = "Callable[..., Added]"
"""Writes as `write` does, or has it from an earlier build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Packable):
    """What is added to the docstring of one object. Its texts may be packed until a page shows them.

    Attributes:
        worded: Whether a person's prose stands there, so that no summary and description are added.
        text: Summary and description.
        parts: Entries of sections, each below its title as Google's style has it.
        example: An example, as an interactive session.
        marks: HTML for the end.
    """

    packs: ClassVar[tuple[str, ...]] = ("text", "parts", "example")

    worded: bool = False
    text: str = ""
    parts: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    example: str = ""
    marks: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to show beside a person's words."""
        return bool(self.text or self.parts or self.example)

    def to_list(self) -> list[Any]:
        """As plain data."""
        return [self.worded, self.text, self.parts, self.example, self.marks]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Added:
        """The inverse of `to_list`."""
        worded, text, parts, example, marks = data
        return cls(worded=worded, text=text, parts=parts, example=example, marks=marks)


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
    from aidoc_core.render.example import session_lines  # noqa: PLC0415 - a build that remembers writes nothing
    from aidoc_core.render.markdown import line, prose  # noqa: PLC0415

    texts = (said.summary, line(answer.summary, links), prose(answer.description, links))
    return Added(
        worded=worded,
        text="" if worded else "\n\n".join(filter(None, texts)),
        parts=tuple(_parts(answer, names, links, said)),
        example="\n".join(session_lines(answer.example)),
        marks=marks,
    )


def _parts(answer: Answer, names: Sequence[str], links: Links, said: Said) -> list[tuple[str, tuple[Item, ...]]]:
    from aidoc_core.code.parts import DESCRIBED  # noqa: PLC0415 - as in `write`
    from aidoc_core.render.markdown import prose  # noqa: PLC0415

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
    from aidoc_core.render.markdown import prose  # noqa: PLC0415 - as in `write`

    sound = [(item.name, prose(item.description, links)) for item in value if item.name.lstrip("*").isidentifier()]
    return [(name, text) for name, text in sound if text]
