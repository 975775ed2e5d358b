"""Spelling, before the rules look: stars, order, sections that nobody asked for; and taking findings out."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import SECOND_READING
from aidoc_core.checks.passages import sentences, without_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aidoc_core.answers.answer import Answer, Described
    from aidoc_core.checks.finding import Finding
    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.code.parts import Part


def normalize(answer: Answer, obj: ApiObject, gaps: Gaps, *, examples: bool = False, asked_only: bool = True) -> Answer:
    """The answer in the spelling and order of the code, without what a person has described already or nobody sees.

    Names that the code does not have stay, for the rules to find.

    Args:
        answer: As read from the wire, a cache or a reviewed file.
        obj: The object it is about.
        gaps: What was asked for.
        examples: Whether examples were asked for.
        asked_only: Whether attributes that nobody asked for go; a person may have written them in a reviewed file.
    """

    def wanted(part: Part, _: str, text: str) -> str:
        if (part.gap == "summary" and not gaps.summary) or (part.code and not examples):
            return ""
        return text if part.code or _is_visible(text) else ""

    answer = answer.revised(wanted)
    returns, yields = answer.returns, answer.yields
    if gaps.yields and returns and not yields:
        returns, yields = "", returns  # a generator described in the other section
    function = obj.kind == "function"
    return replace(
        answer,
        parameters=_parameters(answer.parameters, obj, gaps) if function else (),
        returns=returns if gaps.returns or not (obj.documented.returns and function) else "",
        yields=yields if gaps.yields or not (obj.documented.yields and function) else "",
        raises=_raises(answer.raises, obj),
        attributes=_attributes(answer.attributes, obj, gaps, asked_only=asked_only),
    )


def _is_visible(text: str) -> bool:
    """Whether there is anything to see in a text."""
    # Characters for private use are pictures in some fonts, though Python calls none of them printable.
    return any((char.isprintable() and not char.isspace()) or unicodedata.category(char) == "Co" for char in text)


def _parameters(items: tuple[Described, ...], obj: ApiObject, gaps: Gaps) -> tuple[Described, ...]:
    """Those that were asked for, and those that the code does not have, starred and in the order of the signature."""
    starred = {parameter.name.lstrip("*"): parameter.name for parameter in obj.parameters}
    order = {parameter.name: place for place, parameter in enumerate(obj.parameters)}
    named = [
        replace(item, name=starred.get(item.name.lstrip("*"), item.name))
        for item in (_placed(item, starred) for item in items)
        if item.name in order or item.name not in ("self", "cls")
    ]
    kept = [item for item in named if item.name in gaps.parameters or item.name not in order]
    kept = [item for item in kept if item.name.lstrip("*") not in obj.unshown]
    return tuple(sorted(kept, key=lambda item: order.get(item.name, len(order))))


def _placed(item: Described, starred: Mapping[str, str]) -> Described:
    """An entry under its own name. Small models put the prompt's example (`parameter url: …`) before it."""
    name, colon, text = item.description.partition(":")
    own = name.strip("` *")
    if item.name.lstrip("*") in starred or own not in starred or not colon or not text.strip():
        return item
    return replace(item, name=own, description=text.strip())


def _raises(items: tuple[Described, ...], obj: ApiObject) -> tuple[Described, ...]:
    """Those that a person has not described, each by the last part of its name."""
    named = [replace(item, name=item.name.rpartition(".")[2]) for item in items]
    return tuple(item for item in named if item.name not in obj.documented.raises)


def _attributes(items: tuple[Described, ...], obj: ApiObject, gaps: Gaps, *, asked_only: bool) -> tuple[Described, ...]:
    """Those that were asked for, in the order of the code; else those that a person has not described."""
    order = {name: place for place, name in enumerate(gaps.attributes)}
    described = obj.documented.attributes | obj.documented.parameters
    kept = [
        item
        for item in items
        if item.name in order or (not asked_only and obj.kind in ("class", "module") and item.name not in described)
    ]
    return tuple(sorted(kept, key=lambda item: order.get(item.name, len(order))))


def drop(answer: Answer, findings: Iterable[Finding]) -> Answer:
    """The answer without what findings say must go: an entry, a sentence, or the backticks around a name.

    A name that loses its backticks stays as a word; an entry whose only sentence goes, goes.
    """
    gone: set[str] = set()
    cuts: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.cut == "entry":
            gone.add(finding.where)
        elif finding.cut:
            cuts.setdefault(finding.where, []).append(finding)

    def rest(part: Part, name: str, text: str) -> str:
        where = part.where(name)
        if where in gone:
            return ""
        for cut, alike in groupby(cuts.get(where, ()), key=attrgetter("cut")):
            found = [*alike]
            quotes = [finding.quote for finding in found]
            false = frozenset(finding.quote for finding in found if finding.rule == SECOND_READING)
            text = _without_sentences(text, quotes, false) if cut == "sentence" else _without_backticks(text, quotes)
        return text

    return answer.revised(rest) if gone or cuts else answer


def _without_sentences(text: str, quotes: Sequence[str], false: frozenset[str]) -> str:
    """Each of them once; what is false is so wherever it stands."""
    whole = frozenset(sentences(text))
    names = [quote for quote in quotes if quote not in whole and _is_name(quote)]
    gone = frozenset(quotes)
    rest = without_sentences(text, gone, false.union(one for one in whole if any(name in one for name in names)))
    if rest != text.strip():
        return rest
    for sentence in gone:  # one beside a block of code
        if sentence in text:
            text = " ".join(text.replace(sentence, " ", 1).split())
    return text


def _is_name(quote: str) -> bool:
    """Whether a name or a call is quoted, for which its sentence goes."""
    return " " not in quote or quote.endswith((")", "`", "]"))


def _without_backticks(text: str, spans: Iterable[str]) -> str:
    """All at once: there may be as many as words."""
    bare = {span.strip("`") for span in spans}
    pieces = text.split("`")
    ticks = [*["`"] * (len(pieces) - 1), ""]  # behind each piece
    for n in range(1, len(pieces) - 1):
        if pieces[n] in bare and ticks[n - 1] and ticks[n]:
            ticks[n - 1 : n + 1] = "", ""
            if n > 1 and not pieces[n - 1] and not pieces[n + 1] and ticks[n - 2] and ticks[n + 1]:
                ticks[n - 2] = ticks[n + 1] = ""
    return "".join(chain.from_iterable(zip(pieces, ticks, strict=True)))
