"""The rows of report.json: what it tells of each module and of each object."""

from __future__ import annotations

from typing import Literal

from pydantic import NonNegativeInt

from aidoc_core.build.next_steps import Need
from aidoc_core.build.report_costs import ModuleCost, Part


class Counts(Part):
    """How many objects are documented and complete."""

    documented: NonNegativeInt
    complete: NonNegativeInt
    total: NonNegativeInt


class BeforeAfter(Part):
    """Coverage by people's words in the source alone, and with what was filled in."""

    before: Counts
    after: Counts


class Authors(Part):
    """How many objects each has written."""

    people: NonNegativeInt
    approved: NonNegativeInt
    model: NonNegativeInt
    nobody: NonNegativeInt


class Module(BeforeAfter):
    """One module."""

    path: str
    authors: Authors
    cost: ModuleCost | None


class Finding(Part):
    """What a check says of a text."""

    rule: str
    severity: str
    message: str
    where: str
    quote: str = ""
    """The words at fault, shortened; empty if they are not known, as in texts that an older release has checked."""
    removed: str = ""
    """What was removed with it: `sentence` or `entry`; empty if nothing was."""


class ApprovalCommit(Part):
    """The commit in which people approved a text."""

    id: str
    author: str
    date: str
    """When it was made, in UTC, ISO 8601."""


class Reviewed(Part):
    """What a reviewed file says of a text."""

    by: str
    """Who approved it; empty if the file does not say."""
    on: str
    commit: ApprovalCommit | None = None
    """The one that last touched its entry; `null` where git does not tell."""
    changed: list[str]
    """What of the code has changed since."""
    followed: str
    """The path of the object that it was approved for, if that has another name or place by now."""
    proposal: bool
    """Whether a newer text stands beside it."""


class ObjectTokens(Part):
    """Tokens that this build was billed for an object."""

    input: NonNegativeInt
    cached_input: NonNegativeInt
    output: NonNegativeInt
    reasoning: NonNegativeInt | None = None


class Object(Part):
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
