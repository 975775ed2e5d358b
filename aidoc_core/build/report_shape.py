"""The shape of report.json, version 2: what its members are, and their JSON schema.

Only a report that is read is validated (`report_reading`); all others write and get plain data. What is not known is
`null`, never 0. What costs look like stands in `report_costs`, what modules and objects do in `report_rows`.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, NonNegativeFloat, NonNegativeInt

from aidoc_core.build.next_steps import Need
from aidoc_core.build.report_costs import Costs, Part, Prices, Requests
from aidoc_core.build.report_rows import Authors, BeforeAfter, Finding, Module, Object

VERSION = 2


class Build(Part):
    """The build that made the report."""

    id: str
    tool: str
    aidoc: str
    """The version of aidoc."""
    started: str
    """In UTC, ISO 8601."""
    duration_s: NonNegativeFloat
    offline: bool
    stages_s: dict[str, float]
    """Seconds in each stage."""
    commit: str
    """The commit of the documented code; empty if it is not known."""
    part: bool = False
    """Whether the build has seen a part of the site only."""


class Approval(Part):
    """How many of the texts that were to be filled in people have approved."""

    approved: NonNegativeInt
    texts: NonNegativeInt
    """All texts that are shown, and those that are missing."""
    stale: NonNegativeInt
    """Of the approved ones, those whose code has changed since."""
    floor: float | str | None
    """The option `review_floor`."""
    met: bool


class Outcomes(Part):
    """How many objects had each outcome; they add up to all objects."""

    human: NonNegativeInt
    reviewed: NonNegativeInt
    cached: NonNegativeInt
    generated: NonNegativeInt
    failed: NonNegativeInt
    missed: NonNegativeInt
    skipped: NonNegativeInt


class Redactions(Part):
    """Literals that look like secrets and were not sent."""

    literals: NonNegativeInt
    objects: NonNegativeInt
    kinds: dict[str, NonNegativeInt]


class Step(Part):
    """Something that a person is to do next."""

    path: str
    needs: Need
    words: str
    """What to do, and why."""
    source: str
    importance: float
    module: str = ""
    """The public module that it is in."""
    alike: NonNegativeInt = 1
    """How many objects of the module have this need, this one included."""


class Next(Part):
    """What needs a person next."""

    counts: dict[str, NonNegativeInt]
    """How many objects have each need."""
    first: list[Step]
    """The first of them: each need in turn, of a need each module in turn, of a module the most important first.
    `needs` and `importance` of the objects tell all."""


class Band(Part):
    """Functions of a range of complexity."""

    least: NonNegativeInt
    most: NonNegativeInt | None
    """`null` for no limit."""
    objects: NonNegativeInt
    before: NonNegativeInt
    """Documented in the source."""
    after: NonNegativeInt
    """Documented on these pages."""
    complete: NonNegativeInt
    """Complete on these pages."""


class Complexity(Part):
    """Cognitive complexity of functions against coverage."""

    source: str
    """What measured it, with its version; empty if nothing did."""
    note: str
    """Why it was not measured; empty if it was."""
    bands: list[Band]


class Host(Part):
    """Where requests went."""

    host: str
    requests: NonNegativeInt


class ToldFinding(Finding):
    """What a check says of the text of an object."""

    path: str


class RuleFindings(Part):
    """What one rule says of texts that were filled in."""

    rule: str
    title: str
    url: str
    findings: NonNegativeInt
    objects: list[str]
    first: list[ToldFinding] = Field(default_factory=list)
    """The first of them; the appendix quotes those that are shown."""


class Contradiction(Finding):
    """What in a hand-written docstring the code contradicts."""

    path: str
    source: str
    hint: str = ""
    url: str = ""


class Point(Part):
    """One build of the past."""

    commit: str
    date: str
    aidoc: str = ""
    total: NonNegativeInt
    documented_before: NonNegativeInt
    documented: NonNegativeInt
    complete_before: NonNegativeInt
    complete: NonNegativeInt
    people: NonNegativeInt
    approved: NonNegativeInt
    model: NonNegativeInt
    nobody: NonNegativeInt
    cost_usd: float | None
    """Of this build."""
    kept_usd: float | None
    """Of everything in the cache, as far as it is known."""


class History(Part):
    """Builds of the past, from the file that the option `report_history` names."""

    file: str
    builds: list[Point]
    """The oldest first."""
    unreadable: list[NonNegativeInt]
    """Lines of the file that are not what aidoc writes, e.g. those of a merge conflict."""


class System(Part):
    """What the process took; `null` where the system does not tell."""

    cpu_s: NonNegativeFloat | None
    peak_rss_mb: NonNegativeFloat | None


class Report(Part):
    """report.json, version 2: what aidoc knows of a build. What is not known is `null`."""

    version: Literal[2]
    build: Build
    coverage: BeforeAfter
    authors: Authors
    approval: Approval
    outcomes: Outcomes
    on_demand: NonNegativeInt
    """Objects that the scan of the pages had missed."""
    usage: Requests
    costs: Costs | None
    withheld: Redactions
    prices: Prices
    models: list[str]
    modules: list[Module]
    objects: list[Object]
    """In the order of modules and paths."""
    next: Next
    complexity: Complexity
    hosts: list[Host]
    findings: list[RuleFindings]
    contradictions: list[Contradiction]
    history: History
    system: System


def schema() -> dict[str, Any]:
    """The JSON schema of report.json."""
    shape = Report.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "report.json of aidoc", **shape}
