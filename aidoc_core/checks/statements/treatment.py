"""Reads what sentences say becomes of an argument, by concepts: who is changed, whether that is denied, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.duties import named_parameter
from aidoc_core.checks.statements.lexicon import concepts
from aidoc_core.checks.statements.segments import CONDITIONS, CONTRASTS, Segment, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KNOWN = frozenset(
    {"CHANGE", "TOUCH", "LEAVE", "COPY", "READ", "NOT", "CONTENT", "KEPT", "IN PLACE", "CALLER", "CALL", "ALWAYS",
     "MAY", "TAKE",
     "PUT", "WORK", "ENSURE"}
)  # fmt: skip
_WORDS = (
    "passed", "given", "supplied", "original", "own", "side-effect", "made", "make", "makes", "taken", "works",
    "work", "first",
    "before", "beforehand", "treated", "as", "done", "any", "way", "result", "results", "new", "during", "process",
    "after", "afterwards",
    "internally", "process", "calling", "happens", "applied", "applies", "occur", "occurs", "performed", "itself",
    "themselves", "same",
    "so", "still", "being", "into", "onto", "up", "along", "effects", "written", "instead", "shallow", "deep",
    "private", "local", "on",
    "only", "ever", "never", "existing", "considered", "regarded", "seen", "handled", "operates", "acts", "note",
    "aware", "differs", "different", "place", "takes", "what", "was", "its", "work", "all", "but", "used",
)  # fmt: skip
_MAY = frozenset({"may", "might", "can", "could", "should", "must", "haveto", "need", "needs"})
_INTO = frozenset({"to", "into", "onto", "in", "inside"})
_AROUND = frozenset(
    [
        "the",
        "a",
        "an",
        "given",
        "passed",
        "original",
        "supplied",
        "input",
        "caller's",
        "callers",
        "list",
        "dict",
        "dictionary",
        "mapping",
        "object",
        "array",
        "argument",
        "parameter",
        "contents",
        "content",
        "elements",
        "entries",
        "items",
        "end",
        "front",
        "start",
        "of",
        "container",
        "set",
        "data",
        "provided",
        "existing",
    ]
)
_SINGLE = frozenset({"updated", "overwritten", "extended", "filled", "reordered", "sorted"})


def read_treatment(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`mutates`, `updates` or `keeps`, of a parameter."""
    if sentence.where.startswith(("returns", "yields", "raises")):
        return
    name = named_parameter(sentence)
    if not name:
        return
    own = (f"`{name}`", name.lower()) if not sentence.entry else (f"`{name}`", "it", "this")
    parts = segments(sentence.text)
    if _asks_for_copy(parts):
        yield "changes", name, "updates" if sentence.entry else "mutates"
        return
    if any(part.lead in CONDITIONS - {"otherwise"} for part in parts):
        return
    spoken = bool(sentence.entry)
    found: list[str] = []
    for part in parts:
        shown = any(word in own for word in part.words)
        if part.lead in CONTRASTS or not (shown or spoken):
            continue
        value = _of_part(part, own, in_entry=bool(sentence.entry), shown=shown)
        spoken = spoken or shown
        if value:
            found.append(value)
    if not found and not sentence.entry and any(_of_private_copy(part) for part in parts):
        found.append("keeps")
    if found and len({value == "keeps" for value in found}) == 1:
        value = "mutates" if "mutates" in found else found[0]
        named = any(own[0] in part.words for part in parts) or "in-place" in {w for p in parts for w in p.words}
        yield "changes", name, "updates" if value == "mutates" and not named else value


TREATMENT = Reader(
    signs=(
        "replac", "trunc", "immutab", "unaffect", "keeps", "kept", "modif", "chang", "alter", "mutat", "edit",
        "adjust", "updat", "overwr", "rewr", "sort", "empt", "clear", "drain", "fill", "extend",
        "append", "add", "remov", "delet", "pop", "insert", "touch", "intact", "preserv", "read", "copy", "copie",
        "in place", "in-place",
        "effect", "as it ", "as is", "consum", "shuffl", "revers", "merg", "writ", "stor", "put", "populat",
        "clone", "duplicat", "pristine",
        "affect", "reorder", "rearrang", "trim", "strip", "discard", "left", "leav", "stays", "remain", "manipul",
        "tamper", "exhaust",
    ),
    read=read_treatment,
)  # fmt: skip


def _of_private_copy(part: Segment) -> bool:
    """Whether all is said to be done on a copy."""
    return (
        "COPY" in part.met
        and "on" in part.words
        and part.denials == 0
        and not part.lead
        and part.is_closed(_KNOWN, _WORDS)
        and ({"works", "work", "operates", "done", "happens", "acts"} & set(part.words) != set())
    )


def _asks_for_copy(parts: Sequence[Segment]) -> bool:
    """Whether callers are told to hand in a copy to keep what they have."""
    asked = any(
        part.words[:1] and part.words[0] in ("pass", "make", "hand", "give", "supply", "use", "take") and not part.lead
        and {"COPY"} & part.met and part.denials == 0 for part in parts
    )  # fmt: skip
    kept = any(
        (part.lead in ("if", "when") or "to" in part.words)
        and {"original", "kept", "keep", "needed", "need", "preserve", "preserved", "later", "still", "afterwards"}
        & set(part.words)
        for part in parts
    )
    return asked and kept


def _of_part(part: Segment, own: tuple[str, ...], *, in_entry: bool, shown: bool) -> str:  # noqa: C901, PLR0911, PLR0912
    words = part.words
    if not words or not _MAY.isdisjoint(words) or part.lead in ("who", "before", "until", "once"):
        return ""
    moved = _moved(words, own, part) if shown else ""
    if moved:
        return moved
    rest = part.without(*own)
    if not rest.is_closed(_KNOWN, _WORDS):
        return ""
    met = rest.met
    denied = rest.denials % 2 == 1 or (part.lead == "without")
    at = next((n for n, word in enumerate(words) if word in own), -1)
    if "effect" in words and "on" in words and at >= 0 and {"no", "without"} & set(words):
        return "keeps"
    if {"differs", "different", "differ"} & set(words) or ("same" in words and denied):
        return "mutates" if _is_subject(words, at) and (denied == ("same" in words)) else ""
    if "same" in words and {"remains", "remain", "stays", "before", "still"} & set(words):
        return "keeps" if _is_subject(words, at) and "KEPT" not in met else ""
    if "side-effect" in words:
        return "keeps" if denied else "mutates" if at >= 0 and "on" in words else ""
    if "COPY" in met:
        return _of_copy(part, denied=denied, in_entry=in_entry)
    if "KEPT" in met:
        if rest.words[-1:] == ("pristine",) or {"LEAVE"} & met or in_entry or _is_subject(words, at) or "as" in words:
            return "mutates" if denied and "CHANGE" not in met else "keeps" if not denied else ""
        return ""
    if "reads" in words and denied and "PUT" in met:
        return "keeps"
    if "READ" in met and ("only" in words or "TOUCH" in met or "CHANGE" in met) and ("only" in words or denied):
        return "keeps" if in_entry or at >= 0 else ""
    kept = "LEAVE" in met and not denied and not {"CHANGE", "TOUCH", "TAKE"} & met and _is_subject(words, at)
    if kept and {"contents", "content", "elements", "items", "original"} & set(words):
        return "" if {"until", "while"} & set(words) else "keeps"
    if {"CHANGE", "TOUCH"} & met:
        return _of_change(rest, words, at, denied=denied, in_entry=in_entry)
    return ""


def _is_subject(words: Sequence[str], at: int) -> bool:
    """Whether nothing but words around it stands before the name."""
    return at >= 0 and all(
        "NOT" in concepts(word) or word in _AROUND | {"in"} | {"that", "and", "so", "but", "note", "as", "passed"}
        for word in words[:at]
    )


def _of_change(rest: Segment, words: Sequence[str], at: int, *, denied: bool, in_entry: bool) -> str:  # noqa: PLR0911 - a combination of concepts a line
    """What a verb of changing says of the name: as its subject in the passive, or its object."""
    verbs = [n for n, word in enumerate(words) if {"CHANGE", "TOUCH"} & concepts(word)]
    verb = verbs[0]
    word = words[verb]
    noun = words[verb - 1 : verb] in (("no",), ("any",), ("in-place",), ("a",), ("the",), ("all",)) and word.endswith(
        ("s", "ion")
    )
    passive = verb and any(
        one in ("is", "are", "be", "gets", "get", "being", "was", "been", "becomes")
        for one in words[max(0, verb - 4) : verb]
    )
    participle = word.endswith(("ed", "en", "t")) and not word.endswith("s")
    strong = bool({"modif", "mutat", "chang", "alter", "emptie", "clear", "edite", "manip", "tampe", "overw",
                   "drain"} & {word[:5]}) or word[:5] in (
        "modif", "mutat", "chang", "alter", "edite", "drain", "clear", "empti", "tampe", "overw", "rewri",
        "updat", "shuff", "sorte", "rever", "reord"
    )  # fmt: skip
    place = "IN PLACE" in rest.met
    if at >= 0 and verb < at and not noun:  # "modifies `items`"
        if participle and not passive:
            return ""  # "the updated `items`"
        between = [
            one
            for one in words[verb + 1 : at]
            if one not in _AROUND and not one.endswith("ly") and one not in ("in-place", "to", "of")
        ]
        if between or ("to" in words[verb + 1 : at] and not noun):
            return ""
        subject = all(one in _OWN or "NOT" in concepts(one) or one.endswith("ly") for one in words[:verb])
        if not subject:
            return ""
        return "keeps" if denied else "mutates" if place or strong else "updates"
    if noun and (at < 0 or verb < at):
        return (
            "keeps"
            if denied
            else "mutates"
            if {"made", "make", "makes", "applied", "performed", "happens"} & set(words)
            else ""
        )
    if not (passive or (in_entry and participle and verb <= 2)):  # noqa: PLR2004 - "Never modified", "Not changed"
        return ""
    if at >= 0 and not _is_subject(words, at):
        return ""
    if words[verb + 1 : verb + 2] in (("to",), ("into",), ("from",), ("by",)) and words[verb + 2 : verb + 3] not in (
        ("the",),
        ("this",),
        ("it",),
    ):
        return ""
    if at < 0 and not in_entry and not {"its", "it"} & set(words):
        return ""
    return "keeps" if denied else "mutates" if place or strong else "updates"


_OWN = frozenset(
    [
        "it",
        "this",
        "the",
        "function",
        "method",
        "call",
        "does",
        "do",
        "will",
        "that",
        "and",
        "so",
        "also",
        "then",
        "in",
        "note",
        "be",
        "aware",
        "itself",
        "directly",
        "even",
        "routine",
        "operation",
        "without",
    ]
)


def _of_copy(part: Segment, *, denied: bool, in_entry: bool) -> str:
    """What is said of a copy: one is made or worked on, or none is."""
    words = part.words
    del in_entry
    instead = "instead" in words
    if {"pass", "passed", "give", "return", "returned", "returns"} & set(words) or (
        "CHANGE" in part.met and not instead
    ):
        return ""
    if instead or denied:
        return "mutates"
    made = {
        "made",
        "used",
        "make",
        "makes",
        "works",
        "work",
        "operates",
        "acts",
        "taken",
        "copied",
        "copies",
        "on",
        "first",
        "cloned",
        "duplicated",
    } & set(words)
    return "keeps" if made else ""


def _moved(words: Sequence[str], own: tuple[str, ...], part: Segment) -> str:
    """Whether something is put into the name or taken out of it: "the rest is appended to `items`"."""
    at = next(n for n, word in enumerate(words) if word in own)
    before = at - 1
    while before >= 0 and words[before] in _AROUND and words[before] not in _INTO:
        before -= 1
    if before < 1:
        return ""
    met = {concept for word in words[:before] for concept in concepts(word)}
    verb = next((n for n, word in enumerate(words[:before]) if {"PUT", "TAKE"} & concepts(word)), -1)
    if verb < 0 or part.lead in ("which", "that", "as"):
        return ""
    passive = any(word in ("is", "are", "gets", "get", "be", "being") for word in words[:verb]) and words[
        verb
    ].endswith(("ed", "en", "t"))
    active = words[verb].endswith("s") and all(word in _OWN for word in words[:verb])
    if not (passive or active):
        return ""
    inside = words[before] not in ("in", "inside") or (passive and before - 1 == verb)
    value = ("PUT" in met and words[before] in _INTO and inside) or ("TAKE" in met and words[before] in ("from", "of"))
    return ("keeps" if part.denials % 2 else "updates") if value else ""
