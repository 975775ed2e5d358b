"""Reads which value sentences say that a parameter has where nothing is passed: a value, a word for "by default"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.duties import is_point, named_parameter
from aidoc_core.checks.statements.lexicon import concepts
from aidoc_core.checks.statements.segments import CONTRASTS, Segment, number, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KNOWN = frozenset(
    {
        "PASS", "OMIT", "DEFAULT", "USUAL", "SENSIBLE", "SUBSTITUTE", "START", "PARAMETER", "CALLER", "CALL", "NOT",
        "ALWAYS",
        "NEED", "MAY", "LEAVE", "SWITCH", "WORK", "SAME", "ENABLE", "DISABLE", "GET",
    }
)  # fmt: skip
_STATES = frozenset({"ON", "OFF", "TRUE", "FALSE", "ENABLE", "DISABLE"})
_CLOSED_WORDS = ("explicit", "explicitly", "out", "value", "equals", "equal", "default", "asked", "requested", "told",
                 "overridden", "overridden", "says", "done", "happen", "happens", "occurs", "performed", "applied",
                 "changed",
                 "opt-in", "opt-out", "desired", "wanted", "stated", "otherwise", "not", "take", "behind",
                 "controlled", "governed", "described", "takes", "place", "effect",
                 "set", "nobody", "somebody", "nothing", "asks", "changes", "turned", "wish", "wishes", "new",
                 "old", "stands", "corresponding", "carried", "executed", "though", "anything", "another",
                 "other", "different", "proceeds", "sees", "effect",
                 "who", "want", "wants", "own", "leaving", "omitting", "first", "at")  # fmt: skip
_AGAIN = frozenset({"told", "asked", "requested", "overridden", "stated", "changed", "desired", "wanted", "says",
"given", "set",
                    "otherwise", "explicitly", "changes", "asks", "wishes", "wish", "overrides", "passes",
                    "passed"})  # fmt: skip
_UNITS = frozenset(
    """
    seconds second minutes minute hours hour days day ms milliseconds bytes byte kib mib gib kb mb gb kilobytes
    megabytes
    times attempts tries retries items entries characters lines rows columns pixels workers threads levels steps chunks
    digits decimals decimal percent iterations elements records results connections requests bits points
    """.split()  # noqa: SIM905 - a plain list of words
)
_DEFAULT_WORDS = frozenset({"default", "defaults", "defaulting", "fallback", "preset"})


def read_fallbacks(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`default`, of a parameter, with the value as it is written; `switch`, with `on` or `off`."""
    if sentence.where.startswith(("returns", "yields", "raises")) or is_point(sentence):
        return
    name = named_parameter(sentence)
    if not name and (not sentence.entry or sentence.text.count("`") > 2 * _FEW):
        return
    name = name or sentence.entry.lstrip("*")
    own = (f"`{name}`", name.lower())
    parts = [part.without(*own) for part in segments(sentence.text)]
    parts = [_with_value(part, name) for part in parts]
    found = _stated(parts)
    if found is None:
        return
    if found in ("on", "off"):
        yield "switch", name, found
    else:
        yield "default", name, found


_FEW = 3

FALLBACKS = Reader(
    signs=(
        "skip", "drop", "lack", "forg", "not ", "when no", "if no", "applies", "standard", "equivalent", "same ",
        "amount", "substitut", "should the", "dormant", "for callers", "happens", "carried",
        "default", "unless", "omit", "unset", "normally", "initial", "usual", "otherwise", "missing", "absent",
        "not given", "not passed",
        "not set", "not specified", "not provided", "not supplied", "left", "leav", "without", "out of the box",
        "opt", "start",
        "no value", "nothing", "preset", "fall", "must", "have to", "has to", "need", "only", "n't", "n\u2019t",
        "require",
    ),
    read=read_fallbacks,
)  # fmt: skip


def _with_value(part: Segment, name: str) -> Segment:
    """A part with `name=value` as the value alone."""
    words = []
    for word in part.words:
        bare = word.strip("`").replace(" ", "")
        words.append(f"`{bare.partition('=')[2]}`" if bare.startswith(f"{name}=") and bare != f"{name}=" else word)
    lowered = tuple(word.lower() if word in ("`True`", "`False`", "`None`") else word for word in words)
    return Segment(words=lowered, lead=part.lead, sign=part.sign)


def _stated(parts: Sequence[Segment]) -> str | None:  # noqa: C901, PLR0911, PLR0912
    """The value of the one part that has one, where the sentence speaks of the default; `None` if it is not clear."""
    if any(part.lead in CONTRASTS for part in parts):
        parts = [part for part in parts if part.lead not in CONTRASTS]
    for at, part in enumerate(parts):
        if _is_change_of_default(part, parts):
            return "on" if any(_value(one) == "off" for one in parts) else None
        if (
            {"opt-in", "opt-out"} & set(part.words)
            and part.is_closed(_KNOWN | _STATES, _CLOSED_WORDS)
            and part.denials == 0
        ):
            return "on" if "opt-out" in part.words else "off"
        if (value := _of_omission(part)) is not None or (value := _of_happening(part, parts, at)) is not None:
            return value
        if part.lead in ("if", "when") and part.words[-2:-1] == ("of",) and "omitted" in part.words:
            return _value(part)  # "when left at its default of `None`"
        if at and _is_apposition(part) and (value := _value(parts[at - 1])) is not None:
            return value
        value = _value(part)
        if value is None and _is_unset(part):
            return "None"
        if value is None and "set" in part.words and _is_default(part) and not part.lead and part.denials == 0:
            return "on" if part.is_closed(_KNOWN, _CLOSED_WORDS) and "to" not in part.words else None
        if value is None:
            continue
        if _is_asked_for(part, parts[at + 1 : at + 2]):
            return {"on": "off", "off": "on"}.get(value)
        if _must_be_turned(part) and all(one.is_closed(_KNOWN | _STATES | {"GET"}, _CLOSED_WORDS) for one in parts):
            return {"on": "off", "off": "on"}.get(value)
        if part.lead in ("if", "when", "whenever", "until", "where", "should"):
            if part.lead == "until" and value in ("on", "off"):
                return {"on": "off", "off": "on"}[value]
            continue
        if part.lead == "unless":
            if value in ("on", "off") and _happens([*parts[:at], *parts[at + 1 :]]):
                return {"on": "off", "off": "on"}[value]
            continue
        behind = parts[at + 1] if at + 1 < len(parts) else None
        if behind is not None and behind.lead in _LIMITS and not behind.sign and not _is_condition(behind):
            continue  # "defaults to 5 if `x` is set"
        near = [*parts[max(0, at - 1) : at], *parts[at + 1 : at + 3]]
        if not (_is_default(part) or any(_is_condition(one) for one in near)):
            continue
        if not _is_only_value(part):
            return None
        if value in ("on", "off"):
            return value if not _turned_round(part) else {"on": "off", "off": "on"}[value]
        return None if _turned_round(part) else value
    return None


def _is_change_of_default(part: Segment, parts: Sequence[Segment]) -> bool:
    """Whether a sentence tells how to be rid of what is done by default: "To disable the default behaviour, pass …"."""
    rid = (
        "default" in part.words
        and "DISABLE" in part.met
        and {"behavior", "behaviour", "feature", "step"} & set(part.words)
    )
    return bool(rid) and all(one.is_closed(_KNOWN | _STATES, _CLOSED_WORDS) for one in parts)


def _of_omission(part: Segment) -> str | None:
    """What leaving it out is said to be the same as: "Omitting it amounts to passing `None`"."""
    absent = "OMIT" in part.met or ("PASS" in part.met and part.denials == 1) or part.words[:1] == ("without",)
    used = part.words[:1] == ("omitted",) or part.words[:1] == ("omit",)
    used = used and "to" in part.words and bool({"use", "get", "have"} & set(part.words))
    if not absent or not ("SAME" in part.met or used) or part.lead in CONTRASTS or not _is_only_value(part):
        return None
    return _value(part)


_HAPPENS = frozenset({"happens", "done", "performed", "applied", "executed", "happen", "carried", "occurs", "active"})
_IN_EFFECT = frozenset({"effect", "substitute", "used", "works", "matters"}) | _HAPPENS


def _of_happening(part: Segment, parts: Sequence[Segment], at: int) -> str | None:
    """`on` or `off` where something is said to be done by default, or only where it is turned on."""
    if part.lead in ("if", "when", "unless", "where") or not part.is_closed(_KNOWN | _STATES, (*_CLOSED_WORDS, "only")):
        return None
    behind = parts[at + 1] if at + 1 < len(parts) else None
    if "only" in part.words and _IN_EFFECT & set(part.words) and behind is not None and behind.lead in ("if", "when"):
        value = _value(behind) if behind.is_closed(_KNOWN | _STATES, _CLOSED_WORDS) and behind.denials == 0 else None
        return {"on": "off", "off": "on"}.get(value or "")
    if not (_HAPPENS | {"substitute"}) & set(part.words) or _value(part) is not None or "only" in part.words:
        return None
    near = [*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]]
    unless = [value for one in near if one.lead == "unless" and (value := _value(one)) in ("on", "off")]
    if unless and all(one.is_closed(_KNOWN | _STATES, _CLOSED_WORDS) for one in near):
        return {"on": "off", "off": "on"}[unless[0]] if (unless[0] == "on") == (part.denials == 1) else None
    if _is_default(part) and not any(one.lead for one in near):
        return "off" if part.denials == 1 else "on"
    return None


_LIMITS = frozenset({"if", "when", "where", "unless", "whenever", "until", "for"})


def _happens(parts: Sequence[Segment]) -> bool:
    """Whether nothing but a state, or that nothing happens, is said: "has no effect unless enabled"."""
    return any(
        part.is_closed(_KNOWN, _CLOSED_WORDS)
        and part.denials == 1
        and {"effect", "happens", "done", "happen", "applied", "performed", "used"} & set(part.words)
        for part in parts
        if not part.lead
    )


def _must_be_turned(part: Segment) -> bool:
    """Whether a state has to be asked for: "must be enabled", "only active if set to `True`"."""
    if part.lead in ("if", "when", "unless") or part.denials:
        return False
    needed = "NEED" in part.met and bool({"ENABLE", "DISABLE", "SWITCH", "PASS", "SUBSTITUTE"} & part.met)
    needed = needed and (
        bool(
            {"enabled", "disabled", "explicitly", "get", "activated", "deactivated", "requested", "asked"}
            & set(part.words)
        )
    )
    return needed and part.is_closed(_KNOWN | _STATES, _CLOSED_WORDS)


def _is_asked_for(part: Segment, behind: Sequence[Segment]) -> bool:
    """Whether a state is said to need a value: "only active if it is set to `True`"."""
    if "only" not in part.words or part.denials or not behind or behind[0].lead not in ("if", "when"):
        return False
    given = behind[0].is_closed(_KNOWN | _STATES, _CLOSED_WORDS) and behind[0].denials == 0
    return (
        given
        and bool({"PASS", "TRUE", "ENABLE", "SWITCH"} & behind[0].met)
        and part.is_closed(_KNOWN | _STATES, (*_CLOSED_WORDS, "only"))
    )


def _is_unset(part: Segment) -> bool:
    """Whether nothing is said to be there by default: "left unset by default", "not set by default"."""
    if part.lead or not _is_default(part) or not part.is_closed(_KNOWN, _CLOSED_WORDS):
        return False
    return "omitted" in part.words or ("set" in part.words and part.denials == 1 and "NEED" not in part.met)


def _is_apposition(part: Segment) -> bool:
    """Whether a part calls what stands before it the default: ", its default,", "(the default)"."""
    return (
        part.sign in (",", "(", "\u2014", "\u2013", "--", "-")
        and not part.lead
        and ({"default"} == {word for word in part.words if word not in ("the", "its", "which", "is", "a", "value")})
    )


def _turned_round(part: Segment) -> bool:
    """Whether a state is denied: "not enabled by default"."""
    return (
        sum(word not in ("no", "`none`", "none", "nothing") and "NOT" in concepts(word) for word in part.words) % 2 == 1
    )


def _is_default(part: Segment) -> bool:
    """Whether a part has a word for what is there without a value: "by default", "initially"."""
    return not _DEFAULT_WORDS.isdisjoint(part.words) or "USUAL" in part.met or part.lead in ("otherwise", "without")


def _is_condition(part: Segment) -> bool:
    """Whether a part is the condition that nothing is passed: "if omitted", "unless told otherwise", "by default"."""
    if not part.is_closed(_KNOWN | _STATES | {"NOTHING", "KEEP"}, _CLOSED_WORDS):
        return False
    if part.lead == "unless":
        return True
    if part.lead in ("if", "when", "where", "should", "whenever") or (part.lead == "for" and "CALLER" in part.met):
        denied = part.denials % 2 == 1
        return ("OMIT" in part.met and not denied) or (denied and "PASS" in part.met)
    if part.lead == "without":
        return len(part.words) <= _FEW
    alone = {"default", "initially", "normally", "usually", "ordinarily"} & set(part.words)
    return not part.lead and bool(alone) and len(part.words) <= _FEW


def _is_only_value(part: Segment) -> bool:
    """Whether a part speaks of nothing but the value: every other word is known, or a unit behind a number."""
    before = ""
    for word in part.words:
        if _single(word) is None and not Segment(words=(word,)).is_closed(
            _KNOWN | _STATES | {"UNSET", "EMPTY"}, (*_CLOSED_WORDS, *(_UNITS if number(before) else ()))
        ):
            return False
        before = word
    return True


def _value(part: Segment) -> str | None:
    """The one value that a part names: `on` and `off`, `None`, `unlimited`, `empty`, or what is written."""
    found = [
        value for at, word in enumerate(part.words) if (value := _single(word)) is not None and not _is_other(part, at)
    ]
    states = {value for value in found if value in ("on", "off")}
    others = [value for value in found if value not in ("on", "off")]
    if others and states:
        return others[0] if len(set(others)) == 1 and others[0] not in ("None", "unlimited") else None
    values = list(dict.fromkeys(others or found))
    return values[0] if len(values) == 1 else None


def _is_other(part: Segment, at: int) -> bool:
    """Whether a word that may be a value is something else there: "on" as a preposition, "no" before a noun, "one"."""
    words, word = part.words, part.words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if word == "on":
        return after not in ("", "by", "initially", "explicitly", "and") or (
            at > 0 and words[at - 1] in ("depending", "based")
        )
    if word == "no":
        return after != "value"
    if word in ("one", "once", "twice"):
        return not (after in _UNITS or (word != "one" and after in ("by", "")))
    if word in ("empty", "none", "nothing") and at and words[at - 1] in ("if", "when"):
        return True
    return word == "nothing"


def _single(word: str) -> str | None:  # noqa: PLR0911 - a sort of value a line
    met = concepts(word)
    if {"TRUE", "ON"} & met and word != "yes":
        return "on"
    if ({"FALSE", "OFF"} & met) and word not in ("no", "suppressed"):
        return "off"
    if word == "no" or "NONE" in met or "UNSET" in met:
        return "None"
    if "UNLIMITED" in met:
        return "unlimited"
    if "EMPTY" in met and word == "empty":
        return "empty"
    if figure := number(word):
        return figure
    if word.startswith("`") and len(word) > 2:  # noqa: PLR2004 - what stands in it
        return word.strip("`")
    return None
