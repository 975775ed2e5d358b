"""How much a sentence is talk: about a text, its writer or its reader, instead of about code."""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re

from aidoc_core.checks.words import stem, stems
from aidoc_core.patterns import regex

TALK = 3
SURELY = TALK + 2
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
_SPAN = regex(r"``[^`]*``|`[^`]*`")
_FIRST = regex(
    r"(?<![\w`./])(?:I|I['’](?:m|ve|ll|d)|me|my|myself|mine|[Ll]et['’]s(?!\s+(?:say|suppose|assume|consider)\b)"
    r"|[Ll]ets\s+(?:look|see|break))(?![\w`./])"
)
_PLURAL = regex(r"(?<![\w`])(?:we|we['’](?:re|ve|ll)|our|us)(?![\w`])", re.IGNORECASE)
_SECOND = regex(r"(?<![\w`])(?:you|your|yours|you['’](?:re|ve|ll|d))(?![\w`])", re.IGNORECASE)
_OPENING = regex(
    r"^\W*(?:sure|certainly|absolutely|okay|ok|alright|right|well|so|great|good|perfect|excellent|understood|got\s+it|hi|hello|"
    r"hey|sorry|unfortunately|thanks|thank\s+you|of\s+course|no\s+problem|here\s+you|there\s+you|alas|hmm+|yes|no|wait|"
    r"now|first|note|feel\s+free|remember|please|let|below|above|hope)\b[^\w`]*",
    re.IGNORECASE,
)
_TOKENS = regex(
    r"<\|[^|>]*\|>|</?(?:think|assistant|system|human)>|\[/?(?:INST|SYS|SYSTEM|USER|ASSISTANT|HUMAN|MODEL|BOS|EOS|END|DONE|OUT|CONTEXT|PROMPT|RESPONSE|ANSWER|TOOL\w*)\]|(?<!#)#{2,}+\s*\w+:|:\w+\[\w+:|\u3010|\{index="
)


_READING = regex(
    r"^\W*(?:looking|based|judging|according|seeing|assuming|considering|reading|going|from)\s+(?:at|on|by|from|to|what|only|"
    r"the|this)\b|^\W*given\s+(?:what|only|(?:the|this)\s+(?:\w+\s+){0,2}(?:code|snippet|excerpt|source|signature|name|body"
    r"|implementation|context|information|definition|docstring|function|method|class))\b",
    re.IGNORECASE,
)
_THIS_TEXT = regex(
    r"\b(?:this|the)\s+(?:above\s+|following\s+)?(docstring|summary|description|documentation|snippet|prompt|explanation)\b"
    r"|\b(?:this|the\s+(?:above|following))\s+(answer|response|reply)\b|\bhere['’]?s\b",
    re.IGNORECASE,
)


_POINTS_ELSEWHERE = regex(
    r":[a-z:]{2,20}:`|\w://|\]\(|\b(?:see|consult|refer|check|read)\b[^.]{0,80}`"
    r"|\b(?:see|consult|refer\s+to|check|read)\s+(?:also\s+)?the\s+documentation\s+(?:of|for)\b",
    re.IGNORECASE,
)
"""The documentation of something else, or a page."""


_SHOWN = frozenset(
    """
    given provided supplied shown available visible included present attached hidden missing disclosed accessible
    displayed omitted truncated presented above below seen pasted submitted quoted
    """.split()  # noqa: SIM905 - a plain list of words
)
_OF_CODE = frozenset("snippet snippets excerpt excerpts fragment fragments listing".split())  # noqa: SIM905
_MAYBE_OF_CODE = frozenset("code source implementation definition body signature text information context".split())  # noqa: SIM905
_FROM = frozenset({"from", "in", "on", "by", "to", "per", "with", "within", "of"})
_ENOUGH = frozenset({"enough", "insufficient", "further", "more", "additional", "limited", "sufficient", "any"})
_WRITTEN = frozenset(
    {"written", "generated", "follows", "derived", "made", "produced", "based", "wanted", "requested", "asked"}
)
_DOCUMENT = frozenset({"documentation", "docstring", "description", "summary", "explanation", "write-up"})
_PLAIN = regex(r"[a-z][\w'\u2019-]*")


def about_what_was_shown(sentence: str, code: frozenset[str]) -> bool:
    """Whether a sentence is about code that somebody was shown, or was not: the writer's desk, not the code.

    Args:
        sentence: One sentence.
        code: Stems of the words in the code, as for `talk`.
    """
    words = _PLAIN.findall(_SPAN.sub("x", sentence).lower())
    said = frozenset(words)
    for at, word in enumerate(words):
        if stem(word) in code or (word == "source" and not _AFTER_SOURCE.issuperset(words[at + 1 : at + 2])):
            continue
        if (word in _OF_CODE and _is_pointed_at(words, at)) or (word in _MAYBE_OF_CODE and _is_of_desk(words, at)):
            return True
    if _TELLS & said and (("what" in said and _FROM & said and words[-1] in _SHOWN) or _tells_of_desk(words, code)):
        return True
    if _POINTS_AT_CODE.search(sentence):
        return True
    for pattern in _SHOWN_CODE:
        match = pattern.search(sentence)
        what = (match["what"] or "").lower() if match is not None else ""
        if match is not None and (what not in _OF_MATTER or stem(what) not in code or _SURELY_SHOWN.search(match[0])):
            return True
    if {"more", "further"} & said and {"context", "information"} & said and {"needed", "required"} & said:
        return not said & {"see"} and not {stem("context"), stem("information")} & code
    told = {word for word in said & _DOCUMENT if stem(word) not in code}
    written = told and said & _WRITTEN and {"here", "from", "as", "you", "was"} & said
    return bool(written and not _DOCUMENT_OF & said)


_AFTER_SOURCE = frozenset(
    """
    is was does do has code alone itself here above below shown given provided supplied available visible at that which
    not and or but to of for from in on as tells says shows reveals ends x the this only cannot can could it we i you
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Behind a source that is code; behind another stands what it is the source of: "source reconstruction"."""
_POINTS_AT_CODE = regex(
    r"\b(?:as\s+(?:seen|shown|visible)\s+in|according\s+to|judging\s+from)\s+the\s+(?:\w+\s+)?"
    r"(?:listing|fragment|snippet|excerpt|code|implementation)\b"
    r"|\bthe\s+(?:code|source|signature|definition|implementation|body)\s+(?:provided|given|shown|supplied)\s+(?:does|do|is|ends"
    r"|shows|tells|says|stops|breaks|has|only)\b|\bno\s+(?:further\s+)?information\s+in\s+the\s+(?:\w+\s+)?(?:code|source|signature|snippet)\b"
    r"|\bthe\s+(?:listing|fragment|snippet|excerpt|code|source|implementation|signature)\s+"
    r"(?:above|below|at\s+hand|that\s+(?:was|is)\s+(?:given|shown|provided)|alone)\b"
    r"|\bthe\s+definition\s+(?:at\s+hand|that\s+(?:was|is)\s+(?:given|shown|provided)|alone)\b",
    re.IGNORECASE,
)
"""Code is what the writer had before them, whatever words the code itself has."""


_PARTS = r"lines?|code|source|definition|implementation|body|snippet|excerpt|listing|fragment|section|file|module|class"
_SEEN_BY = r"shown|presented|at\s+hand|given|provided|quoted|supplied|visible|displayed|reproduced|included|available"
_OF_MATTER = frozenset(
    {"code", "source", "body", "section", "file", "module", "class", "function", "helper", "definition"}
)
"""What code may be about, so that its own words have to be looked at."""
_SURELY_SHOWN = regex(r"\bat\s+hand\b|\bpresented\b|\bas\s+shown\b|\bquoted\b|\bwhat\b", re.IGNORECASE)
_SHOWN_CODE = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b(?:the|these|this|few)\s+(?:\w+\s+)?(?P<what>{_PARTS})\s+(?:(?:that|which)\s+(?:is|are|was|were)\s+|as\s+)?"
            rf"(?:{_SEEN_BY})(?!\s+(?:by|to|in|as|on|with|for|at|from)\b)(?=\W|$)"
        ),
        (
            r"\b(?:the|these|this)\s+(?:shown|presented|quoted|visible|supplied|given|provided)\s+(?:part\s+of\s+the\s+)?"
            r"(?P<what>lines|code|source|definition|implementation|snippet|excerpt|fragment|listing)\b(?!\s+(?:of|point|page|object))"
        ),
        rf"\bwhat\s+(?:is|was|can\s+be)\s+(?:{_SEEN_BY}|seen)\s+(?:here\s+)?of\s+(?:the|its)\s+(?P<what>{_PARTS})\b",
        (
            r"\b(?:the|this)\s+(?P<what>listing|excerpt|snippet|source|code|fragment)\s+(?:breaks\s+off|is\s+(?:cut|incomplete|truncated)"
            r"|ends\s+(?:before|here|too|abruptly|there)|stops\s+(?:before|short|here))"
        ),
        r"\b(?P<what>without)\s+(?:seeing\s+)?the\s+(?:rest|remainder|other\s+parts?)\s+of\s+the\s+(?:file|module|class|code|source)\b",
        r"\bwithout\s+the\s+surrounding\s+(?P<what>code|source|module|class)\b",
        (
            r"\b(?:other|further|remaining)\s+(?:parts?|methods|lines|members|functions)\s*(?:of\s+(?:the|this)\s+(?P<what>module|class|file|code))?"
            r"\s*,?\s*(?:which\s+|that\s+)?(?:are|were|was|is)\s+(?:not\s+(?:shown|given|provided|included|available)|left\s+out|omitted|missing)\b"
        ),
        r"\b(?:the\s+)?(?:remaining|visible|shown)\s+(?P<what>methods|part|lines)\s+(?:multipl|only|(?:was|were|are|is)\s+not\s+provided)",
        r"\bonly\s+the\s+(?P<what>signature|header|first\s+lines?)\s+(?:is|are|was|were)\s+(?:available|shown|given|provided|visible|known)\b",
        r"\b(?:the|its)\s+body\s+of\s+the\s+(?P<what>function|method)\s+(?:was|is)\s+(?:cut|left|removed|omitted|not)",
        (
            r"\b(?P<what>class|module|file|function|helper)\s+(?:\w+\s+){0,4}(?:is|was)\s+(?:only\s+(?:partly|partially)|not)\s+"
            r"(?:shown|provided|visible|part\s+of\s+the\s+(?:excerpt|snippet|source|code))\b"
        ),
        r"\boutside\s+(?:of\s+)?the\s+(?:given|shown|provided|visible)\s+(?P<what>context|code|source|excerpt)\b",
        r"\b(?:evident|clear|apparent|obvious|seen|visible)\s+from\s+the\s+(?P<what>code|source|implementation|definition|signature)\b",
    )
)
"""Words for code that somebody has before them, or has not, by how they stand to what shows it."""


def _tells_of_desk(words: list[str], code: frozenset[str]) -> bool:
    """Whether code that was handed over is said to tell something, or nothing: "the given definition does not say"."""
    for at, word in enumerate(words):
        if word not in _MAYBE_OF_CODE | _OF_CODE or stem(word) in code:
            continue
        near = {*words[max(0, at - 2) : at], *words[at + 1 : at + 2]}
        if near & _GIVEN and (_DENIED | {"more", "only", "far", "from"}) & set(words):
            return True
    return False


_GIVEN = frozenset({"given", "provided", "shown", "supplied", "available", "visible", "seen"})
_TELLS = frozenset(
    """
    tell tells told say says said show shows reveal reveals indicate indicates known determined inferred derived
    described deduced ends offers offer goes
    """.split()  # noqa: SIM905 - a plain list of words
)


def _is_pointed_at(words: list[str], at: int) -> bool:
    """Whether it is a fragment that is looked at, not "an excerpt of the page"."""
    near = {*words[max(0, at - 3) : at], *words[at + 1 : at + 2]}
    # A function makes listings: "modules to leave out of the listing".
    signs = _SHOWN if words[at] in ("listing", "fragment", "fragments") else _FROM - {"of"} | _SHOWN
    return bool(near & signs or {"shows", "ends", "tells", "lacks"} & set(words[at + 1 : at + 4]))


def _is_of_desk(words: list[str], at: int) -> bool:
    """Whether code, a source or information is spoken of as shown to the writer, or kept from them."""
    word, before, after = words[at], words[max(0, at - 3) : at], words[at + 1 : at + 8]
    negated = not _DENIED.isdisjoint((*before, *after))
    handed = word != "definition" and not (_HANDED if word == "code" or negated else _SEEN).isdisjoint(
        (*before, *after[:1])
    )
    if word in ("information", "context") and _ENOUGH & set(before):
        return negated or handed or bool({"insufficient", "without"} & set(before))
    if handed and word not in ("text", "signature", "body"):
        return bool(_FROM & set(before)) or negated or words[0] == "the"
    return (negated and "if" not in words and _ends_so(after)) or (word == "signature" and after[:1] == ["alone"])


_DENIED = frozenset({"not", "no", "never", "cannot", "n't", "nothing", "hidden", "missing", "incomplete", "truncated"})


def _ends_so(after: list[str]) -> bool:
    """Whether a clause ends in "is not included", "was hidden here": not "in the base class"."""
    at = next((n for n, word in enumerate(after) if word in _SHOWN), -1)
    return at >= 0 and (not after[at + 1 :] or after[at + 1] in ("here", "to", "so", "and", "at"))


_HANDED = frozenset({"provided", "supplied", "shown", "given", "visible", "above", "below"})
_SEEN = frozenset({"shown", "visible", "seen"})
_DOCUMENT_OF = frozenset({"see", "refer", "official", "https", "http", "for"})


def may_talk(text: str) -> bool:
    """Whether any sentence of a text can have the points: a cheap look before the sentences are taken apart."""
    if _FIRST.search(text) or _TOKENS.search(text):
        return True
    return not ABOUT_TEXT.isdisjoint(stems(text)) or any(
        word in text for word in ("implement", "fragment", "listing", "source", "context")
    )


_OF_REQUEST = regex(r"\bresponse\s+(?:of|to|from)\s+the\s+(?:\w+\s+){0,2}request\b", re.IGNORECASE)
"""What a server answers, and nobody who writes."""


_OF_NAMES = regex(r"\b\w{3,5}://\S+|\b(?:ask-(?:and-)?tell|question-answering|text-to-\w+)\b", re.IGNORECASE)
"""Addresses, and what interfaces and tasks are called: of their words none is said."""


_SURE_OF = regex(r"\b(?:make|making|be|are|is|not|for|quite)\s+(?:that\s+)?sure\b", re.IGNORECASE)
"""What readers make sure of, or are not sure of: no "Sure, here it is"."""


_OF_EVERYTHING = frozenset(
    map(
        stem,
        [
            "write",
            "writes",
            "writing",
            "written",
            "file",
            "task",
            "model",
            "tell",
            "told",
            "question",
            "questions",
            "think",
            "thinking",
            "language",
        ],
    )
)
"""Words about texts that are about programs as often: alone they say little, however many there are."""


_REFERS = regex(r"\brefer\s+to\s+the\s+(?:docstring|documentation|docs)\s+(?:of|for)\s+[`:~\w]", re.IGNORECASE)
"""Where more is told of something else."""


def talk(sentence: str, code: frozenset[str]) -> int:
    """Points for talk.

    Args:
        sentence: One sentence.
        code: Stems of the words in the code: a package of prompts and answers may speak of them.
    """
    bare = _OF_NAMES.sub(" ", sentence)
    bare = _OF_REQUEST.sub(" ", _SURE_OF.sub(" ", _SPAN.sub("x", bare)))
    roots = stems(bare)
    about_text = [root for root in roots if root in ABOUT_TEXT and root not in code]
    points = len(about_text) if not _OF_EVERYTHING.issuperset(about_text) else min(1, len(about_text))
    points += 2 * bool(_FIRST.search(bare)) + bool(_PLURAL.search(bare)) + bool(_SECOND.search(bare))
    points += bool(_OPENING.match(bare)) + SURELY * bool(_TOKENS.search(bare))
    points += bare.rstrip().endswith(("!", "?"))
    points -= 2 * bool(_REFERS.search(sentence))
    about = points > 0  # a reader's opening counts beside a word for a text, not alone
    points += 2 * (about and bool(_READING.match(bare)))
    self_named = None if _POINTS_ELSEWHERE.search(sentence) else _THIS_TEXT.search(bare)
    points += 2 * bool(self_named and stem((self_named[1] or self_named[2] or "here").lower()) not in code)
    points += SURELY * about_what_was_shown(sentence, code)
    # What a sentence says about the code speaks for it.
    return points - min(2, len({root for root in roots if root in code and len(root) > 2}) // 3)  # noqa: PLR2004
