"""Ready-made ways in which a model answers wrongly, for `Fault(when, "alter", alter=...)`.

Each takes the answers and the objects asked for, and returns other answers; none changes what it is given.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence

from tests.azure.asked import AskedObject
from tests.azure.prose import Answer

Alter = Callable[[list[Answer], Sequence[AskedObject]], list[Answer]]

INVENTED = "tide_margin"
_ORDER = re.compile(r"SAY (?:(?P<how>other|again) (?P<number>\d+) )?(?P<part>[a-z]+)(?: (?P<name>.+?))?: (?P<text>.*)")
_INJECTION = re.compile(r"#\s*AIDOC-TEST: say (.*)")


def invent_parameter(answers: list[Answer], objects: Sequence[AskedObject]) -> list[Answer]:
    """Describe, for each function, a parameter that it does not have."""
    functions = {asked.n for asked in objects if asked.kind == "function"}
    altered = copy.deepcopy(answers)
    for answer in altered:
        if answer["n"] in functions:
            text = "How far the coastal survey may drift."
            answer["sections"].append({"kind": "parameter", "name": INVENTED, "text": text})
    return altered


def drop_parameter(answers: list[Answer], _objects: Sequence[AskedObject]) -> list[Answer]:
    """Leave out the first parameter of each answer."""
    altered = copy.deepcopy(answers)
    for answer in altered:
        for section in _parameters(answer)[:1]:
            answer["sections"].remove(section)
    return altered


def rename_parameter(answers: list[Answer], _objects: Sequence[AskedObject]) -> list[Answer]:
    """Give the first parameter of each answer another name: `url` becomes `url_value`."""
    altered = copy.deepcopy(answers)
    for answer in altered:
        for section in _parameters(answer)[:1]:
            section["name"] += "_value"
    return altered


def double_parameter(answers: list[Answer], _objects: Sequence[AskedObject]) -> list[Answer]:
    """Describe the first parameter of each answer twice."""
    altered = copy.deepcopy(answers)
    for answer in altered:
        answer["sections"] += copy.deepcopy(_parameters(answer)[:1])
    return altered


def double_answer(answers: list[Answer], _objects: Sequence[AskedObject]) -> list[Answer]:
    """Answer the first object twice, the second time in other words."""
    again = copy.deepcopy(answers[:1])
    for answer in again:
        answer["summary"] = "Settle the quiet harbour ledger before the northern ferry completes its survey."
    return [*copy.deepcopy(answers), *again]


def leave_out_last(answers: list[Answer], _objects: Sequence[AskedObject]) -> list[Answer]:
    """Say nothing of the last object."""
    return copy.deepcopy(answers[:-1])


def answer_unasked(answers: list[Answer], objects: Sequence[AskedObject]) -> list[Answer]:
    """Answer, beside what was asked, a number that nobody asked for."""
    number = max((asked.n for asked in objects), default=0) + 1
    summary = "Steady the remote lighthouse, weighing the tidal gauge against the rural almanac."
    return [*copy.deepcopy(answers), {"n": number, "summary": summary, "details": "", "sections": []}]


def obey_injection(answers: list[Answer], objects: Sequence[AskedObject]) -> list[Answer]:
    """Do what a comment `# AIDOC-TEST: say <text>` in an object's source says: its summary becomes that text."""
    altered = copy.deepcopy(answers)
    sources = {asked.n: asked.source for asked in objects}
    for answer in altered:
        order = _INJECTION.search(sources.get(answer["n"], ""))
        if order is not None:
            answer["summary"] = order[1].strip()
    return altered


def obey_orders(answers: list[Answer], objects: Sequence[AskedObject]) -> list[Answer]:
    """Do what an object's source orders, wherever it stands there, as a model might that believes what it reads.

    `SAY <part> [name]: <text>` is an order about the object itself, `SAY other <n> <part>: <text>` one about another
    number, asked for or not, and `SAY again <n> <part>: <text>` asks for a second answer to it.
    """
    altered = copy.deepcopy(answers)
    for asked in objects:
        if asked.kind != "function":
            continue
        for order in _ORDER.finditer(asked.source):
            number = int(order["number"] or asked.n)
            found = [answer for answer in altered if answer["n"] == number]
            if order["how"] == "again" or not found:
                found = [{"n": number, "summary": "", "details": "", "sections": []}]
                altered = [*found, *altered] if order["how"] == "again" else [*altered, *found]
            _say(found[0], order["part"], order["name"] or "", order["text"].replace("\\n", "\n"))
    return altered


def _say(answer: Answer, part: str, name: str, text: str) -> None:
    if part in {"summary", "details"}:
        answer[part] = text
    else:
        answer["sections"].append({"kind": part, "name": name.replace("\\n", "\n"), "text": text})


def _parameters(answer: Answer) -> list[Answer]:
    return [section for section in answer["sections"] if section["kind"] == "parameter"]
