"""Whether words are about a parameter and its passing: left out, not given, in which state it is then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import has, means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.checks.clauses import Clause

OF_IT = frozenset(
    """
    it this that the a an parameter argument value option keyword setting flag field one which and but passing giving is
    callers caller you so note otherwise then there only always please be can of course itself also are do does
    every call each
    user users for no its their such has have entirely completely purely strictly explicitly simply safely just by
    feature behaviour behavior
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words that may stand before what is stated of the parameter: it is its subject, or its caller."""
_BE = frozenset({"is", "are", "be", "being", "was", "stays", "remains", "starts", "start", "left", "becomes"})
EMPTY = frozenset({"unset", "empty", "blank", "unspecified"})
"""What is left empty may still have to be passed, by way of `None`."""


def is_of_it(before: Sequence[str], name: str) -> bool:
    """Whether words before what is stated name no other subject than the parameter."""
    return all(word.strip("`") in OF_IT or word.strip("`") == name or "NOT" in means(word) for word in before)


def omits(words: Sequence[str]) -> int:
    """Where it says "omitted", "left out", "not given"; -1 if it does not."""
    for at, word in enumerate(words):
        meant = means(word)
        if ("OMIT" in meant and word not in ("missing", "misses")) or (
            word == "missing" and at and words[at - 1] in ("is", "if", "when")
        ):
            return at
        if "LEAVE" in meant and any("OUT" in means(one) or one in EMPTY for one in words[at + 1 : at + 3]):
            return at
        if (
            "PASS" in meant
            and word not in ("name", "set")
            and at
            and "NOT" in {c for one in words[max(0, at - 3) : at] for c in means(one)}
        ):
            return at
    return -1


def switched(parts: list[Clause], at: int, name: str) -> str:
    """`on` or `off` where a clause tells in which state something is by default, else empty."""
    clause = parts[at]
    words = clause.words if clause.scope not in ("since", "because", "as", "otherwise", "so") else clause.words[1:]
    if (
        clause.scope in ("if", "when", "whenever", "unless", "whether", "until", "while", "that", "which", "where")
        or not words
    ):
        return ""
    default = clause.scope == "otherwise" or any(
        "DEFAULT" in means(word) and word != "standard" for word in clause.words
    )
    for near in parts[at + 1 : at + 2] + parts[max(0, at - 1) : at]:
        behind = parts.index(near) > at
        changes = (
            has(near.words, "ON")
            or has(near.words, "OFF")
            or has(near.words, "PASS")
            or "CHANGE" in {c for w in near.words for c in means(w)}
        )
        default |= behind and near.scope in ("unless", "until") and (changes or len(near.words) > 1)
        default |= behind and near.words == ("otherwise",)
        default |= near.scope == "without" and near.words[1:] in (("it",), ("this",))
        unsaid = has(near.words, "NOTHING") or ("no" in near.words and "value" in near.words)
        default |= near.scope in ("if", "when", "where") and (omits(near.words) >= 0 or (unsaid and not near.sign))
        default |= not behind and near.scope == "unless" and (has(near.words, "ON") or has(near.words, "OFF"))
        plain = not (has(near.words, "ON") or has(near.words, "OFF"))
        default |= plain and not behind and len(near.words) <= 3 and has(near.words, "DEFAULT") and not near.scope  # noqa: PLR2004 - "By default,"
    default |= 0 <= omits(words) < 2 and "and" in words  # noqa: PLR2004 - "Leave it out and …"
    default |= "starts" in words or "explicitly" in words
    if not default:
        return ""
    literal = any(word.startswith("default") for word in clause.words)  # "Defaults to True" is read as any literal is
    return _state([word for word in words if not (literal and word.strip("`").lower() in ("true", "false"))], name)


def _state(words: Sequence[str], name: str) -> str:
    words = [word for word in words if "DEFAULT" not in means(word) and word not in ("by", "the", "explicitly")]
    tail = words[words.index("and") + 1 :] if "and" in words and 0 <= omits(words) < words.index("and") else words
    denied = "NOT" in {c for word in tail for c in means(word) if word != "no"}
    for at, word in enumerate(tail):
        meant = means(word)
        on = ("ON" in meant and word != "on") or (
            word == "on" and (at == 0 or tail[at - 1] in _BE or means(tail[at - 1]) & {"ALWAYS"}) and not tail[at + 1 :]
        )
        off = ("OFF" in meant and word not in ("no", "off")) or (word == "off" and not tail[at + 1 :])
        turned = word in ("turned", "switched") and tail[at + 1 : at + 2] in (["on"], ["off"])
        if not (on or off or turned):
            continue
        before = [one for one in tail[:at] if one not in _BE | {"to", "being", "turned", "switched", "has", "out"}]
        if not is_of_it(before, name) and not set(before) <= set(name.split("_")) | OF_IT:
            return ""
        value = (tail[at + 1] if turned else "on" if on else "off") == "on"
        explicit = "has" in tail[:at] or "must" in tail[:at]  # "has to be switched on"
        return "on" if value != (denied or explicit) else "off"
    done = [at for at, word in enumerate(tail) if "HAPPEN" in means(word)]
    if (
        done
        and all(word in OF_IT | _BE | {"to", "not", "never"} for word in tail[: done[-1]])
        and (not tail[done[-1] + 1 :] or tail[done[-1] + 1 :] == ["so"])
    ):
        return "off" if denied else "on"
    return ""
