"""AD50x: texts that say nothing, and texts that talk to somebody instead of about the code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import content, is_placeholder, says_nothing, sentences, stem, without_code, words
from aidoc_core.checks.talk import TALK, talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.said import Said
    from aidoc_core.checks.subject import Subject

_SOURCE = r"(?:code|function|method|class|snippet|source|context|implementation|definition|signature|docstring|file|text|module)"
# Closed classes, not phrases: who speaks (I, we as "let me"), who is spoken to, what is pointed at ("here is",
# "the provided code"), what only a chat has (roles, control tokens, replies).
_TALK = (
    r"(?<![\w`'\"./<(\[{*^-])I(?:['’](?:m|ve|ll|d)\b|\s+(?!and\b|or\b|is\b|in\b|of\b|if\b|for\b|to\b|with\b|as\b|where\b|axis\b|O\b)[a-z]{2,})",
    r"\b(?:let\s+me|my\s+(?:apologies|knowledge|training|response|answer|understanding|previous|analysis|best|instructions)|allow\s+me)\b",
    r"\A\W*(?:sure|certainly|of\s+course|absolutely|okay|ok|alright|got\s+it|understood|great|no\s+problem|gladly|yes|well|hello|hi|hey|sorry|"
    r"apologies|unfortunately|thanks?(?:\s+you)?)(?:\s*[!,:—–-]|\s*\.\s|\s+(?:here|thing|i\b|for\b|but\b|the\b))",
    r"\b(?:here(?:['’]s|\s+is|\s+are|\s+you\s+(?:go|are)|\s+comes?)|(?:below|following)\s+(?:is|are|you))\s+(?:\w+\s+){0,4}?"
    r"(?:docstring|documentation|description|summary|answer|response|reply|json|output|result|version|text|entry|object|rewrite|revision|draft|attempt|explanation)\b",
    r"\A\W*here(?:['’]s|\s+is|\s+are)\s+(?:the|an?|your|my|what|some)\b",
    rf"\b(?:provided|given|supplied|above|shown|attached|pasted|submitted|quoted|shared|truncated)\s+(?:\w+\s+)?(?:code|snippet|source\s+code|implementation|excerpt|fragment)\b|\b(?:code|source)\s+(?:snippet|excerpt|fragment|listing)\b|\b{_SOURCE}\s+(?:you|that\s+was|as)\s+(?:provided|gave|shared|pasted|sent|given|shown|supplied|posted|attached)\b",
    r"\b(?:you|your)\s+(?:asked|requested|instruct\w*|request|prompt|question|query\b|message|task|wanted\s+me|told|have\s+asked|said)\b",
    r"\bas\s+(?:requested|instructed|asked|per\s+(?:your|the)\s+(?:request|instructions?|prompt|guidelines|schema))\b|\bper\s+(?:your|the)\s+(?:request|instructions|prompt)\b",
    r"\b(?:language\s+model|chat\s*bot|as\s+an\s+ai|ai\s+(?:assistant|model|language)|chatgpt|gpt-?\d\w*|openai'?s?\s+model|claude|gemini|copilot|llama-?\d|llm)\b",
    r"\b(?:system|developer|hidden|original|initial)\s+(?:prompt|instructions)\b|\b(?:user|system)['’]s\s+(?:prompt|request|instructions?)\b|\bthe\s+(?:prompt|instructions?)\s+(?:says?|asks?|states?|requires?|above|was|were|wants?|tells?|did)\b|\b(?:ignore|disregard|forget|follow(?:ing)?)\s+(?:all\s+|any\s+|the\s+|your\s+)?(?:previous|prior|earlier|above|these)?\s*instructions?\b",
    r"(?<![\w.])assistant\s*:\s|(?:^|[.!?)]\s+)\**(?:system|user|assistant|human|ai|model|bot|developer|tool|answer|response|output|reply|thought|analysis|final)\**\s*:\s",
    r"<\|[^|>]*\|>|\[/?INST\]|<</?SYS>>|</?s>|</?(?:think|thinking|assistant|scratchpad)>|^#{2,}\s*(?:instruction|response|system|user|assistant|human)|\bEOS\b|<eos>|<pad>|<unk>",
    r"\b(?:hope\s+(?:this|that|it)|let\s+(?:me|us)\s+know|feel\s+free\s+to\s+(?:ask|reach|let|adjust|modify|tell|request)|happy\s+to\s+(?:help|assist|provide|elaborate|adjust)|glad\s+to|(?:need|want|require|have)\s+any(?:thing|\s+(?:more|further|other|additional))\s*(?:else|help|questions?|details?|information|changes|assistance)?|would\s+you\s+like|do\s+you\s+want|do\s+not\s+hesitate|don['’]t\s+hesitate|please\s+(?:let|provide|share|note\s+that\s+i|clarify|confirm|paste|supply|send|review|see\s+the\s+json))\b",
    r"\b(?:unable|impossible|hard|difficult|cannot|can['’]t|could\s+not|couldn['’]t|not\s+(?:able|possible))\s+(?:to\s+)?(?:determine|tell|infer|say|know|assist|help|comply|see|generate|answer|provide\s+(?:a|the|further|more|additional)|be\s+(?:determined|inferred|told|known|deduced|derived))\b(?=[^.]*\b(?:code|context|snippet|information|provided|given|here|request|source|without|alone|exactly|body|signature|implementation)\b)",
    r"\b(?:insufficient|not\s+enough|no\s+(?:additional|further)|without\s+(?:more|further|additional|seeing))\s+(?:\w+\s+)?(?:context|information|details|code)\b|\b(?:code|implementation|source|function\s+body|snippet)\s+(?:is|was|were|are)\s+(?:not\s+(?:shown|provided|given|available|visible|included)|n['’]t\s+(?:shown|provided|given)|incomplete|cut\s+off|truncated)\b",
    r"\b(?:based|judging|going|inferr\w+|derived|assuming)\s+(?:solely\s+|only\s+|purely\s+)?(?:on|by|from)\s+(?:(?:the|this|its|what(?:\s+is|\s+was)?)\s+)?(?:(?:(?:given|provided|shown|above|available|function|method|class|visible|supplied|surrounding)\s+)+(?:name|code|snippet|signature|context|source|implementation|information|body)|code|snippet|its\s+(?:name|signature)|shown|the\s+(?:code|snippet))\b(?!\s+(?:of|page|point|rate))",
    r"\b(?:it\s+(?:appears|seems|looks)|presumably)\b(?=[^.]*\b(?:this|the)\s+(?:code|function|method|class|snippet|implementation)\b)",
    r"[\"'](?:summary|details|description|sections|answers|kind|name|text|n)[\"']\s*:|^\s*```|^\s*json\s*[{\n]|#\[\d+\]|\bJSON\s+(?:schema|object|format|response|output)\s+(?:as|you|that\s+was|above|below|requested|required|with\s+the\s+(?:keys|fields))\b|\bonly:\s+(?:summary|parameter|returns)\b",
    r"\b(?:training\s+data|knowledge\s+cut-?off|cutoff\s+date|token\s+limit|context\s+window|max(?:imum)?\s+tokens\s+reached)\b",
    r"\b(?:write|generate|produce|return|output|respond|answer|reply|provide)\s+(?:only\s+)?(?:(?:an?|the|your|one|concise|valid|strict|clear)\s+)*(?:docstring|documentation\s+for|reference\s+documentation|json|answers?\s+once|plain\s+prose)\b",
    r"\b(?:code|comments|docstrings?)\s+(?:and\s+(?:comments|strings)\s+)?(?:are|is)\s+material\b|\bnever\s+instructions\s+to\b|\bstep[-\s]by[-\s]step\s+(?:reasoning|thinking|analysis)\b|\bchain[-\s]of[-\s]thought\b",
)
_LEAK = tuple(re.compile(cue, re.IGNORECASE | re.MULTILINE) for cue in _TALK)
_FIRST_PERSON = re.compile(_TALK[0], re.MULTILINE)
_LOOP = 3
_FEW = 5
_ALIKE = 3


@rule("AD501", Severity.REJECT, "style")
def placeholder(said: Said, subject: Subject) -> Iterator[Complaint]:
    """The summary or description is a placeholder.

    No list of phrases: a text is one if no word of content is left when the words of every docstring, the
    object's name and words about writing docs are taken out, and one of the last kind was among them. Such words
    count as content where the code itself has them (`Template`, `summary_row`).

    Hint: describe what it does.
    """
    for where in ("summary", "description"):
        text = getattr(said, where)
        if text and is_placeholder(text, subject.obj.name, subject.code_words):
            yield Complaint(
                message=f"has a placeholder as its {where}",
                hint=f"The {where} is a placeholder; describe what it does."
                if where == "summary"
                else 'The details are a placeholder; say more than the summary, or give "".',
                where=where,
                cut="entry" if where == "description" else "",
            )


@rule("AD502", Severity.REPAIR, "style")
def restated_name(said: Said, subject: Subject) -> Iterator[Complaint]:
    """The summary says no more than the name.

    `get_data`: "Gets the data." Kept if the second answer does no better: it is not false.

    Hint: say what it does beyond its name.
    """
    name = subject.obj.name if subject.obj.name != "__init__" else subject.obj.path.rpartition(".")[0]
    name = name.rpartition(".")[2] if subject.obj.name == "__init__" else name
    text = said.summary
    if text and says_nothing(text, name, subject.code_words) and not is_placeholder(text, name, subject.code_words):
        yield Complaint(
            message="says no more than the name", hint="Say what it does beyond its name.", where="summary"
        )


@rule("AD503", Severity.REJECT, "gap")
def empty_summary(said: Said, subject: Subject) -> Iterator[Complaint]:
    """There is no summary where one was asked for.

    Hint: write a sentence that says what it does.
    """
    if subject.gaps.summary and not said.summary:
        yield Complaint(
            message="has no summary",
            hint="Write a summary sentence that says what it does.",
            where="summary",
        )


@rule("AD504", Severity.REJECT, "style")
def leaked_prompt(said: Said, subject: Subject) -> Iterator[Complaint]:
    """A text talks to somebody, or of its own making: leaked prompts, chat, excuses.

    Looked for by closed classes of words: the first person, someone addressed who "asked" or "provided", pointing
    at "the given snippet" or "here is the docstring", roles and control tokens of chats, keys of the answer's own
    JSON. In the documentation of a package that is about such things (its code has the word), the cue alone is no
    proof.

    Hint: only the text of the documentation, no talk.
    """
    for passage in said.passages():
        text = without_code(passage.text)
        for cue in _LEAK:
            match = (_FIRST_PERSON if cue is _LEAK[0] else cue).search(text)
            if match and not _about_itself(match[0], subject):
                yield Complaint(
                    message=f"talks instead of describing ('{match[0].strip()[:40]}')",
                    hint="Give only the text of the documentation: no talk, no mention of prompts, snippets or yourself.",
                    where=passage.where,
                    quote=match[0],
                    cut="" if passage.where == "summary" else "entry",
                )
                break


@rule("AD506", Severity.REPAIR, "style")
def talking_sentence(said: Said, subject: Subject) -> Iterator[Complaint]:
    """A sentence is about the text, or about whoever writes or reads it, and not about the code.

    Weighed, not listed: words for texts, requests and code as a thing on a page ("docstring", "snippet", "asked"),
    first and second person, an opening interjection, a question or exclamation mark each count, and words that the
    code has itself count against it. What `AD504` cannot prove is asked about once.

    Hint: leave it out; then the sentence is cut.
    """
    for passage in said.passages():
        for sentence in sentences(without_code(passage.text)):
            if talk(sentence, subject.code_words) >= TALK:
                yield Complaint(
                    message=f"talks about the text, not about the code ('{sentence[:40]}')",
                    hint="Describe the code only; leave out sentences about the text, its writer or its reader.",
                    where=passage.where,
                    quote=sentence,
                    cut="" if passage.where == "summary" else "sentence",
                )
                break


@rule("AD507", Severity.REPAIR, "style")
def empty_words(said: Said, subject: Subject) -> Iterator[Complaint]:
    """The only text is a few words long, and not one of them resembles a word of the code.

    Of people's complete docstrings one in two hundred is like that; of placeholders, whatever their wording, nearly
    all are.

    Hint: name what the code works on.
    """
    found = content(f"{said.summary} {said.description}")
    if not found or len(found) > _FEW or not subject.gaps.summary or subject.obj.kind not in ("function", "class"):
        return
    beginnings = {root[:_ALIKE] for root in subject.code_words}
    named = {stem(word) for word in words(subject.obj.name)} & {stem(word) for word in words(said.summary)}
    if says_nothing(said.summary, subject.obj.name, subject.code_words):
        return  # other rules say so
    if not named and not any(root[:_ALIKE] in beginnings for root in found):
        yield Complaint(
            message="shares no word with the code",
            hint="Say what it does with what the code works on.",
            where="summary",
        )


@rule("AD505", Severity.REJECT, "style")
def looping_text(said: Said, subject: Subject) -> Iterator[Complaint]:
    """A text repeats itself: the same sentence three times, or the same few words over and over.

    The mark of a small model, or of one that ran into its limit.

    Hint: say it once.
    """
    del subject
    for passage in said.passages():
        parts = [part.lower() for part in sentences(passage.text)]
        tail = words(passage.text)[-36:]
        loops = any(parts.count(part) >= _LOOP for part in parts) or any(_ends_in_loop(tail, n) for n in range(1, 9))
        if loops:
            yield Complaint(
                message="repeats itself", hint="Say it once.", where=passage.where,
                cut="" if passage.where == "summary" else "entry",
            )  # fmt: skip


def _ends_in_loop(tail: list[str], size: int) -> bool:
    """Whether a text ends in the same `size` words again and again."""
    times = max(_LOOP + 1, 7 - size)
    if len(tail) < size * times:
        return False
    return len({tuple(tail[len(tail) - size * (n + 1) : len(tail) - size * n]) for n in range(times)}) == 1


def _about_itself(cue: str, subject: Subject) -> bool:
    """Whether the code is about what the cue names: a package of prompts and roles may speak of them."""
    telling = [word for word in words(cue) if word in _TOPICS]
    return bool(telling) and all(stem(word) in subject.code_words for word in telling)


_TOPICS = frozenset(
    "request requests requested question query task instruction instructions context name module function class method "
    "prompt prompts system user assistant human message messages llm gpt openai claude gemini copilot chatgpt llama ai "
    "model language token tokens query json schema answer response output eos pad unk snippet snippets code source".split()
)
