"""A project that uses aidoc's public names, as its own type checker sees them; no test imports this."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import griffe

import aidoc_core
from aidoc_core import (
    AidocError,
    Answer,
    AnswerCut,
    ApiObject,
    CacheError,
    ConfigError,
    ContextTooLong,
    Entry,
    Finding,
    GiveUp,
    ModelError,
    Problem,
    Record,
    RetryLater,
    Session,
    Settings,
    Severity,
    StopAsking,
    check,
    check_human,
    from_griffe,
    load_settings,
)
from mkdocs_aidoc.plugin import AidocPlugin
from sphinx_aidoc import setup

ERRORS: tuple[type[AidocError], ...] = (CacheError, ConfigError, ModelError, StopAsking, RetryLater, GiveUp)
OF_ONE_REQUEST: tuple[type[GiveUp], ...] = (ContextTooLong, AnswerCut)


def settings() -> Settings:
    """Options, and what is wrong with them."""
    try:
        found = load_settings({"offline": True}, root=Path(), origin="consumer")
    except ConfigError as error:
        assert_type(error.option, str)
        raise
    assert_type(found.offline, bool)
    assert_type(found.budget_usd, float | None)
    return found


def contradictions(obj: griffe.Function) -> list[Finding]:
    """What the code says against a docstring."""
    read = from_griffe(obj)
    assert_type(read, ApiObject | None)
    if read is None:
        return []
    findings = check({"summary": "Say hello."}, read)
    assert_type(findings, list[Finding])
    assert_type(check_human(read), list[Finding])
    return [finding for finding in findings if finding.severity is Severity.REJECT]


def summaries(objects: list[ApiObject]) -> list[str]:
    """What is known of objects without asking."""
    session = Session(settings(), root=Path(), tool="consumer")
    records = session.fill(objects)
    assert_type(records, list[Record])
    assert_type(session.new_problems(), list[Problem])
    session.close()
    found = []
    for record in records:
        entry = record.entry
        assert_type(entry, Entry | None)
        if entry is not None:
            assert_type(entry.answer, Answer)
            found.append(entry.answer.summary)
    return found


MISSING = aidoc_core.no_such_name  # type: ignore[attr-defined]  # so that a name that is not there is an error
assert_type(AidocPlugin().config_class is None, bool)
setup(None)  # type: ignore[arg-type]  # Sphinx' application is asked for
