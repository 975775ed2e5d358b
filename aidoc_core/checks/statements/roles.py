"""What a clause says becomes of a name by the role that it plays there: subject, object, or where something goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.checks.clauses import Clause

_AROUND = frozenset(
    """
    the a an given passed original supplied provided input caller's callers list dict dictionary mapping object array
    argument parameter container set contents content elements entries items its own of itself all existing
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What may stand before a name and is part of it."""
_PUTS = frozenset(
    """
    add adds added adding append appends appended appending insert inserts inserted write writes written writing store
    stores stored storing put puts placed saved saves collected collects merged merges attached copied
    """.split()  # noqa: SIM905 - a plain list of words
)
_TAKES = frozenset("remove removes removed removing delete deletes deleted deleting pop pops popped".split())  # noqa: SIM905
_WHERE = frozenset({"to", "into", "onto", "in"})
_ANEW = frozenset({"update", "overwrite", "sort", "extend", "edit", "rewrite", "fill"})
_BE = frozenset({"is", "are", "be", "been", "being", "gets", "get", "was", "up"})
_NOT = frozenset({"not", "never", "no", "nothing", "without", "cannot", "none"})
_HOLDS = frozenset({"contains", "holds", "has", "contain"})
_AFTER = ("after", "the", "call")


def becomes(clause: Clause, at: int, *, later: bool) -> str:
    """`mutates`, `updates` or `keeps`, of the name at a place; empty where the clause does not say.

    `updates` is what is done to the contents of a container, or else to what a name only stands for.

    Args:
        clause: The clause.
        at: Where the name stands.
        later: Whether the sentence tells of the time after the call.
    """
    words = clause.words
    before = at - 1
    while before >= 0 and (words[before] in _AROUND or words[before].endswith("ly")):
        before -= 1
    if before == len(_AFTER) - 1 and words[: len(_AFTER)] == _AFTER:
        before = -1
    value = _of_object(clause, before) if before >= 0 else ""
    value = value or (_of_subject(words[at + 1 :], later=later) if before < 0 else "")
    if not value:
        return ""
    denied = sum(word in _NOT for word in (*words[: before + 1], *words[at + 1 : at + 4])) % 2 == 1
    return "keeps" if denied else value


def _of_object(clause: Clause, before: int) -> str:
    """What a verb in front does to the name, or to what is said to be in it."""
    words, last = clause.words[: before + 1], clause.words[before]
    verbs = set(words[:before])
    put = verbs & _PUTS and last in _WHERE and (clause.own or bool(_BE & verbs))
    taken = verbs & _TAKES and last == "from" and (clause.own or bool(_BE & verbs))
    if put or taken:
        return "updates"
    if not clause.own or before > clause.at or not last.endswith("s"):
        return ""
    meant = means(last)
    return "mutates" if "MUTATE" in meant else "updates" if _plain(last) in _ANEW else ""


def _of_subject(after: Sequence[str], *, later: bool) -> str:
    """What the name is said to undergo."""
    for n, word in enumerate(after[:5]):
        if not n or after[n - 1] not in _BE or not word.endswith(("ed", "en", "ten", "led")):
            continue
        if word == "copied":
            return "keeps" if after[n + 1 : n + 2] in ((), ("first",), ("before",)) else ""
        following = after[n + 1] if after[n + 1 :] else ""
        if following in ("to", "into", "from", "for"):
            return ""
        if "MUTATE" in means(word):
            return "mutates"
        return "updates" if _plain(word) in _ANEW else ""
    return "updates" if later and not _HOLDS.isdisjoint(after[:2]) else ""


def _plain(word: str) -> str:
    """The plain form of a verb of `_ANEW`."""
    forms = {"overwritten": "overwrite", "rewritten": "rewrite", "updated": "update", "updates": "update"}
    if word in forms:
        return forms[word]
    return next((word.removesuffix(end) for end in ("ed", "s") if word.removesuffix(end) in _ANEW), "")
