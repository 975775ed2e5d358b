"""AD404: what a sentence states and nothing in the package speaks of.

No proof that it is wrong, but a model can only have made it up, or know it from elsewhere: environment
variables, addresses, files, flags. The sentence is removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.pointed import is_of_protocol
from aidoc_core.checks.reach import claims_unsupported, texts_in_reach
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.standards import SPEAKS_OF_PLACES, may_name_a_standard, standards_in
from aidoc_core.checks.surroundings import around
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
_EXAMPLE_FILES = regex(r"(?:^|/)(?:data|file|files?name|example|input|output|path|foo|bar|test|config|my\w*)\.\w+$")
_SCHEME_ONLY = frozenset({"example", "localhost", "host", "server"})


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
        may_name = _may_name(passage.text)
        for sentence in passage.sentences:
            addressed = _ADDRESS.search(sentence) is not None  # what is written out is looked up as it is written
            if (
                subject.english
                and not addressed
                and claims_unsupported("URL and standard", SPEAKS_OF_PLACES, sentence, passage.where, subject)
            ):
                message = "refers to a place or a standard that the code around it does not mention"
                yield _complaint(passage.where, sentence, message)
                continue
            if not may_name:
                continue
            for what, name, known in _named(sentence, subject) if not sentence.startswith("..") else ():
                if not known & context.package.mentions and not subject.known(name):
                    yield Complaint(
                        message=f"names {what} '{name[:80]}', which nothing in the package mentions",
                        where=passage.where,
                        quote=sentence,
                        cut="sentence",
                    )
                    break


def _complaint(where: str, sentence: str, message: str) -> Complaint:
    return Complaint(message=message, where=where, quote=sentence, cut="sentence")


def _may_name(text: str) -> bool:
    return (
        any(sign in text for sign in ("://", "www.", "--", "$", "/", "environment", "Environment", " env ", ".", "`"))
        or "ENV" in text
        or may_name_a_standard(text)
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
            names |= {
                name
                for name in _ASSIGNED.findall(sentence)
                if name.lower() not in _OF_NO_SHELL and not is_of_protocol(name, sentence)
            }
        for name in sorted(names):
            if subject.context is not None and name in subject.context.package.by_name:
                continue  # a constant of the package
            texts = texts_in_reach(subject)
            first = f"{name.partition('_')[0]}_"
            if any(f"{quote}{first}" in text for text in texts for quote in "'\"{"):
                continue  # a prefix, and what is put behind it when the code runs
            if "_" in name:
                yield "the environment variable", name, frozenset({name.lower()})
            elif not any(name in text for text in texts):  # words that any README may have
                yield "the environment variable", name, frozenset({f"{name}\n"})
    yield from (("the standard", name, known) for name, known in standards_in(sentence, _mentioned(subject)))
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
