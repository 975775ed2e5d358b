"""Proof that a text was meant for somebody else: what only a chat, a prompt or the answer's own wire form has.

Closed classes, not phrases: who speaks, who is spoken to and asked, what is pointed at on a page, roles and control
tokens, keys of the wire. What these do not prove, `talk` weighs.
"""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re

from aidoc_core.patterns import regex

_ON_THE_PAGE = (
    r"(?:docstring|documentation|description|summary|answer|response|reply|json|output|version|text|rewrite|revision|"
    r"draft|attempt|explanation)"
)
_CODE = r"(?:code|snippet|source\s+code|implementation|excerpt|fragment)"
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
    "a text pointed at": rf"""
        \bhere(?:['’]s|\s+is|\s+are|\s+comes?)\s+(?:\w+\s+){{0,4}}?{_ON_THE_PAGE}\b
        | \bhere\s+you\s+(?:go|are)\b
        | \b(?:below|following)\s+(?:is|are|you)\s+(?:\w+\s+){{0,4}}?{_ON_THE_PAGE}\b
        | \A\W*here(?:['’]s|\s+is|\s+are)\s+(?:the|an?|your|my|what|some)\b
          (?!\s+(?:\w+\s+){{0,2}}examples?\s+(?:of|for|how|on|that))
        """,
    "code as a thing handed over": rf"""
        \b(?:provided|given|supplied|above|shown|attached|pasted|submitted|quoted|shared|
            truncated)\s+(?:\w+\s+)?{_CODE}\b
        | \b(?:code|source)\s+(?:snippet|excerpt|fragment|listing)\b
        | \b(?:code|function|method|class|snippet|file|text|module)\s+(?:you|that\s+was)\s+
          (?:provided|gave|shared|pasted|sent|given|shown|supplied|posted|attached)\b
        """,
    "somebody who has asked": r"""
        \byou(?:\s+have)?\s+(?:asked|requested|said|told|wanted\s+me)\b
        | \byour\s+(?:request|prompt|question|query|message|task|instructions?)\b
        | \bas\s+(?:requested|instructed|asked)\b
        | \bper\s+(?:your|the)\s+(?:request|instructions?|prompt|guidelines|schema)\b
        | \bthe\s+(?:prompt|instructions?)\s+(?:says?|asks?|states?|requires?|above|was|were|wants?|tells?)\b
        | \b(?:system|developer|hidden|original|initial)\s+(?:prompt|instructions)\b
        | \b(?:user|system)['’]s\s+(?:prompt|request|instructions?)\b
        | \b(?:ignore|disregard|forget)\s+(?:\w+\s+){0,2}instructions?\b
        """,
    "a model": r"""
        \b(?:language\s+model|chat\s*bot|as\s+an\s+ai|ai\s+(?:assistant|model|language)|chatgpt|gpt-?\d\w*|
            claude|gemini|
            copilot|llama-?\d|llm)\b
        | \b(?:training\s+data|knowledge\s+cut-?off|token\s+limit|context\s+window)\b
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
        | ^\#{2,}\s*(?:instruction|response|system|user|assistant|human)
        """,
    "an offer": r"""
        \bhope\s+(?:this|that|it)\b
        | \blet\s+us\s+know\b(?![^.]{0,80}\b(?:issues?|forum|tracker|github|mailing|discussions?)\b)
        | \bglad\s+to\b | \b(?:do\s+not|don['’]t)\s+hesitate\b
        | \bfeel\s+free\s+to\s+(?:ask|reach|let|adjust|modify|tell|request)\b
        | \bhappy\s+to\s+(?:help|assist|provide|elaborate|adjust)\b
        | \b(?:would\s+you\s+like|do\s+you\s+want)\s+(?:me|us|more|another|further|anything|some|any|help|an?\s+\w+|to
            \s+(?:know|see|hear|add|have|include|learn|proceed|continue))\b
        | \b(?:need|want|require|have)\s+any(?:thing|\s+(?:more|further|other|additional))\s*
          (?:else|help|questions?|details?|information|changes|assistance)\b
        | \bplease\s+(?:let\s+me|note\s+that\s+i|clarify|confirm|paste)\b
        | \bplease\s+(?:provide|share|supply|send|review)\s+(?:(?:me|us|with|the|your|this|full|complete|rest|of|more
            |further|missing|any|additional|whole|entire|relevant)\s+){0,5}(?:code|source|context|snippet|definition|details?
            |information|docstring|documentation|summary|implementation|body|file|function|class|method|it|them)\b
        """,
    "an excuse": r"""
        \b(?:unable|impossible|cannot|can['’]t|could\s+not|couldn['’]t|not\s+(?:able|possible))\s+(?:to\s+)?
          (?:determine|tell|infer|say|know|assist|help|comply|see|be\s+(?:determined|inferred|told|known|derived))\b
          (?=[^.]{0,400}\b(?:(?:the|this|given|provided|more|full|any|without)\s+(?:\w+\s+)?(?:code|context|snippet|request|source
            |signature|implementation|excerpt)|provided|alone)\b)
        | \b(?:insufficient|not\s+enough)\s+(?:\w+\s+)?(?:context|information|details|code)\b
        | \b(?:code|implementation|source|(?:function\s+|method\s+)?bod(?:y|ies)|snippet|excerpt|listing
          |values?)\s+(?:is|was|were|are)\s+
          (?:not\s+(?:shown|provided|given|available(?!\s+(?:in|for|on)\s+(?:\w+\s+){0,3}(?:class|target|platform|backend
            |system|version|device|machine)\w*)|visible|included|sent|part\s+of)|incomplete|cut\s+off
          |truncated|left\s+out\s+here|elided|hidden\s+here)\b
        | \b(?:excerpt|snippet|listing)\s+(?:shows|contains|includes|does|only|above|below|ends|has|marks)\b
        | \bbod(?:y|ies)\s+(?:is|are|was|being)\s+left\s+out\b
        | \b(?:based|judging|going|inferr\w+|assuming)\s+(?:solely\s+|only\s+|purely\s+)?(?:on|by|
            from)\s+(?:the\s+|its\s+)?
          (?:(?:given|provided|shown|above|available|visible|supplied|surrounding)\s+)*
          (?:code|snippet|signature|source|implementation)\b(?!\s+(?:of|in|from|by|at|page|point|rate)\b)
        | \b(?:it\s+(?:appears|seems|looks)|presumably)\b
          (?=[^.]{0,400}\b(?:this|the)\s+(?:code|function|method|class|snippet|implementation)\b)
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
    "an order": r"""
        \b(?:write|generate|produce|return|output|respond|answer|reply|provide)\s+(?:only\s+)?
          (?:(?:an?|the|your|one|concise|valid|strict|clear|with)\s+)*
          (?:docstring|documentation\s+for|reference\s+documentation
          |json(?![ -](?:encoded|string|text|object|document|data|format\w*))|answers?\s+once|plain\s+prose)\b
        | \b(?:code|comments)\s+(?:and\s+(?:comments|strings)\s+)?are\s+material\b | \bnever\s+instructions\s+to\b
        """,
}
_NUMBERED = regex(r"(?:\b[Ll]et|\w['\u2019]s|(?<=[\w,)] )[A-Z]\w{1,30})\s{1,5}\Z")
"""A name in front of `I`, which is a number or a statistic then: "Moran's I variance"."""
_NEAR = 40
_LEAKS = {what: regex(cue, _ADDRESS) for what, cue in _CUES.items()}
# Most texts have none of a cue's words: looking for these first makes the rule ten times cheaper.
_WORDS: dict[str, frozenset[str]] = {}
for _what, _words in (
    ("the first person", "me my"),
    ("the opening of a reply", "sure certainly course absolutely okay ok alright got understood great problem"),
    ("the opening of a reply", "gladly yes well hello hi hey sorry apologies unfortunately thank thanks"),
    ("a text pointed at", "here below following"),
    ("code as a thing handed over", "code snippet source implementation excerpt fragment listing gave shared"),
    ("code as a thing handed over", "pasted sent posted attached supplied provided given shown"),
    ("somebody who has asked", "you your requested instructed asked per prompt prompts instruction instructions"),
    ("somebody who has asked", "request"),
    ("a model", "language chat chatbot ai chatgpt gpt claude gemini copilot llama llm training cutoff cut token"),
    ("a model", "context"),
    ("a role of a chat", "assistant system user human ai model bot developer tool answer response output reply"),
    ("a role of a chat", "thought analysis final"),
    ("an offer", "hope us glad hesitate free happy like want need require have please"),
    ("an excuse", "unable impossible cannot can could not insufficient enough shown available code snippet"),
    ("an excuse", "signature source implementation function presumably appears seems looks incomplete cut truncated"),
    ("an excuse", "body bodies excerpt listing values value"),
    ("an order", "docstring documentation json answers once prose material instructions"),
):
    _WORDS[_what] = _WORDS.get(_what, frozenset()) | frozenset(_words.split())
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
