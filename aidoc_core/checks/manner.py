"""AD510 to AD513: texts that are no documentation in English: cut off, noise, advertisement, another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.praise import ENOUGH, praise
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.surroundings import mentions_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims, Passage
    from aidoc_core.checks.target import Target

_HANGING = frozenset(
    "the a an and or nor which if whether because its their than each every is are".split()  # noqa: SIM905
)
"""Words that no sentence ends with."""
_LAST = re.compile(r"([A-Za-z]+)\W*\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_FUNCTION_WORDS = {
    "German": "der das und ist nicht ein eine einen einer wird gibt den dem mit für auf von oder wenn zurück ob aus",
    "French": "le la les une est dans pour avec qui sur par du et ou si aux cette ce être renvoie retourne",
    "Spanish": "el la los las una es del para con que por en si devuelve como esta este valor",
    "Portuguese": "o os as uma é do da dos das para com que por em se retorna como valor não",
    "Italian": "il lo gli una è del della dei per con che di da se restituisce come valore non",
    "Dutch": "de het een is van en voor met op niet wordt geeft terug als of waarde",
}
_LANGUAGES = {name: frozenset(text.split()) for name, text in _FUNCTION_WORDS.items()}
_ENGLISH = frozenset(
    "the of to a an and is are in for with from that this if when whether by as it on be or not".split()  # noqa: SIM905
)
_FEW, _MANY_LETTERS = 3, 10


@rule("AD510", Severity.REPAIR, "style", english=True)
def cut_off(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text breaks off in the middle of a sentence.

    It ends in a word that no sentence ends with ("the", "and", "whether"), or in a comma or an open bracket.

    Hint: write the sentence to its end; otherwise it is removed.
    """
    del subject
    for passage in said.passages:
        text = passage.prose.rstrip()
        last = _LAST.search(text[-80:])
        hanging = last is not None and last[1].lower() in _HANGING and text.endswith(last[1])
        broken = text.endswith((",", "(", "[", " -")) and "\n" not in text
        if passage.sentences and (hanging or broken):
            yield _complaint(passage, "breaks off", "Write every sentence to its end.", passage.sentences[-1])


@rule("AD511", Severity.REJECT, "style")
def noise(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text has no word: digits, signs, a single letter.

    Hint: describe what it does.
    """
    for passage in said.passages:
        if subject.english and "`" not in passage.text and not _WORD.search(passage.text):
            yield Complaint(
                message="has a text without a word",
                hint="Say in words what it does or means.",
                where=passage.where,
                cut="" if passage.where == "summary" else "entry",
            )


@rule("AD512", Severity.REPAIR, "style", english=True)
def advertisement(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence praises the code.

    "Seamlessly", "blazing-fast", "simple, fast and reliable", "boost your productivity". Words that the module itself
    has are left alone.

    Hint: say what it does; otherwise the sentence is removed.
    """
    for passage in said.passages:
        for sentence in passage.sentences:
            points, words = praise(sentence)
            if points >= ENOUGH and not mentions_any(subject, (words.lower(),)):
                yield _complaint(
                    passage, f"praises the code ('{words[:40]}')", "Say what it does, without praise.", sentence
                )


@rule("AD513", Severity.REJECT, "style", english=True)
def other_language(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text is not in English, though English is requested.

    Most of its letters are of another script, or it has function words of another language and hardly any English
    ones. The option `language` requests other languages.

    Hint: write in English.
    """
    del subject
    for passage in said.passages:
        if language := _language(passage.prose):
            yield Complaint(
                message=f"is written in {language}",
                hint="Write in English.",
                where=passage.where,
                cut="" if passage.where == "summary" else "entry",
            )


def _language(text: str) -> str:
    """Which language a text is in, if it is not English; empty where that cannot be told."""
    if not text.isascii():
        letters, latin = len(_LETTER.findall(text)), len(_LATIN.findall(text))
        if letters >= _MANY_LETTERS and latin * 2 < letters:
            return "another script"
    words = [word.lower() for word in _WORD.findall(text[:2_000])]
    english = sum(word in _ENGLISH for word in words)
    for name, known in _LANGUAGES.items():
        found = {word for word in words if word in known}
        if len(found) >= _FEW and sum(word in found for word in words) > 2 * english:
            return name
    return ""


def _complaint(passage: Passage, message: str, hint: str, quote: str) -> Complaint:
    cut: str = "" if passage.where == "summary" else "sentence"
    return Complaint(message=message, hint=hint, where=passage.where, quote=quote, cut=cut)  # type: ignore[arg-type]
