"""Addresses in a text whose hosts the site allows (the option `link_hosts`). All others are nothing but characters."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# RFC 3986, without the apostrophe and the brackets of IPv6; what else stands in an address would be percent-encoded.
_URL = r"https?://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+"
# The label is bounded: text of nothing but opening brackets must not cost quadratic time.
_ADDRESS = regex(rf"\[(?P<label>[^\[\]\n]{{1,200}})\]\((?P<labelled>{_URL})\)|<(?P<angled>{_URL})>|(?P<bare>{_URL})")
_HOST = regex(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_ENDS = ".,;:!?*_~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An allowed address: written bare, in angle brackets, or as `[label](address)`.

    Attributes:
        start: Where it begins in the text, brackets included.
        end: The place after its end.
        label: What a reader sees.
        url: Where it leads.
    """

    start: int
    end: int
    label: str
    url: str


def addresses(text: str, hosts: Sequence[str]) -> Iterator[Address]:
    """Find the addresses of allowed hosts, in order.

    Args:
        text: Any text.
        hosts: Patterns in lower case: `docs.python.org`, `*.example.org`.
    """
    for match in _ADDRESS.finditer(text) if hosts else ():
        url, end = match["labelled"] or match["angled"] or match["bare"], match.end()
        if match["bare"]:
            url = _without_end(url)
            end = match.start() + len(url)
        label = " ".join((match["label"] or url).replace("`", "").split())
        if label and _allowed(url, hosts):
            yield Address(start=match.start(), end=end, label=label, url=url)


def _allowed(url: str, hosts: Sequence[str]) -> bool:
    # With a user's name or a port in it, an address does not lead where it seems to.
    host = urlsplit(url).netloc.lower()
    return bool(_HOST.fullmatch(host)) and any(fnmatchcase(host, pattern) for pattern in hosts)


def _without_end(url: str) -> str:
    """An address in running text, without the punctuation of the sentence that it ends."""
    end, surplus = len(url), url.count(")") - url.count("(")
    while end and (url[end - 1] in _ENDS or (url[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= url[end] == ")"
    return url[:end]
