"""Reads whether sentences say that a parameter has to be passed, or may be left out: by concepts, in any frame."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from aidoc_core.checks.families import TYPE_WORDS
from aidoc_core.checks.statements.lexicon import concepts
from aidoc_core.checks.statements.segments import CONDITIONS, CONTRASTS, Segment, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KNOWN = frozenset(
    {
        "PASS", "OMIT", "NEED", "NOT NEEDED", "FREE", "MAY", "FORBIDDEN", "FAIL", "WORK", "DEFAULT", "SENSIBLE", "NOT",
        "CALLER", "PARAMETER", "CALL", "ALLOW", "HARM", "USUAL",
    }
)  # fmt: skip
_SUBSTITUTES = frozenset({"SUBSTITUTE", "DEFAULT", "SENSIBLE", "PARAMETER", "NOT"})
_WORDS = frozenset(
    {
        "explicit",
        "out",
        "`TypeError`",
        "keyword-only",
        "positional",
        "strictly",
        "absolutely",
        "available",
        "should",
        "defined",
        "leads",
        "causes",
        "optionally",
        "feel",
        "left",
        "empty",
        "up",
        "whether",
        "ends",
        "results",
        "triggers",
    }
)
_SPAN = regex(r"`{1,2}\*{0,2}([A-Za-z_]\w*)(?:\s?=[^`\n]{0,60})?`{1,2}")
_NAMED = regex(
    r"\b(?:parameter|argument|keyword)\s+([a-z_]\w*)\b|\b([a-z_]\w*)\s+(?:parameter|argument|keyword)\b"
    r"|\b([a-z]+(?:_[a-z0-9]+)+)\b"
)
_QUALIFIED = frozenset({"only", "rarely", "seldom", "mostly", "partly", "partially", "unlike-said", "either",
"together",
                        "both", "neither"})  # fmt: skip
_HAS = frozenset(
    {
        "has",
        "have",
        "having",
        "there",
        "comes",
        "with",
        "exists",
        "provides",
        "carries",
        "get",
        "gets",
        "available",
        "defined",
    }
)
_OF_ANY = frozenset({"any", "no", "all"})


def is_point(sentence: Sentence) -> bool:
    """Whether it is a point of a list in an entry or on the result: on a part or a case of it, as often as not."""
    return sentence.where not in ("summary", "description") and sentence.text[:2] in ("- ", "* ", "+ ")


def named_parameter(sentence: Sentence) -> str:
    """The one parameter that a sentence is about: of the entry, or the one that it names; empty if not clear."""
    return _named(sentence.text, sentence.entry.lstrip("*"), sentence.name)


@lru_cache(maxsize=512)
def _named(text: str, entry: str, name: str) -> str:
    """Asked by several readers of the same sentence."""
    spans = {match[1] for match in _SPAN.finditer(text)} - _NO_PARAMETERS - {name}
    if entry:
        return entry if spans <= {entry} else ""
    if len(spans) == 1:
        called = _CALLED.search(text)
        return spans.pop() if called is None or called[1] == name else ""
    if spans or "`" in text or _CALLED.search(text):
        return ""
    names = {next(filter(None, match.groups())) for match in _NAMED.finditer(text)} - _NO_NAMES
    return names.pop() if len(names) == 1 else ""


_HEAD = regex(r"\W{0,6}(\w+)\W{0,3}(?:\([^()\n]{0,80}\))?\s{0,3}:\s")
"""How an entry of a list inside of a description begins."""
_CALLED = regex(r"\b(\w+)\(\)")
_NO_PARAMETERS = frozenset({"None", "True", "False", "TypeError", *TYPE_WORDS})
_NO_NAMES = frozenset(
    [
        "list",
        "names",
        "name",
        "value",
        "values",
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "required",
        "optional",
        "mandatory",
        "is",
        "which",
        "any",
        "each",
        "every",
        "no",
        "one",
        "keyword",
    ]
)


def read_duties(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`required`, or `optional` with `omitted` where it is said that it may be left out."""
    if sentence.where.startswith(("returns", "yields", "raises")) or is_point(sentence):
        return
    if sentence.entry and (head := _HEAD.match(sentence.text)) and head[1] != sentence.entry.lstrip("*"):
        return  # an entry of a list inside: "name (str): Required."
    parts = segments(sentence.text)
    name = named_parameter(sentence)
    if not name:
        if not sentence.entry and any(_needs_nothing(part.without(f"`{sentence.name}`")) for part in parts):
            yield "optional", "*", "omitted"
        return
    for kind, value in dict.fromkeys(_said(parts, name, sentence.name, in_entry=bool(sentence.entry))):
        yield kind, name, value


DUTIES = Reader(
    signs=(
        "optional", "omi", "ignor", "rarely", "seldom", "mandat", "drop", "skip", "left", "leav", "without", "n't",
        "n\u2019t", "not ", "requir", "need", "necess", "mandat",
        "oblig", "compuls", "must", "have to", "has to", "default", "missing", "absen", "unset", "essential",
        "indispens",
        "imperative", "crucial", "vital", "duty", "fallback", "free to", "discretion", "dispens", "superfluous",
        "up to",
        "unspecified", "lack", "forgo", "forget", "exclude", "insist", "expect", "demand", "unavoid", "inevitab",
        "elective",
    ),
    read=read_duties,
)  # fmt: skip


def _said(parts: Sequence[Segment], name: str, function: str, *, in_entry: bool) -> Iterator[tuple[Kind, str]]:
    own = (f"`{name}`", name.lower(), f"`{name}=...`", f"`{function}`", f"`{function}()`")
    shown = [any(word in own[:3] for word in part.words) for part in parts]
    shown_parts = parts
    parts = [part.without(*own) for part in parts]
    if any("optionally" in part.words for part in parts) and all(part.is_closed(_KNOWN, _WORDS) for part in parts):
        met = frozenset[str]().union(*(part.met for part in parts))
        if "PASS" in met and not any(part.denials for part in parts):
            yield "optional", ""
    yield from _by_adjective(shown_parts, own[:3])
    yield from _only_if_wanted(parts)
    limited = any(_limits(part) for part in parts)
    for at, part in enumerate(parts):
        if not in_entry and not shown[at] and not (at and shown[at - 1] and parts[at - 1].lead not in CONTRASTS):
            continue
        if part.lead in ("if", "when", "should") and _omits(part, named=shown[at]):
            if at and not shown[at] and _is_of_other(parts[:at], part):
                continue
            others = [one for one in parts if one is not part]
            yield from _of_omission(others)
            continue
        value = _duty(part, named=shown[at])
        if value and not limited:
            yield ("required", "") if value == "required" else ("optional", value.replace("optional", ""))


def _by_adjective(parts: Sequence[Segment], own: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    """What an adjective right before the name says: "the optional `size`", "an optional argument `size`"."""
    for part in parts:
        at = next((n for n, word in enumerate(part.words) if word == own[0]), -1)
        before = [
            word
            for word in part.words[max(0, at - 3) : max(0, at)]
            if "PARAMETER" not in concepts(word) and word != "keyword"
        ]
        if at < 1 or part.denials or not before:
            continue
        if before[-1] == "optional" or (part.words[0] == "optionally" and part.without(*own).is_closed(_KNOWN, _WORDS)):
            yield "optional", ""
        elif before[-1] in ("required", "mandatory", "obligatory", "compulsory") and "the" in before:
            yield "required", ""


def _only_if_wanted(parts: Sequence[Segment]) -> Iterator[tuple[Kind, str]]:
    """Whether only some are said to need it: "Only has to be given if something else is wanted"."""
    for part, behind in pairwise(parts):
        needed = (
            "only" in part.words
            and "NEED" in part.met
            and part.denials == 0
            and part.is_closed(_KNOWN, (*_WORDS, "only"))
        )
        wanted = behind.lead in ("if", "when") and not _WANTED.isdisjoint(behind.words)
        if needed and wanted and not part.lead:
            yield "optional", "omitted"


_WANTED = frozenset({"want", "wanted", "wants", "desired", "wish", "different", "unlike-said", "override", "special"})


def _limits(part: Segment) -> bool:
    """Whether a part says that the rest holds for some calls only."""
    if part.lead not in CONDITIONS - {"otherwise"}:
        return not _QUALIFIED.isdisjoint(part.words)
    return not _omits(part, named=True)


def _omits(part: Segment, *, named: bool) -> bool:
    """Whether a condition is that the parameter is not there: "if it is not given", "when omitted"."""
    if not named and not _NAMES_IT.isdisjoint(part.words) and len(part.words) == 1:
        return False  # "created if missing": the file
    if not part.is_closed(frozenset({"PASS", "OMIT", "NOT", "CALLER", "PARAMETER", "CALL", "NOTHING"}), ("explicit",)):
        return False
    met, denied = part.met, part.denials % 2 == 1
    return ("OMIT" in met and not denied) or ("PASS" in met and "OMIT" not in met and denied)


def _is_of_other(before: Sequence[Segment], part: Segment) -> bool:
    """Whether what is not given may be something that was spoken of before: "It needs a zone; if not given, …"."""
    if {"it", "this"} & set(part.words):
        return False
    spoken = [word for one in before for word in one.words]
    return bool(_VERBS & set(spoken)) and not any("SUBSTITUTE" in one.met for one in before[-1:])


_VERBS = frozenset("is are should must has have will can may needs includes contains does do requires takes".split())  # noqa: SIM905
_NAMES_IT = frozenset({"missing", "absent", "empty"})


def _of_omission(others: Sequence[Segment]) -> Iterator[tuple[Kind, str]]:
    """What happens without it: an error, or something else."""
    main = [one for one in others if one.lead not in CONTRASTS]
    for one in main:
        if "FAIL" in one.met and one.denials % 2 == 0 and one.is_closed(_KNOWN | {"ESCAPE"}, ("`TypeError`", "python")):
            yield "required", ""
            return
    if main and not any({"FAIL", "NEED"} & one.met or one.lead in CONDITIONS for one in main):
        yield "optional", "omitted"


def _needs_nothing(part: Segment) -> bool:
    """Whether a call is said to be possible without any arguments."""
    words = part.words
    if not {"argument", "arguments", "parameters", "parameter"} & set(words) or part.lead in CONDITIONS:
        return False
    if not part.is_closed(frozenset({"CALL", "MAY", "PARAMETER", "WORK", "NOT"})) or not _OF_ANY & set(words):
        return False
    none = "without" in words or ("with" in words and "no" in words)
    return none and "CALL" in part.met and bool({"MAY", "WORK"} & part.met) and part.denials == 1


def _duty(part: Segment, *, named: bool) -> str:  # noqa: C901, PLR0911, PLR0912 - a combination of concepts a line
    words = part.words
    if part.lead in CONTRASTS | CONDITIONS - {"otherwise"} or not words:
        return ""
    if (
        {"rarely", "seldom"} & set(words)
        and {"NEED", "PASS"} <= part.met
        and part.is_closed(_KNOWN, (*_WORDS, "rarely", "seldom"))
    ):
        return "omitted"
    if words[:2] == ("the", "only") and {"NEED", "PARAMETER"} <= part.met:
        words = tuple(word for word in words if word != "only")
        part = part.without("only")
    if not _QUALIFIED.isdisjoint(words):
        return ""
    if part.lead in ("that", "which", "who", "after", "before", "for", "on", "upon") and not named:
        return ""
    met = part.met
    omitted = "OMIT" in met or "without" in words or part.lead == "without"
    without = ("without" in words or part.lead == "without") and (named or {"it", "this", "one"} & set(words))
    if "without" in words and not without and "default" not in words:
        return ""
    if not part.is_closed(_KNOWN | (_SUBSTITUTES if "DEFAULT" in met else frozenset()), _WORDS):
        return ""
    denials = part.denials - ("without" in words and bool(without))
    denied = denials % 2 == 1
    if omitted and not ("without" in words and "default" in words):
        return _of_leaving(part, denied=denied, without=bool(without))
    if "DEFAULT" in met:
        by = any(word in ("default", "defaults") and words[at - 1] == "by" for at, word in enumerate(words) if at)
        if by or "NEED" in met or part.words[0] in ("defaults", "default"):
            return ""
        has = bool(_HAS & set(words)) or part.lead in ("with", "without")
        used = "SUBSTITUTE" in met and not denied
        lacks = denied or part.lead == "without"
        return ("required" if lacks else "omitted") if has or part.lead == "without" or used else ""
    if {"PASS", "FAIL"} <= met and denials == 1 and "MAY" not in met:
        return "required"  # "Not passing it is an error"
    if "FREE" in met:
        return "required" if denied else "optional"
    if "empty" in words and "left" in words and "MAY" in met:
        return "" if denied else "optional"
    if "up" in words and "CALLER" in met and "PASS" in met and "NEED" not in met:
        return "omitted"
    if "NOT NEEDED" in met:
        return "" if denied else "optional"
    return _of_need(part, denied=denied)


def _of_leaving(part: Segment, *, denied: bool, without: bool) -> str:  # noqa: PLR0911 - a combination of concepts a line
    """What is said of leaving it out."""
    met, words = part.met, part.words
    if {"FORBIDDEN", "FAIL", "HARM"} & met:
        return "omitted" if denied else "required" if {"HARM"} != {"FORBIDDEN", "FAIL", "HARM"} & met else ""
    if without or part.lead == "without":
        if not {"MAY", "WORK", "CALL"} & met:
            return ""
        return "required" if denied or (part.lead == "without" and "nothing" in words) else "omitted"
    if "MUST" in met or "haveto" in words or ("never" in words and "is" not in words):
        return "required" if denied else ""
    if "MAY" in met or "ALLOW" in met:
        return "required" if denied else "omitted"
    if words[0] in ("omit", "skip", "drop", "omitted", "exclude", "forgo") and not denied:
        return "omitted"
    if words[0] in ("do", "never") and denied:
        return "required"
    usual = "CALLER" in met or bool({"usually", "normally", "often", "mostly"} & set(words))
    if usual and not denied and "NEED" not in met:
        return "omitted"
    return ""


def _of_need(part: Segment, *, denied: bool) -> str:  # noqa: PLR0911 - a combination of concepts a line
    met, words = part.met, part.words
    if "should" in words and {"always", "never"} & set(words) and "PASS" in met:
        return "" if denied else "required"
    if "NEED" not in met:
        return ""
    if "MUST" in met and denied:
        return ""  # "must not be passed"
    if "expect" in " ".join(words) and "PASS" not in met:
        return ""
    if {"need", "needs", "requires", "require", "demands", "demand", "needed"} & set(words) and "PASS" not in met:
        subject = bool({"CALLER", "CALL"} & met)
        if words[-1] not in ("needed", "required", "it", "this", "needs", "requires") or (
            not subject and words[-1] != "needed"
        ):
            return "" if not denied else "optional" if words[-1] == "needed" else ""
    if {"must", "haveto"} & set(words) and "PASS" not in met and not {"present", "there"} & set(words):
        return ""  # "must be one of"
    return ("omitted" if "PASS" in met else "optional") if denied else "required"
