"""AD508: guesses told as guesses."""

# ruff: noqa: RUF001 - models write curly apostrophes and dashes

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import clauses
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_SURELY = re.compile(
    r"\b(?:presumably|apparently|supposedly|seemingly|ostensibly|conceivably)\b"
    r"|\b(?:judging|going|inferring|guessing|deducing|to\s+judge|assuming)\s+(?:only\s+|solely\s+)?(?:by|from"
    r"|on)\s+(?:its|the|their|what)\b"
    r"|\b(?:(?:cannot|can['’]t|can\s+not|could\s+not)\s+be|(?:not\s+possible|impossible|hard|difficult|unable)\s+to"
    r"|^\W*cannot|\b(?:one|we)\s+cannot)\s+(?:be\s+)?"
    r"(?:reliably\s+)?(?:determined?|inferr?(?:ed)?|tell|told|know|known|say|said|establish(?:ed)?|derived?"
    r"|deduced?|ascertain(?:ed)?)\s+(?:without|here|what|whether|how|why|exactly|more|(?:from|by)\s+(?:\w+\s+){0,3}"
    r"(?:code|name|signature|source|context|body|definition|snippet|excerpt|docs?|documentation|implementation|alone"
    r"|here|this|given|shown))\b"
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
        for at, word in enumerate(clause.words[: clause.at + 2]):
            before = clause.words[at - 1] if at else ""
            if (
                word in _CHANCE
                and at + 1 < len(clause.words)
                and before not in ("the", "a", "an", "more", "less", "as", "equally", "and", "or", "with", "of")
            ):
                if word == "likely" and at == 0 and clause.words[1].endswith("s"):
                    continue  # "Likely options are": which of them, not whether
                if word == "likely" and before == "most" and at >= 2 and clause.words[at - 2] in ("the", "a"):  # noqa: PLR2004
                    continue
                return word
    return None
