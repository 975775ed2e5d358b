"""AD404, AD902: what a sentence states and nothing in the package speaks of.

No proof that it is wrong, but a model can only have made it up, or know it from elsewhere: versions, environment
variables, addresses, files, flags. The sentence is removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.reach import has_sign, texts_in_reach
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.surroundings import around, mentions_any, numbers
from aidoc_core.code.lookup.speech import Signs
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_VARIABLE = regex(r"(?<![\w.])\$?\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{4,})\b")
_ENVIRONMENT = regex(r"\benv(?:iron(?:ment)?)?\b|\benvironment\s+variables?\b|\bexport(?:ed|ing)?\b|\$", re.IGNORECASE)
_ASSIGNED = regex(r"`{1,2}\$?([A-Z]{2}[A-Z0-9_]{0,60})(?:=[^`\n]{0,40})?`{1,2}")
_READ_FROM_OUTSIDE = regex(
    r"\b(?:respects?|honou?rs?|obeys?|consults?|reads?|sets?|setting|set|unset|defin\w+|influences?|presence"
    r"|absence|overrid\w+|depends?"
    r"|controll?\w*|decides?|determines?|turns?|configur\w+|variables?|switch\w*|enabl\w+|disabl\w+|shell|affects?"
    r"|taken|looks?|uses?)\b",
    re.IGNORECASE,
)
"""What is said of a name in capitals that is no constant: somebody sets it, and the code looks at it."""
_OF_NO_SHELL = frozenset(
    """
    get post put delete head patch options trace connect debug info warning error critical fatal notset none true false
    nan null utc gmt ascii utf json xml html csv yaml toml sql http https ftp tcp udp ssl tls uri url uuid api cli gui
    select insert update create drop where from join order group limit and not and or in is todo fixme note
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words in capitals that are methods, levels, formats or words of a query."""
_POINTS = regex(
    r"\b(?:see|read|refer\w*|documentation|documented|details|tutorials?|guides?|information|website|site|adapted"
    r"|link|links"
    r"|specification|specified|described|background|introduction|consult|visit|online|manual|wiki|faq|homepage|page"
    r"|source|based"
    r"|available|found|hosted|served|go|goes|sent|requests?)\b",
    re.IGNORECASE,
)
_EXEMPLIFIES = regex(
    r"\be\.g\.|\bexamples?\b|\bsuch\s+as\b|\blike\b|\binstance\b|\bdefaults?\b|\bi\.e\.", re.IGNORECASE
)
_ADDRESS = regex(r"\b(?:https?|ftp|wss?)://([\w.-]{3,200})|\b(www\.[\w.-]{3,200})", re.IGNORECASE)
_FILE = regex(
    r"(?<![\w.:/@%*<])(~?/?(?:[\w.-]{1,60}/){0,8}(\.?[\w-]{1,60}\.(?:toml|ini|cfg|conf|ya?ml|json|env|rc|log|lock"
    r"|db|sqlite|plist|xml|properties)))\b"
)
_RC_FILE = regex(r"(?<![\w.])((?:~|/etc|/var|/usr|\$HOME|%APPDATA%)/[\w./-]{2,120})")
_FLAG = regex(r"(?<![\w-])--([a-z][\w-]{1,40})\b")
_STANDARD = regex(
    r"\b(?P<body>RFC|PEP|ISO(?:/IEC)?|IEEE|IEC|ANSI|ECMA|NIST|FIPS|ITU(?:-T)?|DIN"
    r"|PKCS)[\s-]{0,2}#?(?P<number>[A-Z]{0,2}\d[\d.]*)\b"
)
_BODY = regex(r"\b(?:W3C|WHATWG|IETF|OASIS|OGC)\b(?=(?:\s+[\w-]+)?\s+(?:recommendation|standard|specification|draft))")
"""Whose standards have names and no numbers."""
_AUTHORITY = regex(r"\s+(?:calls|says|names|defines|allows|forbids|recommends|uses|speaks|describes|terms|leaves)\b")
_EXAMPLE_FILES = regex(r"(?:^|/)(?:data|file|files?name|example|input|output|path|foo|bar|test|config|my\w*)\.\w+$")
_SCHEME_ONLY = frozenset({"example", "localhost", "host", "server"})

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
    r"kept\s+(?:only\s+)?for\s+(?:backwards?|legacy))\b",
    re.IGNORECASE,
)
_NO_DEPRECATION = regex(
    r"\b(?:not|never|n['\u2019]t)\s+(?:yet\s+|been\s+)*(?:deprecated|obsolete|experimental)\b", re.IGNORECASE
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
_THREAD_WORDS = (
    "thread", "lock(", "mutex", "atomic", "reentran", "re-entran",
    "concurren", "multiproc", "semaphore", "race condition",
)  # fmt: skip
_DIGIT = regex(r"\d")
_OF_DEPRECATION = frozenset(
    "depr obso supe remo drop reti sche slat goin phas long disc kept suns end new back lega down".split()  # noqa: SIM905 - a plain list
)


@rule("AD404", Severity.DROP, "contradiction")
def unknown_outside(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence names a variable, address, file, flag or standard that nothing in the package mentions.

    Environment variables, command-line flags, standards by their number ("RFC 3986"). The rule looks in the package's
    source, docstrings and comments, in README, change log and project file. An address counts by its host. Names of
    files that only serve as an example are left alone, as are files named like the package, and a standard that is
    quoted ("RFC 9110 calls it a field line").

    Hint: none, the sentence is removed.
    """
    context = subject.context
    if context is None:
        return
    for passage in said.passages:
        if not _may_name(passage.text):
            continue
        for sentence in passage.sentences:
            for what, name, known in _named(sentence, subject) if not sentence.startswith("..") else ():
                if not known & context.package.mentions and not subject.known(name):
                    yield Complaint(
                        message=f"names {what} '{name[:80]}', which nothing in the package mentions",
                        where=passage.where,
                        quote=sentence,
                        cut="sentence",
                    )
                    break


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
        for sentence in passage.sentences if digits or deprecation or releases else ():
            if digits and _DIGIT.search(sentence):
                for match in _SINCE.finditer(sentence):
                    if (match["word"] or match["of"] or _RELEASE_WORD.search(sentence)) and not _has_version(
                        match["number"], subject
                    ):
                        yield _complaint(
                            passage.where, sentence, f"tells of version {match['number']}, which the code does not"
                        )
                        break
            if releases and _RELEASES.search(sentence) and not mentions_any(subject, _OF_RELEASES):
                yield _complaint(passage.where, sentence, "tells of other releases, of which the code has no word")
            if (
                deprecation
                and _DEPRECATED.search(sentence)
                and not _NO_DEPRECATION.search(sentence)
                and not has_sign(subject, _DEPRECATION, here=True)
            ):
                yield _complaint(passage.where, sentence, "tells of a deprecation, of which the code has no word")


def _complaint(where: str, sentence: str, message: str) -> Complaint:
    return Complaint(message=message, where=where, quote=sentence, cut="sentence")


def _may_name(text: str) -> bool:
    return (
        any(sign in text for sign in ("://", "www.", "--", "$", "/", "environment", "Environment", " env ", ".", "`"))
        or "ENV" in text
        or _STANDARD.search(text) is not None
        or _BODY.search(text) is not None
    )


def _named(  # noqa: C901, PLR0912 - one form of a name a loop
    sentence: str, subject: Target
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What a sentence names that lives outside of Python, each with the words of which the package has to have one."""
    package = subject.context.package.name.lower() if subject.context is not None else ""
    for match in _ADDRESS.finditer(sentence):
        host = (match[1] or match[2]).lower().strip(".-")
        if any(host.endswith(allowed.lstrip("*").lower()) for allowed in subject.hosts):
            continue
        if _is_made_up(host):
            stands_for_one = _EXEMPLIFIES.search(_ADDRESS.sub(" ", sentence)) or not _POINTS.search(sentence)
            if not stands_for_one and host not in around(subject):
                yield (
                    "the address",
                    match[0],
                    frozenset({f"{host}\n"}),
                )  # a place to read at is none that does not exist
        elif host.removeprefix("www.") not in around(subject):
            end = _LAST_STEP.search(sentence, match.end())
            words = {f"{step}\n"} if (step := end[1].lower() if end else "") else set()
            known = {host, host.removeprefix("www."), f"www.{host}"}
            if known & _mentioned(subject) and (not step or step not in _mentioned(subject)):
                known = words or {f"{host}\n"}
            yield "the address", match[0], frozenset(known)
    if subject.english:
        names = set(_VARIABLE.findall(sentence)) if _ENVIRONMENT.search(sentence) else set()
        if _READ_FROM_OUTSIDE.search(sentence) and not _OF_LEVELS.search(sentence):
            names |= {name for name in _ASSIGNED.findall(sentence) if name.lower() not in _OF_NO_SHELL}
        for name in sorted(names):
            texts = texts_in_reach(subject)
            first = f"{name.partition('_')[0]}_"
            if any(f"{quote}{first}" in text for text in texts for quote in "'\"{"):
                continue  # a prefix, and what is put behind it when the code runs
            if "_" in name:
                yield "the environment variable", name, frozenset({name.lower()})
            elif not any(name in text for text in texts):  # words that any README may have
                yield "the environment variable", name, frozenset({f"{name}\n"})
    for match in _STANDARD.finditer(sentence):
        if _AUTHORITY.match(sentence, match.end()):
            continue  # what a standard says of the world, not that the code keeps to it
        number, body = match["number"].lower().rstrip("."), match["body"].lower()
        yield "the standard", match[0], frozenset({number, f"{body}{number}", f"{body}-{number}", f"{body}_{number}"})
    for match in _BODY.finditer(sentence):
        yield "the standard", match[0], frozenset({match[0].lower(), f"{match[0].lower()}\n"})
    bare = _ADDRESS.sub(" ", sentence)
    for match in _FLAG.finditer(bare):
        name = match[1].lower()
        yield "the flag", match[0], frozenset({name, name.replace("-", "_"), f"no-{name}", name.removeprefix("no-")})
    for match in _FILE.finditer(bare):
        if not _EXAMPLE_FILES.search(match[1].lower()):
            last = match[2].lower().lstrip(".")
            if last.partition(".")[0] != package:  # the settings of the program that a package is made for
                yield "the file", match[1], frozenset({match[2].lower(), last})
    for match in _RC_FILE.finditer(bare):
        last = match[1].lower().rstrip("/.").rpartition("/")[2]
        yield "the file", match[1], frozenset({last, last.lstrip(".")})


_LAST_STEP = regex(r"\S{0,200}?/([\w.-]{3,60})/?(?=[\s`)>\].,;]|$)")
"""The last part of an address: a host is not every page of it."""
_OF_LEVELS = regex(r"\b(?:level|constant|flag|member|mode|enum\w*|state|status|method|keyword)s?\b", re.IGNORECASE)


def _is_made_up(host: str) -> bool:
    return host.split(".", maxsplit=1)[0] in _SCHEME_ONLY or "example" in host


def _mentioned(subject: Target) -> AbstractSet[str]:
    return subject.context.package.mentions if subject.context is not None else frozenset()


def _has_version(number: str, subject: Target) -> bool:
    bare = number.lower().removeprefix("v").rstrip(".*x")
    if subject.context is None or "." in bare:
        return subject.context is None or bare in numbers(subject)
    text = around(subject)
    return any(f"{word}{bare}" in text for word in ("version ", "release ", "python ", "python", "version_", "py", "v"))
