"""AD601: HTML in texts that are to be plain prose, told apart from generics, comparisons and names in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.markup import found_in
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_HTML = regex(
    r"<(?:[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?|/[a-zA-Z][\w:-]*\s*|!--.*?--|![A-Za-z\[][^<>]*|\?[^<>]*)>?|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,31});",
    re.DOTALL,
)
_TAG_LIKE = regex(r"<[a-zA-Z][\w:-]*>$")


@rule("AD601", Severity.REJECT, "format")
def raw_html(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text contains raw HTML.

    A tag, a comment or a character reference. A bare `<name>` without attributes is allowed if the code uses that word,
    because it is a placeholder for a value. So are the types of a generic ("ARRAY<INT>"), a comparison ("x<y") and a
    mean ("<r^2>").

    Hint: plain prose, no HTML.
    """

    def is_tag(match: re.Match[str]) -> bool:
        bare = match[0].strip("<>").lower()
        return not (_TAG_LIKE.match(match[0]) and bare in subject.own_names) and not _is_glued(match)

    yield from found_in(said, subject, _HTML, "HTML", counts=is_tag)


def _is_glued(match: re.Match[str]) -> bool:
    """Whether a word stands in front without a space, and what follows is no element of HTML."""
    found, before = match[0], match.string[max(0, match.start() - 1) : match.start()]
    if not found.endswith(">") and match.string[match.end() : match.end() + 1] in _OF_MATHEMATICS:
        return True  # "<r^2>", "<x, y>"
    name, open_ended = _WORD.match(found, 1), not found.endswith(">")
    if name is None or not (before.isalnum() or before in ("_", ")", "]")) or name[0].lower() in _ELEMENTS:
        return False
    if open_ended:
        return "=" not in found
    closed = f"</{name[0]}>" in match.string
    return name.end() == len(found) - 1 and not closed and (len(name[0]) > 1 or name[0].isupper())


_WORD = regex(r"[A-Za-z_]\w*")
_OF_MATHEMATICS = ("^", "*", "+", "|", ",", "\u00b2", "\u00b7")
"""What no name of an element goes on with: a mean or a product in angle brackets."""


_ELEMENTS = frozenset(
    """
    abbr audio base big body br button canvas center code dd del details div dl dt em embed font form frame
    frameset head hr html iframe img input ins kbd li link mark math meta object ol option param pre script select small
    source span strong style sub summary sup svg table tbody td template textarea tfoot th thead title tr tt ul var
    video
    """.split()  # noqa: SIM905 - a plain list of words
)
