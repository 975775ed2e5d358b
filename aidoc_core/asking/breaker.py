"""How much may be paid for nothing before asking stops. A pure value: it knows errors, no requests.

The bound, whatever a server does: of all requests that were or may have been billed, those without an answer that was
kept are at most `CREDIT + GAIN * (requests with one) + (requests in flight when it stops)`; and after the last answer
that was kept, at most `CREDIT` and those in flight.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidoc_core.answers.usage import Usage
from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, Misunderstood, ModelError, RetryLater

CREDIT = 16
"""What may be lost at most before something is won again."""
GAIN = 2
"""What a useful reply adds: where one object of a bundle is the cause, about as many halves help as do not."""
FORM = 4
"""What a failure of form takes while nothing has been answered: dividing does not help against it."""


@dataclass(slots=True)
class Breaker:
    """Counts what helps and what does not.

    Attributes:
        useful: Requests that brought an answer which is kept.
        vain: Requests that were or may have been billed, and brought none.
        credit: What may still be lost.
        fruitless: Why a request was paid in vain that the same server would most likely answer in the same way: the
            latest reason. Empty where there is none, or one request brought something.
        passing: The same of requests that may have been billed, and failed for a reason that may pass.
    """

    useful: int = 0
    vain: int = 0
    credit: int = CREDIT
    fruitless: str = ""
    passing: str = ""

    @property
    def tripped(self) -> bool:
        """Whether too much was paid in vain."""
        return self.credit <= 0

    def doubt(self) -> None:
        """Take a server for one that gives nothing, as in an earlier build, until one request brings something."""
        self.credit = 1

    def helped(self) -> None:
        """A request brought something."""
        self.useful += 1
        self.fruitless = self.passing = ""
        self.credit = min(CREDIT, self.credit + GAIN)

    def failed(self, error: ModelError | None, *, billed: bool) -> str:
        """A request brought nothing.

        Args:
            error: Why; `None` where answers came and none could be kept.
            billed: Whether it was billed, or may have been.

        Returns:
            Why asking should stop; empty where it should go on.
        """
        self.vain += billed
        if billed and not self.useful:
            if isinstance(error, RetryLater):
                self.passing = _named(error)
            else:
                self.fruitless = _named(error)
        self.credit -= self._cost(error, billed=billed)
        if not self.tripped:
            return ""
        return f"{_named(error)}, too many times without an answer that can be kept. {_advice(error, billed=billed)}"

    def _cost(self, error: ModelError | None, *, billed: bool) -> int:
        """What a failure takes: where nothing has been answered, also one that costs nothing and would come again."""
        if isinstance(error, GiveUp) and not self.useful:
            return FORM if isinstance(error, Misunderstood) else int(billed or not isinstance(error, ContextTooLong))
        return int(billed)


def _named(error: ModelError | None) -> str:
    return "no answer could be kept" if error is None else str(error)


def is_paid(error: ModelError) -> bool:
    """Whether a request that failed was billed all the same."""
    return isinstance(error.usage, Usage) and error.usage != Usage()


def _advice(error: ModelError | None, *, billed: bool) -> str:  # noqa: PLR0911 - one case a line
    """Which option to look at."""
    if isinstance(error, Misunderstood) and not billed:
        return "Check the address, 'deployment' and 'api_version'"
    if isinstance(error, ContextTooLong):
        return "Lower 'bundle', or raise the server's context"
    if isinstance(error, AnswerCut):
        return "Raise 'max_output_tokens', or lower 'reasoning_effort'"
    if isinstance(error, RetryLater):
        if error.late:
            return "Raise 'request_timeout', or lower 'bundle' and 'concurrency'"
        return "Check the address, and what stands before the service (a proxy, a page to sign in)"
    if isinstance(error, GiveUp) and not isinstance(error, Misunderstood):
        return "Check the content filter of 'deployment', and 'instructions'"
    return "Check the model behind 'deployment': it has to answer in JSON, by the numbers of the request"
