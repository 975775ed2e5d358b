"""English sentences taken apart: clauses with who does what, and whether only under a condition.

No grammar of English: just enough to tell "Returns `None`." from "If `parse` returns `None`", without their phrases.
"""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from aidoc_core.checks.concepts import means
from aidoc_core.checks.frames import unframed
from aidoc_core.patterns import regex

_TOKEN = regex(
    r"(?P<span>``[^`\n]{1,200}``|`[^`\n]{1,200}`)|(?P<word>[^\W_][\w'’]*(?:[.-]\w+)*+|_\w+)"
    r"|(?P<sign>[.,;:()—–!?]|\s-{1,2}\s)"
)
_CONTRACTED = regex(r"n['’]t$")

SUBORDINATE = frozenset(
    """
    if when whenever unless whether where while until once although though because since provided assuming otherwise
    that which who whose as like than without instead rather before after depending except besides what how why case
    on upon for given suppose supposing should
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words that begin a clause which is not simply said of the object: conditions, relative clauses, comparisons."""
CONDITIONS = frozenset(
    """
    if when whenever unless where while until once otherwise depending except case on upon for or else whether without
    given sometimes may might can could should failing conditionally provided assuming either only with by
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words beside which "returns nothing" is not said of every call."""
_CIRCUMSTANCES = frozenset({"on", "upon", "for", "case", "after", "before", "with", "without", "as"})
"""Words that begin a circumstance, behind which a main clause may start without a comma."""
_ON_AS_STATE = frozenset(
    """
    is stays remains switched turned switch turn be left normally usually works operates acts work operate act
    directly
    """.split()  # noqa: SIM905 - a plain list of words
)
_PARTICIPLE = frozenset(
    {
        "unless",
        "if",
        "when",
        "is",
        "be",
        "been",
        "was",
        "are",
        "not",
        "the",
        "a",
        "being",
        "as",
        "to",
        "of",
        "explicitly",
        "always",
    }
)
"""Behind these, "given" is a participle and begins no condition."""
_JOINED = 2
_AUXILIARY = frozenset({"does", "doesn't", "never", "will", "cannot", "must", "has", "is"})
"""Behind "and", these begin what else is said of the same subject."""
_GIVING = frozenset({"RETURN", "GIVE", "MAKE", "FAIL", "MUTATE"})
_BEGINS = frozenset({"it", "you", "callers", "they"})
_UNCONTRACTED = {"wo": "will", "ca": "can", "sha": "shall"}
_SHORT_FORM = regex(r"^(it|that|there|what|here|you|they|we)['’](s|re|ll|ve|d)$")
_LONG_FORMS = {"s": "is", "re": "are", "ll": "will", "ve": "have", "d": "would"}
_NEGATIONS = frozenset({"not", "never", "no", "cannot", "neither", "nor", "none", "nothing"})
_ADVERBS = frozenset(
    """
    always simply just then also only finally immediately either both ever eventually internally directly explicitly
    implicitly generally normally usually typically consistently invariably automatically lazily in turn itself instead
    therefore thus hence here and but so please note now currently thereby subsequently actually really ultimately
    unconditionally silently deliberately intentionally successfully simultaneously will would shall does do did has
    have had is are was were be been being can could may might must should need needs to
    """.split()  # noqa: SIM905 - a plain list of words
)
_AUXILIARIES = (("ends", "up"), ("going", "to"), ("guaranteed", "to"), ("bound", "to"), ("sure", "to"), ("known", "to"))
"""What stands before a verb in several words: "ends up returning", "is guaranteed to raise"."""
_DETERMINERS = frozenset({"this", "the", "its", "a", "an", "each", "every", "any", "that"})
_OWN_NOUNS = frozenset(
    """
    function method call calls routine helper callable constructor procedure operation coroutine generator property
    class wrapper api invocation initializer classmethod staticmethod implementation utility shortcut accessor caller
    callers decorator
    """.split()  # noqa: SIM905 - a plain list of words
)
_PRONOUNS = frozenset({"it", "this", "you", "callers", "calling", "one", "users"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a sentence.

    Attributes:
        words: Its words in lower case; a code span is one word, in single backticks, as it is written.
        own: Whether it speaks of the object itself: no subject ("Returns …"), "it", "the function".
        at: Where, behind subject and auxiliaries, its verb should stand.
        negated: Whether there is a negation before or right behind the verb.
        scope: The word that makes it subordinate; empty for a main clause.
        sign: What it is set off by from the clause before: a comma, a full stop; empty if only a word begins it.
    """

    words: tuple[str, ...]
    own: bool
    at: int
    negated: bool
    scope: str = ""
    sign: str = ""

    @property
    def rest(self) -> tuple[str, ...]:
        """From the verb on."""
        return self.words[self.at :]


def clauses(sentence: str, name: str = "") -> list[Clause]:
    """The clauses of a sentence, in order.

    Args:
        sentence: One sentence.
        name: The name of the object: a sentence may call it by that.
    """
    return list(_clauses(unframed(sentence), name))


@lru_cache(maxsize=64)
def _clauses(plain: str, name: str) -> tuple[Clause, ...]:
    """The clauses of a sentence without its frame; kept, since several chapters ask for those of one answer."""
    found: list[Clause] = []
    words: list[str] = []
    scope = sign = ""
    for match in _TOKEN.finditer(plain):
        if match["sign"]:
            found += _clause(words, scope, name, sign)
            words, scope, sign = [], "", match["sign"].strip()
            continue
        word = f"`{match['span'].strip('`')}`" if match["span"] else match["word"].lower()
        begins = word in SUBORDINATE and word != "should"  # a condition in front alone: "Should it fail"
        if (
            begins
            and words
            and not (
                (words[-1] in _ON_AS_STATE and word == "on")
                or (words[-1] in _PARTICIPLE and word in ("given", "provided"))
            )
        ):
            found += _clause(words[:-1] if words[-1] in ("and", "but") else words, scope, name, sign)
            words, scope, sign = [], word, ""
        elif word in SUBORDINATE and not words:
            scope = word
        elif scope in _CIRCUMSTANCES and word in _BEGINS and len(words) > 1:  # "on success it", "in case of doubt you"
            found += _clause(words, scope, name, sign)
            words, scope, sign = [], "", ""
        elif scope in _CIRCUMSTANCES and words[-1:] == ["and"] and _GIVING & means(word) and word.endswith("s"):
            found += _clause(words[:-1], scope, name, sign)  # "for its effect and returns nothing"
            words, scope, sign = [], "", ""
        elif words[-1:] == ["and"] and len(words) > _JOINED and word in _AUXILIARY and not scope:
            found += _clause(words[:-1], scope, name, sign)  # "does the steps and does not return a value"
            words, scope, sign = [], "", ""
        elif words == ["without", "it"] and word in _DETERMINERS:
            found += _clause(words, scope, name, sign)
            words, scope, sign = [], "", ","
        words += _spelt_out(word)
    found += _clause(words, scope, name, sign)
    return tuple(found)


def _spelt_out(word: str) -> list[str]:
    """A word without its contraction: "isn't", "it's"."""
    if "'" not in word and "’" not in word:
        return [word]
    if _CONTRACTED.search(word):
        return [_UNCONTRACTED.get(word[:-3], word[:-3]), "not"]
    short = _SHORT_FORM.match(word)
    return [word] if short is None else [short[1], _LONG_FORMS[short[2]]]


def _clause(words: list[str], scope: str, name: str, sign: str) -> list[Clause]:
    if not words:
        return []
    if scope == "should" and words[1:2] and words[1] not in _DETERMINERS | _PRONOUNS | {"no"}:
        scope = ""  # "Should never be omitted" is no condition, "Should it fail" is
    at, own = _subject(words, name)
    at += next((len(one) for one in _AUXILIARIES if tuple(words[at : at + len(one)]) == one), 0)
    negated = False
    while at < len(words) and (words[at] in _ADVERBS or words[at] in _NEGATIONS or words[at].endswith("ly")):
        negated |= words[at] in _NEGATIONS
        at += 1
        at += next((len(one) for one in _AUXILIARIES if tuple(words[at : at + len(one)]) == one), 0)
    negated |= any(word in ("not", "no") for word in words[at + 1 : at + 2])
    return [Clause(words=tuple(words), own=own, at=at, negated=negated, scope=scope, sign=sign)]


def _subject(words: list[str], name: str) -> tuple[int, bool]:
    """Where the subject ends, and whether it is the object; without a subject it is."""
    if words[0] in ("does", "do", "has") and words[1:2] and words[1] in _DETERMINERS | {"no"}:
        return 0, True  # "Does its work", "Has a value": a verb here
    at = 0
    while at < len(words) and words[at] in _ADVERBS:
        at += 1
    start = at
    if at < len(words) and words[at] in _DETERMINERS:
        at += 1
        if at < len(words) and words[at] in ("returned", "whole", "entire", "present", "plain", "bare"):
            at += 1
        if at < len(words) and words[at] in _OWN_NOUNS:
            return at + 1, True
        said = at < len(words) and (words[at] in _ADVERBS or words[at].endswith(("s", "ly")))
        return (start + 1, said) if words[start] == "this" else (start, False)
    if at < len(words) and words[at] in _PRONOUNS:
        at += 1
        if at < len(words) and words[at] in ("it", "this"):  # "calling it"
            at += 1
        return at, True
    if name and at < len(words) and words[at].strip("`").removesuffix("()").rpartition(".")[2] == name:
        return at + 1, True
    return start, True
