"""How much a sentence is talk: about a text, its writer or its reader, instead of about code."""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re

from aidoc_core.checks.words import stem, stems

TALK = 3
"""Points from which a sentence counts as talk."""

ABOUT_TEXT = frozenset(
    map(
        stem,
        """
        docstring docstrings documentation documenting documented doc docs write writes writing written rewrite
        rewritten revise revised summarize summarise summarized summary snippet snippets excerpt paste pasted
        prompt prompts assistant ai llm llms gpt chatgpt json markdown instruction instructions request
        requested answer answers answering response responses reply question questions guess guesses guessing
        assume assumption assumptions apologize apologise sorry certainly sure surely absolutely okay ok alright
        gladly happy helpful clarification clarify commentary explain explains explanation concise knowledge
        cutoff repository elaborate feedback adapt adjust ask asked asks asking tell told conversation chat code
        codebase hope hopefully unfortunately thanks please wording draft final oaicite contentreference
        reasoning thought thinking understand understanding unclear shown unseen visible hallucinate placeholder
        training model language task schema file above below determine determined unable exact body
        """.split(),  # noqa: SIM905 - a list of a hundred quoted words is not easier to read
    )
)
"""Stems of words about texts and their writers."""
_SPAN = re.compile(r"`[^`]*`")
_FIRST = re.compile(
    r"(?<![\w`./])(?:I|I['’](?:m|ve|ll|d)|me|my|myself|mine|[Ll]et['’]s|[Ll]ets\s+(?:look|see|break))(?![\w`./])"
)
_PLURAL = re.compile(r"(?<![\w`])(?:we|we['’](?:re|ve|ll)|our|us)(?![\w`])", re.IGNORECASE)
_SECOND = re.compile(r"(?<![\w`])(?:you|your|yours|you['’](?:re|ve|ll|d))(?![\w`])", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?:sure|certainly|absolutely|okay|ok|alright|right|well|so|great|good|perfect|excellent|understood|got\s+it|hi|hello|"
    r"hey|sorry|unfortunately|thanks|thank\s+you|of\s+course|no\s+problem|here\s+you|there\s+you|alas|hmm+|yes|no|wait|"
    r"now|first|note|feel\s+free|remember|please|let|below|above|hope)\b[^\w`]*",
    re.IGNORECASE,
)
_TOKENS = re.compile(
    r"<\|[^|>]*\|>|</?(?:think|assistant|system|human)>|\[/?[A-Z]{3,}\]|(?<!#)#{2,}+\s*\w+:|:\w+\[\w+:|\u3010|\{index="
)


_READING = re.compile(
    r"^\W*(?:looking|based|judging|according|given|seeing|assuming|considering|reading|going|from)\s+(?:at|on|by|from|to|what|only|"
    r"the|this)\b",
    re.IGNORECASE,
)
_THIS_TEXT = re.compile(
    r"\b(?:this|the)\s+(?:above\s+|following\s+)?(docstring|summary|description|answer|response|reply|documentation|"
    r"snippet|prompt|explanation)\b|\bhere['’]?s\b",
    re.IGNORECASE,
)


_POINTS_ELSEWHERE = re.compile(r":[a-z:]{2,20}:`|\w://|\]\(|\bsee\b[^.]{0,60}`")
"""The documentation of something else, or a page."""


def may_talk(text: str) -> bool:
    """Whether any sentence of a text can have the points: a cheap look before the sentences are taken apart."""
    if _FIRST.search(text) or _TOKENS.search(text):
        return True
    return not ABOUT_TEXT.isdisjoint(stems(text))


def talk(sentence: str, code: frozenset[str]) -> int:
    """Points for talk.

    Args:
        sentence: One sentence.
        code: Stems of the words in the code: a package of prompts and answers may speak of them.
    """
    bare = _SPAN.sub("x", sentence)
    roots = stems(bare)
    points = sum(1 for root in roots if root in ABOUT_TEXT and root not in code)
    points += 2 * bool(_FIRST.search(bare)) + bool(_PLURAL.search(bare)) + bool(_SECOND.search(bare))
    points += bool(_OPENING.match(bare)) + 3 * bool(_TOKENS.search(bare))
    points += bare.rstrip().endswith(("!", "?"))
    about = points > 0  # a reader's opening counts beside a word for a text, not alone
    points += 2 * (about and bool(_READING.match(bare)))
    self_named = None if _POINTS_ELSEWHERE.search(sentence) else _THIS_TEXT.search(bare)
    points += 2 * bool(self_named and stem((self_named[1] or "here").lower()) not in code)
    # What a sentence says about the code speaks for it.
    return points - min(2, len({root for root in roots if root in code and len(root) > 2}) // 3)  # noqa: PLR2004
