"""Reads what sentences say of calls that do not pass a parameter: that it may be left out, and what it is then.

A part says that the parameter is not there ("when it is not part of the call", "calls that do not mention it"), or
speaks of a default; what the rest of the sentence says is then said of such calls, however it is put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.duties import is_point, named_parameter
from aidoc_core.checks.statements.lexicon import concepts, forms, is_known
from aidoc_core.checks.statements.segments import CONDITIONS, CONTRASTS, Segment, number, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GIVEN = forms("pass give supply provide specify state include name mention define set hand choose say list") | {
    "part", "present", "there", "explicit", "available"
}  # fmt: skip
_OMITTED = forms("omit skip lack forgo") | {"omitted", "missing", "absent", "absence", "unset", "unspecified", "lack"}
_FAILS = forms("fail raise throw reject refuse abort complain") | {
    "error", "errors", "exception", "exceptions", "invalid", "forbidden", "illegal", "allowed", "impossible", "cannot",
    "`TypeError`", "typeerror", "past", "must", "haveto", "accepted"
}  # fmt: skip
_NOT = frozenset({"not", "never", "no", "cannot", "neither", "nor", "nothing", "none", "without", "nobody"})
_NEED = frozenset(
    {"required", "needed", "necessary", "mandatory", "obligatory", "compulsory", "need", "needs", "must", "haveto",
     "essential", "obliged", "requirement"}
)  # fmt: skip
_MAY = frozenset({"may", "can", "fine", "free", "ok", "okay", "safe", "possible", "allowed"})
_SEVERAL = frozenset({"either", "one", "both", "together", "least", "exactly", "other", "others", "same", "any"})
_DEFAULTS = frozenset({"starts", "assumed", "default", "defaults", "defaulting", "initially", "normally", "usually",
                       "ordinarily", "usual",
                       "otherwise", "ordinary", "standard"})  # fmt: skip
_ON = frozenset({"on", "enabled", "active", "activated", "true", "`true`", "yes"})
_OFF = frozenset({"off", "disabled", "inactive", "deactivated", "false", "`false`", "dormant"})
_DONE = frozenset({"done", "performed", "happens", "takes", "place", "applied", "executed", "occurs", "used"})
_LEFT = frozenset({"skipped", "omitted", "suppressed", "bypassed"})
_TELLS = forms("pass set give use supply request want")
_PRONOUNS = frozenset({"it", "this", "that", "step", "behaviour", "behavior", "feature", "the", "flag", "option"})
_BEGIN = frozenset({"can", "may", "need", "needs", "must", "leave", "has", "haveto", "is", "callers", "you"})
_WORKS = frozenset({"works", "work", "succeeds", "runs", "possible", "valid", "called", "fine"})
_FEW = 5
_AROUND = frozenset(
    """
    an a the is are it this which also optional entirely and but completely of argument parameter
    """.split()  # noqa: SIM905 - a plain list of words
)
_PARAMETER = frozenset({"argument", "parameter", "keyword", "option", "value", "setting"})


def read_absence(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`optional`, with `omitted` where it is said that it may be left out; `switch` and `default` with their value."""
    if sentence.where.startswith(("returns", "yields", "raises")) or is_point(sentence):
        return
    name = named_parameter(sentence)
    names = [name] if name else list(dict.fromkeys(_NAME.findall(sentence.text)))[:_FEW] if not sentence.entry else []
    whole = segments(sentence.text)
    if len(whole) > _MOST:
        return
    for each in names:
        own = frozenset({f"`{each}`", each.lower()})
        parts = [part for part in _plain(whole, each) if part.words]
        if not name:
            if any(part.lead in CONDITIONS for part in parts):
                return
            parts = [part for part in parts if not own.isdisjoint(part.words)]
        yield from _said(parts, each, own, sentence)


_MOST = 40
"""Parts of a sentence: one with more is none, and each is looked at beside the others."""
_NAME = regex(r"`([a-z_]\w*)`")


def _said(
    parts: Sequence[Segment], name: str, own: frozenset[str], sentence: Sentence
) -> Iterator[tuple[Kind, str, str]]:
    implied = bool(sentence.entry) or not any(word in own for part in parts for word in part.words)
    missing = [n for n, part in enumerate(parts) if _is_missing(part, own, in_entry=implied)]
    others = [
        part
        for n, part in enumerate(parts)
        if part.lead in CONDITIONS - {"otherwise"} and n not in missing and not (n and parts[n - 1].words[-1] == "even")
    ]
    several = any(word in _SEVERAL for part in parts for word in part.words[:3])
    unless = bool(others) and all(part.lead == "unless" for part in others)
    if not (others and not _is_wish(others) and not unless) and not several:
        value = _duty(parts, missing, own, in_entry=implied)
        if value and not (unless and value == "required"):
            yield ("required", name, "") if value == "required" else ("optional", name, value.removeprefix("optional"))
    if state := _state(parts, missing, sentence):
        yield "switch", name, state
    elif not others and (figure := _figure(parts, missing, own)):
        yield "default", name, figure


def _is_wish(others: Sequence[Segment]) -> bool:
    """Whether conditions are that a value is given, or that callers want another: both limit nothing."""
    return all(
        len(part.words) == 1
        and part.words[0] in ("provided", "given", "specified", "supplied", "set", "passed", "wanted")
        for part in others
    )


def _plain(parts: Sequence[Segment], name: str) -> Iterator[Segment]:
    """The parts, with `name=value` as its value."""
    for part in parts:
        words = []
        for word in part.words:
            bare = word.strip("`").replace(" ", "")
            words.append(f"`{bare.partition('=')[2]}`" if bare.startswith(f"{name}=") else word)
        lower = tuple(word.lower() if word in ("`True`", "`False`", "`None`") else word for word in words)
        yield Segment(words=lower, lead=part.lead, sign=part.sign)


def _is_missing(part: Segment, own: frozenset[str], *, in_entry: bool) -> bool:  # noqa: PLR0911 - a relation a line
    """Whether a part says that the parameter is not passed, as a condition or of some callers."""
    words = part.words
    about = not own.isdisjoint(words) or (
        in_entry and (bool({"it", "this", "nothing", "something"} & set(words)) or len(words) <= _FEW)
    )
    if not about or len(words) > 3 * _FEW or (own.isdisjoint(words) and (words in _OF_OTHERS or part.lead == "where")):
        return False
    closed = all(word in own or word in _KNOWN_WORDS or is_known(word, _KNOWN) for word in words)
    if part.lead in CONDITIONS and (not closed or "and" in words):
        return False
    denied = sum(word in _NOT for word in words) % 2 == 1
    given = any(word in _GIVEN for word in words)
    omitted = any(word in _OMITTED for word in words)
    if part.lead == "unless":
        return given and not denied and not omitted and not {"`true`", "`false`"} & set(words)
    if part.lead in ("if", "when", "where", "whenever", "should"):
        return (omitted and not denied) or (given and denied and "only" not in words)
    if part.lead == "without" or words[0] == "without":
        return (not own.isdisjoint(words[:3]) or words[:1] == ("it",)) and len(words) <= _FEW
    if words[:2] == ("by", "omitted") or words[0] in ("omitting", "omitted", "lacking"):
        return not {"can", "may", "must"} & set(words)
    if words[:3] == ("in", "the", "absence") or words[:2] == ("in", "absence"):
        return True
    if part.lead in ("that", "who", "which") and words[0] in _OMITTED and not own.isdisjoint(words[:4]):
        return True
    callers = {"calls", "call", "callers", "users", "those"} & set(words[:3])
    return bool(callers) and ((given and denied) or (omitted and not denied))


_OF_OTHERS = (("missing",), ("absent",), ("empty",), ("necessary",))
"""Said alone, of what the text is about: "created if missing"."""
_KNOWN = frozenset({"PASS", "OMIT", "CALLER", "CALL", "PARAMETER", "NOT", "NOTHING", "MAY", "RESULT", "NONE", "GET"})
_KNOWN_WORDS = _GIVEN | _OMITTED | _NOT | {"else", "argument", "way", "value", "explicitly", "signature", "preference"}


def _duty(parts: Sequence[Segment], missing: Sequence[int], own: frozenset[str], *, in_entry: bool) -> str:  # noqa: PLR0911 - a relation a line
    """`required`, `optional` or `optionalomitted`; empty where nothing of the kind is said."""
    words = [word for part in parts for word in (part.lead, *part.words)]
    if missing:
        rest = [word for n, part in enumerate(parts) if n not in missing for word in part.words]
        inside = [word for n in missing for word in parts[n].words]
        callers = any(parts[n].lead in ("", "that", "who") for n in missing)
        failing = [word for word in (*rest, *(inside if callers else ())) if word in _FAILS]
        if not failing and _NEED & set(rest):
            return ""
        if failing:
            surely = {"rejected", "fails", "fail", "past", "error"} & set(failing)
            return "required" if surely and not {"cannot", "must"} & set(failing) and len(rest) <= 3 * _FEW else ""
        return "optionalomitted" if rest or callers else ""
    if not _FAILS.isdisjoint(word for word in words if word not in ("must", "haveto", "allowed")):
        return ""
    told = {word for part in parts for word in part.words}
    if {"likes", "wishes", "pleases"} & told and {"or"} & told and _MAY & told and told & _GIVEN and in_entry:
        return "optional"
    for part in parts:
        about = not own.isdisjoint(part.words) or in_entry
        if part.lead in CONDITIONS - {"otherwise"} and len(part.words) > 1:
            continue
        if about and part.lead not in CONTRASTS and (value := _of_part(part, own, in_entry=in_entry)):
            return value
    return ""


def _of_part(part: Segment, own: frozenset[str], *, in_entry: bool) -> str:  # noqa: C901, PLR0911, PLR0912
    words = part.words
    named = not own.isdisjoint(words)
    denied = sum(word in _NOT for word in words) % 2 == 1
    spoken = named or (in_entry and (words[0] in _PRONOUNS | _BEGIN or len(words) <= _FEW))
    given = any(word in _GIVEN for word in words)
    bare = [word for word in words if word not in own]
    if {"without", "alone"} & set(words[1:]) and _WORKS & set(words) and named and "alone" not in words:
        return "required" if denied is False else "optionalomitted"  # "without" is one of the denials
    if words[0] == "defaults" and words[1:2] == ("to",) and in_entry and part.sign in ("", ".", ","):
        return "optionalomitted"
    if words[:2] == ("by", "default") and words[2:3] and words[2] in own and {"equals", "is"} & set(words[3:4]):
        return "optionalomitted"
    if words[0] in ("provided", "given", "specified", "supplied") and len(words) == 1 and part.lead in ("if", "when"):
        return "optional" if in_entry and not part.sign else ""
    if "optional" in words and not denied:
        at = words.index("optional")
        beside = named and (set(words[max(0, at - 3) : at]) & {"is", "are", "remains", "an", "as"})
        alone = in_entry and (at == 0 or set(bare) <= _AROUND or words[:2] == ("an", "optional"))
        after = words[at + 1 : at + 2]
        if beside and (not after or after[0] in _PARAMETER or after[0] in ("for", "here", "and")):
            return "optional"
        return "optional" if alone and "only" not in words else ""
    if words[0] == "optionally" and len(words) > 1 and in_entry and part.sign in ("", ".") and not denied:
        return "optional"
    callers = bool({"callers", "caller", "you", "users", "preference"} & set(words))
    if any(word in _OMITTED for word in words) and (spoken or (in_entry and callers)):
        refused = bool({"not", "never", "cannot"} & set(words))
        if _MAY & set(words) and not refused and "only" not in words:
            return "optionalomitted"
        if words[0] in ("omitted", "omit") and part.sign in ("", ".", ";") and "to" in words and not denied:
            return "optionalomitted"  # "Leave it out to measure a square"
        often = {"callers", "people", "users"} & set(words) or {"most", "mostly", "usually", "often"} & set(words)
        return "optionalomitted" if often and named and not denied else ""
    if {"unset", "unspecified"} & set(words) and _MAY & set(words) and not denied:
        return "optionalomitted" if spoken else ""
    need = -1 if "copy" in words else next((n for n, word in enumerate(words) if word in _NEED), -1)
    if need >= 0 and {"only", "seldom", "rarely"} & set(words[: need + 2]) and spoken and not denied:  # noqa: SIM102 - two questions
        if given or words[need] in ("needed", "necessary", "required"):
            return "" if {"must"} & set(words) else "optionalomitted"
    if need >= 0 and denied and (given or (named and words[need] in ("required", "needed", "necessary", "mandatory"))):
        return "optionalomitted" if spoken and "must" not in words else ""
    if need >= 0 and denied and in_entry and not given and words[need] in ("needed", "required", "necessary"):
        return "optional" if need <= 1 or set(words[:need]) <= _PRONOUNS | _NOT | {"is", "usually", "always"} else ""
    if need >= 0 and given and not denied and "only" not in words and spoken:
        return _must(words, own, need)
    if "default" in words and not part.lead and "by" not in words:
        has = {"has", "have", "with", "having", "exists", "for"} & set(words)
        lacks = denied and has and {"no"} & set(words)
        return "required" if lacks and spoken else "optionalomitted" if has and not denied and spoken else ""
    if {"likes", "wishes", "choice", "discretion", "pleases"} & set(words) and _MAY & set(words) and given:
        return "optional"
    return ""


def _must(words: Sequence[str], own: frozenset[str], need: int) -> str:
    """`required`, where it is said that it must be passed, and nothing of how or when."""
    verb = next(
        (n for n in range(need, len(words)) if words[n] in _GIVEN and words[n].endswith(("ed", "en", "set"))), -1
    )
    if verb < 0 or verb - need > _FEW or {"can", "may", "should"} & set(words):
        return ""
    subject = [word for word in words[:need] if word not in own]
    if not set(subject) <= _PRONOUNS | _PARAMETER | {"and", "so", "always", "that", "then", "a", "value", "for"}:
        return ""
    after = [word for word in words[verb + 1 :] if word not in ("over", "in")]
    return "required" if not after or set(after[:4]) & {"always", "every", "caller", "explicitly", "any"} else ""


def _state(parts: Sequence[Segment], missing: Sequence[int], sentence: Sentence) -> str:  # noqa: C901 - a way of saying it a line
    """`on` or `off`, where a sentence tells the state that a flag has by itself."""
    found: set[str] = set()
    unless = [part for part in parts if part.lead == "unless"]
    for n, part in enumerate(parts):
        words = part.words
        if n in missing and not {"`true`", "`false`"} & set(words):
            continue
        by_default = any(word in _DEFAULTS for word in words)
        near = parts[n + 1] if n + 1 < len(parts) else None
        apposed = (
            near is not None
            and "default" in near.words
            and len(near.words) <= _FEW
            and near.sign in (",", "(")
            and near.lead in ("", "which", "as")
        )
        if "as-if" in words:  # "calls that do not mention it behave as though …"
            words = words[words.index("as-if") + 1 :]
            if words and (_is_of_callers(parts) or missing) and (state := _told(words)):
                found.add(state)
            continue
        state = _told(_before_order(words), answer=bool(missing))
        if not state and by_default and sentence.entry and "not" not in words and part.lead not in CONDITIONS:
            state = "on" if {"done", "performed", "happens", "executed"} & set(_before_order(words)) else ""
        if part.lead in CONDITIONS and not (apposed and part.lead in ("if", "when") and len(words) <= 3):  # noqa: PLR2004 - a short condition
            continue
        if part.lead == "unless" or not state:
            continue
        if (
            by_default
            or apposed
            or missing
            or (unless and (turned := _told(unless[0].words)) and turned != state)
            or (unless and not _told(unless[0].words) and _decides(unless[0].words))
        ):
            found.add(state)
    if not found and sentence.entry and (own := _of_behaviour(parts)):
        return own
    if unless and not found and (turned := _told(unless[0].words)) and not ({"be"} & set(unless[0].words)):
        others = [part for part in parts if part.lead in CONDITIONS - {"unless", "otherwise"}]
        if not others and ({"`true`", "`false`"} & set(unless[0].words) or turned):
            found.add({"on": "off", "off": "on"}[turned])
    return found.pop() if len(found) == 1 else ""


def _of_behaviour(parts: Sequence[Segment]) -> str:
    """What an entry says of its flag by what is done: "They do not by default", "This is the default behaviour"."""
    return next((value for part in parts if (value := _of_usual(part, parts))), "")


def _of_usual(last: Segment, parts: Sequence[Segment]) -> str:
    words = [word for word in last.words if word not in ("entirely", "also", "of", "course")]
    denied = "not" in words
    if len(words) > _FEW + 2 or last.lead in CONDITIONS:
        return ""
    if {"default", "by"} <= set(words) and {"do", "does"} & set(words) and {"they", "it", "this", "that"} & set(words):
        return "off" if denied else "on"
    yes = parts[0].words[:1] == ("to",) and parts[0].lead == "whether"
    if {"default", "is"} <= set(words) and (last.lead == "which" or {"this", "that"} & set(words[:1])):
        return "on" if (yes or len(parts) == 1) and not denied else ""
    if words[:3] == ["the", "default", "is"] and words[3:4] == ["to"]:
        return "on"
    return "off" if words[:5] == ["the", "default", "is", "not", "to"] else ""


def _before_order(words: Sequence[str]) -> Sequence[str]:
    """Words before callers are told what to do: "on by default and can be suppressed by passing `False`"."""
    at = next((n for n, word in enumerate(words) if word in _ORDERS), len(words))
    return words[:at]


_ORDERS = frozenset({"pass", "passing", "set", "setting", "give", "use", "using", "supply", "request", "can", "haveto"})


def _told(words: Sequence[str], *, answer: bool = False) -> str:
    """The state that words tell, negations counted; empty for none or both."""
    states = {"on" for word in words if word in _ON} | {"off" for word in words if word in _OFF}
    if words[-1:] != ("on",) and "on" in words and not {"turned", "is"} & set(words) and words[:1] != ("on",):
        states = {"off"} if "off" in states else {"on" for word in words if word in _ON - {"on"}}
    if not states and _LEFT & set(words) and not {"by", "can"} & set(words):
        states = {"off"}
    if not states and answer and words[-1:] == ("no",):
        return "off"
    if len(states) != 1:
        return ""
    state = states.pop()
    denied = sum(word in _NOT - {"no", "without", "nothing", "none"} for word in words) % 2 == 1
    return {"on": "off", "off": "on"}[state] if denied else state


def _is_of_callers(parts: Sequence[Segment]) -> bool:
    return any({"calls", "callers", "users"} & set(part.words[:2]) for part in parts)


def _decides(words: Sequence[str]) -> bool:
    return bool({"decides", "caller", "told", "asked", "stated", "requested", "says", "otherwise"} & set(words))


def _figure(parts: Sequence[Segment], missing: Sequence[int], own: frozenset[str]) -> str:
    """The one value of a sentence that says what is there by default, or in calls that do not pass the parameter."""
    if not missing and not any(word in ("default", "defaults", "defaulting") for part in parts for word in part.words):
        return ""
    values: list[str] = []
    if any(word in _OTHERWISE for part in parts for word in part.words):
        return ""
    for part in parts:
        aim = part.words[part.words.index("for") + 1 :][:3] if "for" in part.words else own
        if own.isdisjoint(aim) and own & set(part.words):
            return ""  # "the default of 7 for the timeout is below `step`"
        if any(word in ("not", "never") for word in part.words) and part not in [parts[n] for n in missing]:
            continue
        if part.lead in CONTRASTS | {"than"} or (part.lead in CONDITIONS and part not in [parts[n] for n in missing]):
            continue
        values += [value for word in part.words if word not in own and (value := _single(word))]
    return values[0] if len(set(values)) == 1 else ""


_OTHERWISE = frozenset(
    {"overrides", "override", "overridden", "other", "anything", "else", "unlike-said", "example", "e.g"}
)


def _single(word: str) -> str:
    if word in ("`none`", "none") or "NONE" in concepts(word):
        return "None"
    if word in ("one", "zero", "once", "twice", "first"):
        return ""
    if figure := number(word):
        return figure
    bare = word.strip("`")
    quoted = word.startswith("`") and bare[:1] in "'\"" and len(bare) > 2  # noqa: PLR2004
    return bare if quoted or (word.startswith("`") and number(bare)) else f'"{bare[1:-1]}"' if bare[:1] == '"' else ""


ABSENCE = Reader(
    signs=(
        "optional", "omi", "skip", "lack", "left", "leav", "without", "not ", "n't", "n\u2019t", "no ", "nothing",
        "default", "unless", "absen", "missing", "unset", "unspecified", "need", "must", "requir", "normally", "usual",
        "ordinar", "otherwise", "initial", "only", "seldom", "rarely", "likes", "wishes", "as a matter", "in force",
    ),
    read=read_absence,
)  # fmt: skip
