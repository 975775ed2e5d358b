"""Markup that code can write as plain prose: roles, formulas and bold text, so that nobody is asked again for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re

_ROLE = regex(
    r"(?<![\w`:]):(?:[a-z]{1,10}:)?"
    r"(?:func|meth|class|attr|mod|exc|obj|data|const|type|term|keyword|envvar|option|code|literal|samp|file|math)"
    r":`[~!.]{0,2}(?P<text>[^`<\n]{1,200}?)(?:\s+<[^`<>\n]{1,200}>)?`(?!`)"
)
_PATH = regex(r"[\w.]+(?:\(\))?")
_SPAN = regex(r"(?P<fence>`{1,2})(?!`)[^`\n]+(?P=fence)(?!`)")
_FORMULA = regex(r"\$\$(?P<text>[^`$\n]{1,300})\$\$")
_BOLD = regex(r"(?<![\w)\]*])\*\*(?P<text>(?=\S)(?:[^*`\n]|\*(?!\*)){1,300}+)(?<=\S)\*\*(?![\w*])")


def plain(text: str) -> str:
    """A text with the code of roles and formulas as code spans, and bold text without its stars.

    What is set as code already stays as it is, and so does all other markup.
    """
    if ":`" in text:
        text = _ROLE.sub(_of_role, text)
    if "$$" not in text and "**" not in text:
        return text
    parts, place = [], 0
    for span in _SPAN.finditer(text):
        parts += [_of_prose(text[place : span.start()]), span[0]]
        place = span.end()
    return "".join([*parts, _of_prose(text[place:])])


def _of_role(match: re.Match[str]) -> str:
    name = match["text"].strip()
    if match[0].partition("`")[2].startswith("~") and _PATH.fullmatch(name):
        name = name.rpartition(".")[2]
    return f"`{name}`"


def _of_prose(text: str) -> str:
    return _BOLD.sub(r"\g<text>", _FORMULA.sub(lambda match: f"`{match['text'].strip()}`", text))
