"""Where answers live: reviewed files and the disk cache, behind one small protocol."""

from aidoc_core.answers.disk import DiskAnswers, open_cache
from aidoc_core.answers.entry import AnswerStore, Entry
from aidoc_core.answers.read_only import ReadOnlyAnswers
from aidoc_core.answers.reviewed import ReviewedAnswers

__all__ = ["AnswerStore", "DiskAnswers", "Entry", "ReadOnlyAnswers", "ReviewedAnswers", "open_cache"]
