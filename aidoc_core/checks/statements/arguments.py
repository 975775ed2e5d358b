"""Reads which parameters sentences speak of, and whether readers are told to pass them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import means
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.checks.statements.taken import taken_names
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPAN = regex(r"(?<!`)(`{1,2})([^`\n]{1,120})\1(?!`)")
_KEYWORD = regex(r"([a-z_]\w*)\s?=\s?(?:[\w.'\"\[\](){}+-][^=,]*)?")
_PARAMETER_NOUN = r"(?:parameters?|arguments?|keywords?|kwargs?|keyword[ -]arguments?)"
_BEHIND = regex(
    rf"(?<![`\w.])`{{1,2}}([a-z_]\w*)(?:=[^`\n]{{0,60}})?`{{1,2}}\s+(?:\w+\s+)?(?:{_PARAMETER_NOUN}|options?"
    rf"|flags?|settings?|switch)\b"
    rf"|\b(?:parameters?|arguments?|keyword|kwargs?|options?|flags?|switch)\s+(?:called\s+"
    rf"|named\s+)?`{{1,2}}([a-z_]\w*)`{{1,2}}",
    re.IGNORECASE,
)
_CALLED = regex(
    r"\b(?:[Tt]he|[Aa]n?|its|[Oo]ptional)\s+([a-z]\w*)\s+(?:parameter|argument|keyword|kwarg|keyword[ -]argument)\b"
    r"(?!\s+(?!(?:is|to|and|or|if|when|for)\b|\w+s\b)[a-z])"
)
"""A word that is called a parameter: "the retries argument"."""
_SNAKE = r"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![\w/(]|\.\w|-\w)"
_KEYWORD_VALUE = regex(
    r"(?<![\w`.(<])([a-z_]\w*)=(?:True|False|None|-?\d[\d.]*|'[^'\n]{0,40}'|\"[^\"\n]{0,40}\")(?!\s*(?:=>|->))"
)
"""A name with a value, as only keywords are written."""
_WORD = regex(rf"(?<![\w.]){_SNAKE}|[A-Za-z]+|[.,;:(]")
_NOUNS = frozenset(
    "argument arguments parameter parameters option options flag flags setting settings switch keyword keywords".split()  # noqa: SIM905
)
_LEADS = frozenset(
    """
    if when unless whether with without on to via using through takes take accepts accept uses use honours honors
    respects needs requires controls called named by upon as should
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words behind which a name, written as only names are, is one that something depends on."""
_BEFORE = frozenset({"the", "a", "an", "its", "optional", "additional", "extra", "long", "soon"})
_OF_NAME = frozenset({"value", "values", "setting", "choice", "presence", "content"})
_TAG = regex(r"<[A-Za-z/][^<>\n]{0,200}>")
_DOES = frozenset(
    """
    is are must can may should has controls sets determines decides defaults takes limits specifies says tells turns
    selects governs enables disables gives lets makes overrides
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Behind a name at the beginning of a sentence, what it does or has to be: no type, no label of a bullet."""
_PASSING = frozenset({"PASS", "OMIT", "MUTATE", "CHANGE"})
_ELSEWHERE = regex(
    r":(?:func|meth|class|mod|py:\w+):|`\w+\.[\w.]+`|\bpassing\b[^.]{0,80}\bto\s+`|\bof\s+(?:\w+\s+){0,2}`|\w\("
    r"|constructor|subclass|command|\bother\b|init\b",
    re.IGNORECASE,
)
_DENIED = regex(
    r"\b(?:not|never|no|only|whether|like|was|were|sets|removed|renamed|formerly|deprecated)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_CALLED_SO = regex(r"\b(?:argument|parameter|keyword)|=", re.IGNORECASE)
_RIGHTS = frozenset("right rights permission permissions scope scopes privilege privileges role capability".split())  # noqa: SIM905
"""What somebody must have that is called by a name: "the can_change_bio right"."""
_EXAMPLE = regex(r"\b(?:for\s+(?:example|instance)|such\s+as|e\.g\.)", re.IGNORECASE)
_TELLS = regex(
    r"^\W*(?:pass|set|use|give|supply|provide|specify|call|add|with|via|through|by|leave|adjust|change|tune"
    r"|control|enable|disable|turn|combine|to\s)"
    rf"|^\W*the\s+(?:\w+\s+)?\S+\s+{_PARAMETER_NOUN}\s+[a-z]{{2,}}s\b"
    rf"|^\W*the\s+(?:\w+\s+)?\S+\s+{_PARAMETER_NOUN}\s+(?:controls?|sets?|says?|is|determines?|decides?"
    rf"|governs?|selects?|lets?|chooses?|switch|turns?|makes?|tells?)\b"
    r"|\b(?:pass|set|use|give|supply|controlled|when|if|passing|setting|using|and|but|or|as)\s+(?:the\s+)?`",
    re.IGNORECASE,
)
_ADJECTIVES = ("ed", "ing", "ous", "al", "ive", "ic", "able", "ible", "ary", "ful", "less", "ant")
"""Endings of words that say of what sort a parameter is."""
_SORTS = ("_like", "_type", "_of")
"""Endings of what is written as a name, and says of what sort a value is: "if array_like"."""
_ORDINARY = frozenset(
    """
    first second third fourth last next previous keyword positional optional required additional extra default same
    input other given named remaining following single only final variadic mandatory corresponding respective relevant
    new old function method command line string integer boolean dtype type types this that these those each every any
    all both sole lone very whole entire latter former unnamed trailing
    missing invalid wrong passed supplied provided unknown actual formal template leading trailing shape location scale
    size mean sequence iterable callable callback array list tuple dict matrix object value class constructor self
    call supported more most time user data
    """.split()  # noqa: SIM905 - a plain list of words
)


def read_parameters(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """Names that are said to be parameters, each with `told` where readers are told to pass them.

    With `passed`, it says so by what callers do with a name, with `controls` by what it decides.
    """
    if sentence.entry and _EXAMPLE.search(sentence.text):
        return  # keys and values of what the entry describes
    if sentence.where == "returns" and not _CALLED_SO.search(sentence.text):
        return  # what a value is called in a tuple
    told = "told" if _TELLS.search(sentence.text) else ""
    passed = set()
    for name, is_called_so in _parameter_names(sentence.text):
        described = sentence.text.partition(name)[0].rstrip("`( ").endswith("where")
        value = told if is_called_so and not described else ""
        passed |= {name} if value else set()
        yield "parameter", name, value
    for name, is_passed in taken_names(sentence):
        if name not in passed:
            yield "parameter", name, "passed" if is_passed else "controls"


PARAMETERS = Reader(
    signs=("`", "=", "_", "argument", "param", "keyword", "kwarg", "args:", "option", "flag", "setting", "switch"),
    read=read_parameters,
)


def _parameter_names(sentence: str) -> Iterator[tuple[str, bool]]:
    """Names, and whether the sentence calls them parameters or shows how to pass them."""
    if sentence.startswith("..") or _ELSEWHERE.search(sentence) or _DENIED.search(sentence):
        return
    for match in _SPAN.finditer(sentence):
        if (keyword := _KEYWORD.fullmatch(match[2])) and "==" not in match[2]:
            yield keyword[1], True
    for match in _BEHIND.finditer(sentence):
        yield match[1] or match[2], True
    plain = _TAG.sub(" ", _SPAN.sub(" ` ", sentence))
    for match in _CALLED.finditer(plain):
        if match[1] not in _ORDINARY and not match[1].endswith(_ADJECTIVES):
            yield match[1], True
    for match in _KEYWORD_VALUE.finditer(plain):
        yield match[1], True
    if "_" in plain:
        yield from _written(_WORD.findall(plain), [match[0] for match in _WORD.finditer(plain)])


def _written(names: list[str], tokens: list[str]) -> Iterator[tuple[str, bool]]:
    """Names, written as only names are, on which something depends, which are set or which are called parameters."""
    for at, name in enumerate(names):
        if not name:
            continue
        if tokens[at + 1 : at + 2] in (["setting"], ["settings"]) and tokens[at - 1 : at] != ["the"]:
            continue  # "use distance_exclusion setting": of another program, as often as not
        if name.endswith(_SORTS) or not _RIGHTS.isdisjoint(tokens[at + 1 : at + 4]):
            continue
        before = [word.lower() for word in tokens[max(0, at - 3) : at] if word.lower() not in _BEFORE]
        last = before[-1] if before else ""
        called = (
            (last in _NOUNS and not (at == 1 and last == "setting"))
            or (at + 1 < len(tokens) and tokens[at + 1].lower() in _NOUNS - {"setting", "settings"})
            or last in ("called", "named")
        )
        passed = tokens[at + 1 : at + 3] in (["can", "be"], ["may", "be"], ["must", "be"]) and at + 3 < len(tokens)
        called = called or (passed and "PASS" in means(tokens[at + 3]))
        called = called or (last == "," and before[-2:-1] != [] and before[-2] in _NOUNS)
        of = (last in ("of", "on") and bool(_OF_NAME & set(before))) or before[-2:] in (
            ["depends", "on"],
            ["according", "to"],
        )
        begins = not at and not _DOES.isdisjoint(tokens[1:2])
        if called or of or begins or last in _LEADS or not _PASSING.isdisjoint(means(last)):
            yield name, called
