"""AD508: guesses told as guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import Clause, clauses
from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_HEDGES = (
    "sum", "appar", "suppos", "seem", "appear", "look", "likely", "probabl", "perhaps", "maybe", "possibl", "clear", "evident",
    "without", "lack", "absent", "cannot", "can't", "can\u2019t", "can ", "could", "may ", "hard", "difficult", "unable", "ostens",
    "conceiv", "judg", "infer", "guess", "deduc", "name", "far as", "known", "unsure", "certain", "suggest", "impli", "hint", "might",
    "obvious", "expect", "believ", "suspect", "specul", "conclude", "gather", "ambig", "assum",
)  # fmt: skip
_MODAL = frozenset({"would", "can", "may", "might", "could", "must", "should"})
_WRITERS = frozenset({"one", "we", "i", "it", "you"})
_OPINION = frozenset(
    {"believed", "inferred", "guessed", "suspected", "surmised", "deduced", "speculated", "conjectured"}
)
_EVIDENCE = frozenset(
    {
        "name",
        "names",
        "naming",
        "signature",
        "context",
        "wording",
        "looks",
        "code",
        "source",
        "definition",
        "usage",
        "docstring",
    }
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
    {
        "certainty",
        "sure",
        "reliably",
        "exactly",
        "exact",
        "precisely",
        "alone",
        "here",
        "what",
        "how",
        "why",
        "whether",
        "safely",
    }
)
_MEANT = frozenset({"that", "meant", "intended", "designed", "supposed"})
_CONDITIONAL = frozenset(
    {"if", "when", "whenever", "unless", "whether", "where", "until", "once", "in", "provided", "given", "case"}
)
_MEASURED = frozenset({"the", "a", "an", "more", "less", "as", "equally", "and", "or", "with", "of", "most", "be"})


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
    parts = clauses(sentence, name)
    for at, clause in enumerate(parts):
        for looks in (_adverb, _seems, _thinks, _is_unclear, _by_evidence):
            if (found := looks(clause, parts, at)) is not None:
                return found
    return None


def _adverb(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """Presumably, perhaps; likely and probably beside the verb of the object."""
    del parts
    words = clause.words
    for n, word in enumerate(words):
        meant = means(word) if word[:1] != "`" else frozenset()
        before = words[n - 1] if n else ""
        if "GUESS" in meant and clause.scope not in _CONDITIONAL and word not in ("supposed", "suppose"):
            if word in ("perhaps", "maybe") and not (clause.own and n <= clause.at + 1):
                continue
            return word
        beside = clause.own and n <= clause.at + 1 and clause.scope in ("", "that", "which") and n + 1 < len(words)
        if "CHANCE" not in meant or not beside or word in ("possible", "likelihood", "probable"):
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
    del parts, at
    rest = clause.rest
    if clause.scope not in ("", "that", "which") or not clause.own or not rest or "SEEM" not in means(rest[0]):
        return None
    behind = rest[1:2]
    if rest[0] in ("seems", "seem", "seemed") or behind in (("intended",), ("meant",), ("designed",)):
        return " ".join(rest[:2])
    if (
        behind == ("like",)
        or (rest[0] in ("appears", "appear") and behind == ("to",))
        or (rest[0] == "looks" and not behind)
    ):
        return " ".join(rest[:2])
    return None


def _thinks(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """One would expect, it can be inferred, it is believed to; it might be that, could be meant for."""
    del parts, at
    words = clause.words
    if clause.scope in _CONDITIONAL:
        return None
    thinks = first(words, "THINK")
    writer = words[0] in _WRITERS or (words[0] in ("as", "that", "so") and words[1:2] and words[1] in _WRITERS)
    if thinks > 0 and writer and words[0] != "you" and (_MODAL & set(words[:thinks]) or words[thinks] in _OPINION):
        return " ".join(words[: thinks + 1])
    if words[0] in ("i", "we") and 0 < thinks <= 2:  # noqa: PLR2004 - "we can assume"
        return " ".join(words[: thinks + 1])
    guess = next((n for n, word in enumerate(words) if word in ("guess", "guesswork", "speculation", "assumption")), -1)
    if guess > 0 and words[guess - 1] in ("best", "educated", "only", "mere", "pure", "a") and clause.own:
        return " ".join(words[guess - 1 : guess + 1])
    for n, word in enumerate(words[:5]):
        may = word in ("might", "could") or (word == "may" and words[n + 2 : n + 3] == ("that",))
        if may and words[n + 1 : n + 2] == ("be",) and clause.own:
            if words[n + 2 : n + 3] and words[n + 2] in _MEANT:
                return " ".join(words[n : n + 3])
            if words[n + 2 :] == () and "that" not in words:
                return " ".join(words[n : n + 2])
    return None


def _is_unclear(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """What is not clear, unknown, hard to tell; of the object's purpose, or as such."""
    words = clause.words
    if clause.scope in _CONDITIONAL:
        return None
    before = parts[at - 1] if at else None
    bare = words[1:] if clause.scope else words
    whole = (
        clause.scope in ("what", "how", "why")
        or parts[0].scope == "what"
        or bare[:1] in (("it",), ("this",))
        or has(words[:4], "PURPOSE")
        or clause.scope == "which"
    )
    vague = first(words, "UNCLEAR")
    asked = at + 1 < len(parts) and parts[at + 1].scope in ("what", "how", "why", "whether")
    if vague >= 0 and (whole or asked) and {"is", "are", "remains", "stays", "left", "was"} & set(words[:vague]):
        return " ".join(words[max(0, vague - 1) : vague + 1])
    denied = clause.negated or "NOT" in {c for word in words for c in means(word)}
    clear = first(words, "CLEAR")
    if (
        denied
        and clear > 0
        and (whole or asked)
        and {"is", "are", "remains"} & set(words[:clear])
        and words[clear - 1] not in ("with",)
    ):
        return " ".join(words[max(0, clear - 2) : clear + 1])
    if "stays" in words or "remains" in words:
        if "open" in words and whole:
            return "remains open"
    knows = first(words, "KNOW")
    hard = next((n for n, word in enumerate(words) if word in _HARD), -1)
    negated = "cannot" in words or ("not" in words and bool({"can", "could", "possible", "be"} & set(words)))
    if knows >= 0 and (negated or (0 <= hard < knows and "possible" not in words[hard])):
        following = set(words[knows + 1 :]) | (set(parts[at + 1].words) if at + 1 < len(parts) else set())
        named = bool((_EVIDENCE | _TAIL | _MATTER) & following)
        if (
            (whole and (named or not following))
            or (named and (words[0] in ("cannot", *_WRITERS) or hard >= 0))
            or (bool((_EVIDENCE - {"usage"}) & following) and {"from", "by"} & following)
        ):
            return " ".join(words[max(0, knows - 2) : knows + 1])
    if clause.scope in ("as",) and {"far"} <= set(words) and knows < 0:
        return None
    if before is not None and words[:2] == ("as", "one") and before.words[-1:] == ("far",):
        return "as far as one can tell"
    if words[:2] == ("as", "far") or (before is not None and before.words[:2] == ("as", "far") and (knows >= 0)):
        return "as far as" if knows >= 0 else None
    return None


def _by_evidence(clause: Clause, parts: Sequence[Clause], at: int) -> str | None:
    """Judging by its name, as the name suggests, without more context."""
    words = clause.words
    if clause.scope in ("if", "when", "unless"):
        return None
    evidence = next((n for n, word in enumerate(words) if word in _EVIDENCE), -1)
    if evidence < 0:
        return None
    suggests = next((n for n, word in enumerate(words) if word in _SUGGESTS), -1)
    near = words[evidence - 1] if evidence else ""
    if (
        suggests >= 0
        and near in ("its", "the", "this")
        and (clause.scope in ("", "as", "by") or suggests < evidence)
        and len(words) <= 9
    ):  # noqa: PLR2004
        return " ".join(words[min(suggests, evidence) : max(suggests, evidence) + 1])
    if _JUDGES & set(words[:2]) and {"by", "from", "on"} & set(words[:4]):
        return " ".join(words[: evidence + 1])
    follows = parts[at - 1].words if at else ()
    if words[0] in ("by", "from") and follows and follows[-1] in _JUDGES:
        return " ".join((follows[-1], *words[: evidence + 1]))
    if (
        words[0] in _LACKING
        and words[evidence] in _MATTER
        and set(words[1:evidence]) <= _MORE
        and ({"more", "further", "additional", "full", "seeing", "rest", "enough", "any"} & set(words[1:evidence]))
        and words[evidence] != "signature"
    ):
        return " ".join(words[: evidence + 1])
    return None
