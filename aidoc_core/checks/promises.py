"""AD903, AD904: what a sentence promises of threads and of security, where nothing around speaks of them.

Words decide, not phrases: whatever a sentence says with one of them is for the author of the code to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.manners import Manner, is_told_as
from aidoc_core.checks.recognition.claimed import is_claimed
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sentences.disclaimed import is_disclaimed
from aidoc_core.checks.surroundings import mentions_any
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_THREAD_WORDS = (
    "thread", "lock(", "mutex", "atomic", "reentran", "re-entran", "concurren", "multiproc", "semaphore", "executor",
    "race condition", "synchronis", "synchroniz",
)  # fmt: skip
_THREADS = Manner(
    claims=("thread safety",),
    words=frozenset(
        """
        thread threads threading threadsafe multithreaded multithreading concurrent concurrently concurrency parallel
        simultaneous simultaneously lock locks locked locking mutex semaphore race atomic atomically reentrant entrant
        synchronised synchronized synchronisation synchronization
        """.split()  # noqa: SIM905 - a plain list of words
    ),
    nearly=0.1,
    voice=regex(r"thread|\bsafe", re.IGNORECASE),
    heard=-0.15,
)
"""A promise about what may be done at once."""

_SECURITY: dict[str, tuple[str, ...]] = {
    "sanit": ("sanit", "escape"),
    "escap(?:ed|es|ing)": ("escap", "quot", "markup", "sanit"),
    **dict.fromkeys(
        ("injection", "xss", "csrf", "ssrf", "cross-site", "(?:path|directory) travers"),
        ("inject", "xss", "csrf", "travers", "attack", "ssrf"),
    ),
    **dict.fromkeys(("encrypt", "decrypt", "cryptograph"), ("crypt", "cipher", "fernet")),
    **dict.fromkeys(
        ("administrat", "privileg", "superuser", "root access"), ("admin", "privileg", "superuser", "sudo", "geteuid")
    ),
    **dict.fromkeys(
        ("authenticat", "authori[sz]", "log(?:ged|s)? in\\b(?!\\s+(?:plain|clear|an?|the|debug|full)\\b)"),
        ("authent", "authori", "login", "credential", "permission"),
    ),
    **dict.fromkeys(
        ("permission", "access right", "access control"), ("permission", "access", "chmod", "role", "grant")
    ),
    **dict.fromkeys(
        ("credential", "password", "passphrase"), ("credential", "password", "passw", "passphrase", "authent")
    ),
    **dict.fromkeys(
        ("redact", "confidential", "sensitive data", "sensitive information"),
        ("redact", "mask", "sensitiv", "secret", "confiden"),
    ),
    **dict.fromkeys(("sha-?256", "sha-?1\\b", "sha-?512", "md5", "hmac"), ("sha", "md5", "hmac", "hashlib", "digest")),
    **dict.fromkeys(
        ("whitelist", "allowlist", "allow-list", "blocklist", "blacklist"),
        ("whitelist", "allow", "block", "blacklist", "list of allowed"),
    ),
    **dict.fromkeys(("integrity",), ("integrit", "checksum", "digest", "hash", "crc", "consisten")),
    **dict.fromkeys(("firewall", "sandbox"), ("firewall", "sandbox", "isolat")),
    **dict.fromkeys(("audit",), ("audit", "log")),
    **dict.fromkeys(("privacy", "gdpr", "hipaa", "pci[- ]dss"), ("privacy", "private", "gdpr", "personal")),
    **dict.fromkeys(("tls", "ssl", "x\\.?509"), ("tls", "ssl", "x509", "certif")),
    **dict.fromkeys(
        ("phishing", "malware", "spoof", "eavesdrop", "forger", "forged"),
        ("phish", "malware", "attack", "spoof", "forg", "secur"),
    ),
    **dict.fromkeys(
        ("untrusted", "malicious", "hostile", "attack", "tamper", "adversar", "hacker"),
        ("trust", "malicious", "hostile", "attack", "tamper", "advers", "unsafe", "hmac", "signature", "checksum"),
    ),
    **dict.fromkeys(("vulnerab", "exploit"), ("vulnerab", "exploit", "attack", "malicious")),
    **dict.fromkeys(("secure", "securi", "harden"), ("secur", "tls", "ssl", "https", "harden", "vulnerab", "unsafe")),
    **dict.fromkeys(("harmful", "dangerous", "unsafe"), ("danger", "harm", "unsafe", "sanit", "escape")),
    "denial-of-service": ("denial",),
    **dict.fromkeys(("constant-time", "constant time"), ("constant time", "constant-time", "compare_digest", "o(1)")),
}
_SECURE = regex(rf"\b({'|'.join(_SECURITY)})[\w-]*", re.IGNORECASE)
_OF_SECURITY = frozenset(
    word[:4]
    for stem in _SECURITY
    for word in "".join(char if char.islower() else " " for char in stem).split()
) | {
    "log", "logg", "logi", "ssl", "tls", "sha", "md", "dire", "bloc", "blac", "allo", "whit",
}  # fmt: skip
"""Beginnings of words, four letters at most, without one of which a text has no word of security."""


@rule("AD903", Severity.DROP, "contradiction", english=True)
def unsupported_threads(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says what threads or processes may do at once, where the module has no word of them.

    Whether something is safe to call from several threads is for its author to promise. That it is not, or that callers
    have to see to it, promises nothing.

    Hint: none, the sentence is removed.
    """
    for passage in said.passages:
        for sentence in () if _of_share(passage.where) else passage.sentences:
            speaks = is_told_as(_THREADS, sentence, passage.where, subject.obj.name)
            if not speaks or is_disclaimed(sentence, "threads"):
                continue
            if not (_has_threads(subject) or _runs_at_once(sentence, subject)):
                yield Complaint(
                    message="speaks of threads, which the code does not mention",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                )


"""What parallel work in itself is not about."""


@rule("AD904", Severity.DROP, "contradiction", english=True)
def unsupported_security(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence promises security, where the module has no word of it.

    "Sanitizes the input", "safe against injection", "encrypts". Readers rely on such a sentence more than on any other.
    "Do not pass untrusted input" and "Nothing is encrypted" promise nothing.

    Hint: none, the sentence is removed.
    """
    for passage in said.passages:
        may = not _OF_SECURITY.isdisjoint(passage.heads)
        for sentence in passage.sentences:
            recognised = is_claimed("security", sentence, passage.where, subject.obj.name)
            if not (may or recognised) or is_disclaimed(sentence, "security"):
                continue
            if passage.where.startswith("parameter") and _ADVISED.search(sentence):
                continue  # what callers may do with it
            for word, evidence in _promises(sentence):
                if not mentions_any(subject, evidence):
                    yield Complaint(
                        message=f"speaks of security ('{word}'), which the code does not mention",
                        where=passage.where,
                        quote=sentence,
                        cut="sentence",
                        claims=("security",),
                        shown=is_short(sentence) and "://" not in sentence,
                    )
                    break
            else:
                if recognised and not mentions_any(subject, _evidence()):
                    yield Complaint(
                        message="promises security, which the code does not mention",
                        where=passage.where,
                        quote=sentence,
                        cut="sentence",
                        claims=("security",),
                    )


@lru_cache(maxsize=1)
def _evidence() -> tuple[str, ...]:
    """All words of which a module may have one that has to do with security."""
    every = (word for evidence in _SECURITY.values() for word in evidence)
    return tuple(
        dict.fromkeys((*every, "token", "safe", "trust", "protect", "guard", "verif", "signed", "wipe", "eras"))
    )


_ADVISED = regex(
    r"\b(?:should|may|can|could|must)\s+be\s+(?:used|set|passed|given|chosen|sent)\s+(?:for|to|as|in\s+order)\b",
    re.IGNORECASE,
)


def _has_threads(subject: Target) -> bool:
    """Whether the module has a word of threads, or the object's own names are such words."""
    names = {subject.obj.path.lower(), *(parameter.name.lower() for parameter in subject.obj.parameters)}
    own = any(word in name for name in names for word in ("thread", "lock", "mutex", "atomic"))
    return own or mentions_any(subject, _THREAD_WORDS)


def _runs_at_once(sentence: str, subject: Target) -> bool:
    """Whether a sentence is on work that is shared out, and a parameter says among how many: `processes`, `n_jobs`."""
    if _OF_CALLERS.search(sentence):
        return False
    names = {part for parameter in subject.obj.parameters for part in parameter.name.lower().strip("*_").split("_")}
    return not _SHARED.isdisjoint(names)


def _of_share(where: str) -> bool:
    """Whether it is the entry of a parameter that says how many take part, by its name: `n_jobs`, `parallel`."""
    kind, _, name = where.partition(" ")
    return kind == "parameter" and not _SHARED.isdisjoint(name.lower().strip("*_").replace("n_", "n").split("_"))


_SHARED = frozenset(
    """
    processes procs nprocs nproc jobs njobs nworkers workers cores cpus cpu pool parallel executor concurrency
    """.split()  # noqa: SIM905 - a plain list of words
)


_OF_CALLERS = regex(r"thread|\block|mutex|semaphore|atomic|\brace\b", re.IGNORECASE)
"""What is said of callers, and not of work that is shared out."""

_ADDRESS = regex(r"\b\w{3,5}://\S+")
_EXCEPTION = regex(r"\b[A-Z]\w{0,80}(?:Error|Exception|Warning)\b")
"""The name of an exception promises nothing: `PermissionError`."""


@lru_cache(maxsize=512)
def _evidence_of(word: str) -> tuple[str, ...]:
    """What the module has to speak of, where a sentence has a word of security."""
    return next(signs for stem, signs in _SECURITY.items() if re.fullmatch(stem, word))


def _promises(sentence: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words of security, each with those of which the module has to have one."""
    sentence = _EXCEPTION.sub(" ", _ADDRESS.sub(" ", sentence) if "://" in sentence else sentence)
    for match in _SECURE.finditer(sentence):
        yield match[0], _evidence_of(match[1].lower())
