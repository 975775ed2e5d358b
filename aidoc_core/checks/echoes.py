"""AD509: what a text shares with the words that the model was told: instructions, notes in the code, problems."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.manners import TALK
from aidoc_core.checks.passages import sentences
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import FILLER, stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_RUN, _LONG_RUN = 4, 6
"""Words in a row that a text shares with the question by more than chance; of so many, one has to say something."""
_TELLING = 2
"""Of these, words that say something and that the code does not have."""
_COVERED = 0.75
"""Of a sentence's words, those that stand in runs of the question: so many are no chance, whatever they say."""
_SHARE = 0.6
"""Of a sentence's words that say something, those that stand beside each other in the question, in any order."""
_TRADE = frozenset(
    stem(stem(word)) for word in TALK.words | {"mark", "prose", "markup", "span", "heading", "section", "problem"}
)
"""One of them has to be about texts: code, too, has classes, exceptions and defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The words that a model was told, as stems.

    Attributes:
        runs: Every few in a row.
        long_runs: Every few more in a row.
        near: The words that say something, of each two sentences in a row.
    """

    runs: frozenset[tuple[str, ...]]
    long_runs: frozenset[tuple[str, ...]]
    near: tuple[frozenset[str], ...]


@rule("AD509", Severity.REPAIR, "style")
def echo(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence repeats words of the question.

    The rule compares texts with what the model was told: the instructions, the notes in the code that was sent, the
    problems of its last answer. Four words in a row are an echo if two of them say something that the code does not,
    six if one does. So is a sentence most of whose words stand near each other in the question, if one of them is
    about texts.

    Hint: describe the code; otherwise the sentence is removed.
    """
    asked = _question(subject.question)
    for passage in said.passages if subject.question else ():
        for sentence in passage.sentences:
            found = None if _STATUS.search(sentence) else _shared(sentence, asked, subject.code_words)
            if found is not None and _shared(sentence, asked, subject.code_words | subject.module_words) is not None:
                yield Complaint(
                    message=f"repeats what was asked ('{found[:40]}')",
                    hint="Describe the code only; do not repeat instructions.",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )


_ALIKE = regex(r"-like\b")
"""Behind a noun it compares nothing: "a file-like object to write to"."""
_STATUS = regex(r"\b[1-5]\d\d\s{0,2}\(")
"""What a server answers: "204 (empty body)"."""


@lru_cache(maxsize=16)
def _question(text: str) -> Question:
    roots = [stem(word) for word in words(text)]
    parts = [_content(part) for line in text.splitlines() for part in sentences(line.replace("; ", ". "))]
    return Question(
        runs=frozenset(zip(*(roots[n:] for n in range(_RUN)), strict=False)),
        long_runs=frozenset(zip(*(roots[n:] for n in range(_LONG_RUN)), strict=False)),
        near=tuple(one | other for one, other in zip(parts, [*parts[1:], frozenset()], strict=False)),
    )


def _content(text: str) -> frozenset[str]:
    plain = (_IRREGULAR.get(word, word) for word in words(text) if not word.isdigit())
    return frozenset(_root(word) for word in plain if word not in FILLER)


def _root(word: str) -> str:
    """The stem of a stem: of "answered" and "answers" alike."""
    return stem(stem(word))


_IRREGULAR = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "tells": "tell",
    "shown": "show",
    "made": "make",
    "left": "leave",
}


_QUOTED = regex(r"(?<!\w)'[^'\n]{1,40}'|\"[^\"\n]{1,40}\"")
"""A value: "'color', 'size' or 'marker'"."""


def _shared(sentence: str, asked: Question, code: frozenset[str]) -> str | None:
    found = words(_QUOTED.sub(" x ", sentence))
    roots = tuple(stem(word) for word in found)
    for size, runs, least in ((_RUN, asked.runs, _TELLING), (_LONG_RUN, asked.long_runs, 1)):
        for at in range(len(roots) - size + 1):
            if roots[at : at + size] in runs:
                telling = {w for w in found[at : at + size] if w not in FILLER and stem(w) not in code}
                if len(telling) >= least:
                    return " ".join(found[at : at + size])
    covered = {
        at + n for at in range(len(roots) - _RUN + 1) if roots[at : at + _RUN] in asked.runs for n in range(_RUN)
    }
    whole = len(covered) == len(roots) > _RUN and len(set(roots)) > _RUN  # "Example: x, x, x" repeats itself
    if whole or (len(covered) >= _LONG_RUN and len(covered) >= _COVERED * len(roots)):
        return " ".join(found[at] for at in sorted(covered))
    content = _content(_ALIKE.sub(" ", sentence))
    if not _TRADE.isdisjoint(content) and len(content) > _TELLING:  # "The size of the marker" is said of many things
        code = frozenset(map(stem, code)) | code
        for part in asked.near:
            shared = (content & part) - code
            enough = len(shared) > _TELLING or shared == content  # two words in common may be chance
            if enough and len(shared) >= _SHARE * len(content) and shared & _TRADE:
                return " ".join(word for word in found if _root(_IRREGULAR.get(word, word)) in shared)
    return None
