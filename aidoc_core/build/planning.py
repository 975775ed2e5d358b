"""What requests would take and cost, before anything is sent."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.asking.budget import worst_case
from aidoc_core.asking.plan import estimate_bundle, make_plan, typical_output
from aidoc_core.asking.prompt import output_limit, system_message
from aidoc_core.build.provenance import priced_model
from aidoc_core.code.gaps import Gaps
from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aidoc_core.asking.prompt import Ask, Bundle
    from aidoc_core.build.session import Session
    from aidoc_core.settings import Settings


_REPAIRS = Decimal("1.3")
"""What repairs and longer answers may add to a plan."""
_ENOUGH = 20
"""Answers that tell how long those of a deployment are."""


def plan(session: Session, asks: Sequence[Ask], *, model: str = "") -> dict[str, Any]:
    """What a build would request, by module.

    Args:
        session: The build; what it knows of models counts.
        asks: What it would request.
        model: The model by whose price to reckon, where the settings do not tell.
    """
    settings = session.settings
    bundles = session.bundles(list(asks))
    readings = list(_readings(session, asks)) if settings.reads_again else []
    model = _model(session, model)
    exact = make_plan([], settings).exact
    longer = _longer(session)
    total, modules = Usage(), dict[str, Usage]()
    for number, (bundle, answers) in enumerate([*((one, 0) for one in bundles), *readings]):
        # The first requests are under way before the server has anything to remember.
        usage = estimate_bundle(bundle, settings, known=number >= settings.concurrency)
        output = usage.output_tokens if bundle.reads else round(usage.output_tokens * longer)
        usage = replace(usage, input_tokens=usage.input_tokens + round(answers * longer), output_tokens=output)
        usage = replace(usage, cost_usd=prices.cost(model, usage))
        total += usage
        weights = [len(ask.obj.source) + 200 for ask in bundle.asks]
        for ask, share in zip(bundle.asks, usage.share(weights), strict=True):
            modules[ask.obj.module] = modules.get(ask.obj.module, Usage()) + share
    objects = Counter(ask.obj.module for ask in asks)
    return {
        "objects": len(asks),
        "requests": len(bundles) + len(readings),
        "readings": sum(len(bundle.asks) for bundle, _ in readings),
        **_figures(total),
        "model": model,
        "budget_usd": _enough(total, [*bundles, *(bundle for bundle, _ in readings)], settings, model),
        "exact": exact,
        "modules": [{"path": name, "objects": objects[name], **_figures(modules[name])} for name in sorted(modules)],
        "paths": [ask.obj.path for ask in asks],
    }


def _readings(session: Session, asks: Sequence[Ask]) -> Iterator[tuple[Bundle, int]]:
    """The requests of a second reading, each with the tokens of answers that are yet to come."""
    from aidoc_core.asking.second_reading import Reading, make_readings  # noqa: PLC0415 - where it is wanted
    from aidoc_core.build.second_reading import reading_of  # noqa: PLC0415

    settings, limit = session.settings, session.settings.bundle
    coming = {ask.obj.path: typical_output(ask.gaps) for ask in asks}
    kept = (reading_of(record, settings) for record in session.ledger if record.is_unread(settings))
    new = (Reading(obj=ask.obj, gaps=Gaps(), settings=settings, sentences=()) for ask in asks)
    for bundle in make_readings([*(one for one in kept if one.obj.path not in coming), *new], limit=limit):
        yield bundle, sum(coming.get(ask.obj.path, 0) for ask in bundle.asks)


def _enough(total: Usage, bundles: Sequence[Bundle], settings: Settings, model: str) -> float | None:
    """A budget under which all is sent, repairs included: it has to hold the worst case of each request, too."""
    if total.cost_usd is None:
        return None
    usual = system_message(settings)
    worst = (
        worst_case(model, bundle.system or usual, bundle.message, output_limit(bundle, settings)) for bundle in bundles
    )
    return math.ceil(100 * (total.cost_usd * _REPAIRS + max(worst, default=Decimal(0)))) / 100


def _longer(session: Session) -> float:
    """How much longer the answers of this deployment have been than is typical, repairs included."""
    deployment = session.settings.deployment
    pairs = [
        (record.entry.usage.output_tokens, typical_output(record.gaps))
        for record in session.ledger
        if record.entry is not None and record.entry.usage.output_tokens and record.entry.deployment == deployment
    ]
    if len(pairs) < _ENOUGH:
        return 1.0
    return sum(billed for billed, _ in pairs) / sum(typical for _, typical in pairs)


def _figures(usage: Usage) -> dict[str, Any]:
    return {
        "input_tokens": usage.input_tokens,
        "cached_input_tokens": usage.cached_input_tokens,
        "output_tokens": usage.output_tokens,
        "cost_usd": None if usage.cost_usd is None else float(usage.cost_usd),
    }


def _model(session: Session, model: str) -> str:
    """The model whose price counts: as the settings name it, else the one that has answered this deployment before."""
    kept = (record.entry for record in session.ledger if record.entry is not None)
    return model or priced_model(((one.deployment, one.date, one.model) for one in kept), session.settings)
