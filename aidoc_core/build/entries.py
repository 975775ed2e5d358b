"""The entry that is kept of an answer, or of a failure: with where it comes from, and without secrets."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.fingerprint import PROMPT_VERSION
from aidoc_core.build.told_findings import finding_data

if TYPE_CHECKING:
    from aidoc_core.answers.usage import Usage
    from aidoc_core.build.judge import Candidate
    from aidoc_core.settings import Settings


def answered(candidate: Candidate, settings: Settings, *, build: str, usage: Usage) -> Entry:
    """The entry of an answer that is shown.

    Args:
        candidate: The answer.
        settings: The options of the build.
        build: The id of the build.
        usage: What the build was billed for it.
    """
    return replace(_entry(candidate, settings, build=build, usage=usage), answer=candidate.answer)


def failed(candidate: Candidate, settings: Settings, *, build: str, usage: Usage, reason: str = "") -> Entry:
    """The entry of a failure.

    Args:
        candidate: The answer, as far as there is one.
        settings: The options of the build.
        build: The id of the build.
        usage: What the build was billed for it.
        reason: Why it failed, where the findings do not tell.
    """
    clean = candidate.ask.payload.clean
    reasons = [f"{finding.rule}: {clean(finding.message)}" for finding in candidate.rejected]
    entry = _entry(candidate, settings, build=build, usage=usage)
    return replace(entry, state="failed", reason=reason or "; ".join(reasons))


def as_wished(entry: Entry, settings: Settings) -> Entry:
    """An entry that says what a build asks for.

    Args:
        entry: The entry.
        settings: The options of the build.
    """
    return replace(entry, deployment=settings.deployment, wanted_model=settings.model)


def _entry(candidate: Candidate, settings: Settings, *, build: str, usage: Usage) -> Entry:
    ask = candidate.ask
    clean = ask.payload.clean
    findings = [replace(one, message=clean(one.message), where=clean(one.where)) for one in candidate.findings]
    entry = Entry(
        fingerprint=ask.fingerprint,
        path=ask.obj.path,
        module=ask.obj.module,
        kind=ask.obj.kind,
        state="answered",
        answer=Answer(),
        findings=tuple(finding_data(finding, clean) for finding in findings),
        model=candidate.model,
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        prompt=PROMPT_VERSION,
        build=build,
        redacted=tuple(one.kind for one in ask.payload.redacted),
        usage=usage,
    )
    return as_wished(entry, settings)
