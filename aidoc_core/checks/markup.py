"""AD60x: markup in texts that are to be plain prose.

Not a safety boundary: the renderer escapes every text whatever these say (`aidoc_core.render.markdown`). A finding
only says that the reader would see markup as characters, and that asking again may help.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.answers.addresses import addresses
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.resolving import COMMON
from aidoc_core.checks.rule import Complaint, Rule, rule
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

# Every pattern takes time in proportion to the text, whatever stands in it: white space in front of a line's first sign
# crosses no line, and what two signs enclose is bounded, or holds no second opening sign.
_CODE = regex(r"(`{1,2})(?!`)[^`\n]+\1(?!`)")
_DOCTEST = regex(r"^[^\S\n]*(?:>>>|\.\.\. ).*$", re.MULTILINE)

_HEADING = regex(
    r"^ {0,3}#{1,6}(?:\s+\S|$)|^(?=[^\S\n]*+\S)[^\n]*+\n {0,3}(?:={3,}+|-{3,}+|\^{3,}+|\*{3,}+|#{3,}+)[^\S\n]*$",
    re.MULTILINE,
)
_DIRECTIVE = regex(
    r"^[^\S\n]*\.\.\s+(?:raw|include|literalinclude|code-block|code|exec\w*|eval\w*|image|figure|csv-table|program-output|command-output|"
    r"plot|jinja|ifconfig|only|toctree|auto\w+|role|default-role|graphviz|uml|math|container|class|meta|replace|parsed-literal|highlight|"
    r"_[^:\n]+:|\[[^\]]{1,300}\]|\|[^|]{1,300}\|)(?:::|\s|$)|^[^\S\n]*\.\.\s+_|"
    r"^[^\S\n]*(?:`{3,}+|~{3,}+|:{3,}+)\s*\{[^}]{0,300}\}|:(?:raw|download|doc|eval)[\w-]*:`",
    re.MULTILINE | re.IGNORECASE,
)
_INCLUDE = regex(
    r"(?<!-)-++8<-+|\{!(?:[^{!\n]|!(?!\})|\{(?!!(?!\})))*+!\}|!include\b|\{%-?\s*include|@include\b|<<\[|"
    r"\[\[(?=[^\W\d])[^\[\],'\"]{1,300}\]\]|^[^\S\n]*\{\{<|\$\{[^}]{0,300}\}|<%|%>",
    re.MULTILINE,
)
_TEMPLATE = regex(
    r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#(?:[^{#]|#(?!\})|\{(?!#(?!\})))*+#\}", re.DOTALL | re.MULTILINE
)
_BLOCK = regex(r"^[^\S\n]*:{3,}\s*\S", re.MULTILINE)
_LINK = regex(
    r"\]\(\s*<?[^)\s]+|^[^\S\n]*\[[^\]]{1,300}\]:\s*\S|"
    r"<(?:[a-z][a-z0-9+.-]*+:[^>\s]{1,1000}+|[^@\s<>]++@[^>\s]{1,1000}+)>|"
    r"\b(?:javascript|vbscript)\s*+:\s*+\S{0,1000}[(/;,<]|\b(?:data|file|blob):\S{0,1000}[(/;,<]",
    re.MULTILINE | re.IGNORECASE,
)
_IMAGE = regex(r"!\[[^\]]{0,300}\]\s*[(\[]")
_CONTROL = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\\ud800-\\udfff]|\\\\x1b\\[|\\\\u00(?:00|1b)"
)
_FENCE = regex(r"^[^\S\n]*(?:`{3,}|~{3,})", re.MULTILINE)
_BENIGN = regex(
    r"^[^\S\n]*(?:\.\.\s+[a-z-]+::|(?:!!!|\?\?\?\+?)\s+\w|===\s+\"|>\s+\S|\|[^|\n]+\|.*\|[^\S\n]*$|"
    r"\*\[[^\]]{1,300}\]:|(?:-{3,}+|\*{3,}+|_{3,}+)[^\S\n]*$|\[TOC\]|%%\w)|"
    r"(?<![\w)\]])\*\*(?=\S)(?:[^*\n]|\*(?!\*)){1,500}+(?<=\S)\*\*|(?<!\w)__\S{1,300}__(?!\w)|:[a-z]+(?::[a-z]+){0,3}:`|\[\^[^\]]{1,300}\]|\$\$|\{:[^}]{0,300}\}|"
    r"\[[^\]\n]{1,300}\]\[[^\]\n]{0,300}\]|==\S[^=\n]*==|\+\+\S[^+\n]*\+\+|(?<!~)~~[^~\s]|"
    r":[a-z0-9_+-]{2,}:(?=\s|$)",
    re.MULTILINE,
)


def _markup(  # noqa: PLR0913 - a table, written as calls
    number: str, severity: Severity, pattern: re.Pattern[str], what: str, text: str, *, raw: bool = False
) -> Rule:
    """A rule that only looks for one pattern."""

    def look(said: Claims, subject: Target) -> Iterator[Complaint]:
        yield from found_in(said, subject, pattern, what, raw=raw)

    look.__doc__ = text
    look.__name__ = what.replace(" ", "_")
    return rule(number, severity, "format")(look)


heading = _markup("AD602", Severity.REJECT, _HEADING, "a heading", """
    The text contains a heading.

    It would appear in the table of contents of the page.

    Hint: no headings.
    """)  # fmt: skip
directive = _markup("AD603", Severity.REJECT, _DIRECTIVE, "a directive", """
    The text contains a directive, role or target with an effect.

    For example raw, include, exec, image, a substitution or a hyperlink target.

    Hint: no directives.
    """)  # fmt: skip
include = _markup("AD604", Severity.REJECT, _INCLUDE, "an include", """
    The text contains an include.

    The syntax of snippets (`--8<--`), markdown-include, wiki links and server-side tags.

    Hint: no includes.
    """)  # fmt: skip
template = _markup("AD605", Severity.REJECT, _TEMPLATE, "template syntax", """
    The text contains template syntax.

    A site with a macros plugin would run it (Jinja).

    Hint: no braces of templates.
    """)  # fmt: skip
block = _markup("AD606", Severity.REJECT, _BLOCK, "a block", """
    The text contains the start of a `:::` block.

    It would insert the documentation of another object.

    Hint: no `:::`.
    """)  # fmt: skip


@rule("AD607", Severity.REJECT, "format")
def link(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text contains a link.

    A link, a link definition, an automatic link, or a URL scheme that runs something. Addresses are allowed if the
    option `link_hosts` lists their host.

    Hint: no links.
    """
    yield from found_in(said, subject, _LINK, "a link")


image = _markup("AD608", Severity.REJECT, _IMAGE, "an image", """
    The text contains an image.

    The browser would fetch it from any address.

    Hint: no images.
    """)  # fmt: skip
control = _markup("AD609", Severity.REJECT, _CONTROL, "control characters", """
    The text contains control characters or invisible characters.

    This includes characters that change the reading direction.

    Hint: visible characters only.
    """, raw=True)  # fmt: skip


@rule("AD610", Severity.REJECT, "format")
def fence(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text contains a code fence.

    Open or closed. Code belongs in the example.

    Hint: no fences.
    """
    yield from found_in(said, subject, _FENCE, "a code fence", raw=True)


@rule("AD611", Severity.REPAIR, "format")
def benign(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text contains harmless markup.

    Bold text, roles, admonitions, tables, quotes, footnotes and rules. The page shows the characters as they are. A
    special name of Python or of the package (`__init__`) is none, though it looks like bold text.

    Hint: plain prose with `code spans`.
    """

    def is_markup(match: re.Match[str]) -> bool:
        return not (_SPECIAL.fullmatch(match[0]) and _is_known(match[0], subject))

    yield from found_in(said, subject, _BENIGN, "markup", counts=is_markup)


_SPECIAL = regex(r"__[a-z][a-z0-9_]*__")


def _is_known(name: str, subject: Target) -> bool:
    """Whether Python or the package has a special name."""
    if name in COMMON or name in subject.own_names:
        return True
    return subject.context is not None and name in subject.context.package.words


def found_in(  # noqa: PLR0913 - keyword-only after what all rules give
    said: Claims,
    subject: Target,
    pattern: re.Pattern[str],
    what: str,
    *,
    raw: bool = False,
    counts: Callable[[re.Match[str]], bool] = lambda _: True,
) -> Iterator[Complaint]:
    """The first place of each text that a pattern finds and that counts."""
    for passage in said.passages:
        seen = _seen(passage.text, subject, raw=raw)
        if match := next((one for one in pattern.finditer(seen) if counts(one)), None):
            yield Complaint(
                message=f"has {what} ('{match[0].strip()[:30]}')",
                hint=f"Plain prose with `code spans` only: no markup such as {what}.",
                where=passage.where,
                quote=match[0],
            )


def _seen(text: str, subject: Target, *, raw: bool) -> str:
    """What a pattern looks at: a text without allowed addresses and, unless `raw`, without code; kept for all rules."""
    kept: dict[tuple[str, bool], str] = subject.memory.setdefault("markup", {})
    if (text, raw) not in kept:
        bare = text if raw else _DOCTEST.sub("", _CODE.sub("`x`", text))
        parts, place = [], 0
        for address in addresses(bare, subject.hosts):
            parts += [bare[place : address.start], address.label]
            place = address.end
        kept[text, raw] = "".join([*parts, bare[place:]])
    return kept[text, raw]
