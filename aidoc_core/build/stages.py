"""How long the stages of a build take."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(slots=True)
class Stages:
    """Time spent in each stage of a build; that of a stage inside of another one counts for the inner one alone.

    Attributes:
        seconds: By the name of the stage.
        clock: In seconds.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    clock: Callable[[], float] = field(default=time.perf_counter, repr=False)
    _inside: float = 0.0

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """Add the time inside the `with` block to a stage."""
        before, self._inside = self._inside, 0.0
        started = self.clock()
        try:
            yield
        finally:
            taken = self.clock() - started
            self.seconds[name] = self.seconds.get(name, 0.0) + taken - self._inside
            self._inside = before + taken
