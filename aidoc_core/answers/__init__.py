"""Where answers live: reviewed files and the disk cache, behind one small protocol (`store`)."""

from aidoc_core.answers.disk import DiskAnswers, open_cache
from aidoc_core.answers.entry import Entry
from aidoc_core.answers.read_only import ReadOnlyAnswers
from aidoc_core.answers.reviewed import ReviewedAnswers
from aidoc_core.answers.store import AnswerStore, Question, WritableStore

__all__ = [
    "AnswerStore",
    "DiskAnswers",
    "Entry",
    "Question",
    "ReadOnlyAnswers",
    "ReviewedAnswers",
    "WritableStore",
    "open_cache",
]
