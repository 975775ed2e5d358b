"""Parameters of the code that the signature on the page lacks, named in a text: readers look for them in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.rule import Complaint
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_SPAN = regex(r"`([^`\n]+)`")
_NAME = regex(r"\*{0,2}([^\W\d]\w*)(?:\s?=[^=].*)?")
"""A parameter, with its stars, or with a value."""


def unshown_names(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Complaints about the code spans that name such a parameter, and nothing else that the reader could look up.

    Args:
        said: What is said.
        subject: What it is said about.
    """
    names = {name for name in subject.obj.unshown if not _is_other(name, subject)}
    for passage in said.passages if names else ():
        for sentence in passage.sentences if "`" in passage.text else ():
            spans = [span for span in _SPAN.findall(sentence) if (name := _NAME.fullmatch(span)) and name[1] in names]
            for span in dict.fromkeys(spans):
                whole = len(passage.sentences) == 1
                yield Complaint(
                    message=f"names '{span}', which the signature on the page lacks",
                    hint=f"Readers see a signature without `{span}`; say it without that name.",
                    where=passage.where,
                    quote=f"`{span}`" if whole else sentence,
                    cut="code span" if whole else "sentence",
                    unknowable=True,
                )


def _is_other(name: str, subject: Target) -> bool:
    """Whether the class or module around it has something of that name, too."""
    parent = None if subject.context is None else subject.context.obj.parent
    return isinstance(parent, griffe.Object) and name in parent.members
