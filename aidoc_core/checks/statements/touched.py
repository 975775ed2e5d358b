"""Reads what sentences say becomes of an argument, whatever else they say: the argument as subject, object or place.

Where `aidoc_core.checks.statements.treatment` knows every word of a part, here a part is searched for the argument, or
for what is in it, and for the verb that stands to it. What is between them may be anything but another verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.duties import is_point, named_parameter
from aidoc_core.checks.statements.lexicon import forms
from aidoc_core.checks.statements.segments import CONDITIONS, CONTRASTS, Segment, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALTERS = forms(
    "modify mutate alter change empty clear drain destroy deplete exhaust consume corrupt manipulate tamper"
)
"""What is done to a thing itself, and not to a copy of it."""
_WORKS_OVER = forms(
    "sort reverse shuffle reorder rearrange normalise normalize update extend fill pad overwrite rewrite truncate trim "
    "prune replace deduplicate edit adjust transform augment enrich populate patch amend reset round scale convert clip"
)
"""What may be done to a thing, or to what is made of it."""
_PUTS = forms("append add push insert write store put attach prepend place save record merge accumulate")
_TAKES = forms("remove delete pop discard drop strip pull take erase purge evict")
_TOUCHES = forms("touch affect influence disturb harm")
_COPIES = forms("copy clone duplicate deepcopy deep-copy") | {"deep-copied", "deepcopied"}
_NO_NOUNS = frozenset({"change", "changes", "updates", "update", "edits", "edit", "copy", "copies", "sort", "place"})
_DEEDS = _ALTERS | _WORKS_OVER | _PUTS | _TAKES | _TOUCHES | _COPIES
_CHANGES = frozenset(
    {"change", "changes", "modification", "modifications", "mutation", "mutations", "update", "updates", "edit",
     "edits", "alteration", "alterations", "write", "writes"}
)  # fmt: skip
_BE = frozenset(
    {"is", "are", "be", "been", "being", "gets", "get", "was", "were", "becomes", "become", "remains", "remain",
     "stays", "stay", "left", "comes"}
)  # fmt: skip
_NOT = frozenset({"not", "never", "no", "cannot", "neither", "nor", "nothing", "none", "without", "hardly"})
_MODAL = frozenset({"may", "might", "can", "could", "should", "must", "haveto", "need", "needs", "would", "shall"})
_PLACE = frozenset({"in-place", "directly", "itself", "caller", "caller's", "callers", "side-effect", "destructively"})
_KEPT = frozenset(
    {"unchanged", "untouched", "unmodified", "intact", "unaltered", "unaffected", "unharmed", "alone", "pristine",
     "preserved", "immutable", "read-only"}
)  # fmt: skip
_SAME = frozenset({"same", "identical", "original"})
_STAYS = frozenset({"is", "are", "remains", "remain", "stays", "stay", "keeps", "keep", "has", "have", "contains"})
_NOUNS = frozenset(
    """
    list dict dictionary mapping object array argument parameter container set sequence input data collection instance
    tensor frame table structure value values buffer contents content entries elements items members keys order state
    entry element item length size tree graph iterable series caller's callers caller
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What an argument is called, and what is in one."""
_DETERMINERS = frozenset(
    """
    the a an this that its each every all any some both given passed original supplied provided own existing whole
    entire of in from input underlying respective individual resulting incoming single
    """.split()  # noqa: SIM905 - a plain list of words
)
_PREPOSITIONS = frozenset({"of", "in", "from", "within", "inside", "behind"})
_INTO = frozenset({"to", "into", "onto", "in", "at"})
_GLUE = frozenset(
    {"with", "so", "and", "but", "then", "also", "that", "note", "be", "aware", "here", "because", "since", "as"}
)
_OWN = frozenset(
    """
    it this the function method call routine operation implementation which does do will and then also so that but note
    be aware in particular instead itself of always being code procedure thereby helper process internally has have had
    """.split()  # noqa: SIM905 - a plain list of words
)
_NO_DEED = frozenset({"before", "until", "once", "who", "unlike", "whether"})
_FAR = 6
_MOST = 40
"""Parts of a sentence, and half the words of one: what is longer is none, and all is looked at beside the rest."""
_STORED = frozenset({"stored", "saved", "placed", "put", "written", "recorded", "collected"})
_LATER = frozenset({"afterwards", "after", "later", "again", "call"})


def read_touched(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`mutates`, `updates` or `keeps`, of a parameter."""
    if sentence.where.startswith(("returns", "yields", "raises")) or is_point(sentence):
        return
    name = named_parameter(sentence)
    if not name and "`" not in sentence.text and not sentence.entry and _ANY.search(sentence.lower):
        name = "*"
    if not name:
        return
    own = frozenset({f"`{name}`", name.lower()})
    parts = segments(sentence.text)
    if len(parts) > _MOST or any(part.lead in CONDITIONS and not _is_wish(part) for part in parts):
        return
    values = set()
    for n, part in enumerate(parts):
        words = part.words
        meant = sentence.entry or name == "*" or (n and words[:1] == ("its",)) or (n and words[:2] in _IT_IS)
        if words and meant and own.isdisjoint(words):
            words = _with_name(part, words, parts[n - 1].words if n else (), f"`{name}`")
        values.add(_of_part(part, words, own, summary=sentence.where == "summary"))
    values.discard("")
    if len({value == "keeps" for value in values}) == 1:
        yield "changes", name, "mutates" if "mutates" in values else min(values)


_ANY = regex(
    r"\b(?:callers?(?:'s|s')?\s+(?:\w+\s+)?(?:list|dict\w*|array|object|data|set|arguments?|inputs?)"
    r"|(?:the|its|any|all|no)\s+(?:input|arguments?|inputs|(?:original\s+)?(?:list|dict\w*|array|object|mapping)\s+"
    r"(?:that\s+(?:is|was)\s+)?(?:passed|given|supplied|handed)(?:\s+in)?))\b"
)
"""Words for an argument, which is not named."""


_IT_IS = (("it", "is"), ("it", "stays"), ("it", "remains"), ("it", "gets"))
"""Behind a part that names an argument, more is said of it so."""


def _is_wish(part: Segment) -> bool:
    """Whether a condition is about who calls, and limits nothing: "if you need the original later"."""
    return bool(
        {"you", "caller", "callers"} & set(part.words) or {"needed", "wanted", "kept", "keep"} & set(part.words)
    )


def _of_part(part: Segment, words: Sequence[str], own: frozenset[str], *, summary: bool) -> str:  # noqa: PLR0911
    if not words or len(words) > 2 * _MOST or part.lead in CONDITIONS | CONTRASTS | _NO_DEED:
        return ""
    at = next((n for n, word in enumerate(words) if word in own), -1)
    if at >= 0 and _LEFT_ALONE.search(" ".join(words)):
        return "keeps"
    if _hands_copy(part, words):
        return "mutates"
    deeds = [n for n, word in enumerate(words) if word in _DEEDS]
    if at < 0:
        return ""
    if value := _of_copy(words, at) or _of_noun(part, words, at) or _of_state(words, at):
        return value
    for verb in deeds:
        if value := _of_deed(part, words, at, verb, summary=summary):
            return value
    return ""


_LEFT_ALONE = regex(
    r"\b(?:(?:as|for)\s+(?:an\s+)?(?:input|reading)\s+only|(?:merely|only|just|solely)\s+(?:being\s+)?(?:read|looked|inspected)\b"
    r"|(?:merely|only|solely)\s+(?:as\s+(?:an\s+)?input|for\s+reading)|no\s+traces?\s+(?:in|on|behind)|pure\s+function|never\s+written\s+to"
    r"|not\s+written\s+to|out\s+of\s+harm)"
)
"""Words for it that are no negation of a change."""


def _denials(part: Segment, words: Sequence[str]) -> int:
    return sum(word in _NOT for word in words) + (part.lead == "without")


def _hands_copy(part: Segment, words: Sequence[str]) -> bool:
    """Whether callers are told to hand in a copy: "so pass a copy"."""
    start = next((n for n, word in enumerate(words) if word not in _GLUE), 0)
    told = words[start : start + 1] and words[start] in ("pass", "hand", "supply", "provide")
    return bool(told) and "copy" in words[start : start + 4] and part.denials == 0


def _of_copy(words: Sequence[str], at: int) -> str:
    """What is said of a copy of it: one is worked on, or none is made."""
    if words[max(0, at - 3) : at].count("copy") == 0:
        return ""
    before = words[:at]
    copy = max(n for n, word in enumerate(before) if word == "copy")
    if set(words[copy + 1 : at]) - _DETERMINERS - _NOUNS:
        return ""
    none = before[copy - 1 : copy] == ("no",) or "without" in before or ({"not", "never"} & set(before) and copy > 1)
    made = {"made", "taken", "makes", "take", "takes", "making", "taking", "created", "needed"} & set(words)
    on = "on" in before or (copy and before[0] in ("only", "a", "an") and set(words[at + 1 :]) & (_BE | _DEEDS))
    if {"instead", "than"} & set(before) and not none:
        return "mutates" if {"directly", "works", "operates"} & set(words) else ""
    if none:
        return "mutates" if made else ""
    if _MODAL & set(words) or {"pass", "use", "return", "returns", "returned"} & set(words):
        return ""
    put = any(word in _PUTS or word in _ALTERS for word in words[:copy])
    return "keeps" if made or on or put else ""


def _of_noun(part: Segment, words: Sequence[str], at: int) -> str:
    """What nouns say: "no changes are made to `x`", "has no effect on `x`"."""
    before = words[:at]
    noun = next((n for n, word in enumerate(before) if word in _CHANGES), -1)
    denied = _denials(part, words) % 2 == 1
    if noun >= 0 and words[at - 1] in ("to", "of", "on", "in") and _is_noun(before, noun):
        if _MODAL & set(words) or (_BE & set(words[at:]) and not {"visible", "seen", "permanent"} & set(words)):
            return ""
        told = {"made", "makes", "make", "applied", "written", "visible", "in-place", "seen", "performs", "performed"}
        return ("keeps" if denied else "mutates") if told & set(words) or denied else ""
    if {"effect", "side-effect", "effects"} & set(before) and set(words[max(0, at - 4) : at]) & {"on", "for"}:
        return "keeps" if denied else ""
    if "side-effect" in before and any(word in _DEEDS for word in before) and not denied:
        return "mutates"
    return ""


def _is_noun(before: Sequence[str], noun: int) -> bool:
    return noun == 0 or before[noun - 1] in _DETERMINERS | _NOT | {"in-place", "further", "makes", "make", "making"}


def _of_state(words: Sequence[str], at: int) -> str:  # noqa: PLR0911 - a relation a line
    """What it is said to be afterwards: "stays as it is", "will be different", "survives the call unharmed"."""
    if {"modified", "changed", "altered", "different"} & set(words[at + 1 : at + 4]) and words[-1] in (
        "state",
        "order",
    ):
        left = {"leaves", "leave", "leaving"} & set(words[:at])
        return "mutates" if left and not _NOT & set(words) else ""
    if not _is_subject(words, at) or _MODAL & set(words[at:]):
        kept = bool(_KEPT & set(words[at + 1 :])) and any(
            word in ("expect", "leave", "leaves", "leaving", "keep", "keeps", "keeping", "treats")
            for word in words[:at]
        )
        denied = bool(_NOT & set(words[:at]))
        part = any(word in _PREPOSITIONS for word in words[at - 1 : at])
        return ("mutates" if denied else "keeps") if kept and not part and not _MODAL - {"should"} & set(words) else ""
    after = words[at + 1 :]
    if "other" in words[:at]:
        return ""
    denied = bool(_NOT & set(after))
    holds = {"contains", "holds", "keeps", "has"} & set(after[:2])
    if holds and _LATER & set(words) and ({"only", "instead"} & set(after) or "partial" in after):
        return "mutates"
    if _KEPT & set(after) and (_BE | {"survives", "survive", "treated", "comes"}) & set(after):
        return "mutates" if denied else "keeps"
    if _SAME & set(after[:6]) and _STAYS & set(after[:3]) and _LATER & set(after):
        return "mutates" if denied else "keeps"
    if {"different", "lost", "gone"} & set(after[:5]) and _BE & set(after[:3]) and "from" not in after:
        return "keeps" if denied else "mutates"
    if {"in-place", "directly"} & set(after) and not denied:
        return "mutates" if any(word in _DEEDS for word in after) else ""
    return ""


def _is_subject(words: Sequence[str], at: int) -> bool:
    """Whether a part begins with the name, or what is in it: "the entries of `x`", "missing values in `x`"."""
    before = [word for word in words[:at] if word not in _GLUE]
    if any(word in _DEEDS - _NO_NOUNS or word in _BE | _MODAL for word in before):
        return False
    if all(word in _DETERMINERS | _NOUNS | _NOT | {"only"} for word in before):
        return True
    return before[-1] in _PREPOSITIONS - {"of"}


def _of_deed(part: Segment, words: Sequence[str], at: int, verb: int, *, summary: bool) -> str:  # noqa: C901, PLR0911
    """What a verb says of the name: as its subject in the passive, as its object, or as the place of what is done."""
    word = words[verb]
    if abs(verb - at) > _FAR + 4 or _MODAL & set(words[: max(verb, at) + 1]) or "other" in words[: max(at, verb)]:
        return ""
    denied = _denials(part, words[: max(verb, at) + 1]) % 2 == 1
    place = bool(_PLACE & set(words))
    if verb > at:  # "`items` is sorted"
        between = words[at + 1 : verb]
        if not _is_subject(words, at) or not _BE & set(between) or not word.endswith(("ed", "en", "t", "d")):
            return ""
        return _of_passive(words, at, verb, denied=denied, place=place)
    between = words[verb + 1 : at]
    if any(one in _BE for one in between) or any(one in _DEEDS - _NO_NOUNS for one in between):
        return ""
    into = next((one for one in reversed(between) if one in _INTO | {"from", "off", "of", "with", "by", "on"}), "")
    into = "from" if into == "off" else into
    into = "to" if into in ("at", "of") and {"front", "end", "beginning", "start"} & set(between) else into
    head = set(between) <= _DETERMINERS | _NOUNS | {"directly", "all", "to"} | _PLACE and into in ("", "of", "in")
    passive = word.endswith(("ed", "en", "t", "d")) and any(one in _BE for one in words[max(0, verb - 4) : verb])
    if not (passive or _is_active(part, words, verb, summary=summary)):
        return ""
    if passive:
        if (
            word in _PUTS | _WORKS_OVER
            and into in ("to", "into", "onto", "in" if denied or word in _STORED else "into")
        ) or (word in _TAKES and into == "from"):
            return "keeps" if denied else "mutates" if place else "updates"
        return ""
    if word in _TOUCHES:
        return "keeps" if denied and head else ""
    if head and word in _ALTERS | _WORKS_OVER and into != "from":
        strong = word in _ALTERS and words[at + 1 : at + 2] != ("to",) and into == ""
        return "keeps" if denied else "mutates" if place or strong else "updates"
    if (word in _PUTS and into in ("to", "into", "onto")) or (word in _TAKES and into in ("from", "of")):
        return "keeps" if denied else "mutates" if place else "updates"
    return ""


def _of_passive(words: Sequence[str], at: int, verb: int, *, denied: bool, place: bool) -> str:  # noqa: PLR0911
    """What a passive verb says of its subject, which is the name or what is in it."""
    word, after = words[verb], words[verb + 1 : verb + 2]
    inside = any(one in _PREPOSITIONS for one in words[max(0, at - 4) : at])
    if word in _TOUCHES:
        return "keeps" if denied else ""
    if word in _COPIES:
        return "" if denied and "back" in words else "mutates" if denied else "keeps"
    if word in _PUTS or _goes_on(words[verb + 1 : verb + 3], place=place):
        return ""
    if denied:
        return "keeps" if word in _ALTERS or place or not words[verb + 1 :] else ""
    if place:
        return "mutates"
    if word in _ALTERS and not inside and not after:
        return "mutates"
    return "updates" if word in _ALTERS | _WORKS_OVER or (inside and word in _TAKES) else ""


def _goes_on(after: Sequence[str], *, place: bool) -> bool:
    """Whether something else is made of it: "is converted to a string", but not "is updated to hold the sum"."""
    return bool(after) and after[0] in ("to", "into", "from", "against") and after[1:] not in _TO_TELL and not place


_TO_TELL = (("reflect",), ("hold",), ("contain",), ("include",), ("match",), ("avoid",), ("account",))


def _is_active(part: Segment, words: Sequence[str], verb: int, *, summary: bool) -> bool:
    """Whether a verb has the call as its subject: "sorts", "without sorting", and in a summary "sort"."""
    word = words[verb]
    before = words[:verb]
    own = all(one in _OWN or one in _NOT or one.endswith("ly") for one in before)
    if part.lead == "without" or before[-1:] == ("without",):
        return word.endswith("ing")
    if word.endswith("s") and not word.endswith("ss"):
        return own or (len(before) > 1 and before[-1] in ("and", "then", "also"))
    if word.endswith("ing"):
        return before[-1:] in (("by",), ("of",), ("not",)) or (bool(before) and before[-1].endswith("ly"))
    if {"does", "do", "will"} & set(before[-3:]):
        return own
    return summary and (verb == 0 or before[-1] in ("and", "then"))


def _with_name(part: Segment, words: Sequence[str], before: Sequence[str], name: str) -> tuple[str, ...]:  # noqa: C901, PLR0911 - a relation a line
    """The words with the name where a part means it without naming it: "it", "the caller's list", or no subject."""
    for at, word in enumerate(words):
        if word == "it" and words[at + 1 : at + 2] not in (("does",), ("makes",)):
            return (*words[:at], name, *words[at + 1 :])
        if word == "its" and words[at + 1 : at + 2] and words[at + 1] in _NOUNS:
            return (*words[:at], words[at + 1], "of", name, *words[at + 2 :])
        if word in ("the", "this", "caller's") and words[at + 1 : at + 2] and words[at + 1] in _THINGS:  # noqa: SIM102 - two questions
            if words[at + 1] != "caller's" and words[at + 2 : at + 3] != ("of",):
                return (*words[:at], name, *words[at + 2 :])
    if part.lead in ("which", "that") and before[-1:] and before[-1] in _INTO | {"from"}:
        return (*words, before[-1], name)  # "to which the total is appended"
    if part.lead in ("which", "that") and words[-1] in _INTO:
        return (*words, name)  # "that the total is stored in"
    first = next((n for n, word in enumerate(words) if word not in _GLUE | _NOT and not word.endswith("ly")), 0)
    if words[first] in _BE | {"will", "receives", "has"} or part.lead == "which":
        return (name, *words)
    if words[first] in ("kept", "left", "used", "treated", "serves") and not part.sign:
        return (name, "is", *words)
    passive = words[first] in _DEEDS and words[first].endswith(("ed", "en", "t"))
    if passive and (part.sign in (".", ";", "\u2014", "\u2013") or _PLACE & set(words) or _NOT & set(words[:2])):
        return (name, "is", *words)
    return tuple(words)


_THINGS = frozenset(
    """
    list dict dictionary mapping object array argument container set sequence input collection instance tensor
    frame buffer original parameter graph series
    """.split()  # noqa: SIM905 - a plain list of words
)


TOUCHED = Reader(
    signs=(
        "chang", "modif", "mutat", "alter", "empt", "clear", "drain", "destroy", "deplet", "exhaust", "consum",
        "sort", "revers", "shuffl", "order", "normali", "updat", "exten", "fill", "pad", "overwr", "rewr", "trunc",
        "trim", "prun", "replac", "dedup", "edit", "adjust", "append", "add", "push", "insert", "writ", "stor",
        "remov", "delet", "pop", "drop", "strip", "touch", "affect", "copy", "copie", "clon", "intact", "alone",
        "same", "different", "lost", "effect", "merg", "accumul", "round", "populat", "reset", "immutab", "read",
        "trace", "input", "pure ", "harm", "kept",
    ),
    read=read_touched,
)  # fmt: skip
