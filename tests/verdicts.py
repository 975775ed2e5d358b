"""Builds that leave objects without an answer, as data: how to provoke each, and what any doc tool must make of it.

Tests of each doc tool build `PACKAGE` with every case and every value of `on_miss`, and compare the whole list of what
was logged. A line is told by its level, its kind, its place and its message; how a tool writes that down is its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tests.azure import Fault, every

if TYPE_CHECKING:
    from tests.azure import LocalAzure

PACKAGE: Mapping[str, str] = {
    "src/lantern/__init__.py": "",
    "src/lantern/lamp.py": "def light(wick):\n    return wick\n\n\ndef snuff(wick):\n    return None if wick else wick\n",
}
"""A package to show: the module `MODULE` and its members."""
MODULE = "lantern.lamp"
LINES: Mapping[str, int] = {"lantern.lamp": 1, "lantern.lamp.light": 1, "lantern.lamp.snuff": 5}
"""The objects of the module, each with the line of its definition, in the order in which they are told."""
FILE = "lantern/lamp.py"
"""The end of the place of each: a tool may tell more of the directories around it."""

OnMiss = Literal["warn", "error", "ignore"]
ON_MISS: tuple[OnMiss, ...] = ("warn", "error", "ignore")
LEVELS: Mapping[OnMiss, str] = {"warn": "WARNING", "error": "ERROR", "ignore": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line that a build logs.

    Attributes:
        level: WARNING or ERROR.
        kind: The kind of the problem; empty for the last line of a build that fails.
        where: File and line, empty for none.
        message: The message, made the same for all runs by `same`.
    """

    level: str
    kind: str = ""
    where: str = ""
    message: str


def _as_it_is(azure: LocalAzure) -> None:
    del azure


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A build that leaves all objects without an answer.

    Attributes:
        name: What happens.
        options: aidoc's options, by their names without a prefix, over those that name the server.
        prepare: Makes the server do its part.
        outcome: What report.json says of each object.
        once: Kind and message of what all objects share: a warning, whatever `on_miss` says.
        why: Why each object has no answer, as its line says; empty where the objects are not listed.
        requests_again: Whether the next build, with nothing changed, sends requests once more.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[LocalAzure], None] = _as_it_is
    outcome: Literal["missed", "failed"] = "missed"
    once: tuple[str, str] | None = None
    why: str = ""
    requests_again: bool = False

    def told(self, on_miss: OnMiss) -> list[Told]:
        """Every line of a build that has looked at all objects."""
        shared = [Told(level="WARNING", kind=self.once[0], message=self.once[1])] if self.once else []
        return [*shared, *self.listed(on_miss), *self.last(on_miss)]

    def listed(self, on_miss: OnMiss) -> list[Told]:
        """A line for each object, where there are any."""
        level, kind = LEVELS[on_miss], "miss" if self.outcome == "missed" else "failed"
        if not (level and self.why):
            return []
        return [
            Told(level=level, kind=kind, where=f"{FILE}:{line}", message=f"{path}: {self.why}")
            for path, line in LINES.items()
        ]

    def last(self, on_miss: OnMiss) -> list[Told]:
        """The line that tells why the build fails, if it does."""
        message = f"aidoc: {len(LINES)} objects have no answer (on_miss: error)."
        return [Told(level="ERROR", message=message)] if self.fails(on_miss) else []

    def fails(self, on_miss: OnMiss) -> bool:
        """Whether the build's exit code tells a failure; site and report.json are written all the same."""
        return on_miss == "error"


def _refuse_the_key(azure: LocalAzure) -> None:
    azure.api_key = "another-key"


def _refuse_to_answer(azure: LocalAzure) -> None:
    azure.faults = [Fault(every(1), "refusal")]


_LEFT = "'{}' was reached; the rest will be requested in the next build."

CASES: tuple[Case, ...] = (
    Case(
        name="wrong key",
        prepare=_refuse_the_key,
        once=(
            "model",
            "Stopped sending requests: <server> refuses the key or the identity (HTTP 401, request <id>). Check "
            "AZURE_OPENAI_API_KEY, or the role 'Cognitive Services OpenAI User' for auth: entra.",
        ),
        requests_again=True,
    ),
    Case(
        name="offline",
        options={"offline": True},
        why="not in the cache. Build once online, or write the docstring.",
    ),
    Case(
        name="unusable",
        prepare=_refuse_to_answer,
        outcome="failed",
        why="no usable answer (the model refused to answer, request <id>). Write the docstring, or build again with 'retry_failed: true'.",
    ),
    Case(
        name="budget",
        options={"budget_usd": 0.000001, "model": "gpt-4.1-mini"},
        once=("budget", _LEFT.format("budget_usd")),
    ),
    Case(
        name="deadline",
        options={"deadline": 0.000001},
        once=("budget", _LEFT.format("deadline")),
    ),
)
"""All but an interruption, which ends a process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """SIGINT while a request is in flight: the tool ends in its own way, with no site and no report.

    Nothing is said of objects; what was answered is kept, and the next build requests the rest.

    Attributes:
        options: aidoc's options, so that objects are requested one after the other.
        answered: How many objects are answered before it; the request after them is in flight.
    """

    options: Mapping[str, Any] = field(default_factory=lambda: {"bundle": 1, "concurrency": 1})
    answered: int = 1

    def prepare(self, azure: LocalAzure) -> None:
        """Let the server answer some requests and then hang; interrupt when `in_flight` is true."""
        azure.faults = [Fault(lambda request: request.number > self.answered, "hang", seconds=300)]

    def in_flight(self, azure: LocalAzure) -> bool:
        """Whether the request that gets no answer has arrived."""
        return len(azure.requests) > self.answered


def same(message: str, azure: LocalAzure) -> str:
    """A message without what differs from run to run: the server's port, the name of a request."""
    return re.sub(r"request [0-9a-f-]{36}", "request <id>", message.replace(azure.url, "<server>"))
