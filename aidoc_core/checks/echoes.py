"""AD508 and AD509: what a model says of its own task: guesses told as guesses, words of the question."""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import clauses
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import FILLER, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_RUN = 4
"""Words in a row that a text shares with the question by more than chance."""
_TELLING = 2
"""Of these, words that say something and that the code does not have."""
_SURELY = re.compile(
    r"\b(?:presumably|apparently|supposedly|seemingly|ostensibly|conceivably)\b"
    r"|\b(?:judging|going|inferring|guessing|deducing|to\s+judge|assuming)\s+(?:only\s+|solely\s+)?(?:by|from"
    r"|on)\s+(?:its|the|their|what)\b"
    r"|\b(?:cannot|can['’]t|can\s+not|could\s+not|not\s+possible\s+to|impossible\s+to|hard\s+to|difficult\s+to"
    r"|unable\s+to)\s+(?:be\s+)?"
    r"(?:reliably\s+)?(?:determined?|inferr?(?:ed)?|tell|told|know|known|say|said|establish(?:ed)?|derived?"
    r"|deduced?|ascertain(?:ed)?)\s+(?:(?:from|by|without)\s+(?:[\w'-]+\s+){0,4}?(?:code|source|signature|names?|body|bodies"
    r"|context|snippet|excerpt|implementation|docstring|information|listing|alone|here|it|this|that|looking|reading|seeing"
    r"|knowing|what)\b|(?:here|what|whether|how|why|exactly|more)\b)"
    r"|\b(?:is|remains|are)\s+(?:somewhat\s+|rather\s+)?(?:unclear|not\s+(?:entirely\s+|quite\s+)?(?:clear"
    r"|evident|obvious|known|certain))\s*(?:$|[.,;]|from|here|what|how|why|without)"
    r"|\b(?:without|lacking|absent)\s+(?:any\s+|more\s+|further\s+|additional\s+|the\s+(?:full"
    r"|rest\s+of\s+the)\s+|seeing\s+(?:the\s+|more\s+)?)(?:context|information|details?|code|source"
    r"|documentation|body|implementation)\b"
    r"|\b(?:as\s+far\s+as|insofar\s+as)\s+(?:can|one\s+can|could)\s+be?\s*\w+|\bby\s+the\s+looks?\s+of\b"
    r"|\b(?:its|the)\s+name\s+(?:suggests|implies|hints|indicates)\b"
    r"|\b(?:suggested|implied|indicated|hinted)\s+(?:at\s+)?by\s+(?:its|the)\s+(?:name|naming|signature|context)\b"
    r"|\b(?:one|we|it)\s+(?:can|may|could|might)\s+(?:be\s+)?(?:assumed?|suppos(?:e|ed)"
    r"|guess(?:ed)?)\s+(?:that|to|it|this)\b|\bbest\s+guess\b",
    re.IGNORECASE,
)
_SEEMING = frozenset({"appears", "appear", "seems", "seem", "looks"})
_CHANCE = frozenset({"likely", "probably", "maybe"})
_HEDGES = (
    "sum",
    "appar",
    "suppos",
    "seem",
    "appear",
    "look",
    "likely",
    "probabl",
    "perhaps",
    "maybe",
    "possibl",
    "clear",
    "evident",
    "without",
    "lacking",
    "absent",
    "cannot",
    "can't",
    "can’t",
    "can ",
    "could",
    "may ",
    "hard",
    "difficult",
    "unable",
    "ostens",
    "conceiv",
    "judg",
    "going",
    "infer",
    "guess",
    "deduc",
    "name",
    "far as",
    "known",
    "certain",
    "sugges",
    "impli",
    "might",
    "obvious",
)


@rule("AD508", Severity.REPAIR, "style", english=True)
def hedge(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence guesses, and says so.

    "Presumably", "it appears to", "judging by its name", "cannot be determined from". Documentation says what is so, or
    nothing. What something else seems to be, or is under a condition, is no guess of the writer's.

    Hint: say what the code shows, or nothing; otherwise the sentence is removed.
    """
    for passage in said.passages:
        lower = passage.prose.lower()
        if not any(part in lower for part in _HEDGES):
            continue
        for sentence in passage.sentences:
            if (found := _hedged(sentence, subject.obj.name)) is not None:
                yield Complaint(
                    message=f"guesses ('{found[:40]}')",
                    hint='Say what the code shows, or nothing: no guesses, no "likely", no "appears".',
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )


@rule("AD509", Severity.REPAIR, "style")
def echo(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence has words of the question in a row.

    The rule compares texts with what the model was told: the instructions, the notes in the code that was sent, the
    problems of its last answer. Four words in a row are an echo if two of them say something that the code does not.

    Hint: describe the code; otherwise the sentence is removed.
    """
    asked = _runs(subject.question)
    for passage in said.passages if asked else ():
        for sentence in passage.sentences:
            if (found := _shared(sentence, asked, subject.code_words)) is not None:
                yield Complaint(
                    message=f"repeats what was asked ('{found[:40]}')",
                    hint="Describe the code only; do not repeat instructions.",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )


def _hedged(sentence: str, name: str) -> str | None:
    if match := _SURELY.search(sentence):
        return match[0]
    for clause in clauses(sentence, name):
        rest = clause.rest
        if clause.scope not in ("", "that", "which") or not clause.own:
            continue
        seems = (
            rest[:1]
            and rest[0] in _SEEMING
            and (rest[1:2] in (("to",), ("intended",), ("meant",), ("designed",)) or rest[0] in ("seems", "seem"))
        )
        if seems or (rest[:1] == ("looks",) and rest[1:2] == ("like",)):
            return " ".join(rest[:2])
        for at, word in enumerate(clause.words[: clause.at + 3]):
            before = clause.words[at - 1] if at else ""
            if (
                word in _CHANCE
                and at + 1 < len(clause.words)
                and before not in ("the", "a", "an", "more", "less", "as", "equally", "and", "with", "of")
            ):
                if word == "likely" and before == "most" and at >= 2 and clause.words[at - 2] in ("the", "a"):  # noqa: PLR2004
                    continue
                return word
    return None


@lru_cache(maxsize=16)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every few words in a row of a text, by their stems."""
    roots = [stem(word) for word in words(text)]
    return frozenset(zip(*(roots[n:] for n in range(_RUN)), strict=False))


def _shared(sentence: str, asked: frozenset[tuple[str, ...]], code: frozenset[str]) -> str | None:
    found = words(sentence)
    roots = [stem(word) for word in found]
    for at in range(len(roots) - _RUN + 1):
        if tuple(roots[at : at + _RUN]) in asked:
            telling = {w for w in found[at : at + _RUN] if w not in FILLER and stem(w) not in code}
            if len(telling) >= _TELLING:
                return " ".join(found[at : at + _RUN])
    return None
