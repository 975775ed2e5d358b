"""What requesting objects would take, before anything is sent: the estimate that builds, plans and reports share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage
from aidoc_core.asking.plan import make_plan
from aidoc_core.asking.prompt import make_bundles
from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.prompt import Ask, Bundle
    from aidoc_core.settings import Settings


def estimate_asks(asks: Iterable[Ask], settings: Settings, *, offline: bool = False) -> Plan:
    """Estimate what it takes to request some objects.

    Args:
        asks: What would be asked, in any order.
        settings: The options.
        offline: Load neither a tokenizer nor the price list; the cost is then unknown.
    """
    bundles = make_bundles(asks, limit=settings.bundle)
    return make_plan(bundles, settings, by_length=True) if offline else estimate_bundles(bundles, settings)


def estimate_bundles(bundles: Sequence[Bundle], settings: Settings) -> Plan:
    """The same for bundles that are made already.

    Args:
        bundles: What would be sent.
        settings: The options.
    """
    plan = make_plan(bundles, settings)
    usage = Usage(input_tokens=plan.input_tokens, output_tokens=plan.output_tokens)
    return replace(plan, cost_usd=prices.cost(settings.model or settings.deployment, usage))
