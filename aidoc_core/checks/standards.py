"""The standards that a sentence names, each with the words of which a package has to have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.lookup.speech import Signs
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_NUMBERED = regex(
    r"\b(?P<body>RFC|PEP|ISO(?:/IEC)?|IEEE|IEC|ANSI|ECMA|NIST|FIPS|ITU(?:-T)?|DIN|BCP|CCITT|SMPTE"
    r"|PKCS)[\s-]{0,2}#?(?:SP\s)?(?P<number>[A-Z]{0,2}\d[\d.]*(?:-\d+)?[A-Z]?)\b"
)
_BODY = regex(r"\b(?:W3C|WHATWG|IETF|OASIS|OGC)\b(?=(?:\s+[\w-]+)?\s+(?:recommendation|standard|specification|draft))")
"""Whose standards have names and no numbers."""
_NAMED = regex(
    r"(?<![\w`.])(?:The\s+)?(?P<name>[A-Z][\w+-]{1,30}(?:\s[A-Z][\w+-]{1,30}){0,3})(?:\s+v?\d[\d.]{0,10})?"
    r"\s+(?:specification|recommendation|standard(?!\s+(?:library|deviations?|errors?|output|input|form))|draft(?=\s+\d))\b"
)
"""What is called a standard by its name: "the OpenAPI 3.1 specification"."""
_NO_STANDARDS = frozenset({"the", "this", "a", "an", "its", "python", "no", "each", "any", "every", "some", "default"})
_KEPT_BY = {
    "iso8601": ("fromisoformat", "isoformat", "isoparse"),
    "rfc3339": ("fromisoformat", "isoformat", "isoparse"),
    "ieee754": ("struct", "nextafter", "fromhex", "isnan"),
    **dict.fromkeys(("rfc1808", "rfc2396", "rfc3986"), ("urllib", "urlsplit", "urlparse", "urljoin", "unquote")),
    **dict.fromkeys(("rfc4122", "rfc9562"), ("uuid", "uuid1", "uuid3", "uuid4", "uuid5")),
    **dict.fromkeys(("rfc4627", "rfc7159", "rfc8259", "ecma404"), ("json",)),
    **dict.fromkeys(("rfc2045", "rfc3548", "rfc4648"), ("base64", "b64encode", "b64decode", "b32encode", "b32decode")),
    **dict.fromkeys(("rfc822", "rfc2822", "rfc5322"), ("email", "formatdate", "parsedate", "parsedate_tz", "smtplib")),
    "rfc4180": ("csv",),
    "rfc2104": ("hmac",),
    "rfc1321": ("md5",),
    "rfc1950": ("zlib",),
    "rfc1951": ("zlib", "gzip", "zipfile"),
    "rfc1952": ("gzip",),
    **dict.fromkeys(("rfc2109", "rfc2965", "rfc6265"), ("cookies", "cookiejar", "simplecookie")),
    "pep249": ("sqlite3",),
    "pep3333": ("wsgiref",),
}
"""Modules and functions of Python's library that keep to a standard, by its documentation."""
_AUTHORITY = regex(r"\s+(?:calls|says|names|defines|allows|forbids|recommends|uses|speaks|describes|terms|leaves)\b")

SPEAKS_OF_PLACES = Signs.read(
    "http www url rfc *spec =iso =pep ieee standard wiki doi arxiv paper +et_al conform norm link site web"
)
"""What code has that refers to a place or a standard, by name or not."""


def may_name_a_standard(text: str) -> bool:
    """Whether a text has the sign of a standard.

    Args:
        text: The text.
    """
    if _NUMBERED.search(text):
        return True
    speaks = any(word in text for word in ("standard", "specification", "recommendation", "draft"))
    return speaks and (_BODY.search(text) or _NAMED.search(text)) is not None


def standards_in(sentence: str, mentioned: AbstractSet[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The standards that a sentence says are kept to, each with the words that would tell of it.

    What a standard says of the world ("RFC 9110 calls it a field line") is not what the code keeps to.

    Args:
        sentence: The sentence.
        mentioned: The words of the package.
    """
    for match in _NUMBERED.finditer(sentence):
        if _AUTHORITY.match(sentence, match.end()):
            continue
        number, body = match["number"].lower().rstrip("."), match["body"].lower()
        known = {f"{body}{number}", f"{body}-{number}", f"{body}_{number}", *_KEPT_BY.get(f"{body}{number}", ())}
        yield match[0], frozenset(known | ({number} if body in mentioned else set()))  # any number may stand anywhere
    for match in _BODY.finditer(sentence):
        yield match[0], frozenset({match[0].lower(), f"{match[0].lower()}\n"})
    for match in _NAMED.finditer(sentence):
        names = [word for word in match["name"].lower().split() if word not in _NO_STANDARDS]
        numbered = _NUMBERED.search(match[0]) or _BODY.search(match[0])
        if names and not numbered and not all(name in mentioned for name in names):
            yield match["name"], frozenset({"".join(names), "-".join(names), "_".join(names)})
