"""The module that an object is in, as text: what rules look in that ask whether the code has a word of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.lookup.speech import ModuleSpeech
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.target import Target

_NUMBER = regex(r"\d[\d_]*(?:\.\d+)*(?:\.?[a-z]+\d*)?")
_WORD = regex(r"[a-z]+|%")


def around(subject: Target) -> str:
    """The module whole, in lower case; what stands alone has only its own code."""
    if "around" not in subject.memory:
        context, obj = subject.context, subject.obj
        lines = context.package.file(context.obj).lines if context is not None else []
        subject.memory["around"] = "\n".join(lines).lower() or f"{subject.source} {obj.header} {obj.human}".lower()
    found: str = subject.memory["around"]
    return found


def mentions_any(subject: Target, stems: tuple[str, ...]) -> bool:
    """Whether the module has one of some beginnings of words."""
    module = None if subject.context is None else ModuleSpeech(subject.context.package, subject.context.module)
    if module:
        return module.contains(stems)
    text = around(subject)
    return any(stem in text for stem in stems)


def numbers(subject: Target) -> frozenset[str]:
    """The numbers in the module, as they are written but without underscores."""
    if "numbers" not in subject.memory:
        subject.memory["numbers"] = frozenset(number.replace("_", "") for number in _NUMBER.findall(around(subject)))
    found: frozenset[str] = subject.memory["numbers"]
    return found


def plain_words(subject: Target) -> frozenset[str]:
    """The words in the module, identifiers taken apart at underscores."""
    if "plain words" not in subject.memory:
        subject.memory["plain words"] = frozenset(_WORD.findall(around(subject)))
    found: frozenset[str] = subject.memory["plain words"]
    return found
