"""AD907: what a sentence says is used of the world outside, where no code in reach does anything of the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.surroundings import around
from aidoc_core.code.lookup.callees import callees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something that code does beyond its arguments and its result.

    Attributes:
        name: What it is.
        alone: Words that say so by themselves.
        nouns: Words that say so beside one of `verbs`.
        verbs: What is done with them.
        evidence: Beginnings of words of which the code in reach has one, if it may be so.
    """

    name: str
    alone: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    evidence: tuple[str, ...]


def _effect(name: str, *, alone: str = "", nouns: str = "", verbs: str = "", evidence: str) -> Effect:
    return Effect(
        name=name,
        alone=frozenset(alone.split()),
        nouns=frozenset(nouns.split()),
        verbs=frozenset(verbs.split()),
        evidence=tuple(evidence.split()),
    )


_EFFECTS = (
    _effect(
        "random numbers",
        alone="random randomly randomized randomised shuffled shuffles pseudo-random pseudorandom uuid uuids"
        " stochastic",
        evidence="rand shuffl uuid secret sampl choice noise stochas rng seed monte nonce salt token",
    ),
    _effect(
        "the network",
        alone="download downloads downloaded downloading internet",
        nouns="network server service http https request requests api remote web",
        verbs="send sends sent contacts contact fetch fetches fetched connects connect queries queried retrieves"
        " retrieved requires made makes issues issued calls",
        evidence="http request url socket download upload client connect fetch server api remote network session"
        " web ftp host send rpc",
    ),
    _effect(
        "the file system",
        alone="disk file-system filesystem",
        nouns="file files temporary directory directories folder",
        verbs="write writes written save saves saved store stores stored read reads load loads loaded create creates"
        " created open opens opened delete deletes deleted removes",
        evidence="open path file write read save load dump disk tmp temp director folder io. mkdir unlink exist stream"
        " buffer export",
    ),
    _effect(
        "the environment",
        alone="environment-variable environment-variables",
        nouns="environment",
        verbs="read reads process variables variable consulted consults",
        evidence="environ getenv env putenv",
    ),
    _effect(
        "the clock",
        alone="sleeps timestamp timestamps timestamped",
        nouns="time clock seconds second briefly",
        verbs="current waits pauses wall system sleep",
        evidence="time sleep date clock now( delay wait pause stamp second interval",
    ),
    _effect(
        "a log",
        alone="logged",
        nouns="log logs message messages warning step",
        verbs="logs log logging written emitted emits",
        evidence="log warn print echo message",
    ),
    _effect(
        "another process",
        alone="subprocess subprocesses",
        nouns="command process program shell",
        verbs="external separate child spawns spawn spawned executes executed runs",
        evidence="process popen system( exec spawn shell command fork run( pool worker",
    ),
    _effect(
        "a cache",
        alone="cached caches memoised memoized memoises memoizes memoization caching cache",
        evidence="cach memo lru",
    ),
)
_WORD = re.compile(r"[a-z][a-z-]*")
_VARIABLE = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
"""A variable by its name is for `AD404`."""
_WHOLE = (
    (re.compile(r"\benvironment\s+variable"), "environment-variable"),
    (re.compile(r"\bfile\s+system"), "file-system"),
)
_ANY = frozenset(word[:4] for effect in _EFFECTS for word in (*effect.alone, *effect.nouns))
"""Beginnings of words, without one of which a text speaks of nothing of the kind."""


@rule("AD907", Severity.DROP, "contradiction", english=True)
def unfounded_effect(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that the code uses something outside, of which no code in reach has a word.

    Random numbers, the network, files, environment variables, the clock, a log, other processes, a cache: "a random
    salt is used", "the result is cached". The rule looks through the module, and through the modules of the functions
    that the body calls. It reads descriptions of functions and results; what a parameter stands for is not judged.

    Hint: none, the sentence is removed.
    """
    if subject.obj.kind != "function" or subject.is_stub:
        return
    for passage in said.passages:
        if passage.where not in ("description", "returns", "yields") or _ANY.isdisjoint(passage.heads):
            continue
        for sentence in passage.sentences:
            for effect in _stated(sentence):
                if not _is_founded(effect, subject):
                    yield Complaint(
                        message=f"speaks of {effect.name}, which the code does not use",
                        where=passage.where,
                        quote=sentence,
                        cut="sentence",
                    )
                    break


def _is_founded(effect: Effect, subject: Target) -> bool:
    """Whether code in reach has a word of an effect; a cache may be any place that something is put in."""
    if effect.name == "a cache" and _PUTS.search(subject.obj.source):
        return True
    return any(sign in text for text in _in_reach(subject) for sign in effect.evidence)


_PUTS = re.compile(r"\]\s{0,3}=[^=]|\bself\.\w+\s{0,3}=[^=]|\bglobal\s|setdefault|setattr")


def _stated(sentence: str) -> Iterator[Effect]:
    text = sentence.lower()
    for pattern, word in _WHOLE:
        text = pattern.sub(word, text)
    words = frozenset(_WORD.findall(text))
    for effect in _EFFECTS:
        pair = words & effect.nouns and words & effect.verbs
        if effect.name == "the environment" and _VARIABLE.search(sentence):
            continue
        if words & effect.alone or (pair and len(words & (effect.nouns | effect.verbs)) > 1):
            yield effect


def _in_reach(subject: Target) -> list[str]:
    """The module whole, and those of the functions that the body calls, in lower case."""
    if "in reach" not in subject.memory:
        texts, context = [around(subject)], subject.context
        if context is not None and subject.body is not None:
            modules = {one.module.path: one.module for one in callees(context.package, context.obj, subject.body)}
            modules.pop(context.module.path, None)
            texts += ["\n".join(context.package.lines(module)).lower() for _, module in sorted(modules.items())]
        subject.memory["in reach"] = texts
    found: list[str] = subject.memory["in reach"]
    return found
