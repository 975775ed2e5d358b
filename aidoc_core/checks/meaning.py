"""AD90x: text that may be about something else. Never proof, so never more than a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import content, stems, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target


_MOST = 40
"""Parameters that are compared with each other."""


@rule("AD901", Severity.WARN, "style", english=True)
def unrelated_text(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Summary and description have no word in common with the code.

    The rule compares them with the name, the signature and the body. Of its own name each word counts, also one that
    says nothing elsewhere, and so do the parts of names that are written together: "the size of the file" of
    `filesize`. It finds about one third of the descriptions that were moved to another function of the same module,
    with one false alarm in twenty texts. That is too little to act on, but enough to have a look.

    Hint: none.
    """
    text = f"{said.summary} {said.description}"
    found = content(text)
    if not found or not subject.gaps.summary or found & subject.code_words:
        return
    own = subject.obj.qualname.split(".")[-2:]
    if stems(text).isdisjoint(frozenset().union(*map(stems, own))) and not _has_part(text, (*own, *subject.own_names)):
        yield Complaint(message="shares no word with the code", where="summary")


def _has_part(text: str, names: Iterable[str]) -> bool:
    """Whether a word of a text begins or ends a word of some names."""
    parts = tuple(word for word in words(text) if len(word) >= _LEAST)
    every = {word for name in names for word in words(name)}.difference(parts)
    return bool(parts) and any(word.startswith(parts) or word.endswith(parts) for word in every)


_LEAST = 4
"""Letters of a part of a word: shorter ones are in many."""


@rule("AD906", Severity.WARN, "style", english=True)
def swapped_texts(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The texts of two parameters may have changed places.

    Each has a word of the other's name and none of its own. Names are all that code says of most parameters, so this
    is no proof.

    Hint: none.
    """
    del subject
    known = {item.name: (content(item.name), content(item.text)) for item in said.parameters[:_MOST]}
    for name, (own, text) in known.items():
        for other, (others, another) in known.items():
            first = name < other and own - others and others - own
            if first and text & (others - own) and another & (own - others) and not text & own and not another & others:
                yield Complaint(
                    message=f"may have swapped the texts of '{name}' and '{other}'", where=f"parameter {name}"
                )
