"""Clauses of which every word is known: what they say is worked out from concepts and negations, whatever their order.

Other readers look for a frame. A clause that has no word but those of one matter ("There isn't a default for this
one", "No value has to be passed here") cannot be about anything else; so neither frame nor subject is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.checks.clauses import Clause

_GLUE = frozenset(
    """
    a an the this that these it its itself there here and but so then as of to by in at from for with on upon be is are
    was been being has have had having do does did done will would gets you your they them their caller callers user
    users client ever even just simply also again always any some such how what which time times sure please note
    explicit plain else hence
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words that carry nothing by themselves."""
_CALL = frozenset(
    """
    function method call calls called calling routine procedure helper callable operation invocation object invoking
    invoke one each every all case
    """.split()  # noqa: SIM905 - a plain list of words
)
_PARAMETER = frozenset(
    """
    argument arguments parameter parameters keyword option setting flag field value values input feature behaviour
    behavior functionality signature mode
    """.split()  # noqa: SIM905 - a plain list of words
)
_NOT = frozenset({"not", "never", "no", "cannot", "neither", "nor", "nothing", "none", "without", "lacks"})


def _is_closed(words: Sequence[str], concepts: frozenset[str], *known: frozenset[str]) -> bool:
    """Whether all words are known."""
    for word in words:
        if word in _GLUE or word in _NOT or any(word in one for one in known):
            continue
        if concepts.isdisjoint(means(word)) and (not word.endswith("ly") or word == "only"):
            return False
    return True


def _met(words: Sequence[str]) -> frozenset[str]:
    return frozenset(concept for word in words for concept in means(word))


def _is_denied(words: Sequence[str]) -> bool:
    return sum(word in _NOT for word in words) % 2 == 1


def _has_to(words: Sequence[str]) -> bool:
    return any(word in ("has", "have") and words[at + 1 : at + 2] == ["to"] for at, word in enumerate(words))


_PASSING = frozenset({"LEAVE", "MAY", "NEED", "OMIT", "PASS", "OPTIONAL", "FAIL"})
_ALLOWED = frozenset("fine ok okay valid legal permitted permissible allowed safe possible acceptable".split())  # noqa: SIM905
_FORBIDDEN = frozenset("invalid illegal forbidden impossible unacceptable prohibited".split())  # noqa: SIM905
_DEFAULT = frozenset({"default", "defaults", "fallback"})
_HAS = frozenset({"has", "have", "there", "exists", "exist", "comes", "with", "lacks", "provides"})
_ORDERS = frozenset({"omit", "leave", "skip", "never", "do"})
_BESIDE = frozenset({"out", "exists", "exist", "comes", "whatsoever", "typeerror", "`typeerror`"})


def duty(words: Sequence[str], name: str) -> str:  # noqa: PLR0911 - a combination a line
    """`required`, `omitted` (it may be left out) or `optional`, where a clause speaks of nothing but passing.

    Args:
        words: The words of a main clause.
        name: The parameter.
    """
    words = _without_name(words, name)
    if not words or words[0] in ("one", "any", "some"):
        return ""
    if not _is_closed(words, _PASSING, _CALL, _PARAMETER, _ALLOWED, _FORBIDDEN, _DEFAULT, _BESIDE):
        return ""
    met, denied = _met(words), _is_denied(words)
    obliged = "NEED" in met or _has_to(words)
    if "OMIT" in met or ("LEAVE" in met and "out" in words):
        if not _FORBIDDEN.isdisjoint(words) or "FAIL" in met:
            return "" if denied else "required"
        spoken = "MAY" in met or "cannot" in words or not _ALLOWED.isdisjoint(words) or words[0] in _ORDERS
        if not spoken and not (obliged and denied):
            return ""
        return "required" if denied else "omitted"
    if not _DEFAULT.isdisjoint(words):
        if any(word in _DEFAULT and words[at - 1] == "by" for at, word in enumerate(words) if at):
            return ""  # "No limit by default"
        return ("required" if denied else "omitted") if not obliged and not _HAS.isdisjoint(words) else ""
    if "optional" in words:
        return "required" if denied else "optional"
    if not obliged or ("must" in words and denied):
        return ""
    return "required" if not denied else "omitted" if "PASS" in met else "optional"


def _without_name(words: Sequence[str], name: str) -> list[str]:
    own = frozenset({name, f"`{name}`", *name.split("_")})
    return [word for word in words if word not in own]


_GIVING = frozenset({"RETURN", "GIVE", "MAKE", "TURN OUT", "GET", "BACK", "RESULT", "NOTHING", "CALLER"})
_RESULT = frozenset(
    """
    thing data useful meaningful variable assign assigning store storing leaves exists exist present `none` `None`
    """.split()  # noqa: SIM905 - a plain list of words
)
_PART = frozenset({"else", "always", "each", "every", "all", "one", "such", "some"})
"""What denies a part only: "does not return anything else", "not always returned"."""
_SPOKEN_BEFORE = frozenset({"it", "this", "that", "they", "these"})
_COMES_ABOUT = frozenset({"there", "exists", "exist", "present", "has", "have", "leaves", "assign", "assigning"})


def gives_no_value(words: Sequence[str]) -> bool:
    """Whether a clause speaks of nothing but a result, and denies it: "Has a `None` return", "It won't return a thing".

    Args:
        words: The words of a main clause.
    """
    if not _PART.isdisjoint(words) or not _is_closed(words, _GIVING, _CALL, _RESULT):
        return False
    nothing = [word for word in words if word in _NOT or word.strip("`") in ("none", "None", "void")]
    if len(nothing) != 1:
        return False
    met, none = _met(words), nothing[0] not in ("not", "never", "cannot", "without")
    names_it = any(word == "thing" or ("RESULT" in means(word) and "RETURN" not in means(word)) for word in words)
    if words[0] in _SPOKEN_BEFORE and not (none or (names_it and "RETURN" in met)):
        return False  # "It is not returned": something spoken of before
    if "RETURN" in met or "BACK" in met:
        return none or names_it
    outcome = any(word in ("outcome", "result", "results") for word in words)
    return outcome and (none or names_it) and ("GIVE" in met or "MAKE" in met or not _COMES_ABOUT.isdisjoint(words))


_STATES = frozenset({"ON", "OFF", "DEFAULT", "OMIT", "PASS", "HAPPEN", "NEED"})
_SWITCHES = frozenset(
    """
    turn turned turns switch switched opt opt-in opt-out in out explicitly takes place effect stays remains
    """.split()  # noqa: SIM905 - a plain list of words
)
_BY_DEFAULT = frozenset({"default", "normally", "initially", "usually", "defaults"})


def state(parts: Sequence[Clause], name: str) -> str:
    """`on` or `off`, where a sentence speaks of nothing but the state that something is in by default.

    Args:
        parts: The clauses of the sentence.
        name: The parameter.
    """
    by_default, stated = False, [""][:0]
    for clause in parts:
        words = _without_name(clause.words[1:] if clause.scope else clause.words, name)
        if not _is_closed(words, _STATES, _CALL, _PARAMETER, _SWITCHES):
            return ""
        if not _DEFAULT.isdisjoint(words):  # "Defaults to True" is read as any literal is
            words = [word for word in words if word.strip("`").lower() not in ("true", "false")]
        met, value = _met(words), _value_of(words)
        if not {"opt", "opt-in", "opt-out"}.isdisjoint(words):
            return "" if _is_denied(words) else "on" if {"out", "opt-out"} & set(words) else "off"
        if clause.scope == "unless":
            return _other(value)
        if clause.scope in ("if", "when"):
            by_default |= "OMIT" in met or ("PASS" in met and _is_denied(words))
            continue
        by_default |= clause.scope == "without" or not _BY_DEFAULT.isdisjoint(words)
        if value and clause.scope in ("", "without", "otherwise", "so", "as", "since", "because"):
            if not {"must", "needs", "need"}.isdisjoint(words) or _has_to(words):
                return "" if _is_denied(words) else _other(value)
            stated.append(_other(value) if _is_denied([w for w in words if w != "no"]) else value)
    return stated[0] if by_default and len(stated) == 1 else ""


def _other(value: str) -> str:
    return {"on": "off", "off": "on"}.get(value, "")


def _value_of(words: Sequence[str]) -> str:
    """The state that words name; "set" is one where nothing is said to be set to."""
    set_so = "set" in words and "to" not in words
    on = any("ON" in means(word) and (word != "on" or _is_particle(words, at)) for at, word in enumerate(words))
    on |= set_so
    off = any("OFF" in means(word) and word != "no" for word in words)
    return "" if on == off else "on" if on else "off"


def _is_particle(words: Sequence[str], at: int) -> bool:
    """Whether "on" is no preposition: "is on", "turned on by the caller"."""
    return not words[at + 1 :] or words[at + 1] in ("by", "explicitly", "and")
