"""The order of an evaluation: fill by each configuration, measure, have compared. Plain data comes of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aidoc_core.asking.budget import Budget
from aidoc_core.asking.counters import Counters
from aidoc_core.build.figures import count
from aidoc_core.checks import check_human
from aidoc_core.errors import ConfigError
from aidoc_core.evaluation.purse import Purse
from aidoc_core.evaluation.scores import differences, means, persons_texts, score, texts_of
from aidoc_core.evaluation.verdicts import Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.evaluation.agreement import Agreement
    from aidoc_core.evaluation.configuration import Configuration
    from aidoc_core.evaluation.filling import Filled, Filling
    from aidoc_core.evaluation.preparing import Test
    from aidoc_core.evaluation.scores import Score

VERSION = 1
"""Of the JSON; it grows, and what is there keeps its meaning."""
_VERDICTS = "verdicts.jsonl"


def plan(test: Test, compared: Sequence[Configuration], filling: Filling) -> list[dict[str, Any]]:
    """What each configuration would still be asked and would cost; nothing is sent.

    Args:
        test: What is tested.
        compared: The configurations.
        filling: Where answers are kept.
    """
    names = ("objects", "requests", "input_tokens", "output_tokens", "cost_usd", "model", "exact", "problems")
    plans = ((one, filling.plan(one, test.objects)) for one in compared)
    return [{"name": one.name, **{name: told[name] for name in names}} for one, told in plans]


def evaluate(  # noqa: PLR0913 - keyword-only after what everything is about
    test: Test,
    compared: Sequence[Configuration],
    *,
    filling: Filling,
    agreement: Agreement,
    budget: float | None,
    judge: bool,
) -> dict[str, Any]:
    """Fill what is hidden by each configuration, and measure what comes.

    Args:
        test: What is tested.
        compared: The configurations; the others are compared with the first.
        filling: Where answers are kept.
        agreement: How much two texts agree.
        budget: US dollars that this run may spend in all; `None` for no limit.
        judge: Whether the first configuration also compares texts, blindly.

    Raises:
        ConfigError: Something has to be requested, and the options do not say how or the budget cannot be kept.
    """
    if budget is not None:
        _check_prices(test, compared, filling, budget)
    purse = Purse(None if budget is None else Decimal(str(budget)))
    made: dict[str, Filled] = {}
    for one in compared:
        made[one.name] = filling.fill(one, test.objects, left=purse.left)
        purse.pay(made[one.name].billed)
        if made[one.name].interrupted:
            break
    done = [one for one in compared if one.name in made]
    lacking = {path for filled in made.values() for path in _lacks(filled)}
    objects = [obj for obj in test.objects if all(obj.path in filled.records for filled in made.values())]
    objects = [obj for obj in objects if obj.path not in lacking]
    people = {obj.path: persons_texts(test.originals[obj.path]) for obj in objects}
    scores = {
        one.name: {obj.path: _scored(obj, made[one.name], people[obj.path], agreement) for obj in objects}
        for one in done
    }
    interrupted = any(filled.interrupted for filled in made.values())
    judged = []
    if judge and not interrupted:
        judged = [_judged((done[0], one), objects, made, filling=filling, purse=purse) for one in done[1:]]
    return {
        "version": VERSION,
        "objects": len(test.objects),
        "scored": len(objects),
        "lacking": sorted(lacking),
        "offline": [one.name for one in done if one.settings.offline and _lacks(made[one.name])],
        "left_out": [{"path": path, "reason": reason} for path, reason in test.left_out],
        "agreement": agreement.name,
        "people": _people(objects, test, people, agreement),
        "configurations": [
            {
                "name": one.name,
                "deployment": one.settings.deployment,
                "model": _models(made[one.name]),
                "scores": means(list(scores[one.name].values())),
                "billed": made[one.name].billed,
            }
            for one in done
        ],
        "differences": [
            {
                "name": one.name,
                "against": done[0].name,
                "scores": differences(list(scores[done[0].name].values()), list(scores[one.name].values())),
            }
            for one in done[1:]
        ],
        "judged": judged,
        "texts": [_row(obj, test, people, made, scores) for obj in objects],
        "spent_usd": purse.spent,
        "interrupted": interrupted,
        "problems": list(
            dict.fromkeys((*test.problems, *(text for one in done for text in _problems(one, made[one.name]))))
        ),
    }


def _check_prices(test: Test, compared: Sequence[Configuration], filling: Filling, budget: float) -> None:
    """Make sure that the budget can be kept for all configurations before one of them is paid for."""
    for one in compared:
        try:
            Budget(budget, one.settings.model or one.settings.deployment, Counters()).check()
        except ConfigError as error:
            if one.settings.offline or not filling.plan(one, test.objects)["requests"]:
                continue
            hint = " To compare it, name both in a file for --against." if len(compared) > 1 else ""
            raise ConfigError(f"{error}{hint}") from error


def _problems(one: Configuration, filled: Filled) -> Iterator[str]:
    """What went wrong with a configuration, in words; of what the server failed at, the first."""
    yield from filled.problems
    failed = [record for record in filled.records.values() if record.outcome == "failed" and _is_lacking(record)]
    if failed:
        told = f"{one.name}: {count(len(failed), 'object')} failed"
        yield f"{told}, {failed[0].obj.path} first: {failed[0].reason.rstrip('.')}."


def _lacks(filled: Filled) -> list[str]:
    return [path for path, record in filled.records.items() if _is_lacking(record)]


def _is_lacking(record: Record) -> bool:
    """Whether nobody can say how good a text would be: it was not requested, or the service failed, not the model."""
    return record.outcome == "missed" or (record.outcome == "failed" and not record.remembered)


def _scored(obj: ApiObject, filled: Filled, person: Mapping[str, str], agreement: Agreement) -> Score:
    record = filled.records[obj.path]
    entry = record.entry
    cost = entry.usage.cost_usd if entry is not None else None
    return score(
        obj,
        _texts(record),
        person,
        rules=[finding["rule"] for finding in (entry.findings if entry is not None else ())],
        agreement=agreement,
        usd=None if cost is None else float(cost),
    )


def _texts(record: Record) -> dict[str, str]:
    return texts_of(record.entry.answer) if record.filled and record.entry is not None else {}


def _people(
    objects: Sequence[ApiObject], test: Test, people: Mapping[str, Mapping[str, str]], agreement: Agreement
) -> dict[str, Any]:
    """The same figures of the docstrings that were hidden, as far as they mean anything."""
    rules = {obj.path: [finding.rule for finding in check_human(test.originals[obj.path])] for obj in objects}
    scores = [
        replace(
            score(obj, people[obj.path], people[obj.path], rules=rules[obj.path], agreement=agreement), agreement={}
        )
        for obj in objects
    ]
    names = ("complete", "contradicted", "beyond", "words")
    return {name: value for name, value in means(scores).items() if name in names}


def _models(filled: Filled) -> list[str]:
    return sorted({record.entry.model for record in filled.records.values() if record.entry and record.entry.model})


def _row(
    obj: ApiObject,
    test: Test,
    people: Mapping[str, dict[str, str]],
    made: Mapping[str, Filled],
    scores: Mapping[str, Mapping[str, Score]],
) -> dict[str, Any]:
    return {
        "path": obj.path,
        "kind": obj.kind,
        "source": str(test.originals[obj.path].location),
        "person": people[obj.path],
        "texts": {name: _texts(filled.records[obj.path]) for name, filled in made.items()},
        "reasons": {name: filled.records[obj.path].reason for name, filled in made.items()},
        "scores": {name: table[obj.path].figures() for name, table in scores.items()},
    }


def _judged(
    pair: tuple[Configuration, Configuration],
    objects: Sequence[ApiObject],
    made: Mapping[str, Filled],
    *,
    filling: Filling,
    purse: Purse,
) -> dict[str, Any]:
    """How often either text is the better one, as the first configuration's model says."""
    first, second = pair
    left = purse.left
    settings = replace(first.settings, budget_usd=None if left is None else float(left))
    left_texts = [_shown(made[first.name].records[obj.path]) for obj in objects]
    right_texts = [_shown(made[second.name].records[obj.path]) for obj in objects]
    texts = zip(objects, left_texts, right_texts, strict=True)
    differing = [(obj, one, other) for obj, one, other in texts if one and other and one != other]
    file = filling.directory / first.directory / _VERDICTS
    verdicts = Verdicts(settings=settings, file=file, environment=filling.environment)
    said = verdicts.compare(differing)
    billed = {"requests": verdicts.counters.requests, **verdicts.counters.billed()}
    purse.pay(billed)
    return {
        "first": first.name,
        "second": second.name,
        "pairs": len(differing),
        "wins": {first.name: said.count("first"), second.name: said.count("second")},
        "ties": said.count("tie"),
        "swayed": verdicts.swayed,
        "unjudged": said.count(None),
        "reason": verdicts.stopped,
        "better": {obj.path: word for (obj, *_), word in zip(differing, said, strict=True) if word is not None},
        "billed": billed,
    }


def _shown(record: Record) -> str:
    """A text as a reader would get it, without a sign of who wrote it."""
    return "\n".join(text if where == "summary" else f"{where}: {text}" for where, text in _texts(record).items())
