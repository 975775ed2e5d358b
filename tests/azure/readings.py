"""A second reading as a request asks for it: the sentences behind the code, and what is said against them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.azure.asked import AskedObject
    from tests.azure.prose import Answer

HEADING = "Sentences:"
_MARK = re.compile(r"\[(\d+)\] \S+")
_SENTENCE = re.compile(r"(\d+) (summary|description|returns|yields|(?:parameter|raises|attribute) \S+): (.+)")


def with_sentences(objects: Sequence[AskedObject], lines: Sequence[str]) -> tuple[AskedObject, ...]:
    """The objects, each with the sentences that are listed below the heading for its number.

    Raises:
        ValueError: If a line is neither a mark nor a sentence, or the sentences of an object are not counted from 1.
    """
    listed: dict[int, list[tuple[str, str]]] = {}
    number = 0
    for line in filter(None, lines):
        if mark := _MARK.fullmatch(line):
            number = int(mark[1])
            listed[number] = []
        elif (one := _SENTENCE.fullmatch(line)) and number and int(one[1]) == len(listed[number]) + 1:
            listed[number].append((one[2], one[3]))
        else:
            raise ValueError(f"no sentence in order: {line!r}")
    return tuple(replace(asked, sentences=tuple(listed.get(asked.n, ()))) for asked in objects)


def object_to(objects: Sequence[AskedObject], wrong: Callable[[AskedObject, str, str], str]) -> list[Answer]:
    """What is said of the sentences of some objects.

    Args:
        objects: What is read.
        wrong: Gives, for an object, a part and a sentence, what the code does instead; nothing where it is right.
    """
    answers: list[Answer] = []
    for asked in objects:
        reasons = [wrong(asked, where, sentence) for where, sentence in asked.sentences or ()]
        said = [f"wrong {number}: {reason}" for number, reason in enumerate(reasons, 1) if reason]
        answers.append({"n": asked.n, "summary": "" if said else "right", "details": "\n".join(said), "sections": []})
    return answers
