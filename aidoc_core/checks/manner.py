"""AD510 to AD513: texts that are no documentation in English: cut off, noise, advertisement, another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.formulas import is_formula
from aidoc_core.checks.manners import PRAISE, UNFINISHED, is_told_as
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import is_placeholder, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims, Passage
    from aidoc_core.checks.target import Target

_HANGING = frozenset(
    "the a an and or nor which if whether because its their than each every is are".split()  # noqa: SIM905
)
"""Words that no sentence ends with."""
_LAST = regex(r"(?<![\w/.:-])([A-Za-z]+)\W*\Z")
_WORD = regex(r"[^\W\d_]{2,}")
_LETTER = regex(r"[^\W\d_]")
_LATIN = regex(r"[A-Za-z\u00c0-\u024f]")
_FUNCTION_WORDS = {
    "German": "der die das und ist nicht ein eine einen einer wird werden gibt den dem des mit für auf von oder"
    " wenn zurück ob"
    " aus diese dieser funktion wert zum zur sich nach bei",
    "French": "le la les une est dans pour avec qui sur par du des et ou si aux cette ce être renvoie retourne"
    " fonction"
    " valeur de un en sont pas",
    "Spanish": "el la los las una un es del para con que por en si devuelve como esta este valor función de se al lo",
    "Portuguese": "o os as uma um é do da dos das para com que por em se retorna como valor não esta este função de"
    " ao no"
    " na calculado",
    "Italian": "il lo gli una un è del della dei per con che di da se restituisce come valore non questa questo"
    " funzione"
    " la le viene",
    "Dutch": "de het een is van en voor met op niet wordt geeft terug als of waarde deze dit functie te door",
    "Polish": "funkcja zwraca wartość jest się nie dla przez oraz który ta",
    "Swedish": "funktionen returnerar värdet och är att för som den det av med till inte",
    "Turkish": "bu fonksiyon değeri döndürür ve bir için ile",
}
_LANGUAGES = {name: frozenset(text.split()) for name, text in _FUNCTION_WORDS.items()}
_ENGLISH = frozenset(
    "the of to a an and is are in for with from that this if when whether by as it on be or not".split()  # noqa: SIM905
)
_ENGLISH_TOO = frozenset("as do no die des con per come la le on me met door of is te par sur se van".split())  # noqa: SIM905
"""Words of other languages that English has, too: "Do nothing, as a model needs no training"."""
_NAMES = regex(r"[(\[]?[^\W\d]\w*(?:,\s?[^\W\d]\w*){1,12}[)\]]?")
"""What a tuple holds, by the letters of a formula: "(u, v)"."""
_GOES_ON = regex(r"\.\.\s\w|[$\\:]|[a-z]")
"""How a description begins that is the rest of the sentence: with a formula, or in lower case."""
_SAYS = regex(r"[a-z]{2}")
"""Two small letters in a row: no sentence is without."""
_STATES = regex(r"\bdefaults?\b|\w\s?=\s?\w", re.IGNORECASE)
_FEW, _MANY_LETTERS = 3, 10


_OF_VALUES = regex(r"(?:^|[:({\[])\s{0,3}[^\s,]{1,40},\s{0,3}(?:[^\s,]{1,40},\s{0,3}){0,20}\Z")
"""Values with a comma behind each: "One of: a, b,"."""


@rule("AD510", Severity.REPAIR, "style", english=True)
def cut_off(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text breaks off in the middle of a sentence.

    It ends in a word that no sentence ends with ("the", "and", "whether"), or in a comma or an open bracket. A list of
    values may end in a comma, and so may entries where several do.

    Hint: write the sentence to its end; otherwise it is removed.
    """
    del subject
    entries = [item.text for item in (*said.parameters, *said.attributes, *said.raises)]
    apart = sum(text.endswith(",") for text in entries) > 1  # how their author sets entries off
    for passage in said.passages:
        text = passage.prose.rstrip()
        last = _LAST.search(text[-80:])
        hanging = last is not None and last[1] in _HANGING and text.endswith(last[1])
        broken = text.endswith((",", "(", "[", " -")) and "\n" not in text
        if text.endswith(",") and ((apart and " " in passage.where) or _OF_VALUES.search(text)):
            continue
        if (broken or hanging) and not passage.text.rstrip().endswith(text[-1:]):
            continue  # code that the text shows comes behind it
        if passage.where == "summary" and _GOES_ON.match(said.description):
            continue
        if passage.sentences and (hanging or broken):
            yield _complaint(passage, "breaks off", "Write every sentence to its end.", passage.sentences[-1])


@rule("AD515", Severity.REPAIR, "style", english=True)
def unfinished(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence is none: a gap to fill in, struck keys, a subject without a verb.

    "TODO", "Your text here.", "qwertyuiop", "This function is used to". It covers single sentences; `AD501` and `AD511`
    look at whole texts. An entry may begin with a noun that names its matter, where sentences follow.

    Hint: write a sentence or leave it out; otherwise it is removed.
    """
    for passage in said.passages:
        result = passage.where.partition(" ")[0] in ("returns", "yields", "parameter", "attribute", "raises")
        alone = len(passage.sentences) == 1 and (result or _is_empty(passage, subject))
        given = passage.where in ("returns", "yields")  # of parameters, `AD105` says so
        if alone and not (given and _is_trash(passage.sentences[0], passage.where, subject)):
            continue  # an entry, or a text, that says nothing is for other rules
        named = result and len(passage.sentences) > 1 and _NOUN.fullmatch(passage.sentences[0])
        for sentence in passage.sentences[1:] if named else passage.sentences:
            if _is_trash(sentence, passage.where, subject):
                yield _complaint(
                    passage, f"is no sentence ('{sentence[:40]}')", "Write whole sentences, or none.", sentence
                )


_NOUN = regex(r"(?:The|An?|Any|Each|Every)\s(?:[a-z-]+\s)?(?!(?:is|are|to|of|for|by|and|or)\b)[a-z-]+\.")
"""What an entry is on: "The value.", "Any old key."."""


def _is_trash(sentence: str, where: str, subject: Target) -> bool:
    if not _SAYS.search(sentence) or _STATES.search(sentence):
        return False  # a number of a list, or a value: "1.", "SELECT ...", "Default: x"
    if _HEADING.fullmatch(sentence.strip()) and UNFINISHED.words.isdisjoint(words(sentence)):
        return False
    return is_told_as(UNFINISHED, sentence, where, subject.obj.name, subject.code_words)


_HEADING = regex(r"\*\*[^*\n]{1,60}\*\*:?|#{1,6}\s[^\n]{1,60}")


def _is_empty(passage: Passage, subject: Target) -> bool:
    return not _WORD.search(passage.text) or is_placeholder(passage.text, subject.obj.name, subject.code_words)


@rule("AD511", Severity.REJECT, "style")
def noise(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A text has no word: digits, signs, a single letter.

    A formula, a range and a shape say something without one: "x - y", "[0, 1]".

    Hint: describe what it does.
    """
    for passage in said.passages:
        if passage.where in ("description", "returns") and "\n" in passage.text.strip():
            continue  # a diagram
        given = passage.where in ("returns", "yields") and _NAMES.fullmatch(passage.text.strip())
        if is_formula(passage.text):
            continue
        if subject.english and "`" not in passage.text and not given and not _WORD.search(passage.text):
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
            told = (PRAISE, sentence, passage.where, subject.obj.name)
            # The words of a whole module are asked for last: most sentences praise nothing.
            if is_told_as(*told) and is_told_as(*told, subject.module_words):
                yield _complaint(
                    passage, f"praises the code ('{sentence[:40]}')", "Say what it does, without praise.", sentence
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
        alone = passage.sentences if len(passage.sentences) > 1 else ()
        if language := _language(passage.prose) or next(filter(None, map(_language, alone)), ""):
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
    most, language = 0, ""
    for name, known in _LANGUAGES.items():
        found = {word for word in words if word in known}
        count = sum(word in found for word in words)
        if (
            len(found) >= _FEW
            and len(found - _ENGLISH_TOO) > 1
            and count > max(most, 2 * english)
            and count * 5 > len(words)
        ):
            most, language = count, name
    return language


def _complaint(passage: Passage, message: str, hint: str, quote: str) -> Complaint:
    cut: str = "" if passage.where == "summary" else "sentence"
    return Complaint(message=message, hint=hint, where=passage.where, quote=quote, cut=cut)  # type: ignore[arg-type]
