"""AD903, AD904: what a sentence promises of threads and of security, where nothing around speaks of them.

Words decide, not phrases: whatever a sentence says with one of them is for the author of the code to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.concepts import has, means
from aidoc_core.checks.finding import Severity
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

_WORD = regex(r"[a-z][\w'-]*")
_THREAD_WORDS = (
    "thread", "lock(", "mutex", "atomic", "reentran", "re-entran", "concurren", "multiproc", "semaphore",
    "race condition", "synchronis", "synchroniz",
)  # fmt: skip
_OF_THREADS = frozenset(
    "thre proc fork sema asyn conc mult para work coro reen re race lock mute atom safe simu sync".split()  # noqa: SIM905
)
"""Beginnings of words, four letters at most, without one of which a text speaks of nothing of the kind."""
_USE = frozenset(
    """
    call calls called caller callers calling use used usage uses access accesses accessed invoke invoked invocation
    invocations run runs worker workers process processes client clients user users request requests safe safely safety
    instance instances modification modifications modify execution task tasks
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What is done at once, where it is about callers and not about lines or streams."""
_BY_CALLERS = frozenset(
    """
    calls called caller callers invoke invoked invocation invocations safe safely safety access accesses
    accessed
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Of these, what is said of who uses it, not of what it does."""
_LOCKED = frozenset({"lock", "locks", "locked", "locking", "mutex", "semaphore", "synchronised", "synchronized"})
_WHOSE = frozenset(
    """
    a an the re entrant reentrant internal global its internally without by further external are is no any need
    """.split()  # noqa: SIM905 - a plain list of words
)
_STANDALONE = frozenset({"mutex", "entrant", "semaphore", "reentrant", "synchronisation", "synchronization"})

_SECURITY: dict[str, tuple[str, ...]] = {
    "sanit": ("sanit", "escape"),
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
        ("phishing", "malware", "brute-force", "brute force", "spoof", "eavesdrop", "forger", "forged"),
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
    {stem[:4] for stem in _SECURITY}
    | frozenset("cros deni cons safe esca chec veri enfo vali user pass cred secr timi".split())  # noqa: SIM905
    | frozenset(
        """
        acce toke call sens conf priv pers admi auth perm cred pass root supe reda sha md hmac whit allo bloc blac inte
        fire sand audi gdpr hipa pci tls ssl phis malw brut spoo eave forg path dire log sign cert dang harm susp trus
        wipe eras zero scru shre mali
        """.split()  # noqa: SIM905 - a plain list of words
    )
)
_GUARDED: tuple[tuple[frozenset[str], frozenset[str], tuple[str, ...]], ...] = (
    (
        frozenset({"safe", "safely", "protects", "guards", "shields", "protected"}),
        frozenset({"user-supplied", "user-provided", "arbitrary", "external", "abuse"}),
        ("unsafe", "safe", "escape", "trust", "protect", "guard"),
    ),
    (
        frozenset({"escaped", "escapes", "escaping", "neutralised", "neutralized", "quoted"}),
        frozenset({"html", "user", "input", "special", "sql", "shell", "output", "characters", "markup"}),
        ("escape", "quote", "markup"),
    ),
    (
        frozenset({"cleaned", "cleans", "filtered", "validated", "scrubbed", "purged", "stripped"}),
        frozenset({"user-supplied", "user-provided", "untrusted"}),
        ("sanit", "clean", "trust", "user-supplied", "user-provided"),
    ),
    (
        frozenset({"checks", "verifies", "enforces", "validates", "checked", "verified", "enforced"}),
        frozenset(
            {
                "permission",
                "permissions",
                "credentials",
                "authorization",
                "authorisation",
                "authentication",
                "certificates",
            }
        ),
        ("permission", "credential", "authent", "authori", "certif"),
    ),
    (
        frozenset({"password", "passwords", "credential", "credentials", "secret", "secrets"}),
        frozenset(
            {
                "never",
                "not",
                "protected",
                "safe",
                "hidden",
                "plain",
                "leak",
                "leaks",
                "leaked",
                "exposed",
                "reach",
                "hashed",
            }
        ),
        ("password", "credential", "secret"),
    ),
    (
        frozenset({"access", "tokens", "token", "caller", "callers", "users", "user"}),
        frozenset({"granted", "denied", "authorised", "authorized", "authenticated", "permitted", "administrators"}),
        ("authent", "authori", "permission", "token", "grant", "permit", "admin"),
    ),
    (
        frozenset({"sensitive", "confidential", "private", "secrets", "personal"}),
        frozenset(
            {"redacted", "masked", "hidden", "removed", "leak", "leaks", "leaked", "exposed", "protected", "logged"}
        ),
        ("redact", "mask", "sensitive", "secret", "confidential", "private"),
    ),
    (
        frozenset({"signature", "signatures", "certificate", "certificates"}),
        frozenset(
            {"checked", "checks", "verified", "verifies", "validated", "validates", "authentic", "valid", "trusted"}
        ),
        ("signature", "certif", "verif", "signed", "hmac"),
    ),
    (
        frozenset({"dangerous", "malicious", "harmful", "unsafe", "suspicious"}),
        frozenset({"content", "input", "characters", "data", "code", "values", "rejected", "removed", "blocked"}),
        ("danger", "malicious", "harm", "unsafe", "suspicious"),
    ),
    (
        frozenset({"trust", "trusted", "trustworthy"}),
        frozenset({"input", "source", "sources", "data", "only", "caller", "callers", "code"}),
        ("trust",),
    ),
    (
        frozenset({"wiped", "erased", "zeroed", "scrubbed", "shredded"}),
        frozenset({"memory", "securely", "safely", "afterwards", "key", "keys"}),
        ("wipe", "erase", "zero", "scrub", "shred"),
    ),
    (
        frozenset({"timing", "replay"}),
        frozenset({"attack", "attacks", "safe", "resistant"}),
        ("timing", "replay", "constant", "compare_digest"),
    ),
)
"""Two sets of words, of which a sentence has to have one each, and what the module has to speak of then."""


@rule("AD903", Severity.DROP, "contradiction", english=True)
def unsupported_threads(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says what threads or processes may do at once, where the module has no word of them.

    Whether something is safe to call from several threads is for its author to promise. That it is not, or that callers
    have to see to it, promises nothing.

    Hint: none, the sentence is removed.
    """
    for passage in said.passages:
        for sentence in () if _OF_THREADS.isdisjoint(passage.heads) else passage.sentences:
            if _of_share(passage.where):
                break
            speaks = _speaks_of_threads(sentence) or is_claimed(
                "thread safety", sentence, passage.where, subject.obj.name
            )
            if not speaks or is_disclaimed(sentence, "threads"):
                continue
            if not (_has_threads(subject) or _runs_at_once(sentence, subject)):
                yield Complaint(
                    message="speaks of threads, which the code does not mention",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                    claims=("thread safety",),
                    shown=is_short(sentence) and _THREADS.search(sentence) is not None,
                )


_THREADS = regex(r"\bthreads?\b|\bthread-|\bthreading\b|\bsafe(?:ly)?\b|\bcalls?\b", re.IGNORECASE)
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
    every = (*_SECURITY.values(), *(evidence for _, _, evidence in _GUARDED))
    return tuple(dict.fromkeys(word for evidence in every for word in evidence))


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
    words = _WORD.findall(sentence.lower())
    if not has(words, "AT ONCE") or any("THREAD" in means(part) or part in _LOCKED for part in words):
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


_PARALLEL = regex(
    r"\bparallel\s+(?:coordinates?|ax[ei]s|plots?|lines?|planes?|beams?|ports?|universes?|edges?|corpor\w+|sentences?|texts?|to)\b",
    re.IGNORECASE,
)
"""What lies side by side, and is not done at once."""


def _speaks_of_threads(sentence: str) -> bool:
    words = _WORD.findall(_PARALLEL.sub(" ", sentence).lower())
    parts = [part for word in words for part in word.split("-")]
    if any("THREAD" in means(part) for part in parts):
        return True
    if not _STANDALONE.isdisjoint(parts) or ("race" in parts and {"condition", "conditions", "free"} & set(parts)):
        return True
    if any(part in ("atomic", "atomically") for part in parts) and (
        len(parts) == 1 or {"is", "are", "call", "calls", "operation", "made", "done", "happens"} & set(parts)
    ):
        return True
    locked = [at for at, part in enumerate(parts) if part in _LOCKED]
    if any((at == 0 or parts[at - 1] in _WHOSE) and not _is_held(parts[at + 1 : at + 3]) for at in locked):
        return True
    if "parallel" in parts and not any("AT ONCE" in means(part) for part in parts if part != "parallel"):
        return not _BY_CALLERS.isdisjoint(parts)  # work that is shared out is no promise to callers
    return has(parts, "AT ONCE") and not _USE.isdisjoint(parts)


_ADDRESS = regex(r"\b\w{3,5}://\S+")
_EXCEPTION = regex(r"\b[A-Z]\w{0,80}(?:Error|Exception|Warning)\b")
"""The name of an exception promises nothing: `PermissionError`."""
_SEARCHED = frozenset({"brute force", "brute-force"})
_ATTACKED = regex(
    r"\b(?:attacks?|attackers?|attempts?|passwords?|log[ -]?ins?|logins"
    r"|protects?|prevents?|guess\w*|resist\w*|secur\w*|safe|limit\w*)\b"
    r"|\bbrute[- ]forc(?:ed|ing)\b",
    re.IGNORECASE,
)


def _is_held(behind: list[str]) -> bool:
    """Whether a lock is one that a service keeps on a thing: "a lock on a blob", "the lock duration"."""
    return behind[:1] in (["duration"], ["lease"], ["file"], ["screen"]) or behind in (["on", "a"], ["on", "an"])


@lru_cache(maxsize=512)
def _evidence_of(word: str) -> tuple[str, ...]:
    """What the module has to speak of, where a sentence has a word of security."""
    return next(signs for stem, signs in _SECURITY.items() if re.fullmatch(stem, word))


def _promises(sentence: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words of security, each with those of which the module has to have one."""
    sentence = _EXCEPTION.sub(" ", _ADDRESS.sub(" ", sentence) if "://" in sentence else sentence)
    for match in _SECURE.finditer(sentence):
        if match[1].lower() in _SEARCHED and not _ATTACKED.search(sentence):
            continue  # "neighbours are searched by brute force"
        yield match[0], _evidence_of(match[1].lower())
    words = frozenset(_WORD.findall(sentence.lower()))
    for some, others, evidence in _GUARDED:
        if (found := some & words) and others & words:
            yield min(found), evidence
