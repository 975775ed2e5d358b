"""The option `budget_usd`: nothing is sent that could cost more than is left, counting the worst case in flight."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from aidoc_core.answers.usage import Usage
from aidoc_core.asking.plan import MESSAGE_TOKENS, SCHEMA_TOKENS
from aidoc_core.asking.tokens import bound, exact_counter
from aidoc_core.errors import ConfigError
from aidoc_core.model import prices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.asking.counters import Counters
    from aidoc_core.model import Request


class Budget:
    """What may still be spent in a build.

    Args:
        limit: US dollars; `None` for no limit.
        model: The model by whose price is reckoned.
        counters: What the build was billed so far.
    """

    def __init__(self, limit: float | None, model: str, counters: Counters) -> None:
        self._limit = None if limit is None else Decimal(str(limit))
        self._model = model
        self._counters = counters
        self._held = self._lost = Decimal(0)
        self._holders = 0

    def check(self) -> None:
        """Make sure that the budget can be kept.

        Raises:
            ConfigError: There is a limit, and the model's price is not known.
        """
        if self._limit is not None and not prices.known(self._model):
            raise ConfigError(
                f"'budget_usd' cannot be kept: the price of '{self._model}' is not known. "
                "Set 'model' to the name of the model behind the deployment.",
                option="budget_usd",
            )

    def worst(self, request: Request) -> Decimal:
        """What a request may cost at most, in US dollars; 0 without a limit."""
        if self._limit is None:
            return Decimal(0)
        return worst_case(self._model, request.system, request.user, request.max_output_tokens)

    def allows(self, worst: Decimal) -> bool:
        """Whether a request may be sent, with all that is held; never where earlier costs are not known."""
        return self._fits(worst + self._held)

    def may_allow(self, worst: Decimal) -> bool:
        """Whether it may be sent once what is held has come back: most cost much less than their worst case."""
        return self._holders > 0 and self._fits(worst)

    def _fits(self, amount: Decimal) -> bool:
        if self._limit is None:
            return True
        spent = self._counters.usage.cost_usd
        return spent is not None and spent + self._lost + amount <= self._limit

    @contextmanager
    def holding(self, worst: Decimal) -> Iterator[None]:
        """Hold the worst case of a request inside the `with` block."""
        self._held += worst
        self._holders += 1
        try:
            yield
        finally:
            self._held -= worst
            self._holders -= 1

    def lose(self, worst: Decimal) -> None:
        """Count a request of which nobody says what it cost: the limit holds all the same."""
        self._lost += worst


def worst_case(model: str, system: str, user: str, limit: int) -> Decimal:
    """What a request may cost at most, in US dollars; 0 where the price is not known.

    Args:
        model: The model by whose price is reckoned.
        system: What is sent as its instructions.
        user: What is sent as the question.
        limit: The tokens that may be written.
    """
    count = exact_counter(model) or bound
    sent = count(system) + count(user) + 2 * (SCHEMA_TOKENS + MESSAGE_TOKENS)
    return prices.cost(model, Usage(input_tokens=sent, output_tokens=limit)) or Decimal(0)
