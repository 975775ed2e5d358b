"""Whether a kept answer comes from what the settings name now, and what it would cost to redo those that do not.

What counts is what was *asked for*, the deployment and the option `model`, not what the response called itself: a
service names models as it likes (`gpt-4.1-mini-2025-04-14`), and a wish that was met once must not be paid twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from aidoc_core.answers import Entry
    from aidoc_core.settings import Settings


Answered: TypeAlias = "tuple[str, str, str]"
"""Of an answer the deployment that was asked, the date, and the model that answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherModels:
    """Kept answers that come from another deployment or model than the settings name.

    Attributes:
        answers: How many.
        models: The models that wrote them, sorted.
        cost_usd: What redoing them would cost at the list price of the model that the settings name, in US dollars,
            estimated from the tokens that they took; `None` where the price is not known.
    """

    answers: int
    models: tuple[str, ...]
    cost_usd: Decimal | None = None


def is_other_model(entry: Entry, settings: Settings) -> bool:
    """Whether an answer was requested from another deployment or model than the settings name.

    Where both name a model, the models are compared: a deployment may be renamed. Else the deployments are. Entries
    that do not say what was asked for (of release 0.1.0) go by the name in the response, if `model` is set.
    """
    if settings.model and entry.wanted_model:
        return entry.wanted_model != settings.model
    if settings.deployment and entry.deployment:
        return entry.deployment != settings.deployment
    return bool(settings.model and entry.model) and not _is_release_of(entry.model, settings.model)


def _is_release_of(name: str, model: str) -> bool:
    """Whether a response's name is a model's, or that with the date of a release: `gpt-4.1` is not `gpt-4.1-mini`."""
    rest = name.removeprefix(model)
    return name.startswith(model) and (not rest or (rest.startswith("-") and rest[1:].replace("-", "").isdigit()))


def priced_model(answers: Iterable[Answered], settings: Settings) -> str:
    """The model whose price counts: as the settings name it, else the one that has answered their deployment last.

    Args:
        answers: Kept answers.
        settings: The options `model` and `deployment`.
    """
    named = settings.model or settings.deployment
    if prices.known(named):
        return named
    answered = sorted((date, model) for deployment, date, model in answers if deployment == named and model)
    return answered[-1][1] if answered else named


def sum_up(entries: Iterable[Entry], settings: Settings) -> OtherModels:
    """Count answers of other models and estimate what redoing them would cost."""
    found = list(entries)
    model = settings.model or settings.deployment
    costs = [prices.cost(model, entry.usage) for entry in found if entry.usage.output_tokens]
    known = [cost for cost in costs if cost is not None]
    return OtherModels(
        answers=len(found),
        models=tuple(sorted({entry.model for entry in found if entry.model})),
        cost_usd=sum(known[1:], known[0]) if known and len(known) == len(costs) else None,
    )
