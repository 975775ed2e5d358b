"""AD50x: texts that say nothing, and texts that talk to somebody instead of about the code."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks.abbreviations import is_short_for
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.leaks import OF_MODELS, about_itself, leak, speaks_of_models
from aidoc_core.checks.manners import TALK, is_on_code, is_told_as
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import (
    FILLER,
    content,
    is_placeholder,
    restates,
    says_nothing,
    stem,
    telling,
    wordless,
    words,
)
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_LOOP = 3
_LONG = 40
_CALL = 3
"""Words of a piece of a list or a diagram, which may come again and again."""
_FEW = 5
_ALIKE = 3
_COMPARABLE = 3
_APPLIED = regex(r"\b(?:function|method|operation)s?\s+(?:to|over|on)\b", re.IGNORECASE)
"""Another function is applied: "Apply function to reward" of `reward`."""


_ELSEWHERE = regex(
    r"\bwhere\s+(?:the|its|this|that|each)\s+\w+\s+(?:is|are)\s+(?:described|documented|explained|defined)\b"
    r"|\b(?:described|documented|explained)\s+(?:at|in|under|by|with|beside|for)\s+(?:the|its|this|that)\s+"
    r"(?:\w+\s+)?(?:class|module|package|constructor|property|superclass)\b",
    re.IGNORECASE,
)
"""A pointer to other documentation: "More is said where the class is described"."""


@rule("AD501", Severity.REJECT, "style")
def placeholder(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The summary or description is a placeholder.

    The rule uses no list of phrases. It removes the object's name, words that occur in every docstring and words about
    writing documentation. The text is a placeholder if no word is left and at least one word about writing was
    removed. Words that the code itself uses (`Template`, `summary_row`) are not removed. In languages other than
    English, only a text without any letter is a placeholder.

    Hint: describe what it does.
    """
    for where in ("summary", "description"):
        text = getattr(said, where)
        if where == "description" and subject.english and (_ELSEWHERE.search(text) or _SEE.match(text)):
            continue
        if subject.is_stub and subject.body is not None and _STUB.search(text):
            continue  # it is one: "a placeholder for the method of a subclass"
        if text and (is_placeholder(text, subject.obj.name, subject.code_words) if subject.english else wordless(text)):
            yield Complaint(
                message=f"has a placeholder as its {where}",
                hint=f"The {where} is a placeholder; describe what it does."
                if where == "summary"
                else 'The details are a placeholder; say more than the summary, or give "".',
                where=where,
                cut="entry" if where == "description" else "",
            )


_SEE = regex(r"\W*see\s+(?:the\s+)?(?::\w+:)?`", re.IGNORECASE)
_STUB = regex(r"\bplaceholder\s+(?:for|of|method|function)\b", re.IGNORECASE)


@rule("AD502", Severity.REPAIR, "style", english=True)
def restated_name(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The summary only repeats the name.

    For example `get_data`: "Gets the data." If the second answer is no better, it is shown: it is not false.

    Hint: say what it does beyond its name.
    """
    name = subject.obj.name if subject.obj.name != "__init__" else subject.obj.path.rpartition(".")[0]
    name = name.rpartition(".")[2] if subject.obj.name == "__init__" else name
    text = said.summary
    nothing = restates(text, name) and not said.description and not _APPLIED.search(text)
    if text and nothing and not is_placeholder(text, name, subject.code_words):
        yield Complaint(message="says no more than the name", hint="Say what it does beyond its name.", where="summary")


@rule("AD503", Severity.REJECT, "gap")
def empty_summary(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A requested summary is missing.

    Hint: write a sentence that says what it does.
    """
    if subject.gaps.summary and not said.summary:
        yield Complaint(
            message="has no summary",
            hint="Write a summary sentence that says what it does.",
            where="summary",
        )


@rule("AD504", Severity.REJECT, "style")
def leaked_prompt(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text contains a leaked prompt, chat or an excuse.

    The rule looks for the first person, for the opening of a reply ("Sure, here is"), for chat roles and control
    tokens, and for keys of the answer's own JSON. If the code of the module has such words, they are no leak.

    Hint: only the text of the documentation, no talk.
    """
    for passage in said.passages:
        found = leak(passage.prose, english=subject.english)
        if found is not None and found[0] == "the first person" and passage.where.startswith("raises"):
            continue  # of the object: "before I am done"
        if found is not None and not about_itself(found[1], subject):
            what, quote = found
            yield Complaint(
                message=f"talks instead of describing: {what} ('{' '.join(quote.split())[:40]}')",
                hint="Give only the text of the documentation: no talk, no prompts, no snippets, nothing of yourself.",
                where=passage.where,
                quote=quote,
                cut="" if passage.where == "summary" else "entry",
                claims=TALK.claims,
                sentence=next((one for one in passage.sentences if quote in one), passage.text),
                shown=what in _LITERAL,
            )


_LITERAL = frozenset({"a control token", "a role of a chat", "the wire"})
"""What nobody writes but a machine: no reading of words."""


def _is_proved(sentence: str, subject: Target) -> bool:
    """Whether a sentence is a leak without doubt, so that `AD504` alone reports it."""
    found = leak(sentence, english=subject.english)
    return found is not None and found[0] in _LITERAL and not about_itself(found[1], subject)


@rule("AD506", Severity.REPAIR, "style", english=True)
def talking_sentence(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence is about the text, its writer or its reader, not about the code.

    All words of the sentence decide; where these leave it open, a word about texts and requests ("docstring",
    "snippet", "asked") does, most of all beside a first or second person or an interjection. Words that the code of
    the module uses do not count. It covers what `AD504` cannot prove.

    Hint: leave it out; otherwise the sentence is removed.
    """
    for passage in said.passages:
        if passage.where.startswith("raises"):
            continue  # what the input is like: "If the given code does not have a cache"
        beside = passage.prose != passage.text  # code that the text itself shows
        for sentence in passage.sentences:
            if beside and _OF_BESIDE.search(sentence):
                continue
            if passage.where == "summary" and _is_named(sentence, subject):
                continue
            # The words of a whole module are asked for last: most sentences are about no text.
            if (
                _talks(sentence, passage.where, subject, frozenset())
                and _talks(sentence, passage.where, subject, _matter(sentence, subject))
                and not is_on_code(sentence, passage.where, subject.obj.name)
                and not _is_proved(sentence, subject)
            ):
                yield Complaint(
                    message=f"talks about the text, not about the code ('{sentence[:40]}')",
                    hint="Describe the code only; leave out sentences about the text, its writer or its reader.",
                    where=passage.where,
                    quote=sentence,
                    cut="" if passage.where == "summary" else "sentence",
                )
                break


def _talks(sentence: str, where: str, subject: Target, matter: frozenset[str]) -> bool:
    if _ANSWERS.search(sentence):
        matter = matter | _OF_EXCHANGES
    if speaks_of_models(subject):
        return is_told_as(_TALK_BESIDE_MODELS, sentence, where, subject.obj.name, matter | OF_MODELS)
    return is_told_as(TALK, sentence, where, subject.obj.name, matter)


def _matter(sentence: str, subject: Target) -> frozenset[str]:
    """Stems of words that are about the matter: those of the module, of parameters, and what the package defines."""
    found = subject.module_words | _named(sentence, subject)
    if subject.context is None:
        return found
    defined = subject.context.package.by_name
    return found | {stem(word) for word in TALK.words if word in defined or word.capitalize() in defined}


_ANSWERS = regex(
    r"\b(?:server|client|peer|host|service|backend|device|broker|endpoint|gateway|daemon)s?\b", re.IGNORECASE
)
_OF_EXCHANGES = frozenset(stem(word) for word in ("answer", "reply", "response", "request", "requested", "instruction"))
"""Stems of what goes to and fro between programs, where one of them is named."""
_TALK_BESIDE_MODELS = replace(TALK, surely=0.35)
"""Where prompts and answers are the matter of a package, some words more have to speak for it."""


def _is_named(sentence: str, subject: Target) -> bool:
    """Whether a summary does what the object is called: "Write the description of the file" of `write_info`."""
    said, named = words(sentence), words(subject.obj.name)
    return bool(said and named) and stem(said[0]) == stem(named[0])


_OF_BESIDE = regex(r"\b(?:above|below|following|preceding)\b", re.IGNORECASE)


def _named(sentence: str, subject: Target) -> frozenset[str]:
    """Stems of the words of a sentence that stand in the name of a parameter: "gaps" in `connectgaps`."""
    names = [parameter.name.lower() for parameter in subject.obj.parameters]
    said = (word for word in words(sentence) if len(word) >= _TELLING)
    return frozenset(stem(word) for word in said if any(word.removesuffix("s") in name for name in names))


_TELLING = 4


@rule("AD507", Severity.REPAIR, "style", english=True)
def empty_words(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A short text has no word in common with the code, nor with the package.

    The text is a few words long and is all that the answer says. Words that the package uses anywhere count, in its
    code, its docstrings or its README; words about writing do not.

    Hint: name what the code works on.
    """
    found = content(f"{said.summary} {said.description}")
    if not found or len(found) > _FEW or not subject.gaps.summary or subject.obj.kind not in ("function", "class"):
        return
    if len(subject.code_words - _FILLER_STEMS) < _COMPARABLE:
        return  # code that says as little: a class `The` with a field `If`
    if not all(name.isascii() for name in (subject.obj.name, *(one.name for one in subject.obj.parameters))):
        return  # names in another language, whose English words stand nowhere
    beginnings = {root[:_ALIKE] for root in subject.code_words}
    named = {stem(word) for word in words(subject.obj.name)} & {stem(word) for word in words(said.summary)}
    if says_nothing(said.summary, subject.obj.name, subject.code_words):
        return  # other rules say so
    mentioned = any(word in subject.mentions or stem(word) in subject.mentions for word in telling(said.summary))
    if mentioned or _speaks_of_names(said.summary, subject):
        return  # a word of the package's, if not of this code
    spoken = f" {' '.join(words(said.summary))} "
    if any("_" in name.strip("_") and f" {' '.join(words(name))} " in spoken for name in subject.own_names):
        return  # a name of the code, taken apart: "a data class" of `data_class`
    if not named and not any(root[:_ALIKE] in beginnings for root in found):
        yield Complaint(
            message="shares no word with the code",
            hint="Say what it does with what the code works on.",
            where="summary",
        )


def _speaks_of_names(summary: str, subject: Target) -> bool:
    """Whether a text has a parameter, or what a name is short for: "a value" of `value`, "variable" of `edit_var`."""
    own = {part for parameter in subject.obj.parameters for part in words(parameter.name)}
    short = {*own, *words(subject.obj.name)}
    return any(word in own or any(is_short_for(name, word) for name in short) for word in words(summary))


@rule("AD505", Severity.REJECT, "style")
def looping_text(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text repeats itself.

    The same sentence occurs three times, the same few words occur over and over, or most of a long text is a passage
    that it has already. Small models write such texts, and models that reach their limit. What a table or a list says
    of several things, each by its name, is no repetition.

    Hint: say it once.
    """
    del subject
    for passage in said.passages:
        parts = (
            [part.lower() for part in passage.sentences if len(part.split()) > _CALL and part[:2] != ".."]
            if len(passage.text) > _LONG
            else []
        )
        tail = tuple(word for word in words(passage.prose[-400:])[-36:] if len(word) > 1 and not word.isdigit())
        # What a list says of some of its points is no loop.
        often = sum(times for times in Counter(parts).values() if times >= _LOOP)
        loops = 2 * often > len(parts) or (
            any(_ends_in_loop(tail, n) for n in range(1, 9)) and not _is_list(passage.prose)
        )
        loops = loops or _is_monotonous(passage.prose)
        if loops:
            yield Complaint(
                message="repeats itself", hint="Say it once.", where=passage.where,
                cut="" if passage.where == "summary" else "entry",
            )  # fmt: skip


_POINT = regex(r"^[^\S\n]*(?:[-*]\s)?`{0,2}([^\W\d][^`:\n]{0,60}?)`{0,2}\s?[:=\u2013\u2014]", re.MULTILINE)

_LISTED = regex(r"`{1,2}([^`\n]{1,80})`{1,2}")


def _is_list(text: str) -> bool:
    """Whether a text has a point for each of several names, or lists them."""
    return any(
        len(named) > _LOOP and len(set(named)) == len(named)
        for named in (_POINT.findall(text), _LISTED.findall(text[-400:]))
    )


def _ends_in_loop(tail: tuple[str, ...], size: int) -> bool:
    """Whether a text ends in the same `size` words again and again."""
    times = max(_LOOP + 1, 7 - size)
    if len(tail) < size * times or tail[-1] != tail[-1 - size]:
        return False
    return len({tail[len(tail) - size * (n + 1) : len(tail) - size * n] for n in range(times)}) == 1


def _is_monotonous(text: str) -> bool:
    """Whether a long text is a passage again and again, wherever it ends, or has a word that does not end."""
    if len(text) < _LONG_TEXT:
        return False
    if any(len(set(word[0].lower())) <= _LETTERS for word in _ENDLESS.finditer(text)):
        return True
    found = words(text)
    runs = [found[at : at + _RUN] for at in range(len(found) - _RUN + 1)]
    return len(runs) > _LONG_TEXT // _RUN and len(set(runs)) * _AGAIN < len(runs)


_LONG_TEXT = 300
_LETTERS = 6
_ENDLESS = regex(r"(?<!\w)[^\W\d_]{100,}+")
_RUN, _AGAIN = 8, 3
"""Words of a run, and how often it comes on the average of a text that has nothing else to say."""
_FILLER_STEMS = frozenset(stem(word) for word in FILLER)
