"""Where answers live: reviewed files and the disk cache, behind one small protocol (`store`)."""

from typing import TYPE_CHECKING

from aidoc_core.lazy import on_first_use

if TYPE_CHECKING:
    from aidoc_core.answers.cache import open_cache
    from aidoc_core.answers.disk import DiskAnswers
    from aidoc_core.answers.entry import Entry
    from aidoc_core.answers.read_only import ReadOnlyAnswers
    from aidoc_core.answers.reviewed import ReviewedAnswers
    from aidoc_core.answers.store import AnswerStore, PaidStore, Question, WritableStore
else:  # a build with nothing to fill needs no database, and no model of an answer
    _MODULES = {
        "AnswerStore": "store",
        "DiskAnswers": "disk",
        "Entry": "entry",
        "PaidStore": "store",
        "Question": "store",
        "ReadOnlyAnswers": "read_only",
        "ReviewedAnswers": "reviewed",
        "WritableStore": "store",
        "open_cache": "cache",
    }
    __getattr__ = on_first_use(__name__, _MODULES)

__all__ = [
    "AnswerStore",
    "DiskAnswers",
    "Entry",
    "PaidStore",
    "Question",
    "ReadOnlyAnswers",
    "ReviewedAnswers",
    "WritableStore",
    "open_cache",
]
