"""Sentences taken apart at their signs, idioms as one word, each part with the concepts that it has.

Where `aidoc_core.checks.clauses` looks for subject and verb, here a part is a bag of concepts: what is not known in it
keeps readers from saying anything.
"""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.statements.lexicon import concepts, is_known
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TOKEN = regex(
    r"(?P<span>``[^`\n]{1,200}``|`[^`\n]{1,200}`|\"[^\"\n]{0,80}\")"
    r"|(?<!\^)(?<!\*\*)(?<!\w/)(?P<number>[-+]?\d[\d_,]*(?:\.\d+)?(?:[eE][-+]?\d{1,4})?(?![\w]|-[A-Za-z]))"
    r"|(?<!\^)(?!(?<=\*\*)\d)(?P<word>[^\W_][\w'’]*(?:[.-]\w+)*+|_\w+)"  # no power is a value: "r^2", "r**2"
    r"|(?P<sign>[.,;:()—–!?]|\s-{1,2}\s)"
)
_ROLE = regex(r"(?<!\w):[a-z]{1,20}(?::[a-z]{1,20})?:(?=`)")
_SHORT = {
    "isn't": "is not", "aren't": "are not", "wasn't": "was not", "doesn't": "does not", "don't": "do not",
    "didn't": "did not", "won't": "will not", "can't": "cannot", "couldn't": "could not", "mustn't": "must not",
    "needn't": "need not", "shouldn't": "should not", "hasn't": "has not", "haven't": "have not",
    "wouldn't": "would not",
    "it's": "it is", "that's": "that is", "there's": "there is", "what's": "what is", "you're": "you are",
    "they're": "they are", "it'll": "it will", "you'll": "you will", "you've": "you have",
}  # fmt: skip
_SHORT_FORM = regex("|".join(re.escape(one).replace("'", "['’]") for one in _SHORT), re.IGNORECASE)
_IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(rf"\b(?:{pattern})\b", re.IGNORECASE), word)
    for pattern, word in (
        ((r"(?:leave|leaves|left|leaving)\s+(?:(?:it|this|that|them|\S+\s+(?:argument|parameter)|`\w+`)\s+)?"
         r"(?:out|off|away|blank|unset|unspecified|unfilled|undefined|at\s+its\s+default)"), "omitted"),
        (r"(?:do|does|done|get\s+by|go|goes)\s+without", "omit"),
        (r"(?:has|have|had|having)\s+(?:always\s+)?to(?!\s+do\b)|ha[sv]e?\s+got\s+to", "haveto"),
        (r"(?:falls?|falling|fell|fall)\s+back", "defaults"),
        (r"(?:kicks?\s+in|steps?\s+in|takes?\s+over|takes?\s+effect)", "substitute"),
        (r"takes?\s+(?:its|their)\s+place", "substitute"),
        (r"in[ -]place|in\s+situ", "in-place"),
        (r"in\s+force", "active"),
        (r"in\s+case(?=\s+(?!of\b))|in\s+the\s+event\s+that|as\s+long\s+as", "if"),
        ((r"out\s+of\s+the\s+box|as\s+a\s+matter\s+of\s+course|in\s+ordinary\s+use|as\s+(?:a|the)\s+default"
          r"|if\s+nothing\s+else\s+is\s+said"), "by default"),
        ((r"as\s+(?:it|they)\s+(?:is|was|are|were|had\s+been|came)(?:\s+(?:passed|given|handed)(?:\s+in)?)?"
         r"(?=\s*(?:[.,;:)]|\Z|by\b|before\b))|as[ -]is"), "unchanged"),
        (r"side[ -]effects?", "side-effect"),
        (r"as\s+(?:if|though)", "as-if"),
        (r"(?:instead\s+of|rather\s+than)(?=\s+(?:being\s+)?\w+(?:ing|ed)\b)", "not"),
        (r"carr(?:y|ies|ied)\s+out", "done"),
        (r"read[ -]only", "read-only"),
        ((r"in\s+(?:every|all|any|each)\s+(?:single\s+)?(?:cases?|circumstances)|under\s+(?:all|any)\s+circumstances"
         r"|no\s+matter\s+what(?:ever)?(?:\s+happens)?|at\s+all\s+times|on\s+(?:every|each|all)\s+(?:calls?|inputs?)"
         r"|for\s+(?:every|each|all|any)\s+(?:calls?|inputs?)"), "always"),
        ((r"(?:under|in|at|by)\s+no\s+(?:circumstances?|case|conditions?|time|point|means)"
         r"|at\s+no\s+point|in\s+no\s+way"), "never"),
        ((r"no\s+longer|no\s+more|nothing\s+(?:else|but|other|more|less)|not\s+only|not\s+(?:all|every|each|always|necessarily)"
         r"|no\s+(?:other|further|additional)|none\s+of|anything\s+but"), "unlike-said"),
        (r"no\s+(?:upper\s+|fixed\s+|particular\s+)?(?:limit|bound|maximum|cap|timeout|restriction)", "unlimited"),
        (r"(?:turned|switched|turns?|switch(?:es)?|flipped|toggled)\s+on", "enabled"),
        (r"(?:turned|switched|turns?|switch(?:es)?|flipped|toggled)\s+off", "disabled"),
        (r"opt(?:s|ed|ing)?[ -]in(?!\w)", "opt-in"),
        (r"opt(?:s|ed|ing)?[ -]out(?!\w)", "opt-out"),
        (r"of\s+(?:its|their|your)\s+own(?:\s+accord)?", "itself"),
        ((r"(?:in|under)\s+(?:most|normal|ordinary|usual)\s+(?:cases|circumstances|conditions)|(?:from|at)\s+the\s+(?:start|outset|beginning)"
         r"|as\s+shipped|at\s+first|to\s+begin\s+with|to\s+start\s+with"), "initially"),
    )
)  # fmt: skip
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
} | {"fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
     "hundred": "100", "thousand": "1000", "once": "1", "twice": "2", "thrice": "3"}  # fmt: skip
LEADS = frozenset(
    """
    if when whenever unless where whereas while although though because since provided assuming until once that which
    who
    whose otherwise so as unlike like than on upon for after before with without except besides whether should
    """.split()  # noqa: SIM905 - a plain list of words
)
CONDITIONS = frozenset("if when whenever unless where until provided assuming given whether should otherwise".split())  # noqa: SIM905
_INNER = frozenset({"if", "when", "whenever", "unless", "where", "until", "while", "because", "since", "although",
"which",
                    "so"})  # fmt: skip
"""Words that begin a part of their own in the midst of one; others only where it begins."""
CONTRASTS = frozenset({"while", "although", "though", "unlike", "like", "whereas", "besides", "despite"})
"""What is set off against what is said, and limits nothing of it."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part of a sentence.

    Attributes:
        words: Its words in lower case, without the one that begins it; a code span is one word, in single backticks.
        lead: The word that makes it depend on another part; empty for a main one.
        sign: What it is set off by; empty if only a word begins it.
    """

    words: tuple[str, ...]
    lead: str = ""
    sign: str = ""

    @cached_property
    def met(self) -> frozenset[str]:
        """The concepts of its words."""
        return frozenset[str]().union(*map(concepts, self.words))

    @property
    def denials(self) -> int:
        """How many of its words deny."""
        denying = [word for word in self.words if "NOT" in concepts(word)]
        return len(denying) - ("nor" in denying[1:])  # "neither fails nor raises" denies once

    def is_closed(self, known: frozenset[str], more: Iterable[str] = ()) -> bool:
        """Whether all words are known."""
        return all(is_known(word, known) or word in more for word in self.words)

    def without(self, *names: str) -> Segment:
        """The same without some words."""
        return Segment(words=tuple(word for word in self.words if word not in names), lead=self.lead, sign=self.sign)

    def has(self, test: Callable[[str], bool]) -> bool:
        """Whether a word passes a test."""
        return any(map(test, self.words))


@lru_cache(maxsize=512)
def segments(sentence: str) -> tuple[Segment, ...]:
    """The parts of a sentence, in order."""
    text = _SHORT_FORM.sub(lambda found: _SHORT[found[0].lower().replace("’", "'")], sentence)
    text = _ROLE.sub("", text)
    for idiom, word in _IDIOMS:
        text = idiom.sub(word, text)
    found: list[Segment] = []
    words: list[str] = []
    lead = sign = ""
    for match in _TOKEN.finditer(text):
        if match["sign"]:
            found += _part(words, lead, sign)
            words, lead, sign = [], "", match["sign"].strip()
            continue
        word = f"`{match['span'].strip('`')}`" if match["span"] else match[0].lower()
        word = word.lower() if word.lower() in _LITERALS else word
        if word in LEADS and not words and not lead:
            lead = word
            continue
        if word in _INNER and (words or lead == "on"):
            found += _part(words[:-1] if words[-1:] in (["and"], ["but"]) else words, lead, sign)
            words, lead, sign = [], word, ""
            continue
        words.append(word)
    found += _part(words, lead, sign)
    return tuple(found)


def _part(words: list[str], lead: str, sign: str) -> list[Segment]:
    if lead == "on" and words[:1] in ([], ["by"], ["initially"], ["and"]):  # "On by default": no preposition
        words, lead = ["on", *words], ""
    return [Segment(words=tuple(words), lead=lead, sign=sign)] if words or lead else []


_LITERALS = frozenset({"`none`", "`true`", "`false`", "`nonetype`"})


def number(word: str) -> str:
    """The number that a word is, in digits; empty for others."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    return word.replace(",", "").replace("_", "") if word.lstrip("+-")[:1].isdigit() else ""


def is_denied(segment: Segment) -> bool:
    """Whether a part denies what it says, all negations counted."""
    return segment.denials % 2 == 1
