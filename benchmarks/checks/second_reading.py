"""What a second reading sees of natural mistakes, and what it says against right answers.

Each object of a set of good answers is shown once, with its right answer or with one of its wrong sentences in it: by
the hash of its path, so that a reader cannot know which. The requests are those that a build sends. What was said is
kept beside the set, in `read.jsonl`, with the model that said it; with `--base-url` and `--deployment` a model is asked
about answers that nobody has read.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.answer import Answer
from aidoc_core.answers.wire import WireAnswer
from aidoc_core.asking.counters import Counters
from aidoc_core.asking.judging import Judged
from aidoc_core.asking.online import Asker
from aidoc_core.asking.second_reading import Objection, Reading, ReadingBundle, make_readings, objections
from aidoc_core.build.normalize import normalize
from aidoc_core.build.second_reading import sentences_of
from aidoc_core.code.gaps import Gaps, whole_docstring
from aidoc_core.errors import ModelError
from aidoc_core.model import connect
from aidoc_core.settings import Settings
from benchmarks.checks.good_answers import SETS, banks
from benchmarks.checks.wrong_answers import Wrong, fitting, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.answers.wire import WireReply
    from aidoc_core.asking.prompt import Bundle
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.model import Reply

READ = "read.jsonl"
"""The file of what was said of a set."""
_BUNDLE = Settings().bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One object as a reader is shown it.

    Attributes:
        reading: Its answer.
        wrong: The mistake that was put into it; `None` where all of it is right.
        at: The sentences that hold the mistake, each with its part: those that the right answer has not.
    """

    reading: Reading
    wrong: Wrong | None
    at: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True, kw_only=True)
class Figures:
    """What was counted.

    Attributes:
        mistakes: Mistakes that were read, by sort.
        seen: Those that were objected to.
        right: Right answers that were read.
        sentences: Sentences without a mistake, of all answers.
        touched: Right answers that anything was said against.
        against: What was said against sentences without a mistake.
        missed: Mistakes that were not objected to.
        unread: Answers that nobody has read.
    """

    mistakes: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    right: int = 0
    sentences: int = 0
    touched: int = 0
    against: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    unread: int = 0


def shown(home: Path) -> Iterator[list[Shown]]:
    """The objects of a set, package by package, as a reader is shown them.

    Raises:
        ValueError: No answer has the words that a wrong sentence replaces.
    """
    wrong: dict[str, list[Wrong]] = {}
    for one in sentences(home):
        wrong.setdefault(one.object, []).append(one)
    for bank in banks(home=home):
        answers = bank.by_object
        with tempfile.TemporaryDirectory() as site:
            objects = bank.objects(Path(site))
            yield [_shown(objects[path], found, wrong.get(path, [])) for path, found in answers.items()]


def _shown(obj: ApiObject, answers: Sequence[dict[str, Any]], wrong: Sequence[Wrong]) -> Shown:
    chance = int(hashlib.sha256(obj.path.encode()).hexdigest(), 16)
    one = wrong[chance // 2 % len(wrong)] if wrong and chance % 2 else None
    answer = answers[chance // 2 % len(answers)] if one is None else fitting(one, answers)
    right = _sentences(answer, obj)
    said = right if one is None else _sentences(one.put(answer), obj)
    reading = Reading(obj=obj, gaps=Gaps(), sentences=said)
    at = frozenset(said) - frozenset(right)
    return Shown(reading=reading, wrong=one if at else None, at=at)  # an entry that pages never show is no mistake


def _sentences(answer: dict[str, Any], obj: ApiObject) -> tuple[tuple[str, str], ...]:
    said = {key: answer[key] for key in ("summary", "details", "sections")}
    return tuple(sentences_of(normalize(Answer.from_wire(WireAnswer(n=1, **said)), obj, whole_docstring(obj))))


def bundles(home: Path) -> Iterator[tuple[ReadingBundle, list[Shown]]]:
    """The requests about a set, each with what is shown in it."""
    for objects in shown(home):
        by_path = {one.reading.obj.path: one for one in objects}
        for bundle in make_readings((one.reading for one in objects), limit=_BUNDLE):
            _ = bundle.message  # written now: the package is gone when the next one comes
            yield bundle, [by_path[ask.obj.path] for ask in bundle.asks]


def digest(reading: Reading) -> str:
    """What an answer goes by in `read.jsonl`: another text has to be read anew."""
    return hashlib.sha256(json.dumps([reading.obj.path, reading.sentences]).encode()).hexdigest()[:24]


def kept(home: Path) -> dict[str, dict[str, Any]]:
    """What was said of the answers of a set, by their digests."""
    with suppress(FileNotFoundError):
        rows = map(json.loads, (home / READ).read_text(encoding="utf-8").splitlines())
        return {row["answer"]: row for row in rows}
    return {}


def rows_of(bundle: Bundle, content: WireReply, by: str) -> Iterator[dict[str, Any]]:
    """What a reply says of each answer, as `read.jsonl` has it.

    Args:
        bundle: What was read.
        content: The reply.
        by: The model that gave it.
    """
    said = objections(bundle.asks, content)
    for ask in bundle.asks:
        if isinstance(ask, Reading):
            against = [[one.where, one.sentence, one.reason] for one in said.get(ask.obj.path, ())]
            yield {"object": ask.obj.path, "answer": digest(ask), "by": by, "said": against}


def run(
    *, quick: bool = False, only: str = "fourth", base_url: str = "", deployment: Sequence[str] = ()
) -> dict[str, Any]:
    """Count what was said of a set; `quick` changes nothing.

    Raises:
        KeyError: There is no such set.
    """
    del quick
    home = SETS[only]
    requests = list(bundles(home))
    if base_url:
        _ask([bundle for bundle, _ in requests], home, base_url, deployment[0])
    there, figures = kept(home), Figures()
    for one in (one for _, objects in requests for one in objects):
        row = there.get(digest(one.reading))
        if row is None:
            figures.unread += 1
        else:
            _count(figures, one, [Objection(where=at, sentence=said, reason=why) for at, said, why in row["said"]])
    return {
        "by": sorted({row["by"] for row in there.values()}),
        "mistakes": figures.mistakes.total(),
        "seen": figures.seen.total(),
        "right": figures.right,
        "touched": figures.touched,
        "sentences": figures.sentences,
        "false": len(figures.against),
        "unread": figures.unread,
        "sorts": {sort: [figures.seen[sort], number] for sort, number in sorted(figures.mistakes.items())},
        "against": figures.against,
        "missed": figures.missed,
    }


def _count(figures: Figures, one: Shown, said: Sequence[Objection]) -> None:
    path = one.reading.obj.path
    false = [each for each in said if (each.where, each.sentence) not in one.at]
    figures.sentences += len(one.reading.sentences) - len(one.at)
    figures.against += [f"{path}: {each.sentence} Said: {each.reason}" for each in false]
    if one.wrong is None:
        figures.right += 1
        figures.touched += bool(said)
        return
    figures.mistakes[one.wrong.sort] += 1
    if len(false) < len(said):
        figures.seen[one.wrong.sort] += 1
    else:
        figures.missed.append(f"{path} ({one.wrong.sort}): {one.wrong.sentence} True: {one.wrong.fact}")


def _ask(requests: Sequence[ReadingBundle], home: Path, base_url: str, deployment: str) -> None:
    """Have a model read what no reply is kept for; each reply is kept at once."""
    there = kept(home)
    left = [bundle for bundle in requests if any(digest(one) not in there for one in _read_in(bundle))]
    settings = Settings(base_url=base_url, deployment=deployment)

    def judge(bundle: Bundle, result: Reply | ModelError) -> Judged:
        if isinstance(result, ModelError):
            return Judged()
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows_of(bundle, result.content, result.model)]

        def keep() -> None:
            with (home / READ).open("a", encoding="utf-8") as file:
                file.writelines(lines)

        return Judged(kept=len(lines), settle=keep)

    if left:
        Asker(lambda: connect(settings, build="benchmark"), settings, Counters()).run(left, judge)


def _read_in(bundle: Bundle) -> list[Reading]:
    return [ask for ask in bundle.asks if isinstance(ask, Reading)]


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        f"Read by {', '.join(figures['by']) or 'nobody'}: {figures['seen']} of {figures['mistakes']} mistakes seen.",
        f"Something said against {figures['touched']} of {figures['right']} right answers, and against",
        f"{figures['false']} of {figures['sentences']} sentences without a mistake; {figures['unread']} not read.",
        "",
        "| kind of mistake | seen | of |",
        "| --- | --- | --- |",
        *(f"| {sort} | {seen} | {of} |" for sort, (seen, of) in figures["sorts"].items()),
        "",
        *(f"- Missed: {one}" for one in figures["missed"]),
        *(f"- Against what is right: {one}" for one in figures["against"]),
    ]
    return "\n".join(lines)
