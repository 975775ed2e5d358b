"""AD508: guesses told as guesses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import Clause, clauses
from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.evidence import CONDITIONAL, WRITERS, by_evidence, is_of_purpose, unknowable
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.recognition.claimed import is_claimed
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.signs import has_any
from aidoc_core.checks.words import words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_HEDGES = (
    "likelihood", "appearances",
    "sum", "appar", "suppos", "seem", "appear", "look", "likely", "probabl", "perhaps", "maybe", "possibl", "clear",
    "evident",
    "without", "lack", "absent", "cannot", "can't", "can\u2019t", "can ", "could", "may ", "hard", "difficult",
    "unable", "ostens",
    "conceiv", "judg", "infer", "guess", "deduc", "name", "far as", "known", "unsure", "certain", "suggest", "impli",
    "hint", "might", "reported", "alleged", "arguab", "hopeful", "kind of", "sort of", "something", "reason",
    "opinion",
    "who knows", "remain", "question", "sure", "odds", "chances", "must", "rumo", "doubt", "potential", "not ",
    "obvious", "expect", "believ", "suspect", "specul", "conclude", "gather", "ambig", "assum",
)  # fmt: skip
_SPAN = regex(r"``[^`\n]*``|`[^`\n]*`")
_VALUE = regex(r"\"[^\"\n]{1,30}\"")
_MODAL = frozenset({"would", "can", "may", "might", "could", "must", "should"})
_OPINION = frozenset(
    {"believed", "inferred", "guessed", "suspected", "surmised", "deduced", "speculated", "conjectured"}
)
_MEANT = frozenset({"that", "meant", "intended", "designed", "supposed"})
_MEASURED = frozenset({"the", "a", "an", "more", "less", "as", "equally", "and", "or", "with", "of", "most", "be"})


@rule("AD508", Severity.REPAIR, "style", english=True)
def hedge(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence guesses, and says so.

    "Presumably", "it appears to", "judging by its name", "cannot be determined from". Documentation says what is so, or
    nothing. What something else seems to be, or is under a condition, is no guess of the writer's.

    Hint: say what the code shows, or nothing; otherwise the sentence is removed.
    """
    for passage in said.passages:
        may = has_any(_HEDGES, passage.prose.lower())
        for sentence in passage.sentences:
            found = _hedged(sentence, subject.obj.name) if may else None
            if found is None and is_claimed("hedge", sentence, passage.where, subject.obj.name):
                found = sentence.lower()
            if found is not None and found not in words(subject.obj.name):
                yield Complaint(
                    message=f"guesses ('{found[:40]}')",
                    hint='Say what the code shows, or nothing: no guesses, no "likely", no "appears".',
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                    claims=("hedge",),
                )


_TURNS = regex(
    r"(?:^\W*(?:it|this|(?:the|this)\s+(?:function|method|class|helper|value|code))\s+looks?\s+(?:as\s+(?:if"
    r"|though)|like\s+(?:it|this|an?|the))\b)"
    r"|\b(?:(?:not|never|hardly|isn't|is\s+not)\s+(?:\w+ly\s+)?(?:certain|sure)(?=[.,;]|$|\s+(?:if|whether|what|why"
    r"|how|that))"
    r"|(?:some|a)\s+(?:kind|sort)\s+of\s+(?:helper|wrapper|guess)|reportedly|allegedly|arguably|hopefully"
    r"|(?:reasonable|safe|fair|plausible|natural|tempting)\s+to\s+(?:assume|suppose|guess|conclude|say|expect|think"
    r"|believe)|stands\s+to\s+reason"
    r"|(?:my|our|a|the)\s+(?:best|educated|wild|own)?\s?guess\b(?!\s+(?:for|of|at|as|is\s+used))|(?:to"
    r"|in)\s+(?:the\s+best\s+of\s+)?(?:my|our)\s+(?:knowledge|opinion|view)"
    r"|for\s+all\s+(?:we|i|one)\s+know|anybody's\s+guess|(?<!one\s)(?<!body\s)(?<!those\s)(?<!people\s)who\s+knows|remains?\s+(?:unclear|uncertain|unknown"
    r"|to\s+be\s+seen|a\s+mystery)|open\s+question"
    r"|one\s+(?:may|might|can|could|would|must|has\s+to)\s+(?:\w+ly\s+)?(?:assume|suppose|guess|think|conclude"
    r"|infer|expect|suspect|imagine)"
    r"|(?:i|we)\s+(?:am|are|'m|'re)\s+not\s+sure|more\s+than\s+likely|in\s+all\s+(?:likelihood|probability)"
    r"|odds\s+are|chances\s+are"
    r"|(?:might|may|could)\s+(?:well|possibly|conceivably|perhaps)\s+(?:be|do|have|mean|return"
    r"|serve)\b(?!\s+(?:passed|given|set|used\s+(?:to|with|as|in|by)))"
    r"|(?:this|it)\s+(?:might|could)\s+be\s+(?:used|meant|intended|called|for|a|an|the|some)\b|suggests?\s+that"
    r"|strongly\s+suggests|it\s+follows\s+that\s+it"
    r"|(?:must|ought\s+to|should)\s+(?:be\s+)?(?:presumably|probably|apparently)|rumou?r|doubtful\s+(?:whether|if)"
    r"|(?:difficult|hard|impossible)\s+to\s+(?:say|tell|know)\b)",
    re.IGNORECASE,
)
"""Turns of speech that only somebody who guesses has."""
_FIRST_WORD = regex(
    r"^\W*(?:most\s+likely|most\s+probably|very\s+likely|quite\s+likely|probably|possibly|presumably|apparently"
    r"|perhaps|maybe|supposedly"
    r"|conceivably|seemingly|evidently|likely)\b(?!\s+(?:candidates?|values?|options?|outcomes?|causes?|reasons?"
    r"|paths?|class\w*|labels?|states?"
    r"|\w*(?:empty|nested|ing|ed)\b|\w+-\w+))",
    re.IGNORECASE,
)
"""How a guess begins: "Most likely a path", "Possibly slow"; not "Possibly empty list" or "Likely values"."""


_IN_DOUBT = regex(r"^\W*(?:if|where|when|whenever|unless|in\s+case)\b", re.IGNORECASE)
"""What is to be done where callers are in doubt."""


_ASIDE = regex(r"\(\s*(?:most\s+|very\s+)?(?:likely|probably|possibly|perhaps|maybe)\b[^()]{0,200}\)?", re.IGNORECASE)
"""Beside a sentence: "when it cannot be decrypted (most likely, the passphrase is wrong)"."""
_OF_VALUES = regex(
    r"\b(?:it|one|they|this|types?|values?|dtype|names?|formats?|units?|shapes?)\s+(?:is|are|will\s+be)\s+(?:inferred|guessed|deduced|assumed)\b"
    r"(?!\s+that\b)|,\s+possibly\s+(?:an?|the|with|in|of|\w+ing|\w+ed|different|several|more)\b|\bmust\s+be\s+\w+\s+enough\b"
    r"|\b(?:it|this)\s+could\s+be\s+an?\s+(?:multiple|factor|number|list|path|name|value|string|file)\b|"
    r"\b(?:usually|often|typically|generally|normally)\s+looks?\s+like\b|\blooks?\s+like\s*[:'\"`(<\[]"
    r"|^\W*(?:for\s+example|e\.g\.|eg)\b,?\s+(?:it|this)\s+(?:could|might)\s+be\b|\b(?:eg|e\.g\.),?\s+it\s+could\s+be\b"
    r"|\b(?:it|this)\s+(?:could|might|may)\s+be\s+the\s+case\b"
    r"|^\W*(?:it|this)\s+(?:could|might)\s+be\s+(?:an?|the)\s[^.]{1,200}\bor\s+(?:an?|the)\b"
    r"|\b(?:with|to|than|and|over|from)\s+what\s+can\s+be\s+inferred\s+from\s+(?:the|its)\s+(?:\w+\s+){0,3}(?:signature|type|data|name)"
    r"|^\W*if\b[^.]{1,200}\b(?:is|are)\s+unknown\b|\bunknown\s+by\b|\b\w+s\s+maybe\s+\w+ed\b"
    r"|\b(?:theorem|theory|stud(?:y|ies)|papers?|evidence|literature|experiments?|results?|authors?)\s+(?:\w+\s+)?suggests?\s+that\b"
    r"|\((?:inferred|deduced|derived|guessed)\s+(?:from|by)\b|\bambiguous\s+to\b"
    r"|\bit\s+(?:can|may|will|must)\s+(?:always\s+|safely\s+|then\s+)?(?:assume|infer|expect|guess|deduce)s?\b"
    r"|\blikely\s+(?:to\s+)?(?:change|be\s+(?:changed|removed))\b",
    re.IGNORECASE,
)
"""What values may be, and what is inferred or unknown of them: nobody guesses there."""


_BY_NAME = regex(r"\bas\s+(?:the|its)\s+name\s+(?:suggests|implies|says)\b,?", re.IGNORECASE)
"""What people say who know it."""


def _hedged(sentence: str, name: str) -> str | None:
    sentence = _BY_NAME.sub(" ", sentence)
    sentence = _ASIDE.sub(" ", sentence) if "(" in sentence else sentence
    sentence = _VALUE.sub("x", sentence) if '"' in sentence else sentence
    if _OF_VALUES.search(sentence):
        return None
    plain = _SPAN.sub("x", sentence.replace("\u2019", "'"))
    if turn := _FIRST_WORD.match(plain) or (None if _IN_DOUBT.match(plain) else _TURNS.search(plain)):
        return turn[0].lower()
    parts = clauses(sentence, name, whole=True)
    for at, clause in enumerate(parts):
        for looks in (_adverb, _seems, _thinks, _might, _unclear, unknowable, by_evidence):
            if (found := looks(clause, parts, at)) is not None:
                return found
    return None


def _adverb(clause: Clause, _: Sequence[Clause], at: int) -> str | None:
    """Presumably, perhaps; likely and probably beside the verb of the object."""
    words = clause.words
    for n, word in enumerate(words):
        meant = means(word) if word[:1] != "`" else frozenset()
        before = words[n - 1] if n else ""
        if "GUESS" in meant and clause.scope not in CONDITIONAL and word not in ("supposed", "suppose"):
            if words[n + 1 : n + 2] and words[n + 1].endswith("ingly"):
                continue  # "Perhaps surprisingly" is a comment
            if word in ("perhaps", "maybe") and (at or not clause.own or n > clause.at + 1):
                continue
            return word
        beside = clause.own and n <= clause.at + 1 and clause.scope in ("", "that", "which") and n + 1 < len(words)
        if "CHANCE" not in meant or not beside or words[0] == "you" or word in ("possible", "likelihood", "probable"):
            continue
        if before in _MEASURED - ({"be", "most"} if n > 1 and words[n - 2] not in ("the", "a") else set()):
            continue
        if (word == "likely" and n == 0 and words[1].endswith("s") and not at) and words[1] not in _DOES:
            continue  # "Likely options are": which of them, not whether
        if (
            word == "possibly"
            and n + 1 < len(words)
            and not (n == 0 and words[1] in ("used", "meant", "intended", "for", "a"))
        ):
            continue
        return word
    return None


_DOES = frozenset(
    {"loads", "uses", "returns", "does", "is", "handles", "sets", "gets", "creates", "makes", "serves", "has", "reads"}
)


def _seems(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    rest = clause.rest
    meant = next((n for n, word in enumerate(clause.words[:5]) if "SEEM" in means(word)), 0)
    looked = clause.words[meant] in ("look", "looks") if meant else False
    if looked and (at + 1 >= len(parts) or parts[at + 1].scope != "like"):
        meant = 0  # "the function looks for the data"
    if meant > 1 and has(clause.words[1:meant], "PURPOSE") and clause.words[0] in ("the", "its") and not clause.scope:
        return " ".join(clause.words[: meant + 2])
    if clause.scope not in ("", "that", "which") or not clause.own or not rest or "SEEM" not in means(rest[0]):
        return None
    behind = rest[1] if rest[1:] else ""
    following = parts[at + 1] if at + 1 < len(parts) else None
    looks_like = (
        clause.words[: clause.at] != ("the", "call")
        and rest == ("looks",)
        and following is not None
        and following.scope == "like"
        and not following.sign
    )
    appears = rest[0] in ("appears", "appear") and behind == "to"
    if rest[0].startswith("seem") and _ADVISED & set(rest[1:3]) and "to" in rest[1:]:
        return None  # "It seems reasonable to keep both": advice
    if looks_like or appears or rest[0].startswith("seem") or behind in ("intended", "meant", "designed"):
        return " ".join(rest[:2])
    return None


_ADVISED = frozenset({"reasonable", "sensible", "best", "better", "wise", "advisable", "appropriate", "useful"})


def _thinks(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """One would expect, it can be inferred, it is believed to; an educated guess."""
    at_that = at + 1 < len(parts) and parts[at + 1].scope == "that"
    words = clause.words
    if clause.scope in CONDITIONAL:
        return None
    thinks = first(words, "THINK")
    bare = words[1:] if words[0] in ("as", "that", "so") else words
    by_writer = bare[:1] != ("you",) and not WRITERS.isdisjoint(bare[:1])
    by_writer = by_writer and (bare[:1] != ("it",) or thinks + 1 < len(words) or at_that)
    opinion = thinks > 0 and by_writer and (_MODAL & set(words[:thinks]) or words[thinks] in _OPINION)
    left_to_guess = 0 < thinks < len(words) and has(words[:3], "PURPOSE") and words[thinks].endswith("ed")
    opinion = opinion or (left_to_guess and bool(_MODAL & set(words[:thinks])))
    ours = words[0] == "i" or (words[0] == "we" and words[min(thinks, len(words) - 1)] not in _OF_CODE)
    if opinion or (ours and words[0] in ("i", "we") and thinks in (1, 2)):
        return " ".join(words[: thinks + 1])
    guess = next((n for n, word in enumerate(words) if word in _GUESSWORK), 0)
    return (
        " ".join(words[guess - 1 : guess + 1])
        if guess and clause.own and words[guess - 1] in _SORT_OF_GUESS and not {"as", "for"} & set(words[:guess])
        else None
    )


def _might(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """It might be that, could be meant for."""
    following = parts[at + 1].scope if at + 1 < len(parts) else ""
    words = clause.words
    for n, word in enumerate(words[:5]):
        be = words[n + 1 : n + 2] == ("be",) and clause.own and clause.scope not in CONDITIONAL
        if word not in ("might", "could", "may") or not be:
            continue
        meant = word != "may" and bool(_MEANT & set(words[n + 2 : n + 3]))
        if meant or (following == "that" and not words[n + 2 :]):
            return " ".join(words[n : n + 3])
    return None


_UNFOUND = frozenset({"determined", "established", "ascertained", "known"})


def _unclear(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """What is unclear, not clear, remains open."""
    words = clause.words
    asked = at + 1 < len(parts) and parts[at + 1].scope in ("what", "how", "why", "whether")
    if clause.scope in CONDITIONAL:
        return None
    if clause.scope == "" and "not" in words and words[-1] in _UNFOUND and {"could", "known"} & set(words):
        return " ".join(words[-3:])
    if not (asked or is_of_purpose(clause, parts)):
        return None
    denied = clause.negated or any("NOT" in means(word) for word in words)
    vague, clear = first(words, "UNCLEAR"), first(words, "CLEAR") if denied else -1
    for n in (vague, clear):
        if n > 0 and words[n - 1] != "with" and {"is", "are", "remains", "stays", "left", "was"} & set(words[:n]):
            return " ".join(words[max(0, n - 2) : n + 1])
    return "remains open" if "open" in words and {"stays", "remains"} & set(words) else None


_OF_CODE = frozenset({"assume", "assumes", "assumed", "infer", "infers", "expect", "expects", "guess"})
"""What "we" do in the place of code: "if it is text, we assume UTF-8"."""
_GUESSWORK = frozenset({"guess", "guesswork", "speculation", "assumption"})
_SORT_OF_GUESS = frozenset({"best", "educated", "only", "mere", "pure", "a"})
