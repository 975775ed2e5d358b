"""Whether a sentence is about the desk of whoever wrote it: the task, the text, the code as it lay there.

Concepts in one sentence decide, not phrases: what is a text, what was asked, what was done about a text, what shows
code, what code tells. A word that the package itself has is about the matter, and does not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.words import stem
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

_TEXT = frozenset(
    """
    docstring docstrings documentation description descriptions summary summaries wording prose paragraph paragraphs
    write-up explanation docs markup backticks schema guesses speculation gap gaps reply answer answers heading headings
    rephrasing phrasing entry entries section sections placeholder placeholders sentence sentences bullet markdown
    rewrite draft output response field fields text type types signature example examples raises details part parts json
    definition definitions note notes commentary caveat disclaimer language tone style format length information
    parameter parameters name names content
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What a writer makes, as a thing."""
_ONLY_TEXT = frozenset(
    """
    docstring docstrings documentation description descriptions summary summaries wording prose write-up explanation
    docs backticks guesses speculation gaps placeholder placeholders paragraph markdown rephrasing phrasing tone
    commentary disclaimer
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Of these, what code is seldom about."""
_ASKED = frozenset(
    """
    request requested asked instructed instruction instructions prompt guidelines guideline told task assignment
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What a writer was told."""
_REQUESTED = regex(
    r"\b(?:requested|required|desired|prescribed|demanded)\s+(?:\w+\s+)?(?P<what>text|json|format|description"
    r"|summary|docstring|field|section|sections|schema"
    r"|details?|examples?|documentation|answers?|style|length|output\s+format|wording)\b"
    r"|\b(?:this|the)\s+(?P<that>field|text|answer|section|entry|description|part)\s+(?:is|was"
    r"|has\s+been)\s+(?:requested|asked|required\s+by)\b"
    r"|\bthis\s+(?:is|was)\s+(?:the|an|my)\s+(?P<it>answer|reply|response)\s+to\b"
    r"|\b(?:the|this)\s+(?P<one>answer|reply|text|description|docstring|summary)\s+(?:above|below|here|given)\b"
    r"|\b(?:system|user)\s+(?P<him>prompt)\s+(?:\w+\s+)?(?:not\s+)?(?:allow|say|ask|require|forbid|want|demand"
    r"|tell)\w*\b"
    r"|\bonly\s+(?:the\s+)?(?P<only>signatures?|gaps?|headers?|parts?)\s+(?:were|was|is|are)\s+(?:sent|given"
    r"|provided|shown|requested|missing|listed)\b",
    re.IGNORECASE,
)
_WROTE = frozenset(
    """
    written write writes writing wrote filled fill fills corrected correct omitted omit omits avoided avoid avoiding
    kept keep keeps
    documented included include includes covered shortened rewritten revised completed generated mentioned
    repeated repeat repeats described given added provided invented stated restated fixed summarised summarized followed
    follows follow complete skipped reworded rephrased
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What a writer does."""
_CODE = frozenset(
    """
    code source snippet excerpt listing implementation body signature fragment context definition docstring snippets
    excerpts annotation annotations hints material information
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What a writer had before them."""
_SURELY_CODE = frozenset({"snippet", "excerpt", "snippets", "excerpts"})
_TELL = frozenset(
    """
    tell tells told say says said reveal reveals revealed show shows shown indicate indicates indicated suggest suggests
    explain explains explained describe described disclose discloses determine determined derive derived infer inferred
    conclude concluded visible seen apparent evident given known provided stated state states documented specify
    specified mention mentions mentioned deduced clear obvious gathered learned learnt discernible contain contains
    consists consist include included available answer
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What code does for a reader of it."""
_CUT = frozenset(
    """
    truncated incomplete elided abridged cut missing hidden omitted absent unavailable partial redacted
    """.split()  # noqa: SIM905 - a plain list of words
)
_NOT = frozenset("not no never cannot nothing none neither nor without isn't doesn't can't don't hardly".split())  # noqa: SIM905
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have"})
_POINTING = frozenset(
    {"the", "this", "its", "given", "function", "method", "class", "whole", "full", "provided", "shown"}
)
_UNDER = regex(
    r"\b(?:following|per|according\s+to|in\s+(?:accordance|line|keeping|compliance|conformity)\s+with|obeying"
    r"|heeding|as\s+per"
    r"|(?:violat|break|follow)\w*|comply\w*\s+with|adher\w+\s+to)\s+(?:\w+\s+){0,2}(?P<what>instructions"
    r"|guidelines?|prompt|style\s+guide|brief"
    r"|schema|task)\b",
    re.IGNORECASE,
)
_SEEN_ABOVE = regex(
    r"^\W*as\s+(?:\w+\s+){0,2}(?:seen|shown|visible|noted|stated|mentioned|described|explained)\s+(?:above|below"
    r"|earlier|here)\b",
    re.IGNORECASE,
)
_AS_CODE_SHOWS = regex(
    r"\b(?:according\s+to|judging\s+(?:by|from)|going\s+by|based\s+(?:solely\s+|only\s+)?on|as\s+per|from\s+reading"
    r"|by\s+reading|looking\s+at"
    r"|as\s+(?:can\s+be\s+)?(?:seen|shown|visible|evident|apparent)\s+(?:in|from)|to\s+judge\s+(?:by"
    r"|from))\s+(?:the|this|its)\s+(?:(?:function|method|class|module|property|helper|wrapper|given|shown|provided|visible|above"
    r"|supplied|available|displayed|actual|underlying|short|small|following|present|surrounding|attached|quoted|excerpted"
    r"|included|partial|whole|full|entire|bare|plain|python|source|code)(?:['\u2019]s)?\s+){0,2}"
    r"(?P<what>source|code|implementation|body|signature|snippet|excerpt|listing|fragment"
    r"|(?:(?<=function\s)|(?<=method\s)|(?<=class\s)|(?<=given\s)|(?<=shown\s)|(?<=provided\s)|(?<=visible\s))definition"
    r"|definition(?=\s+(?:given|provided|shown|at\s+hand|alone)\b))\b(?!\s+(?:code\s+)?(?:of|page|point|rate|type))",
    re.IGNORECASE,
)
_SHOWS = regex(
    r"\bas\s+(?:the|its|this)\s+(?:\w+\s+){0,2}?(?P<what>source|code|implementation|body|signature|snippet|excerpt"
    r"|listing|definition)\s+"
    r"(?:\w+ly\s+)?(?:shows?|says?|tells?|suggests?|reveals?|indicates?|makes\s+clear|implies|has\s+it|stands)\b"
    r"|\b(?:the|its|this)\s+(?:\w+\s+){0,2}?(?P<that>source|code|implementation|body|snippet|excerpt"
    r"|listing)\s+(?:\w+ly\s+)?(?:consists\s+of|shows\s+that"
    r"|suggests|reveals|says\s+(?:so|that|nothing)|tells\s+(?:us|that|nothing)|speaks\s+for|spans"
    r"|is\s+(?:only\s+)?(?:\w+\s+)?lines?|has\s+(?:\w+\s+)?lines"
    r"|contains\s+only|only\s+contains|ends\s+(?:here|there|after|with|in)|breaks\s+off|stops)\b",
    re.IGNORECASE,
)
_REST = regex(
    r"\b(?:rest|remainder|remaining\s+part|parts?|end|other\s+half|beginning)\s+of\s+(?:the|this|its)\s+(?:\w+\s+)?"
    r"(?P<what>class|code|file|implementation|function|method|module|body|source|snippet|excerpt|listing)\s+(?:is"
    r"|was|has|are|were|cannot|could|remains?|stays?)\s+(?:\w+\s+){0,2}?"
    r"(?:not\s+(?:\w+\s+)?(?:provided|shown|given|included|available|visible|sent|part|known|seen)|(?:be"
    r"|been)\s+(?:seen|shown|truncated|cut|omitted|left\s+out)"
    r"|cut|truncated|missing|omitted|elided|unavailable|unknown|hidden|left\s+out|invisible)\b",
    re.IGNORECASE,
)
_ORDER = regex(
    r"^\W*(?:please\s+)?(?:do\s+not|don't|never|only|always|avoid|keep|use|return\s+only|write|give|make\s+sure"
    r"|ensure)\b",
    re.IGNORECASE,
)
_MUST = regex(
    r"^\W*(?:the|this|all|each|every)\s+(?:text|texts|answers?|description|docstring|summary|reply|prose"
    r"|output)\s+(?:must|should|may|shall|has\s+to|is\s+to)"
    r"\s+(?:not\s+|only\s+)?\w+\s+(?:\w+\s+){0,2}?(?:markup|html|headings?|backticks|code|lists?|types?|json"
    r"|markdown|prose|short|plain|concise|sentences?)\b",
    re.IGNORECASE,
)
_SPAN = regex(r"``[^`\n]*``|`[^`\n]*`")
_WORD = regex(r"[a-z][a-z'-]*")


_OF_OUTPUT = regex(
    r"\b(?:in|to|into|as|with|of)\s+(?:the|an?|its)\s+(?:requested|required|desired|prescribed|demanded)\s+(?:\w+\s+)?(?:format|json"
    r"|style|length|schema|fields?)\Z|\b(?:required|desired)\s+\w+\s+fields?\Z",
    re.IGNORECASE,
)
"""What something is given in: "returns the filter in the requested format"."""
_OF_VALUES = frozenset({"length", "format", "style", "json", "schema"})
"""What arrays and files have as well: "ensuring that the array has the desired length"."""


def of_desk(sentence: str, matter: AbstractSet[str]) -> str:
    """What shows that a sentence is about its writer's desk; empty if nothing does.

    Args:
        sentence: One sentence.
        matter: Stems of the words that are about the matter: those of the code, its names, its package.
    """
    text = _SPAN.sub("x", sentence.replace("\u2019", "'"))
    for pattern in (_UNDER, _AS_CODE_SHOWS, _SHOWS, _REST, _REQUESTED):
        match = pattern.search(text)
        named = next((value for value in match.groupdict().values() if value), "") if match else ""
        if match and pattern is _REQUESTED and _OF_OUTPUT.search(text[: match.end()]):
            continue
        if match and pattern is _REQUESTED and named.lower() in _OF_VALUES and not _has_text(text):
            continue
        if match and (pattern is _REST or stem(named.split()[0].lower()) not in matter):
            return match[0]
    words = _WORD.findall(text.lower())
    return _of_code(words, matter) or _of_text(words, text, matter)


def _is_of_something(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether it is that of something else: "the source image", "the model's context", "the basic implementation"."""
    article = max((n for n, word in enumerate(before) if word in _ARTICLES), default=len(before))
    between = (word.removesuffix("'s") for word in before[article + 1 :])
    is_adjective = bool(after) and after[0] not in _GOES_ON and not after[0].endswith("ly")
    return is_adjective or any(word not in _HELD for word in between)


_ARTICLES = frozenset({"the", "this", "its", "that", "a", "an"})
_HELD = frozenset(
    """
    function method class module property helper wrapper given shown provided visible above supplied available displayed
    actual underlying short small following present surrounding attached quoted excerpted included partial whole full
    entire bare plain python source code type types parameter return further more additional enough any no raw rest
    implementation body missing remaining other limited submitted not name own
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What code may be called that somebody has before them."""
_GOES_ON = frozenset(
    """
    is are was were be been has have had does do did doesn't don't can cannot can't could may might will would should
    alone itself themselves here there above below only gives give says say tells tell shows show reveals reveal code
    and or but nor so for from in on to at by with without about as that which who it this the no not nothing anything
    contains contain consists ends end stops stop given shown provided available visible included hint hints cut
    truncated missing omitted hidden elided incomplete makes make leaves leave suggests suggest indicates indicate
    offers offer lacks lack x body definition implementation snippet excerpt listing you we i one they if when what
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What follows a word for code that is no adjective: "the source image" is another thing."""


def _has_text(text: str) -> bool:
    return not _ONLY_TEXT.isdisjoint(_WORD.findall(text.lower()))


def _of_code(words: Sequence[str], matter: AbstractSet[str]) -> str:
    """Whether code is said to tell nothing, or not to be all there."""
    for at, word in enumerate(words):
        if word not in _CODE:
            continue
        if stem(word) in matter and not (word in _SURELY_CODE or _tells_nothing(words[at + 1 : at + 5])):
            continue
        before, after = words[max(0, at - 3) : at], words[at + 1 : at + 8]
        if word not in _SURELY_CODE and _is_of_something(before, after):
            continue
        if not (
            _POINTING & set(before) or word in _SURELY_CODE or words[at - 1 : at] in (["full"], ["further"], ["more"])
        ):
            continue
        if after[:1] == ["of"]:
            continue  # that of something else
        denied = bool(_NOT & {*words[max(0, at - 8) : at], *after})
        tells = [n for n, other in enumerate(words) if other in _TELL and abs(n - at) < _FAR and n != at]
        if (
            denied
            and any(words[n] in _TELL for n in tells)
            and (_of_reader(words, at) or words[at + 1 : at + 2] == ["alone"])
        ):
            return " ".join(words[max(0, at - 1) : at + 3])
        if _CUT & set(after[:4]) and _BE & set(after[:3]):
            return " ".join(words[max(0, at - 1) : at + 4])
    return ""


def _tells_nothing(after: Sequence[str]) -> bool:
    """Whether what follows says that something does not tell: whatever code is about, it tells readers or does not."""
    told = {"tell", "reveal", "say", "disclose", "explain"} & set(after)
    return bool(told and {"not", "doesn't", "cannot", "nothing"} & set(after)) or tuple(after[:2]) in (
        ("tells", "nothing"),
        ("says", "nothing"),
    )


def may_be_of_desk(heads: AbstractSet[str]) -> bool:
    """Whether a text with words of such beginnings can have such a sentence."""
    return not _HEADS.isdisjoint(heads)


_HEADS = frozenset(
    word[:4]
    for word in (
        *_CODE,
        *_ONLY_TEXT,
        *_ASKED,
        "rest",
        "required",
        "example",
        "entry",
        "section",
        "type",
        "answer",
        "text",
    )
)
_FAR = 8


def _of_reader(words: Sequence[str], at: int) -> bool:
    """Whether code is the one that tells, or what is told from."""
    follows = words[at + 1 : at + 4]
    if {
        "does",
        "do",
        "doesn't",
        "don't",
        "alone",
        "itself",
        "cannot",
        "gives",
        "says",
        "tells",
        "shows",
        "reveals",
    } & set(follows[:2]):
        return True
    if _BE & set(follows[:2]) and _NOT & set(follows[:3]):
        return bool(
            {"shown", "given", "provided", "visible", "included", "available", "known", "seen"}
            & set(words[at + 1 : at + 5])
        )
    return bool({"in", "from", "by", "within", "of"} & set(words[max(0, at - 3) : at]))


def _of_text(  # noqa: PLR0911 - a sign a line
    words: Sequence[str], text: str, matter: AbstractSet[str]
) -> str:
    """Whether a text is said to be asked for, written, or kept to a rule."""
    texts = [word for word in words if word in _TEXT and stem(word) not in matter]
    if not texts:
        return ""
    sure = [word for word in texts if word in _ONLY_TEXT]
    asked = [word for word in words if word in _ASKED and stem(word) not in matter]
    wrote = [word for word in words if word in _WROTE]
    if asked and sure:
        return f"{asked[0]} {sure[0]}"
    if (
        wrote
        and sure
        and _BE & set(words)
        and (_is_this(words, sure[0]) or sure[0] in ("gaps", "guesses", "placeholders", "speculation", "docstring"))
    ):
        return f"{sure[0]} {wrote[0]}"
    if wrote and _BE & set(words) and _is_left_out(words, texts):
        return f"{texts[0]} {wrote[0]}"
    if _MUST.search(text):
        return f"{texts[0]} as told"
    if _ORDER.search(text) and len(words) < _SHORT_ORDER and (sure or _OF_ANSWERS & set(texts)):
        return f"{texts[0]} as told" if _ORDERED & set(words[:5]) else ""
    return ""


_ORDERED = frozenset(
    [
        "repeat",
        "write",
        "describe",
        "mention",
        "restate",
        "invent",
        "answer",
        "return",
        "respond",
        "output",
        "explain",
        "document",
    ]
)
_SHORT_ORDER = 12
_OF_ANSWERS = frozenset({"markup", "signature", "answer", "reply", "headings", "heading", "json", "text"})


def _is_this(words: Sequence[str], noun: str) -> bool:
    """Whether it is the text at hand: "this description", "the summary", no noun of somebody else's."""
    at = words.index(noun)
    return at == 0 or (
        words[at - 1] in ("this", "the", "a", "no", "above", "present", "short", "all")
        and words[at + 1 : at + 2] != ["of"]
    )


def _is_left_out(words: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a part of a text is said to be missing, or put in: "no example is given"."""
    at = words.index(texts[0])
    missing = {"missing", "listed", "remaining", "existing", "requested", "open"} & set(words[max(0, at - 2) : at])
    none = words[max(0, at - 2) : at][:1] == ["no"] or words[at - 1 : at] == ["no"]
    parts = texts[0] in (
        "example",
        "examples",
        "entry",
        "section",
        "sections",
        "gap",
        "gaps",
        "raises",
        "entries",
        "types",
        "parts",
        "details",
        "type",
    )
    done = words[at + 1 : at + 4]
    if (none or missing) and parts and _BE & set(done[:2]):
        return not {"if", "when", "unless", "where"} & set(words)
    return (
        texts[0] == "types"
        and {"omitted", "repeated", "restated", "given"} & set(done) != set()
        and len(words) < _SHORT_ORDER
    )


__all__ = ["of_desk"]
