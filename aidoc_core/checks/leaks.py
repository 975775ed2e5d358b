"""Proof that a text was meant for somebody else: what only a chat, a prompt or the answer's own wire form has.

Closed classes, not phrases: who speaks, how a reply opens, roles and control tokens, keys of the wire. What these do
not prove, the manner of a sentence does (`aidoc_core.checks.manners`).
"""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.words import stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target

_ADDRESS = re.IGNORECASE | re.MULTILINE | re.VERBOSE

# Capital letters count: `i` is an index, and `I` behind an operator or before "is" a matrix.
_FIRST_PERSON = regex(
    r"""(?<![\w`'"./<(\[{*^-])(?<![Tt]ype[ ])(?<![Cc]lass[ ])(?<![Pp]hase[ ]) I
    (?: ['’](?:m|ve|ll|d)\b | \s+(?!(?:and|or|is|in|of|if|for|to|with|as|where|axis|O|mean)\b)[a-z]{2,} )""",
    re.VERBOSE,
)
_CUES = {
    "the first person": r"""
        \b(?:let|allow)\s+me\b
        | \bmy\s+(?:apologies|knowledge|training|response|answer|understanding|previous|analysis|best|instructions)\b
        """,
    "the opening of a reply": r"""
        \A\W*(?:sure|certainly|of\s+course|absolutely|okay|ok|alright|got\s+it|understood|great|no\s+problem|gladly|yes|
            well|hello|hi|hey|sorry|apologies|unfortunately|thanks?(?:\s+you)?)
        (?: \s*(?:[!,:—–]|-(?!\w)) | \s*\.\s | \s+(?:here|thing|i|for|but|the)\b )
        """,
    "a role of a chat": r"""
        (?<![\w.])assistant\s*:\s
        | (?:^|[.!?)]\s+)\**(?:system|user|human|ai|model|bot|developer|tool|answer|response|output|reply|
            thought|analysis|
            final)\**\s*:\s
        """,
    "a control token": r"""
        <\|[\w\s-]+\|> | \[/?INST\] | <</?SYS>> | </?s> | </?(?:think|thinking|assistant|scratchpad)>
        | <(?:eos|pad|unk)>
        | (?<![\w\])])\[/?(?:SYS|SYSTEM|USER|ASSISTANT|HUMAN|MODEL|BOS|EOS|CONTEXT|PROMPT|RESPONSE|ANSWER
            |TOOL\w*)\](?!\[)
        | :\w+\[\w+: | \u3010 | \{index=
        | ^\#{2,}\s*(?:instruction|response|system|user|assistant|human)
        """,
    "the wire": r"""
        \{\s{0,12}["'](?:summary|details|sections|answers)["']\s*:
        | ["'](?:summary|details|sections|answers)["']\s*:\s*+(?:["'\[{]|null\b|\Z)
        | \A\W{0,12}["']description["']\s*:\s*["']
        | ["']kind["']\s*:\s*["'](?:parameter|returns|yields|raises|attribute|example)["']
        | ^[^\S\n]*(?:``` | json\s*[{\n])
        | \#\[\d+\] | \b(?:see|at|behind|under|for|with|to|after|as|in)\s+(?:the\s+)?marks?\s+(?:number\s+
          |no\.?\s+)?\#?\[?\d+\b | ^[^\S\n]*problems:\s+\S | \bonly:\s+(?:summary|parameter|returns)\b
        """,
}
_NUMBERED = regex(r"(?:\b[Ll]et|\w['\u2019]s|(?<=[\w,)] )[A-Z]\w{1,30})\s{1,5}\Z")
"""A name in front of `I`, which is a number or a statistic then: "Moran's I variance"."""
_NEAR = 40
_LEAKS = {what: regex(cue, _ADDRESS) for what, cue in _CUES.items()}
_WORDS = {
    "the first person": frozenset({"me", "my"}),
    "the opening of a reply": frozenset(
        """
        sure certainly course absolutely okay ok alright got understood great problem gladly yes well hello hi hey sorry
        apologies unfortunately thank thanks
        """.split()  # noqa: SIM905 - a plain list of words
    ),
    "a role of a chat": frozenset(
        """
        assistant system user human ai model bot developer tool answer response output reply thought analysis final
        """.split()  # noqa: SIM905 - a plain list of words
    ),
}
"""Of each cue the words of which a text has one; most have none, and looking for these first is ten times cheaper."""
_WORD = regex(r"[a-z]+")
_SIGNS = ("<", "[", "#", '"', "'", "`", "{", "only:", "mark", "roblem")


def leak(text: str, *, english: bool = True) -> tuple[str, str] | None:
    """What proves that a text was meant for somebody else, and the words that do; `None` for a text about code.

    Args:
        text: The text.
        english: Whether it is in English; elsewhere `I` may be an article, or `and`.
    """
    found = frozenset(_WORD.findall(text.lower()))
    if english and "i" in found:
        for person in _FIRST_PERSON.finditer(text):
            if not _NUMBERED.search(text, max(0, person.start() - _NEAR), person.start()):
                return "the first person", person[0]
    signs = any(sign in text for sign in _SIGNS)
    for what, cue in _LEAKS.items():
        possible = not found.isdisjoint(_WORDS[what]) if what in _WORDS else signs
        if possible and (match := cue.search(text)):
            return what, match[0]
    return None


_TOPICS = frozenset(
    """
    module name function class method prompt prompts system user assistant human message messages ai model query json
    schema answer response output eos pad unk code source value values mark marks problem problems
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What a cue may name that a package is about."""
_OF_MODELS = frozenset(
    """
    llm llms gpt chatgpt claude gemini copilot llama openai anthropic ollama mistral langchain huggingface prompt
    prompts
    """.split()  # noqa: SIM905 - a plain list of words
)
_SEVERAL = 3


def about_itself(cue: str, subject: Target) -> bool:
    """Whether the code is about what the cue names: a package of prompts and roles may speak of them."""
    telling = [word for word in words(cue) if word in _TOPICS]
    return bool(telling) and all(stem(word) in subject.code_words for word in telling)


def speaks_of_models(subject: Target) -> bool:
    """Whether the authors of a package name several models that answer prompts, or things of theirs."""
    return len(subject.mentions & _OF_MODELS) >= _SEVERAL


OF_MODELS = frozenset(
    stem(word)
    for word in """
    language model chat prompt response answer question instruction training schema task conversation
    thought thinking reasoning
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Stems of the words that such a package has for its matter."""
