"""Manners in which no documentation is told: guessed, praised, unfinished, talked about its writer's desk.

All words of a sentence decide, by the recogniser's weights. Where these nearly recognise a manner, a word of it does:
one set of words for each manner, no phrases. A word that the code itself has is about the matter, and does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import guarded, scores
from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Set as AbstractSet

_SPAN = regex(r"``[^`\n]*``|`[^`\n]*`|\b\w{3,5}://\S+")
_NOBODY = regex(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A manner in which a sentence may be told.

    Attributes:
        claims: What the weights call it.
        words: Its words, in each form.
        surely: A score from which it needs none of them.
        nearly: A score from which one of them is enough.
        voice: How somebody speaks who tells in this manner.
        heard: A score from which one of the words is enough in that voice.
    """

    claims: tuple[str, ...]
    words: frozenset[str]
    surely: float = 0.0
    nearly: float
    voice: re.Pattern[str] = _NOBODY
    heard: float = 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEDGE = Manner(
    claims=("hedge",),
    words=_words(
        """
        presumably apparently supposedly seem seems seemingly ostensibly conceivably perhaps maybe likely probably
        appears looks guess guesses guessing guesswork inferred judging unclear hints believed deduced
        speculate suspect doubtful might allegedly reportedly arguably hopefully rumour unsure uncertain
        """
    ),
    nearly=-0.35,
)
"""A guess that is told as one."""

PRAISE = Manner(
    claims=("marketing",),
    words=_words(
        """
        seamless seamlessly effortless effortlessly elegant powerful robust flexible blazing lightning optimized
        optimised simply reliable efficient modern smart great best perfect ideal convenient handy intuitive
        premium ultimate unmatched unparalleled boost boosts unlock unlocks potential enjoy beautiful
        productivity amazing incredible excellent exceptional outstanding versatile breeze effort hassle
        headache magic delight joy ease superior comprehensive sophisticated
        """
    ),
    nearly=-0.7,
)
"""An advertisement."""

UNFINISHED = Manner(
    claims=("other trash",),
    words=_words("todo fixme tbd tba xxx lorem ipsum placeholder asdf qwerty qwertyuiop foo bar baz undocumented"),
    surely=-0.15,
    nearly=-0.9,
)
"""What is no sentence: a gap to fill in, struck keys, a beginning."""

TALK = Manner(
    claims=("prompt leak", "talk about the excerpt"),
    words=_words(
        """
        docstring docstrings documenting documented request requested
        summarize summarise summary snippet snippets listing excerpt
        pasted prompt prompts assistant ai llm gpt chatgpt instruction instructions answer answers response
        responses reply asked wording draft rewritten revised apologize apologise sorry certainly absolutely
        okay gladly helpful clarification clarify commentary explain explains explanation elaborate concise
        conversation chat code codebase hopefully unfortunately thanks reasoning unclear placeholder determined
        """
    ),
    nearly=-0.3,
    voice=regex(
        r"(?<![\w`./])(?:I|I['\u2019](?:m|ve|ll|d)|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|[Oo]ur|[Uu]s|[Yy]ou(?:rs?)?"
        r"|[Ll]et['\u2019]s(?!\s+(?:say|suppose|assume|consider)\b))(?![\w`./])|[!?]\W*\Z"
        r"|\A\W*(?i:sure|certainly|ok(?:ay)?|alright|well|hi|hello|sorry|unfortunately|thanks)\b(?!-)"
    ),
    heard=-0.85,
)
"""What is about the text, its writer or its reader: the task, the answer, the code as it lay on a desk."""


_OF_CODE = (
    "coroutine, claimed", "coroutine, denied", "generator, claimed", "generator, denied", "context manager",
    "decorator", "property", "abstract", "says nothing is returned", "says something is returned", "returns a copy",
    "never raises",
)  # fmt: skip
"""What sentences claim of code, and of no text."""


def is_on_code(sentence: str, where: str, name: str) -> bool:
    """Whether the words of a sentence speak for a claim about code, and more so than for any manner.

    Args:
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
    """
    known = scores(sentence, where, name)
    most = max((known.get(claim, 0.0) for claim in _OF_CODE), default=0.0)
    return most > max(0.0, *(known.get(claim, 0.0) for claim in TALK.claims))


def is_told_as(manner: Manner, sentence: str, where: str, name: str, matter: AbstractSet[str] = frozenset()) -> bool:
    """Whether a sentence is told in a manner.

    Args:
        manner: The manner.
        sentence: The sentence, as it is written.
        where: The part of the answer that it stands in.
        name: The name of the object.
        matter: Stems of the words that are about the matter: those of the code.
    """
    has_word = any(stem(word) not in matter for word in manner.words & _said(sentence))
    heard = has_word and manner.voice.search(sentence) is not None
    least = manner.heard if heard else manner.nearly if has_word else manner.surely
    known, lower = scores(sentence, where, name), sentence.lower()
    near = [claim for claim in manner.claims if known.get(claim, least) > least]
    return any(guarded(claim, known[claim], lower) > least for claim in near)


@lru_cache(maxsize=512)
def _said(sentence: str) -> frozenset[str]:
    return frozenset(words(_SPAN.sub("x", sentence)))
