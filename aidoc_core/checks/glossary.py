"""AD520: words that the project's glossary says to avoid."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_CODE = re.compile(r"`[^`\n]*`")
_WORD = re.compile(r"\w+|[^\w\s'\u2019-]")
"""Words, and signs that are part of a word or end it: C is not C++, and a sentence ends at its full stop."""
_ENDINGS = ("", "s", "es")
"""What makes another form of the same word."""


@rule("AD520", Severity.REPAIR, "style")
def unwanted_words(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text uses a word that the project's glossary says to avoid.

    The option `glossary` lists them, alone or with the word to use instead. Code spans are left alone: names are the
    code's. Nothing is removed, since a sentence without one of its words says something else; what a repair leaves is
    reported. Texts that are kept already are reported, and not requested again.

    Hint: write the word that the glossary prefers.
    """
    for bad, good in subject.glossary.unwanted:
        wanted = _words(bad)
        for passage in said.passages:
            if _has(_words(_CODE.sub(" . ", passage.prose)), wanted):
                instead = f'write "{good}"' if good else "say it otherwise"
                yield Complaint(
                    message=f'uses "{bad}", which the glossary avoids ({instead})',
                    hint=f'Write "{good}", not "{bad}".' if good else f'Do not write "{bad}".',
                    where=passage.where,
                    quote=bad,
                )


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether some words stand in a text one after the other, the last of them in any form."""
    if not wanted:
        return False
    forms = {wanted[-1] + ending for ending in _ENDINGS}
    size = len(wanted)
    for start, word in enumerate(words[: len(words) - size + 1]):
        last = words[start + size - 1]
        if last in forms and (
            size == 1 or (word == wanted[0] and list(words[start : start + size - 1]) == list(wanted[:-1]))
        ):
            return True
    return False
