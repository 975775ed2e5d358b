"""AD520: words that the project's glossary says to avoid."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_CODE = regex(r"``[^`\n]*``|`[^`\n]*`|\b(?:[a-z]{2,10}://|www\.)\S+")
"""Code spans and addresses, whose words are not the text's own."""
_DOTTED = regex(r"(?<![\w.])\w+(?:\.\w+)+")
"""Names such as `pkg.folder`, without the signs of code."""
_WORD = regex(r"\w+|[^\w\s'\u2019-]")
"""Words, and signs that are part of a word or end it: C is not C++, and a sentence ends at its full stop."""
_ENDINGS = ("", "s", "es")
"""What makes another form of the same word."""
_VOWELS = "aeiou"


@rule("AD520", Severity.REPAIR, "style")
def unwanted_words(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text uses a word that the project's glossary says to avoid.

    The option `glossary` lists them, alone or with the word to use instead; their plurals in -s, -es and -ies count,
    too. Code spans, dotted names and addresses are left alone: names are the code's. Nothing is removed, since a
    sentence without one of its words says something else; what a repair leaves is reported. Texts that are kept
    already are reported, and not requested again.

    Hint: write the word that the glossary prefers.
    """
    for bad, good in subject.glossary.unwanted:
        wanted, instead_of = _words(bad), _words(good)
        for passage in said.passages:
            prose = _CODE.sub(" . ", passage.prose)
            words = _words(prose if "." in bad else _DOTTED.sub(" . ", prose))
            if _has(_without(words, instead_of), wanted):
                instead = f'write "{good}"' if good else "say it otherwise"
                yield Complaint(
                    message=f'uses "{bad}", which the glossary avoids ({instead})',
                    hint=f'Write "{good}", not "{bad}".' if good else f'Do not write "{bad}".',
                    where=passage.where,
                    quote=bad,
                )


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _without(words: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """A text in which a full stop stands for each place that has the words to use: they may hold those to avoid."""
    left: list[str] = []
    for word in words:
        left.append(word)
        if wanted and _is_form(left[-len(wanted) :], wanted):
            left[-len(wanted) :] = ["."]
    return left


def _is_form(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether some words are others, the last of them in any form."""
    return len(words) == len(wanted) and list(words[:-1]) == list(wanted[:-1]) and words[-1] in _forms(wanted[-1])


def _forms(word: str) -> set[str]:
    """A word in singular and plural; "entry" has "entries", "key" has "keys"."""
    forms = {word + ending for ending in _ENDINGS}
    if word.endswith("y") and word[-2:-1] not in (*_VOWELS, ""):
        forms.add(f"{word[:-1]}ies")
    return forms


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether some words stand in a text one after the other, the last of them in any form."""
    size = len(wanted)
    return bool(wanted) and any(_is_form(words[start : start + size], wanted) for start in range(len(words)))
