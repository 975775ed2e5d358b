"""Whether an entry says that its parameter has to be passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import first, has, means
from aidoc_core.checks.statements.passing import OF_IT, is_of_it, omits
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.checks.clauses import Clause

SORT = r"(?:argument|parameter|value|keyword(?:\s+argument)?|setting|option|flag|field)"

_SORT_ALONE = regex(SORT)

_EACH = frozenset({"every", "each", "all", "any", "it", "this"})

HOW = frozenset(
    {"as", "in", "to", "with", "like", "of", "from", "via", "through", "using", "before", "after", "between"}
)
"""Behind "must be given", words on how: "as a date", "in seconds"."""

DO_SO = frozenset({"so", "this", "it", "that", "one", "therefore", "thus"})


def required(clause: Clause, name: str, behind: Sequence[Clause]) -> bool:  # noqa: PLR0911 - a sign a line
    """Whether a clause says that a parameter has to be passed."""
    words = clause.words
    if clause.scope == "otherwise" or (clause.scope == "without" and words[1:2] in (("it",), ("this",))):
        return has(words[1:], "FAIL") and not has(words[1:], "NOT")
    words = words[1:] if clause.scope else words
    if not words or clause.scope not in ("", "as", "so", "since", "because", "that"):
        return False
    need, gives, left, denied = first(words, "NEED"), first(words, "PASS"), omits(words), first(words, "NOT")
    obliged = (
        need
        if need >= 0
        else next((n for n, w in enumerate(words) if w in ("has", "have") and words[n + 1 : n + 2] == ("to",)), -1)
    )
    lacks = "no" in words or "lacks" in words or "without" in words
    if lacks and "default" in words and len(words) <= 7 and words[words.index("default") - 1] != "by":  # noqa: PLR2004
        before = words[: next(n for n, w in enumerate(words) if w in ("no", "lacks", "without"))]
        return all(word in OF_IT | {"there", "has", "with", name} for word in before) and not has(words, "NEED")
    if "optional" in words and 0 <= denied < words.index("optional"):
        return is_of_it(words[: words.index("optional")], name)
    if left >= 0 and "PASS" not in means(words[left]):  # "cannot be passed together with" is no duty
        bad = has(words, "FAIL") or (
            denied >= 0 and (has(words, "MAY") or not {"cannot", "never", "must", "should"}.isdisjoint(words))
        )
        if left == 0 or words[left - 1] in ("be", "ever", "it", "never") or "LEAVE" in means(words[left]):
            spoken = [w for w in words[:left] if "MAY" not in means(w) and w not in ("must", "should")]
            return bad and is_of_it(spoken, name)
    if words[0] == "always" and gives == 1 and words[2:] in (("it",), ("this",), ("this", "one")):
        return True
    if obliged < 0 or 0 <= denied <= obliged + 1 or not is_of_it(words[:obliged], name):
        return False
    return _is_duty(words, obliged, gives, behind)


def _is_duty(words: Sequence[str], obliged: int, gives: int, behind: Sequence[Clause]) -> bool:  # noqa: PLR0911 - a sign a line
    """Whether it is the passing that is required, not how, when or before what it is done."""
    after = words[obliged + 1 :]
    follows = behind[0] if behind and not behind[0].sign else None
    scope = follows.scope if follows is not None else ""
    if gives > obliged:
        rest = [word for word in words[gives + 1 :] if word not in DO_SO and not word.endswith("ly")]
        if rest[:1] == ["to"] and rest[-1] in ("method", "function", "call"):
            return True
        if rest and rest[0] in HOW | {"for"}:
            return rest[0] in ("in", "on", "with", "for") and bool(_EACH & set(rest[1:2]))
        goes_on = scope in ("as", "before", "after", "that", "for", "without", "by") or (
            words[gives] == "set" and "explicitly" not in words
        )
        return not goes_on and (
            not rest or rest[0] in ("by", "and", "but", "so", "always", "when") or rest == ["a", "value"]
        )
    if words[obliged] in ("needs", "requires") and words[0] in _EACH:
        return after[:1] in (("it",), ("this",))
    if "NEED" not in means(words[obliged]) or words[obliged] in ("must", "need", "needs", "require", "requires"):
        return "present" in after[:3]
    sort = not after or _SORT_ALONE.fullmatch(after[0]) is not None or after[0] in ("and", "so", "always")
    if follows is not None and scope in ("for", "on", "before"):
        return sort and bool(_EACH & set(follows.words[1:2]))
    each = tuple(after[:1]) in (("in",), ("with",), ("on",)) and bool(_EACH & set(after[1:2]))
    return (sort and (not after[1:] or after[0] in ("and", "so"))) or each
