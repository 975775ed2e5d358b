"""Wrong sentences, as a strong model writes them when it sees only an excerpt, and whether the checks see them.

`wrong.json` of a set of good answers holds them, each with the true fact beside it. Each is put into the right answer
for its object, in the place of the sentence or words that tell the truth, so that nothing else of the answer is wrong.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.checks import Severity
from benchmarks.checks.good_answers import SETS, WRONG, banks, found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One wrong sentence.

    Attributes:
        object: The path of the object that it is about.
        part: The text that it stands in: `summary`, `details`, `returns`, `parameter url`, `raises ValueError`.
        instead: The words of the right text that it takes the place of; empty where it comes behind them.
        sentence: The wrong words.
        sort: The kind of mistake.
        fact: What is true.
        becomes: What the text stands behind in the wrong answer, where that is the mistake: `raises KeyError`.
    """

    object: str
    part: str
    instead: str
    sentence: str
    sort: str
    fact: str
    becomes: str = ""

    def put(self, answer: dict[str, Any]) -> dict[str, Any]:
        """A right answer with this in it.

        Raises:
            ValueError: The answer lacks the words that it is to replace.
        """
        if self.part in ("summary", "details"):
            return {**answer, self.part: self._in(answer[self.part])}
        sections = [*answer["sections"]]
        kind, _, name = self.part.partition(" ")
        there = [at for at, one in enumerate(sections) if (one["kind"], one["name"]) == (kind, name)]
        text = self._in(sections[there[0]]["text"] if there else "")
        kind, _, name = (self.becomes or self.part).partition(" ")
        sections[slice(there[0], there[0] + 1) if there else slice(len(sections), None)] = [
            {"kind": kind, "name": name, "text": text}
        ]
        return {**answer, "sections": sections}

    def _in(self, text: str) -> str:
        if not self.instead:
            return f"{text} {self.sentence}".strip()
        if text.count(self.instead) != 1:
            raise ValueError(f"{self.object}: {self.part} has no {self.instead!r}")
        return text.replace(self.instead, self.sentence)


def sentences(home: Path) -> list[Wrong]:
    """All wrong sentences of a set."""
    return [Wrong(**one) for one in json.loads((home / WRONG).read_text(encoding="utf-8"))]


def fitting(one: Wrong, answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The first right answer that has the words which a wrong sentence replaces.

    Raises:
        ValueError: There is none.
    """
    for answer in answers:
        with suppress(ValueError):
            one.put(answer)
            return answer
    raise ValueError(f"{one.object}: no answer has {one.instead!r} in its {one.part}")


def judged(home: Path) -> Iterator[tuple[Wrong, Severity | None, list[str]]]:
    """Every wrong sentence, with the strongest that is said of its answer and not of the right one, and the rules.

    Raises:
        ValueError: No answer has the words that a sentence replaces.
    """
    wrong = sentences(home)
    for bank in banks(home=home):
        answers = bank.by_object
        with tempfile.TemporaryDirectory() as site:
            objects = bank.objects(Path(site))
            for one in wrong:
                if one.object.partition(".")[0] != bank.package:
                    continue
                answer, obj = fitting(one, answers.get(one.object, ())), objects[one.object]
                before = {(finding.rule, finding.message) for finding in found(answer, obj)}
                new = [f for f in found(one.put(answer), obj) if (f.rule, f.message) not in before]
                said = [severity for severity in Severity if any(finding.severity is severity for finding in new)]
                yield one, (said[0] if said else None), [f"{finding.rule} {finding.message}" for finding in new]


def run(*, quick: bool = False, only: str = "second") -> dict[str, Any]:
    """Judge all wrong sentences of a set; `quick` changes nothing.

    Raises:
        KeyError: There is no such set.
    """
    del quick
    total: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    warned: Counter[str] = Counter()
    missed: list[str] = []
    for one, severity, _ in judged(SETS[only]):
        total[one.sort] += 1
        seen[one.sort] += severity not in (None, Severity.WARN)
        warned[one.sort] += severity is Severity.WARN
        if severity in (None, Severity.WARN):
            missed.append(f"{one.object}, {one.part} ({one.sort}): {one.sentence} True: {one.fact}")
    return {
        "sentences": total.total(),
        "seen": seen.total(),
        "warned": warned.total(),
        "sorts": {sort: [seen[sort], warned[sort], number] for sort, number in sorted(total.items())},
        "missed": missed,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        f"Wrong sentences: {figures['seen']} of {figures['sentences']} seen, {figures['warned']} more warned of.",
        "",
        "| kind of mistake | seen | warned of | of |",
        "| --- | --- | --- | --- |",
        *(f"| {sort} | {seen} | {warned} | {of} |" for sort, (seen, warned, of) in figures["sorts"].items()),
        "",
        *(f"- {place}" for place in figures["missed"]),
    ]
    return "\n".join(lines)
