"""AD902: what a sentence tells of versions and deprecations, of which the code around has no word.

No proof that it is wrong, but a model can only have made it up, or know it from elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.reach import claims_unsupported, has_sign
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.surroundings import around, mentions_any, numbers
from aidoc_core.code.lookup.speech import Signs
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_VERSION = r"v?\d+(?:\.(?:\d+|x|\*))+(?:\.?(?:[a-z]+\d*|\*|x))?|v\d+|(?<=version )\d+|(?<=release )\d+|(?<=python )[23]"
_SINCE = regex(
    rf"\b(?:since|as\s+of|from|starting\s+(?:with|in|from)|beginning\s+(?:with|in)|new\s+in|added\s+in"
    rf"|introduced\s+in|"
    rf"changed\s+in|available\s+(?:in|since|from|as\s+of|starting)|removed\s+in|prior\s+to|arrived\s+(?:in|with)"
    rf"|appeared\s+in|"
    rf"landed\s+in|dropped\s+in|renamed\s+in|moved\s+in|came\s+with|shipped\s+(?:in|with)|first\s+(?:appeared"
    rf"|shipped|released)\s+in|until|before|after|"
    rf"requires?|needs?|supported\s+(?:in|since|from)|works\s+(?:with|on|from)|deprecated\s+(?:in|since)"
    rf"|present\s+since|"
    rf"compatib\w+\s+with|works\s+under|runs\s+on|on|"
    rf"with|in|by|for|of)\s+(?:the\s+)?(?:(?P<of>python|pypy|numpy|pandas)\s+)?(?:(?P<word>versions?|releases?"
    rf"|v\.)\s*)?(?P<number>{_VERSION})\b",
    re.IGNORECASE,
)
_RELEASE_WORD = regex(
    r"\b(?:since|prior\s+to|as\s+of|new|dropped|renamed|added|introduced|changed|available|removed|removal|arrived"
    r"|appeared|landed"
    r"|shipped|deprecated|"
    r"supported|release[sd]?|versions?|(?<=\d)\s+on(?=[,.])|compatib\w+|retained|works|runs|alike|onward|older"
    r"|newer|later|earlier|onwards?|upwards?|upgrade\w*)\b",
    re.IGNORECASE,
)
_DEPRECATED = regex(
    r"\b(?:deprecat(?!ed\s+(?!since\b|as\b)\w+s\s+(?:are|is|were|may|can)\b)\w+|obsolete\w*|superseded|(?:will"
    r"|going\s+to|about\s+to|due\s+to|planned\s+to)\s+be\s+(?:removed|dropped|retired)\s+(?:in|from(?=\s+(?:the\s+)?(?:public|api|package|library|future|next|v?\d))|with(?=\s+(?:the\s+)?(?:next|version|release|v?\d))|soon"
    r"|eventually|by|at|one)\b"
    r"|\b(?:it|this(?:\s+\w+)?|the\s+(?:function|method|class))\s+(?:will|is\s+\w+\s+to|may"
    r"|might)\s+(?:\w+\s+)?be\s+(?:removed|dropped|retired)"
    r"|scheduled\s+for\s+removal|slated\s+for|"
    r"going\s+away|phased\s+out|sunset\w*|end\s+of\s+life|new\s+code\s+(?:should|must|is)|(?:backwards?|legacy"
    r"|downward)[\s-]+compatib\w+|"
    r"no\s+longer\s+(?:recommended|maintained|supported)|discouraged\s+in\s+favou?r|"
    r"kept\s+(?:only\s+)?for\s+(?:backwards?|legacy)|(?:considered|regarded\s+as|now|treated\s+as)\s+(?:\w+\s+)?legacy"
    r"|not\s+be\s+used\s+in\s+new\s+(?:code|projects?))\b",
    re.IGNORECASE,
)
_NO_DEPRECATION = regex(
    r"(?:\b(?:not(?!\s+only)|never|neither|nor|no(?!\s+longer))\b|n['\u2019]t\b)(?:\s+[\w-]+){0,4}?"
    r"\s+(?:deprecat\w*|obsolete|experimental|legacy|superseded)\b",
    re.IGNORECASE,
)
_RELEASES = regex(
    r"\bversion(?:added|changed)\b|\b(?:still|currently|highly|remains?|is|are|an?)\s+experimental\b"
    r"|\bexperimental\s+(?:api|feature|method"
    r"|function|interface)\b|\bsubject\s+to\s+change\b|\b(?:alpha|beta)\s+(?:quality|feature|stage|state)\b|"
    r"\b(?:first|earlier|previous|prior|older|later|newer|next|future|upcoming|former|coming|major|minor|recent)\s+"
    r"(?:major\s+|minor\s+)?(?:releases?|versions?)\b",
    re.IGNORECASE,
)
"""Other releases, by no number."""
_OF_RELEASES = ("version", "release", "deprecat", "backward", "legacy", "experiment", "unstable", "beta")
_DEPRECATION = Signs.read(
    "deprecat obsolet legacy supersed backward discourag sunset +no_longer versionchang versionadd"
)
_DIGIT = regex(r"\d")
_OF_DEPRECATION = frozenset(
    "depr obso supe remo drop reti sche slat goin phas long disc kept suns end new back lega down".split()  # noqa: SIM905 - a plain list
)


SPEAKS_OF_RELEASES = Signs.read(
    "version *deprecat releas legacy backward compat experiment unstable obsolet +no_longer since"
)


@rule("AD902", Severity.DROP, "contradiction", english=True)
def unsupported_version(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence tells of a version or a deprecation that the code around does not mention.

    "New in version 2.0", "deprecated in favour of". The module that the object is in has to have the number, or a word
    of a deprecation.

    Hint: none, the sentence is removed.
    """
    for passage in said.passages:
        digits, deprecation = _DIGIT.search(passage.prose), not _OF_DEPRECATION.isdisjoint(passage.heads)
        releases = not passage.heads.isdisjoint(("rele", "vers", "expe", "subj", "alph", "beta"))
        for sentence in passage.sentences:
            told: list[str] = []
            if digits and _DIGIT.search(sentence):
                told += _numbers(sentence, subject)
            if releases or deprecation:
                told += _history(sentence, subject, releases=releases, deprecation=deprecation)
            if (
                not told
                and not _WITH_ANOTHER.search(sentence)
                and not any(_has_version(match[0], subject) for match in _NUMBERED.finditer(sentence))
                and claims_unsupported("version", SPEAKS_OF_RELEASES, sentence, passage.where, subject)
            ):
                told = ["speaks of versions, but the code around it mentions none"]
            yield from (_complaint(passage.where, sentence, message) for message in told)


_NUMBERED = regex(r"(?i:(?<=\bversion )|(?<=\brelease )|(?<=\bv))\d+(?:\.\d+)*\b")
"""A version by its number, which names of the code may have: "version 2 of the format" of `parse_v2`."""
_WITH_ANOTHER = regex(
    r"^(?!.*(?:\d|\bversions?\b|\breleases?\b)).*\bcompatib\w+\s+with\s+"
    r"(?!(?:\w+\s+)?(?:old|older|earlier|previous|newer|later|future|past|existing|legacy)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""An interface that something fits, which is no version: "for compatibility with `queue.Queue`"."""


def _numbers(sentence: str, subject: Target) -> Iterator[str]:
    """The first version that a sentence tells of and the code does not."""
    for match in _SINCE.finditer(sentence):
        of_releases = match["word"] or match["of"] or _RELEASE_WORD.search(sentence)
        if of_releases and not _has_version(match["number"], subject):
            yield f"names version {match['number']}, which the code around it does not mention"
            return


def _history(sentence: str, subject: Target, *, releases: bool, deprecation: bool) -> Iterator[str]:
    """Other releases, and a deprecation, of which the code has no word."""
    other = _RELEASES.search(sentence) if releases else None
    if other and not mentions_any(subject, _OF_RELEASES):
        yield f"speaks of other releases ('{other[0]}'), but the code around it mentions none"
    found = _DEPRECATED.search(sentence) if deprecation and not _NO_DEPRECATION.search(sentence) else None
    if found and not has_sign(subject, _DEPRECATION, here=True):
        yield f"speaks of a deprecation ('{found[0]}'), but the code around it mentions none"


def _complaint(where: str, sentence: str, message: str) -> Complaint:
    return Complaint(message=message, where=where, quote=sentence, cut="sentence")


def _has_version(number: str, subject: Target) -> bool:
    bare = number.lower().removeprefix("v").rstrip(".*x")
    if subject.context is None or "." in bare:
        return subject.context is None or bare in numbers(subject)
    text = around(subject)
    return any(f"{word}{bare}" in text for word in ("version ", "release ", "python ", "python", "version_", "py", "v"))
