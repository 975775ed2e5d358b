"""What stands around a claim in a sentence and changes nothing of it: labels, reasons, concessions, idioms.

What is taken off limits nothing that is said; conditions stay, for `clauses` to see.
"""

from __future__ import annotations

import re

from aidoc_core.checks.signs import has_any
from aidoc_core.patterns import regex

_ALWAYS = regex(
    r"\b(?:in|under|on|for|with)\s+(?:every|all|any|each)\s+(?:single\s+)?(?:cases?|circumstances|calls?|inputs?|times?)\b"
    r"|\b(?:no\s+matter|regardless\s+of|irrespective\s+of|independent(?:ly)?\s+of|whatever|however)\b[^.,;:]{0,60}",
    re.IGNORECASE,
)
_AROUND = regex(
    r"^\W*(?:please\s+)?(?:note|be\s+aware|keep\s+in\s+mind|remember|observe|mind)(?:\s+that|\s*[:,])\s+"
    r"|,?\s?\b(?:even\s+(?:if|when|though|where|for|with|on|in)|although|though|albeit)\b[^.,;:]{0,80}(?:,\s|(?=[.;:]|\Z))"
    r"|,?\s?\b(?:once|when|after|as\s+soon\s+as)\s+(?:[\w'`]+\s+){0,7}(?:done|finished|completed?|completes|finishes|ready|over"
    r"|in\s+place|ended|handled|processed|completion)\b(?:,\s|(?=\W|\Z))"
    r"|,\s+(?:thereby\s+|thus\s+)?(?:allowing|enabling|avoiding|ensuring|reducing|saving|letting|helping|improving"
    r"|making\s+(?:it|them))\b[^.;:]{0,100}"
    r"|\b(?:in\s+order\s+to|so\s+as\s+to|for\s+the\s+sake\s+of|to\s+(?:save|keep|avoid|reduce|make|allow|prevent|simplify))\b"
    r"[^.,;:]{0,80}",
    re.IGNORECASE,
)
"""What may stand around a claim and limits nothing that it says: what it is said for, when all is done, concessions."""
_SEES_AROUND = regex(
    r"ing |making|note|aware|mind|remember|observe|even |though|albeit|once|when|after|as soon|order to|so as|sake"
    r"|to (?:save|keep|avoid|reduce|make|allow|prevent|simplify)",
    re.IGNORECASE,
)
_Idiom = tuple[tuple[str, ...], re.Pattern[str], str]
"""What stands for it in lower case, the pattern, and the word in its place."""
_ADVERBS: tuple[_Idiom, ...] = (
    (
        ("one", "step", "piece"),
        regex(
            r"\b(?:one\s+(?:by\s+one|at\s+a\s+time|after\s+(?:another|the\s+other))|step\s+by\s+step|piece\s+by\s+piece)\b",
            re.IGNORECASE,
        ),
        "singly",
    ),
    (
        ("fly", "demand", "needed", "requested", "asked", "consumed", "iterated"),
        regex(
            r"\b(?:on\s+(?:the\s+fly|demand)|(?:as|when|only\s+when|before|until)\s+(?:they\s+are\s+|it\s+is\s+)?"
            r"(?:needed|requested|asked\s+for|consumed|iterated\s+over))\b",
            re.IGNORECASE,
        ),
        "lazily",
    ),
)
_UNDER_NONE = regex(r"\b(?:under|in|at)\s+no\s+(?:circumstances?|case|conditions?|time|point)\b", re.IGNORECASE)
_FOR_IT = regex(r"\bfor\s+(?:it|this)(?=\s+(?:is|must|has|needs)\b|\W*$)", re.IGNORECASE)
_LABEL = regex(r"^\W*(returns?|raises?|note|please\s+note|nb|caution|warning|side\s+effects?):\s+", re.IGNORECASE)
_LABEL_OF_RESULT = regex(r"^\W*(?:return(?:ed)?\s+(?:value|type)|result|output)s?\s*[:=]\s+", re.IGNORECASE)
_ROLE = regex(r"(?<!\w):[a-z]{1,20}(?::[a-z]{1,20})?:(?=`)")
_IDIOMS: tuple[_Idiom, ...] = (
    ((":", "="), _LABEL_OF_RESULT, "returns "),
    (("box",), regex(r"\bout\s+of\s+the\s+box\b", re.IGNORECASE), "by default"),
    (
        ("case",),
        regex(r"\bin\s+(?:the\s+)?case\s+(?:that\s+)?(?=(?:it|this|the|no|none|a|an)\b)", re.IGNORECASE),
        "if ",
    ),
    (
        ("absence", "lack"),
        regex(r"\bthe\s+(?:absence|lack)\s+of\s+an?y?\s+(?=return\s+value\b|result\b)", re.IGNORECASE),
        "no ",
    ),
    (
        ("likel", "probability", "appearances", "look"),
        regex(
            r"\b(?:in\s+all\s+(?:likelihood|probability)|by\s+(?:all\s+appearances|the\s+looks?\s+of\s+it)"
            r"|(?:most|quite|very)\s+likely(?=,))",
            re.IGNORECASE,
        ),
        "presumably",
    ),
    (("place",), regex(r"\btak(?:es?|ing)\s+place\b", re.IGNORECASE), "happens"),
    (("while",), regex(r"\bfor\s+a\s+while\b|\ba\s+while\b", re.IGNORECASE), "time"),
    (("-", "*"), regex(r"^\W*[-*]\s+"), ""),
    (("context",), regex(r"\bcontext[ -]managers?\b", re.IGNORECASE), "contextmanager"),
    (("as",), regex(r"\bas\s+(?:it|they)\s+(?:is|was|are|were)\b(?!\s+\w)", re.IGNORECASE), "unchanged"),
    ((":",), _LABEL, r"\1 "),
    (("for",), _FOR_IT, " "),
    ((":`",), _ROLE, " "),
    (("every", "all", "any", "each", "matter", "regardless", "irrespect", "independ", "ever"), _ALWAYS, "always"),
    (("no",), _UNDER_NONE, "never"),
)
"""Several words that mean what one does, each behind what it cannot do without in lower case; the order counts."""


def unframed(sentence: str) -> str:
    """A sentence without what stands around its claim, and with one word for an idiom.

    Args:
        sentence: One sentence.
    """
    lower = sentence.lower()
    for sign, idiom, word in _ADVERBS:  # "one after another" begins no "after …"
        if has_any(sign, lower):
            sentence = idiom.sub(word, sentence)
    if _SEES_AROUND.search(sentence):
        sentence = _AROUND.sub(" ", sentence)
    for sign, idiom, word in _IDIOMS:
        if has_any(sign, lower):
            sentence = idiom.sub(word, sentence)
    return sentence
