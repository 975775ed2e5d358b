"""What in model text becomes a link, and nothing else does: names of documented objects, and allowed hosts.

A name is a link because the site documents the object, never because a text asks for one. An address is a link only
where the option `link_hosts` lists its host; all others are shown as the characters that they are. Knows neither
Markdown nor reST: the escapers write what is found here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aidoc_core.answers.addresses import addresses
from aidoc_core.patterns import regex
from aidoc_core.render.blocks import code_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAME = regex(r"(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)(?:\(\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a text that is more than its characters.

    Attributes:
        kind: Code, a link to a documented object (as code), or a link to an address.
        start: Where it begins in the text.
        end: The place after its end.
        text: What a reader sees.
        target: The object's identifier, or the address.
    """

    kind: Literal["code", "object", "address"]
    start: int
    end: int
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What may be linked in the text of one object.

    Attributes:
        find: Gives the identifier under which the site documents what a dotted name stands for; empty if it does not.
        hosts: Patterns of hosts that addresses may point to, e.g. `docs.python.org`, `*.example.org`.
    """

    find: Callable[[str], str] = lambda _: ""
    hosts: tuple[str, ...] = ()

    def spans(self, text: str) -> Iterator[Span]:
        """Find code spans and links, in order; they do not overlap."""
        found = [self._code(text, *span) for span in code_spans(text)]
        linked = [
            Span(kind="address", start=one.start, end=one.end, text=one.label, target=one.url)
            for one in addresses(text, self.hosts)
        ]
        if linked:
            linked = _outside(linked, found)
            found = _outside(found, linked)
        yield from sorted(found + linked, key=lambda span: span.start)

    def _code(self, text: str, start: int, end: int, ticks: int) -> Span:
        content = text[start + ticks : end - ticks].strip(" ")
        match = _NAME.fullmatch(content)
        target = self.find(match["name"]) if match is not None else ""
        return Span(kind="object" if target else "code", start=start, end=end, text=content, target=target)


def _outside(spans: list[Span], others: list[Span]) -> list[Span]:
    """Spans that begin in none of the others, which are in order and do not overlap."""
    starts = [other.start for other in others]
    last = [bisect_right(starts, span.start) - 1 for span in spans]
    return [span for span, n in zip(spans, last, strict=True) if n < 0 or span.start >= others[n].end]


NO_LINKS = Links()
"""For texts that are shown where nothing can be linked."""
