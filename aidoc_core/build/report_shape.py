"""The shape of report.json, version 2: what its members are, their JSON schema, and reading reports of any version.

A report that is read may come from anywhere, so it is validated here; all others write and get plain data. What is not
known is `null`, never 0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt, ValidationError

from aidoc_core.build.next_steps import Need
from aidoc_core.build.report_v1 import from_version_1
from aidoc_core.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 2
_LARGEST = 2**29
"""Bytes; a report of 100,000 objects has a tenth of that."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True, strict=False)


class Tokens(_Part):
    """What requests were billed; `cost_usd` is `null` where the price is not known."""

    input_tokens: NonNegativeInt
    """Tokens sent, cached ones included."""
    cached_input_tokens: NonNegativeInt
    """Those of them that the service had cached."""
    output_tokens: NonNegativeInt
    """Tokens written, reasoning included."""
    reasoning_tokens: NonNegativeInt
    """Those of them spent on reasoning."""
    cost_usd: NonNegativeFloat | None


class Bill(Tokens):
    """What some texts cost when they were requested; `cost_usd` adds up those whose price is known."""

    texts: NonNegativeInt
    unpriced: NonNegativeInt
    """How many of them have a cost that is not known."""


class Build(_Part):
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


class Counts(_Part):
    """How many objects are documented and complete."""

    documented: NonNegativeInt
    complete: NonNegativeInt
    total: NonNegativeInt


class BeforeAfter(_Part):
    """Coverage by people's words in the source alone, and with what was filled in."""

    before: Counts
    after: Counts


class Authors(_Part):
    """How many objects each has written."""

    people: NonNegativeInt
    approved: NonNegativeInt
    model: NonNegativeInt
    nobody: NonNegativeInt


class Approval(_Part):
    """How many of the texts that were to be filled in people have approved."""

    approved: NonNegativeInt
    texts: NonNegativeInt
    """All texts that are shown, and those that are missing."""
    stale: NonNegativeInt
    """Of the approved ones, those whose code has changed since."""
    floor: float | str | None
    """The option `review_floor`."""
    met: bool


class Outcomes(_Part):
    """How many objects had each outcome; they add up to all objects."""

    human: NonNegativeInt
    reviewed: NonNegativeInt
    cached: NonNegativeInt
    generated: NonNegativeInt
    failed: NonNegativeInt
    missed: NonNegativeInt
    skipped: NonNegativeInt


class Requests(Tokens):
    """What this build requested."""

    requests: NonNegativeInt
    throttled: NonNegativeInt
    """How many requests the service refused for their pace."""
    max_in_flight: NonNegativeInt
    saved_usd: float | None
    """What the answers from the cache had cost."""
    batch: bool


class ByModel(_Part):
    """What one model was billed."""

    model: str
    build: Tokens
    """In this build, for objects that it answered."""
    shown: Bill
    """For its texts that these pages show, in whichever build."""


class InVain(_Part):
    """What was paid without a text to show for it."""

    failures: Tokens
    """In this build, for objects that have no answer."""
    repeated: Tokens
    """In this build, for requests after the first one about an object that has an answer: repairs, halves."""
    kept_failures: Bill
    """In all builds, for the failures that the cache remembers."""


class Saved(_Part):
    """What was not paid, in US dollars at list prices; `null` where it is not known."""

    cache_usd: float | None
    """What the answers from the cache had cost when they were requested."""
    prompt_cache_usd: float | None
    """What input tokens would have cost in addition that the service had cached."""
    bundle_tokens: NonNegativeInt
    """Input tokens of instructions that were sent once for a bundle and not once for each object."""
    bundles_usd: float | None
    batch_usd: float | None


class Missing(_Part):
    """What requesting the missing answers would take, estimated."""

    objects: NonNegativeInt
    requests: NonNegativeInt
    input_tokens: NonNegativeInt
    output_tokens: NonNegativeInt
    cost_usd: NonNegativeFloat | None
    """`null` where the price is not known, and in builds that send nothing: they read no price list."""
    model: str
    """The model or deployment that would be asked."""


class Costs(_Part):
    """What texts cost: the part of it that `usage` does not tell."""

    shown: Bill
    """The texts that these pages show."""
    kept: Bill | None
    """Everything in the cache: texts for earlier code and failures, too. `null` if the cache cannot be read."""
    models: list[ByModel]
    in_vain: InVain
    saved: Saved
    missing: Missing


class Redactions(_Part):
    """Literals that look like secrets and were not sent."""

    literals: NonNegativeInt
    objects: NonNegativeInt
    kinds: dict[str, NonNegativeInt]


class Prices(_Part):
    """The price list."""

    source: str
    version: str


class ModuleCost(_Part):
    """What the texts of a module cost."""

    build: Tokens
    """In this build."""
    shown: Bill
    """For its texts that these pages show, in whichever build."""


class Module(BeforeAfter):
    """One module."""

    path: str
    authors: Authors
    cost: ModuleCost | None


class Finding(_Part):
    """What a check says of a text."""

    rule: str
    severity: str
    message: str
    where: str


class Reviewed(_Part):
    """What a reviewed file says of a text."""

    by: str
    """Who approved it; empty if the file does not say."""
    on: str
    changed: list[str]
    """What of the code has changed since."""
    followed: str
    """The path of the object that it was approved for, if that has another name or place by now."""
    proposal: bool
    """Whether a newer text stands beside it."""


class ObjectTokens(_Part):
    """Tokens that this build was billed for an object."""

    input: NonNegativeInt
    cached_input: NonNegativeInt
    output: NonNegativeInt
    reasoning: NonNegativeInt | None = None


class Object(_Part):
    """One API object."""

    path: str
    kind: str
    author: Literal["people", "approved", "model", "nobody"]
    outcome: Literal["human", "reviewed", "cached", "generated", "failed", "missed", "skipped"]
    reason: str
    gaps: list[str]
    """What its docstring lacked."""
    fingerprint: str
    state: str
    model: str
    date: str
    reviewed: Reviewed | None
    """`null` for what is in no reviewed file."""
    tokens: ObjectTokens
    cost_usd: float | None
    """What this build was billed for it."""
    kept_usd: float | None
    """What the text cost that is shown; `null` where nobody knows or nothing is shown."""
    withheld: NonNegativeInt
    """Literals that were redacted."""
    findings: list[Finding]
    source: str
    """File and line."""
    summary: str
    """The first sentence that was filled in; empty if none was."""
    text: str
    """All that was filled in, if this build has requested it; empty if not."""
    stale: bool
    """Whether the code has changed since people approved the text."""
    complexity: NonNegativeInt | None
    """Cognitive complexity; `null` for what is no function, and where it is not measured."""
    uses: NonNegativeInt | None
    """Uses of its name in the modules that these pages show; `null` where they were not counted."""
    exported: bool | None
    """Whether an `__all__` names it; `null` where its module and packages have none."""
    in_navigation: bool | None
    """Whether a page of the navigation shows it; `null` where the doc tool does not tell."""
    importance: float
    """How much it matters that it is well documented: only the order means anything."""
    needs: list[Need]
    """What it needs of a person."""


class Step(_Part):
    """Something that a person is to do next."""

    path: str
    needs: Need
    words: str
    """What to do, and why."""
    source: str
    importance: float


class Next(_Part):
    """What needs a person next."""

    counts: dict[str, NonNegativeInt]
    """How many objects have each need."""
    first: list[Step]
    """The first of them, most important first; `needs` and `importance` of the objects tell all."""


class Band(_Part):
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


class Complexity(_Part):
    """Cognitive complexity of functions against coverage."""

    source: str
    """What measured it, with its version; empty if nothing did."""
    note: str
    """Why it was not measured; empty if it was."""
    bands: list[Band]


class Host(_Part):
    """Where requests went."""

    host: str
    requests: NonNegativeInt


class RuleFindings(_Part):
    """What one rule says of texts that were filled in."""

    rule: str
    title: str
    url: str
    findings: NonNegativeInt
    objects: list[str]


class Contradiction(Finding):
    """What in a hand-written docstring the code contradicts."""

    path: str
    source: str
    hint: str = ""
    url: str = ""


class Point(_Part):
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


class History(_Part):
    """Builds of the past, from the file that the option `report_history` names."""

    file: str
    builds: list[Point]
    """The oldest first."""
    unreadable: list[NonNegativeInt]
    """Lines of the file that are not what aidoc writes, e.g. those of a merge conflict."""


class System(_Part):
    """What the process took; `null` where the system does not tell."""

    cpu_s: NonNegativeFloat | None
    peak_rss_mb: NonNegativeFloat | None


class Report(_Part):
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


def read_report(file: Path) -> dict[str, Any]:
    """Read a report of this version or of version 1, which is brought into the present shape.

    Args:
        file: The report.

    Raises:
        ReportError: It cannot be read, is no report, or a newer release wrote it.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise ReportError(f"{file}: is too large for a report of aidoc.")
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        raise ReportError(f"{file}: is not a report of aidoc ({reason}).") from error
    return _present(data, file)


def _present(data: Any, file: Path) -> dict[str, Any]:
    version = data.get("version") if isinstance(data, dict) else None
    version = version if type(version) is int else 0  # `true` is no number
    if version > VERSION:
        raise ReportError(f"{file}: a newer release of aidoc wrote this report (version {version}). Upgrade aidoc.")
    try:
        if version == 1:
            data = from_version_1(data)
        return Report.model_validate(data).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "its top level"
        raise ReportError(f"{file}: is not a report of aidoc ({place}: {first['msg']}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # version 1 is brought up as it comes
        raise ReportError(f"{file}: is not a report of aidoc ({type(error).__name__}).") from error
