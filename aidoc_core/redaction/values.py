"""Whether a value looks like a secret: random, or at least no placeholder, name, path or prose."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from aidoc_core.patterns import regex
from aidoc_core.redaction.lexer import FIELD
from aidoc_core.redaction.names import Holds

SHORTEST = 4
"""Characters of a password; shorter ones are signs."""
SHORTEST_TOKEN = 8
SHORTEST_RANDOM = 20
"""Characters from which on a string can look random by itself."""
LONGEST = 4_096
"""Characters beyond which a string is data."""

_WORDS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_VOCABULARY = frozenset(
    """
    password passwords passwd pwd pass passphrase passcode secret secrets token tokens key keys api apikey auth oauth
    authorization authentication authenticate user users username name email login account id ids uid type types
    field fields str string int integer bool boolean bytes float list dict object none null nil true false default
    value values example examples sample dummy placeholder redacted masked hidden changeme change me your my here
    insert enter foo bar baz spam eggs required optional text json xml html header headers cookie cookies query path
    body form bearer basic digest jwt refresh access client server credential credentials grant code csrf xsrf
    session x http https url uri sha md hmac rsa dsa ec ed aes des private public test tests testing fake mock the a an
    of for to in is not or and be no yes new old set get input hash hashed salt confirm confirmation repeat again
    reset forgot forgotten current enable disable provider service env var variable file filename config settings
    invalid missing unknown error expired wrong bad empty blank data info this that some any abc xyz shared state
    """.split()  # noqa: SIM905 - a plain list of words
)
_TEMPLATE = regex(r"\{[\w.!:]*\}|<[\w .-]+>|%[sdr]\b|%\(|\$[({]|^\$\w+$|^%\w+%$|\*\*\*|\.\.\.|^[-_=.*#\s]+$|^<|>$")
_PATH = regex(r"^(?:~?\.{0,2}/|[A-Za-z]:\\|[a-z][a-z0-9+.-]*://)|\.[a-z]{2,5}$|^/|/$")
_DOTTED = regex(r"[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+")
_VARIABLE = regex(r"(?<![A-Z0-9_])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_PROSE = regex(r"[.:!?,;]$|[.:!?,;]\s|^[A-Z][a-z]+\s|[()]")
_ALGORITHM = regex(
    r"(?:hs|rs|es|ps|sha|md|utf|rfc|x|aes|des|blake|pbkdf|base|http|oauth|hmac|ed|cp|iso|crc|argon|win|python|py|v)"
    r"[-_]?\d{1,5}[a-z]{0,2}(?:[-_/.][A-Za-z0-9]{1,8}){0,4}",
    re.IGNORECASE,
)
_REGEX = regex(r"\\[dwsbDWSB]|\[\^|\(\?|\]\*|\]\+|\.\*|\.\+")
_RANDOM = regex(r"[A-Za-z0-9+/_=.~-]+")
_LONG_WORDS = regex(r"[A-Z]?[a-z]{3,}")
_HEX = regex(r"(?:0x)?(?:[0-9a-f]+|[0-9A-F]+)")
_UUID = regex(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SERIES = ("abcdefgh", "hijklmno", "opqrstuv", "0123456", "3456789", "qwerty", "ABCDEFGH")
_MAGIC = ("iVBORw0KGgo", "R0lGOD", "/9j/", "UEsDB", "H4sI", "AAABAA", "d09GR", "T2dnUw", "JVBERi", "PHN2Zy", "PD94bW")
"""How pictures, archives and fonts begin in Base64."""


def is_secret(value: str, name: Holds) -> bool:  # noqa: PLR0911 - one case a line
    """Whether a value that a name holds is a secret."""
    value = value.strip()
    if name is Holds.NOTHING or not SHORTEST <= len(value) <= LONGEST:
        return False
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in value):  # noqa: PLR2004 - control characters
        return name is Holds.SECRET and len(value) >= SHORTEST_TOKEN and not any(c.isspace() for c in value)
    if name is Holds.RANDOM:
        return is_random(value) or (_is_hex(value) and len(value) >= 32)  # noqa: PLR2004 - 128 bits
    if is_random(value):
        return True
    if _is_something_else(value):
        return False
    if any(letter.isspace() for letter in value):
        return name is Holds.SECRET and _is_passphrase(value)
    if name is Holds.TOKEN:
        return len(value) >= SHORTEST_TOKEN and _is_mixed(value)
    return True


def _is_something_else(value: str) -> bool:  # noqa: PLR0911 - one case a line
    """A placeholder, another name, a path, an expression: what stands where a secret would."""
    if FIELD in value or len(set(value)) <= 2 or (value.isdigit() and len(value) < 6):  # noqa: PLR2004 - a number, a line
        return True
    if any(found.search(value) for found in (_TEMPLATE, _PATH, _REGEX)):
        return True
    if any(found.fullmatch(value) for found in (_VARIABLE, _ALGORITHM)):
        return True
    parts = value.replace(":", ".").split(".")
    if _DOTTED.fullmatch(value) and sum(part.isalpha() for part in parts) > len(parts) / 2:
        return True
    words = [word.lower() for word in _WORDS.findall(value)]
    known = [word for word in words if word in _VOCABULARY]
    if not words:
        return False
    if any(letter.isdigit() for letter in value):
        return len(known) == len(words)
    return any(len(word) > 2 for word in known)  # noqa: PLR2004 - shorter ones stand in random letters too


def _is_passphrase(value: str) -> bool:
    words = value.split()
    return not _PROSE.search(value) and (len(words) >= 4 or any(c.isdigit() for c in value))  # noqa: PLR2004


def _is_mixed(value: str) -> bool:
    """Letters and digits, or random; not a word with a number behind it."""
    letters = sum(letter.isalpha() for letter in value)
    digits = sum(letter.isdigit() for letter in value)
    return (letters >= 2 and digits >= 2) or (digits >= 1 and bool(re.search(r"\d[a-zA-Z]", value)))  # noqa: PLR2004


def is_random(value: str) -> bool:
    """Whether a string looks random by itself: what Base64, Base62 or a generator of passwords makes.

    Hexadecimal digits alone do not count: they are sums, identifiers and test vectors far more often.
    """
    if not SHORTEST_RANDOM <= len(value) <= LONGEST or not _RANDOM.fullmatch(value):
        return False
    if _is_hex(value) or _UUID.search(value) or value.startswith(_MAGIC) or any(run in value for run in _SERIES):
        return False
    bare = [letter for letter in value if letter.isalnum()]
    signs = len(value.rstrip("=")) - len(bare)
    if signs > len(value) / 5 or (len(set(bare)) == len(bare) and len(bare) > 26):  # noqa: PLR2004 - an alphabet
        return False
    classes = [_class(letter) for letter in bare]
    counted = Counter(classes)
    if len(counted) < 2 or counted["digit"] < (1 if len(counted) == 3 and len(bare) >= 32 else 2):  # noqa: PLR2004
        return False
    # Random letters change between small, capital and digit all the time (0.62 of Base62); words do not.
    changes = sum(a != b for a, b in pairwise(classes)) / len(classes)
    wanted = 0.38 if len(counted) == 3 else 0.25  # noqa: PLR2004 - all three
    if len(counted) == 3 and sum(map(len, _LONG_WORDS.findall("".join(bare)))) > 0.6 * len(bare):  # noqa: PLR2004
        return False  # a name in camel case, with numbers
    letters = 62 if len(counted) == 3 else 36  # noqa: PLR2004 - of Base62 and Base36
    return changes >= wanted and _entropy(bare) >= 0.75 * math.log2(min(len(bare), letters))


def _class(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    return "upper" if letter.isupper() else "lower"


def _is_hex(value: str) -> bool:
    return _HEX.fullmatch(value.replace("-", "").replace(":", "")) is not None


def _entropy(value: list[str]) -> float:
    """Bits a character, by Shannon."""
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())
