"""Settles what readers read out of one sentence that cannot be so together: "it is yielded rather than returned".

Each reader sees a few words. Where two of them read the contrary, or where the sentence as a whole is recognised to
say the contrary of what one of them read, all of its words decide; where these tell nothing, neither is stated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.claimed import claimed, clearly_claimed, surely_claimed
from aidoc_core.checks.recognition.matters import CALLABLE_ITSELF, SAYS_NOTHING
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.statements.statement import Kind, Sentence

    Read = dict[tuple[Kind, str, str], None]

_PAIRS: tuple[tuple[tuple[Kind, str], str, tuple[Kind, str], str], ...] = (
    (("is", "coroutine"), "coroutine, claimed", ("is", "no coroutine"), "coroutine, denied"),
    (("is", "generator"), "generator, claimed", ("is", "no generator"), "generator, denied"),
    (("gives", "something"), "says something is returned", ("gives", "nothing"), "says nothing is returned"),
    (("switch", "on"), "default on", ("switch", "off"), "default off"),
    (("optional", ""), "optional", ("required", ""), "required"),
    (("changes", "mutates"), "changes its argument", ("changes", "keeps"), "leaves its argument alone"),
)
"""Statements that are the contrary of each other, each with the claim that it is."""
_CLAIMS = {one: (claim, contrary) for one, claim, _, contrary in _PAIRS} | {
    one: (claim, contrary) for _, contrary, one, claim in _PAIRS
}
_CONTRARY = {one: other for one, _, other, _ in _PAIRS} | {other: one for one, _, other, _ in _PAIRS}


_OF_ARGUMENTS = frozenset({"optional", "required", "changes"})
_TAKEN_FOR: dict[tuple[Kind, str], frozenset[str]] = {
    ("gives", "nothing"): frozenset({"generator, denied"}),
    ("gives", "something"): frozenset({"generator, claimed", "generator, denied"}),
}
"""Claims in the words of another statement: "no values are yielded" says nothing of what is returned."""


_WITH_VALUE = regex(r"`(\w+)\s?=[^=`\n]+`")
"""An argument with a value: that it has to be passed so to get something does not make it a required one."""
_NO_DEFAULT = regex(r"\b(?:has|have|there\s+is)\s+no\s+default\b|\bwithout\s+a\s+default\b")


def settled(read: Read, sentence: Sentence) -> Read:
    """What is left of what readers read.

    Args:
        read: Kind, subject and value of each statement.
        sentence: The sentence.
    """
    if SAYS_NOTHING.search(sentence.lower):
        return {}
    if any(kind == "required" for kind, _, _ in read) and "=" in sentence.text:
        valued = set(_WITH_VALUE.findall(sentence.text))
        read = {one: None for one in read if one[0] != "required" or one[1] not in valued}
    if ("is", "", "property") in read and CALLABLE_ITSELF.search(sentence.lower):
        read = {one: None for one in read if one[0] not in ("is", "gives")}
    plain = {one: _plain(one) for one in read}
    if not any(two in _CLAIMS for two in plain.values()):
        return read
    if ("optional", "") in plain.values() and _NO_DEFAULT.search(sentence.lower):
        plain = {one: two for one, two in plain.items() if two != ("optional", "")}
    there = {(two, one[1]) for one, two in plain.items() if one[1] != "named"}
    made = claimed(sentence.text, sentence.where, sentence.name)
    if "none" in sentence.lower:
        made -= {"says something is returned"}  # what the words say of `None`, its neighbours say better
    clear = frozenset(clearly_claimed(sentence.text, sentence.where, sentence.name)) if made else made
    plainly = frozenset(surely_claimed(sentence.text, sentence.where, sentence.name)) if clear else clear
    returns = "generator, claimed" not in made and _RETURNED.search(sentence.lower) is not None
    return {
        one: None
        for one, two in plain.items()
        if _is_kept(one, two, there, clear or made, returns=returns) and not _is_refuted(two, clear, plainly)
    }


_RETURNED = regex(
    r"\b(?:is|are|gets?)\s+(?:\w+\s+)?(?:returned|handed\s+back|given\s+back)\b|\breturns\s+(?:an?|the|all|everything)\b"
)
"""What is given back, however: "A list of the names is returned, not a generator"."""


def _is_kept(
    one: tuple[Kind, str, str],
    two: tuple[Kind, str],
    there: set[tuple[tuple[Kind, str], str]],
    clear: frozenset[str],
    *,
    returns: bool,
) -> bool:
    if two not in _CLAIMS or one[1] == "sometimes":
        return True
    claim, contrary = _CLAIMS[two]
    if (
        claim not in clear
        and not (returns and two == ("gives", "something"))
        and not _TAKEN_FOR.get(two, frozenset()).isdisjoint(clear)
    ):
        return False
    if (_CONTRARY[two], "" if one[1] == "named" else one[1]) not in there:
        return True
    if one[1] == "named" or contrary in clear:
        return False  # what is only named gives way
    return claim in clear or two[0] == "gives"


def _is_refuted(two: tuple[Kind, str], clear: frozenset[str], plainly: frozenset[str]) -> bool:
    """Whether all words say the contrary of what was read of an argument beyond doubt."""
    if two[0] not in _OF_ARGUMENTS or two not in _CLAIMS:
        return False
    claim, contrary = _CLAIMS[two]
    return contrary in plainly and claim not in clear


def _plain(one: tuple[Kind, str, str]) -> tuple[Kind, str]:
    kind, _, value = one
    if (kind, value) == ("changes", "updates"):
        return kind, "mutates"
    return (kind, "") if kind in ("optional", "required") else (kind, value)
