"""Reads what sentences say becomes of an argument: changed in place, or left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.clauses import CONDITIONS
from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.statements.roles import becomes
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.checks.clauses import Clause

_SPAN = regex(r"`[A-Za-z_]\w*`")
_NO_COPY = regex(r"\b(?:no|without\s+an?)\s+copy\b")
_MAY = frozenset({"may", "might", "can", "could"})
_ASIDE_FROM = (
    "in the process",
    "by this",
    "by the call",
    "by the function",
    "by the method",
    "by it",
    "along the way",
    "during",
)
"""Behind "is modified", what says when, and not what becomes of it."""
_OF_CALLS_ONLY = CONDITIONS - _MAY - {"while", "by", "with", "on", "without", "given", "provided", "only", "for"}
_BE = frozenset({"is", "are", "be", "been", "gets", "get", "was", "being"})
_SORTS = frozenset(
    {"argument", "parameter", "list", "dict", "mapping", "object", "array", "itself", "passed", "in", "instance"}
)
_BEFORE = frozenset({"provided", "contents", "content", "elements", "entries"}) | frozenset(
    {"the", "given", "passed", "original", "supplied", "input", "object", "value", "argument", "list", "as", "dict"}
)
_ASIDE = frozenset({"caller's", "side", "effect", "effects", "note", "that", "and", "but", "so", "of", "contents"})
_INTO = frozenset({"to", "into", "from", "by", "for", "with"})
"""Behind it stands what becomes of a value, which may be another."""
_UNCHANGED = frozenset({"unchanged", "untouched", "unmodified", "intact", "alone"})
_QUALIFIED = frozenset({"as", "type", "length", "shape", "size"})
_STAYS = frozenset(
    {"survive", "survives", "stay", "stays", "remain", "remains", "left", "leaves", "leave", "keeps", "kept"}
)
_WORKS = frozenset({"works", "operates", "acts", "work", "operate", "act"})
_PLACES = frozenset({"directly", "in-place", "effect", "caller's", "callers"})


def read_changes(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`mutates`, `updates` or `keeps`, of a parameter."""
    parts = sentence.clauses
    after = next((n for n, one in enumerate(parts) if n and "so" in (one.scope, one.words[0]) and one.sign), len(parts))
    if any(word in _OF_CALLS_ONLY for clause in parts[:after] for word in clause.words):
        return
    place = "in place" in sentence.lower or not _PLACES.isdisjoint(w for c in sentence.clauses for w in c.words)
    copied = "copy" in sentence.lower
    place = place or (copied and _NO_COPY.search(sentence.lower) is not None)
    last: tuple[str, ...] = ()
    later = "afterwards" in sentence.lower or "after the call" in sentence.lower
    for clause in sentence.clauses:
        possible = not _MAY.isdisjoint(clause.words)
        named = [at for at, word in enumerate(clause.words) if _SPAN.fullmatch(word)]
        if named == [len(clause.words) - 1] and clause.scope in ("on", "upon") and place and _WORKS & set(last):
            yield "changes", clause.words[-1].strip("`"), "mutates"
        last = clause.words
        for at in named:
            value = _of_named(clause, at, place=place) or becomes(clause, at, later=later)
            if value and not (possible and value == "keeps"):
                yield "changes", clause.words[at].strip("`"), value
        if not named and sentence.entry and (value := _of_entry(clause, place=place)):
            yield "changes", sentence.entry, value


CHANGES = Reader(
    signs=(
        "place", "modif", "overwr", "back ", "fill", "preserv", "only read", "chang", "updat", "mutat", "alter",
        "edit", "touch",
        "copy", "intact", "alone", "as it is", "as it was", "empt", "clear", "into", "writ", "reads", "stor",
        "append", "add", "remov", "stay", "put", "sort", "exten", "effect", "surviv", "contain", "hold", "delet",
        "pop", "merg", "insert", "afterwards",
    ),
    read=read_changes,
)  # fmt: skip


def _of_named(clause: Clause, at: int, *, place: bool) -> str:
    words = clause.words
    before, after = words[:at], [word for word in words[at + 1 :] if word not in _SORTS or word == "in"]
    if clause.scope not in ("", "so", "because", "since", "as", "without", "that"):
        return ""
    if set(before) <= _BEFORE | _ASIDE and (value := _becomes(after, place=place)):
        return value
    if "copy" in before and before[-1] in ("of", "the"):
        own = clause.own or before[0] in ("a", "no")
        if before[0] == "no" and own:
            return "mutates" if {"made", "taken"} & set(after) else ""
        return (
            "keeps"
            if own and ("made" in after or "taken" in after or bool({*_WORKS, "makes", "takes"} & set(before)))
            else ""
        )
    return _is_object(clause, at, place=place)


def _becomes(after: Sequence[str], *, place: bool) -> str:  # noqa: C901, PLR0911 - a sign a line
    """What is said of a subject: "is modified", "stays as it was", "will not be touched"."""
    denied = "NOT" in {c for word in after[:5] for c in means(word)}
    if after[:1] == ["keeps"] and after[-1:] == ["contents"]:
        return "keeps"
    if any(word in _STAYS for word in after[:4]) or (after[:1] == ["is"] and _UNCHANGED & set(after[:3])):
        keeps = not (_UNCHANGED | {"same", "it"}).isdisjoint(after)
        return ("mutates" if denied else "keeps") if keeps or denied else ""
    if not _BE & set(after[:4]):
        return ""
    if denied and "same" in after[:7] and not _QUALIFIED & set(after):
        return "mutates"
    for n, word in enumerate(after[:6]):
        meant = means(word)
        if word in ("touched", "preserved") or (word == "read" and "only" in after[:n]):
            if word == "preserved":
                return "mutates" if denied else "keeps"
            return "keeps" if denied or word == "read" else ""
        if not {"MUTATE", "CHANGE"} & meant or not word.endswith(("ed", "en", "ten")):
            continue
        if denied:
            return "keeps" if "MUTATE" in meant or place or not after[n + 1 :] else ""
        aside = " ".join(after[n + 1 :]).startswith(_ASIDE_FROM)
        moved = after[n + 1 : n + 2] and after[n + 1] in _INTO
        if aside and "MUTATE" in meant:
            return "mutates"
        return "mutates" if place or ("MUTATE" in meant and not moved and "in" not in after[n + 1 : n + 2]) else ""
    return ""


def _is_object(clause: Clause, at: int, *, place: bool) -> str:
    """What a verb says that has the parameter as its object: "Modifies `x`", "operates on `x` in place"."""
    words = clause.words
    before, behind = words[:at], words[at + 1 :]
    denied = clause.negated or clause.scope == "without" or has(before, "NOT")
    if value := _changed_by(clause, at, place=place, denied=denied):
        return value
    if clause.own and not denied and before[-1:] in (("preserves",), ("copies",)):
        return "keeps"
    if clause.own and before[-1:] == ("reads",) and "only" in before:
        return "keeps"
    untouched = denied and any(word.startswith("touch") for word in before)
    kept = bool(_KEEPS & set(before)) and bool((_UNCHANGED | {"as"}) & set(behind))
    if untouched or kept:
        return "keeps"
    last = before[-1] if before else ""
    if (
        place
        and not denied
        and last == "of"
        and before[-2].startswith(("modification", "change", "update", "mutation"))
    ):
        return "mutates"
    worked_on = place and bool((_WORKS | {"made"}) & set(before)) and last in ("on", "upon", "the", "to", "into")
    written_back = (
        "back" in before and bool({"writes", "written"} & set(before)) and bool({"to", "into"} & set(before[-2:]))
    )
    put_in = (
        not _PUTS.isdisjoint(before) and last in ("to", "into", "in", "from") and (place or not _PUT.isdisjoint(before))
    )
    return "mutates" if not denied and (worked_on or written_back or put_in) else ""


def _changed_by(clause: Clause, at: int, *, place: bool, denied: bool) -> str:
    """What a verb of changing, or a noun, says of its object."""
    words = clause.words
    verb = first(words[:at], "MUTATE", "CHANGE")
    if verb < 0 or not (words[verb].endswith(("s", "ing")) or verb == clause.at):
        return ""
    between = {word for word in words[verb + 1 : at] if word not in _BEFORE | {"directly", "of"}}
    noun = words[verb] in ("changes", "updates", "edits") and not _OF_NOUN.isdisjoint(words[max(0, verb - 1) : verb])
    if noun and between & {"to", "made", "written", "is", "are", "into"}:
        return "keeps" if denied else "mutates"
    if between or verb > clause.at + 1 or not (clause.own or clause.scope == "without" or noun):
        return ""
    moved = not (_INTO | {"in"}).isdisjoint(words[at + 1 : at + 2])
    strong = "MUTATE" in means(words[verb]) and not moved
    return "keeps" if denied else "mutates" if place or strong else ""


_PUT = frozenset({"written", "stored", "placed", "put", "collected", "saved"})
"""Results are put into an argument: "are written into `x`"."""
_PUTS = _PUT | frozenset({"writes", "appends", "adds", "stores", "puts", "removes", "inserts", "added", "removed"})
_OF_NOUN = frozenset({"makes", "make", "making", "applies", "no", "any", "in-place", "all", "the", "place"})
_KEEPS = frozenset({"leaves", "keeps", "leave", "leaving", "keeping"})


def _of_entry(clause: Clause, *, place: bool) -> str:
    """What an entry says of its own parameter: "Modified in place", "is left untouched"."""
    words = clause.words
    if words[:1] in (("it",), ("this",)):
        words = words[1:]
    if not words or clause.scope:
        return ""
    denied = has(words[:3], "NOT")
    if words[0] in _STAYS | _BE and _UNCHANGED & set(words[:4]):
        return "" if denied else "keeps"
    for n, word in enumerate(words[:5]):
        if {"MUTATE", "CHANGE"} & means(word) and word.endswith(("ed", "ten")):
            head = set(words[:n]) - _BE - {"not", "never", "will", "also", "directly", "always"}
            if head:
                return ""
            return "keeps" if denied else "mutates" if place else ""
    return ""
