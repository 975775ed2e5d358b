"""Spelling, before the rules look: stars, order, sections that nobody asked for; and taking findings out."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers.answer import Answer, Described

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.checks.finding import Finding
    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject


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
    answer = _visible(answer)
    bare = {parameter.name.lstrip("*"): parameter.name for parameter in obj.parameters}
    order = {parameter.name: place for place, parameter in enumerate(obj.parameters)}
    parameters = [
        Described(name=bare.get(item.name.lstrip("*"), item.name), description=item.description)
        for item in answer.parameters
        if item.name not in ("self", "cls")
    ]
    parameters = [item for item in parameters if item.name in gaps.parameters or item.name not in order]
    if obj.kind != "function":
        parameters = []  # a class's are described at its `__init__`; nobody asked for them here
    parameters.sort(key=lambda item: order.get(item.name, len(order)))
    raises = [Described(name=item.name.rpartition(".")[2], description=item.description) for item in answer.raises]
    raises = [item for item in raises if item.name not in obj.documented.raises]
    returns, yields = answer.returns, answer.yields
    if gaps.yields and returns and not yields:
        returns, yields = "", returns  # a generator described in the other section
    asked_function = obj.kind == "function"
    return replace(
        answer,
        summary=answer.summary if gaps.summary else "",
        description=answer.description if gaps.summary else "",
        parameters=tuple(parameters),
        returns=returns if gaps.returns or not (obj.documented.returns and asked_function) else "",
        yields=yields if gaps.yields or not (obj.documented.yields and asked_function) else "",
        raises=tuple(raises),
        attributes=_attributes(answer.attributes, obj, gaps, asked_only=asked_only),
        example=answer.example if examples and gaps.summary else "",
    )


def _visible(answer: Answer) -> Answer:
    """The answer without texts in which there is nothing to see."""

    def seen(text: str) -> bool:
        # Characters for private use are pictures in some fonts, though Python calls none of them printable.
        return any((char.isprintable() and not char.isspace()) or unicodedata.category(char) == "Co" for char in text)

    def text(said: str) -> str:
        return said if seen(said) else ""

    def entries(items: tuple[Described, ...]) -> tuple[Described, ...]:
        return tuple(item for item in items if seen(item.description))

    return replace(
        answer,
        summary=text(answer.summary),
        description=text(answer.description),
        parameters=entries(answer.parameters),
        returns=text(answer.returns),
        yields=text(answer.yields),
        raises=entries(answer.raises),
        attributes=entries(answer.attributes),
    )


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

    def text(where: str, said: str) -> str:
        if where in gone:
            return ""
        for finding in cuts.get(where, ()):
            said = _without(said, finding)
        return said

    def entries(word: str, items: Iterable[Described]) -> tuple[Described, ...]:
        kept = [replace(item, description=text(f"{word} {item.name}", item.description)) for item in items]
        return tuple(item for item in kept if item.description)

    if not gone and not cuts:
        return answer
    return replace(
        answer,
        summary=text("summary", answer.summary),
        description=text("description", answer.description),
        parameters=entries("parameter", answer.parameters),
        returns=text("returns", answer.returns),
        yields=text("yields", answer.yields),
        raises=entries("raises", answer.raises),
        attributes=entries("attribute", answer.attributes),
        example=text("example", answer.example),
    )


def _without(said: str, finding: Finding) -> str:
    if finding.cut == "sentence":
        return " ".join(said.replace(finding.quote, " ", 1).split()) if finding.quote in said else said
    bare = finding.quote.strip("`")
    return said.replace(f"``{bare}``", bare).replace(f"`{bare}`", bare)
