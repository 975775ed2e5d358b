"""The readers of sentences, and what they read out of an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.signs import has_any
from aidoc_core.checks.statements.absence import ABSENCE
from aidoc_core.checks.statements.arguments import PARAMETERS
from aidoc_core.checks.statements.changes import CHANGES
from aidoc_core.checks.statements.copies import COPIES
from aidoc_core.checks.statements.decorated import DECORATED
from aidoc_core.checks.statements.duties import DUTIES
from aidoc_core.checks.statements.endings import ENDINGS
from aidoc_core.checks.statements.exceptions import EXCEPTIONS
from aidoc_core.checks.statements.fallbacks import FALLBACKS
from aidoc_core.checks.statements.limits import LIMITS
from aidoc_core.checks.statements.members import MEMBERS
from aidoc_core.checks.statements.named_types import NAMED_TYPES
from aidoc_core.checks.statements.natures import NATURES
from aidoc_core.checks.statements.order import ORDER
from aidoc_core.checks.statements.others import OTHERS
from aidoc_core.checks.statements.outcomes import OUTCOMES
from aidoc_core.checks.statements.parameter_kinds import PARAMETER_KINDS
from aidoc_core.checks.statements.places import PLACES
from aidoc_core.checks.statements.recognised import read_recognised
from aidoc_core.checks.statements.results import RESULTS
from aidoc_core.checks.statements.settable import SETTABLE
from aidoc_core.checks.statements.settled import settled
from aidoc_core.checks.statements.sorts import SORTS
from aidoc_core.checks.statements.statement import Sentence, Statement
from aidoc_core.checks.statements.touched import TOUCHED
from aidoc_core.checks.statements.treatment import TREATMENT
from aidoc_core.checks.statements.typed import TYPED
from aidoc_core.checks.statements.types import TYPES
from aidoc_core.checks.statements.whole import WHOLE
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.statements.statement import Kind, Reader

_CODE = regex(
    r"^[ \t]*(?:@\w[\w.]*(?:\(.*\))?$|(?:async[ ]+)?def[ ]+\w+\(|class[ ]+\w+[:(]|from[ ]+\w[\w.]*[ ]+import[ ])",
    re.MULTILINE,
)
"""Lines of Python that nothing sets apart from the text."""
READERS = (
    RESULTS,
    SORTS,
    EXCEPTIONS,
    PARAMETERS,
    ORDER,
    CHANGES,
    LIMITS,
    COPIES,
    WHOLE,
    MEMBERS,
    TYPES,
    PLACES,
    DUTIES,
    FALLBACKS,
    TYPED,
    OUTCOMES,
    TREATMENT,
    TOUCHED,
    ABSENCE,
    ENDINGS,
    NAMED_TYPES,
    OTHERS,
    NATURES,
    DECORATED,
    PARAMETER_KINDS,
    SETTABLE,
)
"""What reads the sentences by words and phrases, each for some kinds of statements."""


def statements(said: Claims, name: str = "", parameters: frozenset[str] = frozenset()) -> Iterator[Statement]:
    """What the sentences of an answer state.

    Args:
        said: The answer.
        name: The object's own name.
        parameters: The names of its parameters, without stars.
    """
    for passage in said.passages:
        readers = _able(READERS, passage.text.lower())
        alone = len(passage.sentences) == 1
        for text in passage.sentences:
            if text.startswith(("..", "!!!", "???")) or ("\n" in text and _CODE.search(text)):
                continue  # `.. versionchanged::` tells of other days, and titles and lines of code tell nothing
            sentence = Sentence(text=text, where=passage.where, name=name, parameters=parameters)
            able = readers if alone else _able(readers, sentence.lower)
            read = _read(able, sentence)
            for kind, subject, value in read:
                if kind == "gives" and subject == "" and (kind, "sometimes", value) in read:
                    continue
                yield Statement(kind=kind, subject=subject, value=value, where=sentence.where, sentence=text)


def _read(able: tuple[Reader, ...], sentence: Sentence) -> dict[tuple[Kind, str, str], None]:
    """What readers state, each thing once; of what a pattern was found for, its words are not asked again."""
    found = dict.fromkeys(one for reader in able for one in reader.read(sentence))  # by several, as often as not
    read = settled(found, sentence)
    known = {
        (_MATTER.get(kind, kind), "" if subject == "sometimes" else subject)
        for kind, subject, value in read
        if value != "kept"  # an object that stays as it is, may be returned or not
    }
    for one in read_recognised(sentence):
        if (_MATTER.get(one[0], one[0]), one[1]) not in known:
            read[one] = None
    return read


_MATTER: dict[Kind, Kind] = {"optional": "required", "default": "switch"}
"""Kinds of statements on the same thing as another."""


def read_by_patterns(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """What the readers that know words and phrases read out of a sentence."""
    return (one for reader in _able(READERS, sentence.lower) for one in reader.read(sentence))


def _able(readers: tuple[Reader, ...], lower: str) -> tuple[Reader, ...]:
    """The readers that have a sign in a text."""
    return tuple([reader for reader in readers if has_any(reader.signs, lower)])
