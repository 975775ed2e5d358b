"""What a build says, in words: the lines that adapters log, and figures as the page has them.

The one place of number and plural, of rounding, and of the names that users read. An adapter chooses the logger and
the level. Nothing in here is a secret, a prompt or source code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.build.figures import about, count, dollars, share, spent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aidoc_core.answers.redacted import RedactedCount
    from aidoc_core.answers.usage import Usage
    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.sent import Sent
    from aidoc_core.build.coverage import Coverage
    from aidoc_core.build.ledger import Outcome
    from aidoc_core.build.provenance import OtherModels
    from aidoc_core.build.session import Session
    from aidoc_core.problems import Problem

REPORT = "aidoc/report.json"
"""The report, as the log names it: relative to the site."""
BADGES = "badges"
"""The directory of badges beside it."""
TITLE = "Documentation coverage"
"""The title of the appendix."""

_NAMES: dict[Outcome, str] = {"human": "hand-written", "missed": "missing"}
_NAMED = 8
"""Documents that are named."""
_PLACES = 10
_MOST_ALIKE = 3
"""Objects that are listed one by one although they lack an answer for the same reason."""


def outcome_name(outcome: Outcome) -> str:
    """An outcome as users read it; report.json keeps its own names."""
    return _NAMES.get(outcome, outcome)


def plan_line(plan: Plan) -> str:
    """What is going to be sent, estimated; the first one of a build names it."""
    cost = "cost unknown" if plan.cost_usd is None else about(plan.cost_usd)
    build = f"; build {plan.build}, as report.json and the service's records name it" if plan.build else ""
    tokens = f"{plan.input_tokens:,}" if plan.exact else f"estimated: ~{plan.input_tokens:,}"
    what = (
        f"reading {count(plan.objects, 'answer')} again"
        if plan.reads
        else f"requesting {count(plan.objects, 'object')}"
    )
    return (
        f"{what} in {count(plan.requests, 'request')} "
        f"({tokens} tokens in, ~{plan.output_tokens:,} out, {cost}){_source(plan)}{build}"
    )


def _source(plan: Plan) -> str:
    """Whom requests go to, and the file that says so if it is not one of the build's own."""
    if not plan.host:
        return ""
    return f" from {plan.host}" + (f" (set in {plan.origin})" if plan.origin else "")


def sent_line(sent: Sent) -> str:
    """One request that is over."""
    start = f"request {sent.number}: {count(len(sent.paths), 'object')}, {sent.seconds:.1f} s"
    return f"{start}, failed: {sent.failure}" if sent.failure else f"{start}, {_billed(sent.usage)}"


def batch_lines(session: Session) -> Iterator[str]:
    """What became of the objects, and what it cost."""
    if session.is_idle:
        return  # a build that ends so says why
    yield outcomes_line(session.results.tallies.outcomes)
    yield coverage_line(*session.results.tallies.coverage)
    if redacted := session.results.tallies.redacted:
        yield redacted_line(redacted)
    if others := session.results.other_models:
        yield other_models_line(others)
    counters = session.counters
    if counters.requests:
        yield f"{usage_line(counters)}, {counters.seconds:.1f} s"


def outcomes_line(outcomes: Mapping[Outcome, int]) -> str:
    """How many objects there are, and what became of them."""
    total = sum(outcomes.values())
    if not total:
        return "no objects"
    parts = (f"{number:,} {outcome_name(outcome)}" for outcome, number in outcomes.items() if number)
    return f"{count(total, 'object')}: {', '.join(parts)}"


def coverage_line(before: Coverage, after: Coverage) -> str:
    """How much is documented and how much completely, in the source and with what was filled in."""
    documented = f"{share(before.documented, before.total)} before, {share(after.documented, after.total)} after"
    complete = f"{share(before.complete, before.total)} before, {share(after.complete, after.total)} after"
    return f"documented: {documented}; complete: {complete}"


def usage_line(counters: Counters) -> str:
    """What all requests took."""
    usage = counters.billed()
    cost = spent(usage)
    return f"{count(counters.requests, 'request')}: {_tokens(usage)}, {'cost unknown' if cost == 'unknown' else cost}"


def other_models_line(others: OtherModels) -> str:
    """How many answers come from another model or deployment, and what redoing them would cost."""
    come = "comes" if others.answers == 1 else "come"
    from aidoc_core.render.blocks import one_line  # noqa: PLC0415 - most builds have nothing to say of other models

    models = f" ({', '.join(map(one_line, others.models))})" if others.models else ""
    cost = "cost unknown" if others.cost_usd is None else about(others.cost_usd)
    return (
        f"{count(others.answers, 'answer')} {come} from another model or deployment{models}; "
        f"'on_model_change: refresh' redoes them ({cost})"
    )


def redacted_words(literals: int, objects: int) -> str:
    """How much was redacted; never what."""
    secrets = "possible secret" if literals == 1 else "possible secrets"
    return f"redacted {count(literals, 'literal')} in {count(objects, 'object')} before sending ({secrets})"


def redacted_line(redacted: RedactedCount) -> str:
    """How much was redacted, with the first places that are known."""
    places = redacted.places()
    more = f", and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    known = f": {', '.join(places[:_PLACES])}{more}" if places else ""
    return f"{redacted_words(len(redacted.literals), redacted.objects)}{known}"


def lacking_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Objects that still have no answer, each with its place; what many have in common is told once.

    Args:
        rows: `path`, `source`, `outcome` and `reason` of each.
    """
    reasons: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        reasons.setdefault(row["reason"] or row["outcome"], []).append(row)
    for reason, alike in reasons.items():
        if len(alike) > _MOST_ALIKE:
            first = ", ".join(row["path"] for row in alike[:_MOST_ALIKE])
            yield f"{count(len(alike), 'object')} without an answer ({first}, ...): {reason}"
        else:
            yield from (f"{row['source']}: {row['path']}: {reason}" for row in alike)


def alike_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems of objects, those that say the same of many of them in one line.

    Args:
        problems: Each begins with the path of its object.
    """
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.message.partition(": ")[2], []).append(problem)
    for rest, alike in groups.items():
        if len(alike) > _MOST_ALIKE:
            first = ", ".join(one.message.partition(": ")[0] for one in alike[:_MOST_ALIKE])
            yield f"{count(len(alike), 'object')} ({first}, ...): {rest}"
        else:
            yield from map(str, alike)


def changed_line(documents: Collection[str], number: int) -> str:
    """What is said of the documents that have to be filled because of what has changed; empty if there are none.

    Args:
        documents: Their names.
        number: How many documents are read.
    """
    if not documents:
        return ""
    names = sorted(documents)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"something changed for {len(names)} of {count(number, 'document')}: {', '.join(names[:_NAMED])}{more}"


def contradictions_line(number: int, where: str) -> str:
    """How many statements of people the code contradicts, empty if none.

    Args:
        number: How many.
        where: What a reader can open to see them.
    """
    if not number:
        return ""
    contradict = "contradicts" if number == 1 else "contradict"
    return f"{count(number, 'statement')} in hand-written docstrings {contradict} the code; see {where}"


def page_place(title: str, address: str) -> str:
    """A page of the site, as the log names it.

    Args:
        title: Its title.
        address: Its file or URL, relative to the site.
    """
    return f'"{title}" ({address})'


def _billed(usage: Usage) -> str:
    cost = "cost unknown" if usage.cost_usd is None else dollars(usage.cost_usd)
    return f"{_tokens(usage.to_dict())}, {cost}"


def _tokens(usage: Mapping[str, Any]) -> str:
    return (
        f"{usage['input_tokens']:,} tokens in ({usage['cached_input_tokens']:,} cached), {usage['output_tokens']:,} out"
    )
