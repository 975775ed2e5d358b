"""aidoc's core: Python code, docstrings and models; no doc tool.

What `__all__` lists is public and keeps its meaning between minor versions; every other module and name is internal.

A [`Session`][aidoc_core.Session] is what an adapter (MkDocs, Sphinx) or the command line opens for one build. Inside,
`aidoc_core.build` knows the order of the steps and `aidoc_core.code.objects` the words.
"""

from typing import TYPE_CHECKING

from aidoc_core.errors import (
    AidocError,
    AnswerCut,
    CacheError,
    ConfigError,
    ContextTooLong,
    GiveUp,
    ModelError,
    RetryLater,
    StopAsking,
)
from aidoc_core.lazy import on_first_use

if TYPE_CHECKING:
    from aidoc_core.answers import Entry
    from aidoc_core.answers.answer import Answer
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session
    from aidoc_core.checks import Finding, Severity, check, check_human
    from aidoc_core.code.collect import from_griffe
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings, load_settings
else:  # what is heavy (griffe, pydantic) is loaded when a name that needs it is first used
    _MODULES = {
        "Answer": "answers.answer",
        "ApiObject": "code.objects",
        "Entry": "answers",
        "Finding": "checks",
        "Problem": "problems",
        "Record": "build.ledger",
        "Session": "build.session",
        "Settings": "settings",
        "Severity": "checks",
        "check": "checks",
        "check_human": "checks",
        "from_griffe": "code.collect",
        "load_settings": "settings",
    }

    __getattr__ = on_first_use(__name__, _MODULES)

    def __dir__():  # noqa: ANN202
        return sorted({*globals(), *_MODULES})


__all__ = [
    "AidocError",
    "Answer",
    "AnswerCut",
    "ApiObject",
    "CacheError",
    "ConfigError",
    "ContextTooLong",
    "Entry",
    "Finding",
    "GiveUp",
    "ModelError",
    "Problem",
    "Record",
    "RetryLater",
    "Session",
    "Settings",
    "Severity",
    "StopAsking",
    "check",
    "check_human",
    "from_griffe",
    "load_settings",
]
