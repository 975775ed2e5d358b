"""What a sentence says can be told of code from what little somebody has seen of it, or cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import first, has

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.checks.clauses import Clause


WRITERS = frozenset({"one", "we", "i", "it", "you"})

_EVIDENCE = frozenset(
    """
    snippet excerpt listing name names naming signature annotation annotations hints context wording looks code source
    definition usage docstring
    """.split()  # noqa: SIM905 - a plain list of words
)

_SUGGESTS = frozenset(
    "suggests suggest suggested suggesting implies imply implied hints hint hinted indicates indicated indicate".split()  # noqa: SIM905
)

_JUDGES = frozenset({"judging", "guessing", "inferring", "deducing", "judge", "going", "inferred", "guess", "judged"})

_LACKING = frozenset({"without", "lacking", "absent", "lacks", "insufficient"})

_MATTER = frozenset(
    {
        "context",
        "information",
        "details",
        "detail",
        "code",
        "source",
        "documentation",
        "body",
        "implementation",
        "knowledge",
    }
)

_MORE = frozenset(
    {"more", "further", "additional", "any", "full", "seeing", "the", "rest", "complete", "enough", "other"}
)

_HARD = frozenset({"hard", "difficult", "impossible", "unable", "tricky", "possible"})

_TAIL = frozenset(
    """
    certainty sure reliably exactly exact precisely alone here what how why whether safely
    """.split()  # noqa: SIM905 - a plain list of words
)

CONDITIONAL = frozenset(
    {"if", "when", "whenever", "unless", "whether", "where", "until", "once", "in", "provided", "given", "case"}
)


def is_of_purpose(clause: Clause, parts: Sequence[Clause]) -> bool:
    """Whether a clause is about what the object does, or is for, or about all that is said."""
    bare = clause.words[1:] if clause.scope else clause.words
    asks = clause.scope in ("what", "how", "why", "which") or parts[0].scope == "what"
    return asks or bare[:1] in (("it",), ("this",)) or has(clause.words[:4], "PURPOSE")


def unknowable(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """What cannot be told from its name, is hard to determine here; as far as one can tell."""
    words = clause.words
    knows = first(words, "KNOW")
    if knows < 0 or clause.scope in CONDITIONAL:
        return None
    before = parts[at - 1].words if at else ()
    if before[-1:] == ("far",) or (words[:2] == ("as", "far")) or before[:2] == ("as", "far"):
        return "as far as one can tell"
    hard = next((n for n, word in enumerate(words) if word in _HARD), -1)
    negated = "cannot" in words or ("not" in words and bool({"can", "could", "possible", "be"} & set(words)))
    if not negated and not (0 <= hard < knows and words[hard] != "possible"):
        return None
    following = set(words[knows + 1 :]) | (set(parts[at + 1].words) if at + 1 < len(parts) else set())
    named = bool((_EVIDENCE | _TAIL | _MATTER) & following)
    whole = is_of_purpose(clause, parts) and (named or not following)
    by_writer = named and (words[0] in WRITERS | {"cannot"} or hard >= 0)
    if whole or by_writer or ((_EVIDENCE - {"usage"}) & following and {"from", "by"} & following):
        return " ".join(words[max(0, knows - 2) : knows + 1])
    return None


def by_evidence(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """Judging by its name, as the name suggests, without more context."""
    words = clause.words
    evidence = next((n for n, word in enumerate(words) if word in _EVIDENCE), -1)
    if clause.scope in ("if", "when", "unless") or evidence < 0:
        return None
    suggests = next((n for n, word in enumerate(words) if word in _SUGGESTS and words[n - 1 : n] not in _ARTICLES), -1)
    named = evidence > 0 and words[evidence - 1] in ("its", "the", "this") and len(words) < _LONG
    follows = parts[at - 1].words[-1:] if at else ()
    lacking = words[0] in _LACKING and words[evidence] in _MATTER and set(words[1:evidence]) <= _MORE
    if (
        (suggests >= 0 and named and (clause.scope in ("", "as", "by") or suggests < evidence))
        or (_JUDGES & set(words[:2]) and {"by", "from", "on"} & set(words[:4]))
        or (words[0] in ("by", "from") and _JUDGES & set(follows))
        or (lacking and set(words[1:evidence]) - {"the", "complete", "other"})
    ):
        return " ".join(words[: evidence + 1])
    return None


_LONG = 10
_ARTICLES = (("the",), ("a",), ("its",), ("these",), ("any",), ("of",), ("all",), ("some",))
"""Behind these, a hint is a thing."""
