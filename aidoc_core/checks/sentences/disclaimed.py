"""Whether a sentence says that something is not promised, or is for others to see to.

"It is not thread-safe.", "Do not pass untrusted input.", "Sanitizing is up to the caller." promise nothing, so that
nobody relies on them where the code has no word of the matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re

_WARNS = regex(r"^\W*(?:please\s+)?(?:(?:do\s+not|don['\u2019]t|never|avoid|beware|use\s+(?:an?|your))\b|be\s+careful)")
"""An order to whoever reads."""
_LEFT_TO_OTHERS = regex(
    r"\b(?:callers?|users?|applications?|clients?|you|subclass(?:es)?|code)\b[^.;]{0,60}"
    r"\b(?:must|should|ha(?:s|ve)\s+to|needs?\s+to|need|ought\s+to|responsib\w+)\b"
    r"(?!\s+(?:not|never)\s+(?:worry|care|take|lock|synchroni[sz]e))"
    r"|\b(?:left|up)\s+to\b|\bresponsib\w+|\byour\s+own\b|\bmust\s+not\b|\bnot\s+supported\b|\bbefore\s+the\s+call\b(?!\s+\w)"
)
_DENIES = r"\b(?:not|no|never|nothing|neither|nor|cannot|without|none|hardly)\b"
_NOT = (
    rf"(?:{_DENIES}(?!\s+(?:only|just|longer|logged|stored"
    r"|shown|printed|exposed|leaked|written|possible|other|two|more\s+than))|n['\u2019]t\b)"
)
_NOT_OF_THREADS = (
    rf"(?:{_DENIES}(?!\s+(?:only|just|longer|possible|other|two|more\s+than|(?:\w+\s+)?(?:lock|synchroni[sz]ation|coordinat)))"
    r"|n['\u2019]t\b)"
)
_MATTERS = {
    "threads": r"(?:thread|safe|atomic|reentran|synchroni[sz]|concurren|protect|guard|parallel|lock(?:ed|s|ing)?\b)",
    "security": (
        r"(?:sanit|secur|encrypt|decrypt|escap|protect|safe|check|validat|verif|mask|redact|hash|quot|filter|authenti"
        r"|authori[sz]|trust|malicious|hostile|confidential)"
    ),
}
_NEEDS = r"(?:need|requir|necess|must|has\s+to|have\s+to)"
_DENIED = {
    "threads": regex(
        rf"{_NOT_OF_THREADS}[^.;,]{{0,40}}?\b{_MATTERS['threads']}(?![^.;,]{{0,50}}\b{_NEEDS})|\b(?:un|non-?)(?:safe|synchroni)"
        rf"|\bno\s+(?:\w+\s+)?(?:lock(?:s|ing)?|synchroni[sz]ation)\b(?![^.;,]{{0,50}}\b{_NEEDS})"
    ),
    "security": regex(rf"{_NOT}[^.;,]{{0,40}}?\b{_MATTERS['security']}"),
}
_NOT_DONE = regex(
    r"\b(?:sanit\w+|secur\w+|escap\w+|validat\w+|encrypt\w+|protection|authenti\w+|authori[sz]\w+|permissions?|access\s+control)\b"
    r"[^.;,]{0,30}\b(?:is|are|remains?|stays?)\s+(?:not|never|neither|no|outside|beyond|elsewhere|out\s+of|somebody|the\s+task)\b"
    r"|\b(?:assum\w+|presuppos\w+|relies\s+on)\b[^.;]{0,40}\b(?:trust\w*|safe|secure|sanit\w+|escaped|validated|harmless)\b"
)
"""What is not done, or is taken for done: "Permissions are not checked", "The input is assumed to be trusted"."""
_DANGERS = regex(r"\b(?:harmful|dangerous|unsafe|insecure|risky|vulnerable)\b")
_WITHOUT_DANGER = regex(
    r"\b(?:prevent|reject|refus|block|strip|remov|filter|escap|neutrali|protect|guard|detect|sanit|avoid|drop|clean|replac"
    r"|never|not|no|without|against|safe|so\s+that|impossible)\w*\b"
)
"""What is done against a danger that is named."""
_HARM = regex(
    r"\bun(?:suit|predict|defin|reliab|protect|guard|coordinat|lock)\w*|\b(?:corrupt|clobber|interfer|collid|conflict|garbl)\w*"
    r"|\bmix(?:es|ed|ing)?\s+up\b|\brac(?:y|es?|ing)\b"
)
"""What comes of it where nothing keeps callers apart: "makes instances unsuitable for concurrent use"."""
_WITHOUT_HARM = regex(
    r"\b(?:not?|never|neither|nor|cannot|without|avoid\w*|prevent\w*|free\s+of|protect(?:s|ed|ion)?|guard(?:s|ed)?|safe\w*"
    r"|instead\s+of|rather\s+than)\b|n['\u2019]t\b"
)
_PREVENTS = regex(r"\b(?:prevent|reject|refus|block|so\s+that|impossible|attack|injection|leak|exposed|harm)")
"""What a denial is for: "so that no unsafe value gets through"."""


def is_disclaimed(sentence: str, matter: str) -> bool:
    """Whether a sentence denies a promise, warns, or leaves the matter to others.

    Args:
        sentence: The sentence.
        matter: `threads` or `security`.
    """
    lower = sentence.lower()
    if _WARNS.search(lower) or _LEFT_TO_OTHERS.search(lower):
        return True
    if matter == "security" and (_NOT_DONE.search(lower) or _is_warning(lower)):
        return True
    if matter == "threads" and _HARM.search(lower) and not _WITHOUT_HARM.search(lower):
        return True
    denied: re.Pattern[str] = _DENIED[matter]
    return denied.search(lower) is not None and not (matter == "security" and _PREVENTS.search(lower))


def _is_warning(lower: str) -> bool:
    """Whether a sentence only names a danger, and nothing that is done against it: "Freeing it twice is unsafe"."""
    return _DANGERS.search(lower) is not None and _WITHOUT_DANGER.search(lower) is None
