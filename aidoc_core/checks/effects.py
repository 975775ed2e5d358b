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
        " stochastic nondeterministic non-deterministic chance",
        nouns="distribution sample samples seed",
        verbs="draws drawn draw sampled picks picked reproducible",
        evidence="rand shuffl uuid secret sampl choice noise stochas rng seed monte nonce salt token",
    ),
    _effect(
        "the network",
        alone="download downloads downloaded downloading internet http https uploads uploaded online offline socket"
        " sockets",
        nouns="network server service request requests api remote web endpoint",
        verbs="send sends sent contacts contact fetch fetches fetched connects connect queries queried retrieves"
        " retrieved requires made makes issues issued calls call posts posted opens trip talks communicates",
        evidence="http request url socket download upload client connect fetch server api remote network session"
        " web ftp host send rpc",
    ),
    _effect(
        "the file system",
        alone="disk file-system filesystem",
        nouns="file files directory directories folder folders",
        verbs="write writes written save saves saved store stores stored read reads load loads loaded create creates"
        " created open opens opened delete deletes deleted removes removed overwrites overwritten persists persisted"
        " dumps dumped leaves appends appended copies moves moved touched parsed",
        evidence="open path file write read save load dump disk tmp temp director folder io. mkdir unlink exist stream"
        " buffer export",
    ),
    _effect(
        "the environment",
        alone="environment-variable environment-variables",
        nouns="environment",
        verbs="read reads process variables variable consulted consults overrides override overridden looks taken takes"
        " picked falls honours honors user's sets set inherited inherits through",
        evidence="environ getenv env putenv",
    ),
    _effect(
        "the clock",
        alone="sleeps pauses timestamp timestamps timestamped today today's",
        nouns="time clock seconds second briefly moment duration",
        verbs="current waits pauses wall system sleep elapsed measured measures",
        evidence="time sleep date clock now( delay wait pause stamp second interval",
    ),
    _effect(
        "a log",
        alone="logged prints printed",
        nouns="log logs message messages warning warnings console stdout",
        verbs="logs log logging written emitted emits prints printed print issues issued shows shown debug writes"
        " entry",
        evidence="log warn print echo message",
    ),
    _effect(
        "another process",
        alone="subprocess subprocesses",
        nouns="command process program shell worker",
        verbs="external separate child spawns spawn spawned executes executed runs forks forked",
        evidence="process popen system( exec spawn shell command fork run( pool worker",
    ),
    _effect(
        "a cache",
        alone="cached caches memoised memoized memoises memoizes memoization memoisation caching cache recomputed",
        nouns="computed calculated evaluated subsequent later",
        verbs="again reused remembered stored",
        evidence="cach memo lru",
    ),
    _effect(
        "the clock",
        nouns="delay pause seconds moment",
        verbs="adds small short blocks between",
        evidence="time sleep delay wait pause second interval",
    ),
    _effect(
        "a log",
        nouns="progress output",
        verbs="reported reports standard console prints printed",
        evidence="log warn print echo message progress stdout write(",
    ),
    _effect(
        "another process",
        nouns="shell executable program command-line command",
        verbs="run launches launched starts started invokes invoked calls",
        evidence="process popen system( exec spawn shell command fork run( pool worker program",
    ),
    _effect(
        "random numbers",
        nouns="deterministic uniformly",
        verbs="not isn't never sampled drawn picked chosen",
        evidence="rand shuffl uuid secret sampl choice noise stochas rng seed monte nonce salt token determin uniform",
    ),
)
"""What an effect is called may stand here twice, where other nouns go with other verbs."""
_WORD = re.compile(r"[a-z][a-z'-]*")
_SPAN = re.compile(r"`[^`\n]{0,200}`")
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
    text = _SPAN.sub(" ", sentence.lower())
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
